"""Average-link clustering of a small dense similarity matrix, and tf-idf bags."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.floating[Any]]


def average_link(similarity: Matrix, threshold: float) -> list[list[int]]:
    """Return the clusters of a symmetric matrix: the two with the highest mean similarity merge until it is too low.

    Ties go to the pair that stands first, so the order of the rows must be canonical.
    """
    work = similarity.astype(np.float64)
    np.fill_diagonal(work, -np.inf)
    size = np.ones(len(work))
    members = {i: [i] for i in range(len(work))}
    while len(members) > 1:
        a, b = (int(x) for x in np.unravel_index(int(np.argmax(work)), work.shape))
        if work[a, b] < threshold:
            break
        a, b = min(a, b), max(a, b)
        row = (work[a] * size[a] + work[b] * size[b]) / (size[a] + size[b])
        work[a], work[:, a] = row, row
        work[a, a] = -np.inf
        work[b], work[:, b] = -np.inf, -np.inf
        size[a] += size[b]
        members[a] += members.pop(b)
    return [sorted(group) for group in members.values()]


def weights_of(bags: Iterable[Iterable[str]]) -> dict[str, float]:
    """Return the inverse document frequency of every stem of some bags."""
    sets = [set(bag) for bag in bags]
    seen = Counter(stem for bag in sets for stem in bag)
    return {stem: math.log((len(sets) + 1) / (n + 1)) for stem, n in seen.items()}


def unit_rows(bags: Sequence[Counter[str]], weights: dict[str, float]) -> Matrix:
    """Return the bags as rows of unit length: one plus log count, times weight; unweighted stems are left out."""
    column = {stem: i for i, stem in enumerate(sorted({stem for bag in bags for stem in bag if weights.get(stem)}))}
    rows: Matrix = np.zeros((len(bags), max(1, len(column))), np.float32)
    for i, bag in enumerate(bags):
        for stem, n in bag.items():
            if stem in column:
                rows[i, column[stem]] = (1 + math.log(n)) * weights[stem]
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    return rows / np.where(length == 0, 1, length)
