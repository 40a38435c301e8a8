"""The rows by which a record's claims are found again; all can be worked out from the record at any time."""

from __future__ import annotations

import hashlib
import sqlite3

import msgspec

from whosays.record import Claim, Participant, Place, Record


def key_of(*fields: object) -> int:
    """Return the number that stands for an id or for all fields of a row: 64 bits of their SHA-256, signed."""
    body = msgspec.json.encode(fields) if len(fields) > 1 else str(fields[0]).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.sha256(body).digest()[:8], "big", signed=True)


def index_claims(connection: sqlite3.Connection, record_number: int, record: Record) -> None:
    """Write the search rows of every claim of a record."""
    reported_on = record.report.published[:10] if record.report.published else None
    for position, claim in enumerate(record.claims):
        cursor = connection.execute(
            "INSERT INTO claims (record, position, id, key, type, mode, certainty, status, trigger_words, "
            "evidence_start, evidence_end, earliest, latest, grain, reported_on) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                record_number, position, claim.id, key_of(claim.id), claim.type, claim.mode, claim.certainty,
                claim.status, claim.trigger.text, claim.evidence.start, claim.evidence.end, claim.time.earliest,
                claim.time.latest, claim.time.grain, reported_on,
            ),
        )  # fmt: skip
        number = cursor.lastrowid
        assert number is not None
        _index_parties(connection, number, claim)
        _index_places(connection, number, claim)
        connection.executemany(
            "INSERT INTO quantities VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (number, n, q.of, q.unit, q.min, q.best, q.max, q.approximate, q.text)
                for n, q in enumerate(claim.quantities)
            ],
        )
        connection.execute(
            "INSERT INTO claim_words (rowid, evidence, names) SELECT * FROM claim_texts WHERE number = ?", (number,)
        )


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
    key = key_of(*fields)
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
    key = key_of(*fields)
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
    rows = connection.execute("SELECT number FROM claims WHERE record = ?", (record_number,)).fetchall()
    for (number,) in rows:
        connection.execute(
            "INSERT INTO claim_words (claim_words, rowid, evidence, names) "
            "SELECT 'delete', number, evidence, names FROM claim_texts WHERE number = ?",
            (number,),
        )
        for table in ("claim_parties", "claim_sources", "claim_places", "quantities"):
            connection.execute(f"DELETE FROM {table} WHERE claim = ?", (number,))
    connection.execute("DELETE FROM claims WHERE record = ?", (record_number,))
