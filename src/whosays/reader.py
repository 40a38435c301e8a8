"""Read a report: from its text to the record of its claims."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec
from spacy.tokens import Doc

from whosays.actors import ActorTable, find_actors
from whosays.actors.shouting import Quieter
from whosays.claims.assemble import read_claims
from whosays.claims.gate import may_tell_of_conflict
from whosays.claims.instruments import find_instruments
from whosays.claims.layers import Layers
from whosays.claims.quantities import find_quantities
from whosays.claims.weighing import weights_in
from whosays.errors import ReportError
from whosays.places import Gazetteer, find_places
from whosays.plugins import plugin
from whosays.reading.attribution import find_attributions
from whosays.reading.factuality import grade_predicates
from whosays.reading.meaning import load_ahead
from whosays.reading.numbers import find_numbers
from whosays.reading.parsed import ParsedText
from whosays.reading.quotes import find_quotations
from whosays.reading.syntax import BATCH, parse, parse_many, text_of
from whosays.reading.times import find_times
from whosays.record import Attribution, Record, Report, check_record, content_id, span_of

OPTIONAL_LAYERS = frozenset(("predicates",))


class Reader:
    """Reads reports into records; the same report gives the same record.

    Args:
        layers: layers left out unless asked for: ``predicates``, and those of plugins by their names.
        actors: a file of one's own actors, taken before the built-in ones.
        gazetteer: a file of one's own places, taken before the built-in ones.
        gate: for streams in which most reports are of other things: reports whose words do not tell of a conflict are
            not parsed, and their records hold no claims and no layers. See `whosays.claims.gate` for what it loses.
        weights: a file that ``whosays train`` wrote, by which event words are kept instead of by ours.
    """

    def __init__(
        self,
        layers: Iterable[str] = (),
        actors: Path | None = None,
        gazetteer: Path | None = None,
        *,
        gate: bool = False,
        weights: Path | None = None,
    ) -> None:
        self._gate = gate
        self._weights = weights_in(weights) if weights else None
        # Named by its content, so that a reading says by which weights it was made.
        self._marks = [f"weights {hashlib.sha256(weights.read_bytes()).hexdigest()[:8]}"] if weights else []
        self.layers = frozenset(layers)
        self._added: dict[str, Any] = {name: plugin("layers", name) for name in sorted(self.layers - OPTIONAL_LAYERS)}
        unknown = [name for name, added in self._added.items() if added is None]
        if unknown:
            raise ValueError(f"no such layer: {', '.join(unknown)}")
        self._marks += self._added
        self._gazetteer = Gazetteer.open(gazetteer)
        self._actors = ActorTable.open(actors)
        self._quieter = Quieter(self._actors, self._gazetteer)
        if not gate:
            load_ahead()

    def read(self, report: Report) -> Record:
        """Return the record of one report."""
        if not self._lets_in(report):
            return Record(report=report)
        quieted = self.quieted(report)
        return _in_own_words(report, self.record_of(quieted, parse(quieted.text)))

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
            low = [self.quieted(report) if self._lets_in(report) else None for report in batch]
            try:
                docs = iter(list(parse_many(report.text for report in low if report is not None)))
            except Exception:  # noqa: BLE001 - one poisonous report must not cost its batch: parse each by itself
                docs = iter(())
            for report, quieted in zip(batch, low, strict=True):
                try:
                    if quieted is None:
                        yield Record(report=report)
                    else:
                        record = self.record_of(quieted, next(docs, None) or parse(quieted.text))
                        yield _in_own_words(report, record)
                except Exception as error:
                    failure = _failure(report, error)
                    if on_error is None:
                        raise failure from error
                    on_error(failure)

    def record_of(self, report: Report, doc: Doc) -> Record:
        """Return the record of a report already parsed; ``doc.text`` is ``report.text``."""
        with _no_collecting():
            parsed = ParsedText(doc)
            try:
                record = self._own_layers(report, parsed)
            finally:
                parsed.let_go()
        return self._with_added(record, doc)

    def _own_layers(self, report: Report, parsed: Any) -> Record:
        layers = self.layers_of(report, parsed)
        record = Record(
            report=report,
            claims=read_claims(report, parsed, layers, self._weights),
            attributions=tuple(
                Attribution(
                    source=span_of(parsed.text, *a.source) if a.source else None,
                    cue=span_of(parsed.text, *a.cue) if a.cue else None,
                    content=tuple(span_of(parsed.text, *c) for c in a.contents),
                    quoted=a.quoted,
                )
                for a in layers.attributions
            ),
            places=tuple(p.place for p in layers.places),
            actors=tuple(a.mention for a in layers.actors),
            predicates=tuple(grade_predicates(parsed)) if "predicates" in self.layers else None,
        )
        check_record(record)
        return record

    def _with_added(self, record: Record, doc: Doc) -> Record:
        """Return what the layers of plugins make of a record, checked as ours are; marked by what is not ours in it."""
        for name, layer in self._added.items():
            try:
                changed = layer.read(record, doc)
                if not isinstance(changed, Record) or changed.report != record.report:
                    raise TypeError("it gave no record of the same report")
                check_record(changed)
            except Exception as error:
                raise ReportError("P003", item=name, detail=f"{type(error).__name__}: {error}") from error
            record = changed
        if self._marks:
            record = msgspec.structs.replace(record, version=f"with {', '.join(self._marks)}")
        return record

    def quieted(self, report: Report) -> Report:
        """Return the report with lines in capitals in the case of prose, so that they can be parsed."""
        text = self._quieter.quiet(report.text)
        return report if text == report.text else msgspec.structs.replace(report, text=text)

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


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Keep Python's garbage collector from what one report is read with: nothing of it is garbage yet."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _failure(report: Report, error: Exception) -> ReportError:
    """Return what reading a report raised as an error that names it."""
    if isinstance(error, ReportError):
        return ReportError(error.code, item=f"{report.id}, by {error.item}", detail=error.detail)
    return ReportError("R012", item=report.id, detail=f"{type(error).__name__}: {error}")


def _in_own_words(report: Report, record: Record) -> Record:
    """Return a record of a report whose capitals were lowered with every span in the report's own words."""
    if record.report is report:
        return record
    own: Record = msgspec.structs.replace(_own_words(record, report.text), report=report)
    check_record(own)
    return own


def _own_words(value: Any, text: str) -> Any:
    if isinstance(value, tuple | list):
        return type(value)(_own_words(one, text) for one in value)
    if not isinstance(value, msgspec.Struct) or isinstance(value, Report):
        return value
    fields = {name: _own_words(getattr(value, name), text) for name in value.__struct_fields__}
    if "text" in fields and isinstance(fields.get("start"), int):
        fields["text"] = text[fields["start"] : fields["end"]]
    return type(value)(**fields)


def read(report: Report | str) -> Record:
    """Return the record of a report, or of a bare text (which has no date, so that relative times stay open)."""
    if isinstance(report, str):
        report = Report(id=content_id(report), text=report)
    return _shared().read(report)


@lru_cache(maxsize=1)
def _shared() -> Reader:
    return Reader()
