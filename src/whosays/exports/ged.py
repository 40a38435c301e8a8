"""Deadly events in the 49 fields of UCDP GED's API, without UCDP's own ids.

Only events with at least one death and two sides that UCDP's types of violence know. ``number_of_sources`` counts
independent origins, not articles. Conflict and dyad ids stay blank: they are UCDP's.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import lru_cache

from whosays.exports.crosswalks import rows_of
from whosays.exports.days import Span, ged_precision
from whosays.exports.deaths import Toll, killed
from whosays.exports.delimited import table
from whosays.exports.happened import happened
from whosays.exports.left_out import LeftOut
from whosays.exports.places import country_name, country_of, first_place, priogrid_gid
from whosays.exports.selection import Selection
from whosays.exports.sides import STATE_FORCES, Sides, is_armed, is_civilian, sides_of
from whosays.record import Event, EventParticipant, Report

COLUMNS = (
    "id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name "
    "dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b "
    "number_of_sources source_article source_office source_date source_headline source_original where_prec "
    "where_coordinates where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id "
    "region event_clarity date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high "
    "low gwnoa gwnob"
).split()
WHERE_PREC = {"point": 1, "city": 1, "admin2": 3, "admin1": 4, "region": 5, "country": 6}
# A place of these may be put into a cell of the grid.
_IN_CELL = ("point", "city")


@lru_cache(maxsize=1)
def _regions() -> dict[str, str]:
    return {row["country"]: row["region"] for row in rows_of("ged_regions")}


_CONTINENTS = {"AF": "Africa", "AS": "Asia", "EU": "Europe", "NA": "Americas", "SA": "Americas", "OC": "Asia"}


def region_of(code: str | None) -> str | None:
    """Return UCDP's region of a country: Africa, Americas, Asia, Europe or Middle East."""
    country = country_of(code)
    if country is None:
        return None
    table_ = _regions()
    return table_.get(code or "") or table_.get(country.region or "") or _CONTINENTS.get(country.continent or "")


def _names(sides: Sides) -> tuple[EventParticipant, str, EventParticipant | None]:
    attackers = [side for side in sides.actors if is_armed(side)]
    opponents = [side for side in sides.recipients if is_armed(side)]
    if not opponents and not sides.recipients:
        opponents = attackers[1:]
    if not opponents:
        return attackers[0], "Civilians", None
    first, second = attackers[0], opponents[0]
    # UCDP puts the state on side A.
    if first.sector not in STATE_FORCES and second.sector in STATE_FORCES:
        first, second = second, first
    return first, second.name or "", second


def _dead_by_side(
    selection: Selection, event: Event, toll: Toll, side_a: EventParticipant, side_b: EventParticipant | None
) -> dict[str, int]:
    """Return the best figure under the side that the dead belong to, where all figures' claims agree on it."""
    owners: set[str] = set()
    for figure in event.quantities["killed"].figures:
        held = selection.claims.get(figure.claim)
        owners.update(
            "deaths_a"
            if side.entity and side.entity == side_a.entity
            else "deaths_b"
            if side_b and side.entity and side.entity == side_b.entity
            else "deaths_civilians"
            if side.sector and is_civilian(EventParticipant(role="recipient", sector=side.sector))
            else "deaths_unknown"
            for side in (held[1].recipients if held else ())
        )
    owner = owners.pop() if len(owners) == 1 else "deaths_unknown"
    return {
        name: toll.best if name == owner else 0
        for name in ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
    }


def _article(report: Report) -> str:
    return f'"{report.publisher or ""},{(report.published or "")[:10]},{report.title or ""}"'


def _sources(selection: Selection, event: Event) -> dict[str, object]:
    reports = [selection.report_by_id[id_] for id_ in event.reports if id_ in selection.report_by_id]
    reports.sort(key=lambda report: (report.published or "9999", report.id))
    speakers = dict.fromkeys(
        speaker.name or speaker.text if speaker else report.publisher or report.id
        for report, claim in selection.claims_of(event)
        for speaker in (claim.sources or (None,))
    )
    first = reports[0] if reports else None
    return {
        "number_of_sources": len(event.origins),
        "source_article": ";".join(map(_article, reports)),
        "source_office": first.publisher if first else None,
        "source_date": (first.published or "")[:10] or None if first else None,
        "source_headline": first.title if first else None,
        "source_original": ";".join(speakers),
    }


def _where(event: Event) -> dict[str, object]:
    place = first_place(event.places)
    if place is None:
        return {}
    country = country_of(place.country)
    inside = place.precision in _IN_CELL and place.lat is not None and place.lon is not None
    return {
        "where_prec": WHERE_PREC.get(place.precision or ""),
        "where_coordinates": place.name,
        "where_description": place.name,
        "adm_1": place.admin1 or (place.name if place.precision == "admin1" else None),
        "adm_2": place.name if place.precision == "admin2" else None,
        "latitude": place.lat,
        "longitude": place.lon,
        "geom_wkt": f"POINT ({place.lon} {place.lat})" if place.lat is not None else None,
        "priogrid_gid": priogrid_gid(place.lat, place.lon) if inside and place.lat and place.lon else None,
        "country": country_name(place.country),
        "country_id": country.gw if country else None,
        "region": region_of(place.country),
    }


def number_of(event_id: str) -> int:
    """Return a whole-number id: the same event always has the same."""
    return int.from_bytes(hashlib.sha256(event_id.encode()).digest()[:6], "big")


def _row(selection: Selection, event: Event, span: Span, toll: Toll) -> dict[str, object]:
    sides = sides_of(event)
    side_a, name_b, side_b = _names(sides)
    states = [side for side in (side_a, side_b) if side]
    gw = [
        country.gw if side.sector in STATE_FORCES and (country := country_of(side.country)) else None for side in states
    ]
    return {
        "id": number_of(event.id),
        "relid": event.id,
        "year": span.first.year,
        "code_status": "Check" if event.standing in ("contested", "denied") else "Clear",
        "type_of_violence": sides.violence,
        "dyad_name": f"{side_a.name} - {name_b}",
        "side_a": side_a.name,
        "side_b": name_b,
        **_sources(selection, event),
        **_where(event),
        # An act known to a week or so is one incident; losses over several days are a tally.
        "event_clarity": 1 if span.days == 1 or (span.days <= 7 and event.type != "LOSSES") else 2,
        "date_prec": ged_precision(span),
        "date_start": f"{span.first} 00:00:00",
        "date_end": f"{span.last} 00:00:00",
        **_dead_by_side(selection, event, toll, side_a, side_b),
        "best": toll.best,
        "high": toll.high,
        "low": toll.low,
        "gwnoa": gw[0],
        "gwnob": gw[1] if len(gw) > 1 else None,
    }


def deadly(selection: Selection, left_out: LeftOut) -> Iterator[tuple[Event, Span, Toll]]:
    """Yield events with at least one death; note the others."""
    for event, span in happened(selection, left_out):
        toll = killed(event, selection.best_by)
        if toll is None or toll.high < 1:
            left_out.note(event.id, "no death is reported")
        else:
            yield event, span, toll


def _rows(selection: Selection, left_out: LeftOut) -> Iterator[dict[str, object]]:
    for event, span, toll in deadly(selection, left_out):
        if sides_of(event).violence is None:
            left_out.note(event.id, "UCDP's type of violence cannot be told: a side is not named")
        else:
            yield _row(selection, event, span, toll)


def pieces(selection: Selection, left_out: LeftOut) -> Iterator[str]:
    """Yield the table as CSV with a header row."""
    return table(COLUMNS, _rows(selection, left_out))
