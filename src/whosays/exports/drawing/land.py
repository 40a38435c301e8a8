"""Where land is: the coasts of Natural Earth (1:50 million, public domain). No border of any country is in it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

import msgspec

Ring = tuple[tuple[float, float], ...]
# South, west, north, east, in degrees.
Box = tuple[float, float, float, float]


@lru_cache(maxsize=1)
def rings() -> tuple[Ring, ...]:
    """Return every ring of land as (longitude, latitude) points."""
    lines = files("whosays.exports").joinpath("data", "land.jsonl").read_bytes().splitlines()
    return tuple(map(_ring, lines))


def _ring(line: bytes) -> Ring:
    steps = msgspec.json.decode(line, type=list[int])
    x = y = 0
    points = []
    for n in range(0, len(steps), 2):
        x, y = x + steps[n], y + steps[n + 1]
        points.append((x / 100, y / 100))
    return tuple(points)


def land_in(box: Box) -> Iterator[list[tuple[float, float]]]:
    """Yield the pieces of land inside a box, cut at its edges (Sutherland and Hodgman 1974)."""
    south, west, north, east = box
    for ring in rings():
        longitudes, latitudes = [x for x, _ in ring], [y for _, y in ring]
        if max(longitudes) < west or min(longitudes) > east or max(latitudes) < south or min(latitudes) > north:
            continue
        piece: list[tuple[float, float]] = list(ring)
        for axis, edge, keep_above in ((0, west, True), (0, east, False), (1, south, True), (1, north, False)):
            piece = _cut(piece, axis, edge, keep_above=keep_above)
        if len(piece) > 2:
            yield piece


def _cut(points: list[tuple[float, float]], axis: int, edge: float, *, keep_above: bool) -> list[tuple[float, float]]:
    kept: list[tuple[float, float]] = []
    for before, point in zip(points[-1:] + points[:-1], points, strict=True):
        is_in, was_in = ((p[axis] >= edge) == keep_above for p in (point, before))
        if is_in != was_in:
            share = (edge - before[axis]) / (point[axis] - before[axis])
            kept.append((before[0] + (point[0] - before[0]) * share, before[1] + (point[1] - before[1]) * share))
        if is_in:
            kept.append(point)
    return kept
