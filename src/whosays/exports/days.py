"""Days of an event as other formats want them: one day, a month, an exactness code."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from whosays.record import EventTime, When


class Span(NamedTuple):
    """A stretch of days, both ends inclusive."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days."""
        return (self.last - self.first).days + 1

    @property
    def middle(self) -> date:
        """The day in the middle, the earlier of two."""
        return self.first + timedelta(days=(self.last - self.first).days // 2)


def day(iso: str | None) -> date | None:
    """Return the day of an ISO date or datetime."""
    if not iso:
        return None
    try:
        return date.fromisoformat(iso[:10])
    except ValueError:
        return None


def span_of(time: EventTime | When) -> Span | None:
    """Return the interval, or None where an end is open: an open interval is no date."""
    first, last = day(time.earliest), day(time.latest)
    return Span(first, last) if first and last and first <= last else None


def ged_precision(span: Span) -> int:
    """Return UCDP's date_prec: 1 a day, 2 two to six days, 3 a week, 4 a month, 5 more."""
    return next(code for most, code in ((1, 1), (6, 2), (7, 3), (31, 4), (10**9, 5)) if span.days <= most)


def acled_precision(span: Span) -> int | None:
    """Return ACLED's time_precision: 1 a day, 2 a week or so, 3 a month; None for more, which ACLED does not code."""
    # "A week or so" is at most ten days: longer intervals are coded by their month.
    return next((code for most, code in ((1, 1), (10, 2), (31, 3)) if span.days <= most), None)


def month_id(when: date) -> int:
    """Return VIEWS' month_id: 1 is January 1980."""
    return 12 * (when.year - 1980) + when.month
