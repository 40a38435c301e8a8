"""Is everything still as it was kept? Finds the first thing that is not, in words."""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from itertools import zip_longest

import msgspec

from whosays.casebook import custody, events
from whosays.casebook.connection import SCHEMA, code_of, lay_out, schema_of
from whosays.casebook.packing import body_of, unpacked
from whosays.casebook.readings import index_again
from whosays.casebook.strangers import is_plain, pieces_of, shadows_of
from whosays.record import SpanError, check_record

# Worked out from the records, in the order of their numbers; worked out again, each must come out the same.
_FROM_RECORDS = ("kinds", "claims", "parties", "places", "place_boxes", "claim_terms")
_FROM_EVENTS = ("events", "event_claims", "origins", "figures")
_WORDS = ("report_words", "party_words", "place_words")


def first_broken(connection: sqlite3.Connection) -> str | None:
    """Return in words the first thing that is not as it was kept, or None."""
    for check in (_pages, _chain, _evidence, _texts, _readings, _entries, _derived, _words, _tables):
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
    broken = custody.first_broken(custody.entries(connection))
    if broken is not None:
        return broken
    made = connection.execute("SELECT version, applied_at, tool FROM migrations ORDER BY version").fetchall()
    logged = [
        (int(entry.subject.removeprefix("schema ")), entry.at, entry.tool)
        for entry in custody.entries(connection)
        if entry.act in ("create", "migrate")
    ]
    return None if made == logged else "the list of migrations is not that of the custody chain"


def _evidence(connection: sqlite3.Connection) -> str | None:
    rows = connection.execute(
        "SELECT lower(hex(e.sha256)), e.size, e.bytes, (SELECT min(p.id) FROM captures AS c "
        "JOIN reports AS p ON p.number = c.report WHERE c.evidence = e.number) FROM evidence AS e ORDER BY e.number"
    )
    for sha256, size, packed, report in rows:
        if _seal_of(packed, size) != (size, sha256):
            return f"the bytes of report {report} are not the bytes received (SHA-256 {sha256})"
    return None


def _texts(connection: sqlite3.Connection) -> str | None:
    for report, text, sha256 in connection.execute("SELECT id, text, text_sha256 FROM reports ORDER BY number"):
        if hashlib.sha256(text.encode()).digest() != sha256:
            return f"the text of report {report} was changed"
    return None


def _readings(connection: sqlite3.Connection) -> str | None:
    rows = connection.execute(
        "SELECT r.number, p.id, r.sha256, r.packing, r.json, p.text, r.title, r.url, r.publisher, r.author, "
        "r.category, r.language, r.published, r.published_from, r.version, r.n_claims FROM records AS r "
        "JOIN reports AS p ON p.number = r.report ORDER BY r.number"
    )
    for number, report, sha256, packing, packed, text, *columns in rows:
        try:
            body = body_of(packing, packed, text)
            record = unpacked(packing, packed, text)
        except (zlib.error, msgspec.MsgspecError, TypeError, LookupError):
            return f"reading {number} of report {report} was changed"
        if hashlib.sha256(body).digest() != sha256:
            return f"reading {number} of report {report} was changed"
        try:
            check_record(msgspec.structs.replace(record, report=msgspec.structs.replace(record.report, text=text)))
        except SpanError as error:
            return f"reading {number} gives words that are not the report's: {error}"
        r = record.report
        kept = [r.title, r.url, r.publisher, r.author, r.category, r.language, r.published, r.published_from]
        if columns != [*kept, record.version, len(record.claims)]:
            return f"the columns of reading {number} of report {report} were changed"
    return None


def _entries(connection: sqlite3.Connection) -> str | None:
    """Return the first kept thing without its entry in the custody chain, or the first entry without its thing."""
    kept = set(custody.kept(connection))
    logged = {
        (entry.act, entry.subject, entry.content_sha256)
        for entry in custody.entries(connection)
        if entry.act in custody.ACTS
    }
    for act, subject, _ in sorted(kept - logged):
        return f"a {act} of {subject} is not as the custody chain has it"
    for act, subject, _ in sorted(logged - kept, key=str):
        return f"a {act} of {subject} is in the custody chain and not in the casebook"
    return None


def _derived(connection: sqlite3.Connection) -> str | None:
    """Work the search rows and the events' tables out again, beside, and compare row by row."""
    beside = sqlite3.connect("", isolation_level=None)
    try:
        lay_out(beside)
        beside.execute("BEGIN")
        index_again(connection, beside)
        for table in _FROM_RECORDS:
            if _differ(connection, beside, table):
                return f"the rows of {table} are not those of the records"
        return _events(connection, beside)
    finally:
        beside.close()


def _events(connection: sqlite3.Connection, beside: sqlite3.Connection) -> str | None:
    row = connection.execute("SELECT sha256, fused_at, version FROM fusion").fetchone()
    if row is None:
        return None
    sha256, at, version = row
    try:
        rows = connection.execute("SELECT number, json FROM events ORDER BY number")
        again = events.put(beside, ((n, events.unpacked(packed)) for n, packed in rows), source=connection)
    except (zlib.error, msgspec.MsgspecError) as error:
        return f"an event was changed: {error}"
    fusings = [entry for entry in custody.entries(connection) if entry.act == "fuse"]
    logged = [(e.content_sha256, e.at, e.tool, e.subject) for e in fusings[-1:]]
    if f"{again % 2**256:064x}" != sha256 or logged != [(sha256, at, version, events.subject_of(connection))]:
        return "the events are not those that were fused"
    for table in _FROM_EVENTS:
        if _differ(connection, beside, table):
            return f"the rows of {table} are not those of the events"
    return None


def _differ(one: sqlite3.Connection, other: sqlite3.Connection, table: str) -> bool:
    n_columns = len(one.execute(f"SELECT * FROM {table} LIMIT 0").description)
    # The terms of an index come in order.
    order = "" if table == "claim_terms" else f" ORDER BY {', '.join(str(n + 1) for n in range(min(3, n_columns)))}"
    query = f"SELECT * FROM {table}{order}"
    return any(a != b for a, b in zip_longest(one.execute(query), other.execute(query)))


def _words(connection: sqlite3.Connection) -> str | None:
    for table in _WORDS:
        try:
            connection.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)")
        except sqlite3.DatabaseError as error:
            # A lock or a full disk is no damage.
            if code_of(error) != sqlite3.SQLITE_CORRUPT:
                raise
            return f"the search words of {table} are not those of its rows"
    answer = str(connection.execute("SELECT rtreecheck('place_boxes')").fetchone()[0])
    return None if answer == "ok" else f"the place boxes: {answer}"


def _tables(connection: sqlite3.Connection) -> str | None:
    """Compare the file's tables, views and guards with those of the schema; what others added beside is theirs."""
    ours = schema_of(SCHEMA)
    there = set(connection.execute("SELECT type, name, sql FROM sqlite_master"))
    # Whether another SQLite's tables behind the search words and boxes hold what they should was asked above.
    plain = shadows_of(ours) & {name for kind, name, sql in there if is_plain(kind, sql)}
    missing = sorted((row for row in ours - there if row[1] not in plain), key=str)
    return f"the {missing[0][0]} {missing[0][1]} is not that of the schema" if missing else None


def _seal_of(packed: bytes, size: int) -> tuple[int, str] | None:
    """Return the size and the hash of what is packed, a piece at a time; None if it is damaged or larger than said."""
    digest, n_bytes = hashlib.sha256(), 0
    try:
        for piece in pieces_of(packed, most=size):
            digest.update(piece)
            n_bytes += len(piece)
    except zlib.error:
        return None
    return n_bytes, digest.hexdigest()
