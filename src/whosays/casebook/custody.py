"""The custody chain: every act on a casebook in order, each entry sealed with the hash of the one before."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

FIRST = "0" * 64


@dataclass(frozen=True, slots=True)
class Entry:
    """One act: when (ISO, UTC), by whom, what was done to what, with which release. Hashes are hexadecimal."""

    number: int
    at: str
    by: str
    act: str
    subject: str
    content_sha256: str | None
    tool: str
    previous_sha256: str
    entry_sha256: str


def sealed(
    number: int, at: str, by: str, act: str, subject: str, content_sha256: str | None, tool: str, previous: str
) -> str:
    """Return the hash that seals an entry: SHA-256 of its fields and the seal before, as one JSON array."""
    return seal_of(number, at, by, act, subject, content_sha256, tool, previous)


def seal_of(*fields: str | int | None) -> str:
    """Return the hash of a row's fields, as one JSON array."""
    return hashlib.sha256(json.dumps(fields, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()


# What an entry of each act seals: the row as kept, large columns by their own hash.
_KEPT = {
    "report": "SELECT id, id, title, lower(hex(text_sha256)), added_at FROM reports WHERE number >= ?",
    "capture": (
        "SELECT p.id, lower(hex(e.sha256)), e.media_type, e.size, c.locator, c.captured_at FROM captures AS c "
        "JOIN evidence AS e ON e.number = c.evidence JOIN reports AS p ON p.number = c.report WHERE c.number >= ?"
    ),
    "record": (
        "SELECT p.id, lower(hex(r.sha256)), r.read_at FROM records AS r JOIN reports AS p ON p.number = r.report "
        "WHERE r.number >= ?"
    ),
    "verdict": "SELECT id, act, about, report, claim, author, at, why, json FROM verdicts WHERE number >= ?",
    "rating": "SELECT id, source, name, reliability, author, at, why FROM ratings WHERE number >= ?",
}
ACTS = tuple(_KEPT)


def kept(connection: sqlite3.Connection) -> Iterator[tuple[str, str, str]]:
    """Yield (act, subject, seal) of everything kept, as it is now."""
    for act, query in _KEPT.items():
        for subject, *fields in connection.execute(query, (0,)):
            yield act, subject, seal_of(*fields)


def seal_of_kept(connection: sqlite3.Connection, act: str, number: int) -> tuple[str, str]:
    """Return (subject, seal) of the newest row of a kind, whose number is given."""
    subject, *fields = connection.execute(_KEPT[act], (number,)).fetchone()
    return subject, seal_of(*fields)


def append(
    connection: sqlite3.Connection,
    *,
    at: str,
    by: str,
    act: str,
    subject: str,
    content_sha256: str | None,
    tool: str,
) -> None:
    """Add an entry at the end of the chain; the caller's transaction keeps it together with what it records."""
    last = connection.execute("SELECT number, entry_sha256 FROM custody ORDER BY number DESC LIMIT 1").fetchone()
    number, previous = (last[0] + 1, last[1].hex()) if last else (1, FIRST)
    seal = sealed(number, at, by, act, subject, content_sha256, tool, previous)
    content = bytes.fromhex(content_sha256) if content_sha256 is not None else None
    connection.execute(
        "INSERT INTO custody VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (number, at, by, act, subject, content, tool, bytes.fromhex(seal)),
    )


def entries(connection: sqlite3.Connection) -> Iterator[Entry]:
    """Yield the chain from its first entry."""
    previous = FIRST
    for number, at, by, act, subject, content, tool, seal in connection.execute(
        "SELECT * FROM custody ORDER BY number"
    ):
        entry = Entry(
            number, at, by, act, subject, content.hex() if content is not None else None, tool, previous, seal.hex()
        )
        previous = entry.entry_sha256
        yield entry


def first_broken(chain: Iterator[Entry]) -> str | None:
    """Return in words the first entry that does not hold, or None for a whole chain."""
    previous = FIRST
    for number, entry in enumerate(chain, start=1):
        if entry.number != number:
            return f"custody entry {number} is missing"
        if entry.entry_sha256 != sealed(
            entry.number, entry.at, entry.by, entry.act, entry.subject, entry.content_sha256, entry.tool, previous
        ):
            return f"custody entry {number} ({entry.act} {entry.subject}) was changed"
        previous = entry.entry_sha256
    return None
