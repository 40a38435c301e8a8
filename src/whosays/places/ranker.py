"""Which of the places that bear a name is meant: a linear ranker over population, kind, containers and company.

Weights are learnt by conditional logit (``training/train_places.py``). The first pass weighs each name by itself and by
the countries the text names; the second weighs it again in the company of what the other names most likely are.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict

import numpy as np
from numpy.typing import NDArray

from whosays.places.evidence import Name, distance_km, is_beside, nations_named
from whosays.places.gazetteer import Candidate
from whosays.places.mentions import Mention
from whosays.places.names import fold
from whosays.vocab import countries

KINDS = ("country", "admin1", "admin2", "city", "place", "region", "continent", "airport", "water", "other")
ALONE = (
    "something",  # for every candidate; that none of them is meant scores nought
    *(f"kind_{k}" for k in KINDS), *(f"chief_{k}" for k in ("country", "admin1", "admin2", "city", "other")),
    "city_size", "city_size_squared", "land_size", "no_people", "capital", "nation_share", "nation_named",
    "named_itself", "country_backed", "country_often", "nation_next_door", "held", "not_held", "held_by_country",
    "wanted", "not_wanted", "biggest", "share_of_people", "seat_of_namesake", "land_of_namesake",
)  # fmt: skip
COMPANY = ("near_100", "near_400", "nearest", "beside", "soft_nation", "soft_division", "best_nation")
TOWNS = ("city", "place")
SIGNS = (*ALONE, *COMPANY)


def _kind(candidate: Candidate) -> str:
    kind = "admin2" if candidate.kind == "admin3" else candidate.kind
    return kind if kind in KINDS else "other"


def holds(container: Candidate, candidate: Candidate) -> bool:
    """Whether one place lies in another, as far as countries, divisions and distances tell."""
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
    # What a name says of its own country is no evidence for it: "Lebanon" alone may be a town in Ohio.
    others = nations - nations_named(name.mentions)
    total = sum(others.values()) or 1
    people = [c.population for c in name.candidates]
    everyone, most = sum(people) or 1, max(people, default=0)
    most_in_town = max((c.population for c in name.candidates if c.kind in TOWNS), default=0)
    next_door = {n for code in others if (nation := countries.by_code(code)) for n in nation.neighbours}
    containers = [inside for m in name.containers if (inside := _container_places(m))]
    towns = {c.country for c in name.candidates if c.kind in TOWNS and fold(c.name) == name.key}
    lands = {c.country for c in name.candidates if c.kind in ("admin1", "admin2")}
    seat = countries.by_capital(name.key)
    rows = np.zeros((len(name.candidates), len(ALONE)))
    for i, c in enumerate(name.candidates):
        country = c.country or ""
        size = math.log10(c.population + 1) / 7
        is_town = c.kind in TOWNS
        is_seat = is_town and seat is not None and seat.code == c.country and c.population == most_in_town
        held = [any(holds(k, c) for k in inside) for inside in containers]
        chief = f"chief_{_kind(c)}" if f"chief_{_kind(c)}" in ALONE else "chief_other"
        signs = {
            "something": 1.0,
            f"kind_{_kind(c)}": 1.0,
            chief: is_seat or fold(c.name) == name.key,
            "city_size": size * is_town,
            "city_size_squared": size * size * is_town,
            "land_size": size * (not is_town),
            "no_people": c.population == 0,
            "capital": is_seat,
            "nation_share": others.get(country, 0) / total,
            "nation_named": country in others,
            "named_itself": nations.get(country, 0) / (sum(nations.values()) or 1),
            "country_backed": c.kind == "country" and country in others,
            "country_often": math.log(len(name.mentions)) * (c.kind == "country"),
            "nation_next_door": country in next_door,
            "held": any(held),
            "not_held": bool(held) and not any(held),
            "held_by_country": any(k.kind == "country" and holds(k, c) for inside in containers for k in inside),
            # "Kidal" is a town and the region around it; which is meant where no "region" stands beside it?
            "seat_of_namesake": is_town and c.country in lands and c.country in towns and not name.wanted,
            "land_of_namesake": c.kind in ("admin1", "admin2") and c.country in towns and not name.wanted,
            "biggest": c.population == most and most > 0,
            "share_of_people": c.population / everyone,
        }
        if name.wanted:
            asked = _kind(c) in name.wanted or (c.kind == "place" and "city" in name.wanted)
            signs["wanted"], signs["not_wanted"] = asked, not asked
        rows[i] = [float(signs.get(s, 0.0)) for s in ALONE]
    return rows


def _container_places(container: Mention) -> list[Candidate]:
    if container.countries:
        return [c for c in container.candidates if c.kind == "country"]
    return list(container.candidates)


def company_signs(name: Name, names: list[Name]) -> NDArray[np.float64]:
    """Return one row of signs a candidate, from what the other names most likely are (their ``shares``)."""
    rows = np.zeros((len(name.candidates), len(COMPANY)))
    soft_nation: defaultdict[str, float] = defaultdict(float)
    soft_division: defaultdict[tuple[str | None, str], float] = defaultdict(float)
    firm: list[tuple[float, Candidate, bool]] = []
    for other in names:
        if other is name:
            continue
        is_near = is_beside(name, other)
        for share, c in zip(other.shares, other.candidates):
            if share < 0.05:
                continue
            soft_nation[c.country or ""] += share
            if c.admin1:
                soft_division[c.country, c.admin1] += share
            if share > 0.3 and c.kind not in ("country", "continent"):
                firm.append((share, c, is_near))
    total = sum(soft_nation.values()) or 1.0
    favourite = max(soft_nation, key=lambda n: soft_nation[n], default=None)
    for i, c in enumerate(name.candidates):
        spans = [(distance_km(c, o), share, is_near) for share, o, is_near in firm]
        near_100 = sum(share for km, share, _ in spans if km < 100)
        near_400 = sum(share for km, share, _ in spans if km < 400)
        nearest = min((km for km, _, _ in spans), default=20_000.0)
        beside = max((share * math.exp(-km / 150) for km, share, is_near in spans if is_near), default=0.0)
        division = soft_division[c.country, c.admin1] if c.admin1 else 0.0
        rows[i] = (
            math.log1p(near_100),
            math.log1p(near_400),
            math.log1p(nearest) / 10,
            beside,
            soft_nation[c.country or ""] / total,
            math.log1p(division),
            float(favourite is not None and favourite == c.country),
        )
    return rows


def shares_of(scores: NDArray[np.float64]) -> list[float]:
    """Return the likelihood of each candidate from their scores, by softmax against none of them (a score of 0)."""
    top = max(float(np.max(scores)), 0.0)
    raised = np.exp(scores - top)
    return [float(x) for x in raised / (raised.sum() + math.exp(-top))]


def rank(names: list[Name], nations: Counter[str], alone: NDArray[np.float64], together: NDArray[np.float64]) -> None:
    """Fill the ``shares`` of every name: first each alone, then twice in company."""
    rows = [alone_signs(n, nations) for n in names]
    for name, signs in zip(names, rows):
        name.shares = shares_of(signs @ alone)
    for _ in range(2):
        scores = [np.hstack((signs, company_signs(n, names))) @ together for n, signs in zip(names, rows)]
        for name, score in zip(names, scores):
            name.shares = shares_of(score)
