"""PLOVER JSON: the manual's names, one event a line, and what it cannot hold."""

from __future__ import annotations

import json
from typing import Any

import pytest
from nasty_case import nasty_record

from whosays.exports import LeftOut, Selection, render
from whosays.exports.checks.plover_checks import PloverRules
from whosays.exports.plover import modes_of
from whosays.record import SITUATION_TYPES, Claim, Span


@pytest.fixture(scope="module")
def lines(selection: Selection) -> list[dict[str, Any]]:
    return [json.loads(line) for line in render(selection, "plover").splitlines()]


def test_every_line_has_what_plover_requires(lines: list[dict[str, Any]], selection: Selection) -> None:
    assert lines
    for line in lines:
        report, claim = selection.claims[line["id"]]
        assert (line["event"], line["date"]) == ([claim.type], claim.time.earliest)
        assert [side["entity_text"] for side in line["actor"]] == [side.text for side in claim.actors]
        info = line["text_info"]
        assert report.text[info["start"] : info["end"]] == line["text"]


def test_what_plover_cannot_hold_is_listed(lines: list[dict[str, Any]], selection: Selection) -> None:
    left_out = LeftOut()
    render(selection, "plover", left_out=left_out)
    listed = {id_ for id_, _ in left_out.rows()}
    assert listed | {line["id"] for line in lines} == set(selection.claims)
    situations = {id_ for id_, (_, claim) in selection.claims.items() if claim.type in SITUATION_TYPES}
    assert situations <= listed


@pytest.mark.parametrize(
    ("fields", "modes"),
    [
        ({"status": "planned"}, ["drone", "future"]),
        ({"status": "hypothetical"}, ["drone", "hypothetical"]),
        ({"certainty": "denied"}, ["drone", "negation"]),
        ({"mode": "armed-clash"}, []),
    ],
)
def test_auxiliary_modes_follow_from_the_claim(fields: dict[str, Any], modes: list[str]) -> None:
    span = Span(text="struck", start=0, end=6)
    assert (
        modes_of(Claim(**{"id": "c", "evidence": span, "trigger": span, "type": "ASSAULT", "mode": "drone"} | fields))
        == modes
    )


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"actor": []}, "actor is missing"),
        ({"date": "March 2025"}, "is no date"),
        ({"event": ["FIGHT"]}, "no list of PLOVER types"),
        ({"quad_code": 1}, "is not that of ASSAULT"),
        ({"mode": ["boomerang"]}, "none of PLOVER's"),
        ({"speaker": "x"}, "no name of PLOVER's"),
        ({"event_loc": {"resolution": 9}}, "resolution is 1"),
        ({"recipient": [{"code": "SDN"}]}, "an entity has entity_text"),
    ],
)
def test_breaches_are_found(change: dict[str, Any], what: str) -> None:
    [first, *_] = render(Selection(records=(nasty_record(),)), "plover").splitlines()
    event = json.loads(first)
    assert list(PloverRules().look(event, 1)) == []
    assert any(what in fault for fault in PloverRules().look(event | change, 1))
