"""Events kept beside the records that they were fused from; worked out again when reports were added."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from whosays.casebook.numbering import key_of
from whosays.casebook.packing import packed_event, unpacked_event
from whosays.casebook.search import ClaimFilter, Count, Rows, claim_conditions
from whosays.casebook.verdicts import DECIDING
from whosays.record import Event, to_json


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


def put(
    connection: sqlite3.Connection, events: Iterable[tuple[int, Event]], *, source: sqlite3.Connection | None = None
) -> int:
    """Put numbered events in; return what they add to the seal. ``source`` has the reports (default: the same)."""
    seal = 0
    key = _Keys(source or connection)
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
            "INSERT OR REPLACE INTO event_claims VALUES (?, ?)", [(key(claim), number) for claim in event.claims]
        )
        connection.executemany(
            "INSERT INTO origins VALUES (?, ?, ?, ?, ?, ?, ?)",
            [(number, n, o.name, o.kind, o.denies, len(o.reports), o.why) for n, o in enumerate(event.origins)],
        )
        _keep_figures(connection, number, event, key)
    return seal


class _Keys:
    """The keys of claims by their ids."""

    def __init__(self, source: sqlite3.Connection) -> None:
        self._source = source
        self._reports: dict[str, int] = {}

    def __call__(self, claim: str) -> int:
        report_id = claim.rpartition("#")[0]
        if report_id not in self._reports:
            row = self._source.execute("SELECT number FROM reports WHERE id = ?", (report_id,)).fetchone()
            self._reports[report_id] = row[0] if row else 0
        return key_of(claim, report_id, self._reports[report_id])


def take_out(connection: sqlite3.Connection, ids: Iterable[str]) -> int:
    """Take events out by their ids; return what they had added to the seal."""
    seal = 0
    key = _Keys(connection)
    for event_id in ids:
        row = connection.execute("SELECT number, json FROM events WHERE id = ?", (event_id,)).fetchone()
        if row is None:
            continue
        event = unpacked_event(row[1])
        seal += seal_of(event)
        connection.executemany(
            "DELETE FROM event_claims WHERE claim = ? AND event = ?", [(key(claim), row[0]) for claim in event.claims]
        )
        for table in ("figures", "origins"):
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
    connection.execute("INSERT INTO fusion VALUES (?, ?, ?, ?, ?)", (through, through_verdict, tool, sha256, at))
    return sha256


def _keep_figures(connection: sqlite3.Connection, number: int, event: Event, key: _Keys) -> None:
    origins = {origin.name: position for position, origin in reversed(list(enumerate(event.origins)))}
    for kind, figures in event.quantities.items():
        connection.executemany(
            "INSERT INTO figures VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    number, kind, n, f.min, f.best, f.max, f.approximate, f.unit, f.text, origins.get(f.origin or ""),
                    key(f.claim),
                )
                for n, f in enumerate(figures.figures)
            ],
        )  # fmt: skip


def subject_of(connection: sqlite3.Connection) -> str:
    """Return in words what was fused, for the custody chain."""
    (n_events,) = connection.execute("SELECT count(*) FROM events").fetchone()
    record, verdict = connection.execute("SELECT through_record, through_verdict FROM fusion").fetchone()
    return f"{n_events} events through record {record} and verdict {verdict}"


def take_over(connection: sqlite3.Connection, subject: str, sha256: str, tool: str) -> bool:
    """Say whether the newest fusing in the custody chain gave just these events; then its day is theirs.

    So it is where they were fused on another machine, for a casebook that both keep on a server.
    """
    last = connection.execute(
        "SELECT subject, lower(hex(content_sha256)), tool, at FROM custody WHERE act = 'fuse' "
        "ORDER BY number DESC LIMIT 1"
    ).fetchone()
    if last is None or last[:3] != (subject, sha256, tool):
        return False
    connection.execute("UPDATE fusion SET fused_at = ?", last[3:])
    return True


def place_of(event: Event) -> tuple[str, str]:
    """Return the place of an event in an answer: by when it happened, else was first reported, then by its id."""
    return event.time.earliest or event.time.latest or (event.first_reported or "")[:10], event.id


def matching(conditions: dict[str, Any], *, limit: int | None, rows: Rows, count: Count) -> Iterator[bytes]:
    """Yield the packed events that meet the conditions, the earliest first."""
    wanted = dict(conditions)
    clauses, values = ["1"], []
    for name, clause in (("event", "e.id = ?"), ("standing", "e.standing = ?"), ("min_origins", "e.n_origins >= ?")):
        value = wanted.pop(name, None)
        if value is not None:
            clauses.append(clause)
            values.append(value)
    of_claims = ClaimFilter(**wanted)
    if of_claims != ClaimFilter():
        query, given = claim_conditions(of_claims, rows).query("c.key", count)
        clauses.append(
            f"e.number IN (SELECT x.event FROM ({query}) AS f CROSS JOIN event_claims AS x ON x.claim = f.key)"
        )
        values += given
    for (packed,) in rows(
        f"SELECT e.json FROM events AS e WHERE {' AND '.join(clauses)} "
        "ORDER BY coalesce(e.earliest, e.latest, substr(e.first_reported, 1, 10)), e.id LIMIT ?",
        *values,
        -1 if limit is None else limit,
    ):
        yield packed


def unpacked(packed: bytes) -> Event:
    """Return a kept event."""
    return unpacked_event(packed)
