"""Conflict and cooperation between two sides: what counts, how much, and when."""

from __future__ import annotations

from typing import Literal

import httpx
import pytest

from whosays.app.columns import Columns
from whosays.app.dyads import dyads_of, series_of
from whosays.exports.selection import Selection
from whosays.record import (
    Claim,
    Event,
    EventParticipant,
    EventTime,
    Origin,
    Record,
    Report,
    StandingWord,
    Status,
    Type,
    span_of,
)

TEXT = "Sealand and Freedonia met."


def case(*told: tuple[Type, str, str, Status, StandingWord, int, int, str]) -> Columns:
    """Return events of (type, doer, recipient, stage, standing, origins that say so, that deny it, day)."""
    claims, events = [], []
    for n, (type_, doer, other, stage, standing, n_said, n_denied, day) in enumerate(told):
        claims.append(
            Claim(id=f"r#{n}", type=type_, evidence=span_of(TEXT, 0, 26), trigger=span_of(TEXT, 22, 25), status=stage)
        )
        names: list[tuple[str, Literal["actor", "recipient"]]] = [(doer, "actor"), (other, "recipient")]
        events.append(
            Event(
                id=f"e{n}", type=type_, standing=standing, claims=(f"r#{n}",), time=EventTime(earliest=day, latest=day),
                participants=tuple(
                    EventParticipant(role=role, name=name, entity=name.casefold()) for name, role in names
                ),
                origins=tuple(
                    Origin(name=f"o{i}", denies=i >= n_said, why="") for i in range(n_said + n_denied)
                ),
            )
        )  # fmt: skip
    records = (Record(report=Report(id="r", text=TEXT), claims=tuple(claims)),)
    return Columns(Selection(records=records, events=tuple(events)), {})


@pytest.mark.parametrize(
    ("told", "cooperation", "conflict"),
    [
        (("ASSAULT", "Sealand", "Freedonia", "occurred", "corroborated", 3, 0, "2024-03-05"), 0.0, -27.0),
        (("ASSAULT", "Freedonia", "Sealand", "ongoing", "contested", 2, 1, "2024-03-05"), 0.0, -18.0),
        (("AID", "Sealand", "Freedonia", "occurred", "single-source", 1, 0, "2024-03-05"), 10.0, 0.0),
    ],
)  # fmt: skip
def test_an_event_counts_once_for_each_origin_that_says_so(told: tuple, cooperation: float, conflict: float) -> None:  # type: ignore[type-arg]
    (one,) = dyads_of(case(told), "sealand")["others"]
    assert (one["name"], one["cooperation"], one["conflict"]) == ("Freedonia", cooperation, conflict)


@pytest.mark.parametrize(
    ("told", "why"),
    [
        (("ASSAULT", "Sealand", "Freedonia", "planned", "corroborated", 3, 0, "2024-03-05"), "only planned"),
        (("ASSAULT", "Sealand", "Freedonia", "hypothetical", "corroborated", 3, 0, "2024-03-05"), "only if"),
        (("ASSAULT", "Sealand", "Freedonia", "occurred", "denied", 1, 1, "2024-03-05"), "denied"),
        (("ASSAULT", "Sealand", "Freedonia", "occurred", "retracted", 1, 0, "2024-03-05"), "withdrawn"),
        (("ASSAULT", "Sealand", "Freedonia", "occurred", "contested", 0, 2, "2024-03-05"), "nobody says so"),
        (("LOSSES", "Sealand", "Freedonia", "occurred", "corroborated", 3, 0, "2024-03-05"), "no score"),
        (("ASSAULT", "Sealand", "Sealand", "occurred", "corroborated", 3, 0, "2024-03-05"), "nobody over against it"),
    ],
)  # fmt: skip
def test_what_does_not_count(told: tuple, why: str) -> None:  # type: ignore[type-arg]
    assert dyads_of(case(told), "sealand")["others"] == [], why


def test_the_series_is_told_by_weeks_of_a_season_and_by_months_of_years() -> None:
    def steps(*days: str) -> list[str]:
        told = [("AID", "Sealand", "Freedonia", "occurred", "corroborated", 1, 0, day) for day in days]
        (one,) = dyads_of(case(*told), "sealand")["others"]  # type: ignore[arg-type]
        return [f"{step['from']}..{step['to']}={step['cooperation']:g}" for step in one["steps"]]

    assert steps("2024-03-05", "2024-03-08", "2024-03-12") == ["2024-03-04..2024-03-10=20", "2024-03-11..2024-03-17=10"]
    assert steps("2024-01-31", "2024-02-29", "2025-02-01") == [
        "2024-01-01..2024-01-31=10", "2024-02-01..2024-02-29=10", "2025-02-01..2025-02-28=10",
    ]  # fmt: skip
    assert steps("1990-05-01", "2024-02-29")[0] == "1990-01-01..1990-12-31=10"


def test_events_of_no_exact_enough_day_are_counted_beside_the_series() -> None:
    exact = Event(id="a", type="AID", time=EventTime(earliest="2024-03-05", latest="2024-03-05"))
    vague = Event(id="b", type="AID", time=EventTime(earliest="2024-03-05", latest="2024-04-20"))
    never = Event(id="c", type="AID")
    steps, n_left_out = series_of([(exact, 10.0, 1), (vague, 10.0, 1), (never, 10.0, 1)])
    assert ([step["n"] for step in steps], n_left_out) == ([1], 2)


def test_the_network_has_a_row_for_each_doer() -> None:
    found = dyads_of(
        case(
            ("ASSAULT", "Sealand", "Freedonia", "occurred", "corroborated", 2, 0, "2024-03-05"),
            ("AID", "Sylvania", "Sealand", "occurred", "corroborated", 1, 0, "2024-03-05"),
            ("ASSAULT", "Sylvania", "Freedonia", "occurred", "corroborated", 1, 0, "2024-03-06"),
        ),
        "sealand",
    )["network"]
    cells = {
        (found["names"][row], found["names"][column]): cell
        for row, cells in enumerate(found["cells"])
        for column, cell in enumerate(cells)
        if cell
    }
    assert cells == {
        ("Sealand", "Freedonia"): [1, -18.0], ("Sylvania", "Sealand"): [1, 10.0], ("Sylvania", "Freedonia"): [1, -9.0]
    }  # fmt: skip


def test_a_countrys_code_stands_for_everybody_of_it(api: httpx.Client) -> None:
    found = api.get("dyads/PRK").json()
    assert found["by_country"] is True
    assert "RUS" in [other["key"] for other in found["others"]]
    page = api.get("who/PRK").json()
    assert (page["name"], page["is_country"]) == ("North Korea", True)
    assert page["counts"]["does"] > api.get("who/North Korea").json()["counts"]["does"] > 0
    assert api.get("dyads/nobody").json()["others"] == []


def test_the_most_told_question_is_first(api: httpx.Client) -> None:
    asked = api.get("questions", params={"known": "2024-11-01"}).json()["questions"]
    assert (asked[0]["of"], asked[0]["name"]) == ("troops", "North Korea")
    counts = [one["n_origins"] for one in asked]
    assert counts == sorted(counts, reverse=True)
    assert api.get("questions", params={"known": "2020-01-01"}).json()["questions"] == []
