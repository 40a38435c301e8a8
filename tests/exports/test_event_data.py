"""Event data formats: codes, one number of several, days, cells of a grid, what counts together."""

from __future__ import annotations

import csv
import io
import math
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nasty_case import nasty_record

from whosays.exports import LeftOut, Selection, render
from whosays.exports.acled import CONDITIONS, types_by_sub_type
from whosays.exports.crosswalks import cameo, plover_mode, plover_types, rows_of
from whosays.exports.days import Span, acled_precision, ged_precision, month_id
from whosays.exports.deaths import RULES, toll_of
from whosays.exports.gdelt import EVENT_COLUMNS, MENTION_COLUMNS
from whosays.exports.places import first_place, priogrid_gid
from whosays.exports.polecat import COLUMNS as POLECAT_COLUMNS
from whosays.exports.sides import sides_of
from whosays.fusion import fuse
from whosays.record import SITUATION_TYPES, TYPES, Event, EventParticipant, EventPlace, Record


def rows(selection: Selection, name: str, *, delimiter: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(render(selection, name), newline=""), delimiter=delimiter))


def bare(selection: Selection, name: str, columns: list[str]) -> list[dict[str, str]]:
    lines = render(selection, name).splitlines()
    return [dict(zip(columns, line.split("\t"), strict=True)) for line in lines]


def test_column_counts_are_the_formats_own(selection: Selection) -> None:
    assert len(POLECAT_COLUMNS) == 40
    assert len(EVENT_COLUMNS) == 61
    assert len(MENTION_COLUMNS) == 16
    assert len(render(selection, "ged").split("\r\n")[0].split(",")) == 49
    assert len(render(selection, "acled-like").split("\r\n")[0].split(",")) == 31


def test_crosswalks_use_known_words_only() -> None:
    assert set(plover_types()) == set(TYPES) - set(SITUATION_TYPES)
    for name in ("plover_modes", "cameo", "acled_crosswalk"):
        assert {row["type"] for row in rows_of(name)} <= set(TYPES)
    assert {row["sub_event_type"] for row in rows_of("acled_crosswalk")} <= set(types_by_sub_type())
    assert {row["condition"] for row in rows_of("acled_crosswalk")} <= set(CONDITIONS)


@pytest.mark.parametrize("name", ["plover_types", "plover_modes", "goldstein", "stix_properties", "ftm_schema"])
def test_crosswalks_are_sorted_and_said_once(name: str) -> None:
    keys = [tuple(row.values())[:2] for row in rows_of(name)]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("row", rows_of("cameo"), ids=lambda row: f"{row['type']}-{row['mode']}-{row['sides']}")
def test_every_cameo_code_has_its_roots(row: dict[str, str]) -> None:
    code = cameo(row["type"], row["mode"] or None, both_armed=row["sides"] == "armed")
    assert code is not None
    assert code.code == row["code"]
    assert code.code.startswith(code.root)
    assert code.goldstein is not None or code.code == "176"  # the scale is older than cyber attacks


@pytest.mark.parametrize(
    ("type_", "mode", "both_armed", "code"),
    [
        ("ASSAULT", None, True, "190"),
        ("ASSAULT", None, False, "180"),
        ("ASSAULT", "armed-clash", True, "190"),  # a mode of ours takes its type's code
        ("ASSAULT", "drone", True, "195"),
        ("CONTROL", "hold", False, None),
        ("LOSSES", None, False, None),
        ("SUPPORT", "sign", False, "057"),
    ],
)
def test_cameo(type_: str, mode: str | None, both_armed: bool, code: str | None) -> None:
    found = cameo(type_, mode, both_armed=both_armed)
    assert (found.code if found else None) == code


def test_plover_has_no_mode_for_ours() -> None:
    assert plover_mode("ASSAULT", "armed-clash") is None
    assert plover_mode("ASSAULT", "missile") == "heavy-weapons"
    assert plover_mode("MOBILIZE", "deployment") == "troops"


@pytest.mark.parametrize(
    ("days", "ged", "acled"),
    [(1, 1, 1), (2, 2, 2), (6, 2, 2), (7, 3, 2), (10, 4, 2), (31, 4, 3), (32, 5, None), (365, 5, None)],
)
def test_exactness_of_days(days: int, ged: int, acled: int | None) -> None:
    span = Span(date(2024, 1, 1), date.fromordinal(date(2024, 1, 1).toordinal() + days - 1))
    assert ged_precision(span) == ged
    assert acled_precision(span) == acled


def test_month_ids_are_those_of_views() -> None:
    assert month_id(date(1980, 1, 1)) == 1
    assert month_id(date(2020, 12, 31)) == 492


@pytest.mark.parametrize(
    ("lat", "lon", "gid"),
    [(-90, -180, 1), (-90, 179.9, 720), (89.9, 179.9, 259200), (0, 0, 129961), (90, 180, 258481)],
)
def test_grid_cell(lat: float, lon: float, gid: int) -> None:
    assert priogrid_gid(lat, lon) == gid


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_every_point_has_a_cell(lat: float, lon: float) -> None:
    gid = priogrid_gid(lat, lon)
    assert 1 <= gid <= 259200
    row = (gid - 1) // 720
    assert math.isclose(row / 2 - 90, lat, abs_tol=0.5)


def side(role: Any, sector: Any, country: str = "SDN") -> EventParticipant:
    return EventParticipant(role=role, name=f"{country} {sector}", sector=sector, country=country)


@pytest.mark.parametrize(
    ("participants", "violence"),
    [
        ([side("actor", "MIL"), side("recipient", "REB")], 1),
        ([side("actor", "REB"), side("recipient", "MIL")], 1),
        ([side("actor", "REB"), side("recipient", "PRM")], 2),
        ([side("actor", "REB"), side("recipient", "CVL")], 3),
        ([side("actor", "REB"), side("actor", "PRM")], 2),  # "clashes between" has two actors
        ([side("actor", "REB")], None),
        ([side("recipient", "CVL")], None),
        ([side("actor", "CVL"), side("recipient", "CVL")], None),
    ],
)
def test_type_of_violence(participants: list[EventParticipant], violence: int | None) -> None:
    assert sides_of(Event(id="e", type="ASSAULT", participants=tuple(participants))).violence == violence


def test_place_where_it_happened_comes_first() -> None:
    places = (
        EventPlace(role="about", name="Paris", lat=1, lon=1, precision="city"),
        EventPlace(role="at", name="Sudan", lat=1, lon=1, precision="country"),
        EventPlace(role="at", name="El Fasher", lat=1, lon=1, precision="city"),
        EventPlace(role="from", name="Cairo", lat=1, lon=1, precision="point"),
    )
    first = first_place(places)
    assert first is not None
    assert first.name == "El Fasher"
    assert first_place(places[:1]) is None


@pytest.mark.parametrize("rule", RULES)
def test_best_lies_between_low_and_high(rule: str, selection: Selection) -> None:
    for event in selection.events:
        for held in event.quantities.values():
            toll = toll_of(held, rule)
            assert toll is None or toll.low <= toll.best <= toll.high


def test_polecat_reads_back(selection: Selection) -> None:
    for row in rows(selection, "polecat", delimiter="\t"):
        _, claim = selection.claims[row["ws_claim_id"]]
        assert row["Event Type"] == claim.type
        assert row["ws_evidence"].lstrip("'") == claim.evidence.text.lstrip("'")
        assert int(row["Quad Code"]) == plover_types()[claim.type].quad


def test_gdelt_offsets_are_exact_and_sources_are_origins(selection: Selection) -> None:
    events = {row["GLOBALEVENTID"]: row for row in bare(selection, "gdelt-events", EVENT_COLUMNS)}
    for row in bare(selection, "gdelt-mentions", MENTION_COLUMNS):
        report, claim = selection.claims[row["Extras"]]
        event = next(event for event in selection.events if claim.id in event.claims)
        at = int(row["ActionCharOffset"])
        assert report.text[at : at + len(claim.trigger.text)] == claim.trigger.text
        assert int(events[row["GLOBALEVENTID"]]["NumSources"]) == len(event.origins)


def test_acled_notes_are_claims_and_no_country_is_a_place(selection: Selection) -> None:
    for row in rows(selection, "acled-like"):
        assert row["geo_precision"] in ("1", "2", "3")
        assert row["notes"]
        assert row["interaction"] == "".join(sorted(row["inter1"] + row["inter2"])) or row["inter2"] == "0"


def test_shelling_of_residents_in_event_data() -> None:
    record = nasty_record()
    selection = Selection(records=(record,), events=tuple(fuse([record])))
    for row in rows(selection, "acled-like"):
        assert row["sub_event_type"] == "Shelling/artillery/missile attack"
        assert row["civilian_targeting"] == "Civilian targeting"
        assert (row["inter1"], row["inter2"], row["interaction"]) == ("2", "7", "27")
        assert row["fatalities"] == "12"
    for row in rows(selection, "ged"):
        assert (row["type_of_violence"], row["side_b"]) == ("3", "Civilians")
        assert (row["deaths_civilians"], row["best"]) == ("12", "12")
        assert row["priogrid_gid"] == str(priogrid_gid(15.5, -0.25))
        assert row["region"] == "Africa"
    [month] = rows(selection, "views-grid")
    assert month["month_id"] == str(month_id(date(2025, 3, 1)))
    assert month["ged_os_best_sum_nokgi"] == str(12 * len(record.claims))
    assert month["ws_unplaced_events"] == "0"


def test_views_counts_what_it_cannot_place(selection: Selection) -> None:
    for name in ("views-country", "views-grid"):
        counted = rows(selection, name)
        left_out = LeftOut()
        render(selection, name, left_out=left_out)
        events = sum(int(row["ws_events"]) + int(row["ws_unplaced_events"]) for row in counted)
        assert events == len(selection.events) - left_out.count
        assert any(int(row["ws_unplaced_events"]) for row in counted)


def test_event_reports_have_one_row_an_event_and_report(selection: Selection) -> None:
    found = rows(selection, "event-reports")
    pairs = {(event.id, report.id) for event in selection.events for report, _ in selection.claims_of(event)}
    assert len(found) == len(pairs)
    assert {row["event_id"] for row in found} == {event_id for event_id, _ in pairs}


def test_aggregation_rules_are_ordered(selection: Selection) -> None:
    for row in rows(selection, "event-aggregates"):
        if row["con_deaths_best"]:
            assert int(row["con_deaths_best"]) <= int(row["rep_deaths_best"]) <= int(row["inf_deaths_best"])
            assert int(row["range_deaths_best"]) == int(row["inf_deaths_best"]) - int(row["con_deaths_best"])
            assert (int(row["dscore_deaths_best"]) == 0) == (row["range_deaths_best"] == "0")
        if row["con_geo_precision"]:
            assert int(row["con_geo_precision"]) <= int(row["inf_geo_precision"])


def test_planned_and_denied_did_not_happen() -> None:
    record = nasty_record()
    planned = tuple(_with(claim, status="planned") for claim in record.claims[:3])
    denied = tuple(_with(claim, certainty="denied") for claim in record.claims[3:])
    changed = Record(report=record.report, claims=planned + denied)
    left_out = LeftOut()
    selection = Selection(records=(changed,), events=tuple(fuse([changed])))
    assert rows(selection, "ged") == []
    render(selection, "ged", left_out=left_out)
    assert set(left_out.ids_by_reason) == {"planned or hypothetical", "only ever denied or doubted"}


def _with(claim: Any, **fields: Any) -> Any:
    import msgspec

    return msgspec.structs.replace(claim, **fields)
