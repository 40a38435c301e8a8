"""The table of actors: organisations, persons with their offices, and the nouns that name a role.

The knowledge stands in ``data/*.csv`` (one fact a row, an expert can edit it) and in the countries of ``vocab``. A file
of the reader's own, with the columns of ``organisations.csv``, adds to it or replaces rows of the same key.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from whosays.actors.names import NameFinder, Referent, fold
from whosays.errors import UsageError
from whosays.record import SECTORS
from whosays.vocab.countries import all_countries

# Nouns that mean the one body of that kind that a country has.
FORCES = frozenset(("army", "military", "armed forces", "navy", "air force"))
ORGANISATION_COLUMNS = (
    "key", "name", "aliases", "country", "sector", "kind", "valid_from", "valid_to", "parent", "source",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body that acts under a name; ``country`` is alpha-3 or None for a transnational one, dates are ISO prefixes."""

    key: str
    name: str
    aliases: tuple[str, ...]
    country: str | None
    sector: str | None
    kind: str
    valid_from: str | None = None
    valid_to: str | None = None
    parent: str | None = None

    def existed_on(self, day: str | None) -> bool:
        """Say whether the body existed on ``day`` (ISO), as far as its row says; without a day it did."""
        if day is None:
            return True
        begun = not self.valid_from or self.valid_from <= day[: len(self.valid_from)]
        return begun and (not self.valid_to or day[: len(self.valid_to)] <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Post:
    """A post that a person held: the office key or None, its title, and from when to when (ISO prefixes)."""

    office: str | None
    title: str
    country: str | None
    sector: str | None
    valid_from: str | None
    valid_to: str | None


@dataclass(frozen=True, slots=True)
class Person:
    """A named person with the posts held, earliest first."""

    key: str
    name: str
    aliases: tuple[str, ...]
    gender: str | None
    posts: tuple[Post, ...]

    def post_at(self, day: str | None) -> Post | None:
        """Return the post held on ``day`` (ISO), else the latest that had begun by then, else the first."""
        if not self.posts:
            return None
        if day is None:
            return self.posts[-1]
        begun = [post for post in self.posts if not post.valid_from or post.valid_from <= day[: len(post.valid_from)]]
        current = [post for post in begun if not post.valid_to or day[: len(post.valid_to)] <= post.valid_to]
        return (current or begun or list(self.posts[:1]))[-1]


@dataclass(frozen=True, slots=True)
class Office:
    """An office held by one person at a time: the country, and the nouns that name it ("president")."""

    key: str
    country: str | None
    nouns: tuple[str, ...]
    name: str
    sector: str | None


@dataclass(frozen=True, slots=True)
class Role:
    """A noun that says what somebody is ("gunmen"): its sector, its kind, and whom "the NOUN" may point back to.

    ``homeless`` nouns ("allies", "coalition") have no country unless an adjective gives one: the allies of a country
    are not of that country.
    """

    noun: str
    sector: str | None
    kind: str
    refers: tuple[str, ...]
    gender: str | None
    homeless: bool


@dataclass(frozen=True, slots=True)
class ShortName:
    """A name that holds only with "the" before it and one of some countries in the report: "the North"."""

    name: str
    country: str | None
    sector: str | None
    needs: tuple[str, ...]


@dataclass(frozen=True)
class ActorTable:
    """All that is known of actors before a report is opened. Make one with `ActorTable.open`."""

    organisations: dict[str, Organisation]
    persons: dict[str, Person]
    offices: dict[str, Office]
    roles: dict[str, Role]
    names: NameFinder
    holders: dict[str, tuple[tuple[Person, Post], ...]]
    offices_by_noun: dict[tuple[str, str], Office]
    short_names: dict[str, ShortName]
    peoples: dict[str, str | None]
    deeds: frozenset[str]
    forces: dict[tuple[str, str], Organisation]
    longest_role: int = field(default=4)

    @classmethod
    def open(cls, extra: Path | None = None) -> ActorTable:
        """Return the table, with the rows of ``extra`` added; raise `UsageError` if that file does not hold.

        ``extra`` is a CSV file with the columns key, name, aliases, country, sector, kind, valid_from, valid_to,
        parent and source, of which the first two are needed.
        """
        return _shipped_table() if extra is None else _build(extra)

    def holder(self, country: str, noun: str, day: str | None) -> tuple[Office | None, Person | None]:
        """Return the office that ``noun`` names in ``country``, and who held it on ``day`` (None without a day)."""
        office = self.offices_by_noun.get((country, noun))
        if office is None or day is None:
            return office, None
        for person, post in self.holders.get(office.key, ()):
            after = not post.valid_from or post.valid_from <= day[: len(post.valid_from)]
            before = not post.valid_to or day[: len(post.valid_to)] <= post.valid_to
            if after and before:
                return office, person
        return office, None


def split_list(cell: str | None) -> tuple[str, ...]:
    """Return the parts of a cell that lists several, parted by semicolons."""
    return tuple(part.strip() for part in (cell or "").split(";") if part.strip())


def read_table(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of one of the shipped files ``data/NAME.csv``."""
    text = (files("whosays.actors") / "data" / f"{name}.csv").read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())


def organisation_of(row: dict[str, str]) -> Organisation:
    """Return the organisation that a row describes."""
    return Organisation(
        key=row["key"],
        name=row["name"],
        aliases=split_list(row.get("aliases")),
        country=row.get("country") or None,
        sector=row.get("sector") or None,
        kind=row.get("kind") or "",
        valid_from=row.get("valid_from") or None,
        valid_to=row.get("valid_to") or None,
        parent=row.get("parent") or None,
    )


def _read_extra(path: Path) -> Iterator[Organisation]:
    """Yield the rows of a reader's own file; raise `UsageError` on the first that does not hold."""
    codes = {c.alpha3 for c in all_countries() if c.alpha3}
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise UsageError("R001", item=str(path)) from None
    except UnicodeDecodeError as error:
        raise UsageError("R004", item=str(path), detail=str(error)) from None
    for number, row in enumerate(csv.DictReader(text.splitlines()), start=2):
        if not row.get("key") or not row.get("name"):
            raise UsageError("U006", item=str(path), line=number, detail="'key' and 'name' must be filled")
        if row.get("country") and row["country"] not in codes:
            raise UsageError("U006", item=str(path), line=number, detail=f"no country has the code {row['country']}")
        if row.get("sector") and row["sector"] not in SECTORS:
            raise UsageError("U006", item=str(path), line=number, detail=f"no sector has the code {row['sector']}")
        yield organisation_of(row)


def _read_persons() -> dict[str, Person]:
    rows: dict[str, list[dict[str, str]]] = {}
    for row in read_table("persons"):
        rows.setdefault(row["key"], []).append(row)
    persons = {}
    for key, posts in rows.items():
        posts.sort(key=lambda row: row["valid_from"])
        persons[key] = Person(
            key=key,
            name=posts[0]["name"],
            aliases=tuple(dict.fromkeys(alias for row in posts for alias in split_list(row["aliases"]))),
            gender=posts[0]["gender"] or None,
            posts=tuple(
                Post(
                    office=row["office"] or None,
                    title=row["title"],
                    country=row["country"] or None,
                    sector=row["sector"] or None,
                    valid_from=row["valid_from"] or None,
                    valid_to=row["valid_to"] or None,
                )
                for row in posts
            ),
        )
    return persons


def _country_names() -> Iterator[tuple[str, Referent]]:
    """Yield every name of a country, its adjectives, its people and its seats of government, states first."""
    ranks = {"state": 0, "territory": 1, "de-facto": 2, "part": 2, "historical": 3}
    for country in sorted(all_countries(), key=lambda c: (ranks[c.kind], -(c.population or 0))):
        for kind, names in (
            ("country", country.names),
            ("adjective", country.adjectives),
            ("people", country.demonyms),
            ("seat", (*((country.capital,) if country.capital else ()), *country.seats)),
        ):
            for name in names:
                yield name, Referent(kind, country.key)


def _build(extra: Path | None) -> ActorTable:
    organisations = {row["key"]: organisation_of(row) for row in read_table("organisations")}
    if extra is not None:
        organisations |= {own.key: own for own in _read_extra(extra)}
    persons = _read_persons()
    offices = {
        row["key"]: Office(
            row["key"], row["country"] or None, split_list(row["nouns"]), row["name"], row["sector"] or None
        )
        for row in read_table("offices")
    }
    roles = {
        row["noun"]: Role(
            row["noun"],
            row["sector"] or None,
            row["kind"],
            split_list(row["refers"]),
            row["gender"] or None,
            row["country"] == "none",
        )
        for row in read_table("roles")
    }
    names: list[tuple[str, Referent]] = []
    for body in organisations.values():
        names += [(name, Referent("organisation", body.key)) for name in (body.name, *body.aliases)]
    for person in persons.values():
        names += [(name, Referent("person", person.key)) for name in (person.name, *person.aliases)]
    names += _country_names()
    short_names = {
        row["name"]: ShortName(row["name"], row["stands_for"] or None, row["sector"] or None, split_list(row["needs"]))
        for row in read_table("short_names")
    }
    names += [(name, Referent("short", name)) for name in short_names]
    peoples: dict[str, str | None] = {}
    for row in read_table("peoples"):
        peoples[row["name"]] = row["country"] or None
        names += [(name, Referent("ethnic", row["name"])) for name in (row["name"], *split_list(row["aliases"]))]
    holders: dict[str, list[tuple[Person, Post]]] = {}
    for person in persons.values():
        for post in person.posts:
            if post.office:
                holders.setdefault(post.office, []).append((person, post))
    return ActorTable(
        organisations=organisations,
        persons=persons,
        offices=offices,
        roles=roles,
        names=NameFinder(names),
        holders={key: tuple(held) for key, held in holders.items()},
        offices_by_noun={(o.country, noun): o for o in offices.values() if o.country for noun in o.nouns},
        short_names=short_names,
        peoples=peoples,
        deeds=frozenset(row["noun"] for row in read_table("deeds")),
        forces=_forces(organisations),
        longest_role=max(noun.count(" ") + 1 for noun in roles),
    )


def _forces(organisations: dict[str, Organisation]) -> dict[tuple[str, str], Organisation]:
    """Return the armed forces that a common noun means in a country, by names such as "the Chadian army"."""
    adjectives = {c.alpha3: {fold(name).strip() for name in c.adjectives} for c in all_countries() if c.alpha3}
    found: dict[tuple[str, str], Organisation] = {}
    for body in organisations.values():
        if body.sector != "MIL" or body.country is None:
            continue
        for name in (body.name, *body.aliases):
            adjective, _, noun = fold(name.removeprefix("the ")).strip().partition(" ")
            if noun in FORCES and adjective in adjectives.get(body.country, ()):
                found.setdefault((body.country, noun), body)
    return found


@lru_cache(maxsize=1)
def _shipped_table() -> ActorTable:
    return _build(None)
