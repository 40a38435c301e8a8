"""Train the networks of attribution on PolNeAR's training part.

    python training/train_attribution.py TRAIN.jsonl

writes ``src/whosays/models/attribution.npz`` (15 minutes on one core). TRAIN.jsonl holds
one article a line: ``text``, ``ignore`` and ``attributions`` with ``source``, ``cue``, ``content`` as lists of
[start, end].
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from attribution_network import Questions, Trained, train
from spacy.tokens import Doc

from whosays.reading.attribution.candidates import CueCandidate, cue_candidates
from whosays.reading.attribution.choices import CueBasis
from whosays.reading.attribution.choose import (
    ASK,
    LikelyCue,
    content_rows,
    cues_near,
    probability,
    quote_rows,
    source_rows,
)
from whosays.reading.attribution.contents import ContentCandidate, content_candidates
from whosays.reading.attribution.features import cue_features
from whosays.reading.attribution.network import Network
from whosays.reading.attribution.page import Page, Tokens
from whosays.reading.attribution.sources import source_candidates
from whosays.reading.syntax import parse_many

# A candidate that covers r of the gold span is wanted in proportion to r to this power, if r is at least one half.
SHARPNESS = 6
MODELS = Path(__file__).parent.parent / "src/whosays/models"
Words = frozenset[int]


class Gold:
    """One annotated attribution as token sets."""

    def __init__(self, doc: Doc, item: dict[str, Any]) -> None:
        self.cue, self.source, self.content = (_tokens(doc, item[role]) for role in ("cue", "source", "content"))


def _tokens(doc: Doc, spans: Iterable[tuple[int, int]]) -> Words:
    found: set[int] = set()
    for start, end in spans:
        span = doc.char_span(start, end, alignment_mode="expand")
        found.update(t.i for t in span or () if not t.is_space)
    return frozenset(found)


def _words(page: Page, tokens: Iterable[int]) -> Words:
    return frozenset(i for i in tokens if any(c.isalnum() for c in page.tokens[i].text))


def _ratio(a: Words, b: Words) -> float:
    return len(a & b) / max(len(a), len(b)) if a and b else 0.0


def _covered(ranges: Iterable[Tokens]) -> set[int]:
    return {i for start, end in ranges for i in range(start, end)}


def _anchor(page: Page, gold: Gold, candidates: dict[int, CueCandidate]) -> CueCandidate | None:
    """Return the candidate that stands for a gold cue: the word all its others hang from."""
    inside = [candidates[i] for i in sorted(gold.cue) if i in candidates]
    return max(inside, key=lambda c: sum(t.i in gold.cue for t in page.tokens[c.head].subtree), default=None)


@dataclass
class Article:
    """One training article, its candidates, and which of them stand for gold cues."""

    page: Page
    offset: int
    candidates: list[CueCandidate]
    golds: list[Gold]
    anchored: list[tuple[Gold, CueCandidate]]
    ignored: Words


def read_article(row: dict[str, Any], doc: Doc, offset: int) -> Article:
    """Return an article whose tokens start at ``offset`` among all."""
    page = Page(doc)
    candidates = cue_candidates(page)
    by_head = {c.head: c for c in candidates}
    golds = [Gold(doc, item) for item in row["attributions"]]
    anchored = [(gold, anchor) for gold in golds if (anchor := _anchor(page, gold, by_head)) is not None]
    return Article(page, offset, candidates, golds, anchored, _tokens(doc, row.get("ignore", [])))


class Collector:
    """All questions of the training articles."""

    def __init__(self) -> None:
        self.questions = {name: Questions() for name in ("cue", "quote", "content", "source")}
        self.groups = 0
        self.offset = 0

    def _shift(self, features: tuple[list[str], list[int]]) -> tuple[list[str], list[int]]:
        names, tokens = features
        return names, [t + self.offset if t >= 0 else -1 for t in tokens]

    def cues(self, article: Article) -> None:
        """Words inside another's content are left out: the annotators marked the outermost attribution only."""
        self.offset = article.offset
        heads = {anchor.head for _, anchor in article.anchored}
        for candidate in article.candidates:
            positive = candidate.head in heads
            if positive or not self._unknown(article, candidate):
                self.questions["cue"].add(self._shift(cue_features(article.page, candidate)), float(positive))

    @staticmethod
    def _unknown(article: Article, candidate: CueCandidate) -> bool:
        inside = any(candidate.head in g.content or candidate.head in g.cue for g in article.golds)
        return inside or candidate.head in article.ignored

    def quotes(self, article: Article, likely: list[LikelyCue]) -> None:
        """Ask of each quotation which of the likely cues around it is its own."""
        self.offset, page = article.offset, article.page
        owner = {anchor.head: gold for gold, anchor in article.anchored}
        for quote, tokens in enumerate(page.quote_tokens):
            words = _words(page, range(*tokens))
            near = cues_near(page, quote, likely)
            if not words or not near:
                continue
            own = {h for h, g in owner.items() if len(words & g.content) * 2 >= len(words)}
            wanted = [float(cue.head in own) for cue in near]
            self._group("quote", quote_rows(page, quote, near), [*wanted, float(not sum(wanted))])

    def contents_and_sources(self, article: Article) -> None:
        """Ask of each gold cue what its content and its source are."""
        self.offset = article.offset
        for gold, anchor in article.anchored:
            self._of_cue(article.page, anchor, gold)

    def _of_cue(self, page: Page, anchor: CueCandidate, gold: Gold) -> None:
        content_words, source_words = _words(page, gold.content), _words(page, gold.source)
        quotes = tuple(
            tokens
            for tokens in page.quote_tokens
            if (words := _words(page, range(*tokens))) and len(words & content_words) * 2 >= len(words)
        )
        basis = CueBasis(page, anchor)
        contents = content_candidates(page, anchor, quotes)
        ratios = [_ratio(content_words, _words(page, _covered(c.ranges))) for c in contents]
        best: ContentCandidate | None = None
        if ratios and max(ratios) >= 0.5:
            best = contents[int(np.argmax(ratios))]
            self._group(
                "content",
                content_rows(page, basis, contents, bool(quotes)),
                [r**SHARPNESS if r >= 0.5 else 0.0 for r in ratios],
            )
        sources = source_candidates(page, anchor)
        rows = source_rows(page, basis, sources, best)
        shares = [_ratio(source_words, _words(page, range(*s.tokens))) for s in sources]
        wanted = [r**SHARPNESS if r >= 0.5 else 0.0 for r in shares] + [0.0 if source_words else 1.0]
        if sum(wanted):
            self._group("source", rows, wanted)

    def _group(self, name: str, rows: list[tuple[list[str], list[int]]], wanted: list[float]) -> None:
        self.groups += 1
        for features, share in zip(rows, wanted, strict=True):
            self.questions[name].add(self._shift(features), share / sum(wanted), self.groups)


def save(trained: dict[str, Trained], folder: Path = MODELS) -> None:
    """Write the networks, their feature rows in bytes with a scale each, and their feature names."""
    arrays: dict[str, np.ndarray] = {}
    for name, t in trained.items():
        scale = np.abs(t.rows).max(axis=1) / 127 + 1e-8
        arrays[f"{name}.rows"] = np.round(t.rows / scale[:, None]).astype(np.int8)
        arrays[f"{name}.scale"] = scale.astype(np.float32)
        for part in ("projections", "bias", "outputs", "out_bias"):
            arrays[f"{name}.{part}"] = getattr(t, part).astype(np.float16)
    names = msgspec.msgpack.encode({name: t.names for name, t in trained.items()})
    arrays["names"] = np.frombuffer(names, np.uint8)
    np.savez_compressed(folder / "attribution.npz", **arrays)


SETTINGS: dict[str, dict[str, int]] = {
    "cue": {"hidden": 64, "epochs": 6},
    "quote": {"hidden": 32, "epochs": 6},
    "content": {"hidden": 64, "epochs": 8},
    "source": {"hidden": 64, "epochs": 8},
}


def unseen_probabilities(articles: list[Article], vectors: np.ndarray) -> list[list[LikelyCue]]:
    """Return each article's likely cues as judged by a network that was trained on the other half."""
    halves = [articles[::2], articles[1::2]]
    likely: dict[int, list[LikelyCue]] = {}
    for half, other in (halves, halves[::-1]):
        collector = Collector()
        for article in half:
            collector.cues(article)
        network = as_network(train(collector.questions["cue"], vectors, **SETTINGS["cue"]))
        for article in other:
            likely[article.offset] = likely_cues(article, network, vectors)
    return [likely[article.offset] for article in articles]


def likely_cues(article: Article, network: Network, vectors: np.ndarray) -> list[LikelyCue]:
    """Return the words of an article that a network takes for cues, likely enough to be asked about."""
    here = vectors[article.offset : article.offset + len(article.page.tokens)]
    p = probability(network.scores([cue_features(article.page, c) for c in article.candidates], here))
    return [
        LikelyCue(candidate, float(q), CueBasis(article.page, candidate))
        for candidate, q in zip(article.candidates, p, strict=True)
        if q >= ASK
    ]


def as_network(t: Trained) -> Network:
    """Return trained arrays as the network that is run."""
    return Network(t.names, t.rows, t.projections, t.bias, t.outputs, t.out_bias)


def learn(rows: list[dict[str, Any]], docs: Iterable[Doc]) -> dict[str, Trained]:
    """Return the four trained networks."""
    articles, tensors, offset = [], [], 0
    for row, doc in zip(rows, docs, strict=True):
        articles.append(read_article(row, doc, offset))
        tensors.append(np.asarray(doc.tensor, np.float32))
        offset += len(doc)
    vectors = np.vstack(tensors)
    collector = Collector()
    for article, likely in zip(articles, unseen_probabilities(articles, vectors), strict=True):
        collector.cues(article)
        collector.quotes(article, likely)
        collector.contents_and_sources(article)
    return {name: train(q, vectors, **SETTINGS[name]) for name, q in collector.questions.items()}


def main() -> None:
    """Train and write the networks."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("train", type=Path)
    path = parser.parse_args().train
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    save(learn(rows, parse_many(row["text"] for row in rows)))


if __name__ == "__main__":
    main()
