"""Which quantities a claim carries: those of its clause that its type can count."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import msgspec
from spacy.tokens import Doc, Token

from whosays.claims.clauses import is_saying
from whosays.claims.counting import destroying_verbs, noun_kind
from whosays.claims.quantities import FoundQuantity
from whosays.reading.syntax import text_of
from whosays.record import Quantity, Type
from whosays.vocab.words import read_words

HARMS = {"killed", "wounded", "captured", "missing", "displaced", "casualties"}
_LOST = {"destroy", "damage", "sink", "wreck", "demolish", "down", "disable", "raze", "obliterate"}
_ABDUCT = {"abduct", "abduction", "kidnap", "kidnapping", "hostage", "seize", "take", "hold", "snatch", "capture"}
_FLIGHT = {"cross", "arrive", "leave", "escape", "pour", "stream", "exodus", "flee", "flight", "set", "reach", "seek"}
# "The two sides", "the four mediating states": the parties themselves, not a count of anything.
_PARTIES = {
    "side", "country", "nation", "state", "government", "party", "leader", "army", "bloc", "ally", "power", "neighbour",
    "neighbor", "capital", "minister", "president", "group", "faction", "official",
}  # fmt: skip
_PLACE_OFFSET = re.compile(
    r"\s?(?:[a-z]+\s)?(?:to the\s)?(?:north|south|east|west|from|away|off|outside|inside|deep|below|above|further|long"
    r"|wide|along|behind|beyond|offshore|inland|upstream|downstream)",
    re.IGNORECASE,
)
_ASIDE = {"aboard", "outside", "near", "around", "at", "under", "like", "unlike", "despite", "beside"}


@lru_cache(maxsize=1)
def _kinds() -> frozenset[tuple[str, str]]:
    return frozenset((row["type"], row["of"]) for row in read_words("claim_quantities"))


def quantities_of(
    doc: Doc,
    found: Sequence[FoundQuantity],
    trigger: tuple[int, int],
    evidence: tuple[int, int],
    type: Type,
) -> tuple[Quantity, ...]:
    """Return the quantities of a claim, in text order.

    ``found`` are those of the whole report, ``trigger`` and ``evidence`` stretches of characters. A figure belongs to
    the claim if it stands in its evidence, is of a kind that the claim's type counts, and is neither the size of a
    party ("the two sides"), nor a speaker ("two officials said"), nor part of a place ("40 km to the north").
    """
    span = doc.char_span(*trigger, alignment_mode="expand")
    word = span.root if span is not None else None
    if word is None:
        return ()
    inside = [q for q in found if evidence[0] <= q.quantity.start and q.quantity.end <= evidence[1]]
    counted = any(q.head == word.i for q in inside)
    chosen = []
    for quantity in inside:
        if _is_whole(doc, quantity, inside) or (counted and doc[quantity.head] in word.conjuncts):
            continue
        kept = _kept(doc, quantity, word, type)
        if kept is not None:
            chosen.append(kept)
    return tuple(chosen)


_SHARE_OF = re.compile(
    r"\b(?:first|last|second|third|largest|half|most|none|any|each)\sof\s[^.;,]{0,30}$", re.IGNORECASE
)


def _is_whole(doc: Doc, quantity: FoundQuantity, inside: Sequence[FoundQuantity]) -> bool:
    """Return whether a figure only sizes what another is a part of ("three of the yard's seven cranes")."""
    if any(q.head == quantity.head and q.quantity.start < quantity.quantity.start for q in inside):
        return True
    return _SHARE_OF.search(text_of(doc)[max(0, quantity.quantity.start - 50) : quantity.quantity.start]) is not None


def _kept(doc: Doc, found: FoundQuantity, trigger: Token, type: Type) -> Quantity | None:
    quantity, head = found.quantity, doc[found.head]
    if (type, quantity.of) not in _kinds():
        return None
    if _is_party(doc, quantity, head) or _is_speaker(head):
        return None
    if quantity.of == "distance" and _PLACE_OFFSET.match(text_of(doc), _unit_end(doc, quantity)) and type != "RETREAT":
        return None
    if quantity.of == "money" and _describes(doc, quantity):
        return None
    if head != trigger and quantity.of not in HARMS and _is_aside(head, trigger):
        return None
    if type == "LOSSES":
        return _lost(quantity, doc[found.governor], head, trigger)
    if type == "ASSAULT":
        return _of_assault(quantity, found, doc, trigger)
    return quantity


def _unit_end(doc: Doc, quantity: Quantity) -> int:
    match = re.match(r"[-\s]?[A-Za-z]+", text_of(doc)[quantity.end : quantity.end + 20])
    return quantity.end + (match.end() if match else 0)


def _is_party(doc: Doc, quantity: Quantity, head: Token) -> bool:
    before = text_of(doc)[max(0, quantity.start - 8) : quantity.start].lower()
    if head.lemma_.lower() == "side":
        return True
    return head.lemma_.lower() in _PARTIES and re.search(r"\b(?:the|these|those|both|its|all)\s$", before) is not None


def _is_speaker(head: Token) -> bool:
    if head.dep_ in ("nsubj", "nsubjpass") and is_saying(head.head):
        kind = noun_kind(head.text, head.lemma_)
        return kind is not None and kind[1]
    to = head.head
    return bool(head.dep_ == "pobj" and to.lower_ == "to" and to.head.lower_ == "according")


def _describes(doc: Doc, quantity: Quantity) -> bool:
    """Return whether a sum only describes the thing after it ("a $90 million base")."""
    return re.match(
        r"\s(?!in\b|of\b|to\b|worth\b|for\b|and\b|from\b|a\b)[a-z]+\s[a-z]+",
        text_of(doc)[quantity.end : quantity.end + 40],
    ) is not None and (
        re.search(r"\b(?:a|an|the)\s$", text_of(doc)[max(0, quantity.start - 4) : quantity.start]) is not None
    )


def _is_aside(head: Token, trigger: Token) -> bool:
    """Return whether a counted thing hangs from a preposition that only tells where ("aboard seven ferries")."""
    current = head
    for _ in range(6):
        if current == trigger or current.head == current:
            return False
        if current.dep_ == "prep" and current.lower_ in _ASIDE and not is_saying(current.head):
            return True
        current = current.head
    return False


def _lost(quantity: Quantity, governor: Token, head: Token, trigger: Token) -> Quantity | None:
    if quantity.of in HARMS:
        return quantity
    kind = noun_kind(quantity.unit, head.lemma_) if quantity.unit else None
    if quantity.unit is None:
        return quantity if governor.lemma_.lower() in destroying_verbs() else None
    if kind is not None and kind[1]:
        fled = trigger.lemma_.lower() in _FLIGHT and quantity.of == "other"
        return msgspec.structs.replace(quantity, of="displaced") if fled else None
    if trigger.pos_ == "VERB" and governor.pos_ == "VERB" and governor != trigger:
        joined = governor in trigger.conjuncts or trigger.is_ancestor(governor)
        if not joined and not governor.is_ancestor(head):
            return None
        if not joined and governor.lemma_ != trigger.lemma_ and trigger.dep_ in ("advcl", "relcl"):
            return None
    return quantity if head == trigger or not _hangs_beside(head, trigger) else None


_OBJECT_PREPOSITIONS = {"of", "including", "from", "to", "by", "on", "with", "plus", "against", "addition"}


def _hangs_beside(head: Token, trigger: Token) -> bool:
    """Return whether a counted thing is no party of the loss ("in one case", "in 12 attacks that killed …")."""
    if head.is_ancestor(trigger) and head.dep_ != "conj" and not any(c.dep_ == "acl" for c in head.children):
        return True
    current = head
    for _ in range(6):
        if current == trigger or current.head == current:
            return False
        if current.dep_ == "prep" and current.lower_ not in _OBJECT_PREPOSITIONS and current.head == trigger:
            return True
        current = current.head
    return False


def _of_assault(quantity: Quantity, found: FoundQuantity, doc: Doc, trigger: Token) -> Quantity | None:
    governor = doc[found.governor]
    if quantity.of == "captured":
        return quantity if trigger.lemma_.lower() in _ABDUCT or governor.lemma_.lower() in _ABDUCT else None
    if quantity.of == "casualties":
        return quantity if governor == trigger or (found.harm is not None and found.harm == trigger.i) else None
    destroyed = governor.lemma_.lower() in _LOST and doc[found.head].dep_ in ("dobj", "nsubjpass", "conj")
    return None if destroyed else quantity
