"""Events in columns like ACLED's, by an independent crosswalk (``data/acled_crosswalk.csv``); no ACLED data is used.

One row is one type, one place, one day. An interval means that the day is not known, so its middle is coded, with
time_precision 2 up to ten days and 3 up to a month; what is known no nearer than a month or a region is no row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from whosays.exports.crosswalks import rows_of
from whosays.exports.days import Span, acled_precision
from whosays.exports.deaths import killed
from whosays.exports.delimited import listed, table
from whosays.exports.happened import happened
from whosays.exports.left_out import LeftOut
from whosays.exports.places import country_name, country_of, first_place
from whosays.exports.selection import Selection
from whosays.exports.sides import CIVILIANS, STATE_FORCES, Sides, is_armed, sides_of
from whosays.exports.wording import sentence
from whosays.record import Event, EventParticipant, EventPlace

COLUMNS = (
    "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1 "
    "actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 location "
    "latitude longitude geo_precision source source_scale notes fatalities tags timestamp"
).split()
_GEO_PRECISION = {"point": 1, "city": 1, "admin2": 2, "admin1": 3, "region": 3}


def _taker_is_the_state(selection: Selection, event: Event, sides: Sides) -> bool:
    place = first_place(event.places)
    return any(
        side.sector in STATE_FORCES and place is not None and side.country == place.country for side in sides.actors
    )


def _with_grenade(selection: Selection, event: Event, sides: Sides) -> bool:
    claims = (selection.claims[id_][1] for id_ in event.claims if id_ in selection.claims)
    return any(means.kind == "grenade" for claim in claims for means in claim.instruments)


# What a row of the crosswalk may ask of the event.
CONDITIONS: dict[str, Callable[[Selection, Event, Sides], bool]] = {
    "": lambda selection, event, sides: True,
    "taker-is-the-state": _taker_is_the_state,
    "with-grenade": _with_grenade,
    "armed-actor": lambda selection, event, sides: any(map(is_armed, sides.actors)),
    "two-armed-sides": lambda selection, event, sides: sides.both_armed,
    "on-civilians": lambda selection, event, sides: sides.on_civilians,
    "deadly": lambda selection, event, sides: event.quantities.get("killed") is not None,
}


@lru_cache(maxsize=1)
def _crosswalk() -> dict[str, list[tuple[str, str, str]]]:
    rows: dict[str, list[tuple[str, str, str]]] = {}
    for row in rows_of("acled_crosswalk"):
        rows.setdefault(row["type"], []).append((row["mode"], row["condition"], row["sub_event_type"]))
    return rows


@lru_cache(maxsize=1)
def types_by_sub_type() -> dict[str, tuple[str, str]]:
    """Return the event type and disorder type of each sub-event type."""
    return {row["sub_event_type"]: (row["event_type"], row["disorder_type"]) for row in rows_of("acled_types")}


def sub_type(selection: Selection, event: Event, sides: Sides) -> str | None:
    """Return the sub-event type, by the first row of the crosswalk that fits, or None."""
    for mode, condition, found in _crosswalk().get(event.type, ()):
        if mode in ("*", event.mode or "") and CONDITIONS[condition](selection, event, sides):
            return found
    return None


def _inter(side: EventParticipant, place: EventPlace) -> int:
    if side.sector in STATE_FORCES:
        # Forces of another state are "external/other".
        return 1 if side.country in (None, place.country) else 8
    if side.sector in CIVILIANS:
        return 7
    return {"REB": 2, "PRM": 3, "UAF": 3, "PTY": 3}.get(side.sector or "", 8)


def _sources(selection: Selection, event: Event) -> str:
    reports = [selection.report_by_id[id_] for id_ in event.reports if id_ in selection.report_by_id]
    return listed(dict.fromkeys(report.publisher or report.id for report in reports))


def _parties(sides: Sides, place: EventPlace) -> dict[str, object]:
    first, second = list(sides.actors), list(sides.recipients)
    if not second and len(first) > 1:
        first, second = first[:1], first[1:]
    if not first:
        first, second = second, []
    inter = [_inter(group[0], place) if group else 0 for group in (first, second)]
    return {
        "actor1": first[0].name,
        "assoc_actor_1": listed(side.name for side in first[1:]),
        "inter1": inter[0],
        "actor2": second[0].name if second else None,
        "assoc_actor_2": listed(side.name for side in second[1:]),
        "inter2": inter[1],
        "interaction": "".join(map(str, sorted(inter))) if second else f"{inter[0]}0",
    }


def _row(selection: Selection, event: Event, span: Span, found: str, place: EventPlace) -> dict[str, object]:
    sides = sides_of(event)
    event_type, disorder = types_by_sub_type()[found]
    country = country_of(place.country)
    toll = killed(event, "conservative")
    return {
        "event_id_cnty": f"{place.country}-{event.id}" if place.country else event.id,
        "event_date": span.middle.isoformat(),
        "year": span.middle.year,
        "time_precision": acled_precision(span),
        "disorder_type": disorder,
        "event_type": event_type,
        "sub_event_type": found,
        **_parties(sides, place),
        "civilian_targeting": "Civilian targeting" if sides.on_civilians else None,
        "iso": int(country.numeric) if country and country.numeric else None,
        "region": country.region if country else None,
        "country": country_name(place.country),
        "admin1": place.admin1 or (place.name if place.precision == "admin1" else None),
        "admin2": place.name if place.precision == "admin2" else None,
        "location": place.name,
        "latitude": place.lat,
        "longitude": place.lon,
        "geo_precision": _GEO_PRECISION[place.precision or "region"],
        "source": _sources(selection, event),
        "notes": " ".join(f"{sentence(claim, report)}." for report, claim in selection.claims_of(event)),
        # ACLED codes 0 where no number of dead is reported.
        "fatalities": toll.low if toll else 0,
        "tags": f"standing={event.standing}; origins={len(event.origins)}",
        "timestamp": event.last_reported,
    }


def _rows(selection: Selection, left_out: LeftOut) -> Iterator[dict[str, object]]:
    for event, span in happened(selection, left_out):
        sides = sides_of(event)
        found = sub_type(selection, event, sides)
        place = first_place(event.places)
        if found is None:
            left_out.note(event.id, f"{event.type} has no row in the crosswalk")
        elif acled_precision(span) is None:
            left_out.note(event.id, "known no nearer than a month")
        elif place is None or place.lat is None or place.precision not in _GEO_PRECISION:
            left_out.note(event.id, "no place nearer than a country")
        elif not sides.actors and not sides.recipients:
            left_out.note(event.id, "no party is named")
        else:
            yield _row(selection, event, span, found, place)


def pieces(selection: Selection, left_out: LeftOut) -> Iterator[str]:
    """Yield the table as CSV with a header row."""
    return table(COLUMNS, _rows(selection, left_out))
