"""Relative clauses: what they describe, and what their pronouns stand for."""

from __future__ import annotations

from spacy.tokens import Token

_PRONOUNS = frozenset(("who", "which", "that", "whom", "whose"))
_DEPTH = 12  # of climbing through clauses; real sentences need four
_WHERE = frozenset(("in", "at", "on", "near", "over"))
_STATES = frozenset(("be", "have", "border", "lie", "belong"))


def described_by(clause: Token) -> Token:
    """Return the noun that a relative clause describes.

    Of "a strike in Gaza, which killed nine" the parser takes Gaza; it is the strike, wherever "which" does something
    and the town only says where.
    """
    noun = clause.head
    preposition = noun.head
    does = any(c.dep_ == "nsubj" and c.lower_ in ("which", "that") for c in clause.children)
    is_where = noun.dep_ == "pobj" and preposition.lower_ in _WHERE and noun.ent_type_ in ("GPE", "LOC", "FAC")
    act = preposition.head
    while act.dep_ == "pobj" and act.head.lower_ == "of" and act.head.head.pos_ == "NOUN":
        act = act.head.head  # "the bombing of its embassy in Beirut, which"
    if does and is_where and act.pos_ == "NOUN" and clause.lemma_.lower() not in _STATES:
        return act
    return noun


def is_relative(token: Token) -> bool:
    """Say whether a word is a relative pronoun; "WHO" is not."""
    return token.lower_ in _PRONOUNS and token.tag_ in ("WDT", "WP", "WP$", "IN", "DT", "PRP")


def antecedent(token: Token) -> Token:
    """Return what a relative pronoun stands for, or the token itself."""
    if is_relative(token):
        clause = token.head
        for _ in range(_DEPTH):
            if clause.dep_ == "relcl":
                return described_by(clause)
            if clause.head == clause:
                break
            clause = clause.head
    return token
