"""Days, weeks, months, seasons and feasts as intervals; arithmetic that ends in None instead of an absurd date."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Grain = Literal["day", "week", "month", "season", "year", "unknown"]

# The years of dated events that news reports of; outside them a four-digit number is not taken for a year.
FIRST_YEAR, LAST_YEAR = 1000, 2199


@dataclass(frozen=True, slots=True)
class Interval:
    """From ``earliest`` to ``latest``, both inclusive; None is an open or unknown end."""

    earliest: date | None = None
    latest: date | None = None
    grain: Grain = "unknown"


UNKNOWN = Interval()


def a_day(day: date | None) -> Interval:
    """Return one day, or the unknown interval for None."""
    return Interval(day, day, "day") if day else UNKNOWN


def day_of(year: int, month: int, day: int) -> date | None:
    """Return the date, or None if there is none (31 February, the year 0)."""
    try:
        return date(year, month, day) if FIRST_YEAR <= year <= LAST_YEAR else None
    except ValueError:
        return None


def month_of(year: int, month: int) -> Interval:
    """Return the days of a month."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return UNKNOWN
    return Interval(date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month")


def months_of(year: int, first: int, last: int, grain: Grain) -> Interval:
    """Return the months ``first`` to ``last`` of a year; ``last`` below ``first`` ends in the next year."""
    start, end = month_of(year, first), month_of(year + (last < first), last)
    return Interval(start.earliest, end.latest, grain) if start.earliest and end.latest else UNKNOWN


def year_of(year: int) -> Interval:
    """Return the days of a year."""
    return months_of(year, 1, 12, "year")


SEASON_MONTHS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 2)}


def season_of(year: int, season: str) -> Interval:
    """Return a season of the northern year; the winter of a year begins in its December."""
    return months_of(year, *SEASON_MONTHS[season], "season")


def week_of(day: date) -> Interval:
    """Return Monday to Sunday around a day."""
    monday = shift(day, -day.weekday())
    sunday = shift(monday, 6) if monday else None
    return Interval(monday, sunday, "week")


def shift(day: date | None, days: int) -> date | None:
    """Return the date ``days`` later, or None where the calendar ends."""
    try:
        moved = day + timedelta(days=days) if day else None
    except OverflowError:
        return None
    return moved if moved and FIRST_YEAR <= moved.year <= LAST_YEAR else None


def shift_months(day: date | None, months: int) -> date | None:
    """Return the same day of the month ``months`` later, or that month's last day if it has no such day."""
    if day is None or abs(months) > 12 * LAST_YEAR:
        return None
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


# How long each unit is, in days or in months.
UNIT_DAYS = {"second": 0, "minute": 0, "hour": 1 / 24, "day": 1, "night": 1, "week": 7, "weekend": 7, "fortnight": 14}
UNIT_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
UNIT_GRAIN: dict[str, Grain] = {
    "second": "day", "minute": "day", "hour": "day", "day": "day", "night": "day", "week": "week", "fortnight": "week",
    "weekend": "week", "month": "month", "quarter": "season", "season": "season", "year": "year", "decade": "year",
    "century": "year",
}  # fmt: skip


def shift_units(day: date | None, count: float, unit: str) -> date | None:
    """Return the day ``count`` units later (negative: earlier); fractions of a day count as a whole day."""
    if abs(count) > 100_000:
        return None
    if unit in UNIT_MONTHS:
        return shift_months(day, round(count * UNIT_MONTHS[unit]))
    days = count * UNIT_DAYS[unit]
    return shift(day, round(days) if abs(days) >= 1 else 0)


# ---------------------------------------------------------------- feasts


def easter(year: int, *, orthodox: bool = False) -> date | None:
    """Return Easter Sunday (Meeus, Astronomical Algorithms, ch. 8), in the Gregorian calendar in both cases."""
    if not 1583 <= year <= LAST_YEAR:
        return None
    if orthodox:
        a, b, c = year % 4, year % 7, year % 19
        d = (19 * c + 15) % 30
        e = (2 * a + 4 * b - d + 34) % 7
        month, day = divmod(d + e + 114, 31)
        lag = year // 100 - year // 400 - 2  # days between the Julian and the Gregorian calendar
        return shift(date(year, month, day + 1), lag)
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    el = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * el) // 451
    month, day = divmod(h + el - 7 * m + 114, 31)
    return date(year, month, day + 1)


def islamic_day(year: int, month: int, day: int) -> date | None:
    """Return the day of the tabular Islamic calendar; the moon as sighted may differ by a day either way."""
    if not (1 <= month <= 12 and 1 <= day <= 30 and 390 <= year <= 1640):
        return None
    number = day + -(-(59 * (month - 1)) // 2) + (year - 1) * 354 + (3 + 11 * year) // 30 + 227014
    return shift(date.fromordinal(number), 0)


def islamic_span(year: int, month: int, first: int, last: int) -> Interval:
    """Return days of an Islamic month, a day wider at both ends for the sighting of the moon."""
    start, end = islamic_day(year, month, first), islamic_day(year, month, last)
    grain: Grain = "day" if last - first < 7 else "month"
    return Interval(shift(start, -1), shift(end, 1), grain) if start and end else UNKNOWN


def islamic_in(year: int, month: int, first: int, last: int) -> list[Interval]:
    """Return the spans of an Islamic month's days that begin in a Gregorian year (one, or rarely two)."""
    found = []
    for hijri in range(int((year - 622) * 33 / 32) - 1, int((year - 622) * 33 / 32) + 3):
        start = islamic_day(hijri, month, first)
        if start and start.year == year:
            found.append(islamic_span(hijri, month, first, last))
    return found


def hebrew_new_year(year: int) -> date | None:
    """Return Rosh Hashanah of a Gregorian year (Dershowitz and Reingold, Calendrical Calculations, ch. 8)."""
    if not 1583 <= year <= LAST_YEAR:
        return None
    hebrew = year + 3761
    before, day, after = (_hebrew_elapsed(h) for h in (hebrew - 1, hebrew, hebrew + 1))
    correction = 2 if after - day == 356 else 1 if day - before == 382 else 0
    return date.fromordinal(day + correction - 1373428 + 1)


def _hebrew_elapsed(hebrew: int) -> int:
    day_parts = 12084 + 13753 * ((235 * hebrew - 234) // 19)
    day = 29 * ((235 * hebrew - 234) // 19) + day_parts // 25920
    return day + 1 if 3 * (day + 1) % 7 < 3 else day
