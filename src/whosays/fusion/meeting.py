"""Who meets whom: items under keys, where in a crowded place newcomers meet only the anchors.

The anchors under a key are the items with the smallest numbers; numbers are hashes, so the choice is the same whatever
the order of arrival, and a newcomer seldom displaces one. Two items meet if they share a key under which one of them
is an anchor. With n items under a key there are at most n times `crowd` meetings, never n squared.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator


class Meeting:
    """Items, known by their numbers, under keys; add and remove in any order."""

    def __init__(self, crowd: int) -> None:
        self._crowd = crowd
        # A lone item, as most are, is kept as its number; several as a sorted list, anchors first.
        self._under: dict[int, int | list[int]] = {}

    def _members(self, key: int) -> list[int]:
        found = self._under.get(key)
        return [] if found is None else [found] if isinstance(found, int) else found

    def partners(self, item: int, keys: Iterable[int]) -> set[int]:
        """Return all items that ``item``, standing under ``keys``, meets."""
        met: set[int] = set()
        for key in keys:
            found = self._under.get(key)
            if isinstance(found, list):
                crowded = len(found) > self._crowd and item > found[self._crowd - 1]
                met.update(found[: self._crowd] if crowded else found)
        met.discard(item)
        return met

    def do_meet(self, a: int, b: int, keys_of_a: Iterable[int]) -> bool:
        """Whether two items meet under one of the keys of the first."""
        for key in keys_of_a:
            found = self._under.get(key)
            if isinstance(found, list):
                anchor = found[min(len(found), self._crowd) - 1]
                if (a <= anchor or b <= anchor) and _holds(found, b) and _holds(found, a):
                    return True
        return False

    def add(self, item: int, keys: Iterable[int]) -> Iterator[tuple[int, list[int]]]:
        """Put an item under its keys; yield every anchor it displaced with those whom that anchor may meet no more."""
        for key in keys:
            found = self._under.get(key)
            if found is None:
                self._under[key] = item
            elif isinstance(found, int):
                if found != item:
                    self._under[key] = sorted((found, item))
            elif not _holds(found, item):
                insort(found, item)
                if len(found) > self._crowd and item <= found[self._crowd - 1]:
                    yield found[self._crowd], found[self._crowd + 1 :]

    def remove(self, item: int, keys: Iterable[int]) -> Iterator[tuple[int, list[int]]]:
        """Take an item from its keys; yield every item that became an anchor with those whom it now meets."""
        for key in keys:
            found = self._under.get(key)
            if found == item:
                del self._under[key]
            elif isinstance(found, list) and _holds(found, item):
                at = bisect_left(found, item)
                del found[at]
                if len(found) == 1:
                    self._under[key] = found[0]
                elif at < self._crowd <= len(found):
                    yield found[self._crowd - 1], found[self._crowd :]


def _holds(ordered: list[int], item: int) -> bool:
    at = bisect_left(ordered, item)
    return at < len(ordered) and ordered[at] == item
