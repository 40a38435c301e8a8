"""A PostgreSQL server that holds what a casebook keeps: the same tables, read in order and added to, one at a time."""

from __future__ import annotations

import atexit
import hashlib
import json
import os
import re
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from whosays import logs
from whosays.casebook.addresses import Address
from whosays.errors import CasebookError, UsageError

if TYPE_CHECKING:
    from pg8000.native import Connection

# Columns by table, in the order in which rows refer to one another.
TABLES: dict[str, tuple[str, ...]] = {
    "evidence": ("number", "sha256", "media_type", "size", "bytes"),
    "reports": ("number", "id", "title", "text", "text_sha256", "added_at"),
    "captures": ("number", "report", "evidence", "locator", "captured_at"),
    "records": (
        "number", "report", "title", "url", "publisher", "author", "category", "language", "published",
        "published_from", "n_claims", "version", "sha256", "packing", "json", "read_at",
    ),
    "verdicts": ("number", "id", "act", "about", "report", "claim", "author", "at", "why", "json"),
    "ratings": ("number", "id", "source", "name", "reliability", "author", "at", "why"),
    "custody": ("number", "at", "by", "act", "subject", "content_sha256", "tool", "entry_sha256"),
}  # fmt: skip
MIGRATIONS = ("version", "applied_at", "tool")
OLDEST = 15
# Seconds without an answer after which a server counts as gone; more than it waits for another writer.
_SILENT = 60
_REACHED = 10  # seconds for the way to it
# A client that stands still while it holds the writer's lock is cut off, and the next one goes on.
_IDLE = "60s"
_NAMES = {  # SQLSTATE: our code
    "28P01": "C022", "28000": "C022", "3D000": "C024", "42501": "C025", "42P01": "C025", "55P03": "C006",
    "25006": "C025", "53300": "C021", "57P03": "C021", "57P01": "C021", "57P02": "C021",
    "25P03": "C021", "25P04": "C021",
}  # fmt: skip
_SUB = "\x1a"
_ESCAPED = re.compile(f"{_SUB}([S0])")
Rows = Sequence[Sequence[Any]]
# Connections to use again, the newest last, with the process that opened them: a forked one must not use them.
_idle: list[tuple[int, Address, Connection]] = []
_idle_lock = threading.Lock()
_MOST_IDLE = 4


class Server:
    """One casebook on a server. ``wait``: seconds to wait for another writer. Every failure is a `CasebookError`."""

    def __init__(self, address: Address, *, wait: float) -> None:
        self.address = address
        self._wait = wait
        self._connection: Connection | None = None
        self._is_adding = False
        # One writer at a time in this casebook, and others of the same database in peace.
        self._lock = int.from_bytes(hashlib.sha256(f"whosays {address.casebook}".encode()).digest()[:8], "big") >> 1

    # ------------------------------------------------------------ asking

    def run(self, sql: str, **values: object) -> list[Any]:
        """Return the rows that an SQL statement gives."""
        with self._coded():
            return list(self._connected().run(sql, **values) or [])

    def schema(self) -> int | None:
        """Return the schema of the casebook there, None if there is none."""
        try:
            return self._schema()
        except CasebookError as error:
            if error.code != "C021":
                raise
            # One that was used before may have been cut off since; nothing was asked of it yet.
            self.drop()
            return self._schema()

    def _schema(self) -> int | None:
        # Asked of the catalogue itself: names found by the search path are remembered for as long as a transaction.
        there = self.run(
            "SELECT 1 FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace "
            "WHERE n.nspname = :name AND c.relname = 'custody'",
            name=self.address.casebook,
        )
        if not there:
            return None
        return int(self.run("SELECT coalesce(max(version), 0) FROM migrations")[0][0])

    def may_add(self) -> bool:
        """Say whether who asks may add to the casebook, or only read it."""
        return bool(self.run("SELECT has_table_privilege('custody', 'INSERT') AND NOT pg_is_in_recovery()")[0][0])

    def seal(self, number: int) -> bytes | None:
        """Return the seal of an entry of the custody chain, None if there is no such entry."""
        rows = self.run("SELECT entry_sha256 FROM custody WHERE number = :number", number=number)
        return rows[0][0] if rows else None

    def rows(self, table: str, after: int, through: int) -> list[Any]:
        """Return the rows of a table in a range of numbers, in order."""
        rows = self.run(
            f"SELECT {', '.join(TABLES[table])} FROM {table} WHERE number > :after AND number <= :through "
            "ORDER BY number",
            after=after,
            through=through,
        )
        return [tuple(map(_got, row)) for row in rows]

    def migrations(self) -> list[Any]:
        """Return the list of migrations."""
        return self.run(f"SELECT {', '.join(MIGRATIONS)} FROM migrations ORDER BY version")

    # ------------------------------------------------------------ adding

    @contextmanager
    def adding(self) -> Iterator[None]:
        """Hold the one writer's lock; what `keep` did not keep by the end is undone. C006: locked for too long."""
        self._begin()
        try:
            yield
        except Exception:
            self._undo()
            raise
        except BaseException:
            self.drop()  # stopped in the middle of a question
            raise
        self._undo()

    def _begin(self) -> None:
        # The server itself releases the lock whenever the transaction ends, however that comes about.
        begin = (
            "BEGIN ISOLATION LEVEL READ COMMITTED; "
            f"SET LOCAL lock_timeout = {max(1, int(min(self._wait, _SILENT / 2) * 1000))}; "
            f"SELECT pg_advisory_xact_lock({self._lock})"
        )
        self._is_adding = True
        try:
            self.run(begin)
        except CasebookError as error:
            if error.code != "C021":
                self._undo()
                raise
            # A way that was used before may have been cut since; nothing was said on it yet.
            self.drop()
            self.run(begin)

    def _undo(self) -> None:
        if self._is_adding:
            self._is_adding = False
            try:
                self.run("ROLLBACK")
            except CasebookError:
                self.drop()

    def lay_out(self) -> None:
        """Make the tables, in a schema of the casebook's name; the caller holds the lock."""
        self.run(f'CREATE SCHEMA IF NOT EXISTS "{self.address.casebook}"')
        self.run(files("whosays.casebook").joinpath("schema", "server.sql").read_text("utf-8"))

    def keep(self, rows: Mapping[str, Rows], migrations: Rows = ()) -> None:
        """Add rows and commit; the caller holds the lock. After an error nothing is kept, unless it is C027."""
        parts, values = [], {}
        for table, columns in {"migrations": MIGRATIONS, **TABLES}.items():
            new = migrations if table == "migrations" else rows.get(table)
            if new:
                names = ", ".join(columns)
                parts.append(
                    f"INSERT INTO {table} ({names}) SELECT {names} FROM "
                    f"json_populate_recordset(NULL::{table}, :{table}) ORDER BY 1"
                )
                values[table] = json.dumps([dict(zip(columns, map(_sent, row), strict=True)) for row in new])
        *first, last = parts
        steps = "".join(f"{', ' if n else 'WITH '}step{n} AS ({part})" for n, part in enumerate(first))
        self.run(f"{steps} {last}", **values)
        newest = rows["custody"][-1]
        try:
            self.run("COMMIT")
        except CasebookError as error:
            self._make_sure(newest[0], newest[-1], error)
        self._is_adding = False

    def _make_sure(self, number: int, seal: bytes, error: CasebookError) -> None:
        """Find out whether what was being kept when the server fell away is kept."""
        self.drop()
        try:
            # The lock is free when the server has ended that transaction one way or the other.
            self._begin()
            known = self.seal(number)
            self._undo()
        except CasebookError:
            raise CasebookError("C027", item=str(self.address), detail=error.detail) from error
        if known != seal:
            raise error

    # ------------------------------------------------------------ the connection

    def close(self) -> None:
        """Give the connection back, for whoever of this process opens the casebook next: opening one takes long."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with _idle_lock:
                _idle.append((os.getpid(), self.address, connection))
                over = _idle.pop(0) if len(_idle) > _MOST_IDLE else None
            if over is not None:
                _end(over[2])

    def drop(self) -> None:
        """End the connection, and those to the same place that wait: the server ends what they had begun."""
        connection, self._connection = self._connection, None
        if connection is not None:
            _end(connection)
        while (waiting := self._waiting()) is not None:
            _end(waiting)

    def _waiting(self) -> Connection | None:
        with _idle_lock:
            for n, (process, address, connection) in reversed(list(enumerate(_idle))):
                if process == os.getpid() and address == self.address:
                    del _idle[n]
                    return connection
        return None

    def _connected(self) -> Connection:
        if self._connection is None:
            self._connection = self._waiting() or self._connect()
        return self._connection

    def _connect(self) -> Connection:
        try:
            from pg8000.native import Connection
        except ModuleNotFoundError as error:
            raise UsageError("U030", item="pg8000", detail="postgres") from error
        address = self.address
        way = _way_to(address)
        connection = Connection(
            address.user,
            host=address.host,
            database=address.database,
            sock=way,
            # Where the server asks for one and none is given, it shall say so itself.
            password=address.password or "",
            ssl_context=False if address.is_socket else _guarded(address),
            application_name="whosays",
            startup_params={
                "search_path": f'"{address.casebook}"',
                "idle_in_transaction_session_timeout": _IDLE,
            },
        )
        told = connection.parameter_statuses
        release = str(told.get("server_version", "0"))
        if int(release.split(".")[0]) < OLDEST:
            _end(connection)
            raise CasebookError("C023", item=str(address), detail=release)
        if told.get("server_encoding") != "UTF8":
            _end(connection)
            raise CasebookError("C026", item=str(address), detail="the database's encoding is not UTF8")
        logs.note("server reached", host=address.host, database=address.database, release=release)
        return connection

    @contextmanager
    def _coded(self) -> Iterator[None]:
        """Turn what the server and the way there raise into coded errors; none of them quotes a password."""
        try:
            yield
        except (CasebookError, UsageError):
            raise
        except OSError as error:
            self.drop()
            raise CasebookError("C021", item=str(self.address), detail=error.strerror or str(error)) from error
        except Exception as error:
            raise self._of_driver(error) from error

    def _of_driver(self, error: Exception) -> CasebookError:
        from pg8000.exceptions import DatabaseError

        item = str(self.address)
        if not isinstance(error, DatabaseError):
            # The driver's own: no way there, or one that broke off. What it had begun is nothing to go on with.
            self.drop()
            cause = error.__cause__
            return CasebookError("C021", item=item, detail=str(cause or error) or type(error).__name__)
        told = error.args[0] if error.args and isinstance(error.args[0], dict) else {}
        state, words = str(told.get("C", "")), str(told.get("M", error))
        code = _NAMES.get(state, "C026")
        if code == "C021" or told.get("S") in ("FATAL", "PANIC"):
            self.drop()
        return CasebookError(code, item=item, detail=words)


def _way_to(address: Address) -> socket.socket:
    if address.is_socket:
        way = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            way.connect(f"{address.host}/.s.PGSQL.{address.port}")
        except OSError:
            way.close()
            raise
    else:
        way = socket.create_connection((address.host, address.port), _REACHED)
        way.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        # Many short questions and answers.
        way.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    way.settimeout(_SILENT)
    return way


def _end(connection: Connection) -> None:
    stream: Any = getattr(connection, "_sock", None)
    # One that the server left cannot be taken leave of, and the driver then leaves its stream open.
    for one in (connection, *([stream] * 2 if stream is not None else [])):
        with suppress(Exception):
            one.close()


@atexit.register
def _end_all() -> None:
    for process, _, connection in _idle:
        if process == os.getpid():
            _end(connection)


def _sent(value: object) -> object:
    """Return a value as JSON for the server: bytes in hexadecimal; NUL, which its texts cannot hold, as SUB and 0."""
    if isinstance(value, bytes):
        return "\\x" + value.hex()
    return value.replace(_SUB, f"{_SUB}S").replace("\0", f"{_SUB}0") if isinstance(value, str) else value


def _got(value: object) -> object:
    return _ESCAPED.sub(lambda found: _SUB if found[1] == "S" else "\0", value) if isinstance(value, str) else value


def _guarded(address: Address) -> ssl.SSLContext | bool | None:
    """Return how TLS is to be used, as the driver takes it: False never, None where the server has it."""
    if address.sslmode in ("disable", "prefer"):
        return False if address.sslmode == "disable" else None
    context = ssl.create_default_context(cafile=address.sslrootcert if address.sslrootcert != "system" else None)
    if address.sslmode != "verify-full":
        context.check_hostname = False
    if address.sslmode == "require":
        context.verify_mode = ssl.CERT_NONE
    return context
