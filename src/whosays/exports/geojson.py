"""Events (or claims, where nothing was fused) as GeoJSON, RFC 7946: longitude first, WGS84, one feature a place.

Every feature says how exact its place is; an event that can only be placed in a province or a country is still one
point, but its ``precision`` says so and its ``exact`` is false, so that no map need draw it as a pin. What has no
coordinates is counted in ``unplaced``, never dropped silently.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from whosays.exports.figures import figures_in_short
from whosays.exports.left_out import LeftOut
from whosays.exports.selection import Selection
from whosays.exports.wording import label_of, sentence, when_words
from whosays.record import Claim, Event, Report, When

# A place of these precisions may be drawn as a pin.
EXACT = ("point", "city")


def _event_properties(selection: Selection, event: Event) -> dict[str, Any]:
    claims = selection.claims_of(event)
    return {
        "event": event.id,
        "type": event.type,
        "label": label_of(event.type),
        "sentences": [sentence(claim, report) for report, claim in claims],
        "standing": event.standing,
        "why": event.why,
        "contested_about": list(event.contested_about),
        "origins": [origin.name for origin in event.origins],
        "n_origins": len(event.origins),
        "n_reports": len(event.reports),
        "earliest": event.time.earliest,
        "latest": event.time.latest,
        "first_reported": event.first_reported,
        "figures": figures_in_short(event),
    }


def _claim_properties(report: Report, claim: Claim) -> dict[str, Any]:
    return {
        "claim": claim.id,
        "type": claim.type,
        "label": label_of(claim.type),
        "sentences": [sentence(claim, report)],
        "evidence": claim.evidence.text,
        "report": report.id,
        "publisher": report.publisher,
        "published": report.published,
        "earliest": claim.time.earliest,
        "latest": claim.time.latest,
        "when": when_words(When(earliest=claim.time.earliest, latest=claim.time.latest, grain=claim.time.grain)),
    }


def _features(places: Any, properties: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [round(place.lon, 5), round(place.lat, 5)]},
            "properties": {
                **properties,
                "place": place.name,
                "country": place.country,
                "role": place.role,
                "precision": place.precision,
                "exact": place.precision in EXACT,
            },
        }
        for place in places
        if place.lat is not None and place.lon is not None
    ]


def pieces(selection: Selection, left_out: LeftOut) -> Iterator[str]:
    """Yield one FeatureCollection, a feature a line."""
    unplaced = []
    lead = '{"type":"FeatureCollection","features":[\n'
    for id_, places, properties in _placed(selection):
        found = _features(places, properties())
        for feature in found:
            yield lead + json.dumps(feature, ensure_ascii=False)
            lead = ",\n"
        if not found:
            unplaced.append(id_)
            left_out.note(id_, "no place with coordinates")
    if not lead.startswith(","):
        yield lead
    rest = {"unplaced": unplaced, "attribution": "Place data © GeoNames contributors, CC BY 4.0"}
    yield "\n]," + json.dumps(rest, ensure_ascii=False)[1:] + "\n"


def _placed(selection: Selection) -> Iterator[tuple[str, Any, Callable[[], dict[str, Any]]]]:
    """Yield (id, places, a maker of the properties) of every event, or of every claim where nothing was fused."""
    if selection.events:
        for event in selection.events:
            yield event.id, event.places, partial(_event_properties, selection, event)
    else:
        for claim_id, (report, claim) in selection.claims.items():
            yield claim_id, claim.places, partial(_claim_properties, report, claim)
