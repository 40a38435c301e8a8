"""Train the models of fusion: which two claims tell of one event, and which two event words do.

    python training/train_fusion.py claims GOLD.jsonl [GOLD.jsonl ...]
    python training/train_fusion.py mentions TRAIN.jsonl --regularisation 1 --threshold 0.35

GOLD lines are reports with claims in the form of the record; every claim has an ``event``, shared across the reports of
one ``episode``; what leaving one episode out gives is printed. TRAIN lines are reports with ``mentions`` (id, start,
end, sentence, cluster), as in ECB+. Models are written to src/whosays/models/.
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
from whosays.fusion.dense import weights_of
from whosays.fusion.mention_pairs import pair_features
from whosays.fusion.mentions import STORY, Mention, MentionModel, Sight
from whosays.fusion.scorer import PairModel
from whosays.fusion.stories import find_stories, likeness, opening
from whosays.fusion.views import View, story_words, view_of
from whosays.fusion.wording import content_stems
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


def train_mentions(paths: list[str], regularisation: float, threshold: float) -> None:
    """Fit the mention model on the pairs of every story that the program finds itself, and write it."""
    rows = [json.loads(line) for path in paths for line in Path(path).read_text("utf-8").splitlines()]
    reports = {row["id"]: Report(id=row["id"], text=row["text"]) for row in rows}
    mentions = {row["id"]: row["mentions"] for row in rows}
    weights = weights_of(content_stems(report.text) for report in reports.values())
    ids = sorted(reports)
    near = likeness([opening(reports[i]) for i in ids])
    place = {report: i for i, report in enumerate(ids)}
    parts, labels = [], []
    names: list[str] = []
    for story in find_stories(reports.values(), STORY):
        told = [(m, r) for r in story for m in mentions[r]]
        sights = [Sight(Mention(m["id"], m["start"], m["end"], tuple(m["sentence"])), reports[r]) for m, r in told]
        if len(sights) < 2:
            continue
        spots = [place[r] for _, r in told]
        found = pair_features(sights, weights, near[np.ix_(spots, spots)])
        names = list(found)
        above = np.triu_indices(len(sights), 1)
        parts.append(np.stack([found[name][above] for name in names], 1))
        clusters = np.array([m["cluster"] for m, _ in told])
        labels.append(clusters[above[0]] == clusters[above[1]])
    x, y = np.concatenate(parts), np.concatenate(labels)
    mean, scale = x.mean(0), x.std(0) + 1e-6
    model = LogisticRegression(C=regularisation, max_iter=500).fit((x - mean) / scale, y)
    print(f"{len(y)} pairs, {y.sum()} of one event")
    weight = model.coef_[0] / scale
    fitted = MentionModel(
        weights={name: round(float(w), 5) for name, w in zip(names, weight)},
        intercept=round(float(model.intercept_[0] - mean @ weight), 5),
        threshold=threshold,
    )
    (MODELS / "fusion_mentions.json").write_bytes(msgspec.json.format(msgspec.json.encode(fitted), indent=1) + b"\n")


def main() -> None:
    """Train the model that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", choices=["claims", "mentions"])
    parser.add_argument("gold", nargs="+")
    parser.add_argument("--regularisation", type=float, default=0.3, help="inverse strength (C)")
    parser.add_argument("--threshold", type=float, default=0.4, help="mean pair probability at which clusters merge")
    options = parser.parse_args()
    train = train_claims if options.model == "claims" else train_mentions
    train(options.gold, options.regularisation, options.threshold)


if __name__ == "__main__":
    main()
