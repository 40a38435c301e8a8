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


def _run(made: sqlite3.Connection, schema: int) -> None:
    script = files("whosays.casebook").joinpath("schema", "old", f"{schema:03}.sql").read_text("utf-8")
    for statement in connection.statements(script):
        made.execute(statement)


class _Old:
    """A casebook of an older schema in the making, written row by row as its release did."""

    def __init__(self, path: Path) -> None:
        self.made = sqlite3.connect(path, isolation_level=None)
        self.made.execute("PRAGMA page_size = 8192")
        self.made.execute("PRAGMA journal_mode = WAL")
        self.made.execute("BEGIN")
        self._previous, self._n_entries = custody.FIRST, 0

    def log(self, act: str, subject: str, content: str | None) -> None:
        self._n_entries += 1
        fields = (self._n_entries, AT, "ana", act, subject, content, "whosays 0.1.0", self._previous)
        self._previous = custody.seal_of(*fields)
        self.made.execute("INSERT INTO custody VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (*fields, self._previous))

    def move_to(self, schema: int) -> None:
        _run(self.made, schema)
        self.made.execute("INSERT INTO migrations VALUES (?, ?, 'whosays 0.1.0')", (schema, AT))
        self.log("create" if schema == 1 else "migrate", f"schema {schema}", None)
        self.made.execute(f"PRAGMA application_id = {connection.APPLICATION}")
        self.made.execute(f"PRAGMA user_version = {schema}")

    def add(self, number: int, record: Record) -> None:
        r = record.report
        text = hashlib.sha256(r.text.encode()).hexdigest()
        self.made.execute("INSERT INTO reports VALUES (?, ?, ?, ?, ?, ?)", (number, r.id, r.title, r.text, text, AT))
        self.made.execute("INSERT INTO report_words (rowid, title, text) VALUES (?, ?, ?)", (number, r.title, r.text))
        self.log("report", r.id, custody.seal_of(r.id, r.title, text, AT))
        raw = b"the page of " + r.publisher.encode() if r.publisher else b""  # some reports share one
        page = hashlib.sha256(raw).hexdigest()
        self.made.execute("INSERT OR IGNORE INTO evidence VALUES (?, NULL, ?, ?)", (page, len(raw), zlib.compress(raw)))
        self.made.execute("INSERT INTO captures VALUES (?, ?, ?, 'x.html', ?)", (number, number, page, AT))
        self.log("capture", r.id, custody.seal_of(page, None, len(raw), "x.html", AT))
        body = to_json(msgspec.structs.replace(record, report=msgspec.structs.replace(r, text="")))
        sha256 = hashlib.sha256(body).hexdigest()
        self.made.execute(
            "INSERT INTO records VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (number, number, r.title, r.url, r.publisher, r.author, r.category, r.language, r.published,
             r.published_from, len(record.claims), record.version, sha256, zlib.compress(body), AT),
        )  # fmt: skip
        _index_as_then(self.made, number, record)
        self.log("record", r.id, custody.seal_of(sha256, AT))

    def judge(self, record: Record) -> None:
        claim = record.claims[0]
        verdict = sealed(Verdict(act="reject", about="claim", report=record.report.id, at=AT, author="ana",
                                 anchor=anchor_of(record.report.id, claim)))  # fmt: skip
        row = (verdict.id, verdict.act, verdict.about, verdict.report, claim.id, "ana", AT, None,
               to_json(verdict).decode())  # fmt: skip
        self.made.execute(
            "INSERT INTO verdicts (id, act, about, report, claim, author, at, why, json) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            row,
        )
        self.log("verdict", verdict.id, custody.seal_of(*row[1:]))

    def fuse(self, record: Record) -> None:
        self.made.execute(
            "INSERT INTO events VALUES (1, 'e1', 'AID', NULL, 'single-source', 1, 1, NULL, NULL, NULL, NULL, x'00')"
        )
        self.made.execute("INSERT INTO event_claims VALUES (1, ?, ?)", (record.claims[0].id, record.report.id))
        self.made.execute("INSERT INTO fusion VALUES (8, 'whosays 0.1.0', 'x', ?, 1)", (AT,))

    def close(self) -> None:
        self.made.execute("COMMIT")
        self.made.close()


def _as_an_older_release_made_it(path: Path, records: list[Record], schema: int) -> None:
    """Write a casebook of schema 1, 2 or 3."""
    old = _Old(path)
    old.move_to(1)
    for number, record in enumerate(records, 1):
        old.add(number, record)
    if schema > 1:
        old.move_to(2)
        old.judge(records[1])
        old.fuse(records[0])
    if schema > 2:
        old.move_to(3)
    old.close()


@pytest.fixture
def old(tmp_path: Path) -> tuple[Path, list[Record]]:
    records = many_records(8, per_report=3)
    path = tmp_path / "old.casebook"
    _as_an_older_release_made_it(path, records, 1)
    return path, records


@pytest.mark.parametrize("schema", [2, 3])
def test_verdicts_are_kept_and_all_is_found_again(tmp_path: Path, schema: int) -> None:
    records = many_records(8, per_report=3)
    path = tmp_path / "old.casebook"
    _as_an_older_release_made_it(path, records, schema)
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
        steps = [entry.subject for entry in case.history() if entry.act == "migrate"]
        assert steps == [f"schema {step}" for step in (*range(2, schema + 1), connection.SCHEMA)]
        assert {raw for raw, _, _ in case.evidence("r7")} == {b"the page of Outlet 7"}
    kept = sqlite3.connect(path.with_name(f"old.casebook.schema-{schema}.backup"))
    assert kept.execute("SELECT count(*) FROM verdicts").fetchone() == (1,)
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
    path.chmod(0o600)
    then = sqlite3.connect(path)
    before = list(then.iterdump())
    then.close()
    Casebook(path).close()
    # Who may not read the casebook may not read its copy.
    assert path.with_name("old.casebook.schema-1.backup").stat().st_mode & 0o777 == 0o600
    kept = sqlite3.connect(path.with_name("old.casebook.schema-1.backup"))
    assert list(kept.iterdump()) == before
    assert kept.execute("PRAGMA user_version").fetchone() == (1,)
    kept.close()


def test_views_and_tables_of_ones_own_go_on_after_a_migration(tmp_path: Path) -> None:
    path = tmp_path / "old.casebook"
    _as_an_older_release_made_it(path, many_records(8, per_report=3), 3)
    made = sqlite3.connect(path)
    made.execute("CREATE VIEW my_claims AS SELECT * FROM claims_view")
    made.execute("CREATE TABLE notes (report INTEGER REFERENCES reports (number), words TEXT)")
    made.execute("INSERT INTO notes SELECT min(number), 'look again' FROM reports")
    made.commit()
    made.close()
    with Casebook(path) as case:
        case.verify()
    made = sqlite3.connect(path)
    assert made.execute("SELECT count(*) FROM my_claims").fetchone()[0]
    assert made.execute("SELECT r.id FROM notes AS n JOIN reports AS r ON r.number = n.report").fetchall()
    assert made.execute("PRAGMA foreign_key_check").fetchall() == []
    made.close()


def test_a_migration_that_fails_leaves_the_old_casebook(
    old: tuple[Path, list[Record]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path, records = old
    run = connection._run

    def failing(made: sqlite3.Connection, part: str) -> None:
        run(made, part)
        if part == "worked-out":
            raise sqlite3.DatabaseError("the power failed")

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
