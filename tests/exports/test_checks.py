"""A broken file is told where it breaks: line, column, and what."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from whosays.exports import Selection, export, render
from whosays.exports.checks import check_file
from whosays.exports.checks.faults import Walk

# Format, what is replaced, by what, and what the fault must say.
BROKEN = [
    ("csv", "claim_id,", "claims,", "the heading is 'claims', not 'claim_id'"),
    ("csv", ",certain,", ",sure,", "presented_certainty: 'sure' is not allowed here"),
    ("csv", "2025-03-02", "2025-03-99", "earliest: '2025-03-99' is not allowed here"),
    (
        "acled-like",
        "Shelling/artillery/missile attack",
        "Armed clash",
        "is no sub-type of 'Explosions/Remote violence'",
    ),
    ("acled-like", ",1,Political violence,", ",7,Political violence,", "time_precision: '7'"),
    ("ged", ",12,12,12,", ",12,5,12,", "low, best and high are not in order"),
    ("ged", "2025-03-02 00:00:00", "yesterday", "date_start: 'yesterday'"),
    ("gdelt-events", "\t194\t194\t19\t", "\t194\t194\t18\t", "base and root are not those of 194"),
    ("gdelt-events", "\t194\t194\t19\t", "\t999\t999\t99\t", "EventCode: '999'"),
    ("gdelt-mentions", "\t100\t", "\t100\t\t", ""),
    ("polecat", "\tASSAULT\t", "\tATTACK\t", "Event Type: 'ATTACK'"),
    ("hxl", "#event+id", "#event", "the heading is '#event'"),
    ("geojson", "[-0.25, 15.5]", "[15.5, -250]", "coordinates must be longitude, latitude"),
    ("geojson", '"type": "Feature",', '"type": "Thing",', "a feature needs"),
    ("stix", '"identity_class":"system"', '"class":"system"', "identity has no property 'class'"),
    ("stix", '"type":"incident"', '"type":"sighting"', "'sighting' is no type"),
    ("stix", '"precision":10000.0,', '"precision":10000.0,"country":"Sudan",', ""),
    ("ftm", '"country":["sd"]', '"country":["Sudan"]', "country: 'Sudan' is no country"),
    ("ftm", '"country":["sd"]', '"country":"sd"', "country is no list of strings"),
    ("prov", '"ws:Claim"', '"ws:Claim"}x', "this is not JSON"),
    ("prov", '"wasGeneratedBy"', '"wasMadeBy"', "is no statement"),
    ("annotations", '"start":0', '"start":1', "the two selectors are not of the same length"),
    ("schema-org", '"@type":"Claim"', '"@type":"Rumour"', "is neither NewsArticle, Claim nor ClaimReview"),
    ("schema-org", '"@type":"Claim"', '"@type":"ClaimReview"', "ClaimReview without reviewRating"),
    ("schema-org", '"@type":"Claim"', '"reviewRating":{},"@type":"Claim"', "a rating is a person's verdict"),
    ("kml", "<coordinates>-0.25,15.5", "<coordinates>north", "is no longitude,latitude"),
    ("kml", "</Document>", "", "this is not KML"),
    ("figures-csv", ",12,12,12,12,no,", ",12,12,twelve,12,no,", "best: 'twelve'"),
    ("origins-csv", ",named,no,", ",named,perhaps,", "denies: 'perhaps'"),
    ("event-reports", ",Event report,", ",Event rumour,", "unit_of_analysis: 'Event rumour'"),
    ("event-aggregates", ",2025-03-03,", ",2025-13-03,", "'2025-13-03'"),
    ("views-country", "543,2025,3,", "543,2025,13,", "month: '13'"),
    ("views-grid", "543,2025,3,", "544,2025,3,", "month_id"),
    ("plover", '"quad_code":', '"quad":', "quad"),
    ("jsonl", '"text":"shelled"', '"text":"bombed"', "does not stand at"),
]


@pytest.mark.parametrize(("name", "old", "new", "says"), [row for row in BROKEN if row[3]])
def test_fault_is_named(nasty: Selection, tmp_path: Path, name: str, old: str, new: str, says: str) -> None:
    whole = render(nasty, name)
    assert old in whole
    path = tmp_path / "broken"
    path.write_text(whole.replace(old, new, 1), encoding="utf-8", newline="")
    check = check_file(path, to=name)
    fault = next(fault for fault in check.faults if says in fault.what)
    at = whole.index(old)
    lines = whole.count("\n", 0, at) + 1
    # A row that holds a line break begins earlier; a document is torn where it is read on.
    assert fault.line <= lines + whole[at:].count("\n")
    assert fault.line >= 1
    assert fault.column >= 1


def test_fault_in_a_table_names_line_and_field(nasty: Selection, tmp_path: Path) -> None:
    lines = render(nasty, "events-csv").split("\r\n")
    cells = lines[1].split(",")
    cells[1] = "ATTACK"
    lines[1] = ",".join(cells)
    path = tmp_path / "events.csv"
    path.write_text("\r\n".join(lines), encoding="utf-8", newline="")
    assert [(fault.line, fault.column) for fault in check_file(path).faults] == [(2, 2)]


def test_fault_in_lines_names_the_line(nasty: Selection, tmp_path: Path) -> None:
    path = tmp_path / "entities.jsonl"
    lines = render(nasty, "ftm").splitlines()
    lines[2] = lines[2][:-1]
    path.write_text("\n".join(lines), encoding="utf-8")
    first = check_file(path).faults[0]
    assert (first.line, first.column) == (3, len(lines[2]) + 1)


def test_reference_that_leads_nowhere_is_named(nasty: Selection, tmp_path: Path) -> None:
    path = tmp_path / "bundle.json"
    bundle = json.loads(render(nasty, "stix"))
    bundle["objects"] = [thing for thing in bundle["objects"] if thing["type"] != "incident"]
    path.write_text(json.dumps(bundle), encoding="utf-8")
    assert all("is not in the bundle" in fault.what for fault in check_file(path).faults)
    assert check_file(path).faults


def test_package_keys_are_followed(nasty: Selection, tmp_path: Path) -> None:
    folder = export(nasty, tmp_path / "case", to="datapackage")
    events = folder / "events.csv"
    events.write_bytes(b"\r\n".join(events.read_bytes().split(b"\r\n")[:1]) + b"\r\n")
    assert {fault.what.split(" is not in ")[-1] for fault in check_file(folder).faults} == {"events"}
    (folder / "origins.csv").unlink()
    assert any(fault.what == "origins.csv is missing" for fault in check_file(folder).faults)


def test_faults_end_at_the_number_asked_for(nasty: Selection, tmp_path: Path) -> None:
    path = tmp_path / "claims.csv"
    path.write_text(render(nasty, "csv").replace(",certain,", ",sure,"), encoding="utf-8", newline="")
    assert len(check_file(path, most=2).faults) == 2


@pytest.mark.parametrize("text", ['{"a":[1,2],"b":{"c":3},"d":4}', "[1,\n2]", "[]", "{}", ' {"a" : [ ] }'])
def test_walk_finds_every_value(text: str) -> None:
    found = [value.value for value in Walk(text).values()]
    assert found == {"[1,\n2]": [1, 2], "[]": [], "{}": [], ' {"a" : [ ] }': []}.get(text, [1, 2, 3, 4])


@pytest.mark.parametrize("text", ["", "x", "{", '{"a"', '{"a":', "[1", "[1 2]", '{"a":[1}'])
def test_walk_names_broken_json(text: str) -> None:
    with pytest.raises(json.JSONDecodeError):
        list(Walk(text).values())
