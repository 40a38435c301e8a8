"""Word classes: a text as a string of one character a word, so that a grammar is a regular expression over classes.

`find_times` and `find_numbers` share this. A table gives each word its class; a pattern such as
``"the? last count? unit"`` is compiled to a regular expression over the characters of the classes. A `Pass` puts one
word in the place of the words that a rule has understood, so that the next pass sees a shorter text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
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

    def look(self, classes: str, direction: str) -> str:
        """Return the condition that the word before (``<``) or after (empty) is of the classes, or fits the pattern."""
        if not classes:
            return ""
        if classes.startswith("("):
            return f"(?{direction}={self.compile(classes)})"
        names = classes.split()
        negative = names[0] == "no"
        return f"(?{direction}{'!' if negative else '='}{self.compile('(' + '|'.join(names[negative:]) + ')')})"


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


Builder = Callable[[Words], tuple[str, Any] | None]


class Pass:
    """One pass of a grammar: rules in order of preference, the first that matches at a place wins."""

    def __init__(self, alphabet: Callable[[], Alphabet]) -> None:
        self._alphabet = alphabet
        self._sources: list[tuple[str, str, str, Builder]] = []

    def rule(self, *patterns: str, behind: str = "", ahead: str = "") -> Callable[[Builder], Builder]:
        """Register a builder for the patterns.

        A builder that returns None lets later rules try the same words. ``behind`` names the classes that the word
        before must have, ``ahead`` those of the word after; a leading "no" asks for none of them.
        """

        def register(builder: Builder) -> Builder:
            self._sources += [(pattern, behind, ahead, builder) for pattern in patterns]
            return builder

        return register

    @cached_property
    def _rules(self) -> list[tuple[str, Builder]]:
        letters = self._alphabet()
        return [
            (letters.look(behind, "<") + letters.compile(pattern) + letters.look(ahead, ""), builder)
            for pattern, behind, ahead, builder in self._sources
        ]

    @cached_property
    def _any(self) -> re.Pattern[str]:
        return re.compile("(?=[^.])(?:" + "|".join(f"({pattern})" for pattern, _ in self._rules) + ")")

    @cached_property
    def _each(self) -> list[re.Pattern[str]]:
        return [re.compile(pattern) for pattern, _ in self._rules]

    def apply(self, kinds: str, words: list[Any]) -> tuple[str, list[Any]]:
        """Return the classes and words with everything that this pass understands built into single words."""
        letter = self._alphabet().letter
        out_kinds: list[str] = []
        out_words: list[Any] = []
        last, position = 0, 0
        while (match := self._any.search(kinds, position)) is not None:
            built = self._build(match, kinds, words)
            if built is None:
                position = match.start() + 1
                continue
            end, word = built
            out_kinds += (kinds[last : match.start()], letter[word.kind])
            out_words += words[last : match.start()]
            out_words.append(word)
            last = position = end
        if not out_kinds:
            return kinds, words
        out_kinds.append(kinds[last:])
        out_words += words[last:]
        return "".join(out_kinds), out_words

    def _build(self, match: re.Match[str], kinds: str, words: list[Any]) -> tuple[int, Word] | None:
        """Return where the built word ends, and the word, by the first rule that accepts the words at this place."""
        index: int | None = (match.lastindex or 1) - 1
        start, end = match.span()
        while index is not None:
            inside = Words(word for word in words[start:end] if word is not None)
            built = self._rules[index][1](inside)
            if built is not None:
                return end, Word(built[0], built[1], inside[0].start, inside[-1].end)
            index, end = self._next_rule(index + 1, kinds, start)
        return None

    def _next_rule(self, first: int, kinds: str, start: int) -> tuple[int | None, int]:
        for index in range(first, len(self._each)):
            match = self._each[index].match(kinds, start)
            if match is not None and match.end() > start:
                return index, match.end()
        return None, start
