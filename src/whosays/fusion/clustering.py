"""Average-link clustering of one neighbourhood of claims: deterministic, conservative, never quadratic in a crowd."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Mapping
from itertools import combinations

LINK = 0.35  # pair probability that puts two claims into one neighbourhood
SMALL = 48  # in neighbourhoods up to this size every pair is scored
ANCHORS = 16  # in larger ones, besides the strong pairs, every claim is scored against this many fixed others
LARGEST = 400  # claims linked at once; a larger neighbourhood is cut at ever stronger links, then led by so many
STRONGER = (0.5, 0.65, 0.8, 0.9)

Edges = Mapping[int, Mapping[int, float]]
Table = dict[int, dict[int, tuple[float, int]]]


def clusters_of(
    part: list[int], edges: Edges, score: Callable[[int, int], float], threshold: float
) -> Iterator[list[int]]:
    """Yield the clusters of one neighbourhood, sorted; ``edges`` holds the strong pairs, ``score`` gives the others."""
    for piece in _cut(part, edges):
        rest = piece
        while len(rest) > LARGEST:
            groups, rest = _around_leaders(rest, edges, score, threshold)
            yield from groups
        yield from average_link(rest, edges, score, threshold)


def _around_leaders(
    piece: list[int], edges: Edges, score: Callable[[int, int], float], threshold: float
) -> tuple[list[list[int]], list[int]]:
    """Return clusters of the leaders of a crowd with those who follow them, and who follows none.

    The leaders are the smallest numbers, as many as can be linked at once; anybody else joins the group of leaders
    that it has the highest mean score with. So a crowd costs in proportion to its size.
    """
    groups = average_link(piece[:LARGEST], edges, score, threshold)
    group_of = {leader: n for n, group in enumerate(groups) for leader in group}
    rest = []
    for node in piece[LARGEST:]:
        sums: dict[int, list[float]] = {}
        for other, strength in edges.get(node, {}).items():
            if (group := group_of.get(other)) is not None:
                sums.setdefault(group, []).append(strength)
        best = max(sums, key=lambda g: (sum(sums[g]) / len(sums[g]), -g), default=None)
        if best is not None and sum(sums[best]) / len(sums[best]) >= threshold:
            groups[best].append(node)
        else:
            rest.append(node)
    return groups, rest


def _cut(part: list[int], edges: Edges) -> list[list[int]]:
    """Return a neighbourhood in pieces of at most `LARGEST` claims, as far as cutting at stronger links makes them."""
    pieces = [part]
    for stronger in STRONGER:
        if all(len(piece) <= LARGEST for piece in pieces):
            break
        smaller: list[list[int]] = []
        for piece in pieces:
            smaller += [piece] if len(piece) <= LARGEST else _linked(piece, edges, stronger)
        pieces = smaller
    return pieces


def _linked(part: list[int], edges: Edges, link: float) -> list[list[int]]:
    groups, free = [], set(part)
    for start in part:
        if start not in free:
            continue
        free.discard(start)
        group = queue = [start]
        while queue:
            found = [
                other
                for node in queue
                for other, score in edges.get(node, {}).items()
                if score >= link and other in free
            ]
            queue = sorted(set(found))
            free.difference_update(queue)
            group = group + queue
        groups.append(sorted(group))
    return groups


def _scored(part: list[int], edges: Edges, score: Callable[[int, int], float]) -> Table:
    """Return the pair scores of a neighbourhood: all of a small one, of a large one the strong and the anchors'."""
    total: Table = {node: {} for node in part}
    if len(part) <= SMALL:
        for a, b in combinations(part, 2):
            known = edges.get(a, {}).get(b)
            total[a][b] = total[b][a] = (score(a, b) if known is None else known, 1)
        return total
    for a in part:
        for b, known in edges.get(a, {}).items():
            if b in total:
                total[a][b] = total[b][a] = (known, 1)
    for a in part[:ANCHORS]:
        for b in part:
            if a != b and b not in total[a]:
                total[a][b] = total[b][a] = (score(a, b), 1)
    return total


def average_link(
    part: list[int], edges: Edges, score: Callable[[int, int], float], threshold: float
) -> list[list[int]]:
    """Return the clusters of one neighbourhood: the two with the highest mean pair score merge until it is too low.

    ``part`` is sorted. ``edges`` holds the strong pairs, both ways; ``score`` gives the others. Ties go to the smaller
    numbers, so the result depends on the graph alone.
    """
    if len(part) == 1:
        return [part]
    total = _scored(part, edges, score)
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
        for other in _merge(total, a, b):
            value, n = total[a][other]
            if value / n >= threshold:
                heapq.heappush(heap, (-value / n, min(a, other), max(a, other)))
    return sorted(sorted(group) for group in members.values())


def _merge(total: Table, a: int, b: int) -> list[int]:
    """Fold the row of ``b`` into that of ``a``; return those whose mean to ``a`` changed."""
    changed = []
    for other, (value, n) in total.pop(b).items():
        del total[other][b]
        if other != a:
            before, m = total[a].get(other, (0.0, 0))
            total[a][other] = total[other][a] = (before + value, m + n)
            changed.append(other)
    return changed
