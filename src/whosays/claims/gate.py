"""Whether a report can hold a claim of conflict, told from its words before anything costly is done.

Two sieves, and what either lets through is read: words for forces and weapons, and a linear model over all words of the
text, hashed. For streams in which most reports are of other things; what it loses is in ``models/gate.md``.
"""

from __future__ import annotations

import re
import zlib
from functools import lru_cache
from io import BytesIO
from math import log, sqrt

import numpy as np
from numpy.typing import NDArray

from whosays import models
from whosays.vocab.triggers import thing_classes

MODEL = "gate.npz"
# Fewer words than these say too little: headlines, sentences and flashes are always let through.
FEW = 60
# Different words for forces and weapons that let a report through whatever else it says. With one, two thirds of the
# reports without a claim pass; with three, reports of war in an unusual style are lost (own written controls).
ARMED_WORDS = 2
# Rows that words share; twice as many gave the same recall and passed as many.
ROWS = 1 << 13
_WORD = re.compile(r"[a-z]{3,}")


def may_tell_of_conflict(text: str) -> bool:
    """Return False for a report that can be left out before it is parsed."""
    words = words_of(text)
    if len(words) < FEW:
        return True
    if n_armed(words) >= ARMED_WORDS:
        return True
    weights, bias = _model()
    signs = signs_of(words)
    return sum(float(weights[row]) * value for row, value in signs.items()) + bias >= 0.0


def n_armed(words: list[str]) -> int:
    """Return how many different words for forces and weapons a text has."""
    return len({_armed()[word] for word in words if word in _armed()})


def signs_of(words: list[str]) -> dict[int, float]:
    """Return how strongly each row of the model is touched by a text's words, of unit length together."""
    counts: dict[str, int] = {}
    for word in words:
        counts[word] = counts.get(word, 0) + 1
    signs: dict[int, float] = {}
    for word, count in counts.items():
        row = zlib.crc32(word.encode()) % ROWS
        signs[row] = signs.get(row, 0.0) + 1.0 + log(count)
    length = sqrt(sum(value * value for value in signs.values()))
    return {row: value / length for row, value in signs.items()}


def words_of(text: str) -> list[str]:
    """Return the words that the model looks at."""
    return _WORD.findall(text.lower())


@lru_cache(maxsize=1)
def _armed() -> dict[str, str]:
    """Return singular and plural of the nouns for forces and weapons, each to its noun."""
    nouns = [noun for noun, classes in thing_classes().items() if classes & {"armed", "weapon", "troops"}]
    return {form: noun for noun in nouns for form in (noun, f"{noun}s")}


@lru_cache(maxsize=1)
def _model() -> tuple[NDArray[np.float32], float]:
    with np.load(BytesIO(models.opened(MODEL)), allow_pickle=False) as held:
        return held["weights"].astype(np.float32), float(held["bias"])
