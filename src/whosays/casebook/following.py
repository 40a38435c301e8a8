"""This machine's copy of a casebook on a server: it follows what is kept there, and what is written goes there first.

The server has what is kept (schema/kept.sql); this copy is a casebook like any other, which has that and what is
worked out of it. A write holds the server's one lock, takes in what came in since, is made in the copy, kept on the
server, and only then in the copy. So whatever dies on the way, an acknowledged write is on the server, and the copy is
at most behind.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from whosays import logs
from whosays.casebook import custody
from whosays.casebook.addresses import FOLLOWS, Address, mirror_of
from whosays.casebook.connection import APPLICATION, SCHEMA, coded, connect, lay_out
from whosays.casebook.readings import index_again
from whosays.casebook.server import MIGRATIONS, TABLES, Rows, Server
from whosays.errors import CasebookError

# Entries taken in at once: some hundred reports, tens of megabytes.
_AT_ONCE = 300
_OF_ACT = {"report": "reports", "capture": "captures", "record": "records", "verdict": "verdicts", "rating": "ratings"}
_DAMAGED = ("C001", "C004", "C012")


class Following:
    """The copy, and the server that it follows.

    ``is_reached`` is False where the server could not be asked: the copy then answers as it last was in step.
    """

    def __init__(self, address: Address, *, wait: float) -> None:
        self.address = address
        self.path = mirror_of(address)
        self.is_reached = True
        self._wait = wait
        self._server = Server(address, wait=wait)

    # ------------------------------------------------------------ opening and closing

    def opened(self, *, create: bool, by: str, at: str, tool: str) -> tuple[sqlite3.Connection, str | None]:
        """Return the connection to the copy, in step, and why nothing can be added, None if it can.

        Raise `CasebookError` as `connect` does, and C021 to C031 for what the server says.
        """
        try:
            why_not = self._prepare(create=create, by=by, at=at, tool=tool)
            connection = self._copy(by=by, at=at, tool=tool)
            try:
                self._follow(connection)
            except BaseException:
                connection.close()
                raise
        except CasebookError as error:
            if error.code != "C021" or not self.path.exists():
                self._server.drop()
                raise
            return self._alone(error, by=by, at=at, tool=tool)
        self._mark()
        return connection, why_not

    def close(self) -> None:
        """Give the way to the server back."""
        self._server.close()

    def _prepare(self, *, create: bool, by: str, at: str, tool: str) -> str | None:
        schema = self._server.schema()
        if schema is None and not create:
            raise CasebookError("C002", item=str(self.address))
        if schema is None:
            self._found(by=by, at=at, tool=tool)
        elif schema > SCHEMA:
            raise CasebookError("C005", item=str(self.address), detail=str(schema))
        elif schema < SCHEMA:
            raise CasebookError("C030", item=str(self.address), detail=str(schema))
        return None if self._server.may_add() else f"on the server, {self.address.user} may only read it"

    def _found(self, *, by: str, at: str, tool: str) -> None:
        """Make the casebook on the server, unless somebody else has just done so; C031 where it was there before."""
        with self._server.adding():
            if self._server.schema() is not None:
                return
            aside = self._put_aside()
            if aside is not None and _entries(aside) > 1:
                # What was followed here is no more on the server: dropped, or its database restored without it.
                raise CasebookError("C031", item=str(self.address), detail=str(aside))
            self._server.lay_out()
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            connection, _ = connect(self.path, create=True, wait=self._wait, by=by, at=at, tool=tool)
            with closing(connection):
                try:
                    migrations = connection.execute(f"SELECT {', '.join(MIGRATIONS)} FROM migrations").fetchall()
                    self._server.keep(self._since(connection, dict.fromkeys(TABLES, 0)), migrations)
                except BaseException:
                    connection.close()
                    _remove(self.path)
                    raise

    def _copy(self, *, by: str, at: str, tool: str) -> sqlite3.Connection:
        """Open the copy; one that is missing, damaged or of another release's schema is begun anew."""
        if _schema_of(self.path) not in (SCHEMA, None):
            _remove(self.path)
        _begin(self.path)
        try:
            return connect(self.path, create=False, wait=self._wait, by=by, at=at, tool=tool)[0]
        except CasebookError as error:
            if error.code not in _DAMAGED:
                raise
            logs.warn("copy of a casebook begun anew", server=self.address.host, why=error.detail or error.code)
            _remove(self.path)
            _begin(self.path)
            return connect(self.path, create=False, wait=self._wait, by=by, at=at, tool=tool)[0]

    def _alone(self, error: CasebookError, *, by: str, at: str, tool: str) -> tuple[sqlite3.Connection, str]:
        """Open the copy as it last was in step."""
        self.is_reached = False
        self._server.drop()
        connection, _ = connect(self.path, create=False, wait=self._wait, by=by, at=at, tool=tool)
        try:
            since = json.loads(self._marker.read_text("utf-8"))["in_step"]
        except (OSError, ValueError, KeyError):
            since = "an unknown day"
        logs.tell(f"{error.what} Shown as it was known here on {since}; nothing can be added until it is.")
        return connection, f"{error.detail}; this is what it held on {since}"

    @property
    def _marker(self) -> Path:
        return self.path.with_name(self.path.name + FOLLOWS)

    def _mark(self) -> None:
        now = datetime.now(UTC).isoformat(timespec="minutes")
        beside = self._marker.with_name(f"{self._marker.name}.{os.getpid()}")
        with suppress(OSError):
            beside.write_text(json.dumps({"address": str(self.address), "in_step": now}), "utf-8")
            beside.replace(self._marker)

    # ------------------------------------------------------------ following

    def _follow(self, connection: sqlite3.Connection) -> None:
        """Take in what came in on the server since, some hundred entries at a time."""
        while True:
            with coded(self.path):
                if not self._is_more(connection):
                    return
                connection.execute("BEGIN IMMEDIATE")
                try:
                    self._take_in(connection)
                    connection.execute("COMMIT")
                except BaseException:
                    if connection.in_transaction:
                        connection.execute("ROLLBACK")
                    raise

    def _is_more(self, connection: sqlite3.Connection) -> bool:
        """Say whether the server has more; raise C031 if its chain is not the one that was followed so far."""
        newest = connection.execute("SELECT number, entry_sha256 FROM custody ORDER BY number DESC LIMIT 1").fetchone()
        number, seal = newest or (0, None)
        ((theirs, is_more),) = self._server.run(
            "SELECT (SELECT entry_sha256 FROM custody WHERE number = :number), "
            "EXISTS (SELECT 1 FROM custody WHERE number > :number)",
            number=number,
        )
        if theirs != seal:
            aside = self._put_aside()
            raise CasebookError("C031", item=str(self.address), detail=str(aside))
        return bool(is_more)

    def _take_in(self, connection: sqlite3.Connection, most: int = _AT_ONCE) -> None:
        """Take in the next entries with all that they speak of; the caller holds the copy's write lock."""
        before = _newest(connection)
        after = before["custody"]
        entries = self._server.rows("custody", after, after + most)
        if not entries:
            return
        self._require_chain(connection, entries, after)
        acts = [entry[3] for entry in entries]
        rows: dict[str, Rows] = {
            table: self._server.rows(table, before[table], before[table] + acts.count(act))
            for act, table in _OF_ACT.items()
            if act in acts
        }
        known = before["evidence"]
        newest = max([known, *(row[2] for row in rows.get("captures", ()))])
        rows["evidence"] = self._server.rows("evidence", known, newest) if newest > known else ()
        rows["custody"] = entries
        if {"create", "migrate"}.intersection(acts):
            connection.executemany("INSERT OR IGNORE INTO migrations VALUES (?, ?, ?)", self._server.migrations())
        for table, columns in TABLES.items():
            names, marks = ", ".join(columns), ", ".join("?" * len(columns))
            connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows.get(table, ()))
        connection.executemany(
            "INSERT INTO report_words (rowid, title, text) VALUES (?, ?, ?)",
            [(row[0], row[2], row[3]) for row in rows.get("reports", ())],
        )
        index_again(connection, connection, after=after)
        if "fuse" in acts:
            # Those were fused elsewhere; here they are fused again when they are asked for.
            connection.execute("DELETE FROM fusion")

    def _require_chain(self, connection: sqlite3.Connection, entries: list[Any], after: int) -> None:
        last = connection.execute("SELECT entry_sha256 FROM custody WHERE number = ?", (after,)).fetchone()
        previous = last[0].hex() if last else custody.FIRST
        for number, (*fields, content, tool, seal) in enumerate(entries, start=after + 1):
            sha256 = content.hex() if content is not None else None
            if fields[0] != number or custody.seal_of(*fields, sha256, tool, previous) != seal.hex():
                detail = f"custody entry {number} on the server was changed"
                raise CasebookError("C004", item=str(self.address), detail=detail)
            previous = seal.hex()

    # ------------------------------------------------------------ writing

    @contextmanager
    def transaction(self, connection: sqlite3.Connection) -> Iterator[None]:
        """Hold both write locks; what is written is kept on the server, then in the copy, or nowhere."""
        connection.execute("BEGIN IMMEDIATE")
        new: dict[str, Rows] = {"custody": ()}
        try:
            with self._server.adding():
                self._is_more(connection)
                while (before := _newest(connection)) != self._taken_in(connection):
                    pass
                yield
                new = self._since(connection, before)
                if new["custody"]:
                    self._server.keep(new)
            try:
                connection.execute("COMMIT")
            except sqlite3.Error as error:
                if new["custody"]:
                    raise CasebookError("C028", item=str(self.address), detail=str(error)) from error
                raise
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise

    def _taken_in(self, connection: sqlite3.Connection) -> dict[str, int]:
        self._take_in(connection)
        return _newest(connection)

    def _since(self, connection: sqlite3.Connection, before: dict[str, int]) -> dict[str, Rows]:
        """Return the rows that came into the copy since."""
        return {
            table: connection.execute(
                f"SELECT {', '.join(columns)} FROM {table} WHERE number > ? ORDER BY number", (before[table],)
            ).fetchall()
            for table, columns in TABLES.items()
        }

    # ------------------------------------------------------------ verifying

    def first_other(self, connection: sqlite3.Connection) -> str | None:
        """Return in words the first row on the server that is not as this copy, which holds, has it; or None."""
        self._follow(connection)
        for table, columns in TABLES.items():
            newest = _newest(connection)[table]
            for after in range(0, newest + 1, _AT_ONCE):
                ours = connection.execute(
                    f"SELECT {', '.join(columns)} FROM {table} WHERE number > ? AND number <= ? ORDER BY number",
                    (after, after + _AT_ONCE),
                ).fetchall()
                theirs = self._server.rows(table, after, min(after + _AT_ONCE, newest))
                if ours != theirs:
                    number = next((a[0] for a, b in zip(ours, theirs, strict=False) if a != b), after + len(theirs) + 1)
                    return f"row {number} of {table} on the server is not as it was kept"
        return None

    def make_anew(self) -> None:
        """Put what the server has in the place of all that the copy holds, also under who has it open."""
        beside = self.path.with_name(f"{self.path.name}.{os.getpid()}.part")
        try:
            with coded(beside):
                _begin(beside)
                with closing(sqlite3.connect(beside, isolation_level=None)) as fresh:
                    fresh.execute("PRAGMA synchronous = OFF")
                    self._follow(fresh)
                    with closing(sqlite3.connect(self.path, timeout=self._wait)) as copy:
                        fresh.backup(copy)
        finally:
            _remove(beside)

    def _put_aside(self) -> Path | None:
        """Move a copy that follows no longer to another name: it may be the only one of what it holds."""
        if not self.path.exists():
            return None
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
        aside = self.path.with_name(f"{self.path.stem}.until-{stamp}{self.path.suffix}")
        with coded(self.path):
            with closing(sqlite3.connect(self.path)) as source, closing(sqlite3.connect(aside)) as copy:
                source.backup(copy)
            _remove(self.path)
        return aside


def _newest(connection: sqlite3.Connection) -> dict[str, int]:
    query = ", ".join(f"(SELECT coalesce(max(number), 0) FROM {table})" for table in TABLES)
    return dict(zip(TABLES, connection.execute(f"SELECT {query}").fetchone(), strict=True))


def _entries(path: Path) -> int:
    """Return how long the chain of a copy is; one that was only begun has a single entry."""
    with coded(path), closing(sqlite3.connect(path)) as connection:
        return _newest(connection)["custody"]


def _schema_of(path: Path) -> int | None:
    """Return the schema in a file's header, None if there is no such file."""
    try:
        with path.open("rb") as file:
            file.seek(60)
            return int.from_bytes(file.read(4), "big")
    except OSError:
        return None


def _begin(path: Path) -> None:
    """Make a casebook without an entry, unless there is a file."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        with coded(path):
            with closing(sqlite3.connect(beside, isolation_level=None)) as made:
                made.execute("PRAGMA page_size = 8192")
                made.execute("PRAGMA auto_vacuum = INCREMENTAL")
                made.execute("BEGIN")
                lay_out(made)
                made.execute(f"PRAGMA application_id = {APPLICATION}")
                made.execute(f"PRAGMA user_version = {SCHEMA}")
                made.execute("COMMIT")
            # Another process may have been quicker, and has it open.
            with suppress(FileExistsError):
                os.link(beside, path)
    finally:
        _remove(beside)


def _remove(path: Path) -> None:
    for one in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
        with suppress(FileNotFoundError):
            one.unlink()
