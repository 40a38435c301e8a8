"""What is written holds in the format's own terms, and appears whole or not at all."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

import whosays
from whosays.errors import UsageError
from whosays.exports import FORMATS, render
from whosays.exports.delimited import defused
from whosays.exports.selection import Selection
from whosays.exports.tables import COLUMNS
from whosays.fusion import fuse
from whosays.record import Record, record_from_json


@pytest.fixture(scope="module")
def selection(example_records: list[Record]) -> Selection:
    return Selection(records=tuple(example_records), events=tuple(fuse(example_records)), title="A *test* brief")


def test_lines_are_records_again(selection: Selection) -> None:
    lines = render(selection, "jsonl").splitlines()
    assert [record_from_json(line) for line in lines] == list(selection.records)


def test_table_has_one_row_a_claim_and_agrees_with_it(selection: Selection) -> None:
    rows = list(csv.DictReader(io.StringIO(render(selection, "csv"))))
    assert list(rows[0]) == list(COLUMNS)
    assert [row["claim_id"] for row in rows] == list(selection.claims)
    for row in rows:
        report, claim = selection.claims[row["claim_id"]]
        assert report.text[int(row["evidence_start"]) : int(row["evidence_end"])] == claim.evidence.text


@pytest.mark.parametrize("cell", ["=1+1", "+49", "-cmd", "@name", "\tx", "\rx"])
def test_formulas_are_defused(cell: str) -> None:
    assert defused(cell) == f"'{cell}"


def test_geojson_puts_longitude_first_and_marks_what_is_not_exact(selection: Selection) -> None:
    collection = json.loads(render(selection, "geojson"))
    assert collection["type"] == "FeatureCollection"
    placed = {feature["properties"]["event"] for feature in collection["features"]}
    assert placed | set(collection["unplaced"]) == {event.id for event in selection.events}
    assert not placed & set(collection["unplaced"])
    for feature in collection["features"]:
        longitude, latitude = feature["geometry"]["coordinates"]
        assert -180 <= longitude <= 180
        assert -90 <= latitude <= 90
        properties = feature["properties"]
        assert properties["exact"] == (properties["precision"] in ("point", "city"))


def test_geojson_of_claims_alone(selection: Selection) -> None:
    collection = json.loads(render(Selection(records=selection.records), "geojson"))
    assert {"claim", "evidence"} <= set(collection["features"][0]["properties"])


def test_brief_footnotes_exist_and_carry_the_exact_words(selection: Selection) -> None:
    brief = render(selection, "markdown")
    used = set(re.findall(r"\[\^(\d+)\](?!:)", brief))
    given = re.findall(r"^\[\^(\d+)\]: (.*)$", brief, re.MULTILINE)
    assert used
    assert used == {number for number, _ in given}
    texts = [" ".join(record.report.text.split()) for record in selection.records]
    for _, note in given:
        words = re.sub(r"\\(.)", r"\1", note[note.index("“") + 1 : note.rindex("”")])
        assert any(words in text for text in texts)
    assert "# A \\*test\\* brief" in brief


def test_brief_is_the_same_every_time(selection: Selection) -> None:
    assert render(selection, "markdown") == render(selection, "markdown")


def test_export_follows_the_ending(selection: Selection, tmp_path: Path) -> None:
    for ending in (".jsonl", ".csv", ".geojson", ".md"):
        assert whosays.export(selection, tmp_path / f"out{ending}").stat().st_size > 100
    events = whosays.export(selection.events, tmp_path / "events.geojson", records=selection.records)
    assert json.loads(events.read_text(encoding="utf-8"))["features"]


@pytest.mark.parametrize("name", ["out.xyz", "out"])
def test_unknown_ending_is_named(selection: Selection, tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="U003"):
        whosays.export(selection, tmp_path / name)
    assert not list(tmp_path.iterdir())


def test_unknown_format_lists_those_there_are(selection: Selection) -> None:
    with pytest.raises(UsageError, match=", ".join(FORMATS)):
        render(selection, "stone-tablet")


def test_nothing_is_left_where_writing_fails(selection: Selection, tmp_path: Path) -> None:
    blocked = tmp_path / "taken"
    blocked.mkdir()
    (blocked / "inner").touch()
    with pytest.raises(UsageError, match="U004"):
        whosays.export(selection, blocked, to="csv")
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]
