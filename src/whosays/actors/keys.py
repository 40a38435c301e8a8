"""The other names of a body or person known by name, without opening the whole table of actors."""

from __future__ import annotations

from functools import lru_cache

from whosays.actors.names import fold
from whosays.actors.table import read_table, split_list

# Shorter names ("UN" apart from context) are too often other words.
SHORTEST = 3


def names_beside(words: str) -> tuple[str, ...]:
    """Return the other names under which the shipped tables know what bears exactly this name, else none.

    Case, accents, punctuation and a leading "the" do not count: "the Russian defence ministry" has "Russian Ministry of
    Defence" beside it. Names that several bear are left out, as they would bring in the others.
    """
    keys, names = _tables()
    return tuple(
        name
        for key in keys.get(_plain(words), ())
        for name in names[key]
        if len(keys[name]) == 1 and len(name) >= SHORTEST and name != _plain(words)
    )


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Return keys by plain name, and plain names by key."""
    keys: dict[str, tuple[str, ...]] = {}
    names: dict[str, tuple[str, ...]] = {}
    for table in ("organisations", "persons"):
        for row in read_table(table):
            own = tuple(dict.fromkeys(_plain(one) for one in (row["name"], *split_list(row["aliases"]))))
            names[row["key"]] = own
            for name in own:
                keys[name] = (*keys.get(name, ()), row["key"])
    return keys, names


def _plain(words: str) -> str:
    return " ".join(fold(words).split()).removeprefix("the ")
