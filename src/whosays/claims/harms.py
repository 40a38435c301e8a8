"""Who is harmed, and how: the harm that the grammar of a sentence puts on a counted noun or a bare figure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc, Token

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
        if token.lower_ == "missing":
            return "missing", "head"
        if lemma == "find" and any(c.dep_ == "neg" for c in token.children):
            return "missing", "object"
        if lemma == "take":
            object_word = next((c for c in token.children if c.lower_ in _TAKEN), None)
            return ("captured", "object") if object_word is not None else None
        if lemma == "shoot":
            return ("killed", "object") if any(c.lower_ == "dead" for c in token.children) else None
        if lemma == "lose" and any(c.lower_ in ("life", "lives") for c in token.children):
            return "killed", "subject"
        if lemma == "claim" and any(c.lower_ in ("life", "lives") for c in token.children):
            return "killed", "life"
        particle = next((c.lower_ for c in token.children if c.dep_ == "prt"), "")
        return table.get((f"{lemma} {particle}", "verb")) or table.get((lemma, "verb")) or _adjective(token)
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
        return direct
    return _above(token) or _own(token) or _toll(token) or _described(token)


def _own(token: Token) -> Harm | None:
    """Find the harm in the counted word itself: "14 bodies", "80 wounded", "33 hostages"."""
    found = harm_word(token) if token.pos_ in ("NOUN", "ADJ", "PROPN") else _adjective(token)
    return Harm(found[0], token.i) if found is not None and found[1] in ("of", "head") else None


def _described(token: Token) -> Harm | None:
    """Find "displaced people", "wounded soldiers" where nothing else is said to befall them."""
    for child in token.children:
        if child.dep_ == "amod" and child.i < token.i and (found := _adjective(child)):
            return Harm(found[0], child.i)
    return None


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
        if (parent.tag_.startswith("V") and parent.dep_ != "prep") or parent.pos_ == "AUX":
            return _complement(parent) if relation in ("nsubj", "nsubjpass") else None
        if relation in ("pobj", "pcomp") and parent.lower_ not in _PART_PREPOSITIONS:
            return None
        if parent.dep_ == "prep" and parent.lower_ in ("including", "among", "with"):
            via_part = True
        verbless = relation == "nsubj" and parent.pos_ in ("NOUN", "PROPN")  # "ten of them children"
        if not verbless and relation not in (
            "conj",
            "appos",
            "pobj",
            "prep",
            "nummod",
            "nmod",
            "compound",
            "quantmod",
            "amod",
            "dep",
        ):
            return None
        current = parent
    return None


def _bears(current: Token, parent: Token, bears: str, via_part: bool) -> bool:
    relation = current.dep_
    if bears == "of":
        return (relation in ("prep", "agent") and current.lower_ == "of") or relation in ("compound", "amod", "nummod")
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


_HELD = {"custody", "detention", "captivity", "jail", "prison", "captive"}


def _complement(verb: Token) -> Harm | None:
    """Find the harm that a linking or raising verb hands to its subject: "are dead", "is feared to have drowned"."""
    for child in verb.children:
        if child.dep_ in ("acomp", "attr", "oprd", "advmod") and (found := _adjective(child)):
            return Harm(found[0], child.i)
        if child.dep_ == "prep":
            held = next((c for c in child.children if c.dep_ == "pobj"), None)
            if held is not None and child.lower_ == "in" and held.lower_ in _HELD:
                return Harm("captured", held.i)
            if held is not None and child.lower_ == "among" and (found := harm_word(held)):
                return Harm(found[0], held.i)
        if child.dep_ == "xcomp" and child.tag_.startswith("V"):
            found = harm_word(child)
            if found is not None and _subject_bears(child, found[1]):
                return Harm(found[0], child.i)
            deeper = _complement(child)
            if deeper is not None:
                return deeper
    return None


def _toll(token: Token) -> Harm | None:
    """Find the harm of a figure given for a toll: "put the dead at 650", "the number displaced has risen to 31,000"."""
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
        if child.dep_ in _SEEN_AS_OBJECT and child != current and not child.is_ancestor(token):
            found_in = counted_harm(child)
            if found_in is not None:
                return found_in
    return _named_count(token)


_COUNT_NOUNS = {"number", "count", "figure", "total", "tally", "estimate", "those", "toll"}
_COUNT_REACH = 14  # words between "the number of …" and its figure


def counted_harm(noun: Token) -> Harm | None:
    """Return the harm that a noun counts: "toll", "casualties", "the number of people killed", "those who had fled"."""
    found = _adjective(noun) or harm_word(noun)
    if found is not None and found[1] in ("of", "head"):
        return Harm(found[0], noun.i)
    if noun.lemma_.lower() not in _COUNT_NOUNS:
        return None
    for word in noun.subtree:
        found = harm_word(word)
        if found is not None and word != noun:
            return Harm(found[0], word.i)
    return revised_harm(noun)


_REVISING = frozenset("raise revise lower cut update increase reduce correct rise climb grow fall jump double".split())
_REVISED = frozenset(("figure", "number", "count", "total", "tally"))


def revised_harm(noun: Token) -> Harm | None:
    """Return the harm of the toll told before, where a figure is said to be another now: "raised the figure to 37"."""
    verb = noun.head
    determined = any(c.dep_ in ("det", "poss") and c.lower_ in ("the", "that", "its", "their") for c in noun.children)
    if noun.lemma_.lower() not in _REVISED or not determined or verb.lemma_.lower() not in _REVISING:
        return None
    led = [p for p in verb.subtree if p.dep_ == "prep" and p.lower_ in ("to", "at") and p.i > noun.i]
    new = [t for p in led for t in p.children]
    if not any(t.like_num or t.lemma_.lower() == "people" for t in new):
        return None
    start = noun.sent.start
    before = noun.doc[noun.doc[start - 1].sent.start if start else 0 : noun.i]
    for word in before:
        found = harm_word(word)
        if found is not None and any(t.like_num for t in before[word.i - before.start :]):
            return Harm(found[0], noun.i)
    return None


def _named_count(token: Token) -> Harm | None:
    """Find "the number of … at 31,000" and "raising its total to 15" by the words before, where the parse fails."""
    sentence = token.sent
    before = token.doc[max(sentence.start, token.i - _COUNT_REACH) : token.i]
    count = next((t for t in reversed(before) if t.lemma_.lower() in _COUNT_NOUNS), None)
    if count is None or token.i == 0 or before[-1].lower_ not in _LEADS_TO_FIGURE:
        return None
    after = [t for t in token.doc[count.i + 1 : token.i] if harm_word(t)]
    harmed = after or [t for t in token.doc[sentence.start : count.i] if harm_word(t)]
    if count.lemma_.lower() == "toll" and not after:
        return Harm("killed", count.i)
    found = harm_word(harmed[-1]) if harmed else None
    return Harm(found[0], harmed[-1].i) if found else None


_LEADS_TO_FIGURE = {
    "to",
    "at",
    "than",
    "least",
    "about",
    "of",
    "was",
    "is",
    "were",
    "almost",
    "nearly",
    "some",
    "around",
}


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
        own = _has_own_object(other, word)
        joined = any(t.lower_ in ("or", "and") for t in between)
        if joined and not figures and not own and other.i - word.i in (2, 3, -2, -3):
            kinds.add(found[0])
    return "casualties" if len(kinds & {"killed", "wounded"}) == 2 else harm.of


def _has_own_object(verb: Token, after: Token) -> bool:
    """Return whether a joined verb of harm has victims of its own, standing right after it."""
    preposition = next((c.i for c in verb.children if c.dep_ in ("prep", "agent")), 10**9)
    return any(c.dep_ in ("dobj", "nsubjpass", "nsubj") and after.i < c.i < preposition for c in verb.children)


def last_harm(doc: Doc, start: int, end: int) -> Harm | None:
    """Return the last noun or state of harm between two tokens ("prisoners", "the wounded")."""
    for token in reversed(doc[start:end]):
        found = _adjective(token) if token.pos_ in ("VERB", "ADJ") else harm_word(token)
        if found is not None and found[1] in ("of", "head"):
            return Harm(found[0], token.i)
    return None
