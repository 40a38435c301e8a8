"""One figure of several: low, high, and a best by a named rule of `whosays.fusion.figures`."""

from __future__ import annotations

from typing import NamedTuple

from whosays.record import Event, FigureSet

RULES = ("conservative", "latest", "most-sourced", "median-of-origins")


class Toll(NamedTuple):
    """Whole numbers of people."""

    low: int
    best: int
    high: int


def toll_of(held: FigureSet | None, rule: str) -> Toll | None:
    """Return low, best and high of a kind's figures, or None where no number was given.

    Low is the least and high the greatest of what the origins say now: figures that an origin has since replaced, and
    those presented as denied or doubtful, do not count. Best follows the rule, a fraction rounded down.
    """
    from whosays.fusion.figures import one_number

    if held is None:
        return None
    low, high = held.range
    best = one_number(held, rule)
    if low is None or high is None or best is None:
        return None
    return Toll(int(low), int(best), int(high))


def killed(event: Event, rule: str) -> Toll | None:
    """Return the event's dead."""
    return toll_of(event.quantities.get("killed"), rule)
