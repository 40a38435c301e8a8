"""Open, make and migrate the SQLite file of a casebook; every failure becomes a coded error."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

from whosays.casebook import custody
from whosays.errors import CasebookError

APPLICATION = 0x77686F73  # "whos", in the file's header
SCHEMA = 3
REWRITTEN = 3  # the schema in which the search rows last took another form: older files get theirs anew
_MAGIC = b"SQLite format 3\0"


@contextmanager
def coded(path: Path) -> Iterator[None]:
    """Turn what SQLite raises into a `CasebookError` that names the casebook and the remedy."""
    try:
        yield
    except sqlite3.Error as error:
        raise _coded(error, path) from error
    except UnicodeDecodeError as error:  # from damaged text, and from messages that quote it
        raise CasebookError("C004", item=str(path), detail=str(error)) from error


def _coded(error: sqlite3.Error, path: Path) -> CasebookError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    item = str(path)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return CasebookError("C006", item=item)
    if code == sqlite3.SQLITE_NOTADB:
        return CasebookError("C001", item=item)
    if code == sqlite3.SQLITE_FULL:
        return CasebookError("C003", item=item, detail="the disk is full; nothing kept was lost")
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM):
        return CasebookError("C003", item=item, detail="it is read-only")
    if code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR):
        return CasebookError("C003", item=item, detail=str(error))
    return CasebookError("C004", item=item, detail=str(error))


def connect(path: Path, *, create: bool, wait: float, by: str, at: str, tool: str) -> tuple[sqlite3.Connection, bool]:
    """Return the connection to a casebook of the present schema, and whether it can be written.

    Raise `CasebookError`: C001 not a casebook, C002 none there, C003 cannot be made, C004 damaged, C005 newer
    schema, C006 locked for longer than ``wait`` seconds, C008 an SQLite without FTS5 or R*Tree.
    """
    is_there = _look_at(path, create=create)
    writable = os.access(path if is_there else path.parent, os.W_OK) and os.access(path.parent, os.W_OK)
    with coded(path):
        connection = _open(path, writable=writable, wait=wait)
        try:
            _prepare(connection, path, create=create, writable=writable, wait=wait, by=by, at=at, tool=tool)
        except BaseException:
            connection.close()
            raise
    return connection, writable


def _look_at(path: Path, *, create: bool) -> bool:
    """Return whether a file is there that may be a casebook; raise for anything else."""
    try:
        with path.open("rb") as file:
            start = file.read(len(_MAGIC))
    except FileNotFoundError as error:
        if not create:
            raise CasebookError("C002", item=str(path)) from error
        if not path.parent.is_dir():
            raise CasebookError("C003", item=str(path), detail="there is no such folder") from error
        return False
    except IsADirectoryError as error:
        raise CasebookError("C001", item=str(path)) from error
    except (OSError, ValueError) as error:
        raise CasebookError("C003", item=str(path), detail=getattr(error, "strerror", None) or str(error)) from error
    if start and start != _MAGIC:
        raise CasebookError("C001", item=str(path))
    return True


def _open(path: Path, *, writable: bool, wait: float) -> sqlite3.Connection:
    address = path.absolute().as_uri()
    if not writable:
        # On read-only media SQLite cannot make its shared-memory file; without a write-ahead log none is needed.
        log = path.with_name(path.name + "-wal")
        address += "?mode=ro" + ("" if log.exists() and log.stat().st_size else "&immutable=1")
    return sqlite3.connect(address, uri=True, timeout=wait, isolation_level=None)


def _prepare(
    connection: sqlite3.Connection,
    path: Path,
    *,
    create: bool,
    writable: bool,
    wait: float,
    by: str,
    at: str,
    tool: str,
) -> None:
    _require_parts(connection, path)
    connection.execute("PRAGMA foreign_keys = ON")
    if writable:
        # For a new file only. A report's text fills half a page of 4 kB badly: 8 kB made the file a tenth smaller.
        connection.execute("PRAGMA page_size = 8192")
        _write_ahead(connection, wait=wait)
        # Each report is on the disk before the next is read; measured at 1 to 4 ms a report against 60 ms of reading.
        connection.execute("PRAGMA synchronous = FULL")
    version = _version(connection, path, create=create)
    if version == SCHEMA:
        return
    if not writable:
        raise CasebookError("C003", item=str(path), detail="it is read-only and of an older schema")
    with transaction(connection):
        # Another process may have done it since.
        version = _version(connection, path, create=create)
        if 0 < version < SCHEMA:
            _back_up(path, version)
        for step in range(version + 1, SCHEMA + 1):
            _run(connection, step)
        if 0 < version < REWRITTEN:
            from whosays.casebook.readings import index_again

            index_again(connection, connection)
        if version < SCHEMA:
            act = "migrate" if version else "create"
            connection.execute("INSERT INTO migrations VALUES (?, ?, ?)", (SCHEMA, at, tool))
            custody.append(
                connection, at=at, by=by, act=act, subject=f"schema {SCHEMA}", content_sha256=None, tool=tool
            )
            connection.execute(f"PRAGMA application_id = {APPLICATION}")
            connection.execute(f"PRAGMA user_version = {SCHEMA}")


def _write_ahead(connection: sqlite3.Connection, *, wait: float) -> None:
    """Switch to write-ahead logging; SQLite does not wait by itself while another process is making the file."""
    deadline = time.monotonic() + wait
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            is_busy = error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
            if not is_busy or time.monotonic() > deadline:
                raise
            time.sleep(0.02)


def _version(connection: sqlite3.Connection, path: Path, *, create: bool) -> int:
    """Return the schema of the file, 0 for a blank one that may be made a casebook."""
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if application == APPLICATION:
        if version > SCHEMA:
            raise CasebookError("C005", item=str(path), detail=str(version))
        return version
    n_tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if n_tables or application or not create:
        raise CasebookError("C001", item=str(path))
    return 0


def _back_up(path: Path, version: int) -> None:
    """Keep the file as it is before a migration, beside it; the caller holds the write lock."""
    unfinished, kept = (path.with_name(f"{path.name}.schema-{version}{end}") for end in (".part", ".backup"))
    unfinished.unlink(missing_ok=True)
    source, copy = sqlite3.connect(path), sqlite3.connect(unfinished)
    try:
        source.backup(copy)
    finally:
        source.close()
        copy.close()
    unfinished.replace(kept)


def lay_out(connection: sqlite3.Connection) -> None:
    """Make the tables of the present schema in an empty database, without an entry for it."""
    for step in range(1, SCHEMA + 1):
        _run(connection, step)


def _run(connection: sqlite3.Connection, step: int) -> None:
    script = files("whosays.casebook").joinpath("schema", f"{step:03}.sql").read_text("utf-8")
    for statement in statements(script):
        connection.execute(statement)


def statements(script: str) -> Iterator[str]:
    """Yield the statements of an SQL script one by one, so that all run inside the caller's transaction."""
    held = ""
    for line in script.splitlines(keepends=True):
        held += line
        if line.rstrip().endswith(";") and sqlite3.complete_statement(held):
            yield held
            held = ""


def _require_parts(connection: sqlite3.Connection, path: Path) -> None:
    options = {row[0] for row in connection.execute("PRAGMA compile_options")}
    missing = [part for part in ("FTS5", "RTREE") if f"ENABLE_{part}" not in options]
    if missing:
        raise CasebookError("C008", item=str(path), detail=" and ".join(missing))


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Hold the one writer's lock from the start; all or nothing is kept."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
