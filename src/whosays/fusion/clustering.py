"""Average-link clustering of a sparse graph of claims: deterministic, conservative, never quadratic."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Mapping
from itertools import combinations

from whosays.fusion.components import Components

LINK = 0.35  # pair probability that puts two claims into one neighbourhood
SMALL = 48  # in neighbourhoods up to this size every pair is scored; larger ones live with the pairs that blocking met
LARGEST = 400  # a neighbourhood above this size is cut at ever stronger links
STRONGER = (0.5, 0.65, 0.8, 0.9)

Pair = tuple[str, str]


def neighbourhoods(nodes: Iterable[str], edges: Mapping[Pair, float], link: float = LINK) -> list[list[str]]:
    """Return the connected parts of a graph, sorted; parts above `LARGEST` are cut at stronger links."""
    parts = _connected(nodes, edges, link)
    for stronger in STRONGER:
        cut: list[list[str]] = []
        for part in parts:
            if len(part) <= LARGEST or stronger <= link:
                cut.append(part)
            else:
                inside = set(part)
                cut += _connected(part, {p: s for p, s in edges.items() if p[0] in inside and p[1] in inside}, stronger)
        parts = cut
    return sorted(parts)


def _connected(nodes: Iterable[str], edges: Mapping[Pair, float], link: float) -> list[list[str]]:
    joined = Components(nodes)
    for (a, b), score in edges.items():
        if score >= link:
            joined.join(a, b)
    return [sorted(group) for group in joined.groups()]


def average_link(
    part: list[str], edges: Mapping[Pair, float], score: Callable[[str, str], float], threshold: float
) -> list[list[str]]:
    """Return the clusters of one neighbourhood: the two with the highest mean pair score merge until it is too low.

    ``edges`` holds scored pairs in sorted order; ``score`` scores the others where the neighbourhood is small enough.
    Ties go to the pair of clusters with the smaller names, so the result depends on the graph alone.
    """
    total: dict[str, dict[str, tuple[float, int]]] = {node: {} for node in part}
    small = len(part) <= SMALL
    for a, b in combinations(part, 2) if small else edges:
        if a in total and b in total:
            known = edges.get((a, b))
            value = score(a, b) if known is None else known
            total[a][b] = total[b][a] = (value, 1)
    members = {node: [node] for node in part}
    heap = [(-s, a, b) for a in part for b, (s, _) in total[a].items() if a < b and s >= threshold]
    heapq.heapify(heap)
    while heap:
        negative, a, b = heapq.heappop(heap)
        if a not in total or b not in total or b not in total[a]:
            continue
        value, n = total[a][b]
        if -negative != value / n:
            continue
        members[a] += members.pop(b)
        _merge(total, a, b)
        for other, (value, n) in total[a].items():
            if value / n >= threshold:
                heapq.heappush(heap, (-value / n, min(a, other), max(a, other)))
    return sorted(sorted(group) for group in members.values())


def _merge(total: dict[str, dict[str, tuple[float, int]]], a: str, b: str) -> None:
    """Fold the row of ``b`` into that of ``a``."""
    for other, (value, n) in total.pop(b).items():
        del total[other][b]
        if other != a:
            before, m = total[a].get(other, (0.0, 0))
            total[a][other] = total[other][a] = (before + value, m + n)
