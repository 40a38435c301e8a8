"""A casebook that a stranger made opens safely, or does not open: nothing in it acts, grows or comes in unseen."""

from __future__ import annotations

import shutil
import sqlite3
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner
from made_records import made_record, many_records

from whosays.casebook import Casebook, connection, keeping, strangers
from whosays.casebook.verdicts import Verdict, anchor_of, sealed
from whosays.cli import app
from whosays.errors import CasebookError
from whosays.record import Record, Span

AT = "2026-01-02T03:04:05+00:00"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("strangers") / "theirs.casebook"
    with Casebook(path, by="stranger") as case:
        for record in many_records(3, per_report=2):
            case.add(record, raw=record.report.text.encode())
        list(case.events())
    return path


def changed(whole: Path, folder: Path, *statements: str) -> Path:
    """Return a copy of a casebook in which somebody ran statements."""
    path = folder / "theirs.casebook"
    shutil.copy(whole, path)
    made = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        made.execute(statement)
    made.close()
    return path


_BEHIND = "DROP TABLE party_words_config"
STEALS = (
    "CREATE TABLE stolen (words); CREATE TRIGGER {} AFTER INSERT ON {} BEGIN INSERT INTO stolen VALUES (new.{}); END"
)


@pytest.mark.parametrize(
    ("statements", "named"),
    [
        (STEALS.format("spy", "verdicts", "json").split("; ", 1), "trigger 'spy'"),
        (STEALS.format("spy", "custody", "by").split("; ", 1), "trigger 'spy'"),
        (["CREATE TRIGGER silence BEFORE INSERT ON verdicts BEGIN SELECT raise(IGNORE); END"], "trigger 'silence'"),
        (["DROP TRIGGER custody_kept", "CREATE TRIGGER custody_kept BEFORE DELETE ON custody BEGIN SELECT 1; END"],
         "trigger 'custody_kept'"),
        (["DROP VIEW current_records", "CREATE VIEW current_records AS SELECT * FROM records WHERE number = 1"],
         "view 'current_records'"),
        (["DROP VIEW claims_view", "CREATE VIEW Claims_View AS SELECT 1 AS claim, 'x' AS evidence"],
         "view 'Claims_View'"),
        (["DROP TABLE fusion", "CREATE VIEW fusion AS SELECT 1 AS through_record"], "view 'fusion'"),
        (["DROP TABLE fusion", "CREATE TABLE fusion (through_record)"], "table 'fusion'"),
        ([_BEHIND, "CREATE VIEW party_words_config AS SELECT 'version' AS k, 4 AS v"], "view 'party_words_config'"),
        ([_BEHIND, "CREATE TABLE party_words_config (k PRIMARY KEY, v CHECK (v > abs(1)))"],
         "table 'party_words_config'"),
        ([_BEHIND, "CREATE TABLE party_words_config (k PRIMARY KEY, v, w AS (k || v))"], "table 'party_words_config'"),
        ([_BEHIND, "CREATE VIRTUAL TABLE party_words_config USING fts5 (k, v)"], "table 'party_words_config'"),
        (["CREATE TRIGGER party_words_data AFTER INSERT ON custody BEGIN SELECT 1; END"], "trigger 'party_words_data'"),
    ],
)  # fmt: skip
def test_code_in_the_file_is_named_and_does_not_run(
    whole: Path, tmp_path: Path, statements: list[str], named: str
) -> None:
    path = changed(whole, tmp_path, *statements)
    before = path.read_bytes()
    for again in range(2):
        with pytest.raises(CasebookError, match=named) as caught:
            Casebook(path, create=bool(again))
        assert caught.value.code == "C012"
    assert path.read_bytes() == before


def test_code_in_an_old_file_does_not_run_while_it_is_carried_over(tmp_path: Path) -> None:
    path = tmp_path / "old.casebook"
    made = sqlite3.connect(path, isolation_level=None)
    for kind, _, sql in sorted(connection.schema_of(1), key=lambda row: row[0] != "table"):
        if sql is not None and not any(part in sql for part in ("_words_", "place_boxes_")):
            made.execute(sql)
        assert kind in ("table", "index", "view", "trigger")
    made.execute("CREATE TABLE seen (n)")
    made.execute("CREATE TRIGGER spy AFTER DELETE ON fusion BEGIN INSERT INTO seen VALUES (1); END")
    made.execute("INSERT INTO fusion VALUES (1, 'x', 'x', 'x')")
    made.execute(f"PRAGMA application_id = {connection.APPLICATION}")
    made.execute("PRAGMA user_version = 1")
    with pytest.raises(CasebookError, match="trigger 'spy'"):
        Casebook(path)
    assert made.execute("SELECT count(*) FROM seen").fetchone() == (0,)
    assert made.execute("PRAGMA user_version").fetchone() == (1,)
    made.close()


def test_tables_of_ones_own_beside_ours_do_no_harm(whole: Path, tmp_path: Path) -> None:
    path = changed(
        whole, tmp_path, "CREATE TABLE notes (words)", "CREATE VIEW my_view AS SELECT load_extension('x') FROM notes",
        "CREATE INDEX by_at ON custody (at)",
    )  # fmt: skip
    with Casebook(path) as case:
        case.verify()
        assert len(list(case.records())) == 3


@pytest.mark.parametrize(
    ("statement", "refusal"),
    [
        ("ATTACH 'other.sqlite' AS other", "too many attached"),
        ("SELECT load_extension('evil.so')", "not authorized|no such function"),
        ("CREATE VIRTUAL TABLE temp.v USING fts5vocab('main', 'report_words', 'row')", None),
    ],
)
def test_what_runs_reaches_no_other_file(whole: Path, tmp_path: Path, statement: str, refusal: str | None) -> None:
    with Casebook(changed(whole, tmp_path)) as case:
        assert case._connection.execute("PRAGMA trusted_schema").fetchone() == (0,)
        if refusal is None:
            case._connection.execute(statement)
        else:
            with pytest.raises(sqlite3.DatabaseError, match=refusal):
                case._connection.execute(statement)
        if sys.version_info >= (3, 12):
            case._connection.execute("PRAGMA writable_schema = ON")
            with pytest.raises(sqlite3.OperationalError, match="may not be modified"):
                case._connection.execute("DELETE FROM sqlite_master")


def test_tables_that_another_sqlite_words_otherwise_are_no_code(whole: Path, tmp_path: Path) -> None:
    """What SQLite keeps behind the search words is its own; a release of it may spell it another way."""
    path = changed(
        whole, tmp_path, "CREATE TABLE held AS SELECT * FROM party_words_config", _BEHIND,
        'CREATE TABLE "party_words_config" (k TEXT PRIMARY KEY, v) WITHOUT ROWID',
        "INSERT INTO party_words_config SELECT * FROM held", "DROP TABLE held",
    )  # fmt: skip
    with Casebook(path) as case:
        assert list(case.claims(text="sent"))
        case.verify()
        case.add(made_record("more"))
        case.verify()


def _bomb(size: int) -> bytes:
    return zlib.compress(b" " * size, 9)


def test_bombs_do_not_go_off(whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strangers, "MOST_FREE", 1 << 20)
    bomb = _bomb(3 << 20).hex()
    unguard = [f"DROP TRIGGER {name}" for name in ("records_stay", "evidence_stays")]
    path = changed(
        whole, tmp_path, *unguard, f"UPDATE records SET json = x'{bomb}', packing = 0 WHERE number = 1",
        f"UPDATE evidence SET bytes = x'{bomb}'",
    )  # fmt: skip
    with Casebook(path) as case:
        for ask in (lambda: list(case.records()), lambda: list(case.evidence("r0")), case.verify):
            with pytest.raises(CasebookError) as caught:
                ask()
            assert caught.value.code == "C004"


@pytest.mark.parametrize(
    ("kept", "most", "whole_"),
    [
        (_bomb(100), 100, True),
        (_bomb(100), 99, False),
        (_bomb(5 << 20), 5 << 20, True),
        (_bomb(100)[:-1], 200, False),
        (_bomb(100) + b"x", 200, False),
        (b"", 10, False),
        (b"nonsense", 10, False),
    ],
)
def test_unpressed_gives_all_or_an_error(kept: bytes, most: int, whole_: bool) -> None:
    if whole_:
        assert strangers.unpressed(kept, most=most) == b" " * most
    else:
        with pytest.raises(zlib.error):
            strangers.unpressed(kept, most=most)


# ------------------------------------------------------------ coming in by merging


def _forged(record: Record) -> Record:
    """Return a record whose claim gives words that its report has not."""
    claim = record.claims[0]
    words = Span(text="x" * len(claim.evidence.text), start=claim.evidence.start, end=claim.evidence.end)
    return msgspec.structs.replace(record, claims=(msgspec.structs.replace(claim, evidence=words),))


def test_words_that_a_report_has_not_do_not_come_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    theirs, mine = tmp_path / "theirs.casebook", tmp_path / "mine.casebook"
    with Casebook(theirs) as other, Casebook(mine) as case:
        monkeypatch.setattr(keeping, "check_record", lambda record: None)
        other.add(_forged(made_record("forged")))
        other.add(made_record("honest"))
        monkeypatch.undo()
        with pytest.raises(CasebookError, match="words that are not the report's"):
            other.verify()
        joined = case.join(other)
        assert joined.n_reports == 1
        assert [words.split(":")[0] for words in joined.unsound] == ["report forged"]
        assert [record.report.id for record in case.records()] == ["honest"]
        case.verify()
    # The command verifies first: of such a casebook nothing comes in, the honest report neither.
    fresh = tmp_path / "fresh.casebook"
    Casebook(fresh).close()
    merged = CliRunner().invoke(app, ["merge", str(fresh), str(theirs)])
    assert isinstance(merged.exception, CasebookError)
    with Casebook(fresh) as case:
        assert not list(case.reports())


def _correct(changes: dict[str, Any], *, is_sealed: bool = True, **other: Any) -> Callable[[Record], Verdict]:
    """Return what makes a verdict on a record's claim, with other fields as given."""

    def make(record: Record) -> Verdict:
        anchor = anchor_of(record.report.id, record.claims[0])
        fields = {"act": "correct", "about": "claim", "report": record.report.id, "anchor": anchor, "at": AT}
        verdict = Verdict(**(fields | {"author": "x", "changes": changes} | other))  # type: ignore[arg-type]
        return sealed(verdict) if is_sealed else verdict

    return make


@pytest.mark.parametrize(
    ("make", "fault"),
    [
        (_correct({"certainty": "denied"}), None),
        (_correct({}, act="tag", tag="checked"), None),
        (_correct({"certainty": "denied"}, is_sealed=False), "id"),
        (_correct({"certainty": 17}), "form"),
        (_correct({"colour": "red"}), "form"),
        (_correct({"id": "r9#1"}), "form"),
        (_correct({"mode": None}, at="noon"), "form"),
        (_correct({"trigger": {"text": "killed", "start": 3, "end": 9}}), "words"),
        (_correct({"actors": [{"text": "US", "start": 90_000, "end": 90_002}]}), "words"),
        (_correct({}), "not of what"),
        (_correct({}, act="tag"), "not of what"),
        (_correct({}, act="credibility", grade=9), "not of what"),
        (_correct({"mode": None}, report="else"), "not of what"),
        (_correct({}, act="merge", about="event", anchor=None), "not of what"),
    ],
)  # fmt: skip
def test_a_verdict_that_cannot_hold_stays_out(
    tmp_path: Path, make: Callable[[Record], Verdict], fault: str | None
) -> None:
    """Nothing kept can be removed: a verdict that cannot be applied would shut the casebook for good."""
    record = made_record("a")
    with Casebook(tmp_path / "theirs.casebook") as other, Casebook(tmp_path / "mine.casebook") as case:
        for one in (other, case):
            one.add(record)
        with connection.transaction(other._connection):
            _slip_in(other, make(record))
        joined = case.join(other)
        assert joined.n_verdicts == (fault is None)
        assert len(joined.unsound) == (fault is not None)
        assert all(fault in words for words in joined.unsound if fault)
        assert len(list(case.claims())) == 1
        assert len(list(case.records())) == 1
        case.verify()


@pytest.mark.parametrize("is_there", [True, False])
def test_a_verdict_on_a_report_that_stays_out_stays_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_there: bool
) -> None:
    """Nobody would hold its words against the report when that comes in another way."""
    record = made_record("a")
    lies = _correct({"trigger": {"text": "killed", "start": 3, "end": 9}})(record)
    with Casebook(tmp_path / "theirs.casebook") as other, Casebook(tmp_path / "mine.casebook") as case:
        if is_there:
            monkeypatch.setattr(keeping, "check_record", lambda record: None)
            other.add(_forged(record))
            monkeypatch.undo()
        with connection.transaction(other._connection):
            _slip_in(other, lies)
        joined = case.join(other)
        assert (joined.n_reports, joined.n_verdicts, len(joined.unsound)) == (0, 0, 1)
        case.add(record)
        assert next(case.claims()).claim.trigger == record.claims[0].trigger
        case.verify()


def _slip_in(other: Casebook, verdict: Verdict) -> None:
    """Put a verdict into the table of verdicts, as somebody with an SQLite tool would."""
    other._connection.execute(
        "INSERT INTO verdicts (id, act, about, report, author, at, json) VALUES (?, ?, ?, ?, 'x', ?, ?)",
        (verdict.id, verdict.act, verdict.about, verdict.report, AT, msgspec.json.encode(verdict).decode()),
    )
