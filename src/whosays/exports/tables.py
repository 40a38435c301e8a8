"""Claims, events, figures and origins as tables: one row each, claims with the words they rest on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from whosays.exports.delimited import cell, listed, table
from whosays.exports.figures import figures_in_short
from whosays.exports.left_out import LeftOut
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
EVENT_COLUMNS = (
    "event_id type mode actors actor_countries actor_sectors recipients recipient_countries recipient_sectors "
    "places place_roles place_countries latitudes longitudes precisions earliest latest grain figures standing "
    "contested_about why n_origins n_reports claims part_of first_reported last_reported"
).split()
FIGURE_COLUMNS = (
    "event_id claim_id report_id of unit words min best max approximate presented_certainty said_by origin "
    "reported_at newest_of_origin newest"
).split()
ORIGIN_COLUMNS = "event_id origin kind denies why reports claims".split()


def _named(participants: Iterable[Participant]) -> str:
    return listed(participant.name or participant.text for participant in participants)


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
        "actor_countries": listed(actor.country for actor in claim.actors),
        "actor_sectors": listed(actor.sector for actor in claim.actors),
        "recipients": _named(claim.recipients),
        "recipient_countries": listed(recipient.country for recipient in claim.recipients),
        "recipient_sectors": listed(recipient.sector for recipient in claim.recipients),
        "places": listed(place.name or place.text for place in claim.places),
        "place_roles": listed(place.role for place in claim.places),
        "place_countries": listed(place.country for place in claim.places),
        "latitudes": listed(place.lat for place in claim.places),
        "longitudes": listed(place.lon for place in claim.places),
        "precisions": listed(place.precision for place in claim.places),
        "earliest": claim.time.earliest,
        "latest": claim.time.latest,
        "grain": claim.time.grain,
        "quantities": listed(f"{quantity.text} {quantity.of}" for quantity in claim.quantities),
        "minima": listed(quantity.min for quantity in claim.quantities),
        "bests": listed(quantity.best for quantity in claim.quantities),
        "maxima": listed(quantity.max for quantity in claim.quantities),
        "instruments": listed(instrument.text for instrument in claim.instruments),
        "said_by": _named(claim.sources),
        "said_by_kinds": listed(source.kind for source in claim.sources),
        "unnamed": listed("yes" if source.anonymous else "no" for source in claim.sources),
        "quoted": listed("yes" if source.quoted else "no" for source in claim.sources),
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
    return {name: cell(value) for name, value in cells.items()}


def claims(selection: Selection, left_out: LeftOut) -> Iterator[str]:
    """Yield the claims as CSV with a header row."""
    event_by_claim = selection.event_by_claim
    rows = (
        row_of(report, claim, event_by_claim.get(claim_id)) for claim_id, (report, claim) in selection.claims.items()
    )
    return table(COLUMNS, rows)


def _event_row(event: Event) -> dict[str, object]:
    sides = {role: [side for side in event.participants if side.role == role] for role in ("actor", "recipient")}
    return {
        "event_id": event.id,
        "type": event.type,
        "mode": event.mode,
        "actors": listed(side.name for side in sides["actor"]),
        "actor_countries": listed(side.country for side in sides["actor"]),
        "actor_sectors": listed(side.sector for side in sides["actor"]),
        "recipients": listed(side.name for side in sides["recipient"]),
        "recipient_countries": listed(side.country for side in sides["recipient"]),
        "recipient_sectors": listed(side.sector for side in sides["recipient"]),
        "places": listed(place.name for place in event.places),
        "place_roles": listed(place.role for place in event.places),
        "place_countries": listed(place.country for place in event.places),
        "latitudes": listed(place.lat for place in event.places),
        "longitudes": listed(place.lon for place in event.places),
        "precisions": listed(place.precision for place in event.places),
        "earliest": event.time.earliest,
        "latest": event.time.latest,
        "grain": event.time.grain,
        "figures": listed(f"{kind}: {words}" for kind, words in figures_in_short(event).items()),
        "standing": event.standing,
        "contested_about": listed(event.contested_about),
        "why": event.why,
        "n_origins": len(event.origins),
        "n_reports": len(event.reports),
        "claims": listed(event.claims),
        "part_of": event.part_of,
        "first_reported": event.first_reported,
        "last_reported": event.last_reported,
    }


def events(selection: Selection, left_out: LeftOut) -> Iterator[str]:
    """Yield the events as CSV with a header row."""
    return table(EVENT_COLUMNS, map(_event_row, selection.fused))


def _figure_rows(selection: Selection) -> Iterator[dict[str, object]]:
    for event in selection.fused:
        for kind, held in sorted(event.quantities.items()):
            newest = set(held.latest_by_origin.values())
            for figure in held.figures:
                yield {
                    "event_id": event.id,
                    "claim_id": figure.claim,
                    "report_id": figure.report,
                    "of": kind,
                    "unit": figure.unit,
                    "words": figure.text,
                    "min": figure.min,
                    "best": figure.best,
                    "max": figure.max,
                    "approximate": figure.approximate,
                    "presented_certainty": figure.certainty,
                    "said_by": figure.source,
                    "origin": figure.origin,
                    "reported_at": figure.reported_at,
                    "newest_of_origin": figure in newest,
                    "newest": figure == held.latest,
                }


def figures(selection: Selection, left_out: LeftOut) -> Iterator[str]:
    """Yield every figure as CSV with a header row."""
    return table(FIGURE_COLUMNS, _figure_rows(selection))


def origins(selection: Selection, left_out: LeftOut) -> Iterator[str]:
    """Yield the independent origins of each event as CSV with a header row."""
    rows = (
        {
            "event_id": event.id,
            "origin": origin.name,
            "kind": origin.kind,
            "denies": origin.denies,
            "why": origin.why,
            "reports": listed(origin.reports),
            "claims": listed(origin.claims),
        }
        for event in selection.fused
        for origin in event.origins
    )
    return table(ORIGIN_COLUMNS, rows)
