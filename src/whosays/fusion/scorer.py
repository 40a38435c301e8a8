"""How likely two claims tell of one event: a logistic model over the legible features of `agreement`."""

from __future__ import annotations

import math
from functools import lru_cache

import msgspec

from whosays import models
from whosays.fusion.agreement import FEATURES, anchored, features, rivals, veto
from whosays.fusion.views import View

# Two sides that each claim a town in the same days tell of one contest for it, however unlike their words.
RIVALS = 0.6


class PairModel(msgspec.Struct, frozen=True):
    """Weights by feature name, the intercept, and the mean pair probability at which clusters still merge."""

    weights: dict[str, float]
    intercept: float
    threshold: float

    def ordered(self) -> list[float]:
        """Return the weights in the order of `FEATURES`."""
        return [self.weights.get(name, 0.0) for name in FEATURES]


@lru_cache(maxsize=1)
def load_pair_model() -> PairModel:
    """Return the shipped model (``models/fusion_claims.json``; its card stands beside it)."""
    return msgspec.json.decode(models.opened("fusion_claims.json"), type=PairModel)


@lru_cache(maxsize=1)
def _weights() -> tuple[list[float], float]:
    model = load_pair_model()
    return model.ordered(), model.intercept


def pair_score(a: View, b: View, *, copies: bool) -> float:
    """Return the probability that two claims tell of one event; 0 if time, place or type forbid it."""
    if veto(a, b) is not None or not (copies or a.report == b.report or anchored(a, b)):
        return 0.0
    if rivals(a, b):
        return RIVALS
    weights, intercept = _weights()
    z = intercept + sum(w * x for w, x in zip(weights, features(a, b, copies=copies)))
    return 1.0 / (1.0 + math.exp(-z))
