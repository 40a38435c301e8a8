"""Train the place model: which words name a place, and which place they name.

    python training/train_places.py GEO.jsonl [--out src/whosays/models/places.json] [--folds 5]

GEO.jsonl holds one article a line: ``{"id", "text", "places": [{"start", "end", "lat"?, "lon"?, "country"?,
"geonameid"?, "fcode"?, "optional"?}]}``. With ``--folds`` the out-of-fold predictions are written next to the model, as
records that the geoparsing scorer reads; the model itself is always trained on all articles. The same input gives the
same file.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from spacy.tokens import Doc

from whosays.places.evidence import Name, distance_km, group_names
from whosays.places.find import find_places
from whosays.places.gazetteer import Candidate, Gazetteer, default_gazetteer
from whosays.places.mentions import Mention, find_mentions
from whosays.places.model import PlaceModel
from whosays.places.ranker import ALONE, SIGNS, alone_signs, company_signs, shares_of
from whosays.places.recognise import company_of
from whosays.places.signs import Signs
from whosays.reading.syntax import parse_many

STRENGTH = 0.3  # inverse L2 penalty of the recogniser; .05 to .3 differ by .005 F1 in cross-validation
SEEN = 3  # a sign in fewer mentions is left out
NEAR_KM = {"city": 40.0, "place": 40.0}  # a candidate this close to the gold spot is right
LAND_KM = 161.0  # the same for divisions and regions: the middles of two gazetteers lie apart
PENALTY = 1.0  # L2 of the ranker

Article = dict[str, Any]


class Learner:
    """One article with its mentions, their signs and what the gold says of them."""

    def __init__(self, article: Article, doc: Doc, gazetteer: Gazetteer) -> None:
        self.article = article
        self.doc = doc
        self.mentions = find_mentions(doc, gazetteer)
        signs = Signs(doc, self.mentions)
        self.signs = [signs.of(m) for m in self.mentions]
        self.gold = {(p["start"], p["end"]): p for p in article["places"]}
        optional = [(p["start"], p["end"]) for p in article["places"] if p.get("optional")]
        self.right = [(m.first, m.last) in self.gold for m in self.mentions]
        self.asked = [not any(m.first < end and m.last > start for start, end in optional) for m in self.mentions]


def to_matrix(rows: list[list[str]], order: dict[str, int]) -> csr_matrix:
    """Return the signs as a sparse matrix of ones."""
    pointers, columns = [0], []
    for row in rows:
        columns += sorted({order[s] for s in row if s in order})
        pointers.append(len(columns))
    return csr_matrix((np.ones(len(columns)), columns, pointers), shape=(len(rows), len(order)))


def fit_signs(rows: list[list[str]], right: list[bool]) -> dict[str, float]:
    """Return logistic weights by sign, the intercept under the empty name."""
    seen = Counter(s for row in rows for s in set(row))
    order = {s: i for i, s in enumerate(sorted(s for s, n in seen.items() if n >= SEEN))}
    model = LogisticRegression(C=STRENGTH, max_iter=400, solver="liblinear", random_state=0)
    model.fit(to_matrix(rows, order), np.array(right, dtype=int))
    weights = {s: round(float(model.coef_[0][i]), 4) for s, i in order.items()}
    return {"": round(float(model.intercept_[0]), 4), **{s: w for s, w in weights.items() if w}}


def is_right(candidate: Candidate, gold: dict[str, Any]) -> bool:
    """Whether a candidate is the gold place."""
    if str(gold.get("fcode") or "").startswith("PCL"):
        return candidate.kind == "country" and candidate.country == gold.get("country")
    if candidate.kind == "country":
        return False
    there = Candidate("", "", None, None, gold["lat"], gold["lon"], "", 0, None)
    return distance_km(candidate, there) <= NEAR_KM.get(candidate.kind, LAND_KM)


def conditional_logit(groups: list[tuple[NDArray[np.float64], NDArray[np.float64]]], size: int) -> NDArray[np.float64]:
    """Return weights that make the right candidates of each group likeliest; several may be right."""
    rows = np.vstack([g for g, _ in groups])
    right = np.concatenate([y for _, y in groups])
    group = np.repeat(np.arange(len(groups)), [len(y) for _, y in groups])
    starts = np.r_[0, np.flatnonzero(np.diff(group)) + 1]

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores = rows @ weights
        raised = np.exp(scores - np.maximum.reduceat(scores, starts)[group])
        every, good = np.add.reduceat(raised, starts), np.add.reduceat(raised * right, starts)
        slope = rows.T @ (raised * right / good[group] - raised / every[group])
        value = -(np.log(good) - np.log(every)).sum() + PENALTY * (weights @ weights) / 2
        return float(value), PENALTY * weights - slope

    return np.asarray(minimize(loss, np.zeros(size), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x)


def gold_names(learner: Learner) -> tuple[list[Name], Counter[str], list[NDArray[np.float64]]]:
    """Return the names at the gold places of an article, and which of their candidates are right, last: none."""
    mentions: list[Mention] = [
        m for m in learner.mentions if (g := learner.gold.get((m.first, m.last))) and not g.get("optional")
    ]
    names, nations = group_names(learner.doc, mentions)
    right = []
    for name in names:
        votes, asked = np.zeros(len(name.candidates)), False
        for m in name.mentions:
            gold = learner.gold[(m.first, m.last)]
            if "lat" in gold:
                asked = True
                same = [bool(gold.get("geonameid")) and c.geonameid == int(gold["geonameid"]) for c in name.candidates]
                votes += same if any(same) else [is_right(c, gold) for c in name.candidates]
        chosen = ((votes == votes.max()) & (votes > 0)).astype(float)
        right.append(np.append(chosen, float(not chosen.any())) if asked else np.zeros(len(chosen) + 1))
    return names, nations, right


def fit_ranker(learners: list[Learner]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the weights of the first pass and of the passes in company."""
    articles = []
    for learner in learners:
        names, nations, right = gold_names(learner)
        articles.append((names, [alone_signs(n, nations) for n in names], right))

    def groups(together: bool) -> list[tuple[NDArray[np.float64], NDArray[np.float64]]]:
        found = []
        for names, rows, right in articles:
            for name, signs, good in zip(names, rows, right):
                if good.any():
                    known = np.hstack((signs, company_signs(name, names))) if together else signs
                    found.append((np.vstack((known, np.zeros(known.shape[1]))), good))
        return found

    alone = conditional_logit(groups(together=False), len(ALONE))
    for names, rows, _ in articles:
        for name, signs in zip(names, rows):
            name.shares = shares_of(signs @ alone)
    together = np.zeros(len(SIGNS))
    for _ in range(2):
        together = conditional_logit(groups(together=True), len(SIGNS))
        for names, rows, _ in articles:
            scores = [np.hstack((s, company_signs(n, names))) @ together for n, s in zip(names, rows)]
            for name, score in zip(names, scores):
                name.shares = shares_of(score)
    return alone, together


def out_of_fold(learners: list[Learner], folds: int = 5) -> list[list[float]]:
    """Return first likelihoods of each mention by a model that has not seen its article."""
    found: list[list[float]] = [[] for _ in learners]
    for fold in range(folds):
        seen = [x for i, x in enumerate(learners) if i % folds != fold]
        rows, right = asked_rows(seen, [x.signs for x in seen])
        model = PlaceModel(fit_signs(rows, right), {}, np.zeros(0), np.zeros(0))
        for i, learner in enumerate(learners):
            if i % folds == fold:
                found[i] = [model.likelihood(s) for s in learner.signs]
    return found


def asked_rows(learners: list[Learner], signs: list[list[list[str]]]) -> tuple[list[list[str]], list[bool]]:
    """Return the signs and answers of every mention that the gold asks for or against."""
    rows, right = [], []
    for learner, of_each in zip(learners, signs):
        for s, good, asked in zip(of_each, learner.right, learner.asked):
            if asked:
                rows.append(s)
                right.append(good)
    return rows, right


def train(learners: list[Learner]) -> PlaceModel:
    """Return the model learnt from these articles."""
    signs = fit_signs(*asked_rows(learners, [x.signs for x in learners]))
    first = out_of_fold(learners)
    stacked = [
        [s + c for s, c in zip(learner.signs, company_of(learner.mentions, likely))]
        for learner, likely in zip(learners, first)
    ]
    alone, together = fit_ranker(learners)
    return PlaceModel(signs, fit_signs(*asked_rows(learners, stacked)), alone, together)


def cross_validate(learners: list[Learner], folds: int, out: Path) -> None:
    """Write records of places found by models that have not seen the article."""
    by_fold: dict[int, list[Learner]] = defaultdict(list)
    # By a shuffled order: the file is sorted by corpus and by paper.
    for place, i in enumerate(np.random.RandomState(0).permutation(len(learners))):
        by_fold[place % folds].append(learners[int(i)])
    with out.open("w", encoding="utf-8") as stream:
        for fold, held in by_fold.items():
            model = train([x for other, xs in by_fold.items() if other != fold for x in xs])
            for learner in held:
                places = [f.place for f in find_places(learner.doc, model=model)]
                kept = [{k: getattr(p, k) for k in p.__struct_fields__} for p in places]
                stream.write(json.dumps({"report": {"id": learner.article["id"]}, "places": kept}) + "\n")


def main() -> None:
    """Train on the file named on the command line."""
    parser = argparse.ArgumentParser(description="Train the place model.")
    parser.add_argument("geo", type=Path)
    parser.add_argument("--out", type=Path, default=Path("src/whosays/models/places.json"))
    parser.add_argument("--folds", type=int, default=0)
    args = parser.parse_args()
    articles = [json.loads(line) for line in args.geo.read_text(encoding="utf-8").splitlines()]
    docs = parse_many(a["text"] for a in articles)
    learners = [Learner(a, doc, default_gazetteer()) for a, doc in zip(articles, docs)]
    if args.folds:
        cross_validate(learners, args.folds, args.out.with_suffix(".folds.jsonl"))
    model = train(learners)
    held = {
        "signs": model.signs, "company": model.company,
        "alone": {s: round(float(w), 5) for s, w in zip(ALONE, model.alone)},
        "together": {s: round(float(w), 5) for s, w in zip(SIGNS, model.together)},
    }  # fmt: skip
    args.out.write_text(json.dumps(held, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
