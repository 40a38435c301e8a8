"""Withholding persons from what is given away, and saying who."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from whosays.cli.output import talk
from whosays.exports.selection import Selection

# Names shown of those who stay named, so that a person sees whom they forgot.
SHOWN = 40


def withhold(
    selection: Selection, names: Iterable[str], *, all_private: bool, kept: Iterable[str], quiet: bool = False
) -> tuple[Selection, tuple[str, ...]]:
    """Return the selection without the names of persons, and whose names are withheld.

    What is said of it goes to standard error and is never printed with the data; it is for whoever withholds.
    """
    from whosays.exports.redacting import persons_of, plain, redact, untitled

    chosen, stay = list(names), list(kept)
    if not chosen and not all_private:
        return selection, ()
    in_office: tuple[str, ...] = ()
    called: Mapping[str, tuple[str, ...]] = {}
    if all_private:
        from whosays.exports.persons import persons_named

        named = persons_named(selection.records)
        chosen += named.private
        in_office, called = named.in_office, named.called
        stay += [name for name in in_office if plain(name) not in {plain(untitled(one)) for one in chosen}]
    persons = persons_of(chosen, kept=stay, called=called)
    withheld = tuple(name for person in persons if person.label for name in person.names)
    talk(
        f"{len(withheld)} person{'' if len(withheld) == 1 else 's'} withheld. Read it before you give it away: "
        "what is said of somebody can tell who it is.",
        quiet=quiet,
    )
    if in_office:
        more = f" and {len(in_office) - SHOWN} more" if len(in_office) > SHOWN else ""
        talk(f"Named still, by an office: {', '.join(in_office[:SHOWN])}{more}.", quiet=quiet)
    return redact(selection, persons), withheld
