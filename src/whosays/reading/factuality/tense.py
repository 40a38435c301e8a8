"""Whether an event is over or going on, from the tense and aspect of its clause."""

from __future__ import annotations

from typing import Any

from whosays.record import Status
from whosays.vocab.hedges import states

_STILL = frozenset({"still", "already", "currently", "continuously", "daily", "presently", "ongoing", "now"})
_GOING_ON = frozenset({"continue", "keep", "remain", "persist", "stay"})
_GOING_ON_ADJECTIVES = frozenset(
    {"ongoing", "continued", "continuing", "current", "persistent", "unending", "relentless"}
)


def tense_status(doc: Any, token: int, verb: int | None) -> tuple[Status, str]:
    """Return ``ongoing`` or ``occurred`` for the event word at ``token`` whose clause has the verb ``verb``, and why."""
    word = doc[token]
    for child in word.children:
        if child.dep_ == "amod" and child.lower_ in _GOING_ON_ADJECTIVES:
            return "ongoing", f"“{child.text}”"
    if verb is None:
        return "occurred", "no tense"
    clause = doc[verb]
    if _goes_on(word, clause):
        return "ongoing", f"aspect of “{clause.text}”"
    return "occurred", f"tense of “{clause.text}”"


def _goes_on(word: Any, verb: Any) -> bool:
    auxiliaries = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    if verb.tag_ == "VBG" and auxiliaries & {"is", "are", "was", "were", "'s", "'re", "been", "am", "'m", "be"}:
        return True
    if auxiliaries & {"being"}:
        return True
    if verb.lemma_ in _GOING_ON or (verb.dep_ == "xcomp" and verb.head.lemma_ in _GOING_ON):
        return True
    if auxiliaries & {"has", "have", "had", "'ve"} and _since(verb):
        return True
    if any(c.lower_ in _STILL and c.dep_ == "advmod" for c in verb.children) and verb.lemma_ in states():
        return True
    if verb.lemma_ in states():
        return verb.tag_ in ("VBZ", "VBP") or (verb.tag_ == "VB" and "have" not in auxiliaries)
    return False


def _since(verb: Any) -> bool:
    for child in verb.children:
        if child.lower_ == "since" or (child.dep_ == "mark" and child.lower_ == "since"):
            return True
        if child.dep_ == "advcl" and any(c.lower_ == "since" for c in child.children):
            return True
        if child.dep_ == "advmod" and child.lower_ in ("repeatedly", "long", "always"):
            return True
    return False
