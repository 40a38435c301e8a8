"""Which of the places that bear a name is meant: a linear ranker over population, kind, containers and company.

Weights are learnt by conditional logit (``training/train_places.py``). The first pass weighs each name by itself and by
the countries the text names; the second weighs it again in the company of what the other names most likely are.
"""

from __future__ import annotations

import math
from collections import Counter

import numpy as np
from numpy.typing import NDArray

from whosays.places.evidence import Name, distance_km
from whosays.places.gazetteer import Candidate
from whosays.places.names import fold
from whosays.vocab import countries

KINDS = ("country", "admin1", "admin2", "city", "place", "region", "continent", "airport", "water", "other")
ALONE = (
    *(f"kind_{k}" for k in KINDS), "size", "size_squared", "chief", "nation_share", "nation_named", "nation_next_door",
    "held", "not_held", "held_by_country", "wanted", "not_wanted", "biggest", "share_of_people", "zero",
)  # fmt: skip
COMPANY = ("near_100", "near_400", "nearest", "soft_nation", "soft_division", "best_nation")
SIGNS = (*ALONE, *COMPANY)


def _kind(candidate: Candidate) -> str:
    kind = "admin2" if candidate.kind == "admin3" else candidate.kind
    return kind if kind in KINDS else "other"


def _holds(container: Candidate, candidate: Candidate) -> bool:
    if container.kind == "country":
        return container.country == candidate.country and candidate.kind != "country"
    if container.kind == "admin1":
        return (
            container.country == candidate.country and container.name == candidate.admin1 and candidate is not container
        )
    if container.kind in ("admin2", "region", "city") and container.country == candidate.country:
        return distance_km(container, candidate) < (60 if container.kind != "region" else 250)
    return False


def alone_signs(name: Name, nations: Counter[str]) -> NDArray[np.float64]:
    """Return one row of signs a candidate, from the name itself and the countries that the text names."""
    total = sum(nations.values()) or 1
    rows = np.zeros((len(name.candidates), len(ALONE)))
    people = [c.population for c in name.candidates]
    everyone, most = sum(people) or 1, max(people, default=0)
    next_door = {n for code in nations if (c := countries.by_code(code)) for n in c.neighbours}
    containers = [
        [*m.candidates, *()] if not m.countries else [c for c in m.candidates if c.kind == "country"]
        for m in name.containers
    ]
    for i, c in enumerate(name.candidates):
        signs = dict.fromkeys(ALONE, 0.0)
        signs[f"kind_{_kind(c)}"] = 1.0
        size = math.log10(c.population + 1) / 7
        signs["size"], signs["size_squared"], signs["zero"] = size, size * size, float(c.population == 0)
        signs["chief"] = float(fold(c.name) == name.key)
        signs["nation_share"] = nations.get(c.country or "", 0) / total
        signs["nation_named"] = float((c.country or "") in nations)
        signs["nation_next_door"] = float((c.country or "") in next_door)
        held = [any(_holds(k, c) for k in inside) for inside in containers if inside]
        signs["held"], signs["not_held"] = float(any(held)), float(bool(held) and not any(held))
        signs["held_by_country"] = float(
            any(k.kind == "country" and _holds(k, c) for inside in containers for k in inside)
        )
        if name.wanted:
            asked = _kind(c) in name.wanted or (c.kind == "place" and "city" in name.wanted)
            signs["wanted"], signs["not_wanted"] = float(asked), float(not asked)
        signs["biggest"] = float(c.population == most and most > 0)
        signs["share_of_people"] = c.population / everyone
        rows[i] = [signs[s] for s in ALONE]
    return rows


def company_signs(name: Name, names: list[Name]) -> NDArray[np.float64]:
    """Return one row of signs a candidate, from what the other names most likely are (their ``shares``)."""
    rows = np.zeros((len(name.candidates), len(COMPANY)))
    soft_nation: Counter[str] = Counter()
    soft_division: Counter[tuple[str | None, str]] = Counter()
    firm: list[tuple[float, Candidate]] = []
    for other in names:
        if other is name:
            continue
        for share, c in zip(other.shares, other.candidates):
            if share < 0.05:
                continue
            soft_nation[c.country or ""] += share
            if c.admin1:
                soft_division[c.country, c.admin1] += share
            if share > 0.3 and c.kind not in ("country", "continent"):
                firm.append((share, c))
    total = sum(soft_nation.values()) or 1.0
    for i, c in enumerate(name.candidates):
        spans = [(distance_km(c, o), share) for share, o in firm]
        near_100 = sum(share for km, share in spans if km < 100)
        near_400 = sum(share for km, share in spans if km < 400)
        nearest = min((km for km, _ in spans), default=20_000.0)
        division = soft_division[c.country, c.admin1] if c.admin1 else 0.0
        rows[i] = (
            math.log1p(near_100), math.log1p(near_400), math.log1p(nearest) / 10, soft_nation[c.country or ""] / total,
            math.log1p(division), float(bool(soft_nation) and soft_nation.most_common(1)[0][0] == c.country),
        )  # fmt: skip
    return rows


def shares_of(scores: NDArray[np.float64]) -> list[float]:
    """Return the likelihood of each candidate from their scores, by softmax."""
    raised = np.exp(scores - scores.max())
    return [float(x) for x in raised / raised.sum()]


def rank(names: list[Name], nations: Counter[str], alone: NDArray[np.float64], together: NDArray[np.float64]) -> None:
    """Fill the ``shares`` of every name: first each alone, then twice in company."""
    rows = [alone_signs(n, nations) for n in names]
    for name, signs in zip(names, rows):
        name.shares = shares_of(signs @ alone)
    for _ in range(2):
        scores = [np.hstack((signs, company_signs(n, names))) @ together for n, signs in zip(names, rows)]
        for name, score in zip(names, scores):
            name.shares = shares_of(score)
