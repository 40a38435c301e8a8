"""What the page is sent: events, claims and figures as plain values, in words for people."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from whosays.app.case import Case
from whosays.exports.brief import representative
from whosays.exports.figures import figure_words, range_words
from whosays.exports.naming import is_earlier_self, lowered, speaker_words
from whosays.exports.selection import Selection
from whosays.exports.wording import HOW_SURE, how_sure, label_of, owner, sentence, what, when_words
from whosays.record import Claim, Event, EventPlace, Figure, Place, Report, Source, When

Row = dict[str, Any]


def report_row(case: Case, report: Report) -> Row:
    """Return what identifies a report in a list."""
    record = case.record_by_report[report.id]
    return {
        "id": report.id,
        "title": report.title,
        "publisher": report.publisher,
        "published": report.published,
        "published_from": report.published_from,
        "url": report.url,
        "n_claims": len(record.claims),
        "copies": [other for other in case.copy_group.get(report.id, ()) if other != report.id],
    }


def place_row(place: Place | EventPlace) -> Row:
    """Return a place with how exactly it is known."""
    return {
        "name": place.name or (place.text if isinstance(place, Place) else None),
        "role": place.role,
        "country": place.country,
        "lat": place.lat,
        "lon": place.lon,
        "precision": place.precision,
    }


def event_row(selection: Selection, event: Event) -> Row:
    """Return an event as the board lists it."""
    claims = selection.claims_of(event)
    told: str = event.type
    stage: str = "occurred"
    if claims:
        report, claim = representative(claims)
        told, stage = what(claim, report.text), claim.status
    when = When(earliest=event.time.earliest, latest=event.time.latest, grain=event.time.grain)
    return {
        "id": event.id,
        "type": event.type,
        "label": label_of(event.type),
        "told": told,
        "stage": stage,
        "standing": event.standing,
        "contested_about": event.contested_about,
        "why": event.why,
        "origins": [
            {"name": origin.name, "kind": origin.kind, "denies": origin.denies,
             "unnamed": origin.kind == "unspecified" or "unnamed" in origin.name}
            for origin in event.origins
        ],
        "places": [place_row(place) for place in event.places],
        "earliest": event.time.earliest,
        "latest": event.time.latest,
        "when": when_words(when),
        "first_reported": event.first_reported,
        "last_reported": event.last_reported,
        "n_reports": len(event.reports),
        "n_claims": len(event.claims),
        "reports": event.reports,
        "figures": {kind: range_words(held) for kind, held in sorted(event.quantities.items())},
        "part_of": event.part_of,
    }  # fmt: skip


def _source_row(source: Source) -> Row:
    return {
        "words": source.text,
        "name": speaker_words(source),
        "kind": source.kind,
        "unnamed": source.anonymous,
        "quoted": source.quoted,
        "joint": source.joint,
        "cue": source.cue.text if source.cue else None,
        "country": source.country,
        "entity": source.entity,
    }


def claim_row(report: Report, claim: Claim, event: Event | None) -> Row:
    """Return a claim as a sentence with its owner, and its fields in words."""
    return {
        "id": claim.id,
        "report": report.id,
        "publisher": report.publisher,
        "published": report.published,
        "event": event.id if event else None,
        "type": claim.type,
        "label": label_of(claim.type),
        "sentence": sentence(claim, report),
        "what": what(claim, report.text),
        "owner": owner(claim, report),
        "certainty": claim.certainty,
        "how_sure": how_sure(claim) or HOW_SURE[claim.certainty] or "states",
        "stage": claim.status,
        "sources": [_source_row(source) for source in claim.sources],
        "actors": [participant.name or participant.text for participant in claim.actors],
        "recipients": [participant.name or participant.text for participant in claim.recipients],
        "places": [place_row(place) for place in claim.places],
        "when": when_words(claim.time),
        "earliest": claim.time.earliest,
        "latest": claim.time.latest,
        "quantities": [
            {"words": quantity.text, "of": quantity.of, "unit": quantity.unit, "min": quantity.min,
             "best": quantity.best, "max": quantity.max, "approximate": quantity.approximate}
            for quantity in claim.quantities
        ],
        "evidence": claim.evidence.text,
        "notes": [note.text for note in claim.notes],
        "why": claim.why,
    }  # fmt: skip


def _figure_source(words: str | None) -> str:
    if words is None:
        return "the report itself"
    return "the report itself, before its correction" if is_earlier_self(words) else lowered(words)


def figure_row(event_id: str, kind: str, figure: Figure) -> Row:
    """Return a figure with its owner, in words and numbers."""
    return {
        "event": event_id,
        "of": kind,
        "words": figure.text,
        "said": figure_words(figure),
        "min": figure.min,
        "best": figure.best,
        "max": figure.max,
        "approximate": figure.approximate,
        "unit": figure.unit,
        "certainty": figure.certainty,
        "source": _figure_source(figure.source),
        "origin": figure.origin,
        "report": figure.report,
        "claim": figure.claim,
        "reported_at": figure.reported_at,
    }


def told_when(selection: Selection, event: Event) -> list[Row]:
    """Return how an event came to be told, day by day: which origin joined, which denied, which figure was new."""
    rows: list[Row] = []
    seen: set[str] = set()
    origins: set[str] = set()
    origin_by_claim = {claim: origin for origin in event.origins for claim in origin.claims}
    for report, claim in selection.claims_of(event):
        origin = origin_by_claim.get(claim.id)
        what = []
        if origin is not None and origin.name not in origins:
            joins = "denies it" if origin.denies else "says so" if not origins else "says so too, independently"
            what.append(f"{origin.name} {joins}")
            origins.add(origin.name)
        for quantity in claim.quantities:
            if quantity.text.casefold() not in seen:
                what.append(f"a figure: {quantity.text}")
                seen.add(quantity.text.casefold())
        if what:
            rows.append({"day": report.published, "report": report.id, "publisher": report.publisher,
                         "claim": claim.id, "what": what, "n_origins": len(origins)})  # fmt: skip
    return rows


def marks(claim: Claim, convert: Callable[[int], int]) -> Row:
    """Return where a claim's words stand in its report, in UTF-16 units."""

    def span(part: Any) -> list[int]:
        return [convert(part.start), convert(part.end)]

    return {
        "evidence": span(claim.evidence),
        "trigger": span(claim.trigger),
        "sources": [span(source) for source in claim.sources],
        "cues": [span(source.cue) for source in claim.sources if source.cue],
    }
