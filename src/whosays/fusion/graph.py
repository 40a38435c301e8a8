"""The graph of claims: who is near whom, kept while records come and go.

Claims that say the same are one node: in copies of one text, or, of what is dated to an occasion and placed in a town,
in whatever report. So ten thousand reports of one strike weigh little more than one.
"""

from __future__ import annotations

from collections.abc import Iterable

from whosays.fusion.agreement import WIDE, are_days_apart, precise
from whosays.fusion.blocking import ANCHORS, block_keys, copy_key, key_number
from whosays.fusion.clustering import LINK
from whosays.fusion.meeting import Meeting
from whosays.fusion.scorer import pair_score
from whosays.fusion.views import View


class Node:
    """Claims that say the same; the first of them by hash speaks for all."""

    __slots__ = ("claims", "copies", "view")

    def __init__(self, view: View, copy: int) -> None:
        self.claims: dict[str, tuple[View, int]] = {view.id: (view, copy)}
        self.copies: dict[int, int] = {copy: 1}  # texts told in, with the number of claims
        self.view = view

    def take(self, view: View, copy: int) -> bool:
        """Take a claim in; return whether it speaks for the node from now on."""
        self.claims[view.id] = view, copy
        self.copies[copy] = self.copies.get(copy, 0) + 1
        if _rank(view) < _rank(self.view):
            self.view = view
            return True
        return False

    def leave(self, claim: str) -> tuple[bool, int | None]:
        """Let a claim go; return whether another one speaks for the node now, and the text told in no more."""
        view, copy = self.claims.pop(claim)
        spoke = view is self.view
        if spoke and self.claims:
            self.view = min((held for held, _ in self.claims.values()), key=_rank)
        self.copies[copy] -= 1
        if self.copies[copy]:
            return spoke, None
        del self.copies[copy]
        return spoke, copy


def _rank(view: View) -> tuple[int, str]:
    return key_number(view.report), view.id


def _is_occasion(view: View) -> bool:
    """Whether a claim is dated to an occasion and placed in a town: what says the same of it tells of the same."""
    return precise(view) and any(p.precision is not None and p.precision not in WIDE for p in view.places)


def node_number(view: View, copy: int) -> int:
    """Return the number that a claim shares with the claims that say the same."""
    figures = [(q.of, *(None if v is None else float(v) for v in (q.min, q.best, q.max))) for q in view.figures]
    said = (
        view.type, view.mode, view.status, view.certainty, repr(view.actors), repr(view.recipients),
        repr(view.places), view.first, view.last, repr(figures), view.trigger,
    )  # fmt: skip
    if _is_occasion(view):
        return key_number(*said)
    day = view.published if view.first is None and view.last is None else None
    return key_number(copy, *said, repr(view.stems), repr(sorted(view.speakers)), day)


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
        copies = x.view.report != y.view.report and not x.copies.keys().isdisjoint(y.copies)
        return pair_score(x.view, y.view, copies=copies)

    def _keys(self, number: int) -> list[int]:
        """Return the keys of a node; worked out anew, since a million lists of them would take a gigabyte."""
        node = self.nodes[number]
        return sorted({*block_keys(node.view), *(copy_key(node.view, copy) for copy in node.copies)})

    def add(self, view: View, copy: int) -> int:
        """Put a claim in; return the number of its node."""
        number = node_number(view, copy)
        self.touched.add(number)
        node = self.nodes.get(number)
        if node is None:
            self.nodes[number] = Node(view, copy)
            self.near[number] = {}
            keys = self._keys(number)
            self._enter(number, keys)
            self._hold(number, keys)
            return number
        is_new_text = copy not in node.copies
        speaks = node.take(view, copy)
        if is_new_text:
            self._enter(number, [copy_key(view, copy)])
        if speaks or (is_new_text and self._meeting.partners(number, [copy_key(view, copy)])):
            self._hold(number)
        return number

    def remove(self, number: int, claim: str) -> None:
        """Take a claim out of its node; the node goes with its last claim."""
        node = self.nodes[number]
        keys = self._keys(number) if len(node.claims) == 1 else []
        replaced, text = node.leave(claim)
        self.touched.add(number)
        if node.claims:
            if text is not None:
                self._leave(number, [copy_key(node.view, text)])
            if replaced or text is not None:
                self._hold(number)
            return
        del self.nodes[number]
        for other in self.near.pop(number):
            del self.near[other][number]
            self.touched.add(other)
        self._leave(number, keys)

    def _enter(self, number: int, keys: list[int]) -> None:
        for anchor, others in self._meeting.add(number, keys):
            self._part(anchor, others)

    def _leave(self, number: int, keys: list[int]) -> None:
        for anchor, others in self._meeting.remove(number, keys):
            for other in others:
                self._hold_pair(anchor, other)

    def _part(self, anchor: int, others: list[int]) -> None:
        """Part an anchor that was displaced from those it meets no more."""
        met = self.near[anchor].keys() & set(others)
        keys = self._keys(anchor) if met else []
        for other in met:
            if not self._meeting.do_meet(anchor, other, keys):
                self._forget_pair(anchor, other)

    def _hold(self, number: int, keys: list[int] | None = None) -> None:
        """Hold a node against all that it meets; ``keys`` are its keys, where they are at hand."""
        nodes, near, view = self.nodes, self.near[number], self.nodes[number].view
        partners = self._meeting.partners(number, keys if keys is not None else self._keys(number))
        for other in near.keys() - partners:
            self._forget_pair(number, other)
        for other in partners:
            # Most that meet in a crowd are told of different days: seen here, before anything is worked out.
            if other in near or not are_days_apart(view, nodes[other].view):
                self._hold_pair(number, other)

    def _hold_pair(self, a: int, b: int) -> None:
        score = self.score(a, b)
        if score >= LINK:
            self.near[a][b] = self.near[b][a] = score
            self.touched |= {a, b}
        elif b in self.near[a]:
            self._forget_pair(a, b)

    def _forget_pair(self, a: int, b: int) -> None:
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
