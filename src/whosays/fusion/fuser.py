"""Fuse records into events: all at once, or record by record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from datetime import date

from msgspec.structs import replace

from whosays.errors import UsageError
from whosays.fusion.campaigns import Campaigns, extent_of
from whosays.fusion.clustering import clusters_of
from whosays.fusion.copies import CopyIndex
from whosays.fusion.graph import ClaimGraph
from whosays.fusion.origins import Statement
from whosays.fusion.scorer import load_pair_model
from whosays.fusion.shelf import Shelf, packed_event, unpacked_event
from whosays.fusion.summary import event_of
from whosays.fusion.tolls import ACTS, HARM, act_of, most_named
from whosays.fusion.views import story_words, view_of
from whosays.record import Claim, Event, Record, to_json
from whosays.vocab.readers import is_proposed

# Statements of events with more claims than this are kept at hand, since working out what their words say of origins
# takes longest; of the others it is quicker done again than remembered.
CROWD = 64


class Fuser:
    """Events over the records added so far; the same records give the same events in whatever order they come.

    Adding a record touches only its neighbourhood: the claims that it meets, their clusters, and the tolls of those.
    A cluster is known by the smallest number of its nodes.
    """

    def __init__(self) -> None:
        self._records = Shelf()
        self._copies = CopyIndex()
        self._graph = ClaimGraph()
        self._node_of: dict[str, int] = {}
        self._harms_in: dict[str, tuple[str, ...]] = {}
        self._told_with: dict[str, str] = {}
        self._part_of: dict[int, int] = {}
        self._parts: dict[int, list[int]] = {}
        self._clusters: dict[int, list[int]] = {}
        self._cluster_of: dict[int, int] = {}
        self._act: dict[int, int] = {}
        self._tolls: dict[int, set[int]] = defaultdict(set)
        self._campaigns = Campaigns()
        self._events: dict[int, tuple[str, bytes]] = {}
        self._heard: dict[str, Statement] = {}

    def add(self, record: Record) -> None:
        """Take one record in.

        Two records with one report id are two readings of one report: the newer release's counts, of two by the same
        release the one whose JSON is greater, so that the order of arrival does not matter.
        """
        report = record.report
        if report.id in self._records:
            known = self._records.get(report.id)
            if _age(known) >= _age(record):
                return
            self.replace(record)
            return
        self._records.put(record)
        moved = self._copies.add(report)
        for other in sorted(moved - {report.id}):
            again = self._records.get(other)
            self._drop_claims(again)
            self._put_claims(again)
        self._put_claims(record)

    def replace(self, record: Record) -> None:
        """Take one record in; it stands in place of any of the same report, older or newer."""
        if record.report.id not in self._records:
            self.add(record)
            return
        known = self._records.get(record.report.id)
        if (known.report.text, known.report.publisher) != (record.report.text, record.report.publisher):
            self._start_over(record)
            return
        self._drop_claims(known)
        self._records.put(record)
        self._put_claims(record)

    def _start_over(self, changed: Record) -> None:
        """Fuse anew without a text that changed under its id: it may have been house text or copy to any other."""
        held = self._records.records()
        Fuser.__init__(self)
        for record in held:
            self.add(changed if record.report.id == changed.report.id else record)

    def _put_claims(self, record: Record) -> None:
        copy, story = self._copies.root(record.report.id), story_words(record.report)
        views = [view_of(record.report, claim, story) for claim in record.claims]
        for view in views:
            self._node_of[view.id] = self._graph.add(view, copy)
        acts = [view for view in views if view.type in ACTS]
        harms = [view for view in views if view.type == HARM]
        if harms:
            self._harms_in[record.report.id] = tuple(view.id for view in harms)
        for view in harms:
            if (act := act_of(view, acts)) is not None:
                self._told_with[view.id] = act

    def _drop_claims(self, record: Record) -> None:
        self._harms_in.pop(record.report.id, None)
        for claim in record.claims:
            self._told_with.pop(claim.id, None)
            self._heard.pop(claim.id, None)
            if (number := self._node_of.pop(claim.id, None)) is not None:
                self._graph.remove(number, claim.id)

    def events(self) -> list[Event]:
        """Return the events, those first reported first."""
        self.refresh()
        found = (unpacked_event(packed) for _, packed in self._events.values())
        return sorted(found, key=lambda e: (e.first_reported or "9999", e.id))

    def event(self, claim: str) -> Event | None:
        """Return the event of a claim, by the claim's id; None if no record has it. Valid after `refresh`."""
        number = self._node_of.get(claim)
        return None if number is None else unpacked_event(self._events[self._cluster_of[number]][1])

    def kin(self, claim: str) -> list[Event]:
        """Return the act, the tolls, the tolls of the act and the parts of a claim's event. Valid after `refresh`."""
        key = self._cluster_of[self._node_of[claim]]
        act = self._act.get(key)
        near = {*self._tolls.get(key, ()), *self._campaigns.members(key)}
        if act is not None:
            near |= {act, *self._tolls[act]}
        return [unpacked_event(self._events[other][1]) for other in sorted(near - {key})]

    def copies(self) -> list[tuple[str, ...]]:
        """Return every group of two or more reports that are copies of one text; see `find_copies`."""
        return self._copies.groups()

    def claims(self, report: str) -> tuple[Claim, ...]:
        """Return the claims of a report; none if there is no record of it."""
        return self._records.get(report).claims if report in self._records else ()

    def statements(self, claims: Iterable[str]) -> list[Statement]:
        """Return claims in their reports, by their ids."""
        wanted = dict.fromkeys(claims)
        found = self._statements(dict.fromkeys(self._node_of[claim] for claim in wanted))
        return [statement for statement in found if statement.claim.id in wanted]

    def refresh(self) -> tuple[list[Event], list[str]]:
        """Work out what the records added since the last call touched; return new and changed events, and ids gone."""
        touched, self._graph.touched = self._graph.touched, set()
        if not touched:
            return [], []
        old, new = self._recluster(touched)
        build = self._reassign(old, new)
        before = {key: self._events.pop(key) for key in old if key in self._events}
        built = {key: self._build(key) for key in sorted(build)}
        ids = {key: event.id for key, event in built.items()}
        for key in self._campaigns_of(old.keys() - self._clusters.keys(), build, ids):
            if key not in built:
                built[key] = unpacked_event(self._events[key][1])
            whole = self._campaigns.whole_of(key)
            if key not in self._act:
                part_of = None if whole is None else ids.get(whole) or self._events[whole][0]
                built[key] = replace(built[key], part_of=part_of)
        return self._keep(built, before)

    def _campaigns_of(self, gone: Set[int], build: set[int], ids: dict[int, str]) -> list[int]:
        """Note how far the events built reach; return those whose campaign must be found again."""
        again: set[int] = set()
        for key in gone:
            again |= self._campaigns.put(key, None)
        for key in build:
            views = [view for number in self._clusters[key] for view, _ in self._graph.nodes[number].claims.values()]
            again |= self._campaigns.put(key, extent_of(views))
            # What is part of it names it by its id.
            if key not in self._events or self._events[key][0] != ids[key]:
                again |= self._campaigns.members(key)
        return sorted((again | build) & self._clusters.keys())

    def _keep(self, built: dict[int, Event], before: dict[int, tuple[str, bytes]]) -> tuple[list[Event], list[str]]:
        """Keep the events built; return those that are other than before, and the ids that are no more."""
        before |= {key: self._events[key] for key in built if key in self._events}
        known = dict(before.values())
        changed: list[Event] = []
        for key, event in built.items():
            packed = packed_event(event)
            self._events[key] = event.id, packed
            if known.get(event.id) != packed:
                changed.append(event)
        return changed, sorted(known.keys() - {event.id for event in built.values()})

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
            for group in clusters_of(part_nodes, self._graph.near, self._graph.score, threshold):
                self._clusters[group[0]] = group
                self._cluster_of.update(dict.fromkeys(group, group[0]))
                if old.get(group[0]) != group or not touched.isdisjoint(group):
                    new.add(group[0])
                else:
                    del old[group[0]]
        return old, new

    def _claims(self, nodes: Iterable[int]) -> Iterator[tuple[str, str]]:
        """Yield (claim, report) of everything said in some nodes."""
        for number in nodes:
            if (node := self._graph.nodes.get(number)) is not None:
                for view, _ in node.claims.values():
                    yield view.id, view.report

    def _reassign(self, old: dict[int, list[int]], new: set[int]) -> set[int]:
        """Find the acts of all losses near the changed clusters; return the clusters whose events must be built."""
        build = set(new)
        for key in old.keys() - new:
            self._unlink(key, build)
        changed = [*old.values(), *(self._clusters[key] for key in new)]
        reports = {report for nodes in changed for _, report in self._claims(nodes)}
        losses = {
            self._cluster_of[self._node_of[claim]] for report in reports for claim in self._harms_in.get(report, ())
        }
        for key in losses:
            told_with = (self._told_with.get(claim) for claim, _ in self._claims(self._clusters[key]))
            act = most_named(self._cluster_of[self._node_of[claim]] for claim in told_with if claim is not None)
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
            claims = self._graph.nodes[number].claims
            for view, root in claims.values():
                copy = f"{root:x}"
                statement = self._heard.get(view.id)
                if statement is None or statement.copy != copy:
                    record = self._records.get(view.report)
                    statement = Statement(record.report, next(c for c in record.claims if c.id == view.id), copy)
                found.append(statement)
        if len(found) > CROWD:
            self._heard.update((statement.claim.id, statement) for statement in found)
        return found

    def _build(self, key: int) -> Event:
        tolls = [node for loss in sorted(self._tolls.get(key, ())) for node in self._clusters[loss]]
        act = self._act.get(key)
        part_of = self._statements(self._clusters[act]) if act is not None else []
        return event_of(self._statements(self._clusters[key]), self._statements(tolls), part_of)


def _age(record: Record) -> tuple[str, bytes]:
    return record.version or "", to_json(Record(report=record.report, claims=record.claims, version=record.version))


def fuse(records: Iterable[Record], *, known_on: date | None = None) -> list[Event]:
    """Return the events that some records tell of, those first reported first.

    The order of the records does not matter. With ``known_on``, only reports published on or before that day count,
    as an analyst would have seen it then; reports without a date are left out, since nobody knows when they came.
    Raise `UsageError` L006 where some records were read and others proposed by a language model.
    """
    fuser, readers = Fuser(), set[bool]()
    for record in records:
        if known_on is not None and (record.report.published or "9999")[:10] > known_on.isoformat():
            continue
        readers.add(is_proposed(record))
        if len(readers) > 1:
            raise UsageError("L006", item=record.report.id)
        fuser.add(record)
    return fuser.events()
