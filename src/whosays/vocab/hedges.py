"""Words that make an event more or less certain, or put it in the future: hedges, denials, plans, and their kin."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import cast

from whosays.record import Certainty, Status


@dataclass(frozen=True, slots=True)
class Hedge:
    """What a word does to the event that it governs or modifies.

    ``affirmed`` is the certainty that the event gets under the plain word ("denied that": ``denied``), ``negated`` the
    one it gets when the word is itself negated ("did not deny that": ``unknown``); ``status`` is null where the word
    leaves the status alone. ``ongoing`` marks words by which the event goes on ("continued its attacks"), ``occurred``
    those that take it for granted and end it ("stopped its attacks").
    ``rebuts`` is true of the words that answer a claim rather than report an event of their own ("denied", "false").
    """

    word: str
    affirmed: Certainty
    negated: Certainty
    status: Status | None
    rebuts: bool = False


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (files("whosays.vocab") / name).open(encoding="utf-8") as rows:
        yield from csv.DictReader(rows)


@lru_cache(maxsize=1)
def hedges() -> dict[tuple[str, str], Hedge]:
    """Return the hedges by word and class.

    The class is ``VERB``, ``NOUN``, ``ADJ``, ``ADV`` or ``ADP``; a word may be a lemma with its particle or
    preposition ("rule out", "prevent from").
    """
    return {
        (row["word"], row["class"]): Hedge(
            row["word"],
            cast(Certainty, row["affirmed"]),
            cast(Certainty, row["negated"]),
            cast(Status, row["status"]) if row["status"] else None,
            rebuts=row["rebuts"] == "yes",
        )
        for row in _rows("hedges.csv")
    }


@lru_cache(maxsize=1)
def carriers() -> frozenset[tuple[str, str]]:
    """Return the words, with their class, that say of an event noun that it happens ("hold talks", "part in a raid").

    Whether such a noun's event happens is whether the carrying word's does.
    """
    return frozenset((row["word"], row["class"]) for row in _rows("hedges_carriers.csv"))


@lru_cache(maxsize=1)
def states() -> frozenset[tuple[str, str]]:
    """Return the words that name a state or habit, by word and class.

    A ``VERB`` of state in the simple present is going on and no headline's past; a ``NOUN`` of state lasts; a
    ``RESULT`` is an adjective of what an event left behind ("dead"), so that "are dead" is over and not going on.
    """
    return frozenset((row["word"], row["class"]) for row in _rows("hedges_states.csv"))
