"""A casebook that a stranger made: nothing in the file may act, and nothing in it may grow without bound.

An SQLite file can hold triggers and views, which run with the statements of whoever opens it. Ours are known to the
letter; any other trigger, and any other thing under one of our names, is refused. What runs can reach no other file and
calls no function that does anything but compute.
"""

from __future__ import annotations

import re
import sqlite3
import sys
import zlib
from collections.abc import Iterator
from typing import Any

# What a kept reading or event may unpack to: room for the longest report that is read with all its claims, and for
# longer ones as much as text and JSON are ever packed (deflate itself would go to a thousandfold).
MOST_FREE = 64 * 1024 * 1024
MOST_TIMES = 100
# One thing as received; its size is stated beside it, by whoever made the file.
MOST_EVIDENCE = 1 << 30
_PIECE = 1024 * 1024
# Ours do not call one another; one more for what an index does.
_TRIGGERS_DEEP = 2
# What in the words of a table computes when a row is written or read.
_COMPUTES = re.compile(r"\b(AS|CHECK|DEFAULT|REFERENCES)\b", re.IGNORECASE)


def harden(connection: sqlite3.Connection) -> None:
    """Let nothing in the file call a function with an effect, attach another file, or change SQLite's own tables."""
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    connection.setlimit(sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH, _TRIGGERS_DEEP)
    if sys.version_info >= (3, 12):
        connection.setconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE, True)


def foreign_to(connection: sqlite3.Connection, ours: frozenset[tuple[str, str, str | None]]) -> str | None:
    """Return in words the first thing in the file that no release made and that could act in ours, or None.

    Tables and views of other names are whoever's they are: nothing of ours reads them. A thing of ours that is missing
    is left to `verify`.
    """
    names = {name.casefold() for _, name, _ in ours}
    shadows = shadows_of(ours)
    for kind, name, sql in connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY name"):
        is_ours = (kind, name, sql) in ours or (name in shadows and is_plain(kind, sql))
        if not is_ours and (kind == "trigger" or name.casefold() in names):
            return f"the {kind} '{name}'"
    return None


def shadows_of(ours: frozenset[tuple[str, str, str | None]]) -> frozenset[str]:
    """Return the names of the tables that SQLite itself keeps behind our virtual ones; a release may word them anew."""
    virtual = tuple(f"{name}_" for _, name, sql in ours if sql is not None and sql.startswith("CREATE VIRTUAL TABLE"))
    return frozenset(name for kind, name, _ in ours if kind == "table" and name.startswith(virtual))


def is_plain(kind: str, sql: str | None) -> bool:
    """Say whether a thing in a file is a table that keeps what it is given and computes nothing."""
    return kind == "table" and sql is not None and sql.startswith("CREATE TABLE") and not _COMPUTES.search(sql)


def unpressed(kept: bytes, *, press: Any = None, most: int | None = None) -> bytes:
    """Return what was packed by zlib; raise `zlib.error` if it is damaged, or larger than ``most`` bytes."""
    return b"".join(pieces_of(kept, press=press, most=most))


def pieces_of(kept: bytes, *, press: Any = None, most: int | None = None) -> Iterator[bytes]:
    """Yield what was packed in pieces of a megabyte; errors as in `unpressed`."""
    press = press or zlib.decompressobj()
    most = max(MOST_FREE, MOST_TIMES * len(kept)) if most is None else min(most, MOST_EVIDENCE)
    size, rest = 0, kept
    while rest and not press.eof:
        piece = press.decompress(rest, _PIECE)
        rest = press.unconsumed_tail
        size += len(piece)
        if size > most:
            raise zlib.error(f"what was packed is larger than {most} bytes")
        yield piece
    yield press.flush()
    if not press.eof or press.unused_data:
        raise zlib.error("what was packed does not end where it should")
