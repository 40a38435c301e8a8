"""The words that name an event of a conflict, and what each of them needs around it to do so.

``triggers.csv`` holds one sense a row: the lemma (one word or several), its word class, the type and mode it stands
for, the frame that says who stands where (``frames.toml``), and what the sense needs. ``things.csv`` sorts nouns into
the classes that needs speak of. A need is ``object=weapon|-`` (the head noun of the deep object is of the class, or
``-``: there is none), ``subject=armed``, ``passive``, ``number``, ``actor``, ``content`` or ``kind=force``; ``direct``
and ``undirected`` ask whether there is an object at all, ``own`` whether it belongs to the doer, ``harmed`` whether it
is counted, ``with``, ``into``, ``from`` and ``by`` whether such a preposition follows (``with=weapon``: with one),
``doer`` whether the doer is named, ``charged`` whether a speaker says it of somebody, ``threatening`` whether what is
said is the speaker's own act or falls on whom he warns, ``somebody`` that the doer is not "nobody". The word class
``modal`` is a "must" that demands whatever act.
"""

from __future__ import annotations

import csv
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from whosays.record import Type


@dataclass(frozen=True, slots=True)
class Sense:
    """One reading of an event word."""

    words: tuple[str, ...]
    pos: str
    type: Type
    mode: str | None
    frame: str
    needs: tuple[tuple[str, frozenset[str]], ...]

    @property
    def lemma(self) -> str:
        """Return the words as one string."""
        return " ".join(self.words)


def _needs(cell: str) -> tuple[tuple[str, frozenset[str]], ...]:
    parts = (part.partition("=") for part in cell.split())
    return tuple((key, frozenset(value.split("|")) if value else frozenset()) for key, _, value in parts)


def _text(name: str) -> str:
    return resources.files("whosays.vocab").joinpath(name).read_text("utf-8")


@lru_cache(maxsize=1)
def senses() -> tuple[Sense, ...]:
    """Return every sense, in the order of the table."""
    rows = csv.DictReader(_text("triggers.csv").splitlines())
    return tuple(
        Sense(tuple(r["lemma"].split()), r["pos"], r["type"], r["mode"] or None, r["frame"], _needs(r["needs"]))  # type: ignore[arg-type]
        for r in rows
    )


@lru_cache(maxsize=1)
def senses_by_first_word() -> dict[tuple[str, str], tuple[Sense, ...]]:
    """Return the senses by word class and first word, longest first."""
    table: dict[tuple[str, str], list[Sense]] = defaultdict(list)
    for sense in senses():
        table[sense.pos, sense.words[0]].append(sense)
    return {key: tuple(sorted(found, key=lambda s: -len(s.words))) for key, found in table.items()}


@lru_cache(maxsize=1)
def frames() -> dict[str, dict[str, str]]:
    """Return the frames: place in the clause to part played."""
    return tomllib.loads(_text("frames.toml"))


@lru_cache(maxsize=1)
def thing_classes() -> dict[str, frozenset[str]]:
    """Return the classes of each noun, itself among them."""
    table: dict[str, set[str]] = defaultdict(set)
    for row in csv.DictReader(_text("things.csv").splitlines()):
        table[row["noun"]].add(row["class"])
    return {noun: frozenset(classes | {noun}) for noun, classes in table.items()}


def classes_of(lemma: str) -> frozenset[str]:
    """Return the classes that a noun belongs to; a noun is always of the class of its own name."""
    return thing_classes().get(lemma) or frozenset((lemma,))
