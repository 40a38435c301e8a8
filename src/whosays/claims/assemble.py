"""Put claims together: event words, types, parties, places, times, figures, speakers, certainty."""

from __future__ import annotations

import importlib
from datetime import date
from functools import cache
from typing import Any

import msgspec
from spacy.tokens import Doc

from whosays.claims.evidence import clause_of
from whosays.claims.layers import Layers
from whosays.claims.linking import link_events
from whosays.claims.merging import merge
from whosays.claims.participants import Parties, participant, parties_of
from whosays.claims.placing import Spots, places_of, share_places
from whosays.claims.scene import Scene
from whosays.claims.triggering import find_triggers
from whosays.claims.typing import Typed, type_triggers
from whosays.claims.weighing import density_of, signs, states_event, why_weighed
from whosays.record import Claim, Report, When, claim_id, span_of


@cache
def optional(module: str, name: str) -> Any:  # SEAM: until every room stands
    try:
        return getattr(importlib.import_module(module), name)
    except Exception:  # noqa: BLE001
        return None


def read_claims(report: Report, doc: Doc, layers: Layers) -> tuple[Claim, ...]:
    """Return the claims of a report in text order."""
    scene = Scene(doc, layers)
    claims: list[Claim] = []
    seen: dict[tuple[str, int, str], int] = {}
    all_typed = merge(scene, type_triggers(scene, find_triggers(scene)))
    spots, heads = Spots(scene), {t.found.head.i for t in all_typed}
    density = density_of(all_typed, sum(1 for _ in doc.sents))
    for typed in all_typed:
        parties = parties_of(scene, typed)
        weighed = signs(scene, typed, parties, density)
        if not states_event(weighed):
            continue
        claim = _claim(report, scene, spots, typed, heads, parties, weighed)
        key = (claim.type, claim.trigger.start, claim.evidence.text)
        nth = seen[key] = seen.get(key, -1) + 1
        if nth:
            continue
        claims.append(claim)
    claims = share_places(claims)
    links = link_events(claims)
    return tuple(msgspec.structs.replace(c, event=e) for c, e in zip(claims, links))


def _innermost(layers: Layers, offset: int) -> tuple[int, int] | None:
    best: tuple[int, int] | None = None
    for attribution in layers.attributions:
        for start, end in attribution.contents:
            if start <= offset < end and (best is None or end - start < best[1] - best[0]):
                best = (start, end)
    return best


def _claim(
    report: Report, scene: Scene, spots: Spots, typed: Typed, heads: set[int], parties: Parties, weighed: list[str]
) -> Claim:
    doc, layers, found = scene.doc, scene.layers, typed.found
    content = _innermost(layers, found.head.idx)
    own = typed.mood.saying if typed.mood is not None and typed.mood.speaker is not None else None
    start, end = clause_of(doc, found.head, found.words, None if own is not None else content, own)
    for more in typed.also:
        other = clause_of(doc, more.found.head, more.found.words, content)
        start, end = min(start, other[0]), max(end, other[1])
    evidence = span_of(doc.text, start, end)
    first, last = doc[found.words[0]], doc[found.words[-1]]
    trigger = span_of(doc.text, first.idx, last.idx + len(last))
    tokens = {t.i for t, _ in parties.actors + parties.recipients}
    places = places_of(scene, spots, typed, (start, end), tokens, heads)
    why = {"type": typed.why, "trigger": why_weighed(weighed)}
    actors = tuple(participant(scene, t, typed) for t, _ in parties.actors)
    first = actors[0] if actors else None
    recipients = tuple(participant(scene, t, typed, first) for t, _ in parties.recipients)
    presented = optional("whosays.reading.factuality", "presented")
    state = presented(doc, found.head.i, content) if presented else None
    chain = optional("whosays.claims.sourcing", "source_chain")
    sources = chain(doc, layers.attributions, layers.actors, found.head.i) if chain else ()
    if typed.mood is not None and typed.mood.speaker is not None:
        speaker = typed.mood.speaker.idx
        sources = tuple(s for s in sources if s.quoted or not s.start <= speaker < s.end)
    timing = optional("whosays.claims.timing", "time_claim")
    published = date.fromisoformat(report.published[:10]) if report.published else None
    when = When()
    if timing:
        when = timing(doc, found.head.i, (start, end), layers.times, published, state.status if state else "occurred")
    figures = tuple(q.quantity for q in layers.quantities if start <= q.quantity.start and q.quantity.end <= end)
    return Claim(
        id=claim_id(report.id, type=typed.type, trigger=trigger, evidence=evidence),
        evidence=evidence,
        trigger=trigger,
        type=typed.type,
        mode=typed.mode,
        actors=actors,
        recipients=recipients,
        places=tuple(places),
        time=when,
        quantities=figures,
        sources=tuple(sources),
        certainty=state.certainty if state else "certain",
        status=state.status if state else "occurred",
        why=why,
    )
