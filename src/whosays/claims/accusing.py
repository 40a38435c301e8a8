"""Who did what "of" and a verb tell of the accused, wherever the parser hangs the preposition."""

from __future__ import annotations

from spacy.tokens import Token

# Verbs whose object did what "of" tells.
ACCUSING = frozenset("accuse suspect convict".split())
OBJECTS = ("dobj", "nsubjpass")
CLEARING = frozenset("acquit absolve clear exonerate".split())


def is_cleared(preposition: Token) -> bool:
    """Say whether what "of" tells is what nobody named here did ("acquitted two officers | of killing six")."""
    above = preposition.head
    while above.pos_ in ("NOUN", "PROPN", "PRON") and above.dep_ in (*OBJECTS, "conj"):
        above = above.head
    return preposition.lower_ in ("of", "from") and above.lemma_.lower() in CLEARING


def accused_by(preposition: Token) -> list[Token]:
    """Return who is accused of an act where "of" hangs from the accused ("accused two envoys | of sending arms")."""
    noun = preposition.head
    while noun.dep_ == "conj" and noun.head.pos_ in ("NOUN", "PROPN", "PRON"):
        noun = noun.head
    if preposition.lower_ != "of" or noun.dep_ not in OBJECTS:
        return []
    verb = noun.head
    if verb.dep_ == "conj" and verb.lemma_ not in ACCUSING:
        verb = verb.head  # "accused the army and allied militias of": the parser takes "allied" for a second verb
    if verb.lemma_ not in ACCUSING:
        return []
    return [c for c in verb.children if c.dep_ in OBJECTS] + ([noun] if noun.head != verb else [])
