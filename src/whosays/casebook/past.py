"""What the casebook held on an earlier day: its state up to an entry of the custody chain, in a copy."""

from __future__ import annotations

import sqlite3
from collections import Counter
from datetime import UTC, date, datetime

from whosays.casebook.connection import with_functions
from whosays.casebook.indexing import forget_claims
from whosays.casebook.readings import refresh_rows
from whosays.errors import UsageError

Cut = dict[str, int]
_TABLES = {"report": "reports", "capture": "captures", "record": "records", "verdict": "verdicts", "rating": "ratings"}


def moment_of(as_of: str) -> str:
    """Return the instant (ISO, UTC) up to which a day or an instant reaches; raise `UsageError` U002."""
    try:
        if len(as_of) == 10:
            return f"{date.fromisoformat(as_of).isoformat()}T23:59:59.999999+00:00"
        moment = datetime.fromisoformat(as_of)
    except ValueError as error:
        raise UsageError("U002", item=as_of) from error
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return moment.astimezone(UTC).isoformat()


def _instant(at: str) -> datetime:
    moment = datetime.fromisoformat(at)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def cut_at(connection: sqlite3.Connection, as_of: str) -> Cut | None:
    """Return how many rows of each kind there were then, and entries in all; None if everything was there already.

    That is the chain through its last entry of that time or before: a clock set back does not tear it.
    """
    last = _last_entry(connection, moment_of(as_of))
    # What came later is counted, as it is little where a recent day is asked for.
    later = Counter(
        dict(connection.execute("SELECT act, count(*) FROM custody WHERE number > ? GROUP BY act", (last,)))
    )
    # Asking fuses; that an answer was worked out later is no later knowledge.
    if not set(later) - {"fuse"}:
        return None
    newest = {
        table: connection.execute(f"SELECT coalesce(max(number), 0) FROM {table}").fetchone()[0]
        for table in _TABLES.values()
    }
    return {"custody": last} | {table: newest[table] - later[act] for act, table in _TABLES.items()}


def _last_entry(connection: sqlite3.Connection, moment: str) -> int:
    """Return the number of the last entry of a moment or before, 0 if there is none.

    Entries of the casebook's own clock are written alike and compared as they stand, from the newest back.
    """
    row = connection.execute(
        "SELECT number FROM custody WHERE at LIKE '%+00:00' AND at <= ? ORDER BY number DESC LIMIT 1", (moment,)
    ).fetchone()
    last = int(row[0]) if row else 0
    end = datetime.fromisoformat(moment)
    others = connection.execute(
        "SELECT number, at FROM custody WHERE number > ? AND at NOT LIKE '%+00:00' ORDER BY number", (last,)
    )
    return max((number for number, at in others if _instant(at) <= end), default=last)


def as_it_was(connection: sqlite3.Connection, cut: Cut) -> sqlite3.Connection:
    """Return a copy of its own with everything that came after the cut taken out."""
    # Beside the file, on the disk where it is large.
    copy = with_functions(sqlite3.connect("", isolation_level=None))
    try:
        connection.backup(copy)
        _take_out(copy, cut)
    except BaseException:
        copy.close()
        raise
    return copy


def _take_out(copy: sqlite3.Connection, cut: Cut) -> None:
    copy.execute("BEGIN")
    for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        copy.execute(f'DROP TRIGGER "{name}"')
    touched = {
        row[0]
        for row in copy.execute(
            "SELECT p.id FROM records AS r JOIN reports AS p ON p.number = r.report WHERE r.number > ? "
            "UNION SELECT report FROM verdicts WHERE number > ? AND report IS NOT NULL",
            (cut["records"], cut["verdicts"]),
        )
    }
    for report_id in touched:
        forget_claims(copy, copy.execute("SELECT number FROM reports WHERE id = ?", (report_id,)).fetchone()[0])
    for number, title, text in copy.execute(
        "SELECT number, title, text FROM reports WHERE number > ?", (cut["reports"],)
    ).fetchall():
        copy.execute(
            "INSERT INTO report_words (report_words, rowid, title, text) VALUES ('delete', ?, ?, ?)",
            (number, title, text),
        )
    for table in ("custody", "verdicts", "ratings", "captures", "records", "reports"):
        copy.execute(f"DELETE FROM {table} WHERE number > ?", (cut[table],))
    copy.execute("DELETE FROM evidence WHERE number NOT IN (SELECT evidence FROM captures)")
    for report_id in sorted(touched):
        refresh_rows(copy, report_id)
    # Events are fused again from what is left when they are asked for.
    copy.execute("DELETE FROM fusion")
    copy.execute("COMMIT")
