"""The rows by which a record's claims are found again; all can be worked out from the record at any time."""

from __future__ import annotations

import sqlite3

import msgspec

from whosays.record import Claim, Participant, Place, Record


def index_claims(connection: sqlite3.Connection, record_number: int, record: Record) -> None:
    """Write the search rows of every claim of a record."""
    reported_on = record.report.published[:10] if record.report.published else None
    for position, claim in enumerate(record.claims):
        cursor = connection.execute(
            "INSERT INTO claims (record, position, id, type, mode, certainty, status, trigger_words, evidence, names, "
            "earliest, latest, grain, reported_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (record_number, position, *claim_row(claim), reported_on),
        )
        number = cursor.lastrowid
        assert number is not None
        connection.execute(
            "INSERT INTO claim_words (rowid, evidence, names) VALUES (?, ?, ?)",
            (number, claim.evidence.text, names_in(claim)),
        )
        _index_parties(connection, number, claim)
        _index_places(connection, number, claim)
        connection.executemany(
            "INSERT INTO quantities VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (number, n, q.of, q.unit, q.min, q.best, q.max, q.approximate, q.text)
                for n, q in enumerate(claim.quantities)
            ],
        )


def claim_row(claim: Claim) -> tuple[str | None, ...]:
    """Return the columns of a claim from ``id`` to ``grain``."""
    return (
        claim.id,
        claim.type,
        claim.mode,
        claim.certainty,
        claim.status,
        claim.trigger.text,
        claim.evidence.text,
        names_in(claim),
        claim.time.earliest,
        claim.time.latest,
        claim.time.grain,
    )


def names_in(claim: Claim) -> str:
    """Return every name that a claim gives to actors, recipients, places and speakers, each once."""
    named: tuple[Participant | Place, ...] = (*claim.actors, *claim.recipients, *claim.sources, *claim.places)
    return " · ".join(dict.fromkeys(one.name or one.text for one in named))


def _index_parties(connection: sqlite3.Connection, number: int, claim: Claim) -> None:
    for role, parties in (("actor", claim.actors), ("recipient", claim.recipients)):
        connection.executemany(
            "INSERT INTO claim_parties VALUES (?, ?, ?, ?)",
            [(number, role, n, _party(connection, party)) for n, party in enumerate(parties)],
        )
    connection.executemany(
        "INSERT INTO claim_sources VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (number, n, _party(connection, s), s.kind, s.anonymous, s.quoted, s.joint, s.cue.text if s.cue else None)
            for n, s in enumerate(claim.sources)
        ],
    )


def _party(connection: sqlite3.Connection, party: Participant) -> int:
    """Return the number of a distinct mention, made on first sight."""
    fields = (party.text, party.name, party.entity, party.country, party.sector)
    key = msgspec.json.encode(fields).decode()
    known = connection.execute("SELECT number FROM parties WHERE key = ?", (key,)).fetchone()
    if known:
        return int(known[0])
    cursor = connection.execute(
        "INSERT INTO parties (key, words, name, entity, country, sector) VALUES (?, ?, ?, ?, ?, ?)", (key, *fields)
    )
    assert cursor.lastrowid is not None
    connection.execute("INSERT INTO party_words (rowid, words, name, entity) VALUES (?, ?, ?, ?)",
                       (cursor.lastrowid, *fields[:3]))  # fmt: skip
    return cursor.lastrowid


def _index_places(connection: sqlite3.Connection, number: int, claim: Claim) -> None:
    connection.executemany(
        "INSERT INTO claim_places VALUES (?, ?, ?, ?)",
        [(number, n, place.role, _place(connection, place)) for n, place in enumerate(claim.places)],
    )


def _place(connection: sqlite3.Connection, place: Place) -> int:
    fields = (
        place.text, place.name, place.country, place.admin1, place.lat, place.lon, place.geonameid, place.precision
    )  # fmt: skip
    key = msgspec.json.encode(fields).decode()
    known = connection.execute("SELECT number FROM places WHERE key = ?", (key,)).fetchone()
    if known:
        return int(known[0])
    cursor = connection.execute(
        "INSERT INTO places (key, words, name, country, admin1, lat, lon, geonameid, precision) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (key, *fields),
    )
    assert cursor.lastrowid is not None
    connection.execute("INSERT INTO place_words (rowid, words, name, admin1) VALUES (?, ?, ?, ?)",
                       (cursor.lastrowid, place.text, place.name, place.admin1))  # fmt: skip
    if place.lat is not None and place.lon is not None:
        connection.execute("INSERT INTO place_boxes VALUES (?, ?, ?, ?, ?)",
                           (cursor.lastrowid, place.lat, place.lat, place.lon, place.lon))  # fmt: skip
    return cursor.lastrowid


def forget_claims(connection: sqlite3.Connection, record_number: int) -> None:
    """Take away the search rows of a record's claims; names that no claim has any more stay, and find nothing."""
    rows = connection.execute(
        "SELECT number, evidence, names FROM claims WHERE record = ?", (record_number,)
    ).fetchall()
    for number, evidence, names in rows:
        connection.execute(
            "INSERT INTO claim_words (claim_words, rowid, evidence, names) VALUES ('delete', ?, ?, ?)",
            (number, evidence, names),
        )
        for table in ("claim_parties", "claim_sources", "claim_places", "quantities"):
            connection.execute(f"DELETE FROM {table} WHERE claim = ?", (number,))
    connection.execute("DELETE FROM claims WHERE record = ?", (record_number,))
