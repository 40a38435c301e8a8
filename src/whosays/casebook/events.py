"""Events kept beside the records that they were fused from; worked out again when reports were added."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from whosays.casebook.indexing import key_of
from whosays.casebook.packing import packed_event, unpacked_event
from whosays.casebook.search import ClaimFilter, Conditions, claim_conditions
from whosays.casebook.verdicts import DECIDING
from whosays.record import Event, to_json

Rows = Callable[..., list[Any]]


class Turn(NamedTuple):
    """What became of the events: those to put in, new or changed, and the ids of those to take out before."""

    put: list[Event]
    out: set[str]


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


def seal_of(event: Event) -> int:
    """Return the number that an event adds to the seal of all: the SHA-256 of its JSON."""
    return int.from_bytes(hashlib.sha256(to_json(event)).digest(), "big")


def put(connection: sqlite3.Connection, events: Iterable[tuple[int, Event]]) -> int:
    """Put numbered events in; return what they add to the seal."""
    seal = 0
    for number, event in events:
        seal += seal_of(event)
        connection.execute(
            "INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                number, event.id, event.type, event.mode, event.standing, len(event.origins), len(event.reports),
                event.time.earliest, event.time.latest, event.first_reported, event.last_reported, packed_event(event),
            ),
        )  # fmt: skip
        connection.executemany(
            "INSERT OR IGNORE INTO event_claims VALUES (?, ?)", [(number, key_of(claim)) for claim in event.claims]
        )
        connection.executemany(
            "INSERT INTO origins VALUES (?, ?, ?, ?, ?, ?, ?)",
            [(number, n, o.name, o.kind, o.denies, len(o.reports), o.why) for n, o in enumerate(event.origins)],
        )
        _keep_figures(connection, number, event)
    return seal


def take_out(connection: sqlite3.Connection, ids: Iterable[str]) -> int:
    """Take events out by their ids; return what they had added to the seal."""
    seal = 0
    for key in ids:
        row = connection.execute("SELECT number, json FROM events WHERE id = ?", (key,)).fetchone()
        if row is not None:
            seal += seal_of(unpacked_event(row[1]))
            for table in ("figures", "origins", "event_claims"):
                connection.execute(f"DELETE FROM {table} WHERE event = ?", (row[0],))
            connection.execute("DELETE FROM events WHERE number = ?", (row[0],))
    return seal


def keep(
    connection: sqlite3.Connection,
    turn: Turn,
    *,
    anew: bool,
    through: int,
    through_verdict: int,
    tool: str,
    at: str,
) -> str:
    """Bring the events up to date, or write them ``anew``; return the seal of all: the sum of their hashes.

    The sum does not depend on their order, and one event more or less needs no look at the others.
    """
    seal = 0
    if anew:
        for table in ("figures", "origins", "event_claims", "events"):
            connection.execute(f"DELETE FROM {table}")
    else:
        seal = int(connection.execute("SELECT sha256 FROM fusion").fetchone()[0], 16)
        seal -= take_out(connection, turn.out.union(event.id for event in turn.put))
    first = 1 + connection.execute("SELECT coalesce(max(number), 0) FROM events").fetchone()[0]
    seal += put(connection, enumerate(turn.put, start=first))
    sha256 = f"{seal % 2**256:064x}"
    connection.execute("DELETE FROM fusion")
    connection.execute("INSERT INTO fusion VALUES (?, ?, ?, ?, ?)", (through, tool, sha256, at, through_verdict))
    return sha256


def _keep_figures(connection: sqlite3.Connection, number: int, event: Event) -> None:
    origins = {origin.name: position for position, origin in reversed(list(enumerate(event.origins)))}
    for kind, figures in event.quantities.items():
        connection.executemany(
            "INSERT INTO figures VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    number, kind, n, f.min, f.best, f.max, f.approximate, f.unit, f.text, origins.get(f.origin or ""),
                    key_of(f.claim),
                )
                for n, f in enumerate(figures.figures)
            ],
        )  # fmt: skip


def subject_of(connection: sqlite3.Connection) -> str:
    """Return in words what was fused, for the custody chain."""
    (n_events,) = connection.execute("SELECT count(*) FROM events").fetchone()
    record, verdict = connection.execute("SELECT through_record, through_verdict FROM fusion").fetchone()
    return f"{n_events} events through record {record} and verdict {verdict}"


def place_of(event: Event) -> tuple[str, str]:
    """Return the place of an event in an answer: by when it happened, else was first reported, then by its id."""
    return event.time.earliest or event.time.latest or (event.first_reported or "")[:10], event.id


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
            "e.number IN (SELECT x.event FROM event_claims AS x JOIN claims AS c ON c.key = x.claim "
            f"JOIN current_records AS r ON r.number = c.record WHERE {of_claims.where})",
            *of_claims.values,
        )
    for (packed,) in rows(
        f"SELECT e.json FROM events AS e WHERE {own.where} "
        "ORDER BY coalesce(e.earliest, e.latest, substr(e.first_reported, 1, 10)), e.id LIMIT ?",
        *own.values,
        -1 if limit is None else limit,
    ):
        yield packed


def unpacked(packed: bytes) -> Event:
    """Return a kept event."""
    return unpacked_event(packed)
