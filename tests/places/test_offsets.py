from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whosays.places.evidence import distance_km
from whosays.places.gazetteer import Candidate
from whosays.places.offsets import destination, offset_from
from whosays.reading.syntax import parse
from whosays.record import Place


def at(text: str, words: str) -> tuple[float, float, str] | None:
    doc = parse(text)
    start = text.index(words)
    place = Place(text=words, start=start, end=start + len(words), name=words, lat=10.0, lon=20.0, precision="city")
    token = next(t.i for t in doc if t.idx >= start)
    found = offset_from(doc, token, place)
    return (found.lat, found.lon, found.rule) if found else None


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("It lay 20 km south of Dosso.", "20 km south of Dosso"),
        ("It lay 20km south of Dosso.", "20 km south of Dosso"),
        ("It lay about 12.5 kilometres north-east of Dosso.", "12.5 km northeast of Dosso"),
        ("It lay 10 miles (16 km) west of Dosso.", "16.0934 km west of Dosso"),
        ("It lay 30 kilometers southwest of the city of Dosso.", "30 km southwest of Dosso"),
        ("It lay 800 metres east of the town of Dosso.", "0.8 km east of Dosso"),
    ],
)
def test_spots(text: str, rule: str) -> None:
    found = at(text, "Dosso")
    assert found is not None and found[2] == rule


@pytest.mark.parametrize(
    "text",
    [
        "It lay south of Dosso.",
        "20 men south of Dosso.",
        "It lay 2,000 km south of Dosso.",
        "It lay 900 km south of Dosso.",
    ],
)
def test_no_spot(text: str) -> None:
    assert at(text, "Dosso") is None


@given(st.floats(-80, 80), st.floats(-179, 179), st.floats(0, 359.9), st.floats(0.1, 500))
def test_destination_is_as_far_as_asked(lat: float, lon: float, bearing: float, km: float) -> None:
    there = destination(lat, lon, bearing=bearing, km=km)
    one = Candidate("", "", None, None, lat, lon, "", 0, None)
    other = Candidate("", "", None, None, *there, "", 0, None)
    assert distance_km(one, other) == pytest.approx(km, rel=0.01, abs=0.05)
