"""Maps and charts: honest marks, no border, nothing outside the paper."""

from __future__ import annotations

from typing import Any

import pytest

from whosays.exports.drawing import Circle, Drawing, Line, Words
from whosays.exports.drawing.chart import chart_of
from whosays.exports.drawing.land import land_in, rings
from whosays.exports.drawing.map import box_of, countries_of, map_of, marks_of
from whosays.exports.drawing.svg import svg_of
from whosays.record import Event, EventPlace, Figure


def place(name: str, lat: float | None, lon: float | None, precision: Any, **fields: Any) -> EventPlace:
    return EventPlace(name=name, lat=lat, lon=lon, precision=precision, **fields)


def event(n: int, *places: EventPlace) -> Event:
    return Event(id=f"e{n}", type="ASSAULT", places=places)


TOWN = place("Harbour", 13.6, 25.3, "city")
REGION = place("Uplands", 13.0, 25.0, "admin1")
COUNTRY = place("Sudan", 15.0, 30.0, "country")
TOPIC = place("Elsewhere", 0.0, 0.0, "city", role="about")


def test_marks_are_full_for_towns_and_hollow_for_areas() -> None:
    drawing = map_of([event(1, TOWN), event(2, TOWN, REGION)])
    assert drawing is not None
    marks = [shape for shape in drawing.shapes if isinstance(shape, Circle) and shape.y < drawing.height - 30]
    assert [bool(mark.dashes) for mark in marks if mark.fill is None] == [True]
    assert sum(mark.fill is not None and mark.colour == "#ffffff" for mark in marks) == 1
    labels = {shape.text for shape in drawing.shapes if isinstance(shape, Words)}
    assert {"Harbour (2)", "Uplands"} <= labels


def test_country_is_no_mark_and_is_told_apart() -> None:
    events = [event(1, COUNTRY), event(2, COUNTRY, TOWN), event(3, TOPIC)]
    assert [mark.name for mark in marks_of(events)] == ["Harbour"]
    assert countries_of(events) == [("Sudan", 1)]
    assert map_of([event(1, COUNTRY), event(2, TOPIC)]) is None


@pytest.mark.parametrize("spot", [(13.6, 25.3), (-84.0, 0.0), (64.0, 179.9), (0.0, -179.0)])
def test_everything_lies_on_the_paper(spot: tuple[float, float]) -> None:
    drawing = map_of([event(1, place("There", *spot, "city"))])
    assert drawing is not None
    assert all(-0.1 <= x <= drawing.width + 0.1 and -0.1 <= y <= drawing.height + 0.1 for x, y in points_of(drawing))


def points_of(drawing: Drawing) -> list[tuple[float, float]]:
    found = []
    for shape in drawing.shapes:
        found += list(shape.points) if isinstance(shape, Line) else [(shape.x, shape.y)]
    return found


def test_land_is_cut_at_the_edges() -> None:
    box = (50.0, -6.0, 60.0, 2.0)
    pieces = list(land_in(box))
    assert pieces
    assert all(-6 <= x <= 2 and 50 <= y <= 60 for piece in pieces for x, y in piece)
    assert all(abs(x) <= 180 and abs(y) <= 90 for ring in rings() for x, y in ring)
    assert list(land_in((-40.0, -30.0, -35.0, -25.0))) == []


def test_box_holds_all_marks() -> None:
    south, west, north, east = box_of(marks_of([event(1, TOWN), event(2, place("Far", 43.1, 131.9, "city"))]))
    assert south < 13.6 < 43.1 < north
    assert west < 25.3 < 131.9 < east


def figure(**fields: Any) -> Figure:
    return Figure(report="r", claim="c", **fields)


@pytest.mark.parametrize(
    ("fields", "n_circles", "n_lines"),
    [
        ({"best": 40, "min": 40, "max": 40}, 1, 0),
        # "At least": a dot and an arrow of two strokes.
        ({"best": 40, "min": 40}, 1, 2),
        ({"min": 20, "max": 40}, 0, 1),
        ({"max": 40}, 0, 2),
        ({"best": 40, "approximate": True}, 1, 0),
    ],
)
def test_chart_shows_how_far_the_words_reach(fields: dict[str, Any], n_circles: int, n_lines: int) -> None:
    drawing = chart_of([figure(**fields)], title="Killed")
    circles = [shape for shape in drawing.shapes if isinstance(shape, Circle)]
    lines = [shape for shape in drawing.shapes if isinstance(shape, Line) and shape.colour == "#b3261e"]
    assert (len(circles), len(lines)) == (n_circles, n_lines)
    assert all((circle.fill == "#ffffff") == fields.get("approximate", False) for circle in circles)


def test_chart_leaves_out_what_has_no_number_and_orders_by_day() -> None:
    rows = [
        figure(best=5, source="Late", reported_at="2025-02-01"),
        figure(source="Silent", reported_at="2025-01-01"),
        figure(best=3, source="Early", reported_at="2025-01-02"),
    ]
    words = [shape.text for shape in chart_of(rows, title="Killed").shapes if isinstance(shape, Words)]
    assert words.index("Early") < words.index("Late")
    assert "Silent" not in words


def test_names_in_a_drawing_are_no_mark_up() -> None:
    assert "<b>" not in svg_of(chart_of([figure(best=1, source="<b>&")], title="<i>"))
