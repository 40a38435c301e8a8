"""Countries, territories and de-facto entities: their names, adjectives, people, seats and codes.

The facts stand in ``countries.csv``, one entity a row, lists parted by semicolons. A row of kind ``state`` or
``territory`` has an ISO 3166-1 alpha-3 code (Kosovo the user-assigned XKX); ``de-facto``, ``part`` and ``historical``
rows have none and name the state they belong to under international usage as ``parent``, where there is one.
"""

from __future__ import annotations

import csv
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal, cast, get_args

CountryKind = Literal["state", "territory", "de-facto", "part", "historical"]
# Short names ("US", "CAR", "us") are compared with their case, or every "us" and "car" were a country.
CASELESS_FROM = 5


@dataclass(frozen=True, slots=True)
class Country:
    """One row of the table.

    ``key`` is the alpha-3 code, or a lower-case name for an entity without one. ``capital`` is the seat of government
    as the atlas names it, ``seats`` are other names used for the government ("Kiev", "Tel Aviv", "Kremlin").
    ``neighbours`` are alpha-3 codes. ``lat`` and ``lon`` are a middle point in WGS84 degrees.
    """

    key: str
    kind: CountryKind
    alpha2: str | None
    alpha3: str | None
    numeric: str | None
    name: str
    aliases: tuple[str, ...]
    adjectives: tuple[str, ...]
    demonyms: tuple[str, ...]
    capital: str | None
    seats: tuple[str, ...]
    parent: str | None
    fips: str | None
    gw: int | None
    cow: int | None
    cow_abbreviation: str | None
    cameo: str | None
    continent: str | None
    region: str | None
    organisations: tuple[str, ...]
    neighbours: tuple[str, ...]
    geonameid: int | None
    lat: float | None
    lon: float | None
    population: int | None

    @property
    def code(self) -> str | None:
        """The alpha-3 code the record gives it: its own, or its parent's."""
        return self.alpha3 or self.parent

    @property
    def names(self) -> tuple[str, ...]:
        """The name and every alias."""
        return (self.name, *self.aliases)


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split(";") if part)


def _read_row(row: dict[str, str]) -> Country:
    kind = row["kind"]
    if kind not in get_args(CountryKind):
        raise ValueError(f"countries.csv: {row['key']}: no such kind: {kind}")
    return Country(
        key=row["key"],
        kind=cast(CountryKind, kind),
        alpha2=row["alpha2"] or None,
        alpha3=row["alpha3"] or None,
        numeric=row["numeric"] or None,
        name=row["name"],
        aliases=_parts(row["aliases"]),
        adjectives=_parts(row["adjectives"]),
        demonyms=_parts(row["demonyms"]),
        capital=row["capital"] or None,
        seats=_parts(row["seats"]),
        parent=row["parent"] or None,
        fips=row["fips"] or None,
        gw=int(row["gw"]) if row["gw"] else None,
        cow=int(row["cow"]) if row["cow"] else None,
        cow_abbreviation=row["cow_abbreviation"] or None,
        cameo=row["cameo"] or None,
        continent=row["continent"] or None,
        region=row["region"] or None,
        organisations=_parts(row["organisations"]),
        neighbours=_parts(row["neighbours"]),
        geonameid=int(row["geonameid"]) if row["geonameid"] else None,
        lat=float(row["lat"]) if row["lat"] else None,
        lon=float(row["lon"]) if row["lon"] else None,
        population=int(row["population"]) if row["population"] else None,
    )


@lru_cache(maxsize=1)
def all_countries() -> tuple[Country, ...]:
    """Return every row of the table, in its order: states and territories by code, then the others."""
    table = (files("whosays.vocab") / "countries.csv").read_text(encoding="utf-8")
    return tuple(_read_row(row) for row in csv.DictReader(table.splitlines()))


@lru_cache(maxsize=16384)
def fold_name(words: str) -> str:
    """Return the form in which names are compared: no accents, plain apostrophes, single spaces, no leading "the".

    Words shorter than five letters keep their case.
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", words) if not unicodedata.combining(c))
    plain = " ".join(plain.replace("’", "'").replace("‘", "'").replace("-", " ").split())
    if plain[:4] in ("the ", "The "):
        plain = plain[4:]
    return plain.lower() if len(plain) >= CASELESS_FROM else plain


def _index(pick: str) -> dict[str, tuple[Country, ...]]:
    index: dict[str, tuple[Country, ...]] = {}
    for country in all_countries():
        for words in getattr(country, pick):
            key = fold_name(words)
            if country not in index.get(key, ()):
                index[key] = (*index.get(key, ()), country)
    return index


@lru_cache(maxsize=1)
def _by_code() -> dict[str, Country]:
    return {code: c for c in all_countries() for code in (c.alpha3, c.alpha2, c.key) if code}


@lru_cache(maxsize=1)
def _by_name() -> dict[str, tuple[Country, ...]]:
    return _index("names")


@lru_cache(maxsize=1)
def _by_demonym() -> dict[str, tuple[Country, ...]]:
    people = _index("demonyms")
    for key, countries in _index("adjectives").items():
        people[key] = tuple(dict.fromkeys((*people.get(key, ()), *countries)))
    # Of two countries with one adjective ("Congolese", "Korean") the more populous is meant unless the text says else.
    return {
        key: tuple(sorted(countries, key=lambda c: (c.kind != "state", -(c.population or 0))))
        for key, countries in people.items()
    }


@lru_cache(maxsize=1)
def _by_adjective() -> dict[str, tuple[Country, ...]]:
    return _index("adjectives")


@lru_cache(maxsize=1)
def _by_capital() -> dict[str, Country]:
    seats: dict[str, Country] = {}
    for country in all_countries():
        for words in (*((country.capital,) if country.capital else ()), *country.seats):
            held = seats.get(fold_name(words))
            if held is None or (held.kind != "state" and country.kind == "state"):
                seats[fold_name(words)] = country
    return seats


def by_code(code: str) -> Country | None:
    """Return the entity with this alpha-3, alpha-2 or key, or None."""
    return _by_code().get(code)


def by_name(words: str) -> Country | None:
    """Return the entity named by these words in full ("DR Congo", "the Netherlands"), or None."""
    found = _by_name().get(fold_name(words))
    return found[0] if found else None


def by_demonym(words: str) -> Country | None:
    """Return the entity of an adjective or a name of its people ("Syrian", "Danes"), the most populous, or None."""
    found = all_by_demonym(words)
    return found[0] if found else None


def all_by_demonym(words: str) -> tuple[Country, ...]:
    """Return every entity of an adjective or a name of people, the most populous state first."""
    return _by_demonym().get(fold_name(words), ())


def is_adjective(words: str) -> bool:
    """Whether the words are a country's adjective ("Syrian"), and not only a name of its people ("Danes")."""
    return fold_name(words) in _by_adjective()


def by_capital(words: str) -> Country | None:
    """Return the country whose government these words stand for ("Kyiv", "Kiev", "Tel Aviv", "Kremlin"), or None."""
    return _by_capital().get(fold_name(words))
