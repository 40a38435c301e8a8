"""Subjects that the parser hung elsewhere: behind a dateline or an opening phrase, or as an odd word before a verb."""

from __future__ import annotations

from spacy.tokens import Token

from whosays.claims.grammar import NOMINAL, is_passive
from whosays.claims.scene import Scene

# How a subject hangs where the parser took it for something else; never the places of an object or a complement.
ODD = frozenset("advmod npadvmod conj dep appos intj nmod compound meta amod ROOT".split())
SUBJECTS = frozenset("nsubj nsubjpass csubj expl".split())
# What may stand between a subject and its verb.
BETWEEN = frozenset(("aux", "advmod", "neg", "npadvmod"))
REACH = 10  # tokens: "…, the fifth in a week, on Tuesday accused"
UP = 6  # steps to the verb that has a tense


def stray_subject(scene: Scene, verb: Token) -> Token | None:
    """Return the actor right before a finite verb that has no subject of its own, if the parser hung it elsewhere.

    "LIMA, Peru -- President X would …" gives the dateline for a subject, "On a visit to Chad, President X praised …"
    lists X after Chad; a name that the tagger does not know stands as an adverb.
    """
    verb = _finite(verb)
    if verb.tag_ not in ("VBD", "VBZ", "VBP") and not any(c.dep_ == "aux" and c.tag_ != "TO" for c in verb.children):
        return None
    own = [c for c in verb.children if c.dep_ in SUBJECTS and c.i < verb.i]
    if any(not scene.in_dateline(c) for c in own):
        return None
    at = min([verb.i] + [c.i for c in verb.children if c.dep_ in ("aux", "neg") and c.i < verb.i]) - 1
    for index in range(at, max(verb.sent.start, at - REACH) - 1, -1):
        token = verb.doc[index]
        if scene.in_dateline(token):
            return None
        actor = scene.actor(token)
        if actor is not None and (actor.token_end == index + 1 or actor.head == index):
            head = verb.doc[actor.head]
            return head if _may_act(verb, head) else None
        if not (token.dep_ in BETWEEN or token.ent_type_ in ("DATE", "TIME") or token.lower_ in ("on", "in")):
            return None
    return None


def _finite(verb: Token) -> Token:
    for _ in range(UP):
        bare = verb.dep_ in ("conj", "xcomp") or (verb.dep_ == "advcl" and verb.tag_ in ("VBG", "VB"))
        if not bare or verb.head == verb or verb.head.pos_ not in ("VERB", "AUX") or is_passive(verb):
            break
        verb = verb.head
    return verb


def _may_act(verb: Token, head: Token) -> bool:
    if head.pos_ not in NOMINAL and head.pos_ not in ("ADV", "INTJ", "VERB"):
        return False
    if is_passive(verb) or head.dep_ not in ODD:
        return False
    # "Peru and Chile, said" lists; a true list has its "and".
    return head.dep_ != "conj" or not any(c.dep_ == "cc" for c in head.head.children)
