"""Which reports tell of one story: the likeness of their openings, average-linked."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from whosays.fusion.components import Components
from whosays.fusion.copies import is_house_phrase
from whosays.fusion.dense import average_link, unit_rows
from whosays.fusion.wording import content_stems, sentences
from whosays.record import Report

# Calibrated on 335 news reports of 35 stories (docs/why/fusion.md): the opening alone beats the whole text, names,
# numbers, sentence vectors, publication dates and a model over all of them.
OPENING = 6  # sentences
ALIKE = 0.1  # mean cosine at which two groups of reports are one story
LARGEST = 1_500  # reports linked at once; a larger web of reports is cut at a higher likeness first


def opening(report: Report) -> Counter[str]:
    """Return the content stems of a report's first sentences, house text dropped."""
    own = [s for s in sentences(report.text) if not is_house_phrase(s)]
    return Counter(stem for sentence in own[:OPENING] for stem in content_stems(sentence))


def likeness(bags: Sequence[Counter[str]]) -> np.ndarray:
    """Return the cosine of every two openings, words that only one of them has left out."""
    seen = Counter(stem for bag in bags for stem in bag)
    weights = {stem: math.log(len(bags) / n) for stem, n in seen.items() if n > 1}
    rows = unit_rows(bags, weights)
    return rows @ rows.T


def find_stories(reports: Iterable[Report], threshold: float = ALIKE) -> list[tuple[str, ...]]:
    """Return the reports grouped by story, every report in one group, ids and groups sorted.

    A higher threshold parts finer stories. The order of the reports does not matter; a repeated id counts once.
    """
    unique = {report.id: report for report in reports}
    ids = sorted(unique)
    if not ids:
        return []
    alike = likeness([opening(unique[i]) for i in ids])
    stories = []
    for part in _parts(alike, list(range(len(ids))), threshold):
        stories += [tuple(ids[part[i]] for i in group) for group in average_link(alike[np.ix_(part, part)], threshold)]
    return sorted(stories)


def _parts(alike: np.ndarray, rows: list[int], threshold: float) -> list[list[int]]:
    """Return the webs of reports that some likeness ties; average-link never joins two of them."""
    joined = Components(rows)
    inside = alike[np.ix_(rows, rows)]
    for i, j in np.argwhere(np.triu(inside, 1) >= threshold).tolist():
        joined.join(rows[i], rows[j])
    by_root: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        by_root[joined.find(row)].append(row)
    parts: list[list[int]] = []
    for part in by_root.values():
        parts += [part] if len(part) <= LARGEST or threshold > 0.5 else _parts(alike, part, threshold + 0.05)
    return parts
