"""The type of an event word here: its best sense, turned by what governs it, by tense and by negation."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from spacy.tokens import Token

from whosays.claims.grammar import ROWS, negated
from whosays.claims.lemmas import LIGHT, lemma_of
from whosays.claims.moods import CEASING, Mood, mood_of, only_asked, statement_of
from whosays.claims.scene import Scene
from whosays.claims.triggering import Found
from whosays.record import SITUATION_TYPES, Type
from whosays.vocab.turns import turn_of

# Force before moves, moves before words, words before situations.
RANK = {
    name: rank
    for rank, name in enumerate(
        "ASSAULT COERCE SANCTION PROTEST MOBILIZE RETREAT AID COOPERATE THREATEN REJECT CONCEDE ACCUSE REQUEST AGREE "
        "SUPPORT CONSULT CONTROL LOSSES STRENGTH".split()
    )
}
# Words that promise whatever follows, good or ill; and words of mere readiness, which yield nothing yet.
VOWS = frozenset(("vow", "promise", "swear", "pledge"))
READY = frozenset(("be willing", "be ready", "be prepared", "signal willingness", "signal readiness"))
CONTENT_OWNERS = frozenset(("AGREE", "THREATEN", "REQUEST", "CONCEDE", "REJECT"))
# Needs that speak for a sense when met; the others only speak against one when not.
COUNTED = frozenset(("object", "subject", "kind", "needs", "giving", "own", "peacekeeping"))
# An act told by its manner ("shot dead") is told also where its doer is not.
MANNERLESS = frozenset((None, "targeted"))
INTO_CONTENT = frozenset("xcomp ccomp dobj prep pobj pcomp conj advcl acl dative compound nsubjpass acomp oprd".split())


@dataclass(slots=True)
class Typed:
    """An event word with its type, and why."""

    found: Found
    type: Type
    mode: str | None
    why: str
    inner: list[Typed] = field(default_factory=list)
    mood: Mood | None = None
    also: list[Typed] = field(default_factory=list)


def type_triggers(scene: Scene, found: list[Found]) -> list[Typed]:
    """Return the types of event words in text order, without what only a promise, threat or demand is about."""
    by_head: dict[int, list[Found]] = defaultdict(list)
    for one in found:
        if one.sense.pos == "noun" or not only_asked(one.head):
            by_head[one.head.i].append(one)
    typed = [t for head in sorted(by_head) for t in _senses_here(scene, by_head[head])]
    return _with_content(typed)


def _weight(found: Found) -> tuple[int, int, int]:
    met = sum(1 for name, wanted in found.sense.needs if name in COUNTED)
    return (-len(found.words), -met, RANK[found.sense.type])


def _senses_here(scene: Scene, found: list[Found]) -> list[Typed]:
    best: dict[str, Found] = {}
    for one in sorted(found, key=_weight):
        best.setdefault(one.sense.type, one)
    acts = [f for t, f in best.items() if t not in SITUATION_TYPES]
    states = [f for t, f in best.items() if t in SITUATION_TYPES]
    chosen = acts[:1] + states[:1]
    if acts and states:
        if states[0].sense.type == "LOSSES" and not _has_doer(acts[0]):
            chosen = states[:1]
        elif states[0].sense.type != "LOSSES":
            chosen = [min((acts[0], states[0]), key=_weight)]
    return [Typed(f, f.sense.type, f.sense.mode, f'"{f.sense.lemma}" as {f.sense.type}') for f in chosen]


def _has_doer(found: Found) -> bool:
    return bool(found.args.subject) or found.sense.pos == "noun" or found.sense.mode not in MANNERLESS


def _with_content(typed: list[Typed]) -> list[Typed]:
    owners = {t.found.head.i: t for t in typed if t.type in CONTENT_OWNERS}
    verbs = {t.found.head.i: t.type for t in typed if t.found.sense.pos == "verb"}
    kept: list[Typed] = []
    for one in typed:
        if one.found.sense.pos == "noun" and one.type in ("AGREE", "CONSULT") and _object_of(one.found.head, verbs):
            continue
        owner = _content_of(one.found.head, owners)
        if owner is None or owner.found.head.i == one.found.head.i:
            kept.append(one)
        else:
            owner.inner.append(one)
    for one in kept:
        _turn(one)
    return kept


def _turn(typed: Typed) -> None:
    """Let the content of a promise, and the mood of a verb, decide the type."""
    lemma = typed.found.sense.lemma
    promise = "vow" if typed.type == "THREATEN" and lemma in VOWS else "promise" if typed.type == "AGREE" else None
    if promise and typed.inner and typed.found.sense.pos == "verb" and lemma not in READY:
        if negated(typed.inner[0].found.head):
            promise += " not"
        turned = turn_of(promise, typed.inner[0].type, typed.inner[0].mode)
        if turned:
            typed.why += f', of "{typed.inner[0].found.sense.lemma}"'
            typed.type, typed.mode = turned[0], turned[1] or typed.mode
    mood = _mood(typed)
    turned = turn_of(mood.name, typed.type, typed.mode) if mood else None
    if mood and turned:
        typed.mood = mood
        typed.why += f', turned by "{mood.word.text}"'
        typed.type, typed.mode = turned


def _mood(typed: Typed) -> Mood | None:
    """Return the mood of an event word; a noun has that of the verb that lends it a tense, or that ends it."""
    verb = typed.found.head
    if typed.found.sense.pos == "noun":
        # "Urged it to end its attacks": the attacks go on; only who has ended them is at rest.
        if verb.dep_ in ("dobj", "nsubjpass") and lemma_of(verb.head) in CEASING and verb.head.tag_ != "VB":
            return Mood("stop", verb.head)
        if not under_light_verb(verb):
            return None
        verb = verb.head
    if any(name == "charged" for name, _ in typed.found.sense.needs):
        saying, speaker = statement_of(verb)
        return Mood("charge", verb, speaker, saying)
    return mood_of(verb)


def _object_of(noun: Token, verbs: dict[int, Type]) -> bool:
    """Say whether a noun only completes a verb that tells the event ("signed an agreement", "the truce held")."""
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lemma_.lower() in ROWS:
        noun = noun.head.head  # "hosted two rounds of talks"
    told = verbs.get(noun.head.i)
    return told is not None and (noun.dep_ in ("dobj", "nsubjpass") or (noun.dep_ == "nsubj" and told == "RETREAT"))


def _content_of(token: Token, owners: dict[int, Typed]) -> Typed | None:
    """Return the promise, threat or demand in whose content a word stands."""
    first = token
    for _ in range(8):
        head = token.head
        if head == token or token.dep_ not in INTO_CONTENT:
            return None
        if token.tag_ in ("VBD", "VBZ", "VBP") and (token.dep_ != "conj" or head.tag_ in ("VB", "VBG")):
            return None  # "urged all to stop and | closed the border" tells another act, wherever the parser hangs it
        if token.dep_ == "acl" and token.tag_ != "VB":
            return None
        if token.dep_ == "conj" and token.pos_ == "VERB" and head.i in owners:
            return None
        if head.i in owners and head.i < first.i:
            return owners[head.i]
        token = head
    return None


def under_light_verb(noun: Token) -> bool:
    """Say whether a noun is the object of a verb that only lends it a tense ("carried out an attack")."""
    return noun.dep_ in ("dobj", "nsubjpass") and lemma_of(noun.head) in LIGHT
