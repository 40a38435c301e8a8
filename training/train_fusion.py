"""Train the models of fusion: which two claims tell of one event, and which two event words do.

    python training/train_fusion.py claims GOLD.jsonl [GOLD.jsonl ...]

GOLD lines are reports with claims in the form of the record; every claim has an ``event``, shared across the reports of
one ``episode``. The model is tuned by leaving one episode out at a time and written to src/whosays/models/.
"""

from __future__ import annotations

import argparse
import json
import random
from itertools import combinations
from pathlib import Path

import msgspec
import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score

from whosays.fusion.agreement import FEATURES, features, veto
from whosays.fusion.copies import find_copies
from whosays.fusion.scorer import PairModel
from whosays.fusion.views import View, story_words, view_of
from whosays.record import Claim, Report

MODELS = Path(__file__).resolve().parent.parent / "src" / "whosays" / "models"
SEED = 7
# Readers miss fields that the gold has: every claim is shown once whole and twice with fields struck out at random.
STRUCK, ROUNDS = 0.2, 2
FOREIGN = 0.1  # weight of pairs from two episodes: there are many, and all are easy


def load(paths: list[str]) -> tuple[dict[str, View], dict[str, str], dict[str, str], dict[str, str]]:
    """Return the views of all claims, and for each claim its event, its episode and its report's copy group."""
    reports, views, event, episode = [], {}, {}, {}
    for path in paths:
        for line in Path(path).read_text("utf-8").splitlines():
            row = json.loads(line)
            report = Report(
                id=row["id"], text=row["text"], publisher=row.get("publisher"), published=row.get("published")
            )
            reports.append(report)
            story = story_words(report)
            for claim in row["claims"]:
                event[claim["id"]] = claim.pop("event")
                episode[claim["id"]] = row.get("episode") or row["id"]
                views[claim["id"]] = view_of(report, msgspec.convert(claim, Claim), story)
    copy = {report: group[0] for group in find_copies(reports) for report in group}
    return views, event, episode, {c: copy.get(v.report, v.report) for c, v in views.items()}


def strike(view: View, rng: random.Random) -> View:
    """Return the view with fields left out at random, as a reader would leave them out."""
    gone: dict[str, object] = {}
    for name in ("actors", "recipients", "places", "figures"):
        if rng.random() < STRUCK:
            gone[name] = ()
    if rng.random() < STRUCK:
        gone["mode"] = None
    if rng.random() < STRUCK:
        gone["first"] = None
    return view._replace(**gone)


def pairs(paths: list[str]) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return features, labels, episodes and weights of all claim pairs of one type that no veto parts."""
    views, event, episode, copy = load(paths)
    rng = random.Random(SEED)
    rows, labels, groups, weights = [], [], [], []
    for a, b in combinations(sorted(views), 2):
        if views[a].type != views[b].type:
            continue
        foreign = episode[a] != episode[b]
        copies = copy[a] == copy[b] and views[a].report != views[b].report
        for turn in range(0 if not foreign else ROUNDS, 1 + ROUNDS):
            x, y = (views[a], views[b]) if turn == 0 else (strike(views[a], rng), strike(views[b], rng))
            if veto(x, y) is None:
                rows.append(features(x, y, copies=copies))
                labels.append(event[a] == event[b])
                groups.append(episode[a])
                weights.append(FOREIGN if foreign else 1.0 if turn == 0 else 0.5)
    return np.array(rows), np.array(labels), np.array(groups), np.array(weights)


def train_claims(paths: list[str], regularisation: float, threshold: float) -> None:
    """Fit the claim model, print what leaving one episode out gives, and write it."""
    x, y, groups, weights = pairs(paths)
    held = np.zeros(len(y))
    for group in sorted(set(groups)):
        out = groups == group
        model = LogisticRegression(C=regularisation, max_iter=5000).fit(x[~out], y[~out], weights[~out])
        held[out] = model.predict_proba(x[out])[:, 1]
    whole = weights == 1.0
    print(f"{len(y)} pairs, {y.sum()} of one event; average precision, episode left out: "
          f"{average_precision_score(y[whole], held[whole]):.3f}")  # fmt: skip
    model = LogisticRegression(C=regularisation, max_iter=5000).fit(x, y, weights)
    fitted = PairModel(
        weights={name: round(float(w), 4) for name, w in zip(FEATURES, model.coef_[0])},
        intercept=round(float(model.intercept_[0]), 4),
        threshold=threshold,
    )
    (MODELS / "fusion_claims.json").write_bytes(msgspec.json.format(msgspec.json.encode(fitted), indent=1) + b"\n")


def main() -> None:
    """Train the model that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", choices=["claims"])
    parser.add_argument("gold", nargs="+")
    parser.add_argument("--regularisation", type=float, default=0.3, help="inverse strength (C)")
    parser.add_argument("--threshold", type=float, default=0.45, help="mean pair probability at which clusters merge")
    options = parser.parse_args()
    train_claims(options.gold, options.regularisation, options.threshold)


if __name__ == "__main__":
    main()
