"""The closed vocabularies of the room: short forms of names, peoples, and the generic nouns of place names."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal

from spacy.tokens import Doc

from whosays.vocab import countries
from whosays.vocab.countries import Country


@dataclass(frozen=True, slots=True)
class Peoples:
    """What an adjective or a name of people stands for: countries, or a place named in the gazetteer."""

    form: Literal["adjective", "people"]
    countries: tuple[Country, ...]
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Shortened:
    """The full name behind a short form ("Ky."), and its country."""

    name: str
    country: str


def read_table(name: str) -> list[dict[str, str]]:
    """Return the rows of one of the room's tables."""
    table = (files("whosays.places") / "data" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(table.splitlines()))


_DIRECTIONS = ("north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest")
_PARTS = frozenset((*_DIRECTIONS, *(d + "ern" for d in _DIRECTIONS), "central", "upper", "lower"))


class PlaceWords:
    """The tables, ready to ask."""

    def __init__(self) -> None:
        self._short = {r["short"]: Shortened(r["name"], r["country"]) for r in read_table("abbreviations.csv")}
        self._local = {
            words: Peoples("adjective" if column == "adjectives" else "people", (), r["place"])
            for r in read_table("demonyms.csv")
            for column in ("people", "adjectives")
            for words in r[column].split(";")
            if words
        }
        self._heads = {r["noun"]: r["kind"] for r in read_table("generics.csv")}

    def shortened(self, surface: str) -> Shortened | None:
        """Return the full name of a division's short form, written just so ("Ky.", "N.J.", "TX")."""
        return self._short.get(surface)

    def peoples(self, surface: str) -> Peoples | None:
        """Return what an adjective or a name of people stands for."""
        if surface in self._local:
            return self._local[surface]
        if found := countries.all_by_demonym(surface):
            return Peoples("adjective" if countries.is_adjective(surface) else "people", found)
        return None

    @staticmethod
    def is_part(word: str) -> bool:
        """Whether a word picks a part of a place: a direction or "central"."""
        return word in _PARTS

    def generic(self, word: str) -> str:
        """Return the kind of place a generic noun names ("River" gives "water"), or an empty string."""
        return self._heads.get(word.rstrip(".").lower(), "")

    def head_of(self, doc: Doc, start: int, end: int) -> str:
        """Return the kind given by the generic noun at the end or the beginning of a name of two words and more."""
        if end - start < 2 or not doc[end - 1].text[:1].isupper():
            return ""
        return self.generic(doc[end - 1].text) or (
            self.generic(doc[start].text) if doc[start].lower_ in ("lake", "mount", "river", "gulf", "cape") else ""
        )


@lru_cache(maxsize=1)
def place_words() -> PlaceWords:
    """Return the tables, read once a process."""
    return PlaceWords()
