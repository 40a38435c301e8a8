"""With what: weapons and means, and whether they are the means of an act or its victim."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc, Span, Token

from whosays.claims.clauses import clause_of_token
from whosays.reading.syntax import text_of
from whosays.record import Instrument, Type
from whosays.vocab.words import read_words

MAX_WORDS = 5  # words of the longest name in instruments.csv, hyphens counted
_MODEL = re.compile(r"\b([A-Z][A-Za-z]{0,8})-(\d{1,4})[A-Z]{0,3}s?\b")
# Verbs whose object is the means, and verbs whose subject is.
_WIELD = {
    "use", "fire", "launch", "drop", "detonate", "plant", "throw", "hurl", "lob", "deploy", "explode", "set", "place",
    "employ", "wield", "carry", "activate", "load", "pack", "rig", "send", "fly", "shoot", "lay", "direct",
}  # fmt: skip
_ACT = {
    "hit", "strike", "explode", "kill", "wound", "injure", "destroy", "damage", "attack", "target", "bomb", "pound",
    "land", "detonate", "slam", "crash", "rip", "tear", "blow", "go", "fall", "shatter", "pierce", "shell", "wreck",
    "sink", "level", "hail", "rain", "impact", "set", "penetrate",
}  # fmt: skip
_MEANS_PREPOSITIONS = {"with", "by", "using", "via", "from", "through", "of", "in"}
# What is lost, sent or owned is no means of the loss.
_MEANS_TYPES = {"ASSAULT", "LOSSES", "COERCE", "THREATEN", "PROTEST", "MOBILIZE"}


@dataclass(frozen=True, slots=True)
class FoundInstrument:
    """A weapon or means with its place in the parse: ``head`` names it, ``governor`` is the verb or noun above it."""

    instrument: Instrument
    head: int
    governor: int


@lru_cache(maxsize=1)
def _terms() -> dict[str, str]:
    return {_folded(row["term"]): row["kind"] for row in read_words("instruments")}


@lru_cache(maxsize=1)
def _models() -> dict[str, str]:
    return {row["model"]: row["kind"] for row in read_words("weapon_models")}


@lru_cache(maxsize=1)
def _sorted_terms() -> list[str]:
    return sorted(_terms())


@lru_cache(maxsize=4096)
def _opens_term(word: str) -> bool:
    """Return whether the name of a weapon begins with these letters; of most words none does."""
    opening = _folded(word).rstrip()
    place = bisect_left(_sorted_terms(), opening)
    return place < len(_sorted_terms()) and _sorted_terms()[place].startswith(opening)


def _folded(words: str) -> str:
    return re.sub(r"\s*-\s*|\s+", " ", words.lower())


def find_instruments(doc: Doc) -> list[FoundInstrument]:
    """Return every weapon or means named in a report, in text order, longest names first."""
    found: list[FoundInstrument] = []
    taken = -1
    models = {match.start(): match for match in _MODEL.finditer(text_of(doc))}
    for token in doc:
        if token.i <= taken:
            continue
        span, kind = _named(doc, token) or _model(doc, token, models) or (None, "")
        if span is None:
            continue
        taken = span.end - 1
        found.append(_found(span, kind))
    return found


def _named(doc: Doc, token: Token) -> tuple[Span, str] | None:
    if token.pos_ not in ("NOUN", "PROPN", "ADJ", "VERB", "X") or token.tag_ in ("VBD", "VBZ", "VBP", "VB"):
        return None
    terms = _terms()
    longest = min(MAX_WORDS, len(doc) - token.i) if _opens_term(token.text) else 1
    for length in range(longest, 1, -1):
        span = doc[token.i : token.i + length]
        last = span[-1]
        if last.pos_ not in ("NOUN", "PROPN", "ADJ", "VERB"):
            continue
        front = text_of(doc)[span.start_char : last.idx]
        for ending in (last.text, last.lemma_, last.text.removesuffix("s")):
            kind = terms.get(_folded(front + ending))
            if kind is not None:
                return span, kind
    alone = _kind_of_word(token.text, token.lemma_) if token.pos_ in ("NOUN", "PROPN", "ADJ", "VERB") else None
    return (doc[token.i : token.i + 1], alone) if alone is not None else None


@lru_cache(maxsize=16384)
def _kind_of_word(text: str, lemma: str) -> str | None:
    return next((k for word in (text, lemma, text.removesuffix("s")) if (k := _terms().get(_folded(word)))), None)


def _model(doc: Doc, token: Token, models: dict[int, re.Match[str]]) -> tuple[Span, str] | None:
    match = models.get(token.idx)
    if match is None:
        return None
    known = _models()
    kind = known.get(f"{match.group(1)}-{match.group(2)}") or known.get(match.group(1))
    span = doc.char_span(match.start(), match.end(), alignment_mode="expand")
    return (span, kind) if kind and span is not None else None


def _found(span: Span, kind: str) -> FoundInstrument:
    head = span.root
    while head.dep_ in ("compound", "nmod", "amod") and head.head.pos_ in ("NOUN", "PROPN") and head.head.i >= span.end:
        head = head.head
    instrument = Instrument(text=span.text, start=span.start_char, end=span.end_char, kind=kind)
    governor = head.head
    while governor.pos_ == "ADP" and governor.head != governor:
        governor = governor.head
    return FoundInstrument(instrument, head.i, governor.i)


def instruments_of(
    doc: Doc, found: Sequence[FoundInstrument], trigger: tuple[int, int], evidence: tuple[int, int], type: Type
) -> tuple[Instrument, ...]:
    """Return the means of a claim's act: weapons in its evidence that do it, not those that suffer it.

    ``trigger`` and ``evidence`` are stretches of characters. A weapon is a means if it describes the act ("a drone
    strike"), is what the act is done with ("with mortars"), what is fired or dropped, or what strikes.
    """
    span = doc.char_span(*trigger, alignment_mode="expand")
    if span is None or type not in _MEANS_TYPES:
        return ()
    word = span.root
    return tuple(
        f.instrument
        for f in found
        if evidence[0] <= f.instrument.start and f.instrument.end <= evidence[1] and _is_means(doc, f, word, type)
    )


def _is_means(doc: Doc, found: FoundInstrument, trigger: Token, type: Type) -> bool:
    weapon = doc.char_span(found.instrument.start, found.instrument.end, alignment_mode="expand")
    if weapon is None:
        return False
    if trigger in weapon:
        return len(weapon) > 1 or type == "ASSAULT"
    head = doc[found.head]
    if head == trigger or (weapon.root.head == trigger and weapon.root.dep_ in ("compound", "amod", "nmod")):
        return True
    current = head
    while current.dep_ in ("conj", "appos", "nummod") and current.head != current:
        current = current.head
    verb = clause_of_token(current)
    relation = current.dep_
    if relation == "dobj":
        return current.head.lemma_.lower() in _WIELD and type != "LOSSES"
    if relation in ("nsubj", "nsubjpass"):
        wielded = relation == "nsubjpass" and verb.lemma_.lower() in _WIELD and not _shot_down(verb)
        return wielded or (relation == "nsubj" and verb.lemma_.lower() in _ACT)
    if relation == "pobj":
        preposition = current.head
        near = preposition.head == trigger or clause_of_token(preposition.head) == clause_of_token(trigger)
        return near and preposition.lower_ in _MEANS_PREPOSITIONS and preposition.head.pos_ in ("VERB", "NOUN", "AUX")
    return False


def _shot_down(verb: Token) -> bool:
    return any(c.dep_ == "prt" and c.lower_ == "down" for c in verb.children)
