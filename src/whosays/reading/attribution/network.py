"""Run the trained networks: names of features and context vectors in, scores out; numpy only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from io import BytesIO
from itertools import accumulate

import msgspec
import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc

from whosays import models
from whosays.reading.attribution.features import Features
from whosays.reading.syntax import load_model

Floats = npt.NDArray[np.float32]


class Network:
    """One hidden layer over summed feature rows and projected context vectors; its scores are logits.

    ``rows`` is features x hidden, ``projections`` slots x vector width x hidden, ``outputs`` hidden.
    """

    def __init__(
        self, names: Sequence[str], rows: Floats, projections: Floats, bias: Floats, outputs: Floats, out_bias: Floats
    ) -> None:
        self.index = {name: i for i, name in enumerate(names)}
        self.rows = np.vstack([rows, np.zeros((1, rows.shape[1]), np.float32)])
        self.projections, self.bias, self.outputs, self.out_bias = projections, bias, outputs, out_bias

    def scores(self, features: Sequence[Features], vectors: Floats) -> Floats:
        """Return a score for each row of features, given the context vectors of the document's tokens."""
        if not features:
            return np.zeros(0, np.float32)
        get, nothing = self.index.get, len(self.rows) - 1
        # Names that training never saw have a row of noughts.
        ids = np.array([get(name, nothing) for names, _ in features for name in names])
        starts = [0, *accumulate(len(names) for names, _ in features)]
        hidden = np.add.reduceat(self.rows.take(ids, axis=0), starts[:-1], axis=0) + self.bias
        slots = np.array([tokens for _, tokens in features])
        for slot, projection in enumerate(self.projections):
            used, where = np.unique(slots[:, slot], return_inverse=True)
            projected = np.where(used[:, None] >= 0, vectors[used], 0.0) @ projection
            hidden += projected[where]
        np.maximum(hidden, 0.0, out=hidden)
        scores: Floats = hidden @ self.outputs + self.out_bias
        return scores


@lru_cache(maxsize=1)
def networks() -> dict[str, Network]:
    """Return the trained networks by the question they answer: ``cue`` ``quote`` ``content`` ``source``."""
    with np.load(BytesIO(models.opened("attribution.npz")), allow_pickle=False) as arrays:
        names: dict[str, list[str]] = msgspec.msgpack.decode(arrays["names"].tobytes())
        return {question: _network(question, words, arrays) for question, words in names.items()}


def _network(question: str, words: list[str], arrays: Mapping[str, npt.NDArray[np.generic]]) -> Network:
    """Return one question's network; feature rows are stored in bytes with a scale each."""
    rows = arrays[f"{question}.rows"].astype(np.float32) * arrays[f"{question}.scale"].astype(np.float32)[:, None]
    parts = (arrays[f"{question}.{part}"].astype(np.float32) for part in ("projections", "bias", "outputs", "out_bias"))
    return Network(words, rows, *parts)


def context_vectors(doc: Doc) -> Floats:
    """Return the parser's 96 context features of each token; computed again if the document came without them."""
    if len(doc.tensor) != len(doc):
        (tensor,) = load_model().get_pipe("tok2vec").model.predict([getattr(doc, "origin", doc)])
        return np.asarray(tensor, dtype=np.float32)
    return np.asarray(doc.tensor, dtype=np.float32)
