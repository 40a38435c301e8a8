"""Withholding persons from what is given away, and saying who."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from whosays.cli.output import talk
from whosays.exports.selection import Selection

if TYPE_CHECKING:
    from whosays.exports.redacting import Person

# Names shown of those who stay named, so that a person sees whom they forgot.
SHOWN = 40


def withhold(
    selection: Selection, names: Iterable[str], *, all_private: bool, kept: Iterable[str], quiet: bool = False
) -> tuple[Selection, tuple[str, ...]]:
    """Return the selection without the names of persons, and whose names are withheld; see `persons_withheld`."""
    from whosays.exports.redacting import redact

    persons = persons_withheld(selection, names, all_private=all_private, kept=kept, quiet=quiet)
    return redact(selection, persons), tuple(name for person in persons if person.label for name in person.names)


def persons_withheld(
    selection: Selection, names: Iterable[str], *, all_private: bool, kept: Iterable[str], quiet: bool = False
) -> tuple[Person, ...]:
    """Return the persons who are not to be named, with those who stay named.

    What is said of it goes to standard error and is never printed with the data; it is for whoever withholds.
    """
    from whosays.exports.redacting import persons_of, plain, untitled

    chosen, stay = list(names), list(kept)
    if not chosen and not all_private:
        return ()
    in_office: tuple[str, ...] = ()
    called: Mapping[str, tuple[str, ...]] = {}
    if all_private:
        from whosays.exports.persons import persons_named

        named = persons_named(selection.records)
        chosen += named.private
        in_office, called = named.in_office, named.called
        stay += [name for name in in_office if plain(name) not in {plain(untitled(one)) for one in chosen}]
    persons = persons_of(chosen, kept=stay, called=called)
    n_withheld = sum(person.label is not None for person in persons)
    talk(
        f"{n_withheld} person{'' if n_withheld == 1 else 's'} withheld. Read it before you give it away: "
        "what is said of somebody can tell who it is.",
        quiet=quiet,
    )
    if in_office:
        more = f" and {len(in_office) - SHOWN} more" if len(in_office) > SHOWN else ""
        talk(f"Named still, by an office: {', '.join(in_office[:SHOWN])}{more}.", quiet=quiet)
    return persons
