"""Lengths that are counted from today or from another day: "two days ago", "in the last 24 hours", "a week later"."""

from __future__ import annotations

from datetime import date
from typing import Any

from whosays.reading.times.calendar import (
    UNIT_GRAIN,
    UNKNOWN,
    Interval,
    a_day,
    shift,
    shift_units,
)
from whosays.reading.times.deictics import unit_around
from whosays.reading.times.frame import Frame, Meaning, unresolved
from whosays.reading.times.grammar import Pass, Sense
from whosays.reading.times.lengths import Length
from whosays.reading.times.parts import nth_unit_of
from whosays.reading.wordclass import Words

spans = Pass()
anchored = Pass()
Built = tuple[str, Any] | None

# How far "recent days", "coming weeks", "within hours" reach, in days; longer units have no bound of their own.
VAGUE_REACH = {"second": 1, "minute": 1, "hour": 1, "day": 7, "night": 7, "week": 31, "fortnight": 31, "weekend": 31}


def _length(words: Words) -> Length:
    found: Length = words.first("span", "vague")
    return found


def moved(day: date | None, length: Length, direction: int) -> Interval:
    """Return where a length ends that starts on ``day``: a day, or the calendar unit around it for longer units."""
    if day is None or length.low is None or length.high is None:
        return UNKNOWN
    unit = length.unit
    near, far = (shift_units(day, direction * n, unit) for n in (length.low, length.high))
    if near is None or far is None:
        return UNKNOWN
    if unit in ("second", "minute", "hour", "day", "night"):
        slack = 1 if length.rough and unit in ("day", "night") and length.high > 3 else 0
        first, last = min(near, far), max(near, far)
        return Interval(shift(first, -slack), shift(last, slack), "day")
    around = {"fortnight": "week", "weekend": "week"}.get(unit, unit)
    if unit in ("decade", "century") or (unit == "year" and length.low != int(length.low)):
        around = "year"
    from_unit, to_unit = unit_around(min(near, far), around), unit_around(max(near, far), around)
    return Interval(from_unit.earliest, to_unit.latest, UNIT_GRAIN[around])


def counted_from(day: date | None, length: Length, direction: int) -> Interval:
    """Return where a length ends that starts on a known event: weeks are exact to three days, months to a month."""
    found = moved(day, length, direction)
    if length.unit in ("week", "fortnight") and found.earliest and length.low is not None and length.high is not None:
        near, far = (shift_units(day, direction * n, length.unit) for n in (length.low, length.high))
        if near and far:
            return Interval(shift(min(near, far), -3), shift(max(near, far), 3), "week")
    return found


def reach(day: date | None, length: Length, direction: int) -> Interval:
    """Return the stretch of a length up to (-1) or from (1) a day."""
    grain = UNIT_GRAIN[length.unit]
    if day is None:
        return UNKNOWN
    if length.high is None:
        days = VAGUE_REACH.get(length.unit)
        grain = "week" if length.unit == "day" else grain
        other = shift(day, direction * days) if days else None
    else:
        other = shift_units(day, direction * length.high, length.unit)
        if other is None:
            return UNKNOWN
        if length.unit in ("hour", "minute", "second") and length.high > 1:
            other = shift(day, direction * max(1, round(length.high / 24)))
    return Interval(other, day, grain) if direction < 0 else Interval(day, other, grain)


# ---------------------------------------------------------------- from today


@spans.rule("span ago pt?", "article? vague ago")
def ago(words: Words) -> Built:
    """Read "two days ago", "about ten days ago", "weeks ago"."""
    length = _length(words)
    if words.has("vague"):
        return "px", Sense(lambda frame: reach(frame.today, length, -1), "vague")
    if words.has("pt"):
        return "pd", Sense(lambda frame: a_day(shift_units(frame.today, -(length.high or 0), length.unit)))
    return "pd", Sense(lambda frame: moved(frame.today, length, -1))


@spans.rule(
    "the? (last|past|latest|previous) (span|vague) (or so)?",
    "these last (span|vague)",
    "the (past|last) (unit|weekend) (or so)?",
    "recent vague",
    "vague past",
)
def past_stretch(words: Words) -> Built:
    """Read "the last 24 hours", "the past week", "recent days"."""
    length = words.first("span", "vague") or Length(str(words.first("unit", "weekend")), 1, 1)
    kind = "point" if words.has("span", "unit") else "vague"
    return "px", Sense(lambda frame: reach(frame.today, length, -1), kind)


@spans.rule("the? (next|coming) (span|vague)", "the coming (unit|weekend)", "the next unit")
def coming_stretch(words: Words) -> Built:
    """Read "the coming days", "the next two weeks"."""
    length = words.first("span", "vague") or Length(str(words.first("unit", "weekend")), 1, 1)
    if words.has("next") and words.first("unit") == "day":
        return None
    kind = "point" if words.has("span", "unit") else "vague"
    return "px", Sense(lambda frame: reach(frame.today, length, 1), kind)


@spans.rule("span dash? old")
def old(words: Words) -> Built:
    """Read "three-day-old" as three days ago; a number of years is an age."""
    length = _length(words)
    if length.unit == "year" and (length.low or 0) > 20:
        return "done", Sense(unresolved, "age", fixed=True)
    kind = "age" if length.unit in ("year", "month") else "point"
    return "pd", Sense(lambda frame: moved(frame.today, length, -1), kind)


@spans.rule("every other? (span|unit|weekday|part|night|nth|weekdays|weekend|half)", "every (span|vague)", "daily")
@spans.rule("weekday (part|night)", behind="every")
def repeated(words: Words) -> Built:
    """Read "every day", "nightly": no one day."""
    return "px", Sense(unresolved, "set", fixed=True)


@spans.rule("for? the nth time in? (over|about)? (span|vague)")
def first_time_in(words: Words) -> Built:
    """Read "for the first time in 80 years": a comparison, which dates nothing."""
    return "done", Sense(unresolved, "comparison", fixed=True)


@spans.rule("(still|by)? now", "at the? (moment)", "for the moment", "(these|those) vague")
def present(words: Words) -> Built:
    """Read "now", "at the moment", "these days": the day of the statement."""
    if words.has("those"):
        return None
    return "px", Sense(lambda frame: a_day(frame.today), "present")


@spans.rule("recent", "lately", "so far", "to date")
def lately(words: Words) -> Built:
    """Read "recently", "so far": open, up to today."""
    return "px", Sense(lambda frame: Interval(None, frame.today), "vague")


@spans.rule("(very|as)? soon")
def soon(words: Words) -> Built:
    """Read "soon": open, from today."""
    return "px", Sense(lambda frame: Interval(frame.today, None), "vague")


# ---------------------------------------------------------------- from an event


def from_anchor(length: Length, direction: int) -> Meaning:
    """Return the meaning of "two days later": counted from the anchor."""

    def mean(frame: Frame) -> Interval:
        anchor = frame.anchor
        start = anchor and (anchor.latest if direction > 0 else anchor.earliest)
        if not start or (
            anchor and anchor.grain in ("month", "season", "year") and length.unit in ("day", "week", "hour")
        ):
            return UNKNOWN
        if length.high is None:
            return _soon_after(start, length, direction)
        return counted_from(start, length, direction)

    return mean


def _soon_after(start: date, length: Length, direction: int) -> Interval:
    stretch = reach(start, length, direction)
    if length.unit in ("month", "year", "decade", "century"):
        return UNKNOWN
    return stretch


@anchored.rule("(span|vague) (later|earlier|before|after|since)", "(span|vague) (before|after) (that|then)")
@anchored.rule("(span|vague) (from|after) now", "(span|vague) on", ahead="no the article this that")
def offset(words: Words) -> Built:
    """Read "two days later", "hours after", "a week before"."""
    length = _length(words)
    if words.has("now"):
        return "pd", Sense(lambda frame: moved(frame.today, length, 1))
    direction = -1 if words.has("earlier", "before") else 1
    if words.has("since"):
        return None
    return "pa", Sense(from_anchor(length, direction), "offset", anchored=True)


@anchored.rule("(soon|later) after")
def shortly_after(words: Words) -> Built:
    """Read "shortly after": the day of the event, or the next."""
    return "pa", Sense(from_anchor(Length("hour"), 1), "offset", anchored=True)


@anchored.rule(
    "the? (following|next|previous|same|that) (unit|night|part|weekend)",
    "that (unit|night|part|weekend)",
    "the very? next (unit|night|part)",
    "the (unit|night|part) (before|after|earlier)",
    "that same (unit|part|night)",
)
def neighbour(words: Words) -> Built:
    """Read "the following day", "that night", "the previous week", "the day after"."""
    word = words.first("unit", "night", "part", "weekend")
    unit = "day" if words.has("night", "part") else "week" if words.has("weekend") else str(word)
    step = 1 if words.has("following", "next", "after") else -1 if words.has("previous", "before", "earlier") else 0
    if unit in ("minute", "hour", "second"):
        return None
    return "pa", Sense(_beside_anchor(unit, step), "offset", anchored=True)


def _beside_anchor(unit: str, step: int) -> Meaning:
    def mean(frame: Frame) -> Interval:
        anchor = frame.anchor
        start = anchor and (anchor.latest if step > 0 else anchor.earliest)
        if not start or not anchor:
            return UNKNOWN
        if unit == "day" and anchor.grain not in ("day", "unknown"):
            return UNKNOWN
        if step == 0 and unit == "day":
            return anchor
        return unit_around(start, unit, step)

    return mean


@anchored.rule("the? (following|previous) weekday", "(that|the same) weekday", "the weekday (before|after)")
def weekday_beside(words: Words) -> Built:
    """Read "the following Monday"."""
    day = int(words.first("weekday"))
    forward, backward = words.has("following", "after"), words.has("previous", "before")

    def mean(frame: Frame) -> Interval:
        start = frame.anchor and (frame.anchor.latest if forward else frame.anchor.earliest)
        if not start or not (forward or backward):
            return UNKNOWN
        ahead = (day - start.weekday() - 1) % 7 + 1 if forward else -((start.weekday() - day - 1) % 7 + 1)
        return a_day(shift(start, ahead))

    return "pa", Sense(mean, "offset", anchored=True)


@anchored.rule("the? (nth|ordinal|start) (unit|vague|night|weekend)", "(unit) (count|d)", ahead="of")
@anchored.rule("the? (nth|ordinal) (unit|vague|night)", "the nth span", behind="in on during by after for since")
def nth_of_event(words: Words) -> Built:
    """Read "in the first week of the operation", "on the third day": counted from the event's beginning."""
    if words.has("span"):
        length: Length = words.first("span")
        return "pa", Sense(_first_stretch(length), "offset", anchored=True)
    vague = words.first("vague")
    unit = str(vague.unit if vague else words.first("unit") or "day")
    number = int(words.first("nth", "ordinal", "count", "d") or 1)
    if unit not in ("day", "week", "month", "hour", "year") or number > 400:
        return None
    if vague:
        return "pa", Sense(_first_stretch(Length(unit, 3, 3) if unit == "day" else vague), "offset", anchored=True)

    def mean(frame: Frame) -> Interval:
        start = frame.anchor and frame.anchor.earliest
        return nth_unit_of(Interval(start), number, "day" if unit == "hour" else unit) if start else UNKNOWN

    return "pa", Sense(mean, "offset", anchored=True)


def _first_stretch(length: Length) -> Meaning:
    return lambda frame: reach(frame.anchor.earliest, length, 1) if frame.anchor else UNKNOWN
