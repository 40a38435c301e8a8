"""The factuality model: a small network that turns the features of an event word into a number from -3 to 3.

Trained once by ``training/train_factuality.py``; its card is ``models/factuality.md``. At run time it is a table of
rows: the rows of a word's features are added up, cut off below zero, and weighed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import get_args

import msgspec
import numpy as np
from numpy.typing import NDArray

from whosays import models
from whosays.reading.factuality.features import Seen, Standing

Floats = NDArray[np.float32]


class Lexicon(msgspec.Struct, frozen=True):
    """The features that the model knows, in the order of its rows, and the nouns and adjectives that name events."""

    features: tuple[str, ...]
    nouns: frozenset[str]
    adjectives: frozenset[str]


@dataclass(frozen=True, slots=True)
class Grader:
    """The trained network: one row a feature, one hidden layer, one output, and the scales that read it off."""

    rows: dict[str, int]
    lexicon: Lexicon
    weights: Floats
    bias: Floats
    output: Floats
    offset: float
    scales: dict[Standing, tuple[Floats, Floats]]

    def grade(self, words: Sequence[Seen]) -> list[float]:
        """Return the factuality, -3 to 3, of each event word; features that the model does not know count nothing."""
        rows, weights = self.rows, self.weights
        hidden = np.empty((len(words), weights.shape[1]), np.float32)
        for place, word in enumerate(words):
            known = {row for feature in word.features if (row := rows.get(feature)) is not None}
            hidden[place] = weights[sorted(known)].sum(axis=0)
        raw = np.maximum(hidden + self.bias, 0) @ self.output + self.offset
        graded = [float(np.interp(x, *self.scales[word.standing])) for x, word in zip(raw, words, strict=True)]
        return [round(max(-3.0, min(3.0, grade)), 2) for grade in graded]


@lru_cache(maxsize=1)
def load_grader() -> Grader:
    """Return the model, loaded once a process."""
    lexicon = msgspec.msgpack.decode(models.opened("factuality.msgpack"), type=Lexicon)
    with np.load(BytesIO(models.opened("factuality.npz")), allow_pickle=False) as stored:
        return Grader(
            rows={feature: row for row, feature in enumerate(lexicon.features)},
            lexicon=lexicon,
            weights=stored["weights"].astype(np.float32),
            bias=stored["bias"],
            output=stored["output"],
            offset=float(stored["offset"]),
            scales={s: (stored[f"{s}-raw"], stored[f"{s}-graded"]) for s in get_args(Standing)},
        )
