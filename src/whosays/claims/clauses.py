"""Clauses of a parsed sentence: which verb a word belongs to, and whose time a dependent clause shares."""

from __future__ import annotations

from functools import lru_cache

from spacy.tokens import Token

from whosays.vocab.words import read_words

_FINITE = {"VBD", "VBP", "VBZ", "MD"}
_SUBJECTS = {"nsubj", "nsubjpass", "csubj", "expl"}
# A clause in one of these relations shares the time of the one above it unless it has subject and tense of its own.
_SHARING = {"xcomp", "advcl", "acl", "conj", "pcomp", "prep", "pobj", "agent", "oprd", "acomp", "attr", "csubj"}
_RECOUNT = {"raise", "bring", "lower", "cut", "increase"}  # "raised the toll to 41" is a statement
_COUNTS = {"toll", "number", "count", "figure", "total", "tally", "estimate"}
_SAME_TIME = {"when", "as", "while", "after", "amid"}  # clauses that these open happen on the day of the main clause


@lru_cache(maxsize=1)
def _report_verbs() -> frozenset[str]:
    return frozenset(row["lemma"] for row in read_words("saying"))


def is_saying(token: Token) -> bool:
    """Return whether a verb reports what somebody says, finds or counts ("said that", "put the toll at")."""
    if token.pos_ not in ("VERB", "AUX"):
        return False
    if token.lemma_.lower() in _report_verbs():
        return True
    if token.lemma_.lower() in _RECOUNT and any(c.dep_ == "dobj" and c.lemma_ in _COUNTS for c in token.children):
        return True
    return any(c.dep_ == "ccomp" and c.pos_ in ("VERB", "AUX") for c in token.children)


def clause_of_token(token: Token) -> Token:
    """Return the verb of the clause that a word stands in: the nearest verb above it, or the root."""
    current = token
    while current.pos_ not in ("VERB", "AUX") or current.dep_ in ("aux", "auxpass"):
        if current.head == current:
            return current
        current = current.head
    return current


def is_finite(verb: Token) -> bool:
    """Return whether a verb has a tense of its own."""
    if verb.tag_ in _FINITE:
        return True
    return any(c.dep_ in ("aux", "auxpass") and c.tag_ in _FINITE for c in verb.children)


def has_subject(verb: Token) -> bool:
    """Return whether a clause names its own subject."""
    return any(c.dep_ in _SUBJECTS for c in verb.children)


def inherits_from(trigger: Token, clause: Token) -> float | None:
    """Return in how many steps the time of ``clause`` reaches the event word, or None if it does not.

    A word shares the time of its own clause; a clause without a tense or subject of its own ("killing three", "to
    storm the town") shares that of the clause above it, and of an infinitive below it ("are to be held on Friday").
    """
    own = clause_of_token(trigger)
    if own == clause:
        return 0.0
    current, steps = own, 0.0
    for _ in range(4):
        if current.dep_ not in _SHARING or current.head == current:
            break
        if is_finite(current) and has_subject(current) and current.dep_ != "csubj":
            marks = {c.lower_ for c in current.children if c.dep_ in ("mark", "advmod")}
            if current.dep_ != "advcl" or not marks & _SAME_TIME:
                break
            steps += 1
        current = clause_of_token(current.head)
        steps += 1
        if current == clause:
            return steps
    below = clause
    for depth in range(1, 3):
        if below.dep_ not in ("xcomp", "acomp", "attr") and not (below.dep_ == "conj" and not has_subject(below)):
            return None
        below = clause_of_token(below.head)
        if below == own:
            return depth + 1.5
    return None
