"""Fuse records into events: all at once, or record by record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from whosays.fusion.clustering import average_link, cut
from whosays.fusion.copies import CopyIndex
from whosays.fusion.graph import ClaimGraph
from whosays.fusion.origins import Statement
from whosays.fusion.scorer import load_pair_model
from whosays.fusion.summary import event_of
from whosays.fusion.tolls import ACTS, HARM, act_of
from whosays.fusion.views import View, story_words, view_of
from whosays.record import Claim, Event, Record, to_json


class Fuser:
    """Events over the records added so far; the same records give the same events in whatever order they come.

    Adding a record touches only its neighbourhood: the claims that it meets, their clusters, and the tolls of those.
    A cluster is known by the smallest number of its nodes.
    """

    def __init__(self) -> None:
        self._records: dict[str, Record] = {}
        self._copies = CopyIndex()
        self._graph = ClaimGraph()
        self._node_of: dict[str, int] = {}
        self._part_of: dict[int, int] = {}
        self._parts: dict[int, list[int]] = {}
        self._clusters: dict[int, list[int]] = {}
        self._cluster_of: dict[int, int] = {}
        self._act: dict[int, int] = {}
        self._tolls: dict[int, set[int]] = defaultdict(set)
        self._events: dict[int, Event] = {}

    def add(self, record: Record) -> None:
        """Take one record in.

        Two records with one report id are two readings of one report: the newer release's counts, of two by the same
        release the one whose JSON is greater, so that the order of arrival does not matter.
        """
        known = self._records.get(record.report.id)
        if known is not None:
            if (known.version or "", to_json(known)) >= (record.version or "", to_json(record)):
                return
            if (known.report.text, known.report.publisher) != (record.report.text, record.report.publisher):
                self._start_over({**self._records, record.report.id: record})
                return
            self._drop_claims(known)
        self._records[record.report.id] = record
        moved = self._copies.add(record.report)
        for report in sorted(moved - {record.report.id}):
            self._drop_claims(self._records[report])
            self._put_claims(self._records[report])
        self._put_claims(record)

    def _start_over(self, records: dict[str, Record]) -> None:
        """Fuse anew without a text that changed under its id: it may have been house text or copy to any other."""
        Fuser.__init__(self)
        for record in records.values():
            self.add(record)

    def _put_claims(self, record: Record) -> None:
        copy, story = self._copies.root(record.report.id), story_words(record.report)
        for claim in record.claims:
            self._node_of[claim.id] = self._graph.add(view_of(record.report, claim, story), copy)

    def _drop_claims(self, record: Record) -> None:
        for claim in record.claims:
            if (number := self._node_of.pop(claim.id, None)) is not None:
                self._graph.remove(number, claim.id)

    def events(self) -> list[Event]:
        """Return the events, those first reported first."""
        self.refresh()
        return sorted(self._events.values(), key=lambda e: (e.first_reported or "9999", e.id))

    def refresh(self) -> tuple[list[Event], list[str]]:
        """Work out what the records added since the last call touched; return new and changed events, and ids gone."""
        touched, self._graph.touched = self._graph.touched, set()
        if not touched:
            return [], []
        old, new = self._recluster(touched)
        gone = {key: self._events.pop(key) for key in old if key in self._events}
        before = {event.id: event for event in gone.values()}
        now: dict[str, Event] = {}
        for key in sorted(self._reassign(old, new)):
            if key in self._events:
                before[self._events[key].id] = self._events[key]
            event = self._events[key] = self._build(key)
            now[event.id] = event
        return [e for i, e in now.items() if before.get(i) != e], sorted(before.keys() - now.keys())

    def _recluster(self, touched: set[int]) -> tuple[dict[int, list[int]], set[int]]:
        """Cluster the touched neighbourhoods anew; return the old clusters with their nodes, and the new ones."""
        stale = {self._part_of[n] for n in touched if n in self._part_of}
        seeds = {n for n in touched if n in self._graph.nodes}
        old: dict[int, list[int]] = {}
        for part in stale:
            for node in self._parts.pop(part):
                del self._part_of[node]
                key = self._cluster_of.pop(node)
                if key in self._clusters:
                    old[key] = self._clusters.pop(key)
                if node in self._graph.nodes:
                    seeds.add(node)
        new: set[int] = set()
        threshold = load_pair_model().threshold
        for part_nodes in self._graph.neighbourhood(seeds):
            self._parts[part_nodes[0]] = part_nodes
            self._part_of.update(dict.fromkeys(part_nodes, part_nodes[0]))
            for piece in cut(part_nodes, self._graph.near):
                for group in average_link(piece, self._graph.near, self._graph.score, threshold):
                    self._clusters[group[0]] = group
                    self._cluster_of.update(dict.fromkeys(group, group[0]))
                    new.add(group[0])
        return old, new

    def _views(self, nodes: Iterable[int]) -> Iterator[View]:
        for number in nodes:
            if (node := self._graph.nodes.get(number)) is not None:
                yield from node.claims.values()

    def _acts_in(self, report: str) -> Iterator[tuple[View, int]]:
        for claim in self._records[report].claims:
            if claim.type in ACTS:
                number = self._node_of[claim.id]
                yield self._graph.nodes[number].claims[claim.id], self._cluster_of[number]

    def _reassign(self, old: dict[int, list[int]], new: set[int]) -> set[int]:
        """Find the acts of all losses near the changed clusters; return the clusters whose events must be built."""
        build = set(new)
        for key in old.keys() - new:
            self._unlink(key, build)
        changed = [*old.values(), *(self._clusters[key] for key in new)]
        reports = {view.report for nodes in changed for view in self._views(nodes)}
        losses = {
            self._cluster_of[self._node_of[claim.id]]
            for report in reports
            for claim in self._records[report].claims
            if claim.type == HARM
        }
        for key in losses:
            act = act_of(self._views(self._clusters[key]), self._acts_in)
            if act != self._act.get(key):
                self._unlink(key, build)
                build.add(key)
                if act is not None:
                    self._act[key] = act
                    self._tolls[act].add(key)
            if act is not None and (key in build or act in new):
                build |= {act, key}
        return {key for key in build if key in self._clusters}

    def _unlink(self, loss: int, build: set[int]) -> None:
        if (act := self._act.pop(loss, None)) is not None:
            self._tolls[act].discard(loss)
            build.add(act)

    def _statements(self, nodes: Iterable[int]) -> list[Statement]:
        found = []
        for number in nodes:
            node = self._graph.nodes[number]
            for view in node.claims.values():
                record = self._records[view.report]
                found.append(Statement(record.report, _claim(record, view.id), f"{node.copy:x}"))
        return found

    def _build(self, key: int) -> Event:
        tolls = [node for loss in sorted(self._tolls.get(key, ())) for node in self._clusters[loss]]
        act = self._act.get(key)
        part_of = self._statements(self._clusters[act]) if act is not None else []
        return event_of(self._statements(self._clusters[key]), self._statements(tolls), part_of)


def _claim(record: Record, claim_id: str) -> Claim:
    return next(c for c in record.claims if c.id == claim_id)


def fuse(records: Iterable[Record], *, known_on: date | None = None) -> list[Event]:
    """Return the events that some records tell of, those first reported first.

    The order of the records does not matter. With ``known_on``, only reports published on or before that day count,
    as an analyst would have seen it then; reports without a date are left out, since nobody knows when they came.
    """
    fuser = Fuser()
    for record in records:
        if known_on is not None and (record.report.published or "9999")[:10] > known_on.isoformat():
            continue
        fuser.add(record)
    return fuser.events()
