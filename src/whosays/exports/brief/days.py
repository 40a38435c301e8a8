"""Days as English writes them: '28 October 2024', '8–13 October 2024', 'October 2024', 'by 4 November 2024'."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from whosays.exports.days import day
from whosays.record import EventTime

_MONTHS = (
    "January February March April May June July August September October November December"
).split()  # fmt: skip


def day_words(when: date, *, month: bool = True, year: bool = True) -> str:
    """Return a day."""
    return " ".join(
        part
        for part in (str(when.day), _MONTHS[when.month - 1] if month else "", str(when.year) if year else "")
        if part
    )


def iso_words(iso: str | None) -> str:
    """Return the day of an ISO date or instant, or 'no date'."""
    when = day(iso)
    return day_words(when) if when else "no date"


def span_words(first: date, last: date) -> str:
    """Return an interval, whole months and years by their names."""
    if first == last:
        return day_words(first)
    whole = first.day == 1 and last.day == monthrange(last.year, last.month)[1]
    if whole and (first.month, last.month, first.year) == (1, 12, last.year):
        return str(first.year)
    if whole and (first.year, first.month) == (last.year, last.month):
        return f"{_MONTHS[first.month - 1]} {first.year}"
    same_year, same_month = first.year == last.year, (first.year, first.month) == (last.year, last.month)
    dash = "–" if same_month else " – "
    return f"{day_words(first, month=not same_month, year=not same_year)}{dash}{day_words(last)}"


def time_words(time: EventTime) -> str:
    """Return when an event happened, or '' where no words say so."""
    first, last = day(time.earliest), day(time.latest)
    if first and last:
        return span_words(first, last)
    return f"by {day_words(last)}" if last else f"since {day_words(first)}" if first else ""
