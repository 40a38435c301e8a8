"""Cross-document event coreference on given event mentions, in the form of the research corpora.

Stories are found first; within a story a logistic model over legible features scores every two mentions, and
average link makes the clusters. No gold topics, no parser: words, their neighbours, and a sentence encoder.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

import msgspec
import numpy as np

from whosays import models
from whosays.fusion.dense import Matrix, average_link, weights_of
from whosays.fusion.stories import find_stories, likeness, opening
from whosays.fusion.wording import content_stems, is_stop_word, sentences, stem, words
from whosays.reading.meaning import vectors_of
from whosays.record import Report

STORY = 0.2  # likeness of openings; these corpora part stories finer than news desks do
NEAR_WORDS, WINDOW = 5, 3  # content stems and words on either side of a mention that are its neighbourhood
_NUMBER = re.compile(r"\d[\d,.]*")
_CAPITAL = re.compile(r"\b[A-Z][\w'’-]+")
_POINTING = frozenset({"it", "that", "this", "which", "those", "these"})


class Mention(NamedTuple):
    """An event word of a report, with the sentence it stands in; offsets into the report's text."""

    id: str
    start: int
    end: int
    sentence: tuple[int, int]


class MentionModel(msgspec.Struct, frozen=True):
    """Weights by feature name, scale included, the intercept, and the mean probability at which clusters merge."""

    weights: dict[str, float]
    intercept: float
    threshold: float


@lru_cache(maxsize=1)
def load_mention_model() -> MentionModel:
    """Return the shipped model (``models/fusion_mentions.json``; its card stands beside it)."""
    return msgspec.json.decode(models.opened("fusion_mentions.json"), type=MentionModel)


@lru_cache(maxsize=1)
def _word_classes() -> dict[tuple[str, ...], frozenset[str]]:
    rows = csv.DictReader((files("whosays.fusion") / "data" / "event_word.csv").read_text("utf-8").splitlines())
    classes: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for row in rows:
        classes[tuple(map(stem, row["words"].split()))].add(row["class"])
    return {key: frozenset(value) for key, value in classes.items()}


def word_classes(text: str) -> frozenset[str]:
    """Return the classes of event words ("capture", "injure") that words belong to; phrases go before single words."""
    stems = [stem(w) for w in words(text)]
    found: set[str] = set()
    for length in (3, 2, 1):
        if length == 1 and found:
            break
        for i in range(len(stems) - length + 1):
            found |= _word_classes().get(tuple(stems[i : i + length]), frozenset())
    return frozenset(found)


def encode(texts: Sequence[str]) -> Matrix:
    """Return a unit vector a text by the sentence encoder; equal texts are encoded once."""
    unique = sorted(set(texts))
    vectors = np.concatenate([vectors_of(unique[i : i + 64]) for i in range(0, len(unique), 64)])
    vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    place = {text: i for i, text in enumerate(unique)}
    return np.asarray(vectors[[place[t] for t in texts]], np.float32)


class Sight:
    """One mention as it is compared."""

    def __init__(self, mention: Mention, report: Report) -> None:
        text, (start, end) = report.text, mention.sentence
        self.words = text[mention.start : mention.end]
        left, right = text[start : mention.start], text[mention.end : end]
        inner = [w for w in words(self.words) if not is_stop_word(w)] or words(self.words)
        self.stems = frozenset(map(stem, inner))
        self.key = " ".join(map(stem, inner))
        longest = f"#{max(inner, key=len) if inner else self.words.lower()}#"
        self.trigrams = frozenset(longest[i : i + 3] for i in range(len(longest) - 2))
        self.classes = word_classes(self.words)
        self.left, self.right = content_stems(left)[-NEAR_WORDS:], content_stems(right)[:NEAR_WORDS]
        self.sentence = text[start:end]
        self.context = frozenset(content_stems(self.sentence)) - self.stems
        names = (w.lower() for w in _CAPITAL.findall(self.sentence))
        self.names = frozenset(stem(w) for w in names if not is_stop_word(w)) - self.stems
        self.numbers = frozenset(_NUMBER.findall(self.sentence))
        self.window = " ".join([*left.split()[-WINDOW:], self.words, *right.split()[:WINDOW]])
        self.at = start
        self.report = report.id
        self.length = len(self.words.split())
        self.pointing = self.words.lower() in _POINTING


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the offsets of the sentence in which some words stand."""
    at = 0
    for sentence in sentences(text):
        begin = text.index(sentence, at)
        at = begin + len(sentence)
        if begin <= start < at:
            return begin, max(at, end)
    return start, end


def cluster_mentions(reports: Iterable[tuple[Report, Sequence[Mention]]]) -> dict[str, int]:
    """Return the cluster of every mention id; mentions of one number are one event. Topics are not needed.

    The order of reports and mentions does not matter.
    """
    from whosays.fusion.mention_pairs import pair_features

    model = load_mention_model()
    held = sorted(reports, key=lambda r: r[0].id)
    weights = weights_of(content_stems(report.text) for report, _ in held)
    by_id = {report.id: (report, sorted(mentions)) for report, mentions in held}
    ids = [report.id for report, _ in held]
    alike = dict(zip(ids, likeness([opening(report) for report, _ in held]))) if held else {}
    row = {report: i for i, report in enumerate(ids)}
    clusters: dict[str, int] = {}
    for story in find_stories((report for report, _ in held), STORY):
        pairs = [(m, Sight(m, by_id[r][0])) for r in story for m in by_id[r][1]]
        if not pairs:
            continue
        near = np.array([[alike[a.report][row[b.report]] for _, b in pairs] for _, a in pairs], np.float32)
        features = pair_features([sight for _, sight in pairs], weights, near)
        z = np.full(near.shape, model.intercept, np.float32)
        for name, value in features.items():
            z += model.weights.get(name, 0.0) * value
        for group in average_link(1 / (1 + np.exp(-z)), model.threshold):
            number = len(set(clusters.values()))
            clusters |= {pairs[i][0].id: number for i in group}
    return clusters
