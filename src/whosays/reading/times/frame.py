"""From what an expression is read: the day of publication, the tense, the dated event that it counts from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from whosays.reading.times.calendar import (
    SEASON_MONTHS,
    UNKNOWN,
    Grain,
    Interval,
    a_day,
    day_of,
    month_of,
    season_of,
    shift,
)

Tense = Literal["past", "future"] | None


@dataclass(frozen=True, slots=True)
class Frame:
    """What the words are read against.

    ``today`` is the day of publication or of the statement; ``year`` the year that the text last named, used only
    where ``today`` is unknown; ``anchor`` the interval of the event or day that "two days later" counts from.
    """

    today: date | None = None
    tense: Tense = None
    anchor: Interval | None = None
    year: int | None = None


Meaning = Callable[[Frame], Interval]


def constant(interval: Interval) -> Meaning:
    """Return the meaning of words that mean the same whenever they are written."""
    return lambda frame: interval


def unresolved(frame: Frame) -> Interval:
    """Mean nothing that the calendar can tell."""
    return UNKNOWN


def nearest(frame: Frame, of_year: Callable[[int], Interval]) -> Interval:
    """Return the yearly interval nearest to today: the last that has begun, in the future tense the next."""
    if frame.today is None:
        return of_year(frame.year) if frame.year is not None else UNKNOWN
    today = frame.today
    spans = [s for s in (of_year(today.year + k) for k in (-2, -1, 0, 1, 2)) if s.earliest and s.latest]
    tomorrow = shift(today, 1) or today  # local time may be a day ahead of the publisher's
    before = [s for s in spans if s.earliest and s.earliest <= tomorrow]
    after = [s for s in spans if s.latest and s.latest >= today]
    if not (before and after):
        return UNKNOWN
    past, coming = before[-1], after[0]
    return coming if frame.tense == "future" else past


def month_and_day(month: int, day: int) -> Meaning:
    """Return the meaning of a date without its year."""
    return lambda frame: nearest(frame, lambda year: a_day(day_of(year, month, day)))


def bare_month(month: int) -> Meaning:
    """Return the meaning of a month without its year."""
    return lambda frame: nearest(frame, lambda year: month_of(year, month))


def bare_season(season: str) -> Meaning:
    """Return the meaning of a season without its year."""
    return lambda frame: nearest(frame, lambda year: season_of(year, season))


def weekday(day: int) -> Meaning:
    """Return the meaning of a weekday: today or the nearest before, in the future tense the nearest after."""

    def mean(frame: Frame) -> Interval:
        if frame.today is None:
            return UNKNOWN
        back = (frame.today.weekday() - day) % 7
        return a_day(shift(frame.today, (-back) % 7 if frame.tense == "future" else -back))

    return mean


def weekend_around(frame: Frame, steps: int = 0) -> Interval:
    """Return the latest weekend that has begun (``steps`` 0), in the future tense the next, or one further."""
    if frame.today is None:
        return UNKNOWN
    saturday = shift(frame.today, -((frame.today.weekday() - 5) % 7))
    if frame.tense == "future" and frame.today.weekday() < 5 and steps == 0:
        steps = 1
    start = shift(saturday, 7 * steps)
    return Interval(start, shift(start, 1), "week")


def over_whole(inner: Meaning, part: Callable[[Interval], Interval]) -> Meaning:
    """Return the meaning of a part ("early", "the end of") of what ``inner`` means."""
    return lambda frame: part(inner(frame))


def widen(first: Interval, last: Interval) -> Interval:
    """Return from the beginning of the first to the end of the last."""
    order: tuple[Grain, ...] = ("day", "week", "month", "season", "year", "unknown")
    grain = order[max(order.index(first.grain), order.index(last.grain))]
    if first.earliest and last.latest and first.earliest > last.latest:
        return UNKNOWN
    return Interval(first.earliest, last.latest, grain)


def season_index(day: date) -> str:
    """Return the northern season that a day falls in."""
    return next(s for s, (first, last) in SEASON_MONTHS.items() if day.month in _months(first, last))


def _months(first: int, last: int) -> set[int]:
    return set(range(first, last + 1)) if first <= last else {*range(first, 13), *range(1, last + 1)}
