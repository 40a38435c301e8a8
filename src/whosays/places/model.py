"""The trained weights of the room: which words name a place, and which place they name."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from whosays import models
from whosays.errors import WhosaysError
from whosays.places.ranker import ALONE, SIGNS

MODEL = "places.json"


@dataclass(frozen=True, slots=True)
class PlaceModel:
    """``signs`` weighs the signs of a mention, ``company`` the second look at it; ``alone`` and ``together`` rank."""

    signs: dict[str, float]
    company: dict[str, float]
    alone: NDArray[np.float64]
    together: NDArray[np.float64]

    def likelihood(self, signs: list[str]) -> float:
        """Return how likely a mention with these signs names a place, 0 to 1."""
        return _logistic(self.signs, signs)

    def second_likelihood(self, signs: list[str]) -> float:
        """Return the same with the signs of the company added."""
        return _logistic(self.company, signs)


def _logistic(weights: dict[str, float], signs: list[str]) -> float:
    total = weights[""] + sum(filter(None, map(weights.get, set(signs))))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@lru_cache(maxsize=1)
def place_model() -> PlaceModel:
    """Return the weights, read once a process; raise `WhosaysError` if they are not of this version's signs."""
    held = json.loads(models.opened(MODEL))
    if set(held["alone"]) != set(ALONE) or set(held["together"]) != set(SIGNS):
        raise WhosaysError("I001", item=MODEL, detail="its signs are not this version's")
    return PlaceModel(
        held["signs"], held["company"],
        np.array([held["alone"][s] for s in ALONE]), np.array([held["together"][s] for s in SIGNS]),
    )  # fmt: skip
