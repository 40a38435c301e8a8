"""One row each of a claim, an event, a figure, an origin: what the CSV, Parquet and Arrow tables and DataFrames hold.

A cell is a number, words, yes or no, nothing, or several of them; each kind of table says how it writes them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from whosays.exports.figures import figures_in_short
from whosays.exports.selection import Selection
from whosays.exports.wording import sentence
from whosays.record import Claim, Event, Participant, Report

Row = dict[str, object]

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


def _named(participants: Iterable[Participant]) -> tuple[str, ...]:
    return tuple(participant.name or participant.text for participant in participants)


def claim_row(report: Report, claim: Claim, event: Event | None) -> Row:
    """Return one row of the table of claims."""
    return {
        "claim_id": claim.id,
        "report_id": report.id,
        "event_id": event.id if event else None,
        "type": claim.type,
        "mode": claim.mode,
        "sentence": sentence(claim, report),
        "evidence": claim.evidence.text,
        "evidence_start": claim.evidence.start,
        "evidence_end": claim.evidence.end,
        "trigger": claim.trigger.text,
        "actors": _named(claim.actors),
        "actor_countries": tuple(actor.country for actor in claim.actors),
        "actor_sectors": tuple(actor.sector for actor in claim.actors),
        "recipients": _named(claim.recipients),
        "recipient_countries": tuple(recipient.country for recipient in claim.recipients),
        "recipient_sectors": tuple(recipient.sector for recipient in claim.recipients),
        "places": tuple(place.name or place.text for place in claim.places),
        "place_roles": tuple(place.role for place in claim.places),
        "place_countries": tuple(place.country for place in claim.places),
        "latitudes": tuple(place.lat for place in claim.places),
        "longitudes": tuple(place.lon for place in claim.places),
        "precisions": tuple(place.precision for place in claim.places),
        "earliest": claim.time.earliest,
        "latest": claim.time.latest,
        "grain": claim.time.grain,
        "quantities": tuple(f"{quantity.text} {quantity.of}" for quantity in claim.quantities),
        "minima": tuple(quantity.min for quantity in claim.quantities),
        "bests": tuple(quantity.best for quantity in claim.quantities),
        "maxima": tuple(quantity.max for quantity in claim.quantities),
        "instruments": tuple(instrument.text for instrument in claim.instruments),
        "said_by": _named(claim.sources),
        "said_by_kinds": tuple(source.kind for source in claim.sources),
        "unnamed": tuple(source.anonymous for source in claim.sources),
        "quoted": tuple(source.quoted for source in claim.sources),
        "presented_certainty": claim.certainty,
        "status": claim.status,
        "origins": len(event.origins) if event else None,
        "standing": event.standing if event else None,
        "publisher": report.publisher,
        "title": report.title,
        "published": report.published,
        "published_from": report.published_from,
        "url": report.url,
    }


def event_row(event: Event) -> Row:
    """Return one row of the table of events."""
    sides = {role: [side for side in event.participants if side.role == role] for role in ("actor", "recipient")}
    return {
        "event_id": event.id,
        "type": event.type,
        "mode": event.mode,
        "actors": tuple(side.name for side in sides["actor"]),
        "actor_countries": tuple(side.country for side in sides["actor"]),
        "actor_sectors": tuple(side.sector for side in sides["actor"]),
        "recipients": tuple(side.name for side in sides["recipient"]),
        "recipient_countries": tuple(side.country for side in sides["recipient"]),
        "recipient_sectors": tuple(side.sector for side in sides["recipient"]),
        "places": tuple(place.name for place in event.places),
        "place_roles": tuple(place.role for place in event.places),
        "place_countries": tuple(place.country for place in event.places),
        "latitudes": tuple(place.lat for place in event.places),
        "longitudes": tuple(place.lon for place in event.places),
        "precisions": tuple(place.precision for place in event.places),
        "earliest": event.time.earliest,
        "latest": event.time.latest,
        "grain": event.time.grain,
        "figures": tuple(f"{kind}: {words}" for kind, words in figures_in_short(event).items()),
        "standing": event.standing,
        "contested_about": event.contested_about,
        "why": event.why,
        "n_origins": len(event.origins),
        "n_reports": len(event.reports),
        "claims": event.claims,
        "part_of": event.part_of,
        "first_reported": event.first_reported,
        "last_reported": event.last_reported,
    }


def figure_rows(selection: Selection) -> Iterator[Row]:
    """Yield one row a figure."""
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


def origin_rows(selection: Selection) -> Iterator[Row]:
    """Yield one row an independent origin of an event."""
    for event in selection.fused:
        for origin in event.origins:
            yield {
                "event_id": event.id,
                "origin": origin.name,
                "kind": origin.kind,
                "denies": origin.denies,
                "why": origin.why,
                "reports": origin.reports,
                "claims": origin.claims,
            }


def claim_rows(selection: Selection) -> Iterator[Row]:
    """Yield one row a claim."""
    event_by_claim = selection.event_by_claim
    for claim_id, (report, claim) in selection.claims.items():
        yield claim_row(report, claim, event_by_claim.get(claim_id))


def event_rows(selection: Selection) -> Iterator[Row]:
    """Yield one row an event."""
    return map(event_row, selection.fused)


# Table -> (its columns, its rows).
TABLES: dict[str, tuple[list[str], Callable[[Selection], Iterator[Row]]]] = {
    "claims": (COLUMNS, claim_rows),
    "events": (EVENT_COLUMNS, event_rows),
    "figures": (FIGURE_COLUMNS, figure_rows),
    "origins": (ORIGIN_COLUMNS, origin_rows),
}
