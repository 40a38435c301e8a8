"""Whether an event is over, going on or to come, from the tense and aspect of its clause."""

from __future__ import annotations

from typing import Any

from whosays.record import Status
from whosays.vocab.hedges import states

_BE = frozenset({"is", "are", "was", "were", "'s", "'re", "been", "am", "'m", "be"})
_HAVE = frozenset({"has", "have", "had", "'ve"})
_STILL = frozenset({"still", "already", "currently", "continuously", "daily", "presently", "now"})
_BEGIN = frozenset({"begin", "start"})
_GOING_ON = frozenset(
    {"ongoing", "continued", "continuing", "current", "persistent", "unending", "relentless", "daily"}
)
_SEVERAL = frozenset({"several", "more", "many", "dozens", "scores", "hundreds", "thousands", "few", "some"})
_LASTING = frozenset({"repeatedly", "long", "always", "regularly", "routinely"})


def is_state(verb: Any) -> bool:
    """Say whether a verb names a state or habit, such as "hold" or "be"."""
    return (verb.lemma_, "VERB") in states()


def is_past(verb: Any) -> bool:
    """Say whether a verb is finite and past or perfect: "fell", "were moved", "has left"."""
    if verb.tag_ == "VBD":
        return not any(c.tag_ == "MD" for c in verb.children)
    auxiliaries = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    return verb.tag_ == "VBN" and bool(auxiliaries & {"was", "were", "has", "have", "had"}) and "to" not in auxiliaries


def tense_status(word: Any, verb: Any | None, *, reported: bool) -> tuple[Status, str]:
    """Return the status of the event word ``word`` whose clause has the verb ``verb``, and why.

    ``reported``: the clause is what somebody says, so that "held" under "said" may be a present state.
    """
    for child in word.children:
        if child.dep_ == "amod" and child.lower_ in _GOING_ON:
            return "ongoing", f"“{child.text}”"
    if (word.lower_, "RESULT") in states():
        return "occurred", f"“{word.text}” is a result"
    if word.pos_ == "NOUN" and (word.lemma_, "NOUN") in states():
        return "ongoing", f"“{word.text}” is a state"
    if word.dep_ == "pobj" and word.head.lower_ == "under":
        return "ongoing", f"under “{word.text}”"
    if verb is None:
        return "occurred", "no tense"
    if word.pos_ == "NOUN" and verb.lemma_ == "be" and verb.tag_ == "VBD":
        return "occurred", f"tense of “{verb.text}”"
    if _is_to_come(verb):
        return "planned", f"infinitive “{verb.text}”"
    if _goes_on(verb, reported=reported):
        return "ongoing", f"aspect of “{verb.text}”"
    return "occurred", f"tense of “{verb.text}”"


def _is_to_come(verb: Any) -> bool:
    """Say whether a likely event is still to come: "is likely to send", but not "to have sent" or "to hold"."""
    if verb.dep_ != "xcomp" or verb.head.lower_ not in ("likely", "unlikely", "certain", "sure"):
        return False
    return verb.tag_ == "VB" and not is_state(verb) and not any(c.lower_ == "have" for c in verb.children)


def _goes_on(verb: Any, *, reported: bool) -> bool:
    auxiliaries = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    if "being" in auxiliaries or (verb.tag_ == "VBG" and auxiliaries & _BE):
        return True
    if verb.dep_ == "xcomp" and verb.head.lemma_ in _BEGIN:
        # "Has begun to dig" goes on; "began to dig" tells of the past.
        return any(c.lower_ in _HAVE for c in verb.head.children if c.dep_ == "aux")
    if auxiliaries & _HAVE:
        return _lasts(verb)
    if verb.tag_ == "VBG" and verb.dep_ == "acl":
        return True
    return is_state(verb) and _is_present_state(verb, auxiliaries, reported=reported)


def _is_present_state(verb: Any, auxiliaries: set[str], *, reported: bool) -> bool:
    if verb.tag_ in ("VBZ", "VBP", "VB", "VBG"):
        return True
    present = {"is", "are", "'s", "'re", "was", "were"} if reported else {"is", "are", "'s", "'re"}
    if verb.tag_ == "VBN" and (verb.dep_ in ("amod", "acl") or auxiliaries & present):
        return True
    if any(c.lower_ in _STILL and c.dep_ == "advmod" for c in verb.children):
        return True
    return reported and verb.tag_ == "VBD"


def _lasts(verb: Any) -> bool:
    """Say whether a perfect reaches up to now: "have fired on ships since May", not "have taken six towns since"."""
    for child in verb.children:
        if child.lower_ in _LASTING and child.dep_ == "advmod":
            return True
    if not is_state(verb) and any(_is_counted(c) for c in verb.children if c.dep_ in ("dobj", "nsubj", "nsubjpass")):
        return False
    return any(_is_span(child, state=is_state(verb)) for child in verb.children)


def _is_counted(noun: Any) -> bool:
    return noun.pos_ == "NUM" or any(c.dep_ == "nummod" or c.lower_ in _SEVERAL for c in noun.children)


def _is_span(child: Any, *, state: bool) -> bool:
    if child.lower_ == "since" and child.dep_ == "prep":
        return True
    if child.dep_ == "advcl" and any(c.lower_ == "since" for c in child.children):
        return True
    return (
        state and child.dep_ == "prep" and child.lower_ == "for" and any(c.ent_type_ == "DATE" for c in child.children)
    )
