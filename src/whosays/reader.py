"""Read a report: from its text to the record of its claims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path

from spacy.tokens import Doc

from whosays.claims.assemble import optional, read_claims
from whosays.claims.layers import Layers
from whosays.reading.syntax import BATCH, parse, parse_many
from whosays.record import Attribution, Record, Report, check_record, content_id, span_of

OPTIONAL_LAYERS = frozenset(("predicates",))


class Reader:
    """Reads reports into records; the same report gives the same record.

    Args:
        layers: layers left out unless asked for; only ``predicates`` is one.
        actors: a file of one's own actors, taken before the built-in ones.
        gazetteer: a file of one's own places, taken before the built-in ones.
    """

    def __init__(self, layers: Iterable[str] = (), actors: Path | None = None, gazetteer: Path | None = None) -> None:
        self.layers = frozenset(layers)
        unknown = self.layers - OPTIONAL_LAYERS
        if unknown:
            raise ValueError(f"no such layer: {', '.join(sorted(unknown))}")
        places = optional("whosays.places.gazetteer", "Gazetteer")
        table = optional("whosays.actors", "ActorTable")
        self._gazetteer = places.open(gazetteer) if places else None
        self._actors = table.open(actors) if table else None

    def read(self, report: Report) -> Record:
        """Return the record of one report."""
        return self.record_of(report, parse(report.text))

    def read_many(self, reports: Iterable[Report]) -> Iterator[Record]:
        """Yield the record of each report, in order, a batch of parses at a time."""
        stream = iter(reports)
        while batch := list(islice(stream, BATCH)):
            for report, doc in zip(batch, parse_many(r.text for r in batch)):
                yield self.record_of(report, doc)

    def record_of(self, report: Report, doc: Doc) -> Record:
        """Return the record of a report already parsed; ``doc.text`` is ``report.text``."""
        layers = self.layers_of(report, doc)
        grade = optional("whosays.reading.factuality", "grade_predicates") if "predicates" in self.layers else None
        record = Record(
            report=report,
            claims=read_claims(report, doc, layers),
            attributions=tuple(
                Attribution(
                    source=span_of(doc.text, *a.source) if a.source else None,
                    cue=span_of(doc.text, *a.cue) if a.cue else None,
                    content=tuple(span_of(doc.text, *c) for c in a.contents),
                    quoted=a.quoted,
                )
                for a in layers.attributions
            ),
            places=tuple(p.place for p in layers.places),
            actors=tuple(a.mention for a in layers.actors),
            predicates=tuple(grade(doc)) if grade else None,
        )
        check_record(record)
        return record

    def layers_of(self, report: Report, doc: Doc) -> Layers:
        """Return the layers that the claims of a report stand on."""
        published = date.fromisoformat(report.published[:10]) if report.published else None
        layers = Layers()
        if find := optional("whosays.reading.quotes", "find_quotations"):
            layers.quotations = find(doc)
        if find := optional("whosays.reading.attribution", "find_attributions"):
            layers.attributions = find(doc)
        if find := optional("whosays.reading.times", "find_times"):
            layers.times = find(doc.text, published)
        if find := optional("whosays.reading.numbers", "find_numbers"):
            layers.numbers = find(doc.text)
        if find := optional("whosays.claims.quantities", "find_quantities"):
            layers.quantities = find(doc, layers.numbers, layers.times)
        if find := optional("whosays.places", "find_places"):
            layers.places = find(doc, published=report.published, gazetteer=self._gazetteer)
        if find := optional("whosays.actors", "find_actors"):
            layers.actors = find(
                doc, layers.places, published=report.published, publisher=report.publisher, table=self._actors
            )
        return layers


def read(text: str, *, published: str | None = None, title: str | None = None, publisher: str | None = None) -> Record:
    """Return the record of a text.

    Args:
        text: the report's text; all offsets of the record count its code points.
        published: ISO date, without which relative dates stay open.
    """
    report = Report(
        id=content_id(text),
        text=text,
        published=published,
        title=title,
        publisher=publisher,
        published_from="given" if published else "unknown",
    )
    return _shared().read(report)


_reader: list[Reader] = []


def _shared() -> Reader:
    if not _reader:
        _reader.append(Reader())
    return _reader[0]
