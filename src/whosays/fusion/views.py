"""A claim as fusion sees it: only what is compared, in the form in which it is compared."""

from __future__ import annotations

import sys
from collections.abc import Hashable
from datetime import date
from functools import lru_cache
from typing import NamedTuple, cast

from whosays.fusion.wording import content_stems, stem
from whosays.record import Claim, Participant, Place, Quantity, Report, Source, Status, Type, When

OPENING = 1_200  # characters; a news report says in its opening what it is about


class Who(NamedTuple):
    """A participant or speaker brought to comparable form; every field may be missing."""

    entity: str | None
    name: str | None
    country: str | None
    sector: str | None


class Where(NamedTuple):
    """A place brought to comparable form."""

    role: str | None
    name: str
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    precision: str | None
    geonameid: int | None


class View(NamedTuple):
    """One claim, ready to be compared; days are proleptic ordinals, ``published`` None when the report has no date."""

    id: str
    report: str
    publisher: str
    published: int | None
    type: Type
    mode: str | None
    status: Status
    certainty: str
    actors: tuple[Who, ...]
    recipients: tuple[Who, ...]
    places: tuple[Where, ...]
    first: int | None
    last: int | None
    grain: str
    dated: bool
    figures: tuple[Quantity, ...]
    stems: tuple[str, ...]
    story: tuple[str, ...]
    trigger: str
    position: int
    speakers: frozenset[str]

    @property
    def denied(self) -> bool:
        """Whether the claim says that it did not happen."""
        return self.certainty == "denied"


def day_number(value: str | None) -> int | None:
    """Return the ordinal of an ISO date or datetime; None for no date or words that are none."""
    try:
        return date.fromisoformat(value[:10]).toordinal() if value else None
    except ValueError:
        return None


def fold(name: str | None) -> str | None:
    """Return a name in comparable form: lower case, single spaces, no leading article; None for no name."""
    folded = " ".join((name or "").casefold().split()).removeprefix("the ")
    return folded or None


@lru_cache(maxsize=100_000)
def _once(value: Hashable) -> Hashable:
    """Return the one copy of a value that many claims share; a million claims name a few thousand parties."""
    return value


def who(participant: Participant) -> Who:
    """Return a participant in comparable form."""
    return cast(Who, _once(Who(participant.entity, fold(participant.name), participant.country, participant.sector)))


def where(place: Place) -> Where:
    """Return a place in comparable form."""
    name = fold(place.name or place.text) or ""
    lat, lon = (None if value is None else float(value) for value in (place.lat, place.lon))
    found = Where(place.role, name, place.country, place.admin1, lat, lon, place.precision, place.geonameid)
    return cast(Where, _once(found))


def _interval(time: When, published: int | None) -> tuple[int | None, int | None]:
    first, last = day_number(time.earliest), day_number(time.latest)
    if first is not None and last is not None and first > last:
        first, last = last, first
    return first, last


def speaker_key(source: Source) -> str:
    """Return what a speaker goes by when two claims are compared: entity, else name, else the words."""
    return source.entity or fold(source.name) or fold(source.text) or ""


def _distinct(text: str) -> tuple[str, ...]:
    """Return the content stems of a text once each: a tuple, since a set of ten strings takes five times the memory."""
    return tuple(sorted({sys.intern(stem) for stem in content_stems(text)}))


@lru_cache(maxsize=100_000)
def _once_set(keys: tuple[str, ...]) -> frozenset[str]:
    return frozenset(keys)


def story_words(report: Report) -> tuple[str, ...]:
    """Return the content stems of a report's headline and opening: what its story is about."""
    return _distinct(f"{report.title or ''}\n{report.text[:OPENING]}")


def view_of(report: Report, claim: Claim, story: tuple[str, ...]) -> View:
    """Return a claim as fusion sees it; ``story`` holds its report's `story_words`."""
    published = day_number(report.published)
    first, last = _interval(claim.time, published)
    return View(
        id=claim.id,
        report=report.id,
        publisher=(report.publisher or "").casefold(),
        published=published,
        type=claim.type,
        mode=claim.mode,
        status=claim.status,
        certainty=claim.certainty,
        actors=tuple(map(who, claim.actors)),
        recipients=tuple(map(who, claim.recipients)),
        places=tuple(map(where, claim.places)),
        first=first,
        last=last,
        grain=claim.time.grain,
        dated=claim.time.text is not None,
        figures=claim.quantities,
        stems=_distinct(claim.evidence.text),
        story=story,
        trigger=" ".join(stem(w) for w in claim.trigger.text.lower().split()),
        position=claim.trigger.start,
        speakers=_once_set(tuple(sorted(speaker_key(s) for s in claim.sources if not s.anonymous))),
    )
