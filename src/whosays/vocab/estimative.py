"""Words of estimative probability and what two standards make of them.

The ranges are those of ICD 203 (2015, "Analytic Standards") and of Kent ("Words of Estimative Probability", 1964), in
percent. They gloss a word that a source used; they are never this program's own likelihood.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class EstimativeRange:
    """What one standard means by a word: ``low`` to ``high`` percent, both null where it gives no number.

    ``is_term`` is true where the standard itself prints the word, false for a near form of one of its words.
    """

    standard: str
    term: str
    low: int | None
    high: int | None
    is_term: bool


@dataclass(frozen=True, slots=True)
class EstimativeWord:
    """A word of estimative probability in a text: half-open code-point offsets and the ranges given to it."""

    text: str
    start: int
    end: int
    ranges: tuple[EstimativeRange, ...]


@lru_cache(maxsize=1)
def estimative_ranges() -> dict[str, tuple[EstimativeRange, ...]]:
    """Return the ranges by lower-case phrase."""
    ranges: dict[str, list[EstimativeRange]] = {}
    with (files("whosays.vocab") / "estimative.csv").open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            low, high = (int(row[end]) if row[end] else None for end in ("low", "high"))
            found = EstimativeRange(row["standard"], row["term"], low, high, is_term=row["form"] == "term")
            ranges.setdefault(row["phrase"], []).append(found)
    return {phrase: tuple(found) for phrase, found in ranges.items()}


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    longest_first = sorted(estimative_ranges(), key=lambda phrase: (-len(phrase), phrase))
    words = "|".join(r"\s+".join(map(re.escape, phrase.split())) for phrase in longest_first)
    return re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE)


def find_estimative_words(text: str) -> list[EstimativeWord]:
    """Return every word of estimative probability in ``text``, the longest phrase at each place, in text order."""
    ranges = estimative_ranges()
    found = []
    for match in _pattern().finditer(text):
        phrase = " ".join(match.group().lower().split())
        # "May" is a month more often than a modal when it is written with a capital.
        if match.group() != "May":
            found.append(EstimativeWord(match.group(), match.start(), match.end(), ranges[phrase]))
    return found
