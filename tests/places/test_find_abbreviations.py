"""Shortened names of states at the very end of a text keep their offsets."""

from __future__ import annotations

import pytest

from whosays.places import find_places
from whosays.reading.syntax import parse


@pytest.mark.parametrize(
    "text",
    ["He lives in Greenville, Pa.", "A plant in Hawesville, Ky", "The mayor of Buffalo, N.Y.", "Near Erie, Pa.."],
)
def test_shortened_state_at_the_end_of_the_text(text: str) -> None:
    for found in find_places(parse(text)):
        assert text[found.place.start : found.place.end] == found.place.text
