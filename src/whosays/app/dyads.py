"""Two sides at a time: conflict and cooperation between an actor and each other one, as the origins tell it.

An event counts with the PLOVER score of its type (-10 conflict to +10 cooperation) once for each independent origin
that says so. Denied and withdrawn events do not count, nor what is only planned or threatened with, nor types that
PLOVER does not score (losses, control, strength).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from whosays.app.columns import Columns
from whosays.exports.crosswalks import plover_types
from whosays.exports.selection import Selection
from whosays.record import Event, EventParticipant
from whosays.vocab.countries import by_code

Row = dict[str, Any]
# Others that are listed, and those that stand in the network: a matrix of more is not taken in at a look.
MOST_OTHERS = 12
MOST_IN_NETWORK = 8
# A series over fewer days is told by weeks, a longer one by months, one past so many by years.
WEEKS_UNTIL, MONTHS_UNTIL = 120, 3_650
MOST_EVENTS = 50


def is_country(key: str) -> bool:
    """Say whether a key is a country's code, which stands for everybody of that country."""
    return len(key) == 3 and key.isupper() and by_code(key) is not None


def side_of(one: EventParticipant, *, by_country: bool) -> str | None:
    """Return the key of a participant: the country's code, or who it is."""
    return one.country if by_country else one.entity or one.name


@dataclass
class _Dyad:
    """What passed between an actor and one other side."""

    events: list[tuple[Event, float, int]] = field(default_factory=list)
    n_out: int = 0
    n_in: int = 0

    def sums(self) -> tuple[float, float]:
        """Return cooperation and conflict, each weighted by origins."""
        weighted = [score * n for _, score, n in self.events]
        return sum(one for one in weighted if one > 0), sum(one for one in weighted if one < 0)


def counted(held: Selection, event: Event) -> tuple[float, int] | None:
    """Return the score of an event and how many origins say so; None for one that does not count."""
    type_ = plover_types().get(event.type)
    n_said = sum(not origin.denies for origin in event.origins)
    if type_ is None or not n_said or event.standing in ("denied", "retracted"):
        return None
    stages = {held.claims[claim][1].status for claim in event.claims if claim in held.claims}
    return (type_.score, n_said) if stages & {"occurred", "ongoing"} else None


def dyads_of(columns: Columns, key: str) -> Row:
    """Return what passed between an actor (or a whole country) and the others: series, events, and the network."""
    held, by_country = columns.held, is_country(key)
    dyads: dict[str, _Dyad] = defaultdict(_Dyad)
    names: dict[str, Counter[str]] = defaultdict(Counter)
    pairs: dict[tuple[str, str], list[float]] = defaultdict(lambda: [0, 0.0])
    for event in held.events:
        told = counted(held, event)
        if told is None:
            continue
        sides: dict[str, set[str]] = {"actor": set(), "recipient": set()}
        for one in event.participants:
            side = side_of(one, by_country=by_country)
            if side:
                sides[one.role].add(side)
                names[side][one.name or side] += 1
        for doer in sides["actor"]:
            for other in sides["recipient"] - {doer}:
                pairs[doer, other][0] += 1
                pairs[doer, other][1] += told[0] * told[1]
        _note(dyads, key, sides, event, told)
    order = sorted(dyads, key=lambda one: (-len(dyads[one].events), one))
    told_names = {side: _name(side, names[side], by_country=by_country) for side in (key, *order)}
    return {
        "by_country": by_country,
        "others": [_row(columns, one, told_names[one], dyads[one]) for one in order[:MOST_OTHERS]],
        "n_others": len(order),
        "network": _network([key, *order[: MOST_IN_NETWORK - 1]], told_names, pairs),
    }


def _note(dyads: dict[str, _Dyad], key: str, sides: dict[str, set[str]], event: Event, told: tuple[float, int]) -> None:
    """Note an event with every side that stands over against the actor in it."""
    does, suffers = key in sides["actor"], key in sides["recipient"]
    for other in (sides["recipient"] if does else set()) | (sides["actor"] if suffers else set()):
        if other == key:
            continue
        dyad = dyads[other]
        dyad.events.append((event, *told))
        dyad.n_out += does and other in sides["recipient"]
        dyad.n_in += suffers and other in sides["actor"]


def _name(side: str, names: Counter[str], *, by_country: bool) -> str:
    country = by_code(side) if by_country else None
    return country.name if country is not None else names.most_common(1)[0][0] if names else side


def _row(columns: Columns, key: str, name: str, dyad: _Dyad) -> Row:
    cooperation, conflict = dyad.sums()
    steps, n_left_out = series_of(dyad.events)
    strongest = sorted(dyad.events, key=lambda one: (-abs(one[1] * one[2]), one[0].id))[:MOST_EVENTS]
    return {
        "key": key, "name": name, "n_events": len(dyad.events), "n_out": dyad.n_out, "n_in": dyad.n_in,
        "cooperation": cooperation, "conflict": conflict, "steps": steps, "n_left_out": n_left_out,
        "events": [
            {"id": event.id, "told": columns.told(columns.row_of[event.id]), "score": score, "n_origins": n}
            for event, score, n in strongest
        ],
    }  # fmt: skip


def _network(keys: list[str], names: dict[str, str], pairs: dict[tuple[str, str], list[float]]) -> Row:
    """Return who did how much to whom: a row a doer, a column a recipient, [events, weighted score] a cell."""
    return {
        "keys": keys,
        "names": [names[key] for key in keys],
        "cells": [[pairs.get((doer, other)) for other in keys] for doer in keys],
    }


def series_of(events: list[tuple[Event, float, int]]) -> tuple[list[Row], int]:
    """Return conflict and cooperation step by step, and how many events are not dated well enough to stand in one.

    An event stands where all days on which it may have happened lie: within one week, month or year.
    """
    dated = [
        (date.fromisoformat(event.time.earliest[:10]), date.fromisoformat(event.time.latest[:10]), score * n)
        for event, score, n in events
        if event.time.earliest and event.time.latest
    ]
    if not dated:
        return [], len(events)
    days = sorted(first for first, _, _ in dated)
    # The middle nine tenths decide the step: one event of long ago must not make years of a season.
    cut = len(days) // 20
    reach = (days[-1 - cut] - days[cut]).days
    step = _week if reach <= WEEKS_UNTIL else _month if reach <= MONTHS_UNTIL else _year
    found: dict[date, list[float]] = defaultdict(lambda: [0.0, 0.0, 0])
    n_placed = 0
    for first, last, weighted in dated:
        if step(first) == step(last):
            n_placed += 1
            found[step(first)][0 if weighted > 0 else 1] += weighted
            found[step(first)][2] += 1
    rows = [
        {
            "from": start.isoformat(),
            "to": _end(start, step).isoformat(),
            "cooperation": up,
            "conflict": down,
            "n": int(n),
        }
        for start, (up, down, n) in sorted(found.items())
    ]
    return rows, len(events) - n_placed


def _week(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _month(day: date) -> date:
    return day.replace(day=1)


def _year(day: date) -> date:
    return day.replace(month=1, day=1)


def _end(start: date, step: Any) -> date:
    """Return the last day of a step."""
    day = start + timedelta(days={_week: 6, _month: 27, _year: 364}[step])
    while step(day + timedelta(days=1)) == start:
        day += timedelta(days=1)
    return day
