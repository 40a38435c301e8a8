"""The predicates of a text: every event-denoting word, and how certain its author presents it."""

from __future__ import annotations

from typing import Any

from whosays.reading.factuality.features import features_of
from whosays.reading.factuality.grading import Lexicon, load_grader
from whosays.record import Predicate

_OPEN = frozenset({"VERB", "AUX", "NOUN", "ADJ"})
# Endings of nouns made from verbs, for nouns that the training texts do not have.
_EVENT_ENDINGS = ("tion", "sion", "ment", "ing", "ance", "ence")
_SHORTEST = 6


def is_event_word(word: Any, lexicon: Lexicon) -> bool:
    """Say whether a token names an event or state: full verb, copula, event noun, adjective said of someone."""
    pos = word.pos_
    if pos == "VERB":
        return True
    if pos == "AUX":
        return word.dep_ not in ("aux", "auxpass") or word.lemma_ == "need"
    lemma = word.lemma_.lower()
    if pos == "NOUN":
        return lemma in lexicon.nouns or (len(lemma) >= _SHORTEST and lemma.endswith(_EVENT_ENDINGS))
    if pos == "ADJ":
        return lemma in lexicon.adjectives or word.dep_ in ("acomp", "ccomp", "xcomp", "ROOT")
    return False


def grade_predicates(doc: Any) -> list[Predicate]:
    """Return every event word of a parsed text with its factuality, in text order.

    Factuality runs from -3 (certainly did not happen) through 0 (open) to 3 (certainly happened), as the author
    presents it, on the convention of Lee et al. (2015): what a source reports counts nearly as much as what the author
    states, a plain "will" is near 2.6, "may" near 1.2.
    """
    grader = load_grader()
    words = [token for token in doc if token.pos_ in _OPEN and is_event_word(token, grader.lexicon)]
    if not words:
        return []
    grades = grader.grade([features_of(word) for word in words])
    return [
        Predicate(
            text=word.text, start=word.idx, end=word.idx + len(word.text), lemma=word.lemma_, factuality=factuality
        )
        for word, factuality in zip(words, grades, strict=True)
    ]
