"""Whether an event word belongs to a conflict: a linear model over what its report is about and who takes part.

Word lists cannot tell a besieged town from a besieged goalkeeper where the review, the match or the market is told in
words of war throughout; the meaning of whole sentences can. Each sentence is put into a vector (Universal Sentence
Encoder, multilingual v3, Yang et al. 2020) and scored; a second set of weights joins these scores with the armed groups
that the report names. ``models/conflict.md`` says what both were fitted on.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, lru_cache
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Span

from whosays import models
from whosays.claims.scene import Scene
from whosays.reading.meaning import vectors_of

MODEL = "conflict.npz"
# Sentences of a report that are put into vectors; more made the mean no steadier on our own texts, and cost time.
SAMPLE = 10
# Shorter sentences ("No.", a heading) say too little, and what stands behind this many characters adds little.
LEAST_WORDS, MOST_CHARACTERS = 4, 300
# A report of so few sentences has no steady score, and is judged by a bound of its own.
SHORT = 2
# Least score of an event word in a report, and in a short one. Chosen on the counter-examples' part "dev",
# cross-validated: of whole texts 1 in 14 keeps a false claim, of single sentences of conflict 1 claim in 100 is lost.
LEAST, LEAST_IN_SHORT = -1.25, -2.0
ARMED = frozenset(("MIL", "REB", "PRM", "UAF", "SPY"))
IRREGULAR = frozenset(("REB", "PRM"))
POLITICAL = frozenset(("GOV", "IGO", "LEG", "PTY", "OPP", "NGO", "JRN"))
SIGNS = ("report", "groups", "armed", "war words", "short", "short report", "armed party", "political party")
# Signs that count mentions stop here: a long list of units says no more than a few.
MOST_ARMED, MOST_GROUPS, MOST_WORDS = 2.0, 1.0, 6


class Subject:
    """What one report is about; made once a report, and costs nothing until it is asked."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._sentences = list(scene.doc.sents)

    @property
    def is_short(self) -> bool:
        """Whether the report has too few sentences for a steady score."""
        return len(self._sentences) <= SHORT

    @cached_property
    def report_score(self) -> float:
        """The mean score of up to `SAMPLE` sentences, evenly spaced, or of the whole text if all are too short."""
        sentences = [s for s in self._sentences if _n_words(s) >= LEAST_WORDS] or [self._scene.doc[:]]
        step = max(1.0, len(sentences) / SAMPLE)
        chosen = [sentences[int(n * step)] for n in range(min(SAMPLE, len(sentences)))]
        scores = sentence_scores([s.text for s in chosen])
        return sum(scores) / len(scores)

    @cached_property
    def _forces(self) -> tuple[float, float]:
        """Mentions a sentence of armed groups known by name, and of anybody armed."""
        mentions = [a.mention for a in self._scene.layers.actors if a.mention.sector in ARMED]
        groups = sum(m.sector in IRREGULAR and m.entity is not None for m in mentions)
        sentences = max(1, len(self._sentences))
        return min(groups / sentences, MOST_GROUPS), min(len(mentions) / sentences, MOST_ARMED)

    def signs(self, sectors: set[str | None], war_words: int) -> list[float]:
        """Return the values of `SIGNS` for an event word.

        Args:
            sectors: those of its parties.
            war_words: words of war in its sentence and those beside it.
        """
        report, short = self.report_score, float(self.is_short)
        groups, armed = self._forces
        words = min(war_words, MOST_WORDS)
        parties = (float(bool(sectors & ARMED)), float(bool(sectors & POLITICAL)))
        return [report, groups, armed, words, short, short * report, *parties]

    def is_conflict(self, sectors: set[str | None], war_words: int) -> bool:
        """Say whether an event word belongs to a conflict; arguments as in `signs`."""
        model = _model()
        score = float(np.dot(model["signs"], self.signs(sectors, war_words)) + model["signs_bias"])
        return score >= (LEAST_IN_SHORT if self.is_short else LEAST)


def sentence_scores(texts: Sequence[str]) -> list[float]:
    """Return how far each sentence speaks of a conflict: log odds, 0 where either is as likely."""
    if not texts:
        return []
    model = _model()
    return [float(score) for score in sentence_vectors(texts) @ model["weights"] + model["bias"]]


def sentence_vectors(texts: Sequence[str]) -> NDArray[np.float32]:
    """Return one vector a sentence; one in capitals is put into small letters, which the encoder knows better."""
    return vectors_of([_plain(text) for text in texts])


def _plain(text: str) -> str:
    words = " ".join(text.split())[:MOST_CHARACTERS]
    capitals, letters = sum(c.isupper() for c in words), sum(c.isalpha() for c in words)
    return words.lower() if capitals * 2 > letters else words


def _n_words(sentence: Span) -> int:
    return sum(t.is_alpha for t in sentence)


@lru_cache(maxsize=1)
def _model() -> dict[str, Any]:
    with np.load(BytesIO(models.opened(MODEL)), allow_pickle=False) as held:
        return {name: held[name].astype(np.float32) for name in ("weights", "bias", "signs", "signs_bias")}
