"""Keeping: what goes in comes out, adding twice changes nothing, nothing is overwritten."""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path

import msgspec
import pytest
from made_records import contents, made_record, many_records

from whosays.casebook import Casebook
from whosays.errors import CasebookError
from whosays.record import Record, Span

PAGE = b"<html><body><p>as received \xff</p></body></html>"


def _dump(path: Path) -> str:
    return hashlib.sha256("\n".join(map(str, contents(path))).encode()).hexdigest()


def test_records_and_bytes_come_out_as_they_went_in(tmp_path: Path) -> None:
    records = [*many_records(20, per_report=3), made_record("undated", published=None, happened=(None, None))]
    with Casebook(tmp_path / "a.casebook") as case:
        for record in records:
            assert case.add(record, raw=PAGE + record.report.id.encode(), media_type="text/html", locator="x.html")
    with Casebook(tmp_path / "a.casebook", create=False) as case:
        assert list(case.records()) == records
        assert [report.id for report in case.reports()] == [record.report.id for record in records]
        assert list(case.records("undated")) == [records[-1]]
        assert list(case.evidence("r3")) == [(PAGE + b"r3", "text/html", "x.html")]
        assert [(found.report, found.claim) for found in case.claims(report="r3")] == [
            (records[3].report, claim) for claim in records[3].claims
        ]
        case.verify()


def test_adding_twice_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.casebook"
    record = made_record("a")
    with Casebook(path) as case:
        assert case.add(record, raw=PAGE)
    before = _dump(path)
    with Casebook(path) as case:
        assert not case.add(record, raw=PAGE, locator="elsewhere.html")
        assert not case.add(record)
    assert _dump(path) == before


def test_a_new_reading_stands_beside_the_old_one(tmp_path: Path) -> None:
    first = made_record("a", version="0.1.0")
    second = msgspec.structs.replace(first, claims=(), version="0.2.0")
    with Casebook(tmp_path / "a.casebook") as case:
        assert case.add(first)
        assert case.add(second)
        assert not case.add(first)
        assert list(case.records()) == [second]
        assert list(case.claims()) == []
        assert [entry.act for entry in case.history()] == ["create", "report", "record", "record"]
        case.verify()


def test_one_page_in_other_bytes_is_another_capture(tmp_path: Path) -> None:
    with Casebook(tmp_path / "a.casebook") as case:
        case.add(made_record("a"), raw=b"one")
        assert not case.add(made_record("a"), raw=b"two", media_type="text/plain")
        case.add(made_record("b"), raw=b"one")
        assert [raw for raw, _, _ in case.evidence("a")] == [b"one", b"two"]
        assert [raw for raw, _, _ in case.evidence("b")] == [b"one"]
        case.verify()


def test_an_id_cannot_stand_for_two_texts(tmp_path: Path) -> None:
    with Casebook(tmp_path / "a.casebook") as case:
        case.add(made_record("a", figure="10,000"))
        with pytest.raises(CasebookError) as caught:
            case.add(made_record("a", figure="11,000"))
        assert caught.value.code == "C007"
        assert len(list(case.records())) == 1


def test_a_record_that_does_not_hold_is_refused(tmp_path: Path) -> None:
    record = made_record("a")
    wrong = msgspec.structs.replace(record.claims[0], trigger=Span(text="fled", start=3, end=7))
    half = msgspec.structs.replace(record.report, id="b", text=record.report.text + "\ud800")
    with Casebook(tmp_path / "a.casebook") as case:
        for bad in (msgspec.structs.replace(record, claims=(wrong,)), msgspec.structs.replace(record, report=half)):
            with pytest.raises(CasebookError) as caught:
                case.add(bad)
            assert caught.value.code == "C009"
        assert list(case.records()) == []
        assert [entry.act for entry in case.history()] == ["create"]


@pytest.mark.parametrize("table", ["evidence", "reports", "captures", "records", "custody"])
def test_other_tools_cannot_overwrite_either(tmp_path: Path, table: str) -> None:
    path = tmp_path / "a.casebook"
    with Casebook(path) as case:
        case.add(made_record("a"), raw=PAGE)
    connection = sqlite3.connect(path)
    column = connection.execute(f"SELECT name FROM pragma_table_info('{table}') LIMIT 1").fetchone()[0]
    for statement in (f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}"):
        with pytest.raises(sqlite3.IntegrityError, match="never"):
            connection.execute(statement)
    connection.close()


def test_views_say_what_a_person_wants_to_see(tmp_path: Path) -> None:
    path = tmp_path / "a.casebook"
    with Casebook(path) as case:
        case.add(made_record("a", speakers=("the Courier", "the defence ministry")), raw=PAGE)
        assert list(case.events())
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    row = dict(connection.execute("SELECT * FROM claims_view").fetchone())
    assert row["actors"] == "North Korea"
    assert row["places"] == "Kursk"
    assert row["quantities"] == "10,000 (troops)"
    assert row["says"] == "the Courier > the defence ministry"
    assert (row["earliest"], row["reported"], row["report"]) == ("2024-11-04", "2024-11-06", "a")
    for view in ("reports_view", "figures_view", "origins_view", "history_view"):
        assert connection.execute(f"SELECT count(*) FROM {view}").fetchone()[0] >= 1
    connection.close()


def test_text_with_any_character_is_kept(tmp_path: Path) -> None:
    record = made_record("a")
    odd = msgspec.structs.replace(record.report, id="odd", text="nul \0 here, 𝔘nicode and \u202e too", title=None)
    with Casebook(tmp_path / "a.casebook") as case:
        case.add(Record(report=odd))
        assert list(case.records()) == [Record(report=odd)]
        case.verify()
