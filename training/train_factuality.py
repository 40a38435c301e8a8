"""Train the factuality model from sentences with graded predicates.

    python training/train_factuality.py TRAIN.jsonl [--dev DEV.jsonl] [--out src/whosays/models]

A line of TRAIN is ``{"corpus", "text", "predicates": [{"start", "end", "score"}]}``. Only the corpora named in
`CORPORA` are learned from: crowd questions that ask another thing ("did it happen?") pull the scale apart.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from scipy.sparse import csr_matrix

from whosays.reading.factuality.features import Seen, Standing, features_of
from whosays.reading.factuality.grading import Lexicon
from whosays.reading.syntax import load_model

# Times that a corpus is shown in a round: the second is small, and its plain facts are all 3.
CORPORA = {"UW": 1, "MEANTIME": 2}
RAREST = 3  # a feature seen in fewer words is left out
HIDDEN, NETWORKS = 24, 6  # six small networks, averaged: one network of 144 units at run time
ROUNDS, BATCH, RATE, DECAY = 8, 128, 2e-3, 0.02
KEPT_FEATURES, KEPT_UNITS = 0.7, 0.7
# The marks are what decides; they are never left out in training and weigh double.
MARK_WEIGHT = 2.0
# Error at which the loss turns from squared to absolute.
TURN = 0.5
# Words that are not plain fact are one in five; unweighted, the network answers 2.5 to everything hard.
LOW_SCORE, LOW_WEIGHT = 1.5, 3.0
# Network output to scale, by how the word stands. The crowd's answers are averages, so that a plain statement lands at
# 2.5 and a flat denial at -2: the ends are stretched back, most for clauses without any mark. Chosen on the development
# parts of both corpora together, whose plain facts differ (UW 2.6 to 3, MEANTIME 3).
SCALES: dict[Standing, tuple[tuple[float, ...], tuple[float, ...]]] = {
    "plain-clause": ((-3.0, -1.5, 0.0, 1.0, 1.5, 1.75, 3.0), (-3.0, -2.6, -0.5, 0.8, 2.0, 3.0, 3.0)),
    "plain-noun": ((-3.0, -1.5, 0.0, 1.0, 2.0, 2.5, 3.0), (-3.0, -2.6, -0.5, 0.6, 2.0, 3.0, 3.0)),
    "marked": ((-3.0, -0.6, 0.0, 1.0, 2.0, 2.5, 3.0), (-3.0, -2.6, -1.1, 0.6, 1.6, 2.9, 3.0)),
}


@dataclass(frozen=True)
class Example:
    """A graded event word: what is seen of it, its score, its corpus."""

    seen: Seen
    score: float
    corpus: str


def read_sentences(path: Path) -> list[dict[str, Any]]:
    """Return the sentences of the corpora learned from."""
    with path.open(encoding="utf-8") as lines:
        return [row for line in lines if (row := json.loads(line))["corpus"] in CORPORA]


def examples_of(rows: list[dict[str, Any]], seen: Counter[tuple[str, str, bool]]) -> Iterator[Example]:
    """Yield an example for each graded word; count in ``seen`` how often a lemma is and is not one."""
    docs = load_model().pipe((row["text"] for row in rows), batch_size=32, disable=["ner"])
    for row, doc in zip(rows, docs, strict=True):
        graded = {}
        for predicate in row["predicates"]:
            span = doc.char_span(predicate["start"], predicate["end"], alignment_mode="expand")
            graded[span.root.i] = predicate["score"]
        for token in doc:
            if token.pos_ in ("NOUN", "ADJ", "VERB"):
                seen[token.lemma_.lower(), token.pos_, token.i in graded] += 1
        for at, score in graded.items():
            yield Example(features_of(doc[at]), score, row["corpus"])


def event_words(seen: Counter[tuple[str, str, bool]], pos: str) -> frozenset[str]:
    """Return the lemmas of a class that name an event in three of ten uses or more.

    A noun that is also a verb ("swap", "spread") counts without having been seen, unless it was seen to name none.
    """
    found = set()
    for lemma in {lemma for lemma, _, _ in seen}:
        graded, plain = seen[lemma, pos, True], seen[lemma, pos, False]
        named = graded > 0 and graded >= 0.3 * (graded + plain)
        from_verb = pos == "NOUN" and seen[lemma, "VERB", True] + seen[lemma, "VERB", False] >= 2
        if named or (from_verb and graded + plain < 4):
            found.add(lemma)
    return frozenset(found)


def matrix_of(examples: Iterable[Example], rows: dict[str, int]) -> csr_matrix:
    """Return examples by features; a mark has `MARK_WEIGHT`, any other feature 1."""
    starts, columns, values = [0], [], []
    for example in examples:
        known = sorted({rows[f]: f for f in example.seen.features if f in rows}.items())
        columns += [row for row, _ in known]
        values += [MARK_WEIGHT if feature.startswith("m") else 1.0 for _, feature in known]
        starts.append(len(columns))
    return csr_matrix((np.array(values, np.float32), columns, starts), shape=(len(starts) - 1, len(rows)))


class Network:
    """One hidden layer over sparse features, fitted by Adam to a loss that is absolute beyond `TURN`."""

    def __init__(self, n_features: int, seed: int) -> None:
        """Start from small random weights."""
        self.random = np.random.default_rng(seed)
        self.parts = {
            "weights": (self.random.normal(size=(n_features, HIDDEN)) * 0.05).astype(np.float32),
            "bias": np.zeros(HIDDEN, np.float32),
            "output": (self.random.normal(size=HIDDEN) * 0.1).astype(np.float32),
            "offset": np.array(2.0, np.float32),
        }
        self.first = {name: np.zeros_like(part) for name, part in self.parts.items()}
        self.second = {name: np.zeros_like(part) for name, part in self.parts.items()}
        self.steps = 0

    def step(self, batch: csr_matrix, scores: np.ndarray, weight: np.ndarray, rate: float) -> None:
        """Learn from one batch."""
        batch = batch.copy()
        is_mark = batch.data > 1
        kept = (self.random.random(batch.nnz) < KEPT_FEATURES) | is_mark
        batch.data = batch.data * kept / np.where(is_mark, 1, KEPT_FEATURES).astype(np.float32)
        parts = self.parts
        hidden = batch @ parts["weights"] + parts["bias"]
        units = (self.random.random(hidden.shape) < KEPT_UNITS).astype(np.float32) / KEPT_UNITS
        active = np.maximum(hidden, 0) * units
        error = active @ parts["output"] + parts["offset"] - scores
        slope = (np.clip(error / TURN, -1, 1) * weight / len(scores)).astype(np.float32)
        back = np.outer(slope, parts["output"]) * units * (hidden > 0)
        self.steps += 1
        self._move("weights", np.asarray(batch.T @ back), rate)
        self._move("bias", back.sum(0), rate)
        self._move("output", active.T @ slope, rate)
        self._move("offset", slope.sum(), rate)

    def _move(self, name: str, slope: np.ndarray, rate: float) -> None:
        first, second = self.first, self.second
        first[name] = 0.9 * first[name] + 0.1 * slope
        second[name] = 0.999 * second[name] + 0.001 * slope * slope
        change = (first[name] / (1 - 0.9**self.steps)) / (np.sqrt(second[name] / (1 - 0.999**self.steps)) + 1e-8)
        if name == "weights":
            change = change + DECAY * self.parts[name]
        self.parts[name] = (self.parts[name] - rate * change).astype(np.float32)


def fit(examples: list[Example], rows: dict[str, int], seed: int) -> Network:
    """Return one network fitted to the examples."""
    features = matrix_of(examples, rows)
    scores = np.array([e.score for e in examples], np.float32)
    weight = np.where(scores < LOW_SCORE, LOW_WEIGHT, 1.0).astype(np.float32)
    network, n = Network(len(rows), seed), len(examples)
    for round_ in range(ROUNDS):
        order = network.random.permutation(n)
        for at in range(0, n, BATCH):
            chosen = order[at : at + BATCH]
            rate = RATE * (1 - (round_ * n + at) / (ROUNDS * n))
            network.step(features[chosen], scores[chosen], weight[chosen], rate)
    return network


def store(networks: list[Network], lexicon: Lexicon, out: Path) -> None:
    """Write the averaged networks as one, and the lexicon."""
    weights = np.concatenate([n.parts["weights"] for n in networks], axis=1)
    marks = np.array([MARK_WEIGHT if f.startswith("m") else 1.0 for f in lexicon.features], np.float32)
    np.savez_compressed(
        out / "factuality.npz",
        weights=(weights * marks[:, None]).astype(np.float16),
        bias=np.concatenate([n.parts["bias"] for n in networks]),
        output=np.concatenate([n.parts["output"] for n in networks]) / len(networks),
        offset=np.mean([n.parts["offset"] for n in networks]).astype(np.float32),
        **{f"{standing}-raw": np.array(raw, np.float32) for standing, (raw, _) in SCALES.items()},
        **{f"{standing}-graded": np.array(graded, np.float32) for standing, (_, graded) in SCALES.items()},
    )
    content = {"features": lexicon.features, "nouns": sorted(lexicon.nouns), "adjectives": sorted(lexicon.adjectives)}
    (out / "factuality.msgpack").write_bytes(msgspec.msgpack.encode(content))


def report(path: Path) -> None:
    """Print mean error and correlation of the stored model on each corpus of a file."""
    from whosays.reading.factuality.grading import load_grader

    examples = list(examples_of(read_sentences(path), Counter()))
    got = np.array(load_grader().grade([e.seen for e in examples]))
    gold, corpus = np.array([e.score for e in examples]), np.array([e.corpus for e in examples])
    for name in CORPORA:
        a, b = got[corpus == name], gold[corpus == name]
        low = b < LOW_SCORE
        print(
            f"{name}: {len(b)} words, MAE {abs(a - b).mean():.3f}, r {np.corrcoef(a, b)[0, 1]:.3f}, "
            f"MAE where gold < {LOW_SCORE} {abs(a - b)[low].mean():.3f}"
        )


def main() -> None:
    """Train, store, report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("train", type=Path)
    parser.add_argument("--dev", type=Path)
    parser.add_argument("--out", type=Path, default=Path("src/whosays/models"))
    given = parser.parse_args()
    seen: Counter[tuple[str, str, bool]] = Counter()
    examples = list(examples_of(read_sentences(given.train), seen))
    counts = Counter(feature for example in examples for feature in set(example.seen.features))
    features = tuple(sorted(feature for feature, n in counts.items() if n >= RAREST))
    shown = [example for example in examples for _ in range(CORPORA[example.corpus])]
    rows = {feature: row for row, feature in enumerate(features)}
    networks = [fit(shown, rows, seed) for seed in range(NETWORKS)]
    store(networks, Lexicon(features, event_words(seen, "NOUN"), event_words(seen, "ADJ")), given.out)
    print(f"{len(examples)} examples, {len(features)} features")
    if given.dev:
        report(given.dev)


if __name__ == "__main__":
    main()
