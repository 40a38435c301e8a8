"""Open, make and migrate the SQLite file of a casebook; every failure becomes a coded error."""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from whosays import logs
from whosays.casebook import custody
from whosays.casebook.marking import holds
from whosays.casebook.strangers import foreign_to, harden
from whosays.errors import CasebookError

APPLICATION = 0x77686F73  # "whos", in the file's header
SCHEMA = 4
_MAGIC = b"SQLite format 3\0"
_OF_THE_DISK = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN)
# With less room than SQLite's shared memory and a few pages take, a disk counts as full.
_FULL = 128 * 1024


@contextmanager
def coded(path: Path) -> Iterator[None]:
    """Turn what SQLite raises into a `CasebookError` that names the casebook and the remedy."""
    try:
        yield
    except sqlite3.Error as error:
        raise _coded(error, path) from error
    except UnicodeDecodeError as error:  # from damaged text, and from messages that quote it
        raise CasebookError("C004", item=str(path), detail=str(error)) from error
    except OSError as error:
        raise CasebookError("C003", item=str(path), detail=error.strerror or str(error)) from error


def code_of(error: sqlite3.Error) -> int:
    """Return SQLite's primary code of an error, 0 for one that Python's module raises by itself."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def _coded(error: sqlite3.Error, path: Path) -> CasebookError:
    code = code_of(error)
    item = str(path)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return CasebookError("C006", item=item)
    if code == sqlite3.SQLITE_NOTADB:
        return CasebookError("C001", item=item)
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM):
        return CasebookError("C003", item=item, detail="it is read-only")
    if code in _OF_THE_DISK:
        return CasebookError("C003", item=item, detail=_of_the_disk(error, path))
    return CasebookError("C004", item=item, detail=str(error))


def _of_the_disk(error: sqlite3.Error, path: Path) -> str:
    """Return what is wrong with the disk; SQLite calls a full one an error of input or output, too."""
    try:
        is_full = shutil.disk_usage(path.parent).free < _FULL
    except OSError:
        is_full = False
    return "the disk is full; nothing kept was lost" if is_full else str(error)


def connect(
    path: Path, *, create: bool, wait: float, by: str, at: str, tool: str
) -> tuple[sqlite3.Connection, str | None]:
    """Return the connection to a casebook of the present schema, and why it cannot be written, None if it can.

    Raise `CasebookError`: C001 not a casebook, C002 none there, C003 cannot be made, C004 damaged, C005 newer
    schema, C006 locked for longer than ``wait`` seconds, C008 an SQLite without FTS5 or R*Tree, C012 foreign code.
    """
    is_there = _look_at(path, create=create)
    may_write = os.access(path if is_there else path.parent, os.W_OK) and os.access(path.parent, os.W_OK)
    why_not = None if may_write else "it is read-only"

    def made() -> sqlite3.Connection:
        connection = _open(path, writable=why_not is None, wait=wait)
        try:
            _prepare(
                connection, path, create=create, writable=why_not is None, wait=wait, by=by, at=at, tool=tool
            )  # fmt: skip
        except BaseException:
            connection.close()
            raise
        return connection

    with coded(path):
        try:
            return made(), why_not
        except sqlite3.OperationalError as error:
            if why_not or not is_there or code_of(error) not in _OF_THE_DISK or _has_log(path):
                raise
            # Even to read, SQLite makes a file beside; where there is no room for it, what is there can still be read.
            why_not = _of_the_disk(error, path)
            return made(), why_not


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
        address += "?mode=ro" + ("" if _has_log(path) else "&immutable=1")
    return with_functions(sqlite3.connect(address, uri=True, timeout=wait, isolation_level=None))


def with_functions(connection: sqlite3.Connection) -> sqlite3.Connection:
    """Return the connection with the functions that questions call; views call none of them."""
    connection.create_function("holds", 2, holds, deterministic=True)
    return connection


def _has_log(path: Path) -> bool:
    try:
        return path.with_name(path.name + "-wal").stat().st_size > 0
    except FileNotFoundError:
        return False


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
    harden(connection)
    _require_parts(connection, path)
    connection.execute("PRAGMA foreign_keys = ON")
    if writable:
        if not connection.execute("PRAGMA page_count").fetchone()[0]:
            # A report's text fills half a page of 4 kB badly: 8 kB made the file a tenth smaller.
            connection.execute("PRAGMA page_size = 8192")
            connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
        _write_ahead(connection, wait=wait)
        # Each report is on the disk before the next is read; measured at 1 to 4 ms a report against 60 ms of reading.
        connection.execute("PRAGMA synchronous = FULL")
    version = _version(connection, path, create=create)
    _refuse_foreign(connection, path, version)
    if version == SCHEMA:
        return
    if not writable:
        raise CasebookError("C003", item=str(path), detail="it is read-only and of an older schema")
    with _moving_tables(connection), transaction(connection):
        # Another process may have done it since.
        version = _version(connection, path, create=create)
        _refuse_foreign(connection, path, version)
        if 0 < version < SCHEMA:
            _back_up(path, version)
            logs.note("casebook carried over", file=str(path), from_schema=version, to_schema=SCHEMA)
            _carry_over(connection, version)
        elif not version:
            lay_out(connection)
        if version < SCHEMA:
            act = "migrate" if version else "create"
            connection.execute("INSERT INTO migrations VALUES (?, ?, ?)", (SCHEMA, at, tool))
            custody.append(
                connection, at=at, by=by, act=act, subject=f"schema {SCHEMA}", content_sha256=None, tool=tool
            )
            connection.execute(f"PRAGMA application_id = {APPLICATION}")
            connection.execute(f"PRAGMA user_version = {SCHEMA}")
    if 0 < version < SCHEMA:
        # Gives back the room of the old tables; where it cannot (a full disk, others reading), that is used up later.
        connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 1)  # it works on a file beside
        with suppress(sqlite3.OperationalError):
            connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
            connection.execute("VACUUM")
        connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)


@contextmanager
def _moving_tables(connection: sqlite3.Connection) -> Iterator[None]:
    """Let our tables be put aside and made anew while a user's own views and tables go on naming them."""
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("PRAGMA legacy_alter_table = ON")
    try:
        yield
    finally:
        connection.execute("PRAGMA legacy_alter_table = OFF")
        connection.execute("PRAGMA foreign_keys = ON")


def _write_ahead(connection: sqlite3.Connection, *, wait: float) -> None:
    """Switch to write-ahead logging; SQLite does not wait by itself while another process is making the file."""
    deadline = time.monotonic() + wait
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            is_busy = code_of(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
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


def _refuse_foreign(connection: sqlite3.Connection, path: Path, version: int) -> None:
    """Refuse a casebook with code in it that no release put there, before any of our statements could run it."""
    foreign = foreign_to(connection, schema_of(version))
    if foreign is not None:
        raise CasebookError("C012", item=str(path), detail=foreign)


def _back_up(path: Path, version: int) -> None:
    """Keep the file as it is before a migration, beside it; the caller holds the write lock."""
    unfinished, kept = (path.with_name(f"{path.name}.schema-{version}{end}") for end in (".part", ".backup"))
    unfinished.unlink(missing_ok=True)
    try:
        # Who may not read the casebook may not read its copy, and not for a moment.
        os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode=0o600))
        unfinished.chmod(path.stat().st_mode & 0o777)
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(unfinished)) as copy:
            source.backup(copy)
        with unfinished.open("rb+") as written:
            # On the disk before anything of the old file is changed.
            os.fsync(written.fileno())
        unfinished.replace(kept)
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


def lay_out(connection: sqlite3.Connection) -> None:
    """Make the tables of the present schema in an empty database, without an entry for it."""
    for part in ("kept", "worked-out", "views", "guards"):
        _run(connection, part)


@lru_cache(maxsize=SCHEMA + 1)
def schema_of(version: int) -> frozenset[tuple[str, str, str | None]]:
    """Return (type, name, SQL) of everything that a casebook of a schema is made of."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as made:
        if version == SCHEMA:
            lay_out(made)
        else:
            for step in range(1, version + 1):
                _run(made, f"old/{step:03}")
        return frozenset(made.execute("SELECT type, name, sql FROM sqlite_master"))


def _carry_over(connection: sqlite3.Connection, version: int) -> None:
    """Bring a casebook of an older schema to the present one: what is kept is copied, all else worked out anew."""
    from whosays.casebook.readings import index_again

    connection.create_function("unhexed", 1, lambda words: None if words is None else bytes.fromhex(words))
    for part in ("clear", *(["from-1"] if version == 1 else []), "put-aside", "kept", "from-3", "worked-out"):
        _run(connection, part)
    index_again(connection, connection)
    connection.execute("INSERT INTO report_words (report_words) VALUES ('rebuild')")
    for part in ("views", "guards"):
        _run(connection, part)


def _run(connection: sqlite3.Connection, part: str) -> None:
    script = files("whosays.casebook").joinpath("schema", *f"{part}.sql".split("/")).read_text("utf-8")
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


def tidy(connection: sqlite3.Connection) -> None:
    """Bring the search words of what was added into one piece and give room back; a third of their size in short runs.

    It is left for another time where somebody else is writing or the disk is full.
    """
    with suppress(sqlite3.OperationalError):
        connection.execute("PRAGMA busy_timeout = 0")
        with transaction(connection):
            for table in ("report_words", "claim_marks", "party_words", "place_words"):
                connection.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")
        connection.execute("PRAGMA incremental_vacuum").fetchall()


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
