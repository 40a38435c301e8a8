"""Events as persons merged and split them: the fused groups of claims, put together or apart, and fused anew."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from whosays.casebook.verdicts import Anchor, Verdict, claim_at
from whosays.fusion import Fuser
from whosays.fusion.summary import event_id, event_of
from whosays.fusion.tolls import HARM
from whosays.record import Event

Group = list[str]


def regrouped(fuser: Fuser, verdicts: Iterable[Verdict]) -> tuple[set[str], list[Event]]:
    """Return the ids of the fused events that standing merges and splits change, and the events in their place.

    Only what the verdicts name is looked at, with the tolls, acts and parts of it.
    """
    asked = [
        (_merge if verdict.act == "merge" else _split, [_ids(fuser, anchors) for anchors in verdict.groups])
        for verdict in verdicts
        if verdict.act in ("merge", "split")
    ]
    named = {claim for _, named_groups in asked for group in named_groups for claim in group}
    touched = {event.id: event for claim in named if (event := fuser.event(claim)) is not None}
    groups: list[Group] = [list(touched[key].claims) for key in sorted(touched)]
    for carry_out, (first, second) in asked:
        carry_out(groups, first, second)
    known = {frozenset(event.claims) for event in touched.values()}
    if all(frozenset(group) in known for group in groups):
        return set(), []
    for event in list(touched.values()):
        for other in fuser.kin(event.claims[0]):
            if other.id not in touched:
                touched[other.id] = other
                groups.append(list(other.claims))
    return set(touched), _rebuilt(fuser, [touched[key] for key in sorted(touched)], groups)


def _ids(fuser: Fuser, anchors: Iterable[Anchor]) -> set[str]:
    """Return the claims that the anchors' words make now."""
    found = (claim_at(fuser.claims(anchor.report), anchor) for anchor in anchors)
    return {claim.id for claim in found if claim is not None}


def _home(groups: list[Group], claims: set[str]) -> Group | None:
    """Return the group that holds most of the claims."""
    best = max(groups, key=lambda group: len(claims.intersection(group)), default=None)
    return best if best is not None and claims.intersection(best) else None


def _merge(groups: list[Group], first: set[str], second: set[str]) -> None:
    one, other = _home(groups, first), _home(groups, second)
    if one is None or other is None or one is other:
        return
    one.extend(other)
    groups[:] = [group for group in groups if group is not other]


def _split(groups: list[Group], out: set[str], rest: set[str]) -> None:
    home = next((g for g in groups if out.intersection(g) and rest.intersection(g)), None)
    if home is None:
        return
    groups.append([claim for claim in home if claim in out])
    home[:] = [claim for claim in home if claim not in out]


def _rebuilt(fuser: Fuser, fused: list[Event], groups: list[Group]) -> list[Event]:
    """Fuse every group anew; a toll stays with the act that holds the claim its act was known by."""
    statements = {s.claim.id: s for s in fuser.statements(claim for group in groups for claim in group)}
    group_of = {claim: n for n, group in enumerate(groups) for claim in group}

    def heir(event: Event) -> int:
        known_by = next(claim for claim in event.claims if event_id([statements[claim]]) == event.id)
        return group_of[known_by]

    by_id = {event.id: event for event in fused}
    act_of: dict[int, int] = {}
    whole_of: dict[int, int] = {}
    beyond: dict[int, str] = {}
    for event in fused:
        if event.part_of in by_id:
            # Losses are the toll of an act; a strike in a campaign lends it nothing.
            links = act_of if event.type == HARM else whole_of
            links[heir(event)] = heir(by_id[event.part_of])
        elif event.part_of is not None:
            beyond[heir(event)] = event.part_of
    tolls: dict[int, list[str]] = {}
    for toll, act in act_of.items():
        if toll != act:
            tolls.setdefault(act, []).extend(groups[toll])
    known = {frozenset(event.claims): event for event in fused}
    made = []
    for n, group in enumerate(groups):
        whole = act_of.get(n, whole_of.get(n, n))
        part_of = event_id([statements[c] for c in groups[whole]]) if whole != n else beyond.get(n)
        old = known.get(frozenset(group))
        if old is None or tolls.get(n):
            old = event_of([statements[c] for c in group], [statements[c] for c in tolls.get(n, ())])
        made.append(msgspec.structs.replace(old, part_of=part_of))
    return made
