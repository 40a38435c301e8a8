"""Put claims together: event words, types, parties, places, times, figures, speakers, certainty."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from spacy.tokens import Doc

from whosays.claims.choosing import quantities_of
from whosays.claims.considering import Considered, consider
from whosays.claims.evidence import clause_of
from whosays.claims.instruments import instruments_of
from whosays.claims.layers import Layers
from whosays.claims.merging import merge
from whosays.claims.moods import withdrawn
from whosays.claims.naming import participant
from whosays.claims.notes import with_notes
from whosays.claims.placing import places_of
from whosays.claims.pointing import Spots
from whosays.claims.rolls import with_rolls
from whosays.claims.scene import Scene
from whosays.claims.sourcing import source_chain, with_accusers, without_denied_hearsay
from whosays.claims.telling import without_mere_talk
from whosays.claims.timing import Dater
from whosays.claims.triggering import find_triggers
from whosays.claims.typing import Typed, type_triggers
from whosays.claims.weighing import Weights
from whosays.claims.whole import read_whole
from whosays.reading.factuality import Presented, presented
from whosays.reading.stretches import StretchIndex
from whosays.record import Claim, Participant, Report, Source, claim_id, span_of

Stretch = tuple[int, int]
SPOKEN = frozenset(("THREATEN", "REQUEST", "REJECT", "CONCEDE"))


@dataclass(frozen=True, slots=True)
class _Bench:
    """What every claim of one report is made with."""

    report: Report
    scene: Scene
    spots: Spots
    heads: frozenset[int]
    dater: Dater
    voices: StretchIndex


def read_claims(report: Report, doc: Doc, layers: Layers, weights: Weights | None = None) -> tuple[Claim, ...]:
    """Return the claims of a report in text order.

    Args:
        report: the report; its publication date anchors relative times.
        doc: its parse; ``doc.text`` is ``report.text``.
        layers: what `whosays.reader.Reader.layers_of` read in it.
        weights: by which event words are kept; those of this release if none are given.
    """
    scene = Scene(doc, layers)
    typed = with_rolls(scene, merge(scene, type_triggers(scene, find_triggers(scene))))
    published = date.fromisoformat(report.published[:10]) if report.published else None
    bench = _Bench(
        report,
        scene,
        Spots(scene),
        frozenset(t.found.head.i for t in typed),
        Dater(doc, layers.times, published),
        _voices(doc, layers),
    )
    claims = [_claim(bench, one) for one in consider(scene, typed, weights) if one.kept]
    whole = without_mere_talk(scene, read_whole(scene, _once(claims), published), published)
    return tuple(with_notes(scene, whole, report.publisher))


def _once(claims: list[Claim]) -> list[Claim]:
    seen: set[str] = set()
    return [c for c in claims if not (c.id in seen or seen.add(c.id))]  # type: ignore[func-returns-value]


def _claim(bench: _Bench, considered: Considered) -> Claim:
    typed, parties = considered.typed, considered.parties
    doc, text, layers, head = bench.scene.doc, bench.scene.text, bench.scene.layers, typed.found.head
    content = _innermost(bench, head.idx)
    start, end = _evidence(bench.scene, typed, content)
    first, last = doc[typed.found.words[0]], doc[typed.found.words[-1]]
    evidence, trigger = span_of(text, start, end), span_of(text, first.idx, last.idx + len(last))
    at, clause = (trigger.start, trigger.end), (start, end)
    state, sources = _presented(doc, typed, content), _sources(bench, typed)
    if (charge := parties.charge) is not None:
        sources = with_accusers(doc, layers.actors, sources, charge)
        if state.certainty == "certain" != charge.certainty:
            state = Presented(charge.certainty, state.status, f"“{charge.word.text}”")
    phrases = parties.phrases
    actors = tuple(participant(bench.scene, t, typed, phrase=phrases.get(t.i)) for t, _ in parties.actors)
    first = actors[0] if actors else None
    whom = tuple(
        participant(bench.scene, t, typed, bears=True, first=first, phrase=phrases.get(t.i))
        for t, _ in parties.recipients
    )
    tokens = {t.i for t, _ in parties.actors + parties.recipients}
    time = bench.dater.time(head, clause, state.status, type=typed.type)
    return Claim(
        id=claim_id(bench.report.id, type=typed.type, trigger=trigger, evidence=evidence),
        evidence=evidence,
        trigger=trigger,
        type=typed.type,
        mode=typed.mode,
        actors=actors,
        recipients=whom,
        places=tuple(places_of(bench.scene, bench.spots, typed, clause, tokens, bench.heads)),
        time=time,
        quantities=quantities_of(doc, layers.quantities, at, clause, typed.type),
        instruments=instruments_of(doc, layers.instruments, at, clause, typed.type),
        sources=without_denied_hearsay(sources) if state.certainty == "denied" else sources,
        certainty=state.certainty,
        status=state.status,
        why={
            "type": typed.why,
            "trigger": considered.why,
            "certainty": state.why,
            **_why_parties("actors", parties.actors, actors),
            **_why_parties("recipients", parties.recipients, whom),
        },
    )


def _why_parties(side: str, rows: list[tuple[object, str]], parties: tuple[Participant, ...]) -> dict[str, str]:
    if not parties:
        return {}
    told = (f'"{p.text}": {place}' for p, (_, place) in zip(parties, rows, strict=True))
    return {side: "; ".join(told)}


def _presented(doc: Doc, typed: Typed, content: Stretch | None) -> Presented:
    """Return the certainty and status; a promise, threat, demand or refusal is done by saying it."""
    head = typed.found.head
    if (mood := typed.mood) is not None and (mood.speaker is not None or typed.type in SPOKEN):
        return Presented("certain", "occurred", f"said in so many words, “{mood.word.text}”")
    state = presented(doc, head.i, content)
    back = withdrawn(head)
    if back is not None and state.certainty == "certain":
        return Presented("denied", state.status, f"taken back, “{back.text}”")
    return state


def _evidence(scene: Scene, typed: Typed, content: Stretch | None) -> Stretch:
    own = typed.mood.saying if typed.mood is not None and typed.mood.speaker is not None else None
    start, end = clause_of(
        scene.doc, scene.text, typed.found.head, typed.found.words, None if own is not None else content, own
    )
    for more in typed.also:
        other = clause_of(scene.doc, scene.text, more.found.head, more.found.words, content)
        start, end = min(start, other[0]), max(end, other[1])
    return scene.after_dateline(start, scene.doc[typed.found.words[0]].idx), end


def _voices(doc: Doc, layers: Layers) -> StretchIndex:
    """Return the attributions by the words that they cover: what is said, and the cue."""
    return StretchIndex(
        [
            *a.contents,
            *([a.cue] if a.cue else []),
            *([(doc[a.cue_head].idx, doc[a.cue_head].idx + 1)] if a.cue_head is not None else []),
        ]
        for a in layers.attributions
    )


def _sources(bench: _Bench, typed: Typed) -> tuple[Source, ...]:
    """Return who says so; the speaker of his own promise or threat is its actor, and no source unless quoted."""
    doc, layers, head = bench.scene.doc, bench.scene.layers, typed.found.head
    around = [layers.attributions[n] for n in bench.voices.at(head.idx)]
    sources = source_chain(doc, around, layers.actors, head.i)
    if typed.mood is None or typed.mood.speaker is None:
        return sources
    at = typed.mood.speaker.idx
    return tuple(s for s in sources if s.quoted or not s.start <= at < s.end)


def _innermost(bench: _Bench, offset: int) -> Stretch | None:
    around = (bench.scene.layers.attributions[n] for n in bench.voices.at(offset))
    inside = [c for a in around for c in a.contents if c[0] <= offset < c[1]]
    return min(inside, key=lambda c: c[1] - c[0], default=None)
