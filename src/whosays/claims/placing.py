"""Which places a claim has, and in which role: those of its clause, and that of the happening it belongs to."""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec
from spacy.tokens import Token

from whosays.claims.clauses import clause_of_token
from whosays.claims.pointing import COARSE, Spots, place_nouns
from whosays.claims.scene import ARMED, Scene
from whosays.claims.typing import Typed
from whosays.record import Place, PlaceRole
from whosays.vocab.words import read_words

# Types that speak of a place rather than happen there.
SPOKEN = frozenset(("REQUEST", "THREATEN", "ACCUSE", "REJECT", "AGREE", "SUPPORT", "CONCEDE", "SANCTION"))
# Types whose object is where they happen ("took the village", "shelled the town").
TAKING = frozenset(("CONTROL", "ASSAULT", "COERCE", "PROTEST"))
# Types whose bearers are where it happens, unless the words say otherwise.
STRIKING = frozenset(("ASSAULT", "LOSSES"))
# Units and bearings in which places are measured from places.
MEASURES = frozenset(
    "km kilometer kilometre mile meter metre north south east west northeast northwest southeast southwest".split()
)

# What stands between a place and where it lies ("Al-Shifa hospital in Gaza").
LYING = re.compile(r"(?: [a-z]+)?,? (?:in|near|outside) (?:the )?")
# Where a name stands as a place.
STANDING = frozenset(("in", "at", "near", "inside", "outside", "around", "into", "from"))
# Types that a seat of government gives orders for.
ORDERED = frozenset(("COERCE", "MOBILIZE", "AID", "CONSULT", "COOPERATE", "RETREAT"))
# Fights that are for a place, what an attack is to do with one, and verbs that only say that something happened.
CONTESTS = frozenset("battle fight fighting struggle war clash race".split())
AIMS = frozenset("take retake seize capture recapture bring reach secure clear storm encircle liberate enter".split())
HAPPENING = frozenset(
    "take happen occur begin start unfold continue hold carry commit perpetrate stage conduct launch".split()
)
# What a country can have, wherever it is.
WHOSE = frozenset("people troops armed official institution state worker police reporter weapon equipment".split())


@lru_cache(maxsize=1)
def _roles() -> dict[str, str]:
    return {row["preposition"]: row["role"] for row in read_words("place_roles")}


def places_of(
    scene: Scene, spots: Spots, typed: Typed, evidence: tuple[int, int], parties: set[int], heads: frozenset[int]
) -> list[Place]:
    """Return the places that a claim's clause gives it, with their roles.

    Args:
        parties: tokens that name the claim's parties, which are no places here unless they stand where one stands.
        heads: heads of all event words; a place that hangs from another event is not this one's.
    """
    found: list[tuple[Token, Place]] = []
    beneath: list[tuple[Token, Place]] = []
    own = {typed.found.head.i, *typed.found.words, *(m.found.head.i for m in typed.also)}
    for index, place in spots.at.items():
        token = scene.doc[index]
        if index in typed.found.words or (index in parties and typed.type not in TAKING and not _in_place(token)):
            continue
        if not (evidence[0] <= place.start and place.end <= evidence[1]):
            if _is_told_of(token, typed):
                found.append((token, msgspec.structs.replace(place, role="at")))
            continue
        if place.name is None and scene.actor_headed(token) is not None:
            continue
        if _is_seat(scene, token, typed, own) or _is_whose(scene, token, place, own):
            continue
        role = _role(token, typed, own, heads)
        if role is not None:
            found.append((token, msgspec.structs.replace(place, role=role)))
        elif typed.type in STRIKING and place.precision != "country" and _is_of_victim(token, own):
            beneath.append((token, msgspec.structs.replace(place, role="at")))
    found = found or beneath
    given = [place for token, place in found if len(found) == 1 or not _is_measure(token)]
    return [place for place in given if not _is_outer(scene, place, given)]


def _in_place(token: Token) -> bool:
    """Say whether a name stands where places stand, so that it is one, whoever is named by it elsewhere."""
    return token.dep_ == "pobj" and token.head.lower_ in STANDING


def _is_told_of(token: Token, typed: Typed) -> bool:
    """Say whether the event's clause is about a place ("the town, which they took", "a valley where nine died")."""
    clause = clause_of_token(typed.found.head)
    while clause.dep_ in ("conj", "xcomp") and clause.head.pos_ == "VERB":
        clause = clause.head
    if clause.dep_ != "relcl" or token not in (clause.head, *clause.head.children):
        return False
    if token != clause.head and token.dep_ not in ("compound", "nmod"):
        return False
    for word in clause.subtree:
        if word.tag_ == "WRB" and word.lower_ == "where":
            return True
        if word.tag_ == "WDT" and typed.type in TAKING:
            behind = word.dep_ == "pobj" and word.head.lower_ in ("in", "of", "at")
            return behind or word.dep_ in ("dobj", "nsubjpass")
    return False


def _is_of_victim(token: Token, own: set[int]) -> bool:
    """Say whether a place stands in a clause about whom an act hits ("struck crowds waiting to cross the Jordan")."""
    for _ in range(8):
        if token.head == token:
            return False
        if token.dep_ in ("acl", "relcl"):
            victim = token.head
            return victim.dep_ in ("dobj", "nsubjpass", "pobj") and bool({victim.head.i, victim.head.head.i} & own)
        token = token.head
    return False


def _is_measure(token: Token) -> bool:
    """Say whether a place only tells how far off another is ("70 km from Bukavu", "south of Minova")."""
    above = token.head.head
    return token.dep_ == "pobj" and token.head.lower_ in ("from", "of") and above.lemma_.lower() in MEASURES


def _is_seat(scene: Scene, token: Token, typed: Typed, own: set[int]) -> bool:
    """Say whether a place is where the doer sits ("the government in Aden denounced the raid"), not where it acts."""
    while token.dep_ == "conj" and token.head.i < token.i:
        token = token.head
    subject = token.head.head
    if token.dep_ != "pobj" or token.head.lower_ not in ("in", "at", "from"):
        return False
    actor = scene.actor_headed(subject)
    if actor is not None and actor.mention.sector in ARMED:
        return False
    seated = {"state", "official", "institution"} if typed.type in SPOKEN | ORDERED else {"official", "institution"}
    return bool(scene.classes(subject) & seated) and subject.dep_ in ("nsubj", "conj") and subject.head.i in own


def _is_whose(scene: Scene, token: Token, place: Place, own: set[int]) -> bool:
    """Say whether a country only says whose something is ("U.S. soldiers", "embassies of China", "men from Chad")."""
    while token.dep_ == "conj" and token.head != token:
        token = token.head
    if place.precision != "country" or token.head.i in own:
        return False
    if token.dep_ in ("compound", "amod", "nmod", "poss"):
        return token.head.lemma_.lower() not in place_nouns() and scene.place(token.head) is None
    owner = token.head.head
    if (
        token.dep_ != "pobj"
        or token.head.lower_ not in ("of", "to", "from", "between")
        or owner.i in own
        or owner.pos_ not in ("NOUN", "PROPN")
    ):
        return False
    return token.head.lower_ == "between" or bool(scene.classes(owner) & WHOSE)


def _role(token: Token, typed: Typed, own: set[int], heads: frozenset[int]) -> PlaceRole | None:
    """Climb from a place to the event word; the first preposition or place in the clause on the way gives the role."""
    role: str | None = None
    for _ in range(10):
        head = token.head
        if head == token:
            break
        if token.dep_ == "pobj":
            contest = head.lower_ == "for" and head.head.pos_ == "NOUN" and head.head.lemma_ in CONTESTS
            name = "at" if contest else _roles().get(head.lower_)
            if role is None and name != "inner":
                role = name or "none"
        elif token.i not in own and role is None:
            role = _by_relation(token, typed, own)
        if head.i in own or head.is_ancestor(typed.found.head):
            if (
                role is None
                and head.i in own
                and token.dep_ in ("pobj", "prep", "npadvmod", "compound", "appos", "nmod")
            ):
                role = "at"
            break
        if head.i in heads or (role not in (None, "from") and _tells_another(head)):
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


def _by_relation(token: Token, typed: Typed, own: set[int]) -> str | None:
    """Return the role of a place that stands behind no preposition."""
    head = token.head
    if token.dep_ in ("dobj", "nsubjpass") and head.i in own:
        return "at" if typed.type in TAKING else None
    if token.dep_ == "dobj" and head.lemma_ in AIMS and head.dep_ in ("acl", "advcl", "xcomp"):
        return (
            "at" if typed.type in TAKING and (head.head.i in own or head.head.is_ancestor(typed.found.head)) else None
        )
    if token.dep_ == "nsubj":
        return "at" if head.i in own and typed.found.sense.frame == "fall" else "none"
    return "at" if token.dep_ == "advmod" else None


def _tells_another(verb: Token) -> bool:
    """Say whether a verb on the way up tells a happening of its own, to which the place below it belongs."""
    return verb.pos_ == "VERB" and verb.dep_ in ("relcl", "acl", "advcl", "ccomp") and verb.lemma_ not in HAPPENING


def _is_outer(scene: Scene, place: Place, others: list[Place]) -> bool:
    """Say whether a place only says where a more specific neighbour lies ("Palmyra, Syria", "a bridge near Aden")."""
    for other in others:
        if other is place or (other.country != place.country and other.country is not None):
            continue
        rank = [COARSE.index(p.precision) if p.precision in COARSE else len(COARSE) for p in (place, other)]
        near = -2 <= place.start - other.end <= 25 or -2 <= other.start - place.end <= 3
        if near and rank[0] < rank[1]:
            return True
        if rank[0] <= rank[1] and LYING.fullmatch(scene.text, other.end, max(other.end, place.start)):
            return True
    return False
