"""Event-report level: one row an event and report, in the columns of the R package eventreport (MAVERICK).

Columns that only election violence has are left blank; ours follow with the prefix ``ws_``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from whosays.exports.days import span_of
from whosays.exports.delimited import listed, table
from whosays.exports.left_out import LeftOut
from whosays.exports.places import country_name, first_place
from whosays.exports.selection import Selection
from whosays.record import Claim, Event, Figure, Participant, Place, Report

ACTORS = ("actor1", "actor2")
COLUMNS = [
    "id", "event_id", "country", "date_start", "date_end", "city", "location", "latitude", "longitude",
    "geo_precision",
    *(f"{actor}{part}" for actor in ACTORS for part in ("", "_id", "_type", "_precision")),
    "deaths_best", "deaths_low", "deaths_high", "injuries_best", "injuries_low", "injuries_high", "displacement",
    "damage", "certain", "source", "number_of_sources", "source_author", "source_type", "source_classification",
    "unit_of_analysis", "aggregation", "ws_claims", "ws_said_by", "ws_certainty", "ws_origin",
]  # fmt: skip
# MAVERICK's geo_precision runs from the country (1) to the street (6).
GEO_PRECISION = {"country": 1, "region": 2, "admin1": 3, "admin2": 4, "city": 5, "point": 6}


def _actor_precision(side: Participant) -> int:
    """Return 3 for a named body, 2 for one known by country and sector, 1 for one known by its sector, 0 for less."""
    if side.entity and side.name and not side.name[:1].islower():
        return 3
    return 2 if side.country and side.sector else 1 if side.sector else 0


def _actor(name: str, sides: Sequence[Participant]) -> dict[str, object]:
    if not sides:
        return {}
    side = max(sides, key=_actor_precision)
    return {
        name: side.name or side.text,
        f"{name}_id": side.entity,
        f"{name}_type": side.sector,
        f"{name}_precision": _actor_precision(side),
    }


def _where(places: Sequence[Place]) -> dict[str, object]:
    place = first_place(places)
    if place is None:
        return {}
    return {
        "country": country_name(place.country),
        "city": place.name if place.precision in ("city", "point") else None,
        "location": place.name or place.text,
        "latitude": place.lat,
        "longitude": place.lon,
        "geo_precision": GEO_PRECISION.get(place.precision or ""),
    }


def _count(name: str, figures: Sequence[Figure]) -> dict[str, object]:
    """Return best, low and high of a report's own figures; of several the largest, since totals hold parts."""
    if not figures:
        return {}
    largest = max(figures, key=lambda f: max((v for v in (f.best, f.max, f.min) if v is not None), default=-1))
    numbers = [v for v in (largest.min, largest.best, largest.max) if v is not None]
    if not numbers:
        return {}
    best = largest.best if largest.best is not None else numbers[0]
    return {f"{name}_best": int(best), f"{name}_low": int(min(numbers)), f"{name}_high": int(max(numbers))}


def _source(report: Report) -> str:
    return f"{report.publisher or report.id} ({(report.published or 'undated')[:10]}) {report.title or ''}".strip()


def _row(event: Event, report: Report, claims: Sequence[Claim], nth: int) -> dict[str, object]:
    span = next((found for claim in claims if (found := span_of(claim.time))), None)
    figures = {
        kind: [f for f in held.figures if f.report == report.id and f.certainty != "denied"]
        for kind, held in event.quantities.items()
    }
    origin = next((origin.name for origin in event.origins if report.id in origin.reports), None)
    return {
        "id": f"{event.id}-{nth}",
        "event_id": event.id,
        "date_start": span.first.isoformat() if span else None,
        "date_end": span.last.isoformat() if span else None,
        **_where([place for claim in claims for place in claim.places]),
        **_actor("actor1", [side for claim in claims for side in claim.actors]),
        **_actor("actor2", [side for claim in claims for side in claim.recipients]),
        **_count("deaths", figures.get("killed", [])),
        **_count("injuries", figures.get("wounded", [])),
        "displacement": int("displaced" in figures and bool(figures["displaced"])),
        "damage": int(any(claim.mode in ("destroy", "destroyed") for claim in claims)),
        "source": _source(report),
        "number_of_sources": 1,
        "source_author": report.author,
        "unit_of_analysis": "Event report",
        "ws_claims": listed(claim.id for claim in claims),
        "ws_said_by": listed(dict.fromkeys(source.name or source.text for claim in claims for source in claim.sources)),
        "ws_certainty": listed(dict.fromkeys(claim.certainty for claim in claims)),
        "ws_origin": origin,
    }


def rows_of_event(selection: Selection, event: Event) -> list[dict[str, object]]:
    """Return the event's rows, one a report, first reported first."""
    claims_by_report: dict[str, list[Claim]] = {}
    for report, claim in selection.claims_of(event):
        claims_by_report.setdefault(report.id, []).append(claim)
    return [
        _row(event, selection.report_by_id[report_id], claims, nth)
        for nth, (report_id, claims) in enumerate(claims_by_report.items(), 1)
    ]


def pieces(selection: Selection, left_out: LeftOut) -> Iterator[str]:
    """Yield the table as CSV with a header row."""
    return table(COLUMNS, (row for event in selection.fused for row in rows_of_event(selection, event)))
