"""Who is named in reports, and who of them holds an office: for those who withhold all private persons.

Names are found by the parser, which misses some and takes other things for names; so whoever withholds by it is told
who is withheld and who stays named, and should read what is given away.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from whosays.record import Record

# Who speaks or acts for a body by office. Soldiers, police, doctors, reporters are people who work.
OFFICES = frozenset(("GOV", "LEG", "JUD", "PTY", "IGO"))


@dataclass(frozen=True)
class Named:
    """The persons named, in the order in which they first are; in full where any report does so."""

    private: tuple[str, ...]
    in_office: tuple[str, ...]


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
                offices.add(actor.name.casefold())
        places = {name.casefold() for place in record.places for name in (place.text, place.name) if name}
        text = f"{record.report.title}.\n\n{record.report.text}" if record.report.title else record.report.text
        for entity in parse(text).ents:
            name = " ".join(entity.text.split()).removesuffix("'s").removesuffix("’s")
            is_name = name[:1].isupper() and not any(sign.isdigit() for sign in name)
            if entity.label_ == "PERSON" and is_name and name.casefold() not in places:
                held.setdefault(name.casefold(), name)
    in_full = [name for name in held.values() if len(name.split()) > 1]
    alone = [name for name in held.values() if len(name.split()) == 1 and not _is_part(name, in_full)]
    named = [*in_full, *alone]
    return Named(
        private=tuple(name for name in named if not _holds_office(name, offices)),
        in_office=tuple(name for name in named if _holds_office(name, offices)),
    )


def _is_part(name: str, in_full: list[str]) -> bool:
    return any(name.casefold() in whole.casefold().split() for whole in in_full)


def _holds_office(name: str, offices: set[str]) -> bool:
    plain = name.casefold()
    return plain in offices or any(len(plain.split()) == 1 and plain == office.split()[-1] for office in offices)
