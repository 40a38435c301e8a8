"""Which losses are the toll of which act: "an ambush killed 30" is an act and its toll, said in one breath."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from whosays.fusion.agreement import days_apart, places
from whosays.fusion.views import View

# Act and toll stand in one sentence or in neighbouring ones (gold development reports: 9 of 10 within this distance).
NEAR = 250  # characters
HARM = "LOSSES"
ACTS = frozenset({"ASSAULT"})


def act_of(loss: View, acts: Iterable[View]) -> str | None:
    """Return the claim of the act whose toll a claim of losses is, of those of its report; None for a tally of its own.

    It is the one that stands nearest, in agreement of place and time.
    """
    near = [
        (abs(act.position - loss.position), act.id)
        for act in acts
        if abs(act.position - loss.position) <= NEAR
        and not days_apart(loss, act)
        and places(loss, act) != 0.0
        and not _began_before(loss, act)
    ]
    return min(near)[1] if near else None


def _began_before(loss: View, act: View) -> bool:
    """Say whether losses began before the act did: a tally ("82,000 have fled since October") that it did not cause."""
    return loss.first is not None and act.first is not None and loss.first < act.first


def most_named(acts: Iterable[int]) -> int | None:
    """Return the act that most claims of a toll are told with, of equals the smaller number; None for none."""
    votes = Counter(acts)
    return min(votes, key=lambda act: (-votes[act], act)) if votes else None
