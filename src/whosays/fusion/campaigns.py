"""Strikes in campaigns, campaigns in wars: which event is part of which, by the words of their claims.

An event is part of another that is of a larger kind (a strike, a spell of many days, a campaign, a war), whose place
holds its place, whose days hold its days and whose sides are its sides. Of several the smallest counts. Where either
does not say who fought, place and time must do; where both say and differ, nothing is part of anything.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from whosays.fusion.agreement import WIDE
from whosays.fusion.views import View, Where
from whosays.fusion.wording import stem

FIGHTING = frozenset({"ASSAULT", "CONTROL"})
STRIKE, SPELL, CAMPAIGN, WAR = range(4)
# A week of attacks told as one, over more than a town, is more than one attack; shorter ones may be one operation.
SPELL_DAYS = 7
MONTH = 32  # days of a bucket in which parts and wholes are looked for
_SIZES = {"point": 0, "city": 1, "admin2": 2, "admin1": 3, "region": 4, "country": 5}


class Extent(NamedTuple):
    """How far an event reaches: its kind, where, from which day to which (ordinals), and between which sides."""

    rank: int
    sites: tuple[Where, ...]
    first: int
    last: int
    actors: frozenset[str]
    others: frozenset[str]


@lru_cache(maxsize=1)
def _ranks() -> dict[str, int]:
    rows = csv.DictReader((files("whosays.fusion") / "data" / "campaign.csv").read_text("utf-8").splitlines())
    ranks = {"campaign": CAMPAIGN, "war": WAR}
    return {" ".join(map(stem, row["word"].split())): ranks[row["rank"]] for row in rows}


def _rank_of(view: View) -> int:
    words = view.trigger.split()
    pairs = (" ".join(words[i : i + 2]) for i in range(len(words) - 1))
    return max((_ranks().get(words, STRIKE) for words in (*pairs, *words)), default=STRIKE)


def _sides(views: Iterable[View], of: str) -> frozenset[str]:
    return frozenset(k for view in views for who in getattr(view, of) for k in (who.entity, who.country) if k)


def extent_of(views: list[View]) -> Extent | None:
    """Return how far the event of some claims reaches; None if it is no fighting, or of unknown place or time.

    What is told as going on reaches to the day on which it was told last.
    """
    held = [view for view in views if view.type in FIGHTING and view.status in ("occurred", "ongoing")]
    sites = {p: None for view in held for p in view.places if p.country is not None and p.role in ("at", None)}
    told = [view.published for view in held if view.status == "ongoing" and view.published is not None]
    firsts = [d for view in held if (d := view.first if view.first is not None else view.last) is not None]
    lasts = [d for view in held if (d := view.last if view.last is not None else view.first) is not None]
    days = [*firsts, *lasts, *told]
    if not sites or not days or len(held) < len(views):
        return None
    counts = Counter(map(_rank_of, held))
    rank = max(counts, key=lambda r: (counts[r], r))
    first, last = min(days), max(days)
    wide = all(site.precision in WIDE for site in sites)
    if rank == STRIKE and wide and last - first >= SPELL_DAYS:
        rank = SPELL
    ordered = tuple(sorted(sites, key=repr))
    return Extent(rank, ordered, first, last, _sides(held, "actors"), _sides(held, "recipients"))


def _holds(whole: Where, part: Where) -> bool:
    """Whether one place is the other, or the other lies in it."""
    if whole.geonameid is not None and whole.geonameid == part.geonameid:
        return True
    if whole.country != part.country or _SIZES.get(whole.precision or "", 0) <= _SIZES.get(part.precision or "", 0):
        return False
    if whole.precision == "country":
        return True
    if whole.precision == "admin1":
        return whole.admin1 is not None and whole.admin1 == part.admin1
    return False


def is_part(part: Extent, whole: Extent) -> bool:
    """Whether one event is part of another."""
    if part.rank >= whole.rank or part.first < whole.first or whole.last < part.last:
        return False
    if not all(any(_holds(larger, site) for larger in whole.sites) for site in part.sites):
        return False
    if part.actors and whole.actors and part.actors.isdisjoint(whole.actors):
        # In a war either side strikes.
        return whole.rank == WAR and not part.actors.isdisjoint(whole.others)
    return True


def _countries(extent: Extent) -> set[str]:
    return {site.country for site in extent.sites if site.country is not None}


def _touched(known: Extent | None, extent: Extent | None) -> Iterator[tuple[str, set[int]]]:
    """Yield the countries and months in which events may begin or cease to be part of one that changed.

    Events stand under their first and last months. Where only the days changed, those near the ends are touched: a war
    told of once more does not touch all its strikes.
    """
    held = [one for one in (known, extent) if one is not None and one.rank > STRIKE]
    firsts, lasts = [one.first // MONTH for one in held], [one.last // MONTH for one in held]
    if not held:
        return
    if len({(one.rank, one.sites, one.actors, one.others) for one in held}) == 1 and len(held) == 2:
        months = {*range(min(firsts), max(firsts) + 1), *range(min(lasts), max(lasts) + 1)}
    else:
        months = set(range(min(firsts), max(lasts) + 1))
    for country in set().union(*map(_countries, held)):
        yield country, months


class Campaigns:
    """Extents by number, and for each the smallest that it is part of; put and drop in any order."""

    def __init__(self) -> None:
        self._extents: dict[int, Extent] = {}
        self._parts: dict[tuple[str, int], set[int]] = defaultdict(set)
        self._wholes: dict[tuple[str, int], set[int]] = defaultdict(set)
        self._whole_of: dict[int, int] = {}
        self._members: dict[int, set[int]] = defaultdict(set)

    def members(self, number: int) -> frozenset[int]:
        """Return what is known to be part of an event."""
        return frozenset(self._members.get(number, ()))

    def put(self, number: int, extent: Extent | None) -> set[int]:
        """Take an event in or change it, None to take it out; return those whose whole must be found again."""
        known = self._extents.get(number)
        if known == extent:
            return set()
        again = set(self._members.get(number, ()))
        for country, months in _touched(known, extent):
            for month in months:
                again |= self._parts.get((country, month), set())
        for changed, enter in ((known, False), (extent, True)):
            for table, key in self._places_in(changed) if changed is not None else ():
                (table[key].add if enter else table[key].discard)(number)
                if not table[key]:
                    del table[key]
        if extent is None:
            del self._extents[number]
            self._link(number, None)
            return again - {number}
        self._extents[number] = extent
        return again | {number}

    def _places_in(self, extent: Extent) -> Iterator[tuple[dict[tuple[str, int], set[int]], tuple[str, int]]]:
        months = range(extent.first // MONTH, extent.last // MONTH + 1)
        for country in _countries(extent):
            for month in {months[0], months[-1]}:
                yield self._parts, (country, month)
            for month in months if extent.rank > STRIKE else ():
                yield self._wholes, (country, month)

    def whole_of(self, number: int) -> int | None:
        """Find, note and return the smallest event that one is part of; None if there is none."""
        extent = self._extents.get(number)
        best: int | None = None
        if extent is not None:
            near: set[int] = set()
            for country in _countries(extent):
                near |= self._wholes.get((country, extent.first // MONTH), set())
            holding = [w for w in near if w != number and is_part(extent, self._extents[w])]
            best = min(holding, key=self._size, default=None)
        self._link(number, best)
        return best

    def _size(self, number: int) -> tuple[int, int, int]:
        extent = self._extents[number]
        return extent.rank, extent.last - extent.first, number

    def _link(self, number: int, whole: int | None) -> None:
        before = self._whole_of.pop(number, None)
        if before is not None:
            self._members[before].discard(number)
            if not self._members[before]:
                del self._members[before]
        if whole is not None:
            self._whole_of[number] = whole
            self._members[whole].add(number)
