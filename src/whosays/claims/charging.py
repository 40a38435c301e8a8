"""Whose act an accusation says it was: "blamed the rebels for the attack", "the murder was attributed to them".

The words stand in ``vocab/charges.csv``: where the accused and the act stand around each. Who is accused becomes the
doer of the act, and the accuser its source, or an unnamed source by the accusing word where none is named: an
accusation is two claims, that of accusing and that of the act, which is the accuser's (GUIDELINES 1).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, cast

from spacy.tokens import Token

from whosays.claims.grammar import negated, noun_owner, surface_subjects
from whosays.claims.lemmas import lemma_of
from whosays.claims.owners import party_at
from whosays.claims.scene import Scene
from whosays.claims.typing import Typed
from whosays.record import Certainty
from whosays.vocab.words import read_words

# Acts that somebody can be accused of.
ACTS = frozenset(("ASSAULT", "COERCE"))
OBJECTS = frozenset(("dobj", "nsubjpass"))
REACH = 4  # words above an accusing word that may undo it ("dropped charges against an officer accused of …")
NOBODY = frozenset(("those", "who", "whoever", "anyone", "someone", "somebody", "nobody", "it", "this", "that"))
# Verbs by which somebody takes an act upon himself; "claim responsibility" is an event word of its own.
OWNING_UP = frozenset("accept acknowledge admit assume bear take".split())


class _Row(NamedTuple):
    """A row of the table: where the accused and the act stand, how sure the word is, and who accuses by it.

    ``owner`` is empty where the subject of the verb accuses, "plain" where nobody does ("the men involved in the
    raid"), and "self" where the accused himself speaks ("accepted responsibility for the raid").
    """

    accused: str
    act: str
    certainty: Certainty
    owner: str


@dataclass(frozen=True, slots=True)
class Charge:
    """An accusation: its word, whom it accuses, who accuses (empty: nobody named), and how sure its word alone is.

    ``is_plain``: nobody accuses, whoever tells it tells it.
    """

    word: Token
    accused: tuple[Token, ...]
    accusers: tuple[Token, ...]
    certainty: Certainty
    is_plain: bool


@lru_cache(maxsize=1)
def _table() -> dict[str, tuple[_Row, ...]]:
    table: dict[str, list[_Row]] = defaultdict(list)
    for row in read_words("charges"):
        certainty = cast(Certainty, row["certainty"] or "certain")
        table[row["word"]].append(_Row(row["accused"], row["act"], certainty, row["owner"]))
    return {word: tuple(rows) for word, rows in table.items()}


def charge_of(scene: Scene, typed: Typed) -> Charge | None:
    """Return the accusation in which an act is named, by a noun or by "of", "for" and a verb, if there is one."""
    act = typed.found.head
    if typed.type not in ACTS or (typed.found.sense.pos != "noun" and act.dep_ != "pcomp"):
        return None
    word, place = _governor(act)
    if word is None or negated(word) or _is_undone(word):
        return None
    for row in (row for row in _table().get(lemma_of(word), ()) if row.act == place):
        standing = _standing(scene, word, row.accused)
        named = tuple(t for t in standing if t.lower_ not in NOBODY and t.i != act.i and not _is_none(t))
        if not named:
            continue
        if row.owner == "plain" and (outer := _outer(word)) is not None:
            word, row = outer  # "charged with participating in the raid" is the charge of whoever charges
        accusers = named if row.owner == "self" else tuple(_accusers(scene, word, row))
        return Charge(word, named, accusers, row.certainty, row.owner == "plain" and not accusers)
    return None


def _outer(word: Token) -> tuple[Token, _Row] | None:
    """Return the accusing word of which another one's act is the content, with its row."""
    over, place = _governor(word)
    rows = _table().get(lemma_of(over), ()) if over is not None else ()
    row = next((row for row in rows if row.act == place and row.owner != "plain"), None)
    return (over, row) if over is not None and row is not None else None


def _governor(act: Token) -> tuple[Token | None, str]:
    """Return the word that governs an act and the place where the act stands: ``object`` or a preposition."""
    while act.dep_ == "conj" and act.head.pos_ == act.pos_:
        act = act.head
    if act.dep_ in OBJECTS:
        return act.head, "object"
    if act.dep_ not in ("pobj", "pcomp"):
        return None, ""
    preposition = act.head
    over = preposition.head
    if over.pos_ in ("NOUN", "PROPN") and over.dep_ in OBJECTS and lemma_of(over) != "responsibility":
        over = over.head  # "blamed the rebels for": the parser hangs the preposition from either
    return over, preposition.lower_


def is_charge_of(preposition: Token) -> bool:
    """Say whether "of" after the accused tells of what: "accused two officers | of the murder"."""
    verb = preposition.head.head
    return preposition.head.dep_ in OBJECTS and any(
        (row.accused, row.act) == ("object", preposition.lower_) for row in _table().get(lemma_of(verb), ())
    )


def _standing(scene: Scene, word: Token, place: str) -> list[Token]:
    """Return the parties that stand at the place of the accused."""
    if place == "owner":
        found = noun_owner(word) if lemma_of(word.head) in OWNING_UP else []
    elif place != "subject" or word.pos_ == "VERB":
        found = scene.arguments(word).at(place)
    elif holding := _holding(word):
        found = [c for c in word.children if c.dep_ == "nsubj"] or scene.arguments(holding).object
    elif word.pos_ == "ADJ" and word.dep_ == "amod" and word.head.i < word.i:
        found = [word.head]
    else:
        found = surface_subjects(word.head if word.dep_ in ("acomp", "oprd") else word)
    parties = (party_at(scene, token, "subject") for token in found)
    return [token for token in parties if token is not None]


def _holding(word: Token) -> Token | None:
    """Return the verb of "hold them responsible", wherever the parser hangs the adjective."""
    return next((t for t in (word.head, word.head.head) if lemma_of(t) == "hold"), None)


def _accusers(scene: Scene, word: Token, row: _Row) -> list[Token]:
    verb = _holding(word) if row.owner == "plain" else word
    if verb is None:
        return []
    return [t for t in scene.arguments(verb).subject if t.lower_ not in NOBODY or _is_known(scene, t)]


def _undone(how: str) -> frozenset[str]:
    return frozenset(row["word"] for row in read_words("charges_undone") if row["how"] == how)


def _is_none(party: Token) -> bool:
    """Say whether words name none of them: "no suspect", "no one", "few analysts"."""
    return party.lower_ in _undone("nobody") or any(c.lower_ in _undone("nobody") for c in party.children)


def _is_undone(word: Token) -> bool:
    """Say whether an accusation is told as none: "nothing to link", "wrongly accused", "dropped charges against"."""
    if any(c.lemma_.lower() in _undone("manner") for c in word.children):
        return True
    if any(c.dep_ in ("nsubj", "nsubjpass") and _is_none(c) for c in word.children):
        return True
    over = list(word.ancestors)[:REACH]
    return any(_is_none(above) or lemma_of(above) in _undone("governor") for above in over)


def _is_known(scene: Scene, token: Token) -> bool:
    """Say whether "it" is known to stand for somebody ("whom it accused of the raid")."""
    actor = scene.actor(token)
    return token.lower_ == "it" and actor is not None and actor.mention.entity is not None
