"""What words mean that a model points at: by the same grammars and tables as everywhere, never by the model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property, lru_cache
from typing import Any, TypeVar

from whosays.reading.numbers import NumberExpression, find_numbers
from whosays.reading.times import TimeExpression, find_times
from whosays.record import (
    ActorMention,
    Instrument,
    Participant,
    Place,
    PlaceRole,
    Quantity,
    QuantityKind,
    Record,
    Source,
    SourceKind,
    Span,
    When,
    span_of,
)
from whosays.vocab.words import read_words

Stretch = TypeVar("Stretch", Place, ActorMention, NumberExpression, TimeExpression)


class Resolving:
    """A report and what is known of its words: its built-in reading, its numbers and its times."""

    def __init__(self, read: Record, published: date | None) -> None:
        self.report = read.report
        self._read = read
        self._published = published

    @cached_property
    def _numbers(self) -> list[NumberExpression]:
        return [number for number in find_numbers(self.report.text) if number.counts]

    @cached_property
    def _times(self) -> list[TimeExpression]:
        return find_times(self.report.text, self._published)

    # ------------------------------------------------------------ where words stand

    def evidence(self, words: str) -> Span | None:
        """Return where a sentence stands, the first time; None where it does not, letter by letter."""
        return next(self._places_of(words, 0, len(self.report.text)), None)

    def inside(self, words: str, span: Span) -> Span | None:
        """Return where words stand inside a span."""
        return next(self._places_of(words, span.start, span.end), None)

    def near(self, words: str, span: Span) -> Span | None:
        """Return where words stand: inside a span, else last before it, else first after it."""
        if (found := self.inside(words, span)) is not None:
            return found
        before = list(self._places_of(words, 0, span.start))
        return before[-1] if before else next(self._places_of(words, span.end, len(self.report.text)), None)

    def _places_of(self, words: str, start: int, end: int) -> Iterator[Span]:
        """Yield where words stand as whole words."""
        text = self.report.text
        at = text.find(words, start, end) if words.strip() == words and words else -1
        while at >= 0:
            after = at + len(words)
            is_torn = (text[at - 1 : at].isalnum() and words[0].isalnum()) or (
                text[after : after + 1].isalnum() and words[-1].isalnum()
            )
            if not is_torn:
                yield span_of(text, at, after)
            at = text.find(words, at + 1, end)

    # ------------------------------------------------------------ what they mean

    def party(self, span: Span) -> Participant:
        """Return who a mention is, as far as the built-in reading knows."""
        known = _met(self._read.actors, span)
        fields: dict[str, Any] = {"text": span.text, "start": span.start, "end": span.end}
        if known is None:
            return Participant(**fields)
        return Participant(
            **fields, name=known.name, entity=known.entity, country=known.country, sector=known.sector
        )  # fmt: skip

    def source(
        self, span: Span, *, kind: SourceKind, anonymous: bool, cue: Span | None, evidence: Span
    ) -> Source:  # fmt: skip
        """Return who says so; ``quoted`` where the built-in reading found the evidence in quotation marks."""
        party = self.party(span)
        quoted = any(
            content.start < evidence.end and evidence.start < content.end
            for attribution in self._read.attributions
            if attribution.quoted
            for content in attribution.content
        )
        return Source(
            text=party.text, start=party.start, end=party.end, name=party.name, entity=party.entity,
            country=party.country, sector=party.sector, kind=kind, anonymous=anonymous, cue=cue, quoted=quoted,
        )  # fmt: skip

    def place(self, span: Span, role: PlaceRole | None) -> Place:
        """Return a place, resolved as far as the built-in reading did."""
        known = _met(self._read.places, span)
        fields: dict[str, Any] = {"text": span.text, "start": span.start, "end": span.end, "role": role}
        if known is None:
            return Place(**fields)
        return Place(
            **fields, name=known.name, country=known.country, admin1=known.admin1, lat=known.lat, lon=known.lon,
            geonameid=known.geonameid, precision=known.precision,
        )  # fmt: skip

    def when(self, span: Span | None) -> When:
        """Return the interval that words of time mean; unknown where they date nothing."""
        if span is None:
            return When()
        known = _met(self._times, span)
        fields: dict[str, Any] = {"text": span.text, "start": span.start, "end": span.end}
        if known is None:
            return When(**fields)
        return When(
            **fields,
            earliest=known.earliest.isoformat() if known.earliest else None,
            latest=known.latest.isoformat() if known.latest else None,
            grain=known.grain,
        )

    def quantity(self, span: Span, of: QuantityKind) -> Quantity | None:
        """Return a number with its bounds, or None where the words are no number that counts."""
        known = _met(self._numbers, span)
        if known is None:
            return None
        return Quantity(
            text=span.text, start=span.start, end=span.end, of=of, unit=known.unit, min=known.min, best=known.best,
            max=known.max, approximate=known.approximate,
        )  # fmt: skip

    def instrument(self, span: Span) -> Instrument:
        """Return a weapon or means with its kind, where the table knows it."""
        return Instrument(text=span.text, start=span.start, end=span.end, kind=_kind_of(span.text))


def _met(stretches: Iterable[Stretch], span: Span) -> Stretch | None:
    """Return the stretch that shares most with a span, or None where none meets it."""
    shared = [(min(one.end, span.end) - max(one.start, span.start), -one.start, one) for one in stretches]
    best = max((entry for entry in shared if entry[0] > 0), key=lambda entry: entry[:2], default=None)
    return best[2] if best else None


@lru_cache(maxsize=1)
def _kinds() -> dict[str, str]:
    return {row["term"].casefold(): row["kind"] for row in read_words("instruments")}


def _kind_of(words: str) -> str | None:
    """Return the kind of a weapon by its name in the table, in the singular or the plural."""
    name = " ".join(words.casefold().split())
    return _kinds().get(name) or _kinds().get(name.removesuffix("s"))
