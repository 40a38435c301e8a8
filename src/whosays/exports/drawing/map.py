"""The map of a brief: coasts, a grid of degrees, the largest towns in grey, and a mark for each place that is named.

It draws no border: where one runs is often what a conflict is about. A full dot is a town or a point that a report
names; a hollow dashed ring a province or a region, which says no more than that it lies somewhere there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from math import cos, floor, log10, radians, sqrt
from typing import NamedTuple

from whosays.exports.drawing import FAINT, GRID, INK, Circle, Drawing, Line, Words, width_of
from whosays.exports.drawing.land import Box, land_in
from whosays.record import Event, EventPlace

_WIDTH = 640.0
_LEAST_HEIGHT, _MOST_HEIGHT = 260.0, 460.0
_SEA, _LAND, _COAST = "#eef3f7", "#fbfaf6", "#b9c3cc"
EXACT = ("point", "city")
AREA = ("admin2", "admin1", "region")
# Degrees of latitude that a map shows at least, so that a single town keeps its surroundings.
_LEAST_SPAN = 2.4
_TOWNS = 14
# A ring is no measure of the area: it says that the place lies somewhere in it.
_RING = 11.0


class Mark(NamedTuple):
    """One place on the map: its name, where it is, how exactly that is known, and how many events it has."""

    name: str
    lat: float
    lon: float
    precision: str
    n_events: int


def scenes(event: Event) -> list[EventPlace]:
    """Return the places where an event happened or led to; what it is only about is no scene."""
    return [place for place in event.places if place.role != "about"]


def marks_of(events: Iterable[Event]) -> list[Mark]:
    """Return the places to mark, the most events first."""
    counts: Counter[tuple[str, float, float, str]] = Counter()
    for event in events:
        found = {
            (place.name, place.lat, place.lon, place.precision)
            for place in scenes(event)
            if place.name and place.lat is not None and place.lon is not None and place.precision in (*EXACT, *AREA)
        }
        counts.update(found)
    marks = [Mark(*place, n) for place, n in counts.items()]
    return sorted(marks, key=lambda mark: (-mark.n_events, mark.name, mark.lat))


def countries_of(events: Iterable[Event]) -> list[tuple[str, int]]:
    """Return the countries that are the only place of events, which no mark can show, the most events first."""
    counts: Counter[str] = Counter()
    for event in events:
        places = scenes(event)
        if not any(place.precision in (*EXACT, *AREA) and place.lat is not None for place in places):
            counts.update({place.name for place in places if place.name and place.precision == "country"})
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def box_of(marks: list[Mark]) -> Box:
    """Return the box that holds the marks with a margin."""
    south, north = min(mark.lat for mark in marks), max(mark.lat for mark in marks)
    west, east = min(mark.lon for mark in marks), max(mark.lon for mark in marks)
    middle, centre = (south + north) / 2, (west + east) / 2
    squeeze = max(cos(radians(middle)), 0.2)
    tall = max((north - south) * 1.25, _LEAST_SPAN)
    wide = max((east - west) * 1.2, _LEAST_SPAN / squeeze)
    # As tall for its width as the drawing can be.
    tall = max(tall, wide * squeeze * _LEAST_HEIGHT / _WIDTH)
    wide = max(wide, tall * _WIDTH / _MOST_HEIGHT / squeeze)
    return (
        max(middle - tall / 2, -85.0), max(centre - wide / 2, -180.0),
        min(middle + tall / 2, 85.0), min(centre + wide / 2, 180.0),
    )  # fmt: skip


class _Paper:
    """The drawing, and where a place lies on it."""

    def __init__(self, box: Box, alt: str) -> None:
        self.south, self.west, self.north, self.east = self.box = box
        squeeze = max(cos(radians((self.south + self.north) / 2)), 0.2)
        self.per_degree = _WIDTH / (self.east - self.west)
        self.height = (self.north - self.south) * self.per_degree / squeeze
        self.drawing = Drawing(_WIDTH, self.height + 30, alt)
        self.taken: list[tuple[float, float, float, float]] = []

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        """Return where a place lies."""
        return (lon - self.west) * self.per_degree, (self.north - lat) / (self.north - self.south) * self.height

    def label(self, x: float, y: float, words: str, *, size: float, off: float, colour: str = INK) -> bool:
        """Write words beside a mark of this radius where no other words stand; return whether there was room."""
        wide = width_of(words, size)
        spots = ((off + 3, 3, "start"), (-off - 3, 3, "end"), (0, -off - 3, "middle"), (0, off + size + 1, "middle"))
        for dx, dy, anchor in spots:
            left = x + dx - (wide if anchor == "end" else wide / 2 if anchor == "middle" else 0)
            spot = (left, y + dy - size, left + wide, y + dy + 2)
            if spot[0] < 2 or spot[2] > _WIDTH - 2 or spot[1] < 2 or spot[3] > self.height - 2:
                continue
            if all(spot[0] > t[2] or spot[2] < t[0] or spot[1] > t[3] or spot[3] < t[1] for t in self.taken):
                self.taken.append(spot)
                self.drawing.add(Words(x + dx, y + dy, words, size, colour, anchor))  # type: ignore[arg-type]
                return True
        return False


def map_of(events: Iterable[Event]) -> Drawing | None:
    """Return the map of the places of events, or None where no report places any more exactly than in a country."""
    marks = marks_of(events)
    if not marks:
        return None
    paper = _Paper(box_of(marks), f"Map of {len(marks)} places that reports name")
    _background(paper)
    for mark in marks:
        x, y = paper.at(mark.lon, mark.lat)
        paper.taken.append((x - 4, y - 4, x + 4, y + 4))
    for mark in reversed(marks):
        x, y = paper.at(mark.lon, mark.lat)
        if mark.precision in EXACT:
            paper.drawing.add(Circle(x, y, 2.6 + min(sqrt(mark.n_events), 4.0), colour="#ffffff", width=0.8))
        else:
            paper.drawing.add(Circle(x, y, _RING, fill=None, width=1.3, dashes=(3, 2.5)))
    for mark in marks:
        x, y = paper.at(mark.lon, mark.lat)
        words = f"{mark.name} ({mark.n_events})" if mark.n_events > 1 else mark.name
        paper.label(x, y, words, size=8, off=5 if mark.precision in EXACT else _RING)
    _towns(paper, {mark.name for mark in marks})
    _legend(paper)
    return paper.drawing


def _background(paper: _Paper) -> None:
    corners = ((0.0, 0.0), (_WIDTH, 0.0), (_WIDTH, paper.height), (0.0, paper.height))
    paper.drawing.add(Line(corners, colour=_COAST, width=0.8, fill=_SEA))
    for piece in land_in(paper.box):
        paper.drawing.add(Line(tuple(paper.at(*point) for point in piece), colour=_COAST, width=0.7, fill=_LAND))
    rough = (paper.east - paper.west) / 5
    power = 10 ** floor(log10(rough))
    step = next(f * power for f in (1, 2, 5, 10) if f * power >= rough)
    first = int(-180 / step) - 1
    for n in range(first, -first + 1):
        degree = n * step
        if paper.west < degree < paper.east:
            x, _ = paper.at(degree, paper.north)
            paper.drawing.add(Line(((x, 0), (x, paper.height)), colour=GRID, width=0.5))
            paper.drawing.add(
                Words(x + 2, paper.height - 3, f"{abs(degree):g}°{'E' if degree >= 0 else 'W'}", 6, FAINT)
            )
        if paper.south < degree < paper.north:
            _, y = paper.at(paper.west, degree)
            paper.drawing.add(Line(((0, y), (_WIDTH, y)), colour=GRID, width=0.5))
            paper.drawing.add(Words(2, y - 2, f"{abs(degree):g}°{'N' if degree >= 0 else 'S'}", 6, FAINT))


def _towns(paper: _Paper, marked: set[str]) -> None:
    from whosays.places.gazetteer import default_gazetteer

    for town in default_gazetteer().largest_in(paper.box, most=_TOWNS):
        if town.name not in marked:
            x, y = paper.at(town.lon, town.lat)
            if paper.label(x, y, town.name, size=6.5, off=2, colour="#8a939c"):
                paper.drawing.add(Circle(x, y, 1.3, colour="#8a939c", fill="#8a939c", width=0.5))


def _legend(paper: _Paper) -> None:
    y = paper.height + 14
    paper.drawing.add(
        Circle(6, y - 3, 3.6, colour="#ffffff", width=0.8),
        Words(14, y, "a town or a point that a report names (number of events)", 7, FAINT),
        Circle(262, y - 3, 5, fill=None, width=1.2, dashes=(2.5, 2)),
        Words(272, y, "a province or region is named: somewhere there", 7, FAINT),
        Words(_WIDTH, y, "No borders are drawn. Coasts: Natural Earth.", 7, FAINT, "end"),
    )
