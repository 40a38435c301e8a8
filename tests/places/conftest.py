from __future__ import annotations

import pytest

from whosays.places import FoundPlace, Gazetteer, find_places
from whosays.places.gazetteer import default_gazetteer
from whosays.reading.syntax import parse


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return default_gazetteer()


def places_of(text: str, **given: object) -> dict[str, FoundPlace]:
    """Return the places found in a text by their words; of two alike the last."""
    return {f.place.text: f for f in find_places(parse(text), **given)}  # type: ignore[arg-type]
