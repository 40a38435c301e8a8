"""Whose a word is: the party that a noun names, counts, or belongs to."""

from __future__ import annotations

from spacy.tokens import Token

from whosays.claims.grammar import noun_owner
from whosays.claims.lemmas import lemma_of
from whosays.claims.scene import ARMED, HOLDERS, Scene
from whosays.vocab.triggers import senses_by_first_word

PERSONLIKE = frozenset(
    "people troops armed actor official captives victims protester reporter worker police state institution".split()
)
# What acts only as somebody's means: its owner is the party.
MEANS = frozenset(
    "weapon attack equipment decision proposal talk agreement claim policy demand aid restriction".split()
)
DOERS = ("er", "or", "ist", "man", "men", "ant", "ian", "able", "ables", "ite", "ero", "ista", "istas", "eros")
OF = ("of", "among")
OWNING = ("of", "by", "on", "against", "from", "in")
# Bodies of force that a bare noun names as an owner ("an army offensive").
BODIES = frozenset("army military police navy gendarmerie government junta coalition".split())
KINDS_OF_ACT = frozenset(("terrorist", "terror", "criminal", "suicide"))
# Where an owner told by one of these words is only whom a thing concerns, unless that thing lies with him.
ABOUT = ("in", "on", "against", "with")
PLACED = frozenset("facility territory position home property people armed troops institution".split())
ACTS = frozenset(("ASSAULT", "COERCE", "CONTROL"))
DOING = ("by", "from")
# What two have between them: whoever stands after "with" is the other side.
PACTS = frozenset("agreement treaty truce accord talk relations alliance meeting trade".split())
# What makes the holder of ground or goods its owner ("a rebel-held town").
HELD = frozenset("held controlled occupied run owned operated seized administered flagged".split())
SPOKEN = frozenset(("resolution", "claim", "investigation", "demand", "order", "law", "call"))


def party_at(scene: Scene, token: Token, place: str) -> Token | None:
    """Return the token that names the party standing at ``token``: itself, what it counts, or whose it is."""
    if token.lemma_.lower() in HOLDERS:
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ in OF:
                inner = next((c for c in child.children if c.dep_ == "pobj"), None)
                if inner is not None:
                    return party_at(scene, inner, place)
    if scene.actor_headed(token) is not None:
        return token
    holder = _holder(scene, token)
    if holder is not None:
        return holder
    classes = scene.classes(token)
    if classes & PERSONLIKE and (not classes & MEANS or "troops" in classes):
        return token
    owner = owner_of(scene, token)
    if owner is not None:
        return owner
    if place == "subject" and classes & SPOKEN:
        behind = [one for one in noun_owner(token) if not scene.in_dateline(one)]
        if behind and behind[0].i != token.i:
            return party_at(scene, behind[0], "owner")
    if place == "subject" and token.pos_ == "NOUN" and len(classes) == 1 and _names_a_doer(token):
        return token
    return token if classes & PERSONLIKE else None


def _names_a_doer(token: Token) -> bool:
    """Say whether a noun that no table knows is made as names of doers are ("the extraditables", "a trafficker")."""
    return bool(token.lemma_.lower().endswith(DOERS))


def owner_of(scene: Scene, token: Token) -> Token | None:
    """Return whose a thing is: its possessor, its adjective of nation, who holds it, or what "of" and "by" name."""
    for child in token.children:
        if child.dep_ in ("poss", "compound", "amod", "nmod") and is_owner(scene, child):
            return child
    holder = _holder(scene, token)
    if holder is not None:
        return holder
    owning = DOING if is_act(token) else OWNING
    if scene.classes(token) & PACTS:
        owning = ("with", *owning)
    for child in token.children:
        if (child.dep_ == "prep" and child.lower_ in owning) or (child.dep_ == "acl" and child.tag_ == "VBN"):
            for inner in child.children:
                if inner.dep_ == "agent":
                    inner = next((c for c in inner.children if c.dep_ == "pobj"), inner)
                if inner.dep_ == "pobj":
                    if _is_actor(scene, inner):
                        return inner
                    if scene.classes(inner) & MEANS:
                        return owner_of(scene, inner)
    return None


def is_act(noun: Token) -> bool:
    """Say whether a noun names an act, so that "of" and "on" after it tell whom it struck and only "by" who did it."""
    senses = senses_by_first_word().get(("noun", lemma_of(noun)), ())
    return any(len(sense.words) == 1 and sense.type in ACTS for sense in senses)


def names_its_party(scene: Scene, noun: Token, party: Token) -> bool:
    """Say whether a noun is told of as its party's own ("the rebels' base"), not as its affair ("a truce in Chad")."""
    if not noun.is_ancestor(party):
        return False
    child = party
    while child.head != noun:
        child = child.head
    if child.dep_ in ("acl", "relcl"):
        return False
    return child.lower_ not in ABOUT or bool(scene.classes(noun) & PLACED)


def _holder(scene: Scene, ground: Token) -> Token | None:
    """Return who holds a piece of ground or goods by a word like "rebel-held" before it."""
    for modifier in ground.children:
        if modifier.dep_ == "amod" and modifier.lower_ in HELD:
            return next((c for c in modifier.children if c.i < modifier.i and scene.actor(c) is not None), None)
    return None


def is_owner(scene: Scene, token: Token) -> bool:
    """Say whether a modifier of a noun names somebody that the noun belongs to."""
    if token.dep_ == "poss":
        return token.pos_ != "PRON" and _is_actor(scene, token)
    actor = scene.actor(token)
    if actor is not None and token.pos_ == "NOUN":
        lemma = token.lemma_.lower()
        known = lemma in BODIES or (actor.kind in ("group", "people", "member") and lemma not in KINDS_OF_ACT)
        return known and actor.mention.sector in ARMED | {"GOV"}  # "rebel vehicles"; "artillery positions" are nobody's
    return token.ent_type_ in ("GPE", "NORP", "ORG", "PERSON") or (actor is not None and token.pos_ in ("PROPN", "ADJ"))


def _is_actor(scene: Scene, token: Token) -> bool:
    if scene.actor(token) is None and scene.place(token) is not None:
        return False  # the port of a town is not the town's, as the base of a brigade is the brigade's
    return scene.actor(token) is not None or bool({"actor", "institution"} & scene.classes(token))
