"""Build src/whosays/exports/data/land.jsonl, the coasts of the brief's map, from the npm package world-atlas.

    python tools/build_land.py web/node_modules/world-atlas/land-50m.json

Natural Earth 1:50 million (public domain) by way of world-atlas (ISC). Land only: no border of any country is in it.
Each line is one ring in hundredths of a degree: longitude and latitude of the first point, then steps.
"""

from __future__ import annotations

import itertools
import json
import sys
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "src" / "whosays" / "exports" / "data" / "land.jsonl"
# Hundredths of a degree, about 3 km: less than a line is wide on a map of a whole country.
TOLERANCE = 3.0
# Islands smaller than this across are less than a dot.
SMALLEST = 12

Ring = list[tuple[int, int]]


def decoded(topology: dict[str, object]) -> list[Ring]:
    """Return every ring of the land."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]  # type: ignore[index,call-overload]
    arcs: list[Ring] = []
    for arc in topology["arcs"]:  # type: ignore[attr-defined]
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((round((x * sx + tx) * 100), round((y * sy + ty) * 100)))
        arcs.append(points)

    def ring(numbers: list[int]) -> Ring:
        points: Ring = []
        for number in numbers:
            part = arcs[number] if number >= 0 else arcs[~number][::-1]
            points += part[1:] if points else part
        return points

    [land] = topology["objects"]["land"]["geometries"]  # type: ignore[index,call-overload]
    return [ring(numbers) for polygon in land["arcs"] for numbers in polygon]


def simplified(points: Ring) -> Ring:
    """Return the ring with the points that lie within the tolerance of the line between others left out."""
    kept, stack = {0, len(points) - 1}, [(0, len(points) - 1)]
    if points[0] == points[-1] and len(points) > 3:
        far = max(range(len(points)), key=lambda n: abs(points[n][0] - points[0][0]) + abs(points[n][1] - points[0][1]))
        kept.add(far)
        stack = [(0, far), (far, len(points) - 1)]
    while stack:
        first, last = stack.pop()
        (x1, y1), (x2, y2) = points[first], points[last]
        length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5 or 1.0
        worst, at = 0.0, first
        for n in range(first + 1, last):
            off = abs((x2 - x1) * (y1 - points[n][1]) - (x1 - points[n][0]) * (y2 - y1)) / length
            if off > worst:
                worst, at = off, n
        if worst > TOLERANCE:
            kept.add(at)
            stack += [(first, at), (at, last)]
    return [points[n] for n in sorted(kept)]


def main(source: Path) -> None:
    """Write the file."""
    lines = []
    for ring in decoded(json.loads(source.read_text(encoding="utf-8"))):
        xs, ys = [x for x, _ in ring], [y for _, y in ring]
        if max(max(xs) - min(xs), max(ys) - min(ys)) < SMALLEST:
            continue
        points = simplified(ring)
        flat = [*points[0]]
        for (x1, y1), (x2, y2) in itertools.pairwise(points):
            flat += [x2 - x1, y2 - y1]
        lines.append(json.dumps(flat, separators=(",", ":")))
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{TARGET.name}: {len(lines)} rings, {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
