"""The readings of a report, and what stands of one under the verdicts; the search rows follow what stands."""

from __future__ import annotations

import sqlite3

import msgspec

from whosays.casebook.indexing import forget_claims, index_claims
from whosays.casebook.packing import unpacked
from whosays.casebook.verdicts import DECIDING, Review, Verdict, reviewed
from whosays.record import Claim, Record

_verdict_decoder = msgspec.json.Decoder(Verdict)
NEWEST = 2**62


def as_read(connection: sqlite3.Connection, number: int) -> Record:
    """Return a reading as the machine made it."""
    text, packing, kept = connection.execute(
        "SELECT p.text, r.packing, r.json FROM records AS r JOIN reports AS p ON p.number = r.report "
        "WHERE r.number = ?",
        (number,),
    ).fetchone()
    record = unpacked(packing, kept, text)
    return msgspec.structs.replace(record, report=msgspec.structs.replace(record.report, text=text))


def verdicts_on(connection: sqlite3.Connection, report_id: str, *, through: int = NEWEST) -> list[Verdict]:
    """Return the verdicts on a report and its claims, in the order in which the casebook got them."""
    rows = connection.execute(
        "SELECT json FROM verdicts WHERE report = ? AND number <= ? ORDER BY number", (report_id, through)
    )
    return [_verdict_decoder.decode(body) for (body,) in rows]


def as_reviewed(
    connection: sqlite3.Connection, number: int, *, through: int = NEWEST, through_record: int = NEWEST
) -> tuple[Record, dict[str, Review]]:
    """Return what stands of a reading under the verdicts, and the reviews of its claims."""
    record = as_read(connection, number)
    verdicts = verdicts_on(connection, record.report.id, through=through)
    if not verdicts:
        return record, {}

    def earlier(claim_id: str) -> Claim | None:
        rows = connection.execute(
            "SELECT r.number FROM records AS r JOIN reports AS p ON p.number = r.report "
            "WHERE p.id = ? AND r.number <> ? AND r.number <= ? ORDER BY r.read_at DESC, r.number DESC",
            (record.report.id, number, through_record),
        )
        for (older,) in rows:
            for claim in as_read(connection, older).claims:
                if claim.id == claim_id:
                    return claim
        return None

    return reviewed(record, verdicts, earlier)


def refresh_rows(
    target: sqlite3.Connection,
    report_id: str,
    *,
    source: sqlite3.Connection | None = None,
    through_record: int = NEWEST,
    through_verdict: int = NEWEST,
) -> None:
    """Write the search rows of a report's current reading anew into ``target``, from ``source`` (default: itself)."""
    source = source or target
    row = source.execute(
        "SELECT r.number, p.number FROM records AS r JOIN reports AS p ON p.number = r.report "
        "WHERE p.id = ? AND r.number <= ? ORDER BY r.read_at DESC, r.number DESC LIMIT 1",
        (report_id, through_record),
    ).fetchone()
    if row is None:
        return
    record, _ = as_reviewed(source, row[0], through=through_verdict, through_record=through_record)
    forget_claims(target, row[1], source=source)
    index_claims(target, row[1], record)


_INDEXED = {"records": "record", "verdicts": "verdict"}


def _n_before(source: sqlite3.Connection, table: str, acts: list[str], act: str) -> int:
    """Return how many rows a table had before some of the last entries: every row has one."""
    return int(source.execute(f"SELECT count(*) FROM {table}").fetchone()[0]) - acts.count(act)


def index_again(source: sqlite3.Connection, target: sqlite3.Connection, *, after: int = 0) -> None:
    """Do again into ``target``, in order, what each reading and each verdict did to the search rows.

    ``after``: only what those did whose entries in the custody chain come after this one.
    """
    acts = [act for (act,) in source.execute("SELECT act FROM custody WHERE number > ? ORDER BY number", (after,))]
    n_records, n_verdicts = (_n_before(source, table, acts, act) for table, act in _INDEXED.items())
    reports = source.execute(
        "SELECT p.id FROM records AS r JOIN reports AS p ON p.number = r.report WHERE r.number > ? ORDER BY r.number",
        (n_records,),
    )
    verdicts = source.execute("SELECT act, report, claim FROM verdicts WHERE number > ? ORDER BY number", (n_verdicts,))
    for entered in acts:
        report: str | None = None
        if entered == "record":
            (report,) = next(reports)
            n_records += 1
        elif entered == "verdict":
            act, on, claim = next(verdicts)
            n_verdicts += 1
            report = on if claim is not None and act in DECIDING else None
        if report is not None:
            refresh_rows(target, report, source=source, through_record=n_records, through_verdict=n_verdicts)
