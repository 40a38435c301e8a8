"""Trace a report: what every stage of reading made of one sentence, in the order of the road.

For those who ask why a claim is missing or wrong, and for those who change a stage and want to see what it hands on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from spacy.tokens import Span

from whosays.claims.considering import consider
from whosays.claims.explain import explain
from whosays.claims.layers import Layers
from whosays.claims.merging import merge
from whosays.claims.scene import Scene
from whosays.claims.triggering import find_triggers
from whosays.claims.typing import type_triggers
from whosays.reader import Reader
from whosays.reading.syntax import parse
from whosays.record import Report


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of reading and what it found in the sentence, one line a finding; no line where it found nothing."""

    name: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """One sentence of a report (``number`` from 1), and what each stage made of it, first to last."""

    number: int
    text: str
    stages: tuple[Stage, ...]


def trace(report: Report, wanted: Callable[[int, str], bool] = lambda number, text: True) -> Iterator[Trace]:
    """Yield a trace of each sentence of a report for which ``wanted(number, text)`` holds, in text order.

    Stages: syntax, quotations, attribution, times, numbers, places, actors, event words, claims. Lines of capitals are
    shown as they are parsed, in the case of prose.
    """
    reader = Reader()
    quieted = reader.quieted(report)
    doc = parse(quieted.text)
    layers = reader.layers_of(quieted, doc)
    scene = Scene(doc, layers)
    considered = list(consider(scene, merge(scene, type_triggers(scene, find_triggers(scene)))))
    record = reader.record_of(quieted, doc)
    for number, sentence in enumerate(doc.sents, 1):
        text = " ".join(sentence.text.split())
        if not text or not wanted(number, text):
            continue
        start, end = sentence.start_char, sentence.end_char
        words = tuple(
            f'"{one.typed.found.head.text}": {one.typed.why}; {"kept" if one.kept else "dropped"}: {one.why}'
            for one in considered
            if start <= one.typed.found.head.idx < end
        )
        claims = tuple(
            line
            for claim in record.claims
            if start <= claim.trigger.start < end
            for line in (f"{claim.id} {claim.type}", *(f"    {why}" for why in explain(claim).splitlines()[1:]))
        )
        stages = (
            *_language(sentence, layers),
            *_names(sentence, layers),
            Stage("event words", words),
            Stage("claims", claims),
        )
        yield Trace(number, text, stages)


def _language(sentence: Span, layers: Layers) -> Iterator[Stage]:
    """Yield the stages that know nothing of war."""
    text = sentence.doc.text
    here = range(sentence.start_char, sentence.end_char)

    def words(stretch: tuple[int, int] | None) -> str:
        return '"' + " ".join(text[slice(*stretch)].split()) + '"' if stretch else "nobody named"

    yield Stage("syntax", (" ".join(f"{t.text}/{t.pos_}/{t.dep_}" for t in sentence if not t.is_space),))
    yield Stage(
        "quotations",
        tuple(
            f"{words((q.start, q.end))}{', a borrowed term' if q.is_scare else ''}"
            for q in layers.quotations
            if q.start in here
        ),
    )
    yield Stage(
        "attribution",
        tuple(
            f"{words(a.source)} by {words(a.cue)}: {', '.join(map(words, a.contents))} ({a.confidence:.2f})"
            for a in layers.attributions
            if any(c[0] in here for c in a.contents) or (a.cue is not None and a.cue[0] in here)
        ),
    )
    yield Stage(
        "times",
        tuple(
            f'"{t.text}": {t.earliest or "open"} to {t.latest or "open"} ({t.kind}, {t.grain})'
            for t in layers.times
            if t.start in here
        ),
    )
    yield Stage(
        "numbers",
        tuple(
            f'"{n.text}": {"/".join("?" if v is None else f"{v:,g}" for v in (n.min, n.best, n.max))} ({n.kind})'
            for n in layers.numbers
            if n.start in here
        ),
    )


def _names(sentence: Span, layers: Layers) -> Iterator[Stage]:
    """Yield the stages that find places and actors."""
    here = range(sentence.start_char, sentence.end_char)
    yield Stage(
        "places",
        tuple(
            f'"{p.place.text}": {p.place.name or "unknown"}, {p.place.country or "no country"}'
            f" ({p.place.precision}); {p.why}"
            for p in layers.places
            if p.place.start in here
        ),
    )
    yield Stage(
        "actors",
        tuple(
            f'"{a.mention.text}": {a.mention.entity or "no key"}, {a.mention.country or "no country"},'
            f" {a.mention.sector or 'no sector'} ({a.kind}){'; ' + a.why if a.why else ''}"
            for a in layers.actors
            if a.mention.start in here
        ),
    )
