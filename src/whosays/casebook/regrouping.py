"""Events as persons merged and split them: the fused groups of claims, put together or apart, and fused anew."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from whosays.casebook.verdicts import Anchor, Verdict, claim_at
from whosays.record import Claim, Event, Record, Report

Group = list[str]


def regrouped(records: Sequence[Record], fused: list[Event], verdicts: Iterable[Verdict]) -> list[Event]:
    """Return the events with every standing merge and split carried out, in the order of fusion."""
    asked = [verdict for verdict in verdicts if verdict.act in ("merge", "split")]
    if not asked:
        return fused
    claims = {record.report.id: record.claims for record in records}
    groups: list[Group] = [list(event.claims) for event in fused]
    for verdict in asked:
        first, second = (_ids(claims, anchors) for anchors in verdict.groups)
        if verdict.act == "merge":
            _merge(groups, first, second)
        else:
            _split(groups, first, second)
    known = {frozenset(event.claims): event for event in fused}
    changed = [group for group in groups if frozenset(group) not in known]
    if not changed:
        return fused
    return _rebuilt(records, fused, groups)


def _ids(claims: dict[str, tuple[Claim, ...]], anchors: Iterable[Anchor]) -> set[str]:
    """Return the claims that the anchors' words make now."""
    found = (claim_at(claims.get(anchor.report, ()), anchor) for anchor in anchors)
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


def _rebuilt(records: Sequence[Record], fused: list[Event], groups: list[Group]) -> list[Event]:
    """Fuse every group anew; a toll stays with the act that holds the claim its act was known by."""
    from whosays.fusion import find_copies
    from whosays.fusion.origins import Statement
    from whosays.fusion.summary import event_id, event_of
    from whosays.fusion.tolls import HARM

    copy: dict[str, str] = {}
    for alike in find_copies([record.report for record in records]):
        copy |= dict.fromkeys(alike, min(alike))
    statements: dict[str, Statement] = {}
    for record in records:
        report: Report = record.report
        for claim in record.claims:
            statements[claim.id] = Statement(report, claim, copy.get(report.id, report.id))
    group_of = {claim: n for n, group in enumerate(groups) for claim in group}

    def heir(event: Event) -> int:
        known_by = next(claim for claim in event.claims if event_id([statements[claim]]) == event.id)
        return group_of[known_by]

    by_id = {event.id: event for event in fused}
    act_of: dict[int, int] = {}
    whole_of: dict[int, int] = {}
    for event in fused:
        if event.part_of in by_id:
            # Losses are the toll of an act; a strike in a campaign lends it nothing.
            links = act_of if event.type == HARM else whole_of
            links[heir(event)] = heir(by_id[event.part_of])
    tolls: dict[int, list[str]] = {}
    for toll, act in act_of.items():
        if toll != act:
            tolls.setdefault(act, []).extend(groups[toll])
    known = {frozenset(event.claims): event for event in fused}
    made = []
    for n, group in enumerate(groups):
        act = act_of.get(n, n)
        whole = act if act != n else whole_of.get(n, n)
        part_of = event_id([statements[c] for c in groups[whole]]) if whole != n else None
        old = known.get(frozenset(group))
        if old is not None and not tolls.get(n):
            made.append(msgspec.structs.replace(old, part_of=part_of))
            continue
        built = event_of(
            [statements[c] for c in group],
            [statements[c] for c in tolls.get(n, ())],
            [statements[c] for c in groups[act]] if act != n else (),
        )
        made.append(msgspec.structs.replace(built, part_of=part_of))
    return sorted(made, key=lambda event: (event.first_reported or "9999", event.id))
