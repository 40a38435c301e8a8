"""Parts of a month, a year, a week: "early June", "the end of the year", "the second half of 2022", "the eve of"."""

from __future__ import annotations

from datetime import date
from typing import Any

from whosays.reading.times.calendar import UNKNOWN, Grain, Interval, months_of, shift, shift_months
from whosays.reading.times.deictics import quarter_of, unit_around
from whosays.reading.times.frame import Frame, Meaning, over_whole
from whosays.reading.times.grammar import Pass, Sense
from whosays.reading.wordclass import Word, Words

unit_parts = Pass()
parts = Pass()
Built = tuple[str, Any] | None

# First and last months of the parts of a year; days of a month (31: its last); days of a week from Monday 0.
YEAR_PARTS = {"early": (1, 3), "mid": (5, 8), "late": (10, 12), "start": (1, 1), "end": (12, 12)}
MONTH_PARTS = {"early": (1, 10), "mid": (11, 20), "late": (21, 31), "start": (1, 10), "end": (21, 31)}
WEEK_PARTS = {"early": (0, 2), "mid": (1, 3), "late": (3, 6), "start": (0, 1), "end": (4, 6)}


def part_of(whole: Interval, part: str) -> Interval:
    """Return a part, by name, of a week, month, season, year or decade; a day has no parts here."""
    first, last = whole.earliest, whole.latest
    if first is None or last is None:
        return whole
    days = (last - first).days + 1
    if days <= 3:
        return whole
    if whole.grain == "week" and days <= 7:
        low, high = WEEK_PARTS[part]
        return Interval(shift(first, low), min(last, shift(first, high) or last), "day")
    if days < 28:
        return whole
    if first.day == 1 and days <= 31:
        low, high = MONTH_PARTS[part]
        return Interval(shift(first, low - 1), last if high == 31 else shift(first, high - 1), "month")
    if 360 <= days <= 366 and first.day == 1 and first.month == 1:
        low, high = YEAR_PARTS[part]
        return months_of(first.year, low, high, "season" if high > low else "month")
    if whole.grain == "season" and days <= 93:
        month = {"early": 0, "start": 0, "mid": 1}.get(part, 2)
        return unit_around(shift_months(first, month) or first, "month")
    return _third(first, last, part, whole.grain)


def _third(first: date, last: date, part: str, grain: Grain) -> Interval:
    """Return the first, middle or last third of a half-year, decade or era."""
    third = ((last - first).days + 1) // 3
    if part in ("early", "start"):
        return Interval(first, shift(first, third - 1), grain)
    if part == "mid":
        return Interval(shift(first, third), shift(last, -third), grain)
    return Interval(shift(last, 1 - third), last, grain)


def half_of(whole: Interval, number: int) -> Interval:
    """Return the first (1) or second (2) half."""
    if whole.earliest is None or whole.latest is None:
        return UNKNOWN
    days = (whole.latest - whole.earliest).days + 1
    if 28 <= days <= 31 and whole.earliest.day == 1:
        days = 30  # the halves of a month part after its 15th
    if 360 <= days <= 366 and whole.earliest.day == 1:
        year = whole.earliest.year
        return months_of(year, 1, 6, "season") if number == 1 else months_of(year, 7, 12, "season")
    middle = shift(whole.earliest, (days + 1) // 2 - 1)
    if number == 1:
        return Interval(whole.earliest, middle, whole.grain)
    return Interval(shift(middle, 1), whole.latest, whole.grain)


def nth_unit_of(whole: Interval, number: int, unit: str) -> Interval:
    """Return the nth day, week, month or quarter of a whole; number -1 is the last."""
    start, end = whole.earliest, whole.latest
    if start is None:
        return UNKNOWN
    if unit == "quarter":
        return quarter_of(start.year, number if number > 0 else 4) if number <= 4 else UNKNOWN
    size = {"day": 1, "week": 7, "month": 30}.get(unit)
    if size is None or (number < 0 and end is None):
        return UNKNOWN
    grain: Grain = "day" if unit == "day" else "week" if unit == "week" else "month"
    if unit == "month" and end is not None:
        return unit_around(start if number > 0 else end, "month", number - 1 if number > 0 else 0)
    if number < 0:
        return Interval(shift(end, 1 - size), end, grain)
    first = shift(start, size * (number - 1))
    last = shift(first, size - 1)
    return Interval(first, min(last, end) if last and end and end >= start else last, grain)


PART, EDGE = "(early|mid|late)", "(start|end|mid)"
_WHICH = "(the|this|last|next|the last|the next|the previous|the coming)"
_UNIT_STEP = {"last": -1, "previous": -1, "past": -1, "next": 1, "coming": 1}


def _whole_unit(words: Words) -> Meaning:
    unit = str(words.first("unit", "quarter"))
    step = next((_UNIT_STEP[w.kind] for w in words if w.kind in _UNIT_STEP), 0)
    return lambda frame: unit_around(frame.today, unit, step) if frame.today else UNKNOWN


@unit_parts.rule(
    f"the? very? {PART} (of|in|dash)? {_WHICH} unit",
    f"the? very? {EDGE} of {_WHICH} unit",
    "unit poss end",
    "unit dash end",
    "mid dash? unit",
)
def part_of_unit(words: Words) -> Built:
    """Read "the end of the year", "early last month", "late next week", "year's end", "midweek"."""
    unit, part = str(words.first("unit")), words.first("early", "mid", "late", "start", "end")
    if unit == "day":
        return "pt", Sense(lambda frame: unit_around(frame.today, "day") if frame.today else UNKNOWN)
    classes = {"week": "pk", "month": "pm", "year": "py", "decade": "py", "century": "py"}
    if unit not in classes:
        return None
    return classes[unit], Sense(over_whole(_whole_unit(words), lambda whole: part_of(whole, part)))


@unit_parts.rule(
    "the? nth (half|quarter) of? (the|this|last|next) unit", "(this|last|next) unit poss nth (half|quarter)"
)
def fraction_of_unit(words: Words) -> Built:
    """Read "the first half of this year"."""
    number = int(words.first("nth"))
    if words.first("unit") not in ("year", "month", "decade") or number > 4:
        return None
    whole = _whole_unit(Words(w for w in words if w.kind not in ("half", "quarter")))
    if words.has("quarter"):
        return "ps", Sense(over_whole(whole, lambda w: nth_unit_of(w, number, "quarter")))
    return "ps", Sense(over_whole(whole, lambda w: half_of(w, number)))


@unit_parts.rule("the? turn of the (year|unit)")
def turn_of_year(words: Words) -> Built:
    """Read "the turn of the year": the fortnights around the nearest New Year."""
    if words[-1].value != "year":
        return None

    def mean(frame: Frame) -> Interval:
        if frame.today is None:
            return UNKNOWN
        year = frame.today.year + (frame.today.month > 6 and frame.tense == "future")
        return Interval(date(year - 1, 12, 18), date(year, 1, 14), "month")

    return "pm", Sense(mean)


def _inner(words: Words) -> Word:
    return next(w for w in words if isinstance(w.value, Sense))


def _as_part(word: Word, meaning: Meaning, kind: str | None = None) -> Built:
    sense: Sense = word.value
    return kind or word.kind, Sense(meaning, sense.kind, sense.anchored, sense.fixed)


@parts.rule(
    f"the? very? {PART} (dash|in|on|of)? the? (pm|py|ps|pk|pw|pd|pt|pe)",
    f"the? very? {EDGE} (of|to) the? (pm|py|ps|pk|pw|pd|pt)",
)
def named_part(words: Words) -> Built:
    """Read "early June", "mid-2023", "the end of last year", "late on Tuesday"."""
    inner, part = _inner(words), words.first("early", "mid", "late", "start", "end")
    return _as_part(inner, over_whole(inner.value.meaning, lambda whole: part_of(whole, part)))


@parts.rule("the? nth (half|quarter) of? the? (pm|py|ps|pk)", "(py) (nth) (half|quarter)")
def fraction(words: Words) -> Built:
    """Read "the first half of 2022", "the third quarter of 2023"."""
    inner, number = _inner(words), int(words.first("nth"))
    if number > 4 or (words.has("half") and number > 2):
        return None
    if words.has("quarter"):
        return _as_part(inner, over_whole(inner.value.meaning, lambda w: nth_unit_of(w, number, "quarter")), "ps")
    return _as_part(inner, over_whole(inner.value.meaning, lambda w: half_of(w, number)))


@parts.rule(
    "the? (nth|ordinal|last) (unit|units|weekend) (of|in) the? (pm|py|ps|pk|pe)",
    "the? last (units|vague) of (pm|py|ps)",
    "the? (nth|last) (vague) (of|in) the? (pm|py|ps|pk|pe)",
)
def nth_unit(words: Words) -> Built:
    """Read "the first week of March", "the last days of 2021"."""
    inner = _inner(words)
    unit_word = words.first("unit", "units")
    unit = str(unit_word if unit_word else words.first("vague").unit)
    number = -1 if words.has("last") else int(words.first("nth", "ordinal"))
    if words.has("units", "vague"):
        unit = {"day": "week", "week": "month"}.get(unit, unit)
    if number > 53:
        return None
    return _as_part(inner, over_whole(inner.value.meaning, lambda w: nth_unit_of(w, number, unit)))


@parts.rule("the? eve of (pd|pe|pt|pw|pm|py)")
def eve(words: Words) -> Built:
    """Read "the eve of 9 May": the day before."""
    inner = _inner(words)

    def before(whole: Interval) -> Interval:
        day = shift(whole.earliest, -1)
        return Interval(day, day, "day") if day else UNKNOWN

    return _as_part(inner, over_whole(inner.value.meaning, before), "pd")
