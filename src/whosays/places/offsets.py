"""Spots given by a distance and a direction from a place: "20 km south of X"."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from spacy.tokens import Doc

from whosays.record import Place

EARTH_KM = 6371.0088
_KM = {"km": 1.0, "kms": 1.0, "kilometer": 1.0, "kilometre": 1.0, "mile": 1.609344, "mi": 1.609344, "m": 0.001,
       "meter": 0.001, "metre": 0.001}  # fmt: skip
_BEARING = {
    "north": 0.0, "north northeast": 22.5, "northeast": 45.0, "east": 90.0, "southeast": 135.0, "south": 180.0,
    "southwest": 225.0, "west": 270.0, "northwest": 315.0,
}  # fmt: skip
_OFFSET = re.compile(
    r"(?<![\d.,])(?P<number>\d{1,3}(?:,\d{3})+|\d{1,4}(?:\.\d+)?)(?:\s|-)?(?P<unit>km|kms|kilomet(?:er|re)s?|miles?|mi|m|met(?:er|re)s?)\b"
    r"(?:\s*\([^)]{1,20}\))?\s+(?:to the\s+|due\s+)?"
    r"(?P<direction>(?:north|south)?[ -]?(?:east|west)|north|south)"
    r"(?:\s+of)\s+(?:the\s+)?(?:(?:city|town|village|capital|port|border town)\s+of\s+)?$",
    re.IGNORECASE,
)
# An offset further than this is a remark on a country's size, not a spot ("2,000 miles east of X").
FURTHEST_KM = 500.0


@dataclass(frozen=True, slots=True)
class Offset:
    """A computed spot; ``start``/``end`` are the code points of the whole expression, ``rule`` says how."""

    start: int
    end: int
    lat: float
    lon: float
    rule: str


def destination(lat: float, lon: float, *, bearing: float, km: float) -> tuple[float, float]:
    """Return the point at a distance and an initial bearing (degrees from north) along a great circle."""
    a, b, angle, arc = math.radians(lat), math.radians(lon), math.radians(bearing), km / EARTH_KM
    there = math.asin(math.sin(a) * math.cos(arc) + math.cos(a) * math.sin(arc) * math.cos(angle))
    along = math.atan2(math.sin(angle) * math.sin(arc) * math.cos(a), math.cos(arc) - math.sin(a) * math.sin(there))
    return round(math.degrees(there), 4), round((math.degrees(b + along) + 540) % 360 - 180, 4)


def offset_from(doc: Doc, token: int, place: Place) -> Offset | None:
    """Return the spot that the words before a place give from it, or None; ``token`` is where the place begins."""
    if place.lat is None or place.lon is None or place.precision not in ("city", "point"):
        return None
    before = doc[max(0, token - 14) : token]
    match = _OFFSET.search(before.text_with_ws) if len(before) else None
    if match is None:
        return None
    unit = match["unit"].lower()
    km = float(match["number"].replace(",", "")) * _KM[unit if unit in _KM else unit.rstrip("s")]
    direction = match["direction"].lower().replace("-", "").replace(" ", "")
    if km > FURTHEST_KM:
        return None
    lat, lon = destination(place.lat, place.lon, bearing=_BEARING[direction], km=km)
    rule = f"{km:g} km {direction} of {place.name}"
    return Offset(before.start_char + match.start(), place.end, lat, lon, rule)
