"""The published map: neutral land without borders, places no more exact than the words allow."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cache
from html import escape
from importlib.resources import files

from whosays.record import Event, EventPlace

WIDTH, HEIGHT = 960, 480
# Degrees around the outermost places, and the least span of a map: a single town is shown in its region.
MARGIN, LEAST = 2.0, 12.0
# No shapes of areas are packaged: a disc of the middling size of such areas, as on the board.
RADIUS_KM = {"admin2": 15.0, "admin1": 55.0, "country": 0.0, "region": 120.0}
KM_A_DEGREE = 111.32


@cache
def _land() -> str:
    return files("whosays.app.site").joinpath("land.svgpath").read_text(encoding="utf-8").strip()


class Frame:
    """Where degrees fall on the picture: plate carrée, true to scale at the middle latitude."""

    def __init__(self, places: Iterable[tuple[float, float]]) -> None:
        held = list(places)
        lats, lons = [lat for lat, _ in held], [lon for _, lon in held]
        middle = (min(lats) + max(lats)) / 2
        self.squeeze = max(0.2, math.cos(math.radians(middle)))
        wide = max(max(lons) - min(lons) + 2 * MARGIN, LEAST) * self.squeeze
        high = max(max(lats) - min(lats) + 2 * MARGIN, LEAST)
        self.scale = min(WIDTH / wide, HEIGHT / high)
        self.left = (min(lons) + max(lons)) / 2 - WIDTH / 2 / self.scale / self.squeeze
        self.top = middle + HEIGHT / 2 / self.scale

    def at(self, lat: float, lon: float) -> tuple[float, float]:
        """Return the point on the picture."""
        return round((lon - self.left) * self.scale * self.squeeze, 1), round((self.top - lat) * self.scale, 1)

    @property
    def transform(self) -> str:
        """Return the transformation that brings the land's degrees onto the picture."""
        across = self.scale * self.squeeze
        return f"matrix({across:.4f} 0 0 {self.scale:.4f} {-self.left * across:.2f} {self.top * self.scale:.2f})"


def _mark(frame: Frame, place: EventPlace, standing: str) -> str:
    assert place.lat is not None
    assert place.lon is not None
    x, y = frame.at(place.lat, place.lon)
    kilometres = RADIUS_KM.get(place.precision or "")
    if kilometres:
        radius = max(6.0, kilometres / KM_A_DEGREE * frame.scale)
        return f'<circle class="area {place.precision} {standing}" cx="{x}" cy="{y}" r="{radius:.1f}"/>'
    if place.precision == "country":
        return f'<rect class="land-wide {standing}" x="{x - 6}" y="{y - 6}" width="12" height="12"/>'
    dot = f'<circle class="dot {standing}" cx="{x}" cy="{y}" r="2.2"/>'
    return f'<circle class="ring {standing}" cx="{x}" cy="{y}" r="6"/>{dot}'


def map_of(events: Iterable[tuple[Event, str]], *, link: str = "event/{}.html") -> str:
    """Return the map of events, each with what it is called, as SVG; an empty string where none has a place."""
    held = [
        (event, told, [place for place in event.places if place.lat is not None and place.lon is not None])
        for event, told in events
    ]
    points = [(place.lat, place.lon) for _, _, places in held for place in places]
    if not points:
        return ""
    frame = Frame((lat, lon) for lat, lon in points if lat is not None and lon is not None)
    marks = []
    for event, told, places in held:
        drawn = "".join(dict.fromkeys(_mark(frame, place, event.standing) for place in places))
        names = ", ".join(dict.fromkeys(place.name for place in places if place.name))
        if drawn:
            marks.append(
                f'<a href="{link.format(event.id)}" data-event="{event.id}"><title>{escape(told)} – {escape(names)}'
                f"</title>{drawn}</a>"
            )
    n = len(marks)
    return (
        f'<svg class="map" viewBox="0 0 {WIDTH} {HEIGHT}" role="group" aria-label="Map of {n} events; the list holds '
        f'the same events as text"><rect class="sea" width="{WIDTH}" height="{HEIGHT}"/>'
        f'<path class="land" transform="{frame.transform}" d="{_land()}"/>{"".join(marks)}</svg>'
    )
