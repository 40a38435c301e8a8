"""A casebook on a server: what one brings all have, what is acknowledged stays, and this machine's copy follows."""

from __future__ import annotations

import logging
import os
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from made_records import made_record, many_records

from postgres_server import SECRET, RunningServer
from whosays.casebook import Casebook
from whosays.casebook.addresses import mirror_of, parsed
from whosays.casebook.server import Server
from whosays.errors import CasebookError, UsageError

_names = count(1)


@pytest.fixture
def server(postgres: RunningServer) -> Iterator[RunningServer]:
    yield postgres
    if postgres.process.poll() is not None:
        postgres.start()


@pytest.fixture(autouse=True)
def at_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str], None]:
    """A function that goes on at somebody's own machine: with copies of their own."""

    def move(whose: str) -> None:
        monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / whose))

    monkeypatch.delenv("PGPASSWORD", raising=False)
    monkeypatch.setenv("PGPASSFILE", str(tmp_path / "none"))
    move("ana")
    return move


@pytest.fixture
def name() -> str:
    """A casebook of the test's own."""
    return f"case{next(_names)}"


def ids(case: Casebook) -> list[str]:
    return [report.id for report in case.reports()]


def chain(case: Casebook) -> list[str]:
    return [entry.entry_sha256 for entry in case.history()]


# ------------------------------------------------------------ together


def test_what_one_brings_the_other_has(server: RunningServer, name: str, at_home: Callable[[str], None]) -> None:
    where = server.address(name)
    with Casebook(where, by="Ana") as ana:
        for record in many_records(5, per_report=2):
            ana.add(record, raw=record.report.id.encode(), media_type="text/plain")
        events = list(ana.events())
        claim = next(ana.claims(report="r1")).claim.id
        at_home("ben")
        with Casebook(where, create=False, by="Ben") as ben:
            assert ben.path != ana.path
            assert ids(ben) == ids(ana)
            assert list(ben.evidence("r2")) == [(b"r2", "text/plain", None)]
            # Fused here again, with the same outcome: that is one entry, not two.
            assert list(ben.events()) == events
            ben.reject(claim, why="no such words")
            assert [entry.act for entry in ben.history()].count("fuse") == 1
        # A write takes in what came in since.
        verdict = ana.comment("r1", "seen")
        assert [one.author for one in ana.verdicts()] == ["Ben", "Ana"]
        assert claim not in [found.claim.id for found in ana.claims()]
        with Casebook(where, create=False) as ben:
            assert [one.id for one in ben.verdicts()][-1] == verdict.id
            assert [one.id for one in ben.events()] == [one.id for one in ana.events()]
            ben.verify()
        ana.verify()
        theirs = server.sql(f"SELECT encode(entry_sha256, 'hex') FROM {name}.custody ORDER BY number").split()
        assert theirs == chain(ana)
    assert server.sql(f"SELECT count(*), min(entered_by) FROM {name}.custody") == f"{len(theirs)}|owner"


def test_a_casebook_can_be_joined_into_one_on_a_server(server: RunningServer, name: str, tmp_path: Path) -> None:
    with Casebook(tmp_path / "mine.casebook") as mine, Casebook(server.address(name)) as ours:
        for record in many_records(3):
            mine.add(record, raw=b"x")
        mine.tag(ids(mine)[0], "seen")
        assert ours.join(mine).n_reports == 3
        assert ours.join(mine).n_reports == 0
        ours.verify()
        ours.backup(tmp_path / "copy.casebook")
    with Casebook(tmp_path / "copy.casebook", create=False) as copy:
        # A casebook of its own, which follows nothing.
        copy.add(made_record("later"))
        copy.verify()


_WRITER = """
import sys
sys.path.insert(0, sys.argv[1])
from made_records import made_record
from whosays.casebook import Casebook
with Casebook(sys.argv[2], by=sys.argv[3]) as case:
    for n in range(int(sys.argv[4])):
        assert case.add(made_record(f"{sys.argv[3]}{n}"), raw=b"x")
        assert not case.add(made_record(f"{sys.argv[3]}{n}"), raw=b"x")
        case.tag(f"{sys.argv[3]}{n}", "done")
        print(n, flush=True)
"""


def writer(where: str, who: str, n: int, home: Path, script: str = _WRITER) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", script, str(Path(__file__).parent), where, who, str(n)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, "XDG_DATA_HOME": str(home)},
    )  # fmt: skip


def test_two_machines_and_two_processes_of_one_write_at_once(server: RunningServer, name: str, tmp_path: Path) -> None:
    where, n = server.address(name), 12
    # The first of them makes the casebook, whoever that is.
    writers = [writer(where, who, n, tmp_path / home) for who, home in (("a", "one"), ("b", "one"), ("c", "two"))]
    for one in writers:
        _, told = one.communicate(timeout=120)
        assert one.returncode == 0, told
    with Casebook(where, create=False) as case:
        assert sorted(ids(case)) == sorted(f"{who}{k}" for who in "abc" for k in range(n))
        assert len(list(case.verdicts())) == 3 * n
        assert [entry.act for entry in case.history()].count("create") == 1
        case.verify()


# ------------------------------------------------------------ ended in the middle

_KILLED = """
import os, signal
from whosays.casebook import server
run = server.Server.run
def ends(self, sql, **values):
    if sql == "COMMIT" and os.path.exists("{now}"):
        if {after}:
            run(self, sql)
        os.kill(os.getpid(), signal.SIGKILL)
    return run(self, sql, **values)
server.Server.run = ends
"""


@pytest.mark.parametrize("after", [False, True])
def test_killed_while_the_server_keeps_it_nothing_is_lost_or_doubled(
    server: RunningServer, name: str, tmp_path: Path, after: bool
) -> None:
    where = server.address(name)
    with Casebook(where) as case:
        case.add(made_record("a0"), raw=b"x")
    (tmp_path / "now").touch()
    killed = writer(where, "b", 1, tmp_path / "ana", _KILLED.format(now=tmp_path / "now", after=after) + _WRITER)
    killed.communicate(timeout=60)
    assert killed.returncode == -signal.SIGKILL
    with Casebook(where, create=False) as case:
        assert ids(case) == (["a0", "b0"] if after else ["a0"])
        assert case.add(made_record("b0"), raw=b"x") is not after
        assert ids(case) == ["a0", "b0"]
        case.verify()
    assert server.sql(f"SELECT count(*) FROM {name}.captures") == "2"


@pytest.mark.parametrize("how", ["before", "after", "for good"])
def test_a_server_that_falls_away_loses_nothing_acknowledged(
    server: RunningServer, name: str, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    where = server.address(name)
    run = Server.run

    def falls(self: Server, sql: str, **values: object) -> list[object]:
        if sql == "COMMIT":
            monkeypatch.setattr(Server, "run", run)
            if how != "before":
                run(self, sql)
            server.stop(signal.SIGQUIT)
            if how != "for good":
                server.start()
        return run(self, sql, **values)

    with Casebook(where) as case:
        case.add(made_record("a"))
        monkeypatch.setattr(Server, "run", falls)
        if how == "after":
            assert case.add(made_record("b"))  # asked, the server says that it has it
        else:
            with pytest.raises(CasebookError) as caught:
                case.add(made_record("b"))
            assert caught.value.code == ("C021" if how == "before" else "C027")
            assert ids(case) == ["a"]
        if how == "for good":
            server.start()
        # The same casebook goes on, without being opened again.
        assert case.add(made_record("c"))
        assert ids(case) == (["a", "c"] if how == "before" else ["a", "b", "c"])
        case.verify()
    assert server.sql(f"SELECT count(*) FROM {name}.reports") == ("2" if how == "before" else "3")


def test_a_copy_that_cannot_be_written_says_that_it_is_kept(server: RunningServer, name: str) -> None:
    with Casebook(server.address(name)) as case:
        following = case._following
        assert following is not None
        with pytest.raises(CasebookError) as caught, following.transaction(_full(case._connection)):
            case._log("note", "x", None)
        assert caught.value.code == "C028"
        assert server.sql(f"SELECT count(*) FROM {name}.custody") == "2"
        case.verify()


class _full:
    """A connection whose disk is full when it comes to the end."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.in_transaction = True

    def execute(self, sql: str, *values: object) -> object:
        if sql == "COMMIT":
            raise sqlite3.OperationalError("database or disk is full")
        return self._connection.execute(sql, *values)


# ------------------------------------------------------------ without the server


def test_without_the_server_the_copy_answers_and_says_so(
    server: RunningServer, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    where = server.address(name)
    with Casebook(where) as case:
        case.add(made_record("a"), raw=b"x")
        copy = case.path
    server.stop()
    with caplog.at_level(logging.WARNING), Casebook(where, create=False) as case:
        assert "the server is not reached" in caplog.text
        assert "Shown as it was known here on 20" in caplog.text
        assert ids(case) == ["a"]
        assert list(case.events())
        case.verify()
        with pytest.raises(CasebookError) as caught:
            case.add(made_record("b"))
        assert caught.value.code == "C021"
        assert [entry.act for entry in case.history()].count("fuse") == 1  # in memory
    server.start()
    # The copy's own file opens the same casebook.
    with Casebook(copy, create=False) as case:
        assert case.why_not_writable is None
        assert [entry.act for entry in case.history()] == ["create", "report", "capture", "record"]
        assert case.add(made_record("b"))
    assert server.sql(f"SELECT count(*) FROM {name}.reports") == "2"


# ------------------------------------------------------------ trust


def _changed(path: Path, *changes: str) -> None:
    connection = sqlite3.connect(path)
    for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {trigger}")
    for change in changes:
        connection.execute(change)
    connection.commit()
    connection.close()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE reports SET title = 'Other'",
        "UPDATE evidence SET bytes = x'00'",
        "DELETE FROM verdicts",
        "UPDATE claims SET certainty = 'denied'",
    ],
)
def test_a_changed_copy_is_found_and_made_anew(
    server: RunningServer, name: str, caplog: pytest.LogCaptureFixture, change: str
) -> None:
    with Casebook(server.address(name)) as case:
        case.add(made_record("a"), raw=b"x")
        case.tag("a", "seen")
        before = chain(case)
    _changed(case.path, change)
    with Casebook(server.address(name)) as case, caplog.at_level(logging.WARNING):
        case.verify()
        assert "it was made anew" in caplog.text
        caplog.clear()
        case.verify()
        assert not caplog.text
        assert chain(case) == before
        case.add(made_record("b"))


def test_a_damaged_copy_is_begun_anew(server: RunningServer, name: str) -> None:
    with Casebook(server.address(name)) as case:
        case.add(made_record("a"))
    case.path.write_bytes(b"no database at all")
    with Casebook(server.address(name)) as case:
        assert ids(case) == ["a"]
        case.verify()


@pytest.mark.parametrize(
    ("change", "table"),
    [
        ("UPDATE {}.reports SET title = 'Other'", "row 1 of reports"),
        ("UPDATE {}.evidence SET bytes = '\\x00'", "row 1 of evidence"),
        ("DELETE FROM {}.ratings", "row 1 of ratings"),
    ],
)
def test_a_row_changed_on_the_server_is_found(server: RunningServer, name: str, change: str, table: str) -> None:
    with Casebook(server.address(name)) as case:
        case.add(made_record("a"), raw=b"x")
        case.rate(next(case.speakers()).name, "B", why="known")
        case.verify()
        server.sql(f"SET session_replication_role = replica; {change.format(name)}")
        with pytest.raises(CasebookError, match=f"{table} on the server is not as it was kept"):
            case.verify()


def test_another_past_of_the_server_is_refused_once_and_what_was_followed_is_kept(
    server: RunningServer, name: str
) -> None:
    where = server.address(name)
    with Casebook(where) as case:
        case.add(made_record("a"))
        case.add(made_record("b"))
    # As if yesterday's dump had been restored.
    server.sql(
        "SET session_replication_role = replica; "
        f"DELETE FROM {name}.custody WHERE number > 3; DELETE FROM {name}.records WHERE number > 1; "
        f"DELETE FROM {name}.reports WHERE number > 1"
    )
    with pytest.raises(CasebookError) as caught:
        Casebook(where)
    assert caught.value.code == "C031"
    with Casebook(where) as case:
        assert ids(case) == ["a"]
        with Casebook(caught.value.detail, create=False) as aside:
            assert ids(aside) == ["a", "b"]
            case.join(aside)
        assert ids(case) == ["a", "b"]
        case.verify()


def test_a_casebook_dropped_on_the_server_is_not_begun_anew_without_a_word(server: RunningServer, name: str) -> None:
    where = server.address(name)
    with Casebook(where) as case:
        case.add(made_record("a"))
    server.sql(f"DROP SCHEMA {name} CASCADE")
    with pytest.raises(CasebookError) as caught:
        Casebook(where)
    assert caught.value.code == "C031"
    assert server.sql(f"SELECT count(*) FROM pg_namespace WHERE nspname = '{name}'") == "0"
    with Casebook(where) as case, Casebook(caught.value.detail, create=False) as aside:
        assert ids(case) == []
        case.join(aside)
        assert ids(case) == ["a"]
        case.verify()
    # A copy that was begun and holds nothing is nothing to be told of.
    other = server.address(f"{name}b")
    Casebook(other).close()
    server.sql(f"DROP SCHEMA {name}b CASCADE")
    Casebook(other).close()


def test_a_chain_that_is_broken_on_the_server_is_not_taken_in(
    server: RunningServer, name: str, at_home: Callable[[str], None]
) -> None:
    with Casebook(server.address(name)) as case:
        case.add(made_record("a"))
    server.sql(f"SET session_replication_role = replica; UPDATE {name}.custody SET by = 'nobody' WHERE number = 2")
    at_home("ben")
    with pytest.raises(CasebookError, match="custody entry 2 on the server was changed"):
        Casebook(server.address(name))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {}.reports SET title = 'x'", "DELETE FROM {}.custody", "TRUNCATE {}.verdicts",
        "UPDATE {}.migrations SET tool = 'x'", "INSERT INTO {}.ratings VALUES (7, 'g', 's', 's', 'A', 'x', 'x', 'x')",
    ],
)  # fmt: skip
def test_other_tools_cannot_overwrite_on_the_server_either(server: RunningServer, name: str, statement: str) -> None:
    Casebook(server.address(name)).close()
    with pytest.raises(AssertionError, match=r"is never changed nor removed|has no number 6 yet"):
        server.sql(statement.format(name))


# ------------------------------------------------------------ refused


def test_what_the_server_refuses_is_said_without_a_password(server: RunningServer, name: str) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        nobody = probe.getsockname()[1]
    Casebook(server.address(name)).close()
    server.sql("CREATE DATABASE narrow ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0")
    cases = [
        (server.by_network(name, secret="Wrong5!"), "C022"),
        (server.by_network(name, secret="Wrong5!", user="stranger"), "C022"),
        (server.by_network(name, secret=SECRET).replace(f":{server.port}/", f":{nobody}/"), "C021"),
        (server.by_network("other", secret=SECRET) + "&sslmode=require", "C021"),
        (server.by_network(name, secret=SECRET).replace("/postgres?", "/nothing?"), "C024"),
        (server.by_network(name, secret=SECRET).replace("/postgres?", "/narrow?"), "C026"),
        (server.by_network("none", secret=SECRET), "C002"),
    ]
    for where, code in cases:
        with pytest.raises(CasebookError) as caught:
            Casebook(where, create=False)
        assert caught.value.code == code, where
        assert "Wrong5!" not in str(caught.value)
        assert SECRET not in str(caught.value)


def test_another_schema_is_refused_with_what_to_do(server: RunningServer, name: str) -> None:
    where = server.address(name)
    Casebook(where).close()
    for change, code in (
        (f"SET session_replication_role = replica; UPDATE {name}.migrations SET version = version - 1", "C030"),
        (f"INSERT INTO {name}.migrations VALUES (99, 'x', 'x')", "C005"),
    ):
        server.sql(change)
        with pytest.raises(CasebookError) as caught:
            Casebook(where)
        assert caught.value.code == code


def test_who_may_only_read_reads_and_who_may_nothing_is_told(server: RunningServer, name: str) -> None:
    with Casebook(server.address(name)) as case:
        case.add(made_record("a"))
    server.sql("DO $$ BEGIN CREATE ROLE reader LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$")
    where = server.address(name, user="reader")
    with pytest.raises(CasebookError) as caught:
        Casebook(where)
    assert caught.value.code == "C025"
    server.sql(f"GRANT USAGE ON SCHEMA {name} TO reader; GRANT SELECT ON ALL TABLES IN SCHEMA {name} TO reader")
    with Casebook(where) as case:
        assert ids(case) == ["a"]
        assert list(case.events())
        case.verify()
        with pytest.raises(CasebookError, match="reader may only read it"):
            case.add(made_record("b"))


def test_a_writer_who_stands_still_is_waited_for_and_named(server: RunningServer, name: str) -> None:
    where = server.address(name)
    with Casebook(where) as case:
        other = Server(parsed(where), wait=5)
        with other.adding():
            with pytest.raises(CasebookError) as caught, Casebook(where, wait=0.1) as waiting:
                waiting.add(made_record("a"))
            assert caught.value.code == "C006"
        other.close()
        assert case.add(made_record("a"))


def test_without_the_library_it_says_which_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pg8000.native", None)
    with pytest.raises(UsageError, match=r"pip install 'whosays\[postgres\]'"):
        Casebook("postgresql://ana@127.0.0.1:9/team")


def test_a_copy_of_another_release_is_made_anew(server: RunningServer, name: str) -> None:
    where = server.address(name)
    with Casebook(where) as case:
        case.add(made_record("a"))
    connection = sqlite3.connect(mirror_of(parsed(where)))
    connection.execute("PRAGMA user_version = 3")
    connection.close()
    with Casebook(where) as case:
        assert [entry.act for entry in case.history()] == ["create", "report", "record"]
        case.verify()
