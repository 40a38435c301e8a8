"""Fuse records into events: all at once, or record by record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from whosays.fusion.blocking import ANCHORS, block_keys, key_number
from whosays.fusion.clustering import average_link, neighbourhoods
from whosays.fusion.copies import CopyIndex
from whosays.fusion.origins import Statement
from whosays.fusion.scorer import load_pair_model, pair_score
from whosays.fusion.summary import event_id, event_of
from whosays.fusion.tolls import tolls_of
from whosays.fusion.views import View, view_of
from whosays.record import Event, Record


class Fuser:
    """Events over the records added so far; the same records give the same events in whatever order they come."""

    def __init__(self) -> None:
        self._records: dict[str, Record] = {}
        self._events: list[Event] | None = None

    def add(self, record: Record) -> None:
        """Take one record in. A record of a report already known replaces it if it is not the same."""
        self._records[record.report.id] = record
        self._events = None

    def events(self) -> list[Event]:
        """Return the events, those first reported first."""
        if self._events is None:
            self._events = _fuse(self._records)
        return self._events


def _fuse(records: dict[str, Record]) -> list[Event]:
    index = CopyIndex()
    for record in records.values():
        index.add(record.report)
    copy_of = {report: group[0] for group in index.groups() for report in group}
    statements: dict[str, Statement] = {}
    views: dict[str, View] = {}
    blocks: dict[int, list[str]] = defaultdict(list)
    for key in sorted(records):
        record = records[key]
        copy = copy_of.get(key, key)
        for claim in record.claims:
            views[claim.id] = view_of(record.report, claim)
            statements[claim.id] = Statement(record.report, claim, copy)
            for block in block_keys(views[claim.id], copy):
                blocks[block].append(claim.id)

    def score(a: str, b: str) -> float:
        x, y = views[a], views[b]
        return pair_score(x, y, copies=statements[a].copy == statements[b].copy and x.report != y.report)

    edges: dict[tuple[str, str], float] = {}
    for members in blocks.values():
        ordered = (
            sorted(set(members), key=lambda c: (key_number(c), c)) if len(members) > ANCHORS else sorted(set(members))
        )
        for i, a in enumerate(ordered[:ANCHORS]):
            for b in ordered[i + 1 :]:
                pair = (a, b) if a < b else (b, a)
                if pair not in edges:
                    edges[pair] = score(*pair)
    threshold = load_pair_model().threshold
    parts = neighbourhoods(sorted(views), edges)
    part_of_node = {n: i for i, part in enumerate(parts) for n in part}
    inside: dict[int, dict[tuple[str, str], float]] = defaultdict(dict)
    for (a, b), value in edges.items():
        if part_of_node[a] == part_of_node[b]:
            inside[part_of_node[a]][a, b] = value
    clusters: dict[str, list[Statement]] = {}
    for i, part in enumerate(parts):
        for members in average_link(part, dict(sorted(inside[i].items())), score, threshold):
            cluster = [statements[m] for m in members]
            clusters[event_id(cluster)] = cluster
    toll = tolls_of(clusters, views)
    losses: dict[str, list[Statement]] = defaultdict(list)
    for loss, act in toll.items():
        losses[act] += clusters[loss]
    events = [event_of(cluster, losses.get(key, ()), toll.get(key)) for key, cluster in clusters.items()]
    return sorted(events, key=lambda e: (e.first_reported or "9999", e.id))


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
