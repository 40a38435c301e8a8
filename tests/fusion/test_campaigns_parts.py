"""A strike is part of a campaign, a campaign of a war: by place, days and sides, the smallest first."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fusion.building import make
from whosays.fusion import Fuser, fuse
from whosays.record import Event, Record, to_json

COUNTRY = {"role": "at", "name": "Kosovo", "country": "XKX", "lat": 42.6, "lon": 20.9, "geonameid": 9,
           "precision": "country"}  # fmt: skip
DISTRICT = {"role": "at", "name": "Tarn District", "country": "XKX", "admin1": "Tarn District", "lat": 42.6,
            "lon": 21.1, "geonameid": 8, "precision": "admin1"}  # fmt: skip
TOWN = {"role": "at", "name": "Tarn", "country": "XKX", "admin1": "Tarn District", "lat": 42.6, "lon": 21.1,
        "geonameid": 1, "precision": "city"}  # fmt: skip
ELSEWHERE = {"role": "at", "name": "Peja", "country": "XKX", "admin1": "Peja District", "lat": 42.66, "lon": 20.29,
             "geonameid": 2, "precision": "city"}  # fmt: skip
NORTH = {"entity": "MKDMIL", "country": "MKD", "sector": "MIL", "name": "northern army"}
SOUTH = {"entity": "ALBMIL", "country": "ALB", "sector": "MIL", "name": "southern army"}


def tell(key: str, text: str, trigger: str, **claim: Any) -> Record:
    known = {"type": "ASSAULT", "trigger": trigger, "first": "2025-03-05", "last": "2025-03-05"}
    return make(key, claim.pop("published", "2025-03-20"), text, [known | claim], f"{key}.example")


def war(**more: Any) -> Record:
    days = {"first": "2024-06-01", "last": "2025-03-20", "status": "ongoing"}
    return tell("war", "The war between the north and the south in Kosovo goes on.", "war", **(days | {
        "places": [("Kosovo", COUNTRY)], "actors": [("the north", NORTH)], "recipients": [("the south", SOUTH)],
    } | more))  # fmt: skip


def offensive(**more: Any) -> Record:
    days = {"first": "2025-03-01", "last": "2025-03-15"}
    return tell("push", "The north opened an offensive in the Tarn district.", "offensive", **(days | {
        "places": [("Tarn district", DISTRICT)], "actors": [("The north", NORTH)],
    } | more))  # fmt: skip


def strike(key: str = "hit", **more: Any) -> Record:
    return tell(key, f"The north's drones struck a mill ({key}) near Tarn.", "struck", **({
        "mode": "drone", "places": [("Tarn", TOWN)], "actors": [("The north", NORTH)],
    } | more))  # fmt: skip


def parts(records: list[Record]) -> dict[str, str | None]:
    """Return the report of the whole for the report of each part."""
    events = fuse(records)
    home = {event.id: event.reports[0] for event in events}
    return {event.reports[0]: home[event.part_of] if event.part_of else None for event in events}


def test_a_strike_is_part_of_the_campaign_and_that_of_the_war() -> None:
    assert parts([war(), offensive(), strike()]) == {"war": None, "push": "war", "hit": "push"}
    assert parts([war(), strike()]) == {"war": None, "hit": "war"}


@pytest.mark.parametrize(
    "apart",
    [
        {"places": [("Tarn", ELSEWHERE)]},  # another district
        {"first": "2025-03-16", "last": "2025-03-16"},  # a day after its end
        {"actors": [("The north", SOUTH)]},  # the other side
        {"status": "planned"},
        {"certainty": "denied", "type": "PROTEST"},
    ],
)
def test_another_place_time_or_side_is_no_part(apart: dict[str, Any]) -> None:
    assert parts([offensive(), strike(**apart)])["hit"] is None


def test_in_a_war_either_side_strikes() -> None:
    assert parts([war(), strike(actors=[("The north", SOUTH)])])["hit"] == "war"


def test_a_week_of_attacks_told_as_one_holds_the_single_ones() -> None:
    spell = tell("spell", "The north's drones attacked Kosovo for ten days.", "attacked", first="2025-03-01",
                 last="2025-03-10", places=[("Kosovo", COUNTRY)], actors=[("The north", NORTH)])  # fmt: skip
    assert parts([spell, strike()])["hit"] == "spell"


def test_a_toll_stays_with_its_act() -> None:
    text = "The north's drones struck a mill near Tarn, killing three."
    common = {"first": "2025-03-05", "last": "2025-03-05", "places": [("Tarn", TOWN)]}
    told = make("hit", "2025-03-06", text, [
        common | {"type": "ASSAULT", "trigger": "struck", "actors": [("The north", NORTH)]},
        common | {"type": "LOSSES", "trigger": "killing",
                  "quantities": [("three", {"of": "killed", "min": 3, "best": 3, "max": 3})]},
    ], "hit.example")  # fmt: skip
    events = {event.type: event for event in fuse([told, offensive()]) if "hit" in event.reports}
    assert events["LOSSES"].part_of == events["ASSAULT"].id
    assert events["ASSAULT"].part_of is not None
    assert events["ASSAULT"].reports == ("hit",)  # a campaign lends its parts no reports


@settings(max_examples=15)
@given(st.randoms(use_true_random=False))
def test_the_links_are_the_same_in_whatever_order_reports_come_and_go(rng: random.Random) -> None:
    records = [
        war(), offensive(), strike("a"), strike("b", first="2025-03-09", last="2025-03-09"),
        strike("c", places=[("Tarn", ELSEWHERE)]), strike("d", first="2025-04-01", last="2025-04-01"),
    ]  # fmt: skip
    expected = [to_json(event) for event in fuse(records)]
    fuser, kept = Fuser(), dict[str, Event]()
    first = list(records)
    # Some come first in an earlier reading that says otherwise.
    for n, other in (
        (0, war(last="2025-03-06")),
        (1, offensive(first="2024-01-01")),
        (2, strike("a", status="planned")),
    ):
        if rng.random() < 0.5:
            first[n] = Record(report=other.report, claims=other.claims, version="0.0")
    rng.shuffle(first)
    for record in [*first, *(Record(report=r.report, claims=r.claims, version="1.0") for r in records)]:
        fuser.add(record)
        if rng.random() < 0.4:
            changed, gone = fuser.refresh()
            kept = {key: event for key, event in kept.items() if key not in gone} | {e.id: e for e in changed}
    changed, gone = fuser.refresh()
    kept = {key: event for key, event in kept.items() if key not in gone} | {e.id: e for e in changed}
    assert [to_json(event) for event in fuser.events()] == expected
    assert sorted(map(to_json, kept.values())) == sorted(expected)
