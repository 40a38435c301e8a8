"""The rows by which a record's claims are read and found; all can be worked out from the record at any time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from whosays.casebook import marking, numbering
from whosays.casebook.marking import Row, marks_of
from whosays.record import Claim, Participant, Place, Record, Source

_COLUMNS = (
    "number, kind, key, id, certainty, status, earliest, latest, evidence_start, evidence_length, actors, recipients, "
    "places, countries, quantities, says, names, n_owners"
)


def index_claims(connection: sqlite3.Connection, report: int, record: Record) -> None:
    """Write the rows of every claim of a report's current record."""
    for position, claim in enumerate(record.claims):
        number = numbering.number_of(record.report.published, report, position)
        key = numbering.key_of(claim.id, record.report.id, report)
        names, n_owners = _names(connection, claim)
        row = Row(
            type=claim.type, mode=claim.mode, certainty=None if claim.certainty == "certain" else claim.certainty,
            status=None if claim.status == "occurred" else claim.status, actors=_listed(claim.actors),
            recipients=_listed(claim.recipients), places=_listed(claim.places), countries=_countries(claim),
            says=_listed(claim.sources, " > "), names=names, evidence=claim.evidence.text,
        )  # fmt: skip
        connection.execute(
            f"INSERT INTO claims ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                number, _kind(connection, claim), key, None if key >= 0 else claim.id, row.certainty, row.status,
                day_of(claim.time.earliest), day_of(claim.time.latest), claim.evidence.start,
                claim.evidence.end - claim.evidence.start, row.actors, row.recipients, row.places, row.countries,
                "; ".join(f"{q.text} ({q.of})" for q in claim.quantities) or None, row.says, names, n_owners,
            ),
        )  # fmt: skip
        connection.execute("INSERT INTO claim_marks (rowid, marks) VALUES (?, ?)", (number, marks_of(row)))


def day_of(day: str | None) -> int | None:
    """Return a day as the number that it is written as, 20241105; of a month or a year its beginning."""
    if day is None:
        return None
    digits = day[:10].replace("-", "")
    return int(digits.ljust(8, "0")) if digits.isdecimal() and len(digits) <= 8 else None


def _kind(connection: sqlite3.Connection, claim: Claim) -> int:
    pair = (claim.type, claim.mode)
    known = connection.execute("SELECT number FROM kinds WHERE type = ? AND mode IS ?", pair).fetchone()
    if known:
        return int(known[0])
    return _made(connection.execute("INSERT INTO kinds (type, mode) VALUES (?, ?)", pair))


def _made(cursor: sqlite3.Cursor) -> int:
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def _listed(mentions: Iterable[Participant | Place], between: str = "; ") -> str | None:
    return between.join(one.name or one.text for one in mentions) or None


def _countries(claim: Claim) -> str | None:
    found = [one.country for one in (*claim.actors, *claim.recipients)] + [one.country for one in claim.places]
    return " ".join(dict.fromkeys(country for country in found if country)) or None


def _names(connection: sqlite3.Connection, claim: Claim) -> tuple[str | None, int]:
    """Return the marks of a claim's parties and places, and how many speakers are its owners."""
    marks = [f"{marking.ACTOR}{_party(connection, one)}" for one in claim.actors]
    marks += [f"{marking.RECIPIENT}{_party(connection, one)}" for one in claim.recipients]
    marks += [f"{marking.PLACE}{_place(connection, one)}" for one in claim.places]
    owners: set[str] = set()
    for left, source in enumerate(claim.sources, start=1 - len(claim.sources)):
        if source.kind == "media":
            letter = marking.MEDIUM if left else marking.INNERMOST_MEDIUM
        else:
            letter = marking.OWNER if left else marking.INNERMOST
        marks.append(f"{letter}{_party(connection, source)}")
        if source.kind != "media":
            owners.add(marks[-1])
    return " ".join(dict.fromkeys(marks)) or None, len(owners)


def _party(connection: sqlite3.Connection, party: Participant) -> int:
    """Return the number of a distinct mention, made on first sight."""
    kind = party.kind if isinstance(party, Source) else None
    fields = (party.text, party.name, party.entity, party.country, party.sector, kind)
    key = numbering.hash_of(*fields)
    known = connection.execute("SELECT number FROM parties WHERE key = ?", (key,)).fetchone()
    if known:
        return int(known[0])
    number = _made(
        connection.execute(
            "INSERT INTO parties (key, words, name, entity, country, sector, kind) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (key, *fields),
        )
    )
    connection.execute(
        "INSERT INTO party_words (rowid, words, name, entity) VALUES (?, ?, ?, ?)", (number, *fields[:3])
    )
    return number


def _place(connection: sqlite3.Connection, place: Place) -> int:
    fields = (
        place.text, place.name, place.country, place.admin1, place.lat, place.lon, place.geonameid, place.precision
    )  # fmt: skip
    key = numbering.hash_of(*fields)
    known = connection.execute("SELECT number FROM places WHERE key = ?", (key,)).fetchone()
    if known:
        return int(known[0])
    number = _made(
        connection.execute(
            "INSERT INTO places (key, words, name, country, admin1, lat, lon, geonameid, precision) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (key, *fields),
        )
    )
    connection.execute(
        "INSERT INTO place_words (rowid, words, name, admin1) VALUES (?, ?, ?, ?)",
        (number, place.text, place.name, place.admin1),
    )
    if place.lat is not None and place.lon is not None:
        connection.execute(
            "INSERT INTO place_boxes VALUES (?, ?, ?, ?, ?)", (number, place.lat, place.lat, place.lon, place.lon)
        )
    return number


def forget_claims(target: sqlite3.Connection, report: int, *, source: sqlite3.Connection | None = None) -> None:
    """Take away the rows of a report's claims; names that no claim has any more stay, and find nothing.

    ``source`` has the report's text and readings (default: ``target``).
    """
    source = source or target
    text = source.execute("SELECT text FROM reports WHERE number = ?", (report,)).fetchone()[0]
    # Each reading may give another day of publication; the rows stand under one of them.
    days = {
        numbering.day_number(published)
        for (published,) in source.execute("SELECT DISTINCT published FROM records WHERE report = ?", (report,))
    }
    for day in days:
        first = numbering.first_on(day) + report * numbering.POSITIONS
        span = (first, first + numbering.POSITIONS)
        rows = target.execute(
            "SELECT c.number, c.evidence_start, c.evidence_length, k.type, k.mode, c.certainty, c.status, c.actors, "
            "c.recipients, c.places, c.countries, c.says, c.names FROM claims AS c "
            "JOIN kinds AS k ON k.number = c.kind WHERE c.number >= ? AND c.number < ?",
            span,
        ).fetchall()
        for number, start, length, *fields in rows:
            marks = marks_of(Row._make([*fields, text[start : start + length]]))
            target.execute(
                "INSERT INTO claim_marks (claim_marks, rowid, marks) VALUES ('delete', ?, ?)", (number, marks)
            )
        target.execute("DELETE FROM claims WHERE number >= ? AND number < ?", span)
