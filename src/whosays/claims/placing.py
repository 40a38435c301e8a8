"""Which places a claim has, and in which role: those of its clause, and that of the happening it belongs to."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import msgspec
from spacy.tokens import Token

from whosays.claims.grammar import noun_span
from whosays.claims.scene import Scene
from whosays.claims.typing import Typed
from whosays.record import Place, PlaceRole
from whosays.vocab.words import read_words

# Types that speak of a place rather than happen there.
SPOKEN = frozenset(("REQUEST", "THREATEN", "ACCUSE", "REJECT", "AGREE", "SUPPORT", "CONCEDE", "SANCTION"))
# Types whose object is where they happen ("took the village", "shelled the town").
TAKING = frozenset(("CONTROL", "ASSAULT", "COERCE", "PROTEST"))
# Units and bearings in which places are measured from places.
MEASURES = frozenset(
    "km kilometer kilometre mile meter metre north south east west northeast northwest southeast southwest".split()
)
COARSE = ("country", "region", "admin1")


# What a country can have, wherever it is.
WHOSE = frozenset("people troops armed official institution state worker police reporter weapon equipment".split())


@lru_cache(maxsize=1)
def _roles() -> dict[str, str]:
    return {row["preposition"]: row["role"] for row in read_words("place_roles")}


@lru_cache(maxsize=1)
def place_nouns() -> dict[str, str]:
    """Return what a noun that points back at a place stands for: ``town`` ``region`` ``country`` or ``site``."""
    return {row["noun"]: row["stands_for"] for row in read_words("place_nouns")}


class Spots:
    """The places of a report by token: those named, and those pointed back at ("the city", "there")."""

    def __init__(self, scene: Scene) -> None:
        self.at: dict[int, Place] = {}
        self._scene = scene
        named: dict[int, Any] = {}
        for place in scene.layers.places:
            if not place.is_adjective and not place.is_actor_like:
                named[place.token_end - 1] = place
        self._last: dict[str, Place] = {}
        for token in scene.doc:
            if token.i in named:
                self._note(token, named[token.i])
            elif token.lemma_.lower() in place_nouns():
                self._point(token)

    def _note(self, token: Token, place: Any) -> None:
        span = place.place
        if not self._scene.in_dateline(token):
            self.at[token.i] = span
        kind = "country" if span.precision == "country" else "region" if span.precision in COARSE else "town"
        self._last[kind] = span

    def _point(self, token: Token) -> None:
        kind = place_nouns()[token.lemma_.lower()]
        if token.pos_ not in ("NOUN", "ADV"):
            return
        if token.pos_ == "NOUN" and not any(c.lower_ in ("the", "this", "that", "its") for c in token.children):
            return
        if token.pos_ == "ADV" and token.dep_ not in ("advmod", "pcomp", "pobj"):
            return
        if any(c.i in self.at or self._scene.place(c) is not None for c in token.subtree):
            return
        last = self._last.get("town" if kind == "site" else kind)
        if last is None:
            return
        start, end = noun_span(self._scene.doc, token)
        self.at[token.i] = msgspec.structs.replace(last, text=self._scene.text[start:end], start=start, end=end)


def places_of(
    scene: Scene, spots: Spots, typed: Typed, evidence: tuple[int, int], parties: set[int], heads: frozenset[int]
) -> list[Place]:
    """Return the places that a claim's clause gives it, with their roles.

    Args:
        parties: tokens that name the claim's parties, which are no places here.
        heads: heads of all event words; a place that hangs from another event is not this one's.
    """
    found: list[tuple[Token, Place]] = []
    own = {typed.found.head.i, *typed.found.words, *(m.found.head.i for m in typed.also)}
    for index, place in spots.at.items():
        token = scene.doc[index]
        if not (evidence[0] <= place.start and place.end <= evidence[1]) or index in typed.found.words:
            continue
        if index in parties and typed.type not in TAKING:
            continue
        if _is_seat(scene, token, typed, own) or _is_whose(scene, token, place, own):
            continue
        role = _role(token, typed, own, heads)
        if role is not None:
            found.append((token, msgspec.structs.replace(place, role=role)))
    given = [place for token, place in found if len(found) == 1 or not _is_measure(token)]
    return [place for place in given if not _is_outer(place, given)]


def _is_measure(token: Token) -> bool:
    """Say whether a place only tells how far off another is ("70 km from Bukavu", "south of Minova")."""
    above = token.head.head
    return token.dep_ == "pobj" and token.head.lower_ in ("from", "of") and above.lemma_.lower() in MEASURES


def _is_seat(scene: Scene, token: Token, typed: Typed, own: set[int]) -> bool:
    """Say whether a place is where the one who speaks sits ("the government in Aden denounced the raid")."""
    subject = token.head.head
    if not scene.classes(subject) & {"state", "official", "institution"}:
        return False
    return (
        typed.type in SPOKEN
        and token.dep_ == "pobj"
        and subject.dep_ == "nsubj"
        and subject.head.i in own
        and token.head.lower_ in ("in", "at", "from")
    )


def _is_whose(scene: Scene, token: Token, place: Place, own: set[int]) -> bool:
    """Say whether a country only says whose something is ("U.S. soldiers", "the embassies of China")."""
    while token.dep_ == "conj" and token.head != token:
        token = token.head
    if place.precision != "country" or token.head.i in own:
        return False
    if token.dep_ in ("compound", "amod", "nmod", "poss"):
        return token.head.lemma_.lower() not in place_nouns() and scene.place(token.head) is None
    owner = token.head.head
    if (
        token.dep_ != "pobj"
        or token.head.lower_ not in ("of", "to")
        or owner.i in own
        or owner.pos_ not in ("NOUN", "PROPN")
    ):
        return False
    return bool(scene.classes(owner) & WHOSE)


def _role(token: Token, typed: Typed, own: set[int], heads: frozenset[int]) -> PlaceRole | None:
    """Climb from a place to the event word; the first preposition or place in the clause on the way gives the role."""
    role: str | None = None
    for _ in range(10):
        head = token.head
        if head == token:
            break
        if token.dep_ == "pobj":
            name = _roles().get(head.lower_)
            if role is None and name != "inner":
                role = name or "none"
        elif token.i not in own and role is None:
            if token.dep_ in ("dobj", "nsubjpass") and head.i in own:
                role = "at" if typed.type in TAKING else None
            elif token.dep_ == "nsubj" and head.i in own:
                role = "at" if typed.found.sense.frame == "fall" else "none"
            elif token.dep_ == "nsubj":
                role = "none"
            elif token.dep_ == "advmod":
                role = "at"
        if head.i in own or head.is_ancestor(typed.found.head):
            if (
                role is None
                and head.i in own
                and token.dep_ in ("pobj", "prep", "npadvmod", "compound", "appos", "nmod")
            ):
                role = "at"
            token = head
            break
        if head.i in heads:
            return None
        token = head
    if role in (None, "none", "inner"):
        return None
    if typed.type == "AGREE":
        # Where people agree or are to meet is where it happens: "talks are to be held in …".
        return "at" if role == "at" else "about"
    if typed.type in SPOKEN:
        return "about"
    if role == "at" and typed.type == "LOSSES" and typed.mode == "displaced" and typed.found.args.object:
        return "from"
    return role  # type: ignore[return-value]


def _is_outer(place: Place, others: list[Place]) -> bool:
    """Say whether a place only says where a more specific neighbour lies ("Palmyra, Syria")."""
    for other in others:
        if other is place or other.country != place.country:
            continue
        rank = [COARSE.index(p.precision) if p.precision in COARSE else len(COARSE) for p in (place, other)]
        near = -2 <= place.start - other.end <= 25 or -2 <= other.start - place.end <= 3
        if near and rank[0] < rank[1]:
            return True
    return False
