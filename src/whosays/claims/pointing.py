"""The places of a report by token: those named, and those that a noun or "there" points back at."""

from __future__ import annotations

from collections import Counter
from functools import cached_property, lru_cache
from typing import Any

import msgspec
from spacy.tokens import Token

from whosays.claims.clauses import clause_of_token, is_saying
from whosays.claims.grammar import noun_span
from whosays.claims.scene import ARMED, Scene
from whosays.record import Place
from whosays.vocab import countries
from whosays.vocab.words import read_words

COARSE = ("country", "region", "admin1")
# What ties a name to the noun before it ("the port of Aden", "a depot outside Kharkiv").
TIES = frozenset(("of", "in", "at", "near", "outside", "on", "around"))
DEFINITE = frozenset(("the", "this", "that", "its", "these", "those"))
OWNERS = frozenset(("its", "their", "his", "her", "our"))
# Whoever sits somewhere: the place behind one of these is no scene of anything.
SEATED = frozenset(("state", "official", "institution", "reporter", "government"))


@lru_cache(maxsize=1)
def place_nouns() -> dict[str, str]:
    """Return what a noun that points at a place stands for.

    ``town`` ``region`` ``country`` a place of that size named before, ``capital`` the seat of government, ``site``
    where such a thing was named, else the last town, ``spot`` only where it was named, ``last`` whatever was named
    last, ``ground`` and ``edge`` what is a country's ("on Chadian soil", "the Polish border").
    """
    return {row["noun"]: row["stands_for"] for row in read_words("place_nouns")}


class Spots:
    """The places of a report by token: those named, and those pointed back at ("the city", "there")."""

    def __init__(self, scene: Scene) -> None:
        self.at: dict[int, Place] = {}
        self._scene = scene
        self._last: dict[str, Place] = {}
        self._tied: dict[str, Place] = {}
        self._seat: tuple[int, Place] | None = None
        self._set = -1
        named = {p.token_end - 1: p for p in scene.layers.places if not p.is_adjective and not p.is_actor_like}
        for token in scene.doc:
            kind = place_nouns().get(token.lemma_.lower())
            if token.i in named:
                self._note(token, named[token.i])
            elif kind in ("ground", "edge") and self._own(token, kind):
                continue
            elif kind is not None and kind != "edge":
                self._point(token, "region" if kind == "ground" else kind)

    def _note(self, token: Token, found: Any) -> None:
        place = found.place
        if self._scene.in_dateline(token):
            return
        self.at[token.i] = place
        self._tie(token, place)
        self._remember(place, token, seats(self._scene, token))

    def _remember(self, place: Place, token: Token, seat: bool = False) -> None:
        """Keep a place for what points back; a speaker's seat only for the sentence that it stands in."""
        if seat:
            self._seat = token.sent.start, place
            return
        size = "country" if place.precision == "country" else "region" if place.precision in COARSE else "town"
        self._last[size] = place
        if size != "country":
            self._last["last"], self._set = place, token.sent.start

    def _tie(self, token: Token, place: Place) -> None:
        """Note which thing a name tells the place of: "Aden port", "the hospital in Rafah"."""
        nouns = [token]
        if token.dep_ in ("compound", "nmod", "poss", "appos"):
            nouns.append(token.head)
        elif token.dep_ == "pobj" and token.head.lower_ in TIES:
            nouns.append(token.head.head)
        for noun in nouns:
            if place_nouns().get(noun.lemma_.lower()) in ("site", "spot"):
                self._tied[noun.lemma_.lower()] = place

    def _own(self, token: Token, kind: str) -> bool:
        """Note a country's ground or edge, the country told by an adjective, a genitive or a possessive, if any is."""
        for child in token.lefts:
            code = self._country_of(child)
            country = countries.by_code(code) if code else None
            if country is None or child.dep_ not in ("amod", "poss", "compound", "nmod"):
                continue
            start, end = noun_span(self._scene.doc, token)
            whole = kind == "ground"
            self.at[token.i] = Place(
                text=self._scene.text[start:end], start=start, end=end, name=country.name, country=code,
                lat=country.lat if whole else None, lon=country.lon if whole else None,
                geonameid=country.geonameid if whole else None, precision="country" if whole else "region",
            )  # fmt: skip
            return True
        return False

    def _country_of(self, token: Token) -> str | None:
        place = self._scene.place(token)
        if place is not None:
            code: str | None = place.place.country if place.place.precision == "country" else None
            return code
        actor = self._scene.actor(token) if token.lower_ in OWNERS else None
        return actor.mention.country if actor is not None and actor.mention.sector not in ARMED else None

    def _point(self, token: Token, kind: str) -> None:
        if token.pos_ not in ("NOUN", "ADV"):
            return
        if token.pos_ == "NOUN" and not any(c.lower_ in DEFINITE for c in token.children):
            return
        if token.pos_ == "ADV" and token.dep_ not in ("advmod", "pcomp", "pobj"):
            return
        if any(c.i in self.at or self._scene.place(c) is not None for c in token.subtree):
            return
        last = self._meant(token, kind)
        if last is None:
            return
        start, end = noun_span(self._scene.doc, token)
        words = self._scene.text[start:end]
        self.at[token.i] = msgspec.structs.replace(last, text=words, start=start, end=end, name=last.name or last.text)
        self._remember(last, token)

    def _meant(self, token: Token, kind: str) -> Place | None:
        noun, here = token.lemma_.lower(), token.sent.start
        if kind == "last" and self._seat is not None and self._seat[0] == here != self._set:
            return self._seat[1]
        if kind in ("site", "spot"):
            return self._tied.get(noun) or (self._last.get("town") if kind == "site" else None)
        if kind == "capital":
            return self._capital or self._last.get("town")
        return self._last.get(kind)

    @cached_property
    def _capital(self) -> Place | None:
        """Return the capital named in the report whose country the report names most."""
        named = [p.place for p in self._scene.layers.places if p.place.country]
        often = Counter(p.country for p in named)
        seen = [p for p in named if (c := countries.by_code(p.country or "")) is not None and c.capital == p.name]
        return max(seen, key=lambda p: often[p.country], default=None)


def seats(scene: Scene, token: Token) -> bool:
    """Say whether a place is where somebody sits or speaks ("the ministry in Aden says", "told us in Kyiv")."""
    while token.dep_ == "conj" and token.head.i < token.i:
        token = token.head
    if token.dep_ in ("compound", "poss", "nmod"):
        return bool(scene.classes(token.head) & SEATED)
    if token.dep_ != "pobj":
        return False
    above = token.head.head
    if above.pos_ in ("VERB", "AUX"):
        return is_saying(above) and above.dep_ != "xcomp"
    actor = scene.actor_headed(above)
    if actor is not None and actor.mention.sector in ARMED:
        return False
    classes = scene.classes(above)
    speaks = above.dep_ in ("nsubj", "pobj") and "people" in classes and is_saying(clause_of_token(above))
    return speaks or bool(classes & SEATED)
