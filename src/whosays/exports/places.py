"""Which place of a claim or an event a format with one place takes, and cells of a grid."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from whosays.record import EventPlace, Place
from whosays.vocab.countries import Country, by_code

AnyPlace = TypeVar("AnyPlace", Place, EventPlace)
# Where it happened is said by `at`; a movement ends at its `to`. What a claim is only about is no scene of it.
_ROLES = ("at", None, "to", "from")
_FINEST = ("point", "city", "admin2", "admin1", "region", "country", None)
# Names that a half-degree cell holds.
EXACT = ("point", "city")


def first_place(places: Sequence[AnyPlace]) -> AnyPlace | None:
    """Return the place where it happened: of those with the best role the finest, or None."""
    scenes = [place for place in places if place.role in _ROLES]
    return min(
        scenes,
        key=lambda place: (_ROLES.index(place.role), place.lat is None, _FINEST.index(place.precision)),
        default=None,
    )


def country_of(code: str | None) -> Country | None:
    """Return the country of an alpha-3 code."""
    return by_code(code) if code else None


def country_name(code: str | None) -> str | None:
    """Return a country's name, or the code itself where no table has it."""
    country = country_of(code)
    return country.name if country else code


def display_country(name: str | None, code: str | None) -> str | None:
    """Return 'Kursk (RUS)'."""
    return f"{name} ({code})" if name and code else name


def priogrid_gid(lat: float, lon: float) -> int:
    """Return the PRIO-GRID cell: half-degree cells, 720 a row, counted from 1 at the south-west corner."""
    row = min(int((lat + 90) * 2), 359)
    column = int((lon + 180) * 2) % 720
    return row * 720 + column + 1
