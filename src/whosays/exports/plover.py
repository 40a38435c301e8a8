"""PLOVER JSON: one event a line, in the names of the PLOVER 2 manual's chapter on data interchange.

One line a claim, as PLOVER's events are those of one sentence. Auxiliary modes ``hypothetical``, ``future`` and
``negation`` follow from how the claim is presented. Who says so has no field in PLOVER and stands under ``ws_``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from whosays.exports.crosswalks import plover_mode, plover_types
from whosays.exports.json_text import line_of, without_nulls
from whosays.exports.left_out import LeftOut
from whosays.exports.places import country_name, first_place
from whosays.exports.polecat import NEED_RECIPIENT
from whosays.exports.selection import Selection
from whosays.record import SITUATION_TYPES, Claim, Participant, Place, Report

# PLOVER's resolution of a place; a region that is no administrative unit has none.
RESOLUTION = {"point": 5, "city": 4, "admin2": 3, "admin1": 2, "country": 1}
_SIZES = {"killed": "dead", "wounded": "injured"}


def _sides(sides: Iterable[Participant]) -> list[dict[str, object]]:
    return [
        without_nulls(
            {
                "code": side.country or (side.sector if side.sector in ("NGO", "IGO") else None),
                "sector": side.sector if side.sector not in ("NGO", "IGO") else None,
                "entity_text": side.text,
                "identifier_id": side.entity,
                "identifier_text": side.name,
            }
        )
        for side in sides
    ]


def _where(place: Place | None) -> dict[str, object] | None:
    if place is None:
        return None
    level = place.precision
    return without_nulls(
        {
            "extracted_place": place.text,
            "resolved_place": place.name,
            "geonameid": place.geonameid,
            "lat": place.lat,
            "lon": place.lon,
            "city": place.name if level in ("city", "point") else None,
            "district": place.name if level == "admin2" else None,
            "province": place.name if level == "admin1" else place.admin1,
            "country": country_name(place.country),
            "country_code": place.country,
            "resolution": RESOLUTION.get(level or ""),
        }
    )


def modes_of(claim: Claim) -> list[str]:
    """Return PLOVER's mode of a claim and its auxiliary modes."""
    found = [plover_mode(claim.type, claim.mode)]
    found.append({"planned": "future", "hypothetical": "hypothetical"}.get(claim.status))
    found.append("negation" if claim.certainty == "denied" else None)
    return [mode for mode in found if mode]


def _sizes(claim: Claim) -> dict[str, object]:
    # One number a size: what the words give as the best, else as the least.
    sizes: dict[str, object] = {}
    for quantity in claim.quantities:
        name, number = _SIZES.get(quantity.of), quantity.best if quantity.best is not None else quantity.min
        if name and number is not None:
            sizes.setdefault(name, int(number))
    return sizes


def _line(report: Report, claim: Claim, version: str | None) -> dict[str, object]:
    code = plover_types()[claim.type]
    return without_nulls(
        {
            "id": claim.id,
            "date": claim.time.earliest,
            "enddate": claim.time.latest if claim.time.latest != claim.time.earliest else None,
            "actor": _sides(claim.actors),
            "recipient": _sides(claim.recipients),
            "event": [claim.type],
            "mode": modes_of(claim),
            "quad_code": code.quad,
            "event_scale": code.score,
            "event_loc": _where(first_place(claim.places)),
            "event_text": claim.trigger.text,
            **_sizes(claim),
            "link": claim.event,
            "text": claim.evidence.text,
            "text_info": {"start": claim.evidence.start, "end": claim.evidence.end},
            "cite_info": without_nulls(
                {
                    "url": report.url,
                    "title": report.title,
                    "language": report.language,
                    "publication": report.publisher,
                    "date": (report.published or "")[:10],
                }
            ),
            "coder": "whosays",
            "version": version,
            "ws_report": report.id,
            "ws_said_by": [source.name or source.text for source in claim.sources],
            "ws_presented_certainty": claim.certainty,
            "ws_status": claim.status,
        }
    )


def pieces(selection: Selection, left_out: LeftOut) -> Iterator[str]:
    """Yield one event a line."""
    for record in selection.records:
        for claim in record.claims:
            if claim.type in SITUATION_TYPES:
                left_out.note(claim.id, f"{claim.type} is no PLOVER type")
            elif claim.time.earliest is None or claim.time.latest is None:
                left_out.note(claim.id, "PLOVER requires a date, and the words give none with both ends")
            elif not claim.actors:
                left_out.note(claim.id, "PLOVER requires an actor, and none is named")
            elif claim.type in NEED_RECIPIENT and not claim.recipients:
                left_out.note(claim.id, f"PLOVER's {claim.type} needs a recipient, and none is named")
            else:
                yield line_of(_line(record.report, claim, record.version)) + "\n"
