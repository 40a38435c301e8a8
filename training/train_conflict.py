"""Fit the model that says whether an event word belongs to a conflict, cross-validated; never run by the program.

    python training/train_conflict.py GOLD.jsonl EVENTS.jsonl NEWS.jsonl... -> src/whosays/models/conflict.npz

GOLD holds annotated conflict reports and EVENTS sentences of political events: both speak of conflicts. Each NEWS file
holds reports of other things (a few of which do too: noise). To these come the part "dev" of our own counter-examples.
First sentences are weighed by their vectors; then event words by the score of their report and by who is armed in it,
with scores from folds that never saw the report. Folds never part texts of one kind of counter-example, nor
sentences of one report. scikit-learn is needed here only.
"""

from __future__ import annotations

import json
import random
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from whosays.claims.merging import merge
from whosays.claims.participants import parties_of
from whosays.claims.scene import Scene
from whosays.claims.sense import Surroundings, sectors_of, speaks_of_conflict
from whosays.claims.subject import LEAST, LEAST_IN_SHORT, LEAST_WORDS, MODEL, SIGNS, sentence_vectors
from whosays.claims.triggering import find_triggers
from whosays.claims.typing import type_triggers
from whosays.claims.weighing import density_of, signs, states_event
from whosays.reader import Reader
from whosays.reading.syntax import parse_many, text_of
from whosays.record import Report

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "tests" / "claims" / "counter_examples"
MODELS = ROOT / "src" / "whosays" / "models"
FOLDS, C = 8, 3.0  # C of 3, 10 and 30: the same to a point in cross-validation, so the smoothest
# Counter-examples and controls are few, and are what the model is for; the reports of other things are only roughly so.
# More weight for news cost reports of wars in an unusual style their claims and kept no more false ones out.
OWN = {True: 6.0, False: 3.0}  # by whether it is of a conflict
NEWS, CONFLICT = 0.2, 1.0
WORD_WEIGHTS = {(False, "own"): 3.0, (True, "own"): 2.0, (True, "other"): 1.0}
REPORTS, SENTENCES = 150, 10  # of each NEWS file, and of each of its reports


class Row(NamedTuple):
    """A report or sentence, the set it is of, the group that folds keep together, and whether it is of a conflict."""

    text: str
    set: str
    group: str
    conflict: bool


def rows_of(path: str) -> list[dict[str, Any]]:
    """Return the objects of a JSON Lines file."""
    return [json.loads(line) for line in Path(path).read_text("utf-8").splitlines() if line.strip()]


def own_rows() -> Iterator[Row]:
    """Yield the counter-examples of part "dev"."""
    for unit in ("sentence", "text"):
        for example in tomllib.loads((EXAMPLES / f"{unit}s.toml").read_text("utf-8"))[unit]:
            conflict = example["yields"] != "nothing"
            if example["part"] == "dev":
                kind = example["title"] if conflict and unit == "text" else example["kind"]
                yield Row(example["text"], unit, f"own {kind}", conflict)


def all_rows(gold: str, events: str, news: list[str]) -> list[Row]:
    """Return every report and sentence that the model is fitted on."""
    rows = list(own_rows())
    rows += [Row(r["text"], "conflict", f"gold {r['id']}", True) for r in rows_of(gold)]
    rows += [Row(r["text"], "conflict", f"events {r['id']}", True) for r in rows_of(events)]
    for path in news:
        reports = random.Random(0).sample(rows_of(path), REPORTS)
        rows += [Row(r["text"], "news", f"news {r.get('topic', r['id'])}", False) for r in reports]
    return rows


def weight_of(row: Row) -> float:
    """Return how much a sentence of a row counts."""
    return {"conflict": CONFLICT, "news": NEWS}.get(row.set, OWN[row.conflict])


def fit(inputs: Any, truth: Any, weights: Any, c: float = C) -> Any:
    """Return a fitted model."""
    return LogisticRegression(C=c, max_iter=500, class_weight="balanced").fit(inputs, truth, weights)


def held_out(inputs: Any, truth: Any, weights: Any, groups: list[str], c: float = C) -> Any:
    """Return the score of each row by a model that saw nothing of its group."""
    scores = np.zeros(len(truth))
    for train, held in GroupKFold(FOLDS).split(inputs, truth, groups):
        scores[held] = fit(inputs[train], truth[train], weights[train], c).decision_function(inputs[held])
    return scores


def fit_sentences(rows: list[Row], docs: list[Any]) -> tuple[Any, list[list[float]]]:
    """Fit the weights of sentences; return them and each report's held-out sentence scores."""
    places, texts = [], []
    for n, (row, doc) in enumerate(zip(rows, docs, strict=True)):
        sentences = [s.text for s in doc.sents if sum(t.is_alpha for t in s) >= LEAST_WORDS] or [text_of(doc)]
        kept = [text_of(doc)] if row.set == "sentence" else sentences[: SENTENCES if row.set == "news" else None]
        texts += kept
        places += [n] * len(kept)
    vectors = np.concatenate([sentence_vectors(texts[n : n + 64]) for n in range(0, len(texts), 64)])
    truth = np.array([rows[n].conflict for n in places])
    weights = np.array([weight_of(rows[n]) for n in places])
    scores = held_out(vectors, truth, weights, [rows[n].group for n in places])
    above, by_report = defaultdict(list), [[] for _ in rows]
    for n, score in zip(places, scores, strict=True):
        above[rows[n].set, rows[n].conflict].append(score > 0)
        by_report[n].append(score)
    for (name, conflict), share in sorted(above.items()):
        print(f"{name:9} {'conflict' if conflict else 'other':9} {len(share):5}  above 0: {np.mean(share):.3f}")
    return fit(vectors, truth, weights), by_report


def words_of(doc: Any, score: float, reader: Reader) -> Iterator[list[float]]:
    """Yield the signs of every event word that all but this model let pass, given its report's score."""
    scene = Scene(doc, reader.layers_of(Report(id="r", text=text_of(doc)), doc))
    typed = merge(scene, type_triggers(scene, find_triggers(scene)))
    around = Surroundings(scene)
    around.subject.__dict__["report_score"] = score
    density = density_of(typed, sum(1 for _ in doc.sents))
    for one in typed:
        parties = parties_of(scene, one)
        sectors, placed = sectors_of(scene, parties)
        if speaks_of_conflict(scene, around, one, sectors, placed) and states_event(
            signs(scene, one, parties, density)
        ):
            yield around.subject.signs(sectors, around.near(one.found.head)["war"])


def fit_words(rows: list[Row], docs: list[Any], scores: list[list[float]]) -> Any:
    """Fit the weights of an event word's signs."""
    reader, inputs, of = Reader(), [], []
    for n, (row, doc) in enumerate(zip(rows, docs, strict=True)):
        if row.set == "news":  # not looked through for the wars that some of them do tell of
            continue
        step = max(1.0, len(scores[n]) / SENTENCES)
        sample = [scores[n][int(k * step)] for k in range(min(SENTENCES, len(scores[n])))]
        found = list(words_of(doc, float(np.mean(sample)), reader))
        inputs += found
        of += [n] * len(found)
    table, truth = np.array(inputs), np.array([rows[n].conflict for n in of])
    own = [rows[n].set in ("sentence", "text") for n in of]
    weights = np.array([WORD_WEIGHTS[bool(t), "own" if o else "other"] for t, o in zip(truth, own, strict=True)])
    middle, spread = table.mean(0), table.std(0)
    scaled = (table - middle) / spread
    held = held_out(scaled, truth, weights, [rows[n].group for n in of], 1.0)
    short = table[:, SIGNS.index("short")] > 0
    passed = held >= np.where(short, LEAST_IN_SHORT, LEAST)
    for name in ("sentence", "text", "conflict"):
        for conflict in (True, False):
            members = {n for n in of if rows[n].set == name and rows[n].conflict == conflict}
            claims = [p for p, n in zip(passed, of, strict=True) if n in members]
            texts = {n for p, n in zip(passed, of, strict=True) if p and n in members}
            if members:
                kept = f"{np.mean(claims):.3f} of {len(claims)}"
                print(f"{name:9} {conflict!s:6} event words kept {kept}; texts {len(texts)}")
    model = fit(scaled, truth, weights, 1.0)
    signs_weights = model.coef_[0] / spread
    print(dict(zip(SIGNS, signs_weights.round(2).tolist(), strict=True)))
    return signs_weights, model.intercept_[0] - signs_weights @ middle


def main(gold: str, events: str, *news: str) -> None:
    """Print the cross-validated figures and write the model fitted on everything."""
    rows = all_rows(gold, events, list(news))
    docs = list(parse_many(row.text for row in rows))
    sentences, scores = fit_sentences(rows, docs)
    signs_weights, signs_bias = fit_words(rows, docs, scores)
    np.savez(
        MODELS / MODEL,
        weights=sentences.coef_[0].astype(np.float32),
        bias=np.float32(sentences.intercept_[0]),
        signs=signs_weights.astype(np.float32),
        signs_bias=np.float32(signs_bias),
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
