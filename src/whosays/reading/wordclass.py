"""Word classes: a text as a string of one character a word, so that a grammar is a regular expression over classes.

`find_times` and `find_numbers` share this. A table gives each word its class; a pattern such as
``"the? last count? unit"`` is compiled to a regular expression over the characters of the classes. Matching is then
one linear pass in the engine of `re`, whatever the length of the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

OTHER = "."  # the class of every word that no table knows
_FIRST = 0xE000  # private-use characters stand for the classes


class Alphabet:
    """One character for each class name; a group is a name for several classes."""

    def __init__(self, classes: Iterable[str], groups: Mapping[str, str] | None = None) -> None:
        self.letter = {name: chr(_FIRST + i) for i, name in enumerate(dict.fromkeys(classes))}
        self._sets = dict(self.letter)
        for name, members in (groups or {}).items():
            self._sets[name] = "".join(self._sets[m] for m in members.split())
        self._name = {letter: name for name, letter in self.letter.items()}

    def name(self, letter: str) -> str:
        """Return the class that a character stands for."""
        return self._name.get(letter, "other")

    def compile(self, pattern: str) -> str:
        """Return ``pattern``, class names parted by spaces with ``? * + | ( )``, as a regular expression."""

        def letters(match: re.Match[str]) -> str:
            name = match.group()
            if name == "other":
                return r"\."
            members = self._sets[name]
            return members if len(members) == 1 else f"[{members}]"

        return re.sub(r"[a-z_]+", letters, pattern.replace("(", "(?:")).replace(" ", "")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of an expression: its class, what it stands for, and where it stands."""

    kind: str
    value: Any
    start: int
    end: int


class Words(tuple[Word, ...]):
    """The words of one expression, asked for by class."""

    __slots__ = ()

    def has(self, *kinds: str) -> bool:
        """Return whether a word of one of the classes is among them."""
        return any(word.kind in kinds for word in self)

    def all(self, *kinds: str) -> list[Any]:
        """Return the values of every word of the classes, in order."""
        return [word.value for word in self if word.kind in kinds]

    def first(self, *kinds: str) -> Any:
        """Return the value of the first word of the classes, or None."""
        return next((word.value for word in self if word.kind in kinds), None)
