"""Train the two models of the claims room, cross-validated; nothing of this runs in the program.

    python training/train_claims.py weigh FILE.jsonl…      -> src/whosays/models/claims.json
    python training/train_claims.py pairs EVENTS.jsonl     -> src/whosays/models/claims_pairs.npz

A FILE of `weigh` holds, in any order and of one or more kinds: reports with annotated claims (GOLD), sentences with a
marked pair and its type (EVENTS), or what persons judged, as `whosays review --gold` and `--export` write it.
scikit-learn is needed here only. Folds never part reports of one episode, nor rows of one sentence. Afterwards run
tools/seal_models.py: a model is read only if its SHA-256 is the one sealed. To move the released weights by a few
verdicts of your own, without training anew, use `whosays train`.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold

from whosays.claims import considering, weighing
from whosays.claims.pairing import pair_signs
from whosays.claims.scene import Scene
from whosays.learning import judged_words, taught_in
from whosays.reader import Reader
from whosays.reading.syntax import parse
from whosays.record import Claim, Report

MODELS = Path(__file__).parents[1] / "src" / "whosays" / "models"
FOLDS = 10
# Chosen by cross-validation on the annotated reports: F1 is highest there, the higher precision among equals. Sentences
# with one marked pair say nothing of their other claims, so only what is right counts there, by half.
WEIGH = {"C": 0.1, "threshold": 0.45, "least": 4}
WEIGHT = {"report": 1.0, "sentence": 0.5}
PAIRS = {"C": 1.0, "least": 2}


def rows_of(path: str) -> list[dict[str, Any]]:
    """Return the objects of a JSON Lines file."""
    return [json.loads(line) for line in Path(path).read_text("utf-8").splitlines() if line.strip()]


def overlaps(gold: dict[str, Any], start: int, end: int) -> bool:
    """Say whether an annotated span and a stretch share a character."""
    return bool(gold["start"] < end and start < gold["end"])


def right(claims: list[Claim], gold: list[dict[str, Any]]) -> list[bool]:
    """Say of each claim whether a gold claim of its type shares its trigger, else its evidence, one to one."""
    taken: set[int] = set()
    verdict = [False] * len(claims)
    for part in ("trigger", "evidence"):
        for n, claim in enumerate(claims):
            span = getattr(claim, part)
            for g, other in enumerate(gold):
                free = not verdict[n] and g not in taken and other["type"] == claim.type
                if free and overlaps(other[part], span.start, span.end):
                    verdict[n] = True
                    taken.add(g)
    return verdict


class Weighed:
    """Event words with their signs, whether they state an event, what they were read in, and by what they count."""

    def __init__(self) -> None:
        self.signs: list[list[str]] = []
        self.truth: list[bool] = []
        self.groups: list[str] = []
        self.kinds: list[str] = []
        self._found: list[list[str]] = []
        self._reader = Reader()

    def claims_of(self, report: Report) -> list[tuple[Claim, list[str]]]:
        """Return every would-be claim of a report with its signs."""
        self._found.clear()
        claims = list(self._reader.read(report).claims)
        return list(zip(claims, self._found, strict=True)) if len(claims) == len(self._found) else []

    def add(self, kind: str, group: str, rows: list[tuple[list[str], bool]]) -> None:
        """Take event words of one report."""
        for signs, true in rows:
            self.signs.append(list(signs))
            self.truth.append(true)
            self.groups.append(group)
            self.kinds.append(kind)

    def __enter__(self) -> Weighed:
        self._ask = considering.states_event
        considering.states_event = lambda signs, *_: not self._found.append(signs)  # type: ignore[func-returns-value]
        return self

    def __exit__(self, *_: object) -> None:
        considering.states_event = self._ask


def names_a_side(claim: Claim, row: dict[str, Any]) -> bool:
    """Say whether a claim has a marked source among its actors or a marked target among its recipients."""
    sides = ((claim.actors, row["source"]), (claim.recipients, row["target"]))
    return any(overlaps(span, p.start, p.end) for parties, spans in sides for p in parties for span in spans)


def weigh(*files: str) -> None:
    """Train the weights of the signs that tell events from mentions."""
    rows = [row for file in files for row in rows_of(file)]
    with Weighed() as words:
        for row in rows:
            if "lesson" in row or "report" in row:
                continue
            if "claims" in row:
                report = Report(id=row["id"], text=row["text"], published=row.get("published"))
                found = words.claims_of(report)
                verdict = right([claim for claim, _ in found], row["claims"])
                words.add("report", row.get("episode") or row["id"], [(s, v) for (_, s), v in zip(found, verdict)])
            else:
                found = words.claims_of(Report(id=row["id"], text=row["text"])) if row.get("label") else []
                types = ("CONCEDE", "RETREAT") if row.get("label") == "YIELD" else (row.get("label"),)
                good = [s for c, s in found if c.type in types and names_a_side(c, row)]
                words.add("sentence", row["text"], [(s, True) for s in good])
    for file in files:
        # With the weights as they are: a reviewer was shown what they keep, and nothing is known of the rest.
        judged = (line for line in Path(file).read_bytes().splitlines() if b'"report":' in line)
        for word in judged_words(taught_in(judged, file)):
            words.add("report", word.report, [(list(word.signs), word.is_event)])
    save_weights(words)


def save_weights(words: Weighed) -> None:
    """Cross-validate, then fit on all event words and store the weights."""
    seen = Counter(s for one in words.signs for s in set(one))
    names = sorted(s for s, n in seen.items() if n >= WEIGH["least"])
    column = {s: n for n, s in enumerate(names)}
    matrix = np.zeros((len(words.signs), len(names)))
    for n, one in enumerate(words.signs):
        matrix[n, [column[s] for s in one if s in column]] = 1
    y, group, kind = np.array(words.truth), np.array(words.groups), np.array(words.kinds)
    weight = np.array([WEIGHT[k] for k in words.kinds])
    chance = np.zeros(len(y))
    for train, test in GroupKFold(min(FOLDS, len(set(words.groups)))).split(matrix, y, group):
        model = fitted(matrix[train], y[train], WEIGH["C"], weight[train])
        chance[test] = model.predict_proba(matrix[test])[:, 1]
    kept = chance >= WEIGH["threshold"]
    for name in WEIGHT:
        mine = kind == name
        if not mine.any():
            continue
        true = f"{y[mine & kept].mean():.3f} of them right" if y[mine].any() else "none right"
        print(f"{name}: {mine.sum()} event words, {y[mine].mean():.3f} right; kept {(kept & mine).sum()}, {true}")
    model = fitted(matrix, y, WEIGH["C"], weight)
    weights = {s: round(float(w), 3) for s, w in zip(names, model.coef_[0]) if abs(w) >= 0.005}
    text = json.dumps({"threshold": WEIGH["threshold"], "weights": weights}, indent=0)
    (MODELS / weighing.MODEL).write_text(text + "\n", "utf-8")


def fitted(matrix: Any, y: Any, strength: float, weight: Any = None) -> LogisticRegression:
    """Return a fitted logistic regression without intercept; the sign "bias" stands for it."""
    return LogisticRegression(C=strength, max_iter=2000, fit_intercept=False).fit(matrix, y, sample_weight=weight)


def pairs(path: str) -> None:
    """Train the type of a given pair."""
    reader = Reader()
    rows = [row for row in rows_of(path) if row.get("label")]
    signs = []
    for row in rows:
        doc = parse(row["text"])
        layers = reader.layers_of(Report(id=row["id"], text=row["text"]), doc)
        spans = [[(s["start"], s["end"]) for s in row[side]] for side in ("source", "target")]
        signs.append(pair_signs(Scene(doc, layers), *spans) | {"bias": 1.0})
    save_pairs(signs, [row["label"] for row in rows], [row["text"] for row in rows])


def save_pairs(signs: list[dict[str, float]], labels: list[str], groups: list[str]) -> None:
    """Cross-validate, then fit on all rows and store the weights."""
    seen = Counter(s for one in signs for s in one)
    kept = [{s: v for s, v in one.items() if seen[s] >= PAIRS["least"]} for one in signs]
    vectorizer = DictVectorizer()
    matrix, y = vectorizer.fit_transform(kept), np.array(labels)
    said = np.empty(len(y), dtype=object)
    for train, test in GroupKFold(FOLDS).split(matrix, y, groups):
        said[test] = fitted(matrix[train], y[train], PAIRS["C"]).predict(matrix[test])
    print(f"accuracy {(said == y).mean():.4f}  macro-F1 {f1_score(y, said, average='macro'):.4f}")
    model = fitted(matrix, y, PAIRS["C"])
    types = np.array([{"YIELD": "RETREAT"}.get(t, t) for t in model.classes_])
    np.savez_compressed(
        MODELS / "claims_pairs.npz",
        signs=np.array(vectorizer.feature_names_),
        weights=model.coef_.T.astype(np.float16),
        types=types,
    )


if __name__ == "__main__":
    {"weigh": weigh, "pairs": pairs}[sys.argv[1]](*sys.argv[2:])
