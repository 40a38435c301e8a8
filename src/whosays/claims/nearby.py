"""Recipients that no place of the clause names: whoever stands nearest after the event word."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from whosays.claims.bearing import FORCE, in_time, is_where
from whosays.claims.owners import is_act
from whosays.claims.scene import PERSONAL, Scene
from whosays.claims.typing import Typed
from whosays.record import SITUATION_TYPES

# Types whose place is where it happens, never whom it concerns.
MEETING = frozenset(("CONSULT", "COOPERATE", "SUPPORT", "AGREE"))
# Types whose noun ("raids", "the assault") often tells no bearer at all.
UNSAID = frozenset(("ASSAULT", "ACCUSE", "RETREAT"))
WHERE = frozenset(("in", "at", "near", "from", "inside", "outside", "around"))
# Openers of a clause that tells another happening.
APART = frozenset(("after", "as", "before", "because", "since", "when", "where", "while", "although", "though"))
REACH = 40  # tokens after the event word
DEPTH = 8  # steps down from it; of the nearest names deeper down one in seven was meant (development sentences)


def same_party(scene: Scene, token: Token, rows: list[tuple[Token, str]]) -> bool:
    """Say whether a word means one of the parties found already, or is a pronoun, which may."""
    mine = scene.actor(token)
    for other, _ in rows:
        theirs = scene.actor(other)
        if other.i == token.i or (
            mine is not None and theirs is not None and mine.mention.chain == theirs.mention.chain
        ):
            return True
    return token.lower_ in PERSONAL


def candidates(scene: Scene, typed: Typed, actors: list[tuple[Token, str]]) -> Iterator[Token]:
    """Yield whoever hangs from the event word after it and plays no other part, in text order."""
    if (
        typed.type in SITUATION_TYPES
        or typed.type == "CONSULT"
        or (typed.type in ("MOBILIZE", "RETREAT") and typed.found.sense.frame == "go")
    ):
        return
    head = typed.found.head
    if typed.type == "ACCUSE" and any(is_act(token) for token in typed.found.args.object):
        return  # whoever suffered what is condemned is not accused of it
    if typed.type == "REJECT" and any("claim" in scene.classes(token) for token in typed.found.args.object):
        return  # whom dismissed reports speak of is not rebuffed
    if typed.type == "ASSAULT" and typed.found.args.object and typed.found.sense.pos == "verb":
        return  # what was struck is told, and is nobody's
    if typed.found.sense.pos == "noun":
        if typed.type in UNSAID:
            return
        if head.dep_ in ("dobj", "nsubjpass"):
            head = head.head
    for token in head.subtree:
        if token.i <= typed.found.head.i or token.i - head.i > REACH or token.i in typed.found.words:
            continue
        if _may_be_meant(scene, typed, token, head) and not same_party(scene, token, actors):
            yield token


def _may_be_meant(scene: Scene, typed: Typed, token: Token, head: Token) -> bool:
    if token.dep_ == "compound" or token.pos_ not in ("NOUN", "PROPN", "ADJ") or in_time(token):
        return False
    if any(c.dep_ == "poss" and c.lower_ in PERSONAL for c in token.children) or _in_other_clause(token, head):
        return False
    if _stands_where(token, typed) or _speaks(scene, token) or scene.actor_headed(token.head) is not None:
        return False
    if token.dep_ == "pobj" and token.head.dep_ == "agent":
        return False
    if typed.type in FORCE and scene.actor(token) is None and is_where(scene, token):
        return False
    return scene.actor_headed(token) is not None or token.ent_type_ in ("GPE", "ORG", "NORP")


def _stands_where(token: Token, typed: Typed) -> bool:
    """Say whether a name stands where a place of this type stands ("met in Oslo", "fired from the island")."""
    while token.dep_ in ("conj", "appos") and token.head.i < token.i:
        token = token.head
    return token.dep_ == "pobj" and token.head.lower_ in WHERE and typed.type in MEETING | FORCE | {"PROTEST"}


def _speaks(scene: Scene, token: Token) -> bool:
    """Say whether a word names a speaker of the report, who is told of by nothing else ("according to officials")."""
    return any(a.source and a.source[0] <= token.idx < a.source[1] for a in scene.layers.attributions)


def _in_other_clause(token: Token, head: Token) -> bool:
    """Say whether a word stands in a clause that tells something else, or too far below the event word to be meant."""
    if token.dep_ == "dobj" and token.head.dep_ == "xcomp":
        return True
    for _ in range(DEPTH):
        if token == head or token.head == token:
            return False
        if token.dep_ == "relcl":
            return True
        if token.dep_ == "conj" and token.pos_ == "VERB":
            return True
        if token.dep_ == "advcl" and any(c.dep_ in ("mark", "advmod") and c.lower_ in APART for c in token.children):
            return True
        token = token.head
    return True
