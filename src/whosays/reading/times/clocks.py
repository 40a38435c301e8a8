"""Hours and parts of the day, alone ("at dawn", "at 04:30 local time") and with their day ("late on Tuesday night")."""

from __future__ import annotations

from typing import Any

from whosays.reading.times.calendar import UNKNOWN, Interval, shift
from whosays.reading.times.frame import Frame, Meaning, widen
from whosays.reading.times.grammar import Pass, Sense
from whosays.reading.wordclass import Word, Words

clocks = Pass()
days = Pass()
Built = tuple[str, Any] | None


def _of_anchor(frame: Frame) -> Interval:
    """Mean the day of the event: an hour alone names none."""
    anchor = frame.anchor
    return anchor if anchor and anchor.grain == "day" else UNKNOWN


ZONE = "(tz|hint|local|time)*"


@clocks.rule(
    f"about? clock (units|vague)? {ZONE} (lp clock {ZONE} rp)?",
    "(in|during) the? (early|late|small) (units|vague) (of the? (part|night|unit))?",
    "the (early|late|small) (units|vague)",
    "(early|late|mid)? dash? (clockword)",
    "(in|during|by|into|until) the? (early|late|mid)? dash? (part|night)",
    "(before|after|at|about)+ clockword",
    "(late|early) at night",
    "at night",
    "all (night|unit|part)",
    "(early|late|mid) dash? part",
)
def hour(words: Words) -> Built:
    """Read "at 04:30 GMT", "before dawn", "in the early hours": of a day named elsewhere."""
    if words.has("vague") and words.first("vague").unit != "hour":
        return None
    if words.has("all") and words.first("unit") not in ("day", None):
        return None
    return "pc", Sense(_of_anchor, "clock", anchored=True)


def _inner(words: Words) -> Word:
    return next(w for w in words if isinstance(w.value, Sense) and w.kind != "pc")


DAY = "(pd|pw|pt|pe)"


@days.rule(
    f"(pc|the? part|the? night|early|late)+ (in|on|of|at|comma)* the? {DAY}",
    f"{DAY} (pc|part|night|clockword)+",
    f"{DAY} (comma|at|in|on|by|before|about|from|after)* pc",
    f"the? (clockword) (of|on) {DAY}",
)
def day_with_hour(words: Words) -> Built:
    """Read "at dawn on Tuesday", "Sunday night", "the night of 3 March", "Tuesday at 04:30"."""
    inner = _inner(words)
    sense: Sense = inner.value
    return inner.kind, Sense(sense.meaning, "point", sense.anchored, sense.fixed)


@days.rule(
    "(pw|pd) comma? pd", "(pw|pt) (comma|lp)? (pd|pw) rp?", "pt (comma|lp)? (pd|pw) rp?", "pd comma? lp? (pw|pt) rp?"
)
def day_twice(words: Words) -> Built:
    """Read "today, 4 February", "Sunday, the 5th of May": the date decides."""
    built = [w for w in words if isinstance(w.value, Sense)]
    dated = next((w for w in built if w.kind == "pd"), None) or next((w for w in built if w.kind == "pt"), built[0])
    if built[0].kind == built[1].kind == "pd":
        return None
    return dated.kind, dated.value


@days.rule(f"(the? night|pt) (of|from)? {DAY} (to|dash|into|and) {DAY}", f"{DAY} (to|into|dash) {DAY} (night)")
def night_between(words: Words) -> Built:
    """Read "the night of Monday to Tuesday": both days."""
    built = [w for w in words if isinstance(w.value, Sense)][-2:]
    if words[0].kind == "pt" and len([w for w in words if isinstance(w.value, Sense)]) == 2:
        return None
    first, last = (w.value.meaning for w in built)
    return "pd", Sense(lambda frame: widen(first(frame), last(frame)))


@days.rule(f"pt (of|on|in|into|from|to)? {DAY}", f"the? night (into|to) {DAY}")
def overnight_into(words: Words) -> Built:
    """Read "overnight into Tuesday", "overnight on Tuesday": the night that ends on that day."""
    built = [w for w in words if isinstance(w.value, Sense)]
    meaning: Meaning = built[-1].value.meaning
    if built[0].kind == "pt" and len(built) == 2 and built[0].end - built[0].start != len("overnight"):
        return None

    def mean(frame: Frame) -> Interval:
        day = meaning(frame)
        return Interval(shift(day.earliest, -1), day.latest, "day") if day.earliest else UNKNOWN

    return "pd", Sense(mean)
