"""Presented certainty and status of an event word, as its innermost source gives them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from whosays.reading.factuality.marks import Mark, hedge_of, listed, negation_of
from whosays.reading.factuality.tense import is_past, is_state, tense_status
from whosays.reading.factuality.walk import Walk, walk
from whosays.record import Certainty, Status


@dataclass(frozen=True, slots=True)
class Presented:
    """How an event is presented: FactBank's grade of certainty, the status, and the words that say so."""

    certainty: Certainty
    status: Status
    why: str


_GRADE: dict[Certainty, int] = {
    "certain": 3,
    "probable": 2,
    "possible": 1,
    "unknown": 0,
    "doubtful": -1,
    "improbable": -2,
    "denied": -3,
}
_WORD: dict[int, Certainty] = {grade: word for word, grade in _GRADE.items()}


def combine(inner: Certainty, outer: Certainty) -> Certainty:
    """Return the certainty of an event that is ``inner`` in a clause that is itself ``outer``.

    Polarities multiply and the weaker degree stays: possible under denied is doubtful, denied under denied is certain.
    """
    low, high = _GRADE[inner], _GRADE[outer]
    if low == 0 and high == -3:
        # "Rejects the rumours that": the rumour leaves it open, the rejection does not.
        return "denied"
    if low == 0 or high == 0:
        return "unknown"
    sign = 1 if (low > 0) == (high > 0) else -1
    return _WORD[sign * min(abs(low), abs(high))]


def _own_mark(word: Any) -> Mark | None:
    """Return the mark of an event word that is itself a hedge: "Rwanda *denied* it", "guests are *expected*"."""
    if word.pos_ not in ("VERB", "AUX", "ADJ", "NOUN"):
        return None
    hedge = hedge_of(word)
    judged = listed(word.lower_, "ADJ") if word.tag_ == "VBN" else None
    if judged is not None and judged.rebuts:
        # "The footage is *staged*."
        hedge = judged
    if hedge is None:
        return None
    if hedge.rebuts and _rebuts(word):
        negator, _ = negation_of(word)
        if negator is not None or hedge.affirmed != "certain":
            certainty = hedge.affirmed if negator is None else hedge.negated
            words = word.text if negator is None else f"{negator.text} {word.text}"
            return Mark("governor", word.i, words, certainty)
    elif word.pos_ == "ADJ" or (hedge.status == "planned" and hedge.affirmed == "probable"):
        return Mark("governor", word.i, word.text, hedge.affirmed, hedge.status)
    return None


def _rebuts(word: Any) -> bool:
    """Say whether what is denied is said rather than asked or owed: an accusation, not an offer."""
    if word.lemma_ not in ("deny", "reject", "dismiss"):
        return True
    things = [c for c in word.children if c.dep_ in ("dobj", "nsubjpass")]
    if not things:
        return True
    thing = things[0]
    if thing.pos_ == "PRON" or thing.tag_ in ("VBG", "WDT"):
        return True
    hedge = hedge_of(thing)
    return thing.lemma_ in ("responsibility", "involvement", "role") or (
        hedge is not None and hedge.affirmed in ("certain", "unknown") and hedge.status is None
    )


def presented(doc: Any, token: int, content: tuple[int, int] | None = None) -> Presented:
    """Return the certainty and status of the event word at ``token`` as its innermost source presents it.

    ``content`` is the span (code points) of the innermost attribution; hedges outside of it belong to others, but for
    the word that introduces it ("Moscow *denied* that …"). Null is the reporter's own voice.
    """
    word = doc[token]
    found = walk(doc, token, content)
    marks = _telling_marks(word, found)
    certainty = _folded(marks)
    status, tense_why = _status(word, marks, found)
    telling = [f"{mark.kind} “{mark.words}”" for mark in marks if mark.certainty != "certain" or mark.status]
    return Presented(certainty, status, "; ".join([*telling, tense_why]) if telling else tense_why)


def fold(word: Any, found: Walk) -> tuple[Certainty, Status]:
    """Return the certainty and status that the marks of an event word come to."""
    marks = _telling_marks(word, found)
    return _folded(marks), _status(word, marks, found)[0]


def _telling_marks(word: Any, found: Walk) -> tuple[Mark, ...]:
    own = _own_mark(word)
    return found.marks if own is None else (own,)


def _folded(marks: tuple[Mark, ...]) -> Certainty:
    certainty: Certainty = "certain"
    for mark in marks:
        certainty = combine(certainty, mark.certainty)
    return certainty


def _status(word: Any, marks: tuple[Mark, ...], found: Walk) -> tuple[Status, str]:
    verb = None if found.verb is None else word.doc[found.verb]
    by_status = {mark.status: mark for mark in reversed(marks) if mark.status and _bears(mark, verb)}
    if (mark := by_status.get("hypothetical")) is not None:
        if mark.kind == "modal" and mark.words.lower() in ("may", "might") and verb is not None and is_state(verb):
            return "ongoing", f"state under “{mark.words}”"
        return "hypothetical", f"status of “{mark.words}”"
    for status in ("ongoing", "occurred", "planned"):
        if (mark := by_status.get(status)) is not None:
            return status, f"status of “{mark.words}”"
    return tense_status(word, verb, reported=found.reported)


def _bears(mark: Mark, verb: Any | None) -> bool:
    """Say whether a mark's status bears on the event: what was not possible is over, and what was done is no plan."""
    if mark.status == "hypothetical" and mark.certainty == "denied" and mark.negator is not None:
        return False
    if mark.kind in ("governor", "predicate") and mark.status in ("planned", "hypothetical") and verb is not None:
        return not is_past(verb)
    return True
