"""Whether a report tells of an attack at all, or only speaks of violence.

A speech, a demand or an analysis is full of words of force and tells of no act: they are plural, undated, nowhere, in
lists, under "must" and "we". A linear model over such signs says of each attack how convincingly it is told; where none
of a report's attacks reaches the bound, the report has none. Who fights whom, and with what, is no sign: that is not
what makes a telling convincing. The weights stand in ``models/telling.json``, their making in ``models/telling.md``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

from spacy.tokens import Doc, Span, Token

from whosays import models
from whosays.claims.scene import Scene
from whosays.record import Claim, Participant

MODEL = "telling.json"
# A report of fewer sentences (a headline, a flash) has no room for a place and a day.
FEW = 4
LEAD = 3  # the first sentences of a report, in which news is told
_SPEAKERS = frozenset("we our us i my you your".split())
_WISHES = frozenset("must should let cannot shall will would".split())
_ARTICLES = frozenset("the a an this that these any no all".split())
# Days: a claim of one of the last, of long before, and one that lasted.
_RECENT, _LONG_AGO, _LASTING = 14, 60, 6


def without_mere_talk(scene: Scene, claims: Sequence[Claim], published: date | None) -> list[Claim]:
    """Return the claims without the attacks of a report that tells none of them convincingly."""
    attacks = [c for c in claims if c.type == "ASSAULT"]
    starts = [s.start for s in scene.doc.sents]
    if not attacks or len(starts) < FEW:
        return list(claims)
    _, least = _weights()
    numbers = {start: n for n, start in enumerate(starts)}
    if any(convincing(signs(scene.doc, c, published, numbers)) >= least for c in attacks):
        return list(claims)
    return [c for c in claims if c.type != "ASSAULT"]


def convincing(found: Sequence[str]) -> float:
    """Return how likely, from 0 to 1, an attack with these signs is one that the report tells of."""
    weights, _ = _weights()
    return 1.0 / (1.0 + math.exp(-sum(weights.get(sign, 0.0) for sign in set(found))))


@lru_cache(maxsize=1)
def _weights() -> tuple[dict[str, float], float]:
    model = json.loads(models.opened(MODEL))
    return model["weights"], model["threshold"]


def signs(doc: Doc, claim: Claim, published: date | None, numbers: dict[int, int]) -> list[str]:
    """Return the signs of a claim, each a short name.

    Args:
        doc: the parsed report.
        claim: one of its attacks.
        published: the day of the report.
        numbers: the number of each sentence by the index of its first token.
    """
    span = doc.char_span(claim.trigger.start, claim.trigger.end, alignment_mode="expand")
    assert span is not None
    head, sentence = span.root, span.root.sent
    number = numbers[sentence.start]
    found = ["bias", *_word_signs(head), *_sentence_signs(sentence), *_time_signs(claim, published)]
    found += _place_signs(claim, sentence)
    found += [f"status={claim.status}", f"certainty={claim.certainty}", f"sources={min(2, len(claim.sources))}"]
    if any(source.quoted for source in claim.sources):
        found.append("quoted")
    found += [*_party_signs(doc, "does", claim.actors), *_party_signs(doc, "bears", claim.recipients)]
    if claim.quantities:
        found.append("figures")
    if claim.instruments:
        found.append("instrument")
    found.append("lead" if number < LEAD else "body")
    return [*found, "first sentence"] if number == 0 else found


def _word_signs(head: Token) -> Iterator[str]:
    is_noun = head.pos_ in ("NOUN", "PROPN")
    pos = "noun" if is_noun else "verb"
    yield from (f"pos={pos}", f"{pos} dep={head.dep_}", f"tag={head.tag_}")
    helpers = {c.lower_ for c in head.children if c.dep_ == "aux"}
    if any(c.dep_ == "auxpass" for c in head.children):
        yield "passive"
    if "to" in helpers:
        yield "infinitive"
    if helpers & {"has", "have"}:
        yield "perfect"
    first = head
    while first.dep_ == "conj" and first.head.pos_ == first.pos_:
        first = first.head
    if first is not head:
        yield "conjoined"
    if not is_noun:
        return
    if first.dep_ == "pobj":
        yield from (f"after {first.head.lower_}", f"under {first.head.head.pos_}")
    determiner = next((c.lower_ for c in head.children if c.dep_ == "det"), None)
    yield f"det={determiner if determiner in _ARTICLES else 'bare'}"
    if head.tag_ in ("NNS", "NNPS"):
        yield "plural"


def _sentence_signs(sentence: Span) -> Iterator[str]:
    words = {token.lower_ for token in sentence}
    if words & _SPEAKERS:
        yield "first person"
    if words & _WISHES:
        yield "must"
    yield f"root {sentence.root.tag_}"


def _time_signs(claim: Claim, published: date | None) -> Iterator[str]:
    time = claim.time
    yield "dated" if time.text else "shared day" if time.earliest else "undated"
    if time.earliest is None or time.latest is None or published is None:
        return
    first, last = date.fromisoformat(time.earliest), date.fromisoformat(time.latest)
    age, span = (published - last).days, (last - first).days
    if span <= 1 and age <= _RECENT:
        yield "recent day"
    if age > _LONG_AGO:
        yield "long ago"
    if span > _LASTING:
        yield "long span"


def _place_signs(claim: Claim, sentence: Span) -> Iterator[str]:
    places = [p for p in claim.places if p.role == "at" and p.precision != "country"]
    yield "placed" if places else "unplaced"
    if any(sentence.start_char <= p.start < sentence.end_char for p in places):
        yield "placed here"


def _party_signs(doc: Doc, side: str, parties: Sequence[Participant]) -> Iterator[str]:
    if not parties:
        yield f"{side} none"
        return
    yield f"{side} {'named' if parties[0].entity else 'unnamed'}"
    span = doc.char_span(parties[0].start, parties[0].end, alignment_mode="expand")
    if span is not None and span.root.ent_type_ == "PERSON":
        yield f"{side} person"
    if span is not None and any(token.like_num for token in span):
        yield f"{side} counted"
    if len(parties) > 1:
        yield f"{side} several"
