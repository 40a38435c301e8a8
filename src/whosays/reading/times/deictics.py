"""Pass 1c: the words that point from today ("yesterday", "last month", "next Friday")."""

from __future__ import annotations

from datetime import date

from whosays.reading.times.calendar import (
    UNKNOWN,
    Interval,
    a_day,
    month_of,
    months_of,
    shift,
    shift_months,
    week_of,
    year_of,
)
from whosays.reading.times.frame import Frame, unresolved, weekday, weekend_around
from whosays.reading.times.grammar import Pass, Sense
from whosays.reading.times.points import Built
from whosays.reading.wordclass import Words

deictics = Pass()

# ---------------------------------------------------------------- from today


def _days_away(days: int) -> Sense:
    return Sense(lambda frame: a_day(shift(frame.today, days)))


@deictics.rule("the unit before yesterday", "the unit after tomorrow")
def two_days_away(words: Words) -> Built:
    """Read "the day before yesterday"."""
    if words[1].value != "day":
        return None
    return "pt", _days_away(-2 if words[2].kind == "before" else 2)


@deictics.rule("later? (today|tonight)", "earlier? (today|tonight)", "(earlier|later)? this (part|clockword)")
def today(words: Words) -> Built:
    """Read "earlier today", "this morning"."""
    return "pt", _days_away(0)


@deictics.rule("yesterday part?", "yesterday (night|clockword)", "last (night|part)")
def yesterday(words: Words) -> Built:
    """Read "yesterday evening", "last night"."""
    return "pt", _days_away(-1)


@deictics.rule("tomorrow (part|night|clockword)?")
def tomorrow(words: Words) -> Built:
    """Read "tomorrow"."""
    return "pt", _days_away(1)


@deictics.rule("overnight")
def overnight(words: Words) -> Built:
    """Read "overnight": from the evening before publication into its day."""
    return "pt", Sense(lambda frame: Interval(shift(frame.today, -1), frame.today, "day") if frame.today else UNKNOWN)


@deictics.rule(
    "the? weekend before last", "(the|this)? weekend", "(the? (last|past|previous)|the? (next|coming)) weekend"
)
def which_weekend(words: Words) -> Built:
    """Read "over the weekend", "last weekend", "next weekend"."""
    if words.has("before"):
        return "pk", Sense(lambda frame: _past_weekend(frame, 1))
    if words.has("last", "past", "previous"):
        return "pk", Sense(lambda frame: _past_weekend(frame, 0))
    if words.has("next", "coming"):
        return "pk", Sense(lambda frame: weekend_around(frame, 1))
    return "pk", Sense(weekend_around)


def _past_weekend(frame: Frame, more: int) -> Interval:
    running = bool(frame.today and frame.today.weekday() >= 5)
    return weekend_around(Frame(frame.today, "past"), -running - more)


@deictics.rule("(earlier|later)? this unit", "(earlier|later) in the unit")
def this_unit(words: Words) -> Built:
    """Read "this week", "earlier this month", "later this year"."""
    unit, part = str(words.first("unit")), words[0].kind
    if unit == "day":
        return "pt", _days_away(0)
    kinds = {"week": "pk", "month": "pm", "year": "py", "decade": "py", "century": "py"}
    if unit not in kinds:
        return None
    return kinds[unit], Sense(lambda frame: _running(frame, unit, part))


def _running(frame: Frame, unit: str, part: str) -> Interval:
    """Return a running unit up to today; from today on in the future tense or with "later"."""
    if frame.today is None:
        return UNKNOWN
    whole = unit_around(frame.today, unit)
    if part == "later" or (part != "earlier" and frame.tense == "future"):
        return Interval(frame.today, whole.latest, whole.grain)
    return Interval(whole.earliest, frame.today, whole.grain)


def unit_around(day: date, unit: str, steps: int = 0) -> Interval:
    """Return the calendar week, month, year, decade or century around a day, ``steps`` of them later."""
    if unit in ("week", "fortnight"):
        moved = shift(day, 7 * steps)
        return week_of(moved) if moved else UNKNOWN
    if unit == "month":
        moved = shift_months(day, steps)
        return month_of(moved.year, moved.month) if moved else UNKNOWN
    if unit == "quarter":
        moved = shift_months(day, 3 * steps)
        return quarter_of(moved.year, (moved.month + 2) // 3) if moved else UNKNOWN
    if unit == "year":
        return year_of(day.year + steps)
    if unit in ("decade", "century"):
        years = 10 if unit == "decade" else 100
        start = (day.year // years + steps) * years
        return Interval(year_of(start).earliest, year_of(start + years - 1).latest, "year")
    moved = shift(day, steps)
    return a_day(moved)


def quarter_of(year: int, number: int) -> Interval:
    """Return a quarter of a year."""
    return months_of(year, 3 * number - 2, 3 * number, "season")


@deictics.rule("the? (unit|quarter) (before|after) (last|next)")
def unit_before_last(words: Words) -> Built:
    """Read "the week before last"."""
    unit, steps = words.first("unit", "quarter"), -2 if words.has("last") else 2
    return _unit_class(unit), Sense(lambda frame: unit_around(frame.today, unit, steps) if frame.today else UNKNOWN)


@deictics.rule("last (unit|quarter)", "next (unit|quarter)", behind="no the")
def neighbour_unit(words: Words) -> Built:
    """Read "last month", "next week"."""
    unit, steps = str(words[1].value), -1 if words[0].kind == "last" else 1
    if unit in ("hour", "minute"):
        return None
    return _unit_class(unit), Sense(lambda frame: unit_around(frame.today, unit, steps) if frame.today else UNKNOWN)


def _unit_class(unit: str) -> str:
    return {"week": "pk", "fortnight": "pk", "month": "pm", "quarter": "ps", "day": "pt"}.get(unit, "py")


# ---------------------------------------------------------------- weekdays


@deictics.rule("(weekday) (last|this|next) unit", "weekday unit", "(last|this|next) unit poss weekday")
def weekday_of_week(words: Words) -> Built:
    """Read "Tuesday last week", "Monday week"."""
    if words.first("unit") != "week":
        return None
    day = int(words.first("weekday"))
    steps = -1 if words.has("last") else 0 if words.has("this") else 1

    def mean(frame: Frame) -> Interval:
        if frame.today is None:
            return UNKNOWN
        return a_day(shift(frame.today, day - frame.today.weekday() + 7 * steps))

    return "pw", Sense(mean)


@deictics.rule("the? weekday before last", "(the? (last|past|next|coming|this)) weekday")
def which_weekday(words: Words) -> Built:
    """Read "last Thursday" (before today), "next Friday" (after today), "this Monday"."""
    day = int(words.first("weekday"))
    if words.has("this"):
        return "pw", Sense(lambda frame: weekday(day)(frame))
    extra = 7 if words.has("before") else 0

    def mean(frame: Frame) -> Interval:
        if frame.today is None:
            return UNKNOWN
        if words.has("last", "past"):
            return a_day(shift(frame.today, -((frame.today.weekday() - day - 1) % 7) - 1 - extra))
        return a_day(shift(frame.today, (day - frame.today.weekday() - 1) % 7 + 1))

    return "pw", Sense(mean)


@deictics.rule("weekday")
def weekday_alone(words: Words) -> Built:
    """Read "Tuesday"."""
    return "pw", Sense(weekday(int(words[0].value)))


@deictics.rule("weekdays")
def weekdays(words: Words) -> Built:
    """Read "Fridays": not one day."""
    return "px", Sense(unresolved, "set")
