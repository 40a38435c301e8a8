"""One parsed report with its layers, asked by token: who stands here, which place, what sort of thing."""

from __future__ import annotations

from typing import Any

from spacy.tokens import Doc, Token

from whosays.actors.mention import FoundActor
from whosays.claims.grammar import Arguments, arguments
from whosays.claims.layers import Layers
from whosays.reading.datelines import DATELINE
from whosays.reading.syntax import text_of
from whosays.vocab.triggers import classes_of

ARMED = frozenset(("MIL", "REB", "PRM", "UAF", "COP", "SPY"))
STATE = frozenset(("GOV", "MIL", "COP", "SPY", "LEG", "JUD", "IGO"))
PEOPLE = frozenset(("CVL", "JRN", "MED", "REL", "EDU", "OPP", "NGO", "BUS", "LEG", "JUD"))
# Words that stand for what they count ("a group of farmers").
HOLDERS = frozenset(
    "number group handful dozen hundred thousand score million majority part lot couple series some most many all half "
    "planeload truckload shipload batch consignment shipment container crate ton tonne load worth "
    "one first remnant rest body both each any none several few other".split()
)
IMPERSONAL = frozenset(("it", "itself", "its"))
PERSONAL = frozenset(
    "i you he she we they it him her us them himself herself themselves itself who its their his our my your".split()
)


class Scene:
    """A parsed report and its layers, indexed by token."""

    def __init__(self, doc: Doc, layers: Layers) -> None:
        self.doc = doc
        self.text = text_of(doc)
        self.layers = layers
        self._actors: dict[int, FoundActor] = {}
        for actor in layers.actors:
            for index in range(actor.token_start, actor.token_end):
                self._actors.setdefault(index, actor)
        for actor in layers.actors:
            self._actors[actor.head] = actor
        self._places: dict[int, Any] = {}
        for place in layers.places:
            for index in range(place.token_start, place.token_end):
                self._places.setdefault(index, place)
        self._quantities: dict[int, list[Any]] = {}
        for quantity in layers.quantities:
            self._quantities.setdefault(quantity.head, []).append(quantity)
        self._datelines = [match.span() for match in DATELINE.finditer(self.text)]
        self._classes: dict[int, frozenset[str]] = {}
        self._arguments: dict[int, Arguments] = {}

    def actor(self, token: Token) -> FoundActor | None:
        """Return the actor mentioned at a token, if any."""
        return self._actors.get(token.i)

    def actor_headed(self, token: Token) -> FoundActor | None:
        """Return the actor mention whose head is this token, if any."""
        found = self._actors.get(token.i)
        return found if found is not None and found.head == token.i else None

    def in_dateline(self, token: Token) -> bool:
        """Say whether a word belongs to a dateline ("CAIRO (Agency) - ")."""
        return any(start <= token.idx < end for start, end in self._datelines)

    def after_dateline(self, start: int, until: int) -> int:
        """Return ``start``, moved behind a dateline that lies between it and ``until``."""
        return max([start] + [end for _, end in self._datelines if start < end <= until])

    def place(self, token: Token) -> Any | None:
        """Return the place mentioned at a token, if any."""
        return self._places.get(token.i)

    def quantities_of(self, token: Token) -> list[Any]:
        """Return the quantities whose counted noun (or number) is this token."""
        return self._quantities.get(token.i, [])

    def arguments(self, token: Token) -> Arguments:
        """Return the deep places around an event word."""
        found = self._arguments.get(token.i)
        if found is None:
            found = self._arguments[token.i] = arguments(token)
        return found

    def classes(self, token: Token) -> frozenset[str]:
        """Return the classes of the thing a token names: by its noun, and by the actor or place it is."""
        found = self._classes.get(token.i)
        if found is None:
            found = self._classes[token.i] = frozenset(self._class_names(token))
        return found

    def _class_names(self, token: Token) -> set[str]:
        names = set(classes_of(token.lemma_.lower()))
        if token.pos_ == "NUM" or token.lemma_.lower() in HOLDERS:
            names.add("figure")
            for child in token.children:
                if child.dep_ == "prep" and child.lower_ in ("of", "among"):
                    names.update(*(self.classes(c) for c in child.children if c.dep_ == "pobj" and c.i > token.i))
        actor = self.actor_headed(token)
        if actor is not None:
            names.add("actor")
            sector = actor.mention.sector
            if sector in ARMED:
                names.add("armed")
                if sector != "SPY":
                    names.add("troops" if sector in ("MIL", "REB", "PRM", "UAF") else "police")
            if sector in STATE or (sector is None and actor.mention.country):
                names.add("state")
            if sector in PEOPLE:
                names.add("people")
            if sector == "GOV" and token.ent_type_ == "PERSON":
                names.add("official")
            if sector == "GOV":
                names.add("government")
            if sector == "IGO":
                names.add("alliance")
        elif "troops" in names:
            names.add("armed")
        if token.tag_ == "NNS" and self.has_number(token):
            names.add("counted")
        if token.ent_type_ == "PERSON" or token.lower_ in PERSONAL - IMPERSONAL:
            names.add("people")
        if token.ent_type_ in ("PERSON", "ORG", "GPE", "NORP") or (token.pos_ == "PROPN" and not token.ent_type_):
            names.add("actor")
        if self.place(token) is not None or token.ent_type_ in ("GPE", "LOC", "FAC"):
            names.add("place")
        return names

    def has_number(self, token: Token) -> bool:
        """Say whether a noun is counted."""
        return bool(self.quantities_of(token)) or any(
            c.dep_ in ("nummod", "quantmod") or c.like_num for c in token.lefts
        )
