"""Train how convincingly an attack is told, cross-validated; nothing of this runs in the program.

    python training/train_telling.py GOLD.jsonl INCIDENTS.jsonl   -> src/whosays/models/telling.json

GOLD holds reports with annotated claims, INCIDENTS reports with the incidents that they tell, if any. An attack in a
report without incidents is one of talk; one whose words name a party of an incident, or that overlaps an annotated
attack, is told. All others say nothing. scikit-learn is needed here only. Folds part no report, nor reports of one
episode.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from whosays.claims import assemble, telling
from whosays.reader import Reader
from whosays.record import Claim, Report

MODELS = Path(__file__).parents[1] / "src" / "whosays" / "models"
FOLDS, LEAST, STRENGTH = 10, 5, 0.1
# Annotated attacks count double: so weighed, no report of them loses its attacks. The bound is the one with the highest
# cross-validated F1 over the incidents' reports ("does it tell of an attack at all?").
GOLD_WEIGHT, THRESHOLD = 2.0, 0.45


def rows_of(path: str) -> list[dict[str, Any]]:
    """Return the objects of a JSON Lines file."""
    return [json.loads(line) for line in Path(path).read_text("utf-8").splitlines() if line.strip()]


def is_annotated(claim: Claim, row: dict[str, Any]) -> bool | None:
    """Say whether an annotated claim of the type has this word; None, which says nothing, if there is none."""
    words = (g["trigger"] for g in row["claims"] if g["type"] == claim.type)
    return True if any(w["start"] < claim.trigger.end and claim.trigger.start < w["end"] for w in words) else None


def is_of_incident(claim: Claim, row: dict[str, Any]) -> bool | None:
    """Say whether a claim tells of an incident of its report: False in a report without any, None if not known."""
    if not row["incidents"]:
        return False
    told = {_last(p.text) for p in claim.actors + claim.recipients} | {p.text.lower() for p in claim.places}
    told |= {(p.name or "").lower() for p in claim.actors + claim.recipients + claim.places} - {""}
    return True if any(told & _known_of(incident) for incident in row["incidents"]) else None


def _known_of(incident: dict[str, Any]) -> set[str]:
    """Return the nouns and names of an incident's parties, and the names of its towns."""
    known = set()
    for key in ("perpetrators", "organisations", "physical_targets", "human_targets"):
        for party in incident[key]:
            for mention in party.get("mentions", []) + party.get("names", []) + party.get("descriptions", []):
                known |= {_last(mention), mention.lower()}
    for option in (incident["location"] or {"options": []})["options"]:
        known |= {place["name"].lower() for place in option["places"]}
    return known


def _last(words: str) -> str:
    """Return the noun of a phrase, roughly: the last word before a preposition or a comma, in the singular."""
    noun = re.split(r",| (?:of|in|at|from|to|by|with|who|which|that|on|for|near) ", words.lower())[0].split()[-1:]
    return noun[0].removesuffix("s") if noun else ""


class Attacks:
    """The attacks of reports: their signs, whether they are told, their report and their fold."""

    def __init__(self) -> None:
        self.signs: list[list[str]] = []
        self.told: list[bool | None] = []
        self.reports: list[str] = []
        self.groups: list[str] = []
        self.weights: list[float] = []

    def read(self, rows: list[dict[str, Any]], told: Any, weight: float) -> None:
        """Read reports with every attack kept, and take those that stand in them."""
        ask, reader = assemble.without_mere_talk, Reader()

        def take(scene: Any, claims: Any, published: date | None) -> list[Claim]:
            numbers = {s.start: n for n, s in enumerate(scene.doc.sents)}
            for claim in claims:
                if claim.type == "ASSAULT":
                    self.signs.append(telling.signs(scene.doc, claim, published, numbers))
                    self.told.append(told(claim, row))
                    self.reports.append(row["id"])
                    self.groups.append(row.get("episode") or row["id"])
                    self.weights.append(weight)
            return list(claims)

        assemble.without_mere_talk = take
        try:
            for row in rows:
                reader.read(Report(id=row["id"], text=row["text"], published=row.get("published")))
        finally:
            assemble.without_mere_talk = ask


def main() -> None:
    """Read, cross-validate, fit and store."""
    gold, incidents = rows_of(sys.argv[1]), rows_of(sys.argv[2])
    attacks = Attacks()
    attacks.read(gold, is_annotated, GOLD_WEIGHT)
    attacks.read(incidents, is_of_incident, 1.0)
    seen = Counter(s for one, told in zip(attacks.signs, attacks.told) if told is not None for s in set(one))
    names = sorted(s for s, n in seen.items() if n >= LEAST)
    column = {s: n for n, s in enumerate(names)}
    matrix = np.zeros((len(attacks.signs), len(names)))
    for n, one in enumerate(attacks.signs):
        matrix[n, [column[s] for s in one if s in column]] = 1
    known = np.array([told is not None for told in attacks.told])
    y, weight = np.array([bool(told) for told in attacks.told]), np.array(attacks.weights)
    chance = np.zeros(len(y))
    for train, test in GroupKFold(FOLDS).split(matrix, y, attacks.groups):
        train = train[known[train]]
        chance[test] = fitted(matrix[train], y[train], weight[train]).predict_proba(matrix[test])[:, 1]
    judge(attacks, chance, gold, incidents)
    model = fitted(matrix[known], y[known], weight[known])
    weights = {s: round(float(w), 3) for s, w in zip(names, model.coef_[0]) if abs(w) >= 0.005}
    text = json.dumps({"threshold": THRESHOLD, "weights": weights}, indent=0)
    (MODELS / telling.MODEL).write_text(text + "\n", "utf-8")


def judge(attacks: Attacks, chance: Any, gold: list[dict[str, Any]], incidents: list[dict[str, Any]]) -> None:
    """Print what the bound does to the reports, each judged by a model that has not seen it."""
    best: dict[str, float] = defaultdict(float)
    for report, one in zip(attacks.reports, chance):
        best[report] = max(best[report], float(one))
    print(f"{len(attacks.signs)} attacks, {sum(t is True for t in attacks.told)} told, ", end="")
    print(f"{sum(t is False for t in attacks.told)} of reports without incidents")
    lost = sum(0 < best[row["id"]] < THRESHOLD for row in gold)
    print(f"annotated reports that lose their attacks: {lost} of {len(gold)}")
    for bound in (0.0, 0.35, 0.4, THRESHOLD, 0.5):
        kept = [row for row in incidents if best[row["id"]] >= max(bound, 1e-9)]
        right, of = sum(bool(r["incidents"]) for r in kept), sum(bool(r["incidents"]) for r in incidents)
        print(f"bound {bound:.2f}: reports kept {len(kept)}, P {right / len(kept):.3f} R {right / of:.3f}")


def fitted(matrix: Any, y: Any, weight: Any) -> LogisticRegression:
    """Return a fitted logistic regression without intercept; the sign "bias" stands for it."""
    model = LogisticRegression(C=STRENGTH, max_iter=3000, fit_intercept=False, solver="liblinear", random_state=0)
    return model.fit(matrix, y, sample_weight=weight)


if __name__ == "__main__":
    main()
