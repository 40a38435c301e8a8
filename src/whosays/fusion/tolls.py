"""Which losses are the toll of which act: "an ambush killed 30" is an act and its toll, said in one breath."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from whosays.fusion.agreement import days_apart, places
from whosays.fusion.views import View

# Act and toll stand in one sentence or in neighbouring ones (gold development reports: 9 of 10 within this distance).
NEAR = 250  # characters
HARM = "LOSSES"
ACTS = frozenset({"ASSAULT"})


def act_of(losses: Iterable[View], acts_in: Callable[[str], Iterator[tuple[View, int]]]) -> int | None:
    """Return the cluster of the act whose toll some losses are, None for a tally of its own.

    ``acts_in`` gives the acts of a report, each with its cluster. The act is the one that stands nearest in most
    reports, in agreement of place and time.
    """
    votes: Counter[int] = Counter()
    for loss in losses:
        near = [
            (abs(act.position - loss.position), cluster)
            for act, cluster in acts_in(loss.report)
            if abs(act.position - loss.position) <= NEAR and not days_apart(loss, act) and places(loss, act) != 0.0
        ]
        if near:
            votes[min(near)[1]] += 1
    return min(votes, key=lambda act: (-votes[act], act)) if votes else None
