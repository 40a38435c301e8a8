"""Marks of a claim: the terms by which it is found, each a letter for its kind and a word.

One index of marks answers any combination of conditions, since its lists of claims are in the order of answers and are
met term by term. Words are compared without case and accents; what is not of plain letters is written in hexadecimal,
so that a mark is one term for every version of SQLite.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

_PLAIN = re.compile(r"[a-z0-9]+")
_ANY = re.compile(r"[^\W_]+")
# The letters: what kind of thing a mark says of a claim.
TYPE, MODE, CERTAINTY, STATUS, COUNTRY, WORD = "tmcxgw"
ACTOR, RECIPIENT, PLACE = "arp"
# Speakers: media or another owner, the innermost of the chain or not.
OWNER, INNERMOST, MEDIUM, INNERMOST_MEDIUM = "oiuv"
SPEAKERS = (OWNER, INNERMOST, MEDIUM, INNERMOST_MEDIUM)


class Row(NamedTuple):
    """A row of claims, as far as marks need it, with its type, its mode and the words of its evidence."""

    type: str
    mode: str | None
    certainty: str | None
    status: str | None
    actors: str | None
    recipients: str | None
    places: str | None
    countries: str | None
    says: str | None
    names: str | None
    evidence: str


def words_of(text: str) -> list[str]:
    """Return the words of a text in order, without case and accents."""
    if text.isascii():
        return _PLAIN.findall(text.lower())
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()
    return _ANY.findall(plain)


def mark(letter: str, word: str) -> str:
    """Return the mark of a word."""
    return letter + (word if word.isascii() else "0x" + word.encode("utf-8", "surrogatepass").hex())


def whole(value: str) -> str:
    """Return a value of a field as one word."""
    return "".join(words_of(value))


def marks_of(row: Row) -> str:
    """Return all marks of a claim, parted by spaces."""
    marks = [mark(TYPE, whole(row.type))]
    for letter, value in ((MODE, row.mode), (CERTAINTY, row.certainty), (STATUS, row.status)):
        if value:
            marks.append(mark(letter, whole(value)))
    marks += [mark(COUNTRY, whole(country)) for country in (row.countries or "").split()]
    said = " ".join(part for part in (row.evidence, row.actors, row.recipients, row.places, row.says) if part)
    marks += [mark(WORD, word) for word in dict.fromkeys(words_of(said))]
    marks += (row.names or "").split()
    return " ".join(marks)


def any_of(marks: Iterable[str]) -> str:
    """Return the full-text condition that a claim has one of the marks; one that ends in ``*`` is a beginning."""
    return "(" + " OR ".join(f'"{one[:-1]}"*' if one.endswith("*") else f'"{one}"' for one in marks) + ")"


def holds(text: str, phrase: str) -> bool:
    """Return whether a text has the words of a phrase next to one another; the last may be a beginning (``word*``)."""
    wanted = " ".join(words_of(phrase))
    return f" {wanted}{'' if phrase.endswith('*') else ' '}" in f" {' '.join(words_of(text))} "
