"""Events kept beside the records that they were fused from; worked out again when reports were added."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from whosays.casebook.packing import packed_event, unpacked_event
from whosays.casebook.search import ClaimFilter, Conditions, claim_conditions
from whosays.casebook.verdicts import DECIDING
from whosays.record import Event, Record, to_json

Rows = Callable[..., list[Any]]


def fuse_records(records: Iterable[Record]) -> list[Event]:
    """Return the events of the records."""
    from whosays.fusion import fuse

    return list(fuse(list(records)))


def are_current(connection: sqlite3.Connection, tool: str) -> bool:
    """Return whether the events at hand were fused from the present records by this release."""
    row = connection.execute("SELECT through_record, version, through_verdict FROM fusion").fetchone()
    newest = connection.execute("SELECT coalesce(max(number), 0) FROM records").fetchone()[0]
    return row is not None and tuple(row) == (newest, tool, newest_deciding(connection))


def newest_deciding(connection: sqlite3.Connection) -> int:
    """Return the number of the newest verdict that can change events: not a tag, a comment, a credibility."""
    row = connection.execute(
        f"SELECT coalesce(max(number), 0) FROM verdicts WHERE act IN ({', '.join('?' * len(DECIDING))})", DECIDING
    ).fetchone()
    return int(row[0])


def keep(
    connection: sqlite3.Connection, fused: list[Event], *, through: int, through_verdict: int, tool: str, at: str
) -> str:
    """Replace the events by newly fused ones and return the hash of their JSON lines."""
    for table in ("figures", "origins", "event_claims", "events", "fusion"):
        connection.execute(f"DELETE FROM {table}")
    seal = hashlib.sha256()
    for number, event in enumerate(fused, start=1):
        line = to_json(event)
        seal.update(line + b"\n")
        connection.execute(
            "INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                number, event.id, event.type, event.mode, event.standing, len(event.origins), len(event.reports),
                event.time.earliest, event.time.latest, event.first_reported, event.last_reported, packed_event(event),
            ),
        )  # fmt: skip
        connection.executemany(
            "INSERT OR IGNORE INTO event_claims VALUES (?, ?, ?)",
            [(number, claim, claim.rpartition("#")[0]) for claim in event.claims],
        )
        connection.executemany(
            "INSERT INTO origins VALUES (?, ?, ?, ?, ?, ?, ?)",
            [(number, n, o.name, o.kind, o.denies, len(o.reports), o.why) for n, o in enumerate(event.origins)],
        )
        _keep_figures(connection, number, event)
    sha256 = seal.hexdigest()
    connection.execute("INSERT INTO fusion VALUES (?, ?, ?, ?, ?)", (through, tool, sha256, at, through_verdict))
    return sha256


def _keep_figures(connection: sqlite3.Connection, number: int, event: Event) -> None:
    for kind, figures in event.quantities.items():
        connection.executemany(
            "INSERT INTO figures VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    number, kind, n, f.min, f.best, f.max, f.approximate, f.unit, f.text, f.certainty, f.source,
                    f.origin, f.report, f.claim, f.reported_at,
                )
                for n, f in enumerate(figures.figures)
            ],
        )  # fmt: skip


def matching(conditions: dict[str, Any], *, limit: int | None, rows: Rows) -> Iterator[bytes]:
    """Yield the packed events that meet the conditions, the earliest first."""
    wanted = dict(conditions)
    own = Conditions()
    for name, clause in (("event", "e.id = ?"), ("standing", "e.standing = ?"), ("min_origins", "e.n_origins >= ?")):
        value = wanted.pop(name, None)
        if value is not None:
            own.add(clause, value)
    of_claims = claim_conditions(ClaimFilter(**wanted))
    if of_claims.clauses:
        own.add(
            "e.number IN (SELECT x.event FROM event_claims AS x JOIN claims AS c ON c.id = x.claim_id "
            f"JOIN current_records AS r ON r.number = c.record WHERE {of_claims.where})",
            *of_claims.values,
        )
    for (packed,) in rows(
        f"SELECT e.json FROM events AS e WHERE {own.where} "
        "ORDER BY coalesce(e.earliest, e.latest, substr(e.first_reported, 1, 10)), e.number LIMIT ?",
        *own.values,
        -1 if limit is None else limit,
    ):
        yield packed


def unpacked(packed: bytes) -> Event:
    """Return a kept event."""
    return unpacked_event(packed)
