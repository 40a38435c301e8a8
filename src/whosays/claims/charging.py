"""Whose act an accusation says it was: "blamed the rebels for the attack", "the murder was attributed to them".

The words stand in ``vocab/charges.csv``: where the accused and the act stand around each. Who is accused becomes the
doer of the act, and the accuser its source, or an unnamed source by the accusing word where none is named: an
accusation is two claims, that of accusing and that of the act, which is the accuser's (GUIDELINES 1).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from spacy.tokens import Token

from whosays.claims.grammar import negated, surface_subjects
from whosays.claims.lemmas import lemma_of
from whosays.claims.owners import party_at
from whosays.claims.scene import Scene
from whosays.claims.typing import Typed
from whosays.record import Certainty
from whosays.vocab.words import read_words

# Acts that somebody can be accused of.
ACTS = frozenset(("ASSAULT", "COERCE"))
OBJECTS = frozenset(("dobj", "nsubjpass"))
NOBODY = frozenset(("those", "who", "whoever", "anyone", "someone", "somebody", "nobody", "it", "this", "that"))


@dataclass(frozen=True, slots=True)
class Charge:
    """An accusation: its word, whom it accuses, who accuses (empty: nobody named), and how sure its word alone is."""

    word: Token
    accused: tuple[Token, ...]
    accusers: tuple[Token, ...]
    certainty: Certainty


@lru_cache(maxsize=1)
def _places() -> dict[str, tuple[tuple[str, str, Certainty], ...]]:
    """Return for each accusing word where the accused and where the act stand, and how sure it is."""
    table: dict[str, list[tuple[str, str, Certainty]]] = defaultdict(list)
    for row in read_words("charges"):
        table[row["word"]].append((row["accused"], row["act"], cast(Certainty, row["certainty"] or "certain")))
    return {word: tuple(rows) for word, rows in table.items()}


def charge_of(scene: Scene, typed: Typed) -> Charge | None:
    """Return the accusation in which an act is named by a noun, if somebody is accused of it."""
    if typed.type not in ACTS or typed.found.sense.pos != "noun":
        return None
    word, act = _governor(typed.found.head)
    for accused, place, certainty in _places().get(lemma_of(word), ()) if word is not None else ():
        if word is None or place != act or negated(word):
            continue
        who = [party_at(scene, token, "subject") for token in _standing(scene, word, accused)]
        named = tuple(t for t in who if t is not None and t.lower_ not in NOBODY and t.i != typed.found.head.i)
        if named:
            return Charge(word, named, tuple(_accusers(scene, word)), certainty)
    return None


def _governor(act: Token) -> tuple[Token | None, str]:
    """Return the word that governs an act and the place where the act stands: ``object`` or a preposition."""
    while act.dep_ == "conj" and act.head.pos_ in ("NOUN", "PROPN"):
        act = act.head
    if act.dep_ in OBJECTS:
        return act.head, "object"
    if act.dep_ != "pobj":
        return None, ""
    preposition = act.head
    over = preposition.head
    if over.pos_ in ("NOUN", "PROPN") and over.dep_ in OBJECTS:
        over = over.head  # "blamed the rebels for": the parser hangs the preposition from either
    return over, preposition.lower_


def is_charge_of(preposition: Token) -> bool:
    """Say whether "of" after the accused tells of what: "accused two officers | of the murder"."""
    verb = preposition.head.head
    return preposition.head.dep_ in OBJECTS and any(
        row[:2] == ("object", preposition.lower_) for row in _places().get(lemma_of(verb), ())
    )


def _standing(scene: Scene, word: Token, place: str) -> list[Token]:
    if place != "subject":
        return scene.arguments(word).at(place)
    own = [c for c in word.children if c.dep_ == "nsubj"]
    if own:
        return own
    holding = _holding(word)
    if holding is not None:
        return scene.arguments(holding).object
    over = word.head
    if word.dep_ in ("acomp", "oprd"):
        return surface_subjects(over)
    return [over] if word.dep_ == "amod" and over.i < word.i else []


def _holding(word: Token) -> Token | None:
    """Return the verb of "hold them responsible", wherever the parser hangs the adjective."""
    return next((t for t in (word.head, word.head.head) if lemma_of(t) == "hold"), None)


def _accusers(scene: Scene, word: Token) -> list[Token]:
    verb = word if word.pos_ == "VERB" else _holding(word)
    if verb is None:
        return []
    return [t for t in scene.arguments(verb).subject if t.lower_ not in NOBODY or _is_known(scene, t)]


def _is_known(scene: Scene, token: Token) -> bool:
    """Say whether "it" is known to stand for somebody ("whom it accused of the raid")."""
    actor = scene.actor(token)
    return token.lower_ == "it" and actor is not None and actor.mention.entity is not None


def is_plain(charge: Charge) -> bool:
    """Say whether nobody accuses: "they are responsible for the raid" is whoever says it speaking."""
    return charge.word.pos_ != "VERB" and _holding(charge.word) is None
