"""Claims as a table: one row a claim, with the words it rests on."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from whosays.exports.selection import Selection
from whosays.exports.wording import sentence
from whosays.record import Claim, Event, Participant, Report

COLUMNS = (
    "claim_id report_id event_id type mode sentence evidence evidence_start evidence_end trigger actors "
    "actor_countries actor_sectors recipients recipient_countries recipient_sectors "
    "places place_roles place_countries latitudes "
    "longitudes precisions earliest latest grain quantities minima bests maxima instruments said_by said_by_kinds "
    "unnamed quoted presented_certainty status origins standing publisher title published published_from url"
).split()


def defused(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula (an apostrophe goes before = + - @ and control signs)."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def _listed(values: Iterable[object]) -> str:
    return "; ".join("" if value is None else str(value) for value in values)


def _named(participants: Iterable[Participant]) -> str:
    return _listed(participant.name or participant.text for participant in participants)


def row_of(report: Report, claim: Claim, event: Event | None) -> dict[str, str]:
    """Return one row of the table; several values of a field are joined by '; '."""
    cells: dict[str, object] = {
        "claim_id": claim.id,
        "report_id": report.id,
        "event_id": event.id if event else "",
        "type": claim.type,
        "mode": claim.mode,
        "sentence": sentence(claim, report),
        "evidence": claim.evidence.text,
        "evidence_start": claim.evidence.start,
        "evidence_end": claim.evidence.end,
        "trigger": claim.trigger.text,
        "actors": _named(claim.actors),
        "actor_countries": _listed(actor.country for actor in claim.actors),
        "actor_sectors": _listed(actor.sector for actor in claim.actors),
        "recipients": _named(claim.recipients),
        "recipient_countries": _listed(recipient.country for recipient in claim.recipients),
        "recipient_sectors": _listed(recipient.sector for recipient in claim.recipients),
        "places": _listed(place.name or place.text for place in claim.places),
        "place_roles": _listed(place.role for place in claim.places),
        "place_countries": _listed(place.country for place in claim.places),
        "latitudes": _listed(place.lat for place in claim.places),
        "longitudes": _listed(place.lon for place in claim.places),
        "precisions": _listed(place.precision for place in claim.places),
        "earliest": claim.time.earliest,
        "latest": claim.time.latest,
        "grain": claim.time.grain,
        "quantities": _listed(f"{quantity.text} {quantity.of}" for quantity in claim.quantities),
        "minima": _listed(quantity.min for quantity in claim.quantities),
        "bests": _listed(quantity.best for quantity in claim.quantities),
        "maxima": _listed(quantity.max for quantity in claim.quantities),
        "instruments": _listed(instrument.text for instrument in claim.instruments),
        "said_by": _named(claim.sources),
        "said_by_kinds": _listed(source.kind for source in claim.sources),
        "unnamed": _listed("yes" if source.anonymous else "no" for source in claim.sources),
        "quoted": _listed("yes" if source.quoted else "no" for source in claim.sources),
        "presented_certainty": claim.certainty,
        "status": claim.status,
        "origins": len(event.origins) if event else "",
        "standing": event.standing if event else "",
        "publisher": report.publisher,
        "title": report.title,
        "published": report.published,
        "published_from": report.published_from,
        "url": report.url,
    }
    return {name: "" if cell is None else _cell(name, cell) for name, cell in cells.items()}


def _cell(name: str, value: object) -> str:
    # A negative coordinate is a number; only words can hide a formula.
    return str(value) if name in ("latitudes", "longitudes") else defused(str(value))


def as_csv(selection: Selection) -> str:
    """Return the claims as CSV with a header row (RFC 4180, UTF-8)."""
    out = io.StringIO()
    table = csv.DictWriter(out, fieldnames=COLUMNS, lineterminator="\r\n")
    table.writeheader()
    for claim_id, (report, claim) in selection.claims.items():
        table.writerow(row_of(report, claim, selection.event_by_claim.get(claim_id)))
    return out.getvalue()
