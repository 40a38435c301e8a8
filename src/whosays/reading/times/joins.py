"""What stands between and before points: "from Monday to Wednesday", "since June", "by the end of the year"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from whosays.reading.times.calendar import UNIT_GRAIN, UNKNOWN, Interval, shift
from whosays.reading.times.frame import Frame, Meaning, unresolved, widen
from whosays.reading.times.grammar import Pass, Sense
from whosays.reading.times.lengths import Length
from whosays.reading.times.spans import counted_from, from_anchor, reach
from whosays.reading.wordclass import Word, Words

dated_offsets = Pass()
joins = Pass()
edges = Pass()
Built = tuple[str, Any] | None
_CLAUSE_REACH = 60  # characters from "since" to its date; longer clauses on own examples held another event's date
WHEN = "(pd|pw|pt|pk|pm|ps|py|pe)"


def _built(words: Words) -> list[Word]:
    return [w for w in words if isinstance(w.value, Sense)]


# ---------------------------------------------------------------- two points


def _both(first: Meaning, last: Meaning) -> Meaning:
    """Return from the first to the last; the one that lies nearer to today is read first, the other beside it."""

    def mean(frame: Frame) -> Interval:
        if frame.tense == "future":
            start = first(frame)
            end = last(replace(frame, today=start.earliest or frame.today))
        else:
            end = last(frame)
            start = first(replace(frame, today=end.latest or frame.today, tense="past"))
        if start.earliest is None or end.latest is None:
            return UNKNOWN
        return widen(start, end)

    return mean


@joins.rule(
    f"(from|between) the? {WHEN} (to|until|through|and|dash) the? {WHEN}",
    f"{WHEN} (to|until|through|dash) the? {WHEN}",
    "pw and pw",
    "pm and pm",
    "py and py",
    "pd and pd",
    "ps and ps",
    "pm (to|dash) pm",
    "pc (to|dash|until) pc",
    "(from|between) pc (and|to|until|dash) pc",
)
def range_of(words: Words) -> Built:
    """Read "from Monday to Wednesday", "June and July", "2014-16"."""
    first, last = _built(words)
    if first.kind == "pc":
        return "pc", first.value
    kind = last.kind if last.kind != "pt" else "pd"
    fixed = bool(first.value.fixed and last.value.fixed)
    return kind, Sense(_both(first.value.meaning, last.value.meaning), "range", fixed=fixed)


@dated_offsets.rule("(span|vague) (before|after|since|from) (on)? the? (pd|pw|pt|pk|pe|pm)")
def offset_from(words: Words) -> Built:
    """Read "two days after 6 December"."""
    length: Length = words.first("span", "vague")
    inner = _built(words)[-1]
    meaning = inner.value.meaning
    if words.has("since"):
        return None
    count = from_anchor(length, -1 if words.has("before") else 1)

    def mean(frame: Frame) -> Interval:
        return count(replace(frame, anchor=meaning(frame)))

    return "pd", Sense(mean, fixed=inner.value.fixed)


@dated_offsets.rule("the (unit|night|part) (before|after) (pd|pw|pe|pt)")
def day_beside(words: Words) -> Built:
    """Read "the day before Easter"."""
    inner = _built(words)[-1]
    if words.first("unit") not in ("day", None):
        return None
    length, direction = Length("day", 1, 1), -1 if words.has("before") else 1

    def mean(frame: Frame) -> Interval:
        whole = inner.value.meaning(frame)
        return counted_from(whole.earliest if direction < 0 else whole.latest, length, direction)

    return "pd", Sense(mean, fixed=inner.value.fixed)


# ---------------------------------------------------------------- one edge


@edges.rule("ever? since (about|at least|the)* (pd|pw|pt|pk|pm|ps|py|pe|pa)", "from (pd|pw|pm|py|ps|pt) on")
def since(words: Words) -> Built:
    """Read "since August": from its beginning up to today."""
    inner: Sense = _built(words)[-1].value

    def mean(frame: Frame) -> Interval:
        start = inner.meaning(replace(frame, tense="past"))
        if start.earliest is None or (frame.today and start.earliest > frame.today):
            return UNKNOWN
        return Interval(start.earliest, frame.today, start.grain)

    return "px", Sense(mean, "since", anchored=inner.anchored, inner=inner.meaning)


@edges.rule("ever? since (clause|other)+? (in|on)? the? (pd|pw|pt|pk|pm|ps|py|pe)", behind="no comma")
def since_clause(words: Words) -> Built:
    """Read "since the war began in April 2023": from the date inside the clause, if it is near."""
    if words[-1].start - words[0].end > _CLAUSE_REACH:
        return None
    return since(words)


@edges.rule("ever? since (then|that)", "ever since", "since")
def since_then(words: Words) -> Built:
    """Read "since then", and "since" before or without the event it counts from."""

    def mean(frame: Frame) -> Interval:
        start = frame.anchor.earliest if frame.anchor else None
        if start is None or (frame.today and start > frame.today):
            return UNKNOWN
        return Interval(start, frame.today, "day")

    return "pa", Sense(mean, "since", anchored=True)


@edges.rule("(by|until|as of|up (to|until)) (at? least)? the? (pd|pw|pt|pk|pm|ps|py|pe)")
def until(words: Words) -> Built:
    """Read "by Sunday", "until June", "as of Wednesday": open, up to its end; from today on if it is to come."""
    inner: Sense = _built(words)[-1].value
    upto = words.has("until", "up")

    def mean(frame: Frame) -> Interval:
        end = inner.meaning(frame)
        if end.latest is None:
            return UNKNOWN
        coming = frame.today is not None and end.latest > frame.today and frame.tense != "past"
        return Interval(frame.today if coming else None, end.latest, end.grain if upto else "unknown")

    return "px", Sense(mean, "until", inner=inner.meaning)


@edges.rule("before (pd|pw|pt|pk|pm|ps|py|pe)")
def before(words: Words) -> Built:
    """Read "before June": open, up to the day before."""
    inner: Sense = _built(words)[-1].value

    def mean(frame: Frame) -> Interval:
        end = shift(inner.meaning(frame).earliest, -1)
        if end is None:
            return UNKNOWN
        coming = frame.today is not None and end >= frame.today
        return Interval(frame.today if coming else None, end)

    return "px", Sense(mean, "until", inner=inner.meaning)


@edges.rule("after (pd|pw|pt|pk|pm|ps|py|pe)")
def after(words: Words) -> Built:
    """Read "after 26 July": from it on, up to today if it is past."""
    inner: Sense = _built(words)[-1].value

    def mean(frame: Frame) -> Interval:
        start: date | None = inner.meaning(frame).earliest
        if start is None:
            return UNKNOWN
        past = frame.today is not None and start <= frame.today
        return Interval(start, frame.today if past else None, inner.meaning(frame).grain)

    return "px", Sense(mean, "since", inner=inner.meaning)


# ---------------------------------------------------------------- lengths


@edges.rule("within (about|the)* (span|vague|unit)")
def within(words: Words) -> Built:
    """Read "within days", "within two weeks": from today on; in the past tense from the event before."""
    found = words.first("span", "vague")
    length: Length = found or Length(str(words.first("unit")), 1, 1)

    def mean(frame: Frame) -> Interval:
        if frame.tense == "past":
            return reach(frame.anchor.latest, length, 1) if frame.anchor else UNKNOWN
        return reach(frame.today, length, 1)

    return "px", Sense(mean, "within", anchored=True)


@edges.rule("(for|over|during|through) (about|the|up|to|more|than|at|least|of|past|last)* (span|vague)")
def lasting(words: Words) -> Built:
    """Read "for two years": that span back from the day of the statement; "for weeks" is open."""
    length: Length = words.first("span", "vague")

    def mean(frame: Frame) -> Interval:
        if frame.today is None:
            return UNKNOWN
        if frame.tense == "future":
            return reach(frame.today, length, 1) if length.high is not None else UNKNOWN
        if length.high is None:
            return Interval(None, frame.today, UNIT_GRAIN[length.unit])
        return reach(frame.today, length, -1)

    return "px", Sense(mean, "duration")


@edges.rule("in (about|the|than|over|more)* (span|vague)")
def in_span(words: Words) -> Built:
    """Read "in three days": coming in the future tense, otherwise a length without an anchor, open up to today."""
    length: Length = words.first("span", "vague")

    def mean(frame: Frame) -> Interval:
        if frame.today is None:
            return UNKNOWN
        if frame.tense == "future":
            return counted_from(frame.today, length, 1) if length.high is not None else reach(frame.today, length, 1)
        return Interval(None, frame.today)

    return "px", Sense(mean, "duration")


@edges.rule("after (about|the|more|than|over)* (span|vague)", ahead="of")
def after_length_of(words: Words) -> Built:
    """Read "after seven days of fighting": how long something else went on; it counts from no day that was named."""
    return "px", Sense(lambda frame: UNKNOWN, "length")


@edges.rule("after (about|the|more|than|over)* (span|vague)")
def after_length(words: Words) -> Built:
    """Read "after seven days": counted from the event before."""
    length: Length = words.first("span", "vague")
    return "pa", Sense(from_anchor(length, 1), "offset", anchored=True)


@edges.rule("(span|vague)")
def length_alone(words: Words) -> Built:
    """Read "three-month", "a month", "two years": how long or how often, not when."""
    length: Length = words[0].value
    if length.article and length.unit != "night":
        return "done", Sense(unresolved, "set", fixed=True)
    return "done", Sense(unresolved, "length", fixed=True)
