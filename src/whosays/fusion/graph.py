"""The graph of claims: who is near whom, kept while records come and go.

Claims that say the same in copies of one text are one node, so ten thousand copies weigh no more than one.
"""

from __future__ import annotations

from collections.abc import Iterable

from whosays.fusion.blocking import ANCHORS, block_keys, key_number
from whosays.fusion.clustering import LINK
from whosays.fusion.meeting import Meeting
from whosays.fusion.scorer import pair_score
from whosays.fusion.views import View


class Node:
    """Claims that say the same in copies of one text; the first of them by hash speaks for all."""

    __slots__ = ("claims", "copy", "keys", "view")

    def __init__(self, view: View, copy: int, keys: tuple[int, ...]) -> None:
        self.claims: dict[str, View] = {}
        self.copy = copy
        self.keys = keys
        self.view = view

    def take(self, view: View) -> bool:
        """Take a claim in; return whether it speaks for the node from now on."""
        self.claims[view.id] = view
        if _rank(view) < _rank(self.view):
            self.view = view
            return True
        return False

    def leave(self, claim: str) -> bool:
        """Let a claim go; return whether another one speaks for the node from now on."""
        spoke = self.claims.pop(claim) is self.view
        if spoke and self.claims:
            self.view = min(self.claims.values(), key=_rank)
        return spoke


def _rank(view: View) -> tuple[int, str]:
    return key_number(view.report), view.id


def node_number(view: View, copy: int) -> int:
    """Return the number that a claim shares with the claims that say the same in copies of its text."""
    figures = tuple((q.of, q.min, q.best, q.max) for q in view.figures)
    day = view.published if view.first is None and view.last is None else None
    return key_number(
        copy, view.type, view.mode, view.status, view.certainty, view.actors, view.recipients, view.places,
        view.first, view.last, figures, view.stems, view.trigger, sorted(view.speakers), day,
    )  # fmt: skip


class ClaimGraph:
    """Nodes, and for each the others that it scores at least `LINK` with; the same whatever the order of arrival."""

    def __init__(self) -> None:
        self.nodes: dict[int, Node] = {}
        self.near: dict[int, dict[int, float]] = {}
        self.touched: set[int] = set()
        self._meeting = Meeting(ANCHORS)

    def score(self, a: int, b: int) -> float:
        """Return the probability that two nodes tell of one event."""
        x, y = self.nodes[a], self.nodes[b]
        return pair_score(x.view, y.view, copies=x.copy == y.copy and x.view.report != y.view.report)

    def add(self, view: View, copy: int) -> int:
        """Put a claim in; return the number of its node."""
        number = node_number(view, copy)
        node = self.nodes.get(number)
        if node is None:
            node = self.nodes[number] = Node(view, copy, tuple(sorted(set(block_keys(view, copy)))))
            node.claims[view.id] = view
            self.near[number] = {}
            for anchor, others in self._meeting.add(number, node.keys):
                self._part(anchor, others)
            self._hold(number)
        else:
            self.touched.add(number)
            if node.take(view):
                self._hold(number)
        return number

    def remove(self, number: int, claim: str) -> None:
        """Take a claim out of its node; the node goes with its last claim."""
        node = self.nodes[number]
        replaced = node.leave(claim)
        self.touched.add(number)
        if node.claims:
            if replaced:
                self._hold(number)
            return
        del self.nodes[number]
        for other in self.near.pop(number):
            del self.near[other][number]
            self.touched.add(other)
        for anchor, others in self._meeting.remove(number, node.keys):
            for other in others:
                self._hold_pair(anchor, other)

    def _part(self, anchor: int, others: list[int]) -> None:
        """Part an anchor that was displaced from those it meets no more."""
        keys = self.nodes[anchor].keys
        for other in self.near[anchor].keys() & set(others):
            if not self._meeting.do_meet(anchor, other, keys):
                del self.near[anchor][other], self.near[other][anchor]
                self.touched |= {anchor, other}

    def _hold(self, number: int) -> None:
        """Hold a node against all that it meets."""
        self.touched.add(number)
        for other in self._meeting.partners(number, self.nodes[number].keys):
            self._hold_pair(number, other)

    def _hold_pair(self, a: int, b: int) -> None:
        score = self.score(a, b)
        if score >= LINK:
            self.near[a][b] = self.near[b][a] = score
            self.touched |= {a, b}
        elif b in self.near[a]:
            del self.near[a][b], self.near[b][a]
            self.touched |= {a, b}

    def neighbourhood(self, numbers: Iterable[int]) -> list[list[int]]:
        """Return the connected parts in which some nodes lie, each sorted."""
        parts, seen = [], set[int]()
        for start in sorted(numbers):
            if start in seen:
                continue
            part, queue = [], [start]
            seen.add(start)
            while queue:
                part.append(queue.pop())
                new = self.near[part[-1]].keys() - seen
                seen |= new
                queue += new
            parts.append(sorted(part))
        return parts
