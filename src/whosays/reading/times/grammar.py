"""What a built word of time means, and the pass that builds them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from whosays.reading import wordclass
from whosays.reading.times.frame import Meaning
from whosays.reading.times.lexicon import alphabet
from whosays.reading.wordclass import Word


@dataclass(frozen=True, slots=True)
class Sense:
    """What an expression means, as the value of a built word.

    ``kind`` is that of `TimeExpression`; ``anchored`` says that the meaning counts from an event or another day;
    ``fixed`` that it holds whatever the day of publication; ``inner`` is what stands
    after "since" or "by".
    """

    meaning: Meaning
    kind: str = "point"
    anchored: bool = False
    fixed: bool = False
    inner: Meaning | None = None


class Pass(wordclass.Pass):
    """One pass over words of time."""

    def __init__(self) -> None:
        super().__init__(alphabet)


def built_words(words: list[Any]) -> Iterator[Word]:
    """Yield the words that some pass has built, in order."""
    for word in words:
        if word is not None and isinstance(word.value, Sense):
            yield word
