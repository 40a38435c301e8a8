"""Who is named in reports, and who of them holds an office: for those who withhold all private persons.

Names are found by the parser, which misses some and takes other things for names; so whoever withholds by it is told
who is withheld and who stays named, and should read what is given away.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from whosays.exports.redacting import parts_of, plain, untitled
from whosays.record import Record

# Who speaks or acts for a body by office. Soldiers, police, doctors, reporters are people who work.
OFFICES = frozenset(("GOV", "LEG", "JUD", "PTY", "IGO"))
# Names that begin with a small letter: al-Sayed, d'Arc, bin Laden.
_SMALL_FIRST = re.compile(r"(?:[^\W\d_]{1,4}[-\u2010\u2011’']|(?:al|el|bin|ibn|bint|abu) )(?=[^\W\d_])(?![a-z])")


@dataclass(frozen=True)
class Named:
    """The persons named, in the order in which they first are; in full where any report does so."""

    private: tuple[str, ...]
    in_office: tuple[str, ...]
    # By which parts of a name a report calls its bearer: the report that does so may not have the whole name.
    called: Mapping[str, tuple[str, ...]]


def persons_named(records: Iterable[Record]) -> Named:
    """Return the persons named in records, parted by whether one of the reports gives them an office.

    Persons in the table of actors are known by their office, too. Each text is parsed again (0.1 s a report).
    """
    from whosays.actors import ActorTable
    from whosays.reading.syntax import parse

    known = {name.casefold() for person in ActorTable.open().persons.values() for name in (person.name,)}
    held: dict[str, str] = {}
    offices: set[str] = set(known)
    for record in records:
        for actor in record.actors:
            if actor.name and actor.sector in OFFICES:
                offices |= {actor.name.casefold(), untitled(actor.name).casefold()}
        places = {name.casefold() for place in record.places for name in (place.text, place.name) if name}
        text = f"{record.report.title}.\n\n{record.report.text}" if record.report.title else record.report.text
        for entity in parse(text).ents:
            name = " ".join(entity.text.split()).removesuffix("'s").removesuffix("’s")
            is_name = (name[:1].isupper() or _SMALL_FIRST.match(name)) and not any(sign.isdigit() for sign in name)
            if entity.label_ == "PERSON" and is_name and name.casefold() not in places:
                bare = untitled(name)
                # A title tells a surname from a word: Mrs Rose.
                held.setdefault(plain(bare), bare if " " in bare else name)
    called = _called(list(held.values()))
    named = sorted(called, key=lambda name: len(name.split()) == 1)
    return Named(
        private=tuple(name for name in named if not _holds_office(name, offices)),
        in_office=tuple(name for name in named if _holds_office(name, offices)),
        called=called,
    )


def _called(names: list[str]) -> dict[str, tuple[str, ...]]:
    """Return the persons of some names, each by the fullest, with the parts by which they are called elsewhere."""
    words = {name: {plain(word) for word in [*name.split(), *parts_of(name)]} for name in names}
    in_full = [name for name in names if " " in untitled(name)]
    bearers = {
        name: [whole for whole in in_full if whole != name and plain(untitled(name)) in words[whole]] for name in names
    }
    called: dict[str, list[str]] = {name: [] for name in names if not bearers[name]}
    for name, wholes in bearers.items():
        for whole in wholes or [name]:
            # What is no part by itself would be found in other words: of Theresa May, "May".
            parts = {plain(part) for part in parts_of(whole)}
            if whole in called and plain(untitled(name)) in parts:
                called[whole].append(untitled(name))
    return {name: tuple(parts) for name, parts in called.items()}


def _holds_office(name: str, offices: set[str]) -> bool:
    plain = name.casefold()
    return plain in offices or any(len(plain.split()) == 1 and plain == office.split()[-1] for office in offices)
