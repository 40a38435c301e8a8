"""Several parties told by one plural noun: "Chadian and Libyan troops", "the armies of Chad and Libya"."""

from __future__ import annotations

from spacy.tokens import Token

from whosays.claims.owners import PERSONLIKE
from whosays.claims.scene import Scene

# Whoever stands before or after the noun must name a state or a body; "rebel and government forces" are two as well.
KINDS = frozenset(("country", "seat", "adjective", "organisation", "group", "state"))


def sharers(scene: Scene, noun: Token) -> list[Token]:
    """Return the coordinated words that each make another party of a plural noun, none if it names but one."""
    actor = scene.actor_headed(noun)
    if noun.tag_ not in ("NNS", "NNPS") or not (actor.kind != "arms" if actor else scene.classes(noun) & PERSONLIKE):
        return []
    for child in noun.children:
        if child.dep_ in ("poss", "amod", "nmod", "compound") and child.i < noun.i:
            several = _coordinated(scene, child)
        elif child.dep_ == "prep" and child.lower_ == "of" and child.i == noun.i + 1:
            of = next((c for c in child.children if c.dep_ == "pobj"), None)
            several = _coordinated(scene, of) if of is not None else []
            several = [t for t in several if _is_state(scene, t)]
        else:
            continue
        if len(several) > 1:
            return several
    return []


def share_of(scene: Scene, noun: Token, sharer: Token) -> tuple[int, int]:
    """Return the stretch of words that names one of the parties of a plural noun."""
    several = sharers(scene, noun)
    actor = scene.actor(sharer)
    start = actor.mention.start if actor is not None else sharer.idx
    end = actor.mention.end if actor is not None else sharer.idx + len(sharer)
    if sharer.i < noun.i:
        return start, noun.idx + len(noun) if sharer.i == several[-1].i else end
    if sharer.i == several[0].i:
        start = noun.left_edge.idx
    return start, end


def _coordinated(scene: Scene, first: Token) -> list[Token]:
    found, last = [first], first
    while (after := next((c for c in last.children if c.dep_ == "conj"), None)) is not None:
        found.append(after)
        last = after
    if len(found) == 1 and (joined := next((c for c in first.children if c.dep_ == "cc"), None)) is not None:
        # "UN and Chadian envoys": the parser may hang both from the noun.
        found += [t for t in first.head.lefts if t.i == joined.i + 1]
    return found if all(_is_party(scene, t) for t in found) else []


def _is_party(scene: Scene, token: Token) -> bool:
    actor = scene.actor_headed(token)
    # A nation's adjective listed after another is taken for its people ("Chadian and *Libyan* troops").
    return actor is not None and (actor.kind in KINDS or (actor.kind == "people" and token.tag_ in ("JJ", "NNP")))


def _is_state(scene: Scene, token: Token) -> bool:
    actor = scene.actor_headed(token)
    return actor is not None and actor.kind in ("country", "seat")
