"""Which of the stretches that may name a place do: two linear looks, then the likeliest that do not overlap."""

from __future__ import annotations

from collections import defaultdict

from spacy.tokens import Doc

from whosays.places.mentions import Mention
from whosays.places.model import PlaceModel
from whosays.places.signs import Signs

# Calibrated by cross-validation on the geoparsing dev articles: F1 is flat from .40 to .55, recall is not.
LIKELY = 0.42


def company_of(mentions: list[Mention], likelihoods: list[float]) -> list[list[str]]:
    """Return, for each mention, what the first look says of the same name elsewhere and of what overlaps it."""
    by_key: dict[str, list[int]] = defaultdict(list)
    for i, m in enumerate(mentions):
        by_key[m.key].append(i)
    found = []
    for i, m in enumerate(mentions):
        same = [likelihoods[j] for j in by_key[m.key] if j != i]
        signs = [f"self={int(likelihoods[i] * 10)}"]
        if same:
            signs += [f"same_max={int(max(same) * 5)}", f"same_mean={int(sum(same) / len(same) * 5)}"]
        else:
            signs.append("same_none")
        longer: list[float] = []
        shorter: list[float] = []
        for j in _overlapping(mentions, i):
            is_longer = mentions[j].last - mentions[j].first > m.last - m.first
            (longer if is_longer else shorter).append(likelihoods[j])
        signs += _beside(mentions, likelihoods, i)
        signs.append(f"longer={int(max(longer) * 5) if longer else 'none'}")
        signs.append(f"shorter={int(max(shorter) * 5) if shorter else 'none'}")
        found.append(signs)
    return found


def _beside(mentions: list[Mention], likelihoods: list[float], i: int) -> list[str]:
    """Return what the first look says of the mentions a comma or an "and" away: places come in lists."""
    m = mentions[i]
    before = [likelihoods[j] for j in range(max(0, i - 8), i) if 1 <= m.start - mentions[j].end <= 2]
    after = [likelihoods[j] for j in range(i + 1, min(len(mentions), i + 9)) if 1 <= mentions[j].start - m.end <= 2]
    return [
        f"{side}_mention={int(max(near) * 5) if near else 'none'}"
        for side, near in (("before", before), ("after", after))
    ]


def _overlapping(mentions: list[Mention], i: int) -> list[int]:
    """Return the positions of the mentions that overlap one; mentions are in order and few tokens long."""
    m, found = mentions[i], []
    for step in (-1, 1):
        j = i + step
        while 0 <= j < len(mentions) and abs(mentions[j].start - m.start) <= 12:
            if mentions[j].first < m.last and mentions[j].last > m.first:
                found.append(j)
            j += step
    return found


def recognise(doc: Doc, mentions: list[Mention], model: PlaceModel) -> list[tuple[Mention, float]]:
    """Return the mentions that name a place, none overlapping another, with their likelihoods, in text order."""
    signs = Signs(doc, mentions)
    of_each = [signs.of(m) for m in mentions]
    first = [0.0 if signs.is_forename(m) else model.likelihood(s) for m, s in zip(mentions, of_each)]
    second = [model.second_likelihood(s + c) for s, c in zip(of_each, company_of(mentions, first))]
    taken: list[tuple[Mention, float]] = []
    for m, likelihood in sorted(zip(mentions, second), key=lambda pair: (-pair[1], pair[0].first)):
        if likelihood < LIKELY:
            break
        if not signs.is_forename(m) and all(m.last <= other.first or other.last <= m.first for other, _ in taken):
            taken.append((m, likelihood))
    return sorted(taken, key=lambda pair: pair[0].first)
