"""Marks: the words around an event word that make it more or less certain, or put it in the future.

The walk starts at the event word, reads the words that modify it (negation, modals, adverbs, determiners), and goes up
the dependency path from governor to governor, as far as what stands there still bears on the event: "had **not**
*confirmed* **reports** that troops **may** have *entered*". After de Marneffe, Manning and Potts ("Did it happen?",
2012) and TruthTeller (Lotan, Stern and Dagan, 2013), whose signatures the lists of `whosays.vocab.hedges` follow in
spirit.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from whosays.record import Certainty, Status
from whosays.vocab.hedges import Hedge, carriers, hedges

Kind = Literal["negation", "modal", "adverb", "adjective", "governor", "predicate", "condition", "question", "purpose"]


@dataclass(frozen=True, slots=True)
class Mark:
    """One word's bearing on an event: what it does to its certainty and status, and the token it is."""

    kind: Kind
    token: int
    words: str
    certainty: Certainty
    status: Status | None = None
    negator: int | None = None


_NEGATORS = frozenset({"no", "neither", "nor", "none", "nobody", "nothing", "nowhere", "never", "not", "n't", "zero"})
_EMPTY = frozenset({"nobody", "nothing", "none", "neither", "nowhere", "no-one", "noone"})
_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "attr", "oprd", "dative"})
_MODALS: dict[str, tuple[Certainty, Certainty, Status | None]] = {
    # lemma: certainty affirmed, certainty negated, status
    "may": ("possible", "doubtful", "hypothetical"),
    "might": ("possible", "doubtful", "hypothetical"),
    "could": ("possible", "denied", "hypothetical"),
    "can": ("possible", "denied", "hypothetical"),
    "ca": ("possible", "denied", "hypothetical"),
    "should": ("possible", "improbable", "hypothetical"),
    "ought": ("possible", "improbable", "hypothetical"),
    "must": ("probable", "denied", "hypothetical"),
    "will": ("certain", "denied", "planned"),
    "'ll": ("certain", "denied", "planned"),
    "wo": ("certain", "denied", "planned"),
    "shall": ("certain", "denied", "planned"),
    "would": ("certain", "denied", "planned"),
    "'d": ("certain", "denied", "planned"),
}
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both", "all", "each", "every"})
# "Shooting could be heard": it was.
_PERCEIVED = frozenset({"hear", "see", "feel", "smell", "observe"})
_CONDITIONS = frozenset({"if", "unless", "whether", "provided", "assuming", "lest", "supposing"})
_CONDITION_LEMMAS = frozenset({"if", "unless", "lest", "supposing"})


@lru_cache(maxsize=65536)
def listed(word: str, pos: str) -> Hedge | None:
    """Return what the list of hedges says of a word of a class, or null."""
    return hedges().get((word, pos))


def _class_of(token: Any) -> str:
    pos = token.pos_
    if pos == "PROPN":
        return "NOUN"
    return "VERB" if pos == "AUX" else str(pos)


def is_negated(token: Any) -> Any | None:
    """Return the token that negates ``token`` by standing beside it, or an empty argument of it, or null."""
    for child in token.children:
        dep = child.dep_
        word = child.lower_
        if dep == "neg" or (word in ("not", "n't", "never") and dep != "conj"):
            return child
        if dep in ("advmod", "npadvmod") and word == "longer" and any(c.lower_ == "no" for c in child.children):
            return child
        if dep in ("preconj", "cc") and word in ("neither", "nor") and child.i < token.i:
            return child
        if dep in _ARGUMENTS and (empty := empty_argument(child)) is not None:
            return empty
    return None


def negation_of(governor: Any) -> tuple[Any | None, Any]:
    """Return what negates a governing word, and the word to go on from: "*refused* to confirm", "has *yet* to say"."""
    if (negator := is_negated(governor)) is not None:
        return negator, governor
    if governor.dep_ == "xcomp":
        above = governor.head
        if above.lemma_ == "have" and (yet := next((c for c in above.children if c.lower_ == "yet"), None)) is not None:
            return yet, above
        hedge = hedge_of(above) if above.pos_ in ("VERB", "ADJ") else None
        refused = hedge is not None and hedge.affirmed == "denied" and hedge.negated == "certain"
        if refused and is_negated(above) is None:
            return above, above
    return None, governor


def empty_argument(noun: Any) -> Any | None:
    """Return the word that makes ``noun`` mean none of them ("**no** soldier", "**nobody**"), or null."""
    if noun.lower_ in _EMPTY:
        return noun
    for child in noun.children:
        word = child.lower_
        if word in ("no", "neither") and child.dep_ in ("det", "neg", "preconj", "cc", "amod", "nummod"):
            after = noun.doc[child.i + 1].lower_ if child.i + 1 < len(noun.doc) else ""
            # "No more than 50", "no fewer than 12", "no doubt" deny nothing.
            if after not in ("more", "fewer", "less", "later", "doubt", "matter"):
                return child
    return None


def is_indefinite(noun: Any) -> bool:
    """Say whether a noun introduces its event ("a strike", "strikes") rather than taking it for known."""
    if noun.pos_ not in ("NOUN", "ADJ", "NUM"):
        return False
    return not any(c.dep_ == "poss" or c.lower_ in _DEFINITE for c in noun.children)


def condition_of(token: Any) -> Any | None:
    """Return the word that makes a clause a condition or an open question ("if", "whether"), or null."""
    for child in token.children:
        if child.lower_ in _CONDITIONS and child.dep_ in ("mark", "advmod", "prep", "dep"):
            return child
    return None


def mark_at(
    kind: Kind, token: Any, certainty: Certainty, status: Status | None = None, *, negator: Any | None = None
) -> Mark:
    """Return the mark of a token, with the word that negates it if one does."""
    words = token.text
    if negator is not None:
        words = f"{words} {negator.text}" if kind == "modal" else f"{negator.text} {words}"
    return Mark(kind, token.i, words, certainty, status, None if negator is None else negator.i)


def _modal_marks(verb: Any, negator: Any | None) -> Iterator[Mark]:
    """Yield the marks of a verb's auxiliaries, its negation among them."""
    perfect = any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children)
    consumed = False
    for child in verb.children:
        if child.dep_ != "aux" or (known := _MODALS.get(child.lower_)) is None:
            continue
        affirmed, negated, status = known
        if perfect and child.lower_ in ("would", "should", "'d", "ought"):
            # "Would have struck": it did not.
            certainty: Certainty = "denied" if negator is None else "certain"
            yield mark_at("modal", child, certainty, "hypothetical", negator=negator)
        elif child.lower_ == "could" and negator is None and verb.lemma_ in _PERCEIVED and verb.tag_ == "VBN":
            pass
        else:
            if perfect:
                status = None
            elif child.lower_ == "would" and any(condition_of(c) for c in verb.children if c.dep_ == "advcl"):
                affirmed, status = "probable", "hypothetical"
            yield mark_at("modal", child, affirmed if negator is None else negated, status, negator=negator)
        consumed = True
        break
    if negator is not None and not consumed:
        yield mark_at("negation", negator, "denied")


def clause_marks(verb: Any, *, negation: bool = True) -> Iterator[Mark]:
    """Yield the marks inside a verb's own clause: negation, modals, adverbs, a condition that it depends on."""
    if (unproven := _if_confirmed(verb)) is not None:
        yield mark_at("condition", unproven, "unknown")
        return
    yield from _modal_marks(verb, is_negated(verb) if negation else None)
    for child in verb.children:
        if child.dep_ in ("advmod", "neg") and (hedge := listed(child.lower_, "ADV")) is not None:
            if child.dep_ == "advmod" and hedge.affirmed != "certain" and child.lower_ != "never":
                yield mark_at("adverb", child, hedge.affirmed, hedge.status)
        elif child.dep_ == "advcl" and (condition := condition_of(child)) is not None:
            modal = any(c.dep_ == "aux" and c.tag_ == "MD" for c in verb.children)
            if modal and condition.lower_ in _CONDITION_LEMMAS:
                yield mark_at("condition", condition, "probable" if _is_would(verb) else "certain", "hypothetical")
        elif child.dep_ == "parataxis" and (aside := listed(child.lemma_, "VERB")) is not None:
            # "The drones, analysts believe, came from the coast."
            if aside.affirmed == "probable":
                yield mark_at("governor", child, aside.affirmed)
        elif child.dep_ == "prep" and child.lemma_ in ("accord", "according"):
            yield from _unconfirmed(child)


def _if_confirmed(verb: Any) -> Any | None:
    """Return the word that leaves a whole statement open: "if *confirmed*, it would be the first"."""
    for child in verb.children:
        proves = child.dep_ in ("advcl", "prep", "mark", "advmod") and child.lower_ in ("confirmed", "verified", "true")
        if proves and any(c.lower_ == "if" for c in child.children):
            return child
    return None


def _unconfirmed(according: Any) -> Iterator[Mark]:
    """Yield a mark for what stands "according to *unconfirmed* reports"."""
    for word in according.subtree:
        hedge = listed(word.lower_, "ADJ") if word.dep_ == "amod" else None
        if hedge is not None and hedge.affirmed == "unknown":
            yield mark_at("adjective", word, "possible")


def has_to(verb: Any) -> bool:
    """Say whether a verb is an infinitive with "to"."""
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def _is_would(verb: Any) -> bool:
    return any(c.dep_ == "aux" and c.lower_ in ("would", "'d") for c in verb.children)


def noun_marks(noun: Any) -> Iterator[Mark]:
    """Yield the marks inside a noun's own phrase: "no", "possible", "planned", "alleged"."""
    if (empty := empty_argument(noun)) is not None:
        yield mark_at("negation", empty, "denied")
    if noun.i > 0 and noun.nbor(-1).lower_ == "not":
        yield mark_at("negation", noun.nbor(-1), "denied")
    for child in noun.children:
        if child.dep_ == "neg" and child.i < noun.i:
            yield mark_at("negation", child, "denied")
        elif child.dep_ in ("amod", "advmod", "compound"):
            hedge = listed(child.lower_, "ADJ") or listed(child.lower_, "ADV")
            if hedge is not None and (hedge.affirmed != "certain" or hedge.status):
                yield mark_at("adjective", child, hedge.affirmed, hedge.status)
        elif child.dep_ == "relcl" and (child.lemma_, "VERB") in carriers() and child.lemma_ != "be":
            # "The talks that *will be held* in May."
            yield from clause_marks(child)


def _keys(word: Any, preposition: Any | None) -> Iterator[str]:
    """Yield the entries that a governor may have in the lists, the most specific first."""
    lemma = word.lemma_.lower()
    if preposition is not None:
        yield f"{lemma} {preposition.lower_}"
    for child in word.children:
        if child.dep_ == "prt" or (child.dep_ == "advmod" and child.pos_ == "ADP"):
            yield f"{lemma} {child.lower_}"
    yield lemma
    if word.pos_ in ("ADJ", "VERB") and word.lower_ != lemma:
        yield word.lower_
        if word.pos_ == "VERB" and word.lower_.endswith(("es", "ed")):
            # The lemmatizer makes "hop" of "hopes" and "hoped".
            yield word.lower_[:-1]


def hedge_of(word: Any, preposition: Any | None = None) -> Hedge | None:
    """Return what the lists say of a governor, by its lemma with its particle or ``preposition`` first."""
    pos = _class_of(word)
    for key in _keys(word, preposition):
        if (found := listed(key, pos)) is not None:
            return found
    if pos == "VERB" and word.tag_ in ("VBN", "VBD"):
        return listed(word.lower_, "ADJ")
    if pos == "ADJ" and word.lower_.endswith("ed"):
        # The tagger takes some past tenses for adjectives ("a third *doubted* that").
        return listed(word.lower_[:-2], "VERB") or listed(word.lower_[:-1], "VERB")
    return None


def is_carrier(word: Any, preposition: Any | None) -> bool:
    """Say whether a word, with its particle or ``preposition``, says of an event noun that it happens."""
    pos = _class_of(word)
    return any((key, pos) in carriers() for key in _keys(word, preposition))
