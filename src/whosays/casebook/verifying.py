"""Is everything still as it was kept? Finds the first thing that is not, in words."""

from __future__ import annotations

import hashlib
import sqlite3
import zlib

import msgspec

from whosays.casebook import custody
from whosays.casebook.indexing import claim_row
from whosays.record import Record

_decoder = msgspec.json.Decoder(Record)


def first_broken(connection: sqlite3.Connection) -> str | None:
    """Return in words the first thing that is not as it was kept, or None."""
    for check in (_pages, _chain, _evidence, _texts, _readings, _entries, _searches):
        broken = check(connection)
        if broken is not None:
            return broken
    return None


def _pages(connection: sqlite3.Connection) -> str | None:
    answer = str(connection.execute("PRAGMA integrity_check(1)").fetchone()[0])
    if answer != "ok":
        return f"the file's structure: {answer}"
    lost = connection.execute("PRAGMA foreign_key_check").fetchone()
    return f"a row of {lost[0]} points at a row of {lost[2]} that is not there" if lost else None


def _chain(connection: sqlite3.Connection) -> str | None:
    return custody.first_broken(custody.entries(connection))


def _evidence(connection: sqlite3.Connection) -> str | None:
    rows = connection.execute(
        "SELECT e.sha256, e.size, e.bytes, (SELECT min(p.id) FROM captures AS c "
        "JOIN reports AS p ON p.number = c.report WHERE c.sha256 = e.sha256) FROM evidence AS e ORDER BY e.sha256"
    )
    for sha256, size, packed, report in rows:
        raw = _unpacked(packed)
        if raw is None or len(raw) != size or hashlib.sha256(raw).hexdigest() != sha256:
            return f"the bytes of report {report} are not the bytes received (SHA-256 {sha256})"
    return None


def _texts(connection: sqlite3.Connection) -> str | None:
    for report, text, sha256 in connection.execute("SELECT id, text, text_sha256 FROM reports ORDER BY number"):
        if hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() != sha256:
            return f"the text of report {report} was changed"
    return None


def _readings(connection: sqlite3.Connection) -> str | None:
    rows = connection.execute(
        "SELECT r.number, p.id, r.sha256, r.json, r.title, r.url, r.publisher, r.author, r.category, r.language, "
        "r.published, r.published_from, r.version, r.n_claims FROM records AS r "
        "JOIN reports AS p ON p.number = r.report ORDER BY r.number"
    )
    for number, report, sha256, packed, *columns in rows:
        body = _unpacked(packed)
        if body is None or hashlib.sha256(body).hexdigest() != sha256:
            return f"reading {number} of report {report} was changed"
        record = _decoder.decode(body)
        r = record.report
        kept = [r.title, r.url, r.publisher, r.author, r.category, r.language, r.published, r.published_from]
        if columns != [*kept, record.version, len(record.claims)]:
            return f"the columns of reading {number} of report {report} were changed"
        rows_kept = connection.execute(
            "SELECT id, type, mode, certainty, status, trigger_words, evidence, names, earliest, latest, grain "
            "FROM claims WHERE record = ? ORDER BY position",
            (number,),
        ).fetchall()
        if rows_kept != [claim_row(claim) for claim in record.claims]:
            return f"the claims of reading {number} of report {report} are not those of its record"
    return None


def _entries(connection: sqlite3.Connection) -> str | None:
    """Return the first kept thing without its entry in the custody chain, or the first entry without its thing."""
    kept: set[tuple[str, str, str]] = set()
    for act, query in (
        ("report", "SELECT id, text_sha256 FROM reports"),
        ("capture", "SELECT p.id, c.sha256 FROM captures AS c JOIN reports AS p ON p.number = c.report"),
        ("record", "SELECT p.id, r.sha256 FROM records AS r JOIN reports AS p ON p.number = r.report"),
    ):
        kept.update((act, *row) for row in connection.execute(query))
    logged = set(
        connection.execute(
            "SELECT act, subject, content_sha256 FROM custody WHERE act IN ('report', 'capture', 'record')"
        )
    )
    for act, subject, _ in sorted(kept - logged):
        return f"a {act} of {subject} has no entry in the custody chain"
    for act, subject, _ in sorted(logged - kept):
        return f"a {act} of {subject} is in the custody chain and not in the casebook"
    return None


def _searches(connection: sqlite3.Connection) -> str | None:
    for table in ("report_words", "claim_words", "party_words", "place_words"):
        try:
            connection.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)")
        except sqlite3.DatabaseError:
            return f"the search words of {table} are not those of its rows"
    return None


def _unpacked(packed: bytes) -> bytes | None:
    try:
        return zlib.decompress(packed)
    except zlib.error:
        return None
