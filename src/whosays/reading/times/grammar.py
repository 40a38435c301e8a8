"""Rules over word classes, in passes: each pass puts one word in the place of the words it has understood."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from whosays.reading.times.frame import Meaning
from whosays.reading.times.lexicon import alphabet
from whosays.reading.wordclass import Word, Words


@dataclass(frozen=True, slots=True)
class Sense:
    """What an expression means, as the value of a built word.

    ``kind`` is that of `TimeExpression`; ``anchored`` says that the meaning counts from an event or another day;
    ``fixed`` that it holds whatever the day of publication.
    """

    meaning: Meaning
    kind: str = "point"
    anchored: bool = False
    fixed: bool = False


Builder = Callable[[Words], tuple[str, Any] | None]


class Pass:
    """One pass of the grammar: rules in order of preference, the first that matches at a place wins."""

    def __init__(self) -> None:
        self._rules: list[tuple[str, Builder]] = []

    def rule(self, *patterns: str, behind: str = "", ahead: str = "") -> Callable[[Builder], Builder]:
        """Register a builder for the patterns.

        A builder that returns None lets later rules try the same words. ``behind`` names the classes that the word
        before must have, ``ahead`` those of the word after; a leading "no" asks for none of them.
        """
        letters = alphabet()

        def register(builder: Builder) -> Builder:
            for pattern in patterns:
                before, after = _look(behind, "<"), _look(ahead, "")
                self._rules.append((f"{before}{letters.compile(pattern)}{after}", builder))
            return builder

        return register

    @cached_property
    def _any(self) -> re.Pattern[str]:
        return re.compile("(?=[^.])(?:" + "|".join(f"({pattern})" for pattern, _ in self._rules) + ")")

    @cached_property
    def _each(self) -> list[re.Pattern[str]]:
        return [re.compile(pattern) for pattern, _ in self._rules]

    def apply(self, kinds: str, words: list[Any]) -> tuple[str, list[Any]]:
        """Return the classes and words with everything that this pass understands built into single words."""
        letter = alphabet().letter
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


def _look(classes: str, direction: str) -> str:
    """Return the condition on the word before (``<``) or after."""
    if not classes:
        return ""
    names = classes.split()
    negative = names[0] == "no"
    inside = alphabet().compile("(" + "|".join(names[negative:]) + ")")
    return f"(?{direction}{'!' if negative else '='}{inside})"


def built_words(words: list[Any]) -> Iterator[Word]:
    """Yield the words that some pass has built, in order."""
    for word in words:
        if word is not None and isinstance(word.value, Sense):
            yield word
