"""Read a report: from its text to the record of its claims."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import lru_cache
from itertools import islice
from pathlib import Path

from spacy.tokens import Doc

from whosays.actors import ActorTable, find_actors
from whosays.claims.assemble import read_claims
from whosays.claims.gate import may_tell_of_conflict
from whosays.claims.instruments import find_instruments
from whosays.claims.layers import Layers
from whosays.claims.quantities import find_quantities
from whosays.errors import ReportError
from whosays.places import Gazetteer, find_places
from whosays.reading.attribution import find_attributions
from whosays.reading.factuality import grade_predicates
from whosays.reading.numbers import find_numbers
from whosays.reading.quotes import find_quotations
from whosays.reading.syntax import BATCH, parse, parse_many, text_of
from whosays.reading.times import find_times
from whosays.record import Attribution, Record, Report, check_record, content_id, span_of

OPTIONAL_LAYERS = frozenset(("predicates",))


class Reader:
    """Reads reports into records; the same report gives the same record.

    Args:
        layers: layers left out unless asked for; only ``predicates`` is one.
        actors: a file of one's own actors, taken before the built-in ones.
        gazetteer: a file of one's own places, taken before the built-in ones.
        gate: for streams in which most reports are of other things: reports whose words do not tell of a conflict are
            not parsed, and their records hold no claims and no layers. See `whosays.claims.gate` for what it loses.
    """

    def __init__(
        self,
        layers: Iterable[str] = (),
        actors: Path | None = None,
        gazetteer: Path | None = None,
        *,
        gate: bool = False,
    ) -> None:
        self._gate = gate
        self.layers = frozenset(layers)
        unknown = self.layers - OPTIONAL_LAYERS
        if unknown:
            raise ValueError(f"no such layer: {', '.join(sorted(unknown))}")
        self._gazetteer = Gazetteer.open(gazetteer)
        self._actors = ActorTable.open(actors)

    def read(self, report: Report) -> Record:
        """Return the record of one report."""
        return self.record_of(report, parse(report.text)) if self._lets_in(report) else Record(report=report)

    def _lets_in(self, report: Report) -> bool:
        return not self._gate or may_tell_of_conflict(report.text)

    def read_many(
        self, reports: Iterable[Report], *, on_error: Callable[[ReportError], None] | None = None
    ) -> Iterator[Record]:
        """Yield the record of each report, in order, a batch of parses at a time.

        A report on which reading fails is handed to ``on_error`` as a `ReportError` and left out; without ``on_error``
        the error is raised.
        """
        stream = iter(reports)
        while batch := list(islice(stream, BATCH)):
            inside = [self._lets_in(report) for report in batch]
            try:
                docs = iter(list(parse_many(report.text for report, is_in in zip(batch, inside, strict=True) if is_in)))
            except Exception:  # noqa: BLE001 - one poisonous report must not cost its batch: parse each by itself
                docs = iter(())
            for report, is_in in zip(batch, inside, strict=True):
                try:
                    yield (
                        self.record_of(report, next(docs, None) or parse(report.text))
                        if is_in
                        else Record(report=report)
                    )
                except Exception as error:
                    failure = ReportError("R012", item=report.id, detail=f"{type(error).__name__}: {error}")
                    if on_error is None:
                        raise failure from error
                    on_error(failure)

    def record_of(self, report: Report, doc: Doc) -> Record:
        """Return the record of a report already parsed; ``doc.text`` is ``report.text``."""
        layers = self.layers_of(report, doc)
        record = Record(
            report=report,
            claims=read_claims(report, doc, layers),
            attributions=tuple(
                Attribution(
                    source=span_of(text_of(doc), *a.source) if a.source else None,
                    cue=span_of(text_of(doc), *a.cue) if a.cue else None,
                    content=tuple(span_of(text_of(doc), *c) for c in a.contents),
                    quoted=a.quoted,
                )
                for a in layers.attributions
            ),
            places=tuple(p.place for p in layers.places),
            actors=tuple(a.mention for a in layers.actors),
            predicates=tuple(grade_predicates(doc)) if "predicates" in self.layers else None,
        )
        check_record(record)
        return record

    def layers_of(self, report: Report, doc: Doc) -> Layers:
        """Return the layers that the claims of a report stand on."""
        published = date.fromisoformat(report.published[:10]) if report.published else None
        times, numbers = find_times(text_of(doc), published), find_numbers(text_of(doc))
        places = find_places(doc, published=report.published, publisher=report.publisher, gazetteer=self._gazetteer)
        return Layers(
            quotations=find_quotations(doc),
            attributions=find_attributions(doc),
            times=times,
            numbers=numbers,
            quantities=find_quantities(doc, numbers, times),
            instruments=find_instruments(doc),
            places=places,
            actors=find_actors(doc, places, published=report.published, publisher=report.publisher, table=self._actors),
        )


def read(report: Report | str) -> Record:
    """Return the record of a report, or of a bare text (which has no date, so that relative times stay open)."""
    if isinstance(report, str):
        report = Report(id=content_id(report), text=report)
    return _shared().read(report)


@lru_cache(maxsize=1)
def _shared() -> Reader:
    return Reader()
