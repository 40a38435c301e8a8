"""Which losses are the toll of which act: "an ambush killed 30" is an act and its toll, said in one breath."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from whosays.fusion.agreement import days_apart, places
from whosays.fusion.origins import Statement
from whosays.fusion.views import View

# Act and toll stand in one sentence or in neighbouring ones (gold development reports: 9 of 10 within this distance).
NEAR = 250  # characters
HARM = "LOSSES"
ACTS = ("ASSAULT",)


def tolls_of(clusters: Mapping[str, Sequence[Statement]], views: Mapping[str, View]) -> dict[str, str]:
    """Return, for every cluster of losses that is the toll of one act, the cluster of that act.

    Clusters are given by their event ids. The act is the one that stands nearest in most reports, in agreement of
    place and time; losses that no act stands near are a tally of their own.
    """
    acts_in: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
    for key, statements in clusters.items():
        for s in statements:
            if s.claim.type in ACTS:
                acts_in[s.report.id].append((s.claim.trigger.start, key, s.claim.id))
    toll: dict[str, str] = {}
    for key, statements in clusters.items():
        votes: Counter[str] = Counter()
        for s in statements:
            if s.claim.type != HARM:
                continue
            near = [
                (abs(at - s.claim.trigger.start), act)
                for at, act, claim in acts_in.get(s.report.id, ())
                if abs(at - s.claim.trigger.start) <= NEAR and _fit(views[s.claim.id], views[claim])
            ]
            if near:
                votes[min(near)[1]] += 1
        if votes:
            toll[key] = min(votes, key=lambda act: (-votes[act], act))
    return toll


def _fit(loss: View, act: View) -> bool:
    return not days_apart(loss, act) and places(loss, act) != 0.0
