"""Trust: whatever is changed behind the casebook's back is found and named."""

from __future__ import annotations

import random
import shutil
import sqlite3
from itertools import pairwise
from pathlib import Path

import pytest
from made_records import contents, made_record, many_records

from whosays.casebook import Casebook, custody
from whosays.errors import CasebookError


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("whole") / "a.casebook"
    with Casebook(path, by="tester") as case:
        for record in many_records(6, per_report=2):
            case.add(record, raw=record.report.text.encode(), media_type="text/plain", locator="x.txt")
        assert list(case.events())
        case.verify()
    return path


def _unguarded(path: Path) -> sqlite3.Connection:
    """Open a casebook as somebody who means to change it."""
    connection = sqlite3.connect(path)
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    return connection


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ("UPDATE custody SET by = 'nobody' WHERE number = 4", "custody entry 4"),
        ("UPDATE custody SET at = '2020-01-01' WHERE number = 2", "custody entry 2"),
        ("DELETE FROM custody WHERE number = 5", "custody entry 5 is missing"),
        ("DELETE FROM custody WHERE number > 15", "is not as the custody chain has it"),
        ("UPDATE evidence SET bytes = (SELECT max(bytes) FROM evidence)", "not the bytes received"),
        ("UPDATE evidence SET media_type = 'text/html'", "a capture of r"),
        ("UPDATE captures SET locator = 'y' WHERE number = 3", "a capture of r2"),
        ("UPDATE reports SET text = replace(text, 'soldiers', 'tanks') WHERE id = 'r1'", "the text of report r1"),
        ("UPDATE reports SET title = 'Other' WHERE id = 'r4'", "a report of r4"),
        ("UPDATE reports SET added_at = '2020-01-01' WHERE id = 'r4'", "a report of r4"),
        ("UPDATE records SET published = '2020-01-01' WHERE number = 2", "the columns of reading 2 of report r1"),
        ("UPDATE records SET json = x'00' WHERE number = 2", "reading 2 of report r1"),
        ("UPDATE records SET read_at = '2020' WHERE number = 2", "a record of r1"),
        ("UPDATE claims SET certainty = 'denied' WHERE evidence_start > 100", "the rows of claims"),
        ("UPDATE parties SET country = 'USA' WHERE number = 1", "the rows of parties"),
        ("UPDATE claims SET quantities = 'none'", "the rows of claims"),
        ("UPDATE kinds SET type = 'AID'", "the rows of kinds"),
        ("INSERT INTO claim_marks (rowid, marks) SELECT number, 'gusa' FROM claims LIMIT 1", "the rows of claim_terms"),
        ("UPDATE place_boxes SET south = 1, north = 2 WHERE number = 1", "the rows of place_boxes"),
        ("UPDATE events SET standing = 'corroborated', n_origins = 9", "the rows of events"),
        ("UPDATE origins SET name = 'Someone'", "the rows of origins"),
        ("UPDATE figures SET best = 0", "the rows of figures"),
        ("UPDATE fusion SET sha256 = 'x'", "the events are not those that were fused"),
        ("UPDATE migrations SET tool = 'x'", "migrations"),
        ("INSERT INTO report_words (report_words, rowid, title, text) "
         "SELECT 'delete', number, title, text FROM reports WHERE number = 1", "report_words"),
        ("SELECT 1", "the trigger .* is not that of the schema"),  # the guards alone were taken away
    ],
)  # fmt: skip
def test_a_change_is_named(whole: Path, tmp_path: Path, change: str, named: str) -> None:
    path = tmp_path / "a.casebook"
    shutil.copy(whole, path)
    connection = _unguarded(path)
    connection.execute(change)
    connection.commit()
    connection.close()
    with Casebook(path, create=False) as case, pytest.raises(CasebookError, match=named) as caught:
        case.verify()
    assert caught.value.code == "C004"


def test_a_flipped_bit_is_found_wherever_it_says_something(whole: Path, tmp_path: Path) -> None:
    """A flip in the unused part of a page says nothing; every other one is found."""
    good, known = whole.read_bytes(), contents(whole)
    rng = random.Random(13)
    written = [at for at, byte in enumerate(good) if byte]  # a small casebook's pages are mostly empty
    path = tmp_path / "a.casebook"
    n_found = 0
    for _ in range(60):
        at = rng.choice(written)
        path.write_bytes(good[:at] + bytes([good[at] ^ 1 << rng.randrange(8)]) + good[at + 1 :])
        try:
            with Casebook(path, create=False) as case:
                case.verify()
        except CasebookError:
            n_found += 1
        else:
            assert contents(path) == known, f"byte {at} was changed and not found"
        for rest in tmp_path.glob("a.casebook-*"):
            rest.unlink()
    assert n_found > 40


def test_history_tells_who_did_what(whole: Path) -> None:
    with Casebook(whole) as case:
        entries = list(case.history())
    assert [entry.act for entry in entries[:4]] == ["create", "report", "capture", "record"]
    assert {entry.by for entry in entries} == {"tester"}
    assert entries[0].previous_sha256 == custody.FIRST
    assert all(later.previous_sha256 == entry.entry_sha256 for entry, later in pairwise(entries))


def test_clock_and_user_can_be_given(tmp_path: Path) -> None:
    files = []
    for name in ("a", "b"):
        path = tmp_path / name
        with Casebook(path, by="me", clock=lambda: "2026-11-24T00:00:00+00:00") as case:
            case.add(made_record("a"), raw=b"x")
        files.append(contents(path))
    assert files[0] == files[1]
