"""`find_times`: every expression of time in a text, with the interval it means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from whosays.reading.times import clocks, deictics, joins, lengths, parts, points, spans
from whosays.reading.times.calendar import Grain, Interval
from whosays.reading.times.frame import Frame, Meaning, Tense
from whosays.reading.times.grammar import Sense, built_words
from whosays.reading.times.lexicon import alphabet, lex
from whosays.reading.wordclass import Word

PASSES = (
    lengths.lengths, parts.unit_parts, points.points, deictics.deictics, parts.parts, spans.spans, clocks.clocks,
    clocks.days, joins.dated_offsets, spans.anchored, joins.joins, joins.edges,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """One expression of time: ``text`` at ``start``:``end``, and what it means against the day of publication.

    ``earliest`` and ``latest`` (both inclusive) are None where open or unknown, ``grain`` is that of `record.When`.
    ``kind``: ``point`` ``range`` ``era`` name an interval; ``since`` ``until`` ``within`` one end of it; ``duration``
    its length ("for two years"); ``offset`` counts from an event ("two days after"); ``clock`` is an hour of a day
    named elsewhere; ``present`` and ``vague`` are "now", "recently", "soon"; ``length`` ``set`` ``age``
    ``comparison`` date nothing. ``prior`` is the last day that the text named before, ``inner`` the interval after
    "since", "by" or "until". ``needs_anchor``: the meaning hangs on another day; bounds, where given, take the day
    that the text named before.
    """

    start: int
    end: int
    text: str
    earliest: date | None
    latest: date | None
    grain: Grain
    kind: str
    needs_anchor: bool
    year_named: int | None = None
    prior: Interval | None = None
    inner: Interval | None = None
    meaning: Meaning = field(repr=False, compare=False, default=lambda frame: Interval())

    @property
    def interval(self) -> Interval:
        """The interval as read without knowing the tense."""
        return Interval(self.earliest, self.latest, self.grain)


def resolve(
    expression: TimeExpression, published: date | None, *, tense: Tense = None, anchor: Interval | None = None
) -> Interval:
    """Return what an expression means, given the tense of its verb and the interval of the event it counts from."""
    if anchor is None and expression.text.lower() != "since":
        anchor = expression.prior
    frame = Frame(published, tense, anchor, expression.year_named)
    return _forward(expression.meaning(frame))


def _forward(interval: Interval) -> Interval:
    """Return the interval, or the unknown one if its words would run backwards ("from May to April 2023")."""
    if interval.earliest and interval.latest and interval.earliest > interval.latest:
        return Interval()
    return interval


def find_times(text: str, published: date | None = None) -> list[TimeExpression]:
    """Return every expression of time in ``text``, in order.

    Relative expressions are read against ``published``; without it they keep their words and have no bounds. An
    expression that counts from another day ("two days later") is given the last day that the text named before it.
    Runs in time linear in the text.
    """
    kinds, words = lex(text)
    for step in PASSES:
        kinds, words = step.apply(kinds, words)
    found: list[TimeExpression] = []
    anchor: Interval | None = None
    year: int | None = None
    for word in _finished(kinds, words):
        sense: Sense = word.value
        if _is_count(text, word, sense) or _is_name(text, word):
            continue
        counted = None if text[word.start : word.end].lower() == "since" else anchor  # it may mean "because"
        frame = Frame(published, None, counted, year)
        interval = _forward(sense.meaning(frame))
        inner = _forward(sense.inner(replace(frame, tense="past"))) if sense.inner else None
        found.append(_expression(text, word, interval, sense, year, anchor, inner))
        if interval.earliest and interval.earliest == interval.latest and sense.kind != "clock":
            anchor = interval
        elif inner is not None and inner.grain == "day" and inner.earliest == inner.latest:
            anchor = inner
        if sense.fixed and interval.earliest and sense.kind != "era":
            year = interval.earliest.year
    return found


def _expression(
    text: str,
    word: Word,
    interval: Interval,
    sense: Sense,
    year: int | None,
    prior: Interval | None,
    inner: Interval | None,
) -> TimeExpression:
    return TimeExpression(
        start=word.start,
        end=word.end,
        text=text[word.start : word.end],
        earliest=interval.earliest,
        latest=interval.latest,
        grain=interval.grain,
        kind=sense.kind,
        needs_anchor=sense.anchored,
        year_named=year,
        prior=prior,
        inner=inner,
        meaning=sense.meaning,
    )


def _finished(kinds: str, words: list[Any]) -> Iterator[Word]:
    """Yield the built words, each with the preposition before it and without a possessive after it."""
    letters = alphabet()
    prepositions = {
        letters.letter[name]: name for name in ("in", "on", "at", "during", "over", "through", "of", "into")
    }
    built = {id(word) for word in built_words(words)}
    for index, word in enumerate(words):
        if word is None or id(word) not in built:
            continue
        before = words[index - 1] if index else None
        if before is not None and before.kind == "the" and index > 1:
            before, index = words[index - 2] if kinds[index - 2] in prepositions else None, index - 1
        if before is not None and kinds[index - 1] in prepositions and before.kind not in ("of", "into"):
            yield Word(word.kind, word.value, before.start, word.end)
        else:
            yield word


_COUNTED = re.compile(
    r"\s+(?:[a-z-]+\s)?(?:[a-z]{3,}s|people|men|women|children|police|infantry|cattle|troops|personnel|killed|dead|wounded)\b"
)
_SURELY_YEAR = re.compile(
    r"(?:\b(?:in|since|by|until|before|after|during|early|late|mid|year|of|to|and|from)|[-–(/])\s?$", re.I
)
_BARE_YEAR = re.compile(r"(?:in |of |on |at )?(?:the )?\d{4}")


# What is called after a day: "the 14 March Alliance", "26 September Square".
_DAY_OF_MONTH = re.compile(
    r"(?:on )?(?:the )?(?:\d{1,2}(?:st|nd|rd|th)?(?: of)? [a-z]+|[a-z]+ \d{1,2}(?:st|nd|rd|th)?)", re.I
)
_CALLED = re.compile(
    r"\s+(?:(?:Revolutionary|People's|Popular|Liberation)\s+)?(?:Movement|Front|Brigades?|Battalion|Division|Alliance|"
    r"Coalition|Group|Organi[sz]ation|Commandos?|Committees?|Youth|Martyrs|Square|Street|Avenue|Bridge|University)\b"
)


def _is_name(text: str, word: Word) -> bool:
    """Return whether a day of a month is the name of a group or a street."""
    day = _DAY_OF_MONTH.fullmatch(text[word.start : word.end])
    return day is not None and _CALLED.match(text, word.end) is not None


def _is_count(text: str, word: Word, sense: Sense) -> bool:
    """Return whether a four-digit number taken for a year rather counts things ("1500 men")."""
    if word.kind != "py" or not _BARE_YEAR.fullmatch(text[word.start : word.end]):
        return False
    number = text[word.end - 4 : word.end]
    before = text[max(0, word.end - 20) : word.end - 4]
    likely = "1900" <= number <= "2049"
    if not likely and not re.search(r"\b(?:in|since)\s$", before):
        return True
    counted = _COUNTED.match(text, word.end) is not None
    said = re.search(r"\b(?:in|since|by|until|during)\s$", before) is not None
    return counted if not said else counted and not likely
