"""A casebook of an older schema is carried over whole, with a copy of it kept beside; nobody does it twice."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import sqlite3
import zlib
from importlib.resources import files
from pathlib import Path

import msgspec
import pytest
from made_records import many_records

from whosays.casebook import Casebook, connection, custody
from whosays.casebook.verdicts import Verdict, anchor_of, sealed
from whosays.errors import CasebookError
from whosays.record import Record, to_json

AT = "2026-01-02T03:04:05+00:00"


def _index_as_then(made: sqlite3.Connection, number: int, record: Record) -> None:
    """Write the search rows of a record in the form that they had up to schema 2."""
    for position, claim in enumerate(record.claims):
        names = " · ".join(
            dict.fromkeys(one.name or one.text for one in (*claim.actors, *claim.sources, *claim.places))
        )
        cursor = made.execute(
            "INSERT INTO claims (record, position, id, type, mode, certainty, status, trigger_words, evidence, names, "
            "earliest, latest, grain, reported_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (number, position, claim.id, claim.type, claim.mode, claim.certainty, claim.status, claim.trigger.text,
             claim.evidence.text, names, claim.time.earliest, claim.time.latest, claim.time.grain,
             record.report.published),
        )  # fmt: skip
        made.execute("INSERT INTO claim_words (rowid, evidence, names) VALUES (?, ?, ?)",
                     (cursor.lastrowid, claim.evidence.text, names))  # fmt: skip
        for n, actor in enumerate(claim.actors):
            key = f'["{actor.text}","{n}","{cursor.lastrowid}"]'
            party = made.execute(
                "INSERT INTO parties (key, words, name) VALUES (?, ?, ?)", (key, actor.text, actor.name)
            )
            made.execute("INSERT INTO claim_parties VALUES (?, 'actor', ?, ?)", (cursor.lastrowid, n, party.lastrowid))
            made.execute("INSERT INTO party_words (rowid, words, name) VALUES (?, ?, ?)",
                         (party.lastrowid, actor.text, actor.name))  # fmt: skip


def _as_an_older_release_made_it(path: Path, records: list[Record], schema: int) -> None:
    """Write a casebook of schema 1 or 2, row by row, as its release did."""
    made = sqlite3.connect(path, isolation_level=None)
    made.execute("PRAGMA page_size = 8192")
    made.execute("PRAGMA journal_mode = WAL")
    made.execute("BEGIN")
    for statement in connection.statements((files("whosays.casebook") / "schema" / "001.sql").read_text("utf-8")):
        made.execute(statement)

    def log(act: str, subject: str, seal: str | None) -> None:
        custody.append(made, at=AT, by="ana", act=act, subject=subject, content_sha256=seal, tool="whosays 0.1.0")

    made.execute("INSERT INTO migrations VALUES (1, ?, 'whosays 0.1.0')", (AT,))
    log("create", "schema 1", None)
    made.execute(f"PRAGMA application_id = {connection.APPLICATION}")
    made.execute("PRAGMA user_version = 1")
    for number, record in enumerate(records, 1):
        r = record.report
        text = hashlib.sha256(r.text.encode()).hexdigest()
        made.execute("INSERT INTO reports VALUES (?, ?, ?, ?, ?, ?)", (number, r.id, r.title, r.text, text, AT))
        made.execute("INSERT INTO report_words (rowid, title, text) VALUES (?, ?, ?)", (number, r.title, r.text))
        log("report", *custody.seal_of_kept(made, "report", number))
        body = to_json(msgspec.structs.replace(record, report=msgspec.structs.replace(r, text="")))
        made.execute(
            "INSERT INTO records VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (number, number, r.title, r.url, r.publisher, r.author, r.category, r.language, r.published,
             r.published_from, len(record.claims), record.version, hashlib.sha256(body).hexdigest(),
             zlib.compress(body), AT),
        )  # fmt: skip
        _index_as_then(made, number, record)
        log("record", *custody.seal_of_kept(made, "record", number))
    if schema == 2:
        for statement in connection.statements((files("whosays.casebook") / "schema" / "002.sql").read_text("utf-8")):
            made.execute(statement)
        made.execute("INSERT INTO migrations VALUES (2, ?, 'whosays 0.1.0')", (AT,))
        log("migrate", "schema 2", None)
        made.execute("PRAGMA user_version = 2")
        claim = records[1].claims[0]
        verdict = sealed(Verdict(act="reject", about="claim", report=records[1].report.id, at=AT, author="ana",
                                 anchor=anchor_of(records[1].report.id, claim)))  # fmt: skip
        made.execute(
            "INSERT INTO verdicts (id, act, about, report, claim, author, at, why, json) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (verdict.id, verdict.act, verdict.about, verdict.report, claim.id, "ana", AT, None,
             to_json(verdict).decode()),
        )  # fmt: skip
        log("verdict", *custody.seal_of_kept(made, "verdict", 1))
        made.execute(
            "INSERT INTO events VALUES (1, 'e1', 'AID', NULL, 'single-source', 1, 1, NULL, NULL, NULL, NULL, x'00')"
        )
        made.execute("INSERT INTO event_claims VALUES (1, ?, ?)", (records[0].claims[0].id, records[0].report.id))
        made.execute("INSERT INTO fusion VALUES (8, 'whosays 0.1.0', 'x', ?, 1)", (AT,))
    made.execute("COMMIT")
    made.close()


@pytest.fixture
def old(tmp_path: Path) -> tuple[Path, list[Record]]:
    records = many_records(8, per_report=3)
    path = tmp_path / "old.casebook"
    _as_an_older_release_made_it(path, records, 1)
    return path, records


def test_a_casebook_of_schema_2_keeps_its_verdicts_and_finds_all_again(tmp_path: Path) -> None:
    records = many_records(8, per_report=3)
    path = tmp_path / "old.casebook"
    _as_an_older_release_made_it(path, records, 2)
    with Casebook(path) as case:
        case.verify()
        assert list(case.records(as_read=True)) == records
        assert len(list(case.claims(report="r1"))) == 2
        assert {found.report.id for found in case.claims(text="soldiers")} == {f"r{n}" for n in range(8)}
        assert sum(len(event.claims) for event in case.events()) == 23
        case.undo(next(case.verdicts()).id)
        assert len(list(case.claims(report="r1"))) == 3
        assert sum(len(event.claims) for event in case.events()) == 24
        case.verify()
        assert [entry.subject for entry in case.history() if entry.act == "migrate"] == ["schema 2", "schema 3"]
    kept = sqlite3.connect(path.with_name("old.casebook.schema-2.backup"))
    assert kept.execute("SELECT count(*) FROM event_claims").fetchone() == (1,)
    kept.close()


def test_a_casebook_of_schema_1_is_carried_over_whole(old: tuple[Path, list[Record]]) -> None:
    path, records = old
    with Casebook(path) as case:
        assert list(case.records()) == records
        case.verify()
        assert not case.add(records[0])  # the same reading, however packed
        claim = next(case.claims(report="r3")).claim.id
        case.reject(claim)
        assert len(list(case.claims(report="r3"))) == 2
        assert [entry.act for entry in case.history() if entry.act in ("create", "migrate")] == ["create", "migrate"]
        case.verify()
    with Casebook(path) as case:
        case.verify()


def test_the_file_as_it_was_is_kept_beside(old: tuple[Path, list[Record]]) -> None:
    path, _ = old
    then = sqlite3.connect(path)
    before = list(then.iterdump())
    then.close()
    Casebook(path).close()
    kept = sqlite3.connect(path.with_name("old.casebook.schema-1.backup"))
    assert list(kept.iterdump()) == before
    assert kept.execute("PRAGMA user_version").fetchone() == (1,)
    kept.close()


def test_a_migration_that_fails_leaves_the_old_casebook(
    old: tuple[Path, list[Record]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path, records = old
    run = connection._run

    def failing(made: sqlite3.Connection, step: int) -> None:
        run(made, step)
        raise sqlite3.OperationalError("the power failed")

    monkeypatch.setattr(connection, "_run", failing)
    with pytest.raises(CasebookError, match="power"):
        Casebook(path)
    monkeypatch.undo()
    copy = tmp_path / "copy.casebook"
    shutil.copy(path, copy)
    there = sqlite3.connect(copy)
    assert there.execute("PRAGMA user_version").fetchone() == (1,)
    there.close()
    with Casebook(path) as case:
        assert list(case.records()) == records
        case.verify()


@pytest.mark.parametrize(
    ("error", "code"),
    [(OSError(errno.ENOSPC, "No space left on device"), "C003"), (sqlite3.OperationalError(), "C004")],
)
def test_without_a_copy_of_the_old_file_nothing_is_carried_over(
    old: tuple[Path, list[Record]], monkeypatch: pytest.MonkeyPatch, error: Exception, code: str
) -> None:
    path, records = old
    before = path.read_bytes()

    def fails(*_: object) -> None:
        raise error

    monkeypatch.setattr(os, "fsync", fails)
    with pytest.raises(CasebookError) as caught:
        Casebook(path)
    assert caught.value.code == code
    monkeypatch.undo()
    assert path.read_bytes() == before
    assert not list(path.parent.glob("*.part")) + list(path.parent.glob("*.backup"))
    with Casebook(path) as case:
        assert list(case.records()) == records


def test_an_old_casebook_that_cannot_be_written_says_so(
    old: tuple[Path, list[Record]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)
    with pytest.raises(CasebookError, match="older schema"):
        Casebook(old[0])
