"""One claim for one clause: harms of one side are told once, and an act is not told again by its toll."""

from __future__ import annotations

from spacy.tokens import Token

from whosays.claims.scene import Scene
from whosays.claims.typing import Typed

MEANS = frozenset(("weapon", "attack", "war", "equipment"))
# Nouns of whoever attacks; with the verb that tells the act they name its doer, and no second act.
DOERS = frozenset(("bomber", "attacker", "assailant", "raider", "shooter", "kidnapper", "assassin", "killer"))
CROWD = frozenset(("protester", "demonstrator", "crowd", "rioter", "marcher", "mob"))
# Between "killed" and "wounded" of one clause stand figures, nouns and small words only.
BETWEEN = frozenset(("NUM", "NOUN", "PROPN", "CCONJ", "PUNCT", "ADV", "ADJ", "DET", "ADP", "AUX", "SYM", "PRON"))
HITTING = frozenset(("hit", "strike"))
GAP = 14  # tokens
NOBODY = frozenset(("nobody", "none", "no-one"))


def merge(scene: Scene, typed: list[Typed]) -> list[Typed]:
    """Return the claims with harms of one clause as one, and killings that only tell an act's toll as tolls."""
    return _one_toll(_crowds(scene, _acts_once(scene, _claimed(typed))))


def _claimed(typed: list[Typed]) -> list[Typed]:
    """Let "claimed responsibility for the kidnapping" be one claim, of the kind of its noun."""
    claims = {t.found.head.i: t for t in typed if t.found.sense.lemma == "claim responsibility"}
    kept = []
    for one in typed:
        climb = [t.i for t in one.found.head.ancestors][:4]
        owner = next((claims[i] for i in climb if i in claims), None)
        if owner is None or one.found.sense.pos != "noun" or one.type != "ASSAULT" or owner.found is one.found:
            kept.append(one)
            continue
        owner.mode = owner.mode or one.mode
        owner.inner.append(one)
    return kept


def _crowds(scene: Scene, typed: list[Typed]) -> list[Typed]:
    """Call what a crowd does to things and police a riot."""
    for one in typed:
        if one.type == "ASSAULT" and any(t.lemma_.lower() in CROWD for t in one.found.args.subject):
            one.type, one.mode = "PROTEST", "riot"
            one.why += ", by a crowd"
    return typed


def _acts_once(scene: Scene, typed: list[Typed]) -> list[Typed]:
    tolls = {t.found.head.i for t in typed if t.type == "LOSSES"}
    nouns = {t.found.head.i: t for t in typed if t.type == "ASSAULT" and t.found.sense.pos == "noun"}
    doers: set[int] = set()
    acts = {t.found.head.i for t in typed if t.type == "ASSAULT" and t.found.head.i not in tolls}
    kept = []
    for one in typed:
        head = one.found.head
        if one.type == "ASSAULT" and head.i in tolls:
            acting = [t for t in one.found.args.subject if t.lemma_.lower() in DOERS]
            told = next((nouns[t.i] for t in one.found.args.subject if t.i in nouns and t not in acting), None)
            # "Two missiles hit the ship" tells an act; "a missile killed two" its toll.
            by_means = (
                one.found.sense.lemma not in HITTING
                and not acting
                and any(scene.classes(t) & MEANS for t in one.found.args.subject)
            )
            if told is not None:
                told.inner.append(one)  # "the raid killed nine": who died bore the raid
            if told is not None or by_means or _result_of(head, acts):
                continue
            doers.update(t.i for t in acting)
            one.mode = next((nouns[t.i].mode for t in acting if t.i in nouns), one.mode)
        kept.append(one)
    return [t for t in kept if t.found.head.i not in doers]


def _result_of(head: Token, acts: set[int]) -> bool:
    """Say whether a verb only tells what an act led to ("shelled the town, killing three")."""
    for _ in range(4):
        if head.dep_ not in ("advcl", "conj", "xcomp") or head.head == head:
            return False
        head = head.head
        if head.i in acts or any(c.i in acts for c in head.children if c.dep_ in ("dobj", "nsubj")):
            return True
    return False


def _one_toll(typed: list[Typed]) -> list[Typed]:
    kept: list[Typed] = []
    last: Typed | None = None
    for one in typed:
        if one.type != "LOSSES":
            kept.append(one)
            continue
        if last is not None and _harms_nobody(one) == _harms_nobody(last) and _one_clause(last, one.found.head):
            last.also.append(one)
            continue
        last = one
        kept.append(one)
    return kept


def _harms_nobody(one: Typed) -> bool:
    """Say whether a harm is said to have befallen none ("killing no one"), which is a claim of its own."""
    return any(t.lower_ in NOBODY or any(c.lower_ == "no" for c in t.children) for t in one.found.args.object)


def _one_clause(first: Typed, later: Token) -> bool:
    doc = later.doc
    start = max([first.found.head.i] + [t.found.head.i for t in first.also])
    if later.sent.start != doc[start].sent.start or later.i - start > GAP:
        return False
    if any(c.dep_ == "nsubj" and c.i > start for c in later.children) and any(c.dep_ == "dobj" for c in later.children):
        return False  # another did this to others ("fighting that killed 300 people, gunmen shot dead a doctor")
    climb = later
    for _ in range(4):
        if climb.dep_ != "conj":
            break
        climb = climb.head
        if climb.i == start:
            return True
    between = doc[start + 1 : later.i]
    return all(t.pos_ in BETWEEN for t in between) and not any(t.text in ";.—" for t in between)
