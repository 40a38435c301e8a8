"""Who is harmed, and how: the harm that the grammar of a sentence puts on a counted noun or a bare figure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Token

from whosays.vocab.words import read_words

# Relations that hand the harm of a word on to a part of it ("12 people, among them three children").
_PART_PREPOSITIONS = {"include", "including", "among", "with", "alongside", "besides", "plus", "of", "amongst"}
_OBJECT = {"dobj", "nsubjpass", "obj", "oprd", "dative"}
_MAX_CLIMB = 6  # longer climbs on the news sentences tried led to another clause's harm
_TOLL_PREPOSITIONS = {"to", "at", "by", "from", "of", "above", "over"}
_SEEN_AS_OBJECT = {"dobj", "obj", "nsubj", "nsubjpass"}


@dataclass(frozen=True, slots=True)
class Harm:
    """``of``: killed, wounded, captured, missing, displaced or casualties; ``word``: the token that says so."""

    of: str
    word: int


@lru_cache(maxsize=1)
def _table() -> dict[tuple[str, str], tuple[str, str]]:
    return {(row["lemma"], row["pos"]): (row["of"], row["bears"]) for row in read_words("harms")}


def harm_word(token: Token) -> tuple[str, str] | None:
    """Return (kind of harm, what of its parties bears it) if the token is a word of harm."""
    table = _table()
    lemma = token.lemma_.lower()
    if token.tag_.startswith("V"):
        if lemma == "take":
            object_word = next((c for c in token.children if c.lower_ in _TAKEN), None)
            return ("captured", "object") if object_word is not None else None
        if lemma == "shoot":
            return ("killed", "object") if any(c.lower_ == "dead" for c in token.children) else None
        if lemma == "lose" and any(c.lower_ in ("life", "lives") for c in token.children):
            return "killed", "subject"
        if lemma == "claim" and any(c.lower_ in ("life", "lives") for c in token.children):
            return "killed", "life"
        return table.get((lemma, "verb")) or _adjective(token)
    if token.pos_ in ("ADJ", "ADV"):
        return _adjective(token)
    return table.get((lemma, "noun")) or _adjective(token)


_TAKEN = {"prisoner", "hostage", "captive", "hostages", "prisoners"}


def _adjective(token: Token) -> tuple[str, str] | None:
    return _table().get((token.lower_, "adj"))


def harm_of(token: Token, following: Token | None) -> Harm | None:
    """Return the harm borne by a counted noun or bare figure; ``following`` is the word after the figure."""
    direct = _beside(token, following)
    if direct is not None:
        return _joined(direct)
    climbed = _above(token)
    if climbed is not None:
        return _joined(climbed)
    return _toll(token)


def _beside(token: Token, following: Token | None) -> Harm | None:
    """Find "87 wounded", "at least 100 dead", "ten people killed", "soldiers who died"."""
    if following is not None and (found := _adjective(following)) and not _modifies_noun(following, token):
        return Harm(found[0], following.i)
    for child in token.children:
        found = harm_word(child)
        if found is None or child.i < token.i:
            continue
        kind, bears = found
        if child.dep_ == "acl" and child.tag_ in ("VBN", "VBD") and bears in ("object", "head", "both"):
            return Harm(kind, child.i)
        if child.dep_ == "acl" and child.tag_ == "VBG" and bears == "subject":
            return Harm(kind, child.i)
        if child.dep_ == "relcl" and _subject_bears(child, bears):
            return Harm(kind, child.i)
        if child.dep_ == "amod" and bears == "head":
            return Harm(kind, child.i)
    if token.pos_ in ("NOUN", "ADJ", "VERB", "PROPN") and (found := harm_word(token)) and found[1] in ("of", "head"):
        return Harm(found[0], token.i)
    return None


def _modifies_noun(word: Token, counted: Token) -> bool:
    """Return whether "wounded" in "two wounded soldiers" only describes the noun after it."""
    return word.dep_ == "amod" and word.head.i > word.i and word.head.pos_ in ("NOUN", "PROPN") and word.head != counted


def _subject_bears(verb: Token, bears: str) -> bool:
    passive = any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children)
    if bears in ("object", "both") and passive:
        return True
    return bears in ("subject", "both") and not passive


def _above(token: Token) -> Harm | None:
    """Climb from the counted word to a word of harm that it is the victim of."""
    current, via_part = token, False
    for _ in range(_MAX_CLIMB):
        parent = current.head
        if parent == current:
            return None
        found = harm_word(parent)
        if found is not None and _bears(current, parent, found[1], via_part):
            return Harm(found[0], parent.i)
        relation = current.dep_
        if parent.tag_.startswith("V") or parent.pos_ == "AUX":
            adjective = _complement(parent) if relation in ("nsubj", "nsubjpass") else None
            return adjective
        if relation in ("pobj", "pcomp") and parent.lower_ not in _PART_PREPOSITIONS:
            return None
        if parent.dep_ == "prep" and parent.lower_ in ("including", "among", "with"):
            via_part = True
        if relation not in ("conj", "appos", "pobj", "prep", "nummod", "nmod", "compound", "quantmod", "amod", "dep"):
            return None
        current = parent
    return None


def _bears(current: Token, parent: Token, bears: str, via_part: bool) -> bool:
    relation = current.dep_
    if bears == "of":
        return relation in ("prep", "agent") and current.lower_ == "of" or relation in ("compound", "amod", "nummod")
    if bears == "head":
        return relation in ("nsubj", "nsubjpass", "nummod", "npadvmod")
    if bears == "life":
        return relation in _OBJECT
    passive = any(c.dep_ == "auxpass" for c in parent.children)
    if relation in _OBJECT or (relation == "prep" and (via_part or current.lower_ in ("including", "among"))):
        return bears in ("object", "both")
    if relation == "nsubj":
        return bears in ("subject", "both") or (bears == "object" and (passive or parent.tag_ == "VBN"))
    return False


def _complement(verb: Token) -> Harm | None:
    """Find "were missing", "are dead"."""
    for child in verb.children:
        if child.dep_ in ("acomp", "attr", "oprd", "advmod") and (found := _adjective(child)):
            return Harm(found[0], child.i)
    return None


def _toll(token: Token) -> Harm | None:
    """Find the harm of a figure given for a toll: "put the dead at 900", "the number displaced has risen to 82,000"."""
    current = token
    if current.dep_ in ("nummod", "quantmod") and current.head.pos_ in ("NOUN", "PROPN", "SYM", "NUM"):
        current = current.head
    if current.dep_ in ("pobj", "pcomp") and current.head.lower_ in _TOLL_PREPOSITIONS:
        current = current.head
    verb = current.head
    if not (verb.tag_.startswith("V") or verb.pos_ == "AUX"):
        found = harm_word(verb) if verb != current else None
        return Harm(found[0], verb.i) if found and found[1] == "of" and current.dep_ in ("prep", "appos") else None
    for child in verb.children:
        if child.dep_ in _SEEN_AS_OBJECT and child != current and token.i not in {t.i for t in child.subtree}:
            found_in = _counted_harm(child)
            if found_in is not None:
                return found_in
    return None


def _counted_harm(noun: Token) -> Harm | None:
    """Return the harm that a noun counts: "toll", "casualties", "the number of people killed", "those who had fled"."""
    found = harm_word(noun)
    if found is not None and found[1] == "of":
        return Harm(found[0], noun.i)
    if noun.lemma_.lower() not in ("number", "count", "figure", "total", "tally", "estimate", "those"):
        return None
    for word in noun.subtree:
        found = harm_word(word)
        if found is not None and word != noun:
            return Harm(found[0], word.i)
    return None


def _joined(harm: Harm) -> Harm:
    """Return casualties for "killed or wounded" of one figure, else the harm as found."""
    return harm


def shared_harm(doc_token: Token, harm: Harm) -> str:
    """Return the kind of a harm word, or ``casualties`` where another harm of the same people is joined to it."""
    word = doc_token.doc[harm.word]
    kinds = {harm.of}
    for other in [*word.conjuncts, *([word.nbor(2)] if word.i + 2 < len(word.doc) else [])]:
        found = harm_word(other)
        if found is None or other.i == word.i or found[0] not in ("killed", "wounded"):
            continue
        between = word.doc[min(word.i, other.i) : max(word.i, other.i)]
        figures = any(t.like_num or t.pos_ == "NUM" for t in between)
        own = any(c.dep_ in ("dobj", "nsubjpass", "nsubj") and c.i > word.i for c in other.children)
        joined = any(t.lower_ in ("or", "and") for t in between)
        if joined and not figures and not own and other.i - word.i in (2, 3, -2, -3):
            kinds.add(found[0])
    return "casualties" if len(kinds & {"killed", "wounded"}) == 2 else harm.of
