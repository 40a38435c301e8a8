"""Rolls of the dead and wounded: "the dead were identified as A, B and C", "among the injured are D and his driver".

The verb of such a sentence tells no act, and its noun ("the dead") no loss by itself; together they name who bore one.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from whosays.claims.grammar import NOMINAL, Arguments
from whosays.claims.scene import Scene
from whosays.claims.triggering import Found
from whosays.claims.typing import Typed
from whosays.vocab.triggers import Sense

# Who is named on a roll, and what befell him.
HARMED = {
    "dead": "killed", "killed": "killed", "fatality": "killed", "fatalities": "killed", "injured": "wounded",
    "wounded": "wounded", "hurt": "wounded", "victim": "casualties", "victims": "casualties",
}  # fmt: skip
NAMING = frozenset(("identify", "name"))
PEOPLE = frozenset(("people", "armed", "official"))
# Words that end a roll: what follows is told of those on it.
ENDS = frozenset("who whom whose which when where while after before in at from during because although but".split())
NO_NAMES = frozenset(("GPE", "LOC", "ORG", "FAC", "NORP", "DATE", "TIME", "CARDINAL"))


def with_rolls(scene: Scene, typed: list[Typed]) -> list[Typed]:
    """Return the event words of a report, those that open a roll with who is named on it, in text order."""
    rolls = {roll.found.head.i: roll for roll in _rolls(scene)}
    if not rolls:
        return typed
    kept = [one for one in typed if one.found.head.i not in rolls]
    return sorted([*kept, *rolls.values()], key=lambda one: one.found.start)


def _rolls(scene: Scene) -> Iterator[Typed]:
    for token in scene.doc:
        mode = HARMED.get(token.lower_)
        if mode is None:
            continue
        noun = token.head if token.dep_ == "amod" and "people" in scene.classes(token.head) else token
        if not any(c.dep_ == "det" and c.lower_ in ("the", "these", "those") for c in noun.children):
            continue
        named = _named(scene, noun)
        if named:
            sense = Sense((token.lower_,), "noun", "LOSSES", mode, "transitive", ())
            found = Found(token, (token.i,), sense, Arguments(object=named))
            yield Typed(found, "LOSSES", mode, f'who is named among "{noun.text}"')


def _named(scene: Scene, noun: Token) -> list[Token]:
    """Return who is said to be "the dead", or to be among them."""
    if noun.dep_ == "pobj" and noun.head.lower_ == "among" and noun.head.head.lemma_ == "be":
        verb = noun.head.head
        subject = next((c for c in verb.children if c.dep_ in ("nsubj", "attr")), None)
        if subject is not None and subject.i < verb.i and noun.i > verb.i:
            return _listed(scene, subject.left_edge.i, verb.i)
        return _listed(scene, verb.i + 1, noun.sent.end)
    verb = noun.head
    if noun.dep_ in ("nsubj", "attr") and verb.lemma_ == "be":
        return _listed(scene, verb.i + 1, noun.sent.end) if noun.i < verb.i else []
    if noun.dep_ in ("nsubjpass", "dobj") and verb.lemma_ in NAMING:
        after = next((c for c in verb.children if c.lower_ == "as" and c.i > noun.i), None)
        return _listed(scene, after.i + 1, noun.sent.end) if after is not None else []
    return []


def _listed(scene: Scene, start: int, end: int) -> list[Token]:
    """Return the persons told one after the other between two tokens."""
    found: list[Token] = []
    for token in scene.doc[start:end]:
        if token.lower_ in ENDS or token.tag_ in ("VBD", "VBZ", "VBP", "MD"):
            break
        if token.pos_ in NOMINAL and _is_last(token) and (_is_name(token) or _is_counted(scene, token, found)):
            found.append(token)
    return found


def _is_last(token: Token) -> bool:
    """Say whether a noun is the last of its name or phrase."""
    after = token.nbor() if token.i + 1 < len(token.doc) else None
    return after is None or after.pos_ not in NOMINAL or after.dep_ == "appos"


def _is_name(token: Token) -> bool:
    before = token.nbor(-1) if token.i else None
    if token.pos_ != "PROPN" or token.ent_type_ in NO_NAMES or (token.dep_ == "pobj" and token.head.lower_ != "as"):
        return False
    return token.ent_type_ == "PERSON" or (before is not None and before.pos_ == "PROPN")


def _is_counted(scene: Scene, token: Token, before: list[Token]) -> bool:
    """Say whether a noun tells of more people on the roll, not of what the one before it was."""
    if not scene.classes(token) & PEOPLE or token.dep_ == "pobj":
        return False
    marks = {c.dep_ for c in token.children}
    if before and token.dep_ == "appos":
        return "nummod" in marks
    return bool(marks & {"nummod", "poss", "det"})
