"""Exchange formats read back: the words stand where they are said to stand, and everything named is there."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from whosays.exports import LeftOut, Selection, export, render
from whosays.exports.checks import check_file
from whosays.exports.identity import urn_of
from whosays.exports.stix_objects import DEFINED_AT, instant


def parsed(selection: Selection, name: str) -> Any:
    return json.loads(render(selection, name))


def test_annotations_find_the_words(selection: Selection) -> None:
    reports = {urn_of("report", report.id): report for report in selection.report_by_id.values()}
    reports |= {report.url: report for report in selection.report_by_id.values() if report.url}
    items = parsed(selection, "annotations")["items"]
    assert len(items) == len(selection.claims)
    for item in items:
        report = reports[item["target"]["source"]]
        quote, position = item["target"]["selector"]
        assert report.text[position["start"] : position["end"]] == quote["exact"]
        assert report.text[: position["start"]].endswith(quote["prefix"])


def test_stix_tells_every_claim_and_event(selection: Selection) -> None:
    objects = parsed(selection, "stix")["objects"]
    by_type: dict[str, list[dict[str, Any]]] = {}
    for thing in objects:
        by_type.setdefault(thing["type"], []).append(thing)
    assert len(by_type["note"]) == len(selection.claims)
    assert len(by_type["incident"]) == len(selection.events)
    assert len(by_type["grouping"]) == 1
    denied = [claim for _, claim in selection.claims.values() if claim.certainty == "denied"]
    assert len(by_type.get("opinion", [])) == len(denied)
    assert not {"observed-data", "sighting"} & set(by_type)
    assert {thing["content"] for thing in by_type["note"]} == {c.evidence.text for _, c in selection.claims.values()}


@pytest.mark.parametrize(
    ("iso", "expected"),
    [
        ("2024-10-18", "2024-10-18T00:00:00.000Z"),
        ("2024-10-18T09:30:00+02:00", "2024-10-18T07:30:00.000Z"),
        ("2024-10-18T09:30:00.123456Z", "2024-10-18T09:30:00.123Z"),
        ("last week", None),
        (None, None),
    ],
)
def test_stix_instants_are_utc(iso: str | None, expected: str | None) -> None:
    assert instant(iso) == expected
    assert instant(DEFINED_AT) == DEFINED_AT


def test_ftm_notes_hold_the_evidence(selection: Selection) -> None:
    entities = [json.loads(line) for line in render(selection, "ftm").splitlines()]
    texts = {entity["id"]: entity["properties"]["bodyText"][0] for entity in entities if entity["schema"] == "Article"}
    notes = [entity["properties"] for entity in entities if entity["schema"] == "Note"]
    assert len(notes) == len(selection.claims)
    for note in notes:
        assert note["description"][0] in texts[note["proof"][0]]
    assert sum(entity["schema"] == "Event" for entity in entities) == len(selection.events)


def test_prov_leads_from_every_event_to_a_report(selection: Selection) -> None:
    document = parsed(selection, "prov")
    parents: dict[str, set[str]] = {}
    for derived in document["wasDerivedFrom"].values():
        parents.setdefault(derived["prov:generatedEntity"], set()).add(derived["prov:usedEntity"])
    kinds = {name: entity["prov:type"] for name, entity in document["entity"].items()}
    for name, kind in kinds.items():
        if kind == "ws:Event":
            claims = parents[name]
            assert {kinds[claim] for claim in claims} == {"ws:Claim"}
            assert {kinds[report] for claim in claims for report in parents[claim]} == {"ws:Report"}


def test_schema_org_rates_nothing_by_itself(selection: Selection) -> None:
    graph = parsed(selection, "schema-org")["@graph"]
    assert sum(node["@type"] == "Claim" for node in graph) == len(selection.claims)
    assert not any("Review" in json.dumps(node) for node in graph)


@pytest.mark.parametrize(
    ("grade", "rating"),
    [
        (
            1,
            {
                "ratingValue": 5,
                "bestRating": 5,
                "worstRating": 1,
                "alternateName": "confirmed by other independent sources",
            },
        ),
        (5, {"ratingValue": 1, "bestRating": 5, "worstRating": 1, "alternateName": "improbable"}),
        # Nobody can judge it: words, and no number.
        (6, {"alternateName": "truth cannot be judged"}),
    ],
)
def test_schema_org_reviews_are_a_persons(nasty: Selection, tmp_path: Path, grade: int, rating: dict[str, Any]) -> None:
    from whosays.casebook import Casebook
    from whosays.cli.selecting import selection_of

    path = tmp_path / "reviewed.casebook"
    [record] = nasty.records
    with Casebook(path, by="Ada", clock=lambda: "2025-11-20T12:00:00+00:00") as case:
        case.add(record)
        case.set_credibility(record.claims[2].id, grade, why="seen on film")
        # What is read rightly is not thereby true: no review follows from it.
        case.accept(record.claims[3].id)
        case.undo(case.set_credibility(record.claims[4].id, 2).id)
    written = export(selection_of(str(path), {}), tmp_path / "case.jsonld", to="schema-org")
    assert check_file(written).faults == []
    reviews = [node for node in json.loads(written.read_text("utf-8"))["@graph"] if node["@type"] == "ClaimReview"]
    assert len(reviews) == 1
    assert reviews[0]["itemReviewed"] == {"@id": urn_of("claim", record.claims[2].id)}
    assert reviews[0]["author"] == {"@type": "Person", "name": "Ada"}
    assert reviews[0]["datePublished"] == "2025-11-20"
    assert reviews[0]["reviewRating"] == {"@type": "Rating"} | rating


def test_timemap_is_all_strings_and_feeds_fit(selection: Selection, tmp_path: Path) -> None:
    folder = export(selection, tmp_path / "map", to="timemap")
    events = json.loads((folder / "events.json").read_text(encoding="utf-8"))
    assert events
    for event in events:
        assert all(isinstance(value, (str, list)) for value in event.values())
        assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", event["date"])


def test_kml_is_read_by_another_parser(selection: Selection) -> None:
    tree = ElementTree.fromstring(render(selection, "kml"))
    spaces = {"k": "http://www.opengis.net/kml/2.2"}
    marks = tree.findall(".//k:Placemark", spaces)
    placed = [place for event in selection.events for place in event.places if place.lat is not None]
    assert len(marks) == len(placed)


def test_kml_replaces_what_xml_cannot_hold(nasty: Selection) -> None:
    from whosays.exports.kml import text

    assert text("a\x00b<c>&\ud800") == "a\ufffdb&lt;c&gt;&amp;\ufffd"


def test_hxl_has_hashtags_under_its_headings(selection: Selection) -> None:
    rows = list(csv.reader(io.StringIO(render(selection, "hxl"), newline="")))
    assert all(re.fullmatch(r"#[a-z][a-z0-9_]*(\+[a-z][a-z0-9_]*)*", cell) for cell in rows[1])
    assert len(rows) == 2 + len(selection.events)


def test_package_describes_its_tables(selection: Selection, tmp_path: Path) -> None:
    with zipfile.ZipFile(export(selection, tmp_path / "case.zip", to="datapackage")) as archive:
        package = json.loads(archive.read("datapackage.json"))
        for resource in package["resources"]:
            rows = csv.reader(io.StringIO(archive.read(resource["path"]).decode("utf-8"), newline=""))
            assert next(rows) == [field["name"] for field in resource["schema"]["fields"]]
    assert {resource["name"] for resource in package["resources"]} == {
        "reports", "claims", "events", "figures", "origins",
    }  # fmt: skip


def test_package_keeps_every_text(nasty: Selection, tmp_path: Path) -> None:
    folder = export(nasty, tmp_path / "case", to="datapackage")
    with (folder / "reports.csv").open(encoding="utf-8", newline="") as table:
        [row] = csv.DictReader(table)
    # The text begins like a formula, so an apostrophe stands before it.
    assert row["text"] == f"'{nasty.records[0].report.text}"


def test_event_tables_are_fused_where_no_events_are_given(selection: Selection) -> None:
    alone = Selection(records=selection.records)
    assert render(alone, "events-csv") == render(selection, "events-csv")
    assert "event_id" in render(alone, "figures-csv", left_out=LeftOut())
