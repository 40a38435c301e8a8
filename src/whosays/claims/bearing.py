"""Whom or what an act can fall on: parties, and things that are somebody's or at least something."""

from __future__ import annotations

from spacy.tokens import Token

from whosays.claims.lemmas import lemma_of
from whosays.claims.owners import owner_of
from whosays.claims.pointing import place_nouns
from whosays.claims.scene import ARMED, PERSONAL, Scene
from whosays.claims.triggering import SELVES
from whosays.claims.typing import Typed

# Types whose place in the recipient's stead is where they happen, and nobody (GUIDELINES).
PLACED = frozenset(("ASSAULT", "COERCE", "CONTROL"))
FORCE = frozenset(("ASSAULT", "LOSSES", "COERCE", "CONTROL"))
# Types that judge an act: "it" after them is what was done.
JUDGING = frozenset(("ACCUSE", "SUPPORT", "REJECT", "REQUEST"))
# What is no thing that an act could hit: acts, and words about them.
ACTS = frozenset("attack claim decision proposal talk agreement demand aid restriction".split())
# Words that say no more than that something was hit.
ANYTHING = frozenset("target site objective location area spot zone part thing".split())
# What may bear an act of a verb that is mostly said of weapons ("launched", "dropped").
BORNE = frozenset("people troops armed official state police".split())
# Verbs whose object is the means, if it is a weapon.
USING = frozenset("fire launch use employ deliver drop throw lob hurl plant detonate".split())
CORE = frozenset(("nsubj", "nsubjpass", "dobj", "ROOT"))
# Kinds of nouns that point at a place; a port or an embassy is a thing that can be struck.
POINTED = frozenset(("town", "region", "country", "capital", "last", "ground"))


def bears_nothing(scene: Scene, typed: Typed, token: Token, place: str) -> bool:
    """Say whether a word in a recipient's place is nobody: a place, a state of affairs, "it" that was an act."""
    if token.lower_ in SELVES:
        return True
    if typed.type in PLACED and scene.actor(token) is None and is_where(scene, token):
        return loser_of(scene, token) is None
    wielded = place == "object" and typed.type in FORCE and lemma_of(typed.found.head) in USING
    if wielded and not scene.classes(token) & BORNE:
        return True
    if token.lemma_.lower() == "state" and any(c.lower_ == "of" for c in token.children):
        return True
    if token.i in typed.found.words and "weapon" in scene.classes(token):
        return True
    if typed.type == "LOSSES" and typed.mode == "destroyed" and token.pos_ in ("PRON", "NUM", "ADJ"):
        return True  # "it was shot down", "they brought down six": a drone is nobody
    if _their_own_leave(scene, typed, token):
        return True
    return token.lower_ in ("it", "them", "this", "that") and _means_a_thing(scene, typed, token)


# Verbs whose subject bears the loss that their object names.
SUFFERING = frozenset("suffer sustain take incur lose have endure bear absorb".split())
# Those who act rather than suffer where an act is told as theirs ("the militia's killings").
BODIES = frozenset(("country", "seat", "group", "organisation", "force", "adjective"))


def befell(scene: Scene, typed: Typed, owner: Token, frame: dict[str, str]) -> bool:
    """Say whether whose an act is bore it: "the bishop's murder", "the Duarte kidnapping"."""
    if "owner" not in frame or typed.found.args.object or typed.found.args.at("by"):
        return False
    first = owner
    while first.dep_ == "conj":
        first = first.head
    named = first.dep_ == "compound" and owner.ent_type_ == "PERSON"
    if not named and (first.dep_ != "poss" or owner.pos_ == "PRON"):
        return False
    actor = scene.actor(owner)
    if actor is None:
        return named or bool(scene.classes(owner) & {"people", "official"})
    return actor.mention.sector not in ARMED and actor.kind not in BODIES


def part_in_loss(scene: Scene, typed: Typed, token: Token) -> str | None:
    """Return which part whoever stands before a loss has in it: he bore it, or he did it, or he only tells of it."""
    head = typed.found.head
    while head.dep_ == "compound" and head.head.pos_ == "NOUN":
        head = head.head  # "casualty figures"
    if not head.is_ancestor(token):
        return "recipient" if lemma_of(head.head) in SUFFERING else "actor"
    if token.head.lower_ == "by":
        return "actor"
    actor = scene.actor(token)
    # "The ministry's toll" is what it counts.
    counts = actor is not None and actor.mention.sector not in ARMED and actor.kind not in BODIES - {"organisation"}
    return None if counts and lemma_of(head) == "toll" else "recipient"


def _their_own_leave(scene: Scene, typed: Typed, token: Token) -> bool:
    """Say whether troops are only those that their own side takes away ("pulled its last men out")."""
    owned = any(c.dep_ == "poss" and c.lower_ in PERSONAL for c in token.children)
    return (
        typed.type == "RETREAT" and owned and (typed.found.sense.frame == "leave" or "troops" in scene.classes(token))
    )


def loser_of(scene: Scene, ground: Token) -> Token | None:
    """Return the armed party whose ground or post a word names ("the headquarters of the 2nd Division")."""
    owner = owner_of(scene, ground)
    actor = scene.actor(owner) if owner is not None else None
    return owner if actor is not None and actor.mention.sector in ARMED else None


def _means_a_thing(scene: Scene, typed: Typed, pronoun: Token) -> bool:
    """Say whether "it" or "them" more likely means an act told of since its supposed antecedent than a party."""
    actor = scene.actor(pronoun)
    if actor is None or (pronoun.lower_ != "them" and typed.type in JUDGING):
        return True
    plural = pronoun.lower_ == "them"
    for index in range(pronoun.i - 1, max(-1, pronoun.sent.start - 40), -1):
        token = scene.doc[index]
        other = scene.actor(token)
        if other is not None and other.mention.chain == actor.mention.chain:
            return False
        if (
            token.tag_ == ("NNS" if plural else "NN")
            and token.dep_ in CORE
            and scene.classes(token) & {"attack", "act"}
        ):
            return True
    return False


def things_struck(scene: Scene, typed: Typed, frame: dict[str, str]) -> list[Token]:
    """Return the things that bear an act of force ("blew up a bank"), unless they are the means or only a place."""
    args = typed.found.args
    borne = [t for n, t in args.prepositions if frame.get(n) == "recipient"]
    objects = args.object if frame.get("object") == "recipient" else []
    return [token for token in objects or borne[:1] if _may_be_struck(scene, typed, token)]


def _may_be_struck(scene: Scene, typed: Typed, token: Token) -> bool:
    if token.lower_ in PERSONAL or token.lemma_.lower() in ANYTHING or token.i in typed.found.words:
        return False
    if is_where(scene, token) or in_time(token):
        return False
    return not scene.classes(token) & (ACTS | {"weapon"})


def is_where(scene: Scene, token: Token) -> bool:
    """Say whether a word names or points at a place that is nobody ("the city", a town by name)."""
    named: bool = scene.place(token) is not None
    return named or place_nouns().get(token.lemma_.lower()) in POINTED


def in_time(token: Token) -> bool:
    """Say whether a word belongs to a date or an amount."""
    return token.ent_type_ in ("DATE", "TIME", "MONEY", "PERCENT", "CARDINAL")
