"""What is counted: the noun after a figure, its kind, its measure, and what part of a count the figure is."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from spacy.tokens import Doc, Span, Token

from whosays.reading.numbers import NumberExpression
from whosays.reading.syntax import text_of
from whosays.record import QuantityKind
from whosays.vocab.words import read_words

Part = Literal["figure", "total", "more", "part", "withdrawn"]


@lru_cache(maxsize=1)
def noun_kinds() -> dict[str, tuple[QuantityKind, bool]]:
    """Return counted noun, in small letters -> (kind, whether a person)."""
    return {row["noun"].lower(): (row["of"], row["person"] == "yes") for row in read_words("units")}  # type: ignore[misc]


@lru_cache(maxsize=1)
def _measures() -> dict[str, tuple[str, str]]:
    return {row["unit"].lower(): (row["kind"], row["name"]) for row in read_words("measures")}


@lru_cache(maxsize=1)
def destroying_verbs() -> frozenset[str]:
    """Return the verbs whose objects are lost: "destroy", "sink", "hit"."""
    return frozenset(row["lemma"] for row in read_words("destroying"))


def noun_kind(words: str, lemma: str) -> tuple[QuantityKind, bool] | None:
    """Return (kind, whether a person) of a counted noun with the words before it, longest match first."""
    table = noun_kinds()
    parts = words.lower().split()
    for start in range(max(0, len(parts) - 3), len(parts)):
        for last in (lemma.lower(), parts[-1], parts[-1].removesuffix("s")):
            phrase = " ".join([*parts[start:-1], last])
            if phrase in table:
                return table[phrase]
    return None


def counted_noun(span: Span) -> tuple[Token | None, str]:
    """Return the noun that a figure counts and its words ("cruise missiles"), or None for a bare figure."""
    doc, root = span.doc, span.root
    if root.dep_ in ("nummod", "quantmod", "compound", "amod", "det", "nmod") and root.head.i >= span.end:
        noun = root.head
        while noun.dep_ == "compound" and noun.head.i > noun.i and noun.head.pos_ in ("NOUN", "PROPN"):
            noun = noun.head
        if noun.pos_ in ("NOUN", "PROPN", "ADJ") and all(t.lower_ not in (",", ";") for t in doc[span.end : noun.i]):
            return noun, doc[span.end : noun.i + 1].text
    position = span.end
    if position < len(doc) and (doc[position].lower_ == "of" or span[-1].lower_ == "of"):
        position += doc[position].lower_ == "of"
        while position < len(doc) and (doc[position].pos_ == "DET" or doc[position].tag_ == "PRP$"):
            position += 1
        if position < len(doc) and doc[position].pos_ == "PRON":
            return None, ""
    start = position
    last: Token | None = None
    while position < len(doc):
        token = doc[position]
        hyphen = token.lower_ == "-" and position > start
        if token.pos_ in ("NOUN", "PROPN"):
            last = token
        elif not (token.pos_ in ("ADJ", "NUM") or hyphen or (token.tag_ in ("VBN", "POS") and _before_noun(token))):
            break
        position += 1
    return last, doc[start : last.i + 1].text if last is not None else ""


def _before_noun(token: Token) -> bool:
    return token.i + 1 < len(token.doc) and token.nbor().pos_ in ("NOUN", "PROPN", "ADJ") and token.dep_ == "amod"


_POUNDS = re.compile(r"\b[A-Z][a-z]+(?:ese|ian|ish|an)\spounds?$")


def measured_unit(
    number: NumberExpression, span: Span, noun: Token | None, phrase: str
) -> tuple[QuantityKind, str] | None:
    """Return (kind, unit) of money, distances, areas and other measures."""
    if number.unit and number.unit != "percent":
        return "money", number.unit
    glued = re.match(r"[A-Za-z°²]+", text_of(span.doc)[number.end : number.end + 12])
    word = glued.group().lower() if glued else ""
    if not word:
        match = re.match(r"[-\s](?:[A-Z]\w+\s)?(\w+)(?:\s(\w+))?", text_of(span.doc)[number.end : number.end + 40])
        if match is None:
            return None
        if match.group(1).lower() in ("square", "sq"):
            return "area", f"square {match.group(2) or ''}".strip()
        word = match.group(1).lower()
        if word in ("pound", "pounds") and (_POUNDS.search(phrase) or (number.best or 0) >= 1e6):
            return "money", phrase if " " in phrase else "GBP"
    measure = _measures().get(word)
    if measure is None:
        return None
    kind, name = measure
    if kind in ("money", "distance", "area"):
        return kind, name if kind == "money" else word  # type: ignore[return-value]
    return "other", word


def governor_of(head: Token) -> Token:
    """Return the verb or noun that a counted word hangs from, past prepositions, conjuncts and appositions."""
    current = head
    for _ in range(8):
        parent = current.head
        if parent == current:
            return current
        if current.dep_ in ("conj", "appos", "nummod", "quantmod", "compound", "amod", "pobj", "pcomp", "nmod"):
            if parent.tag_.startswith("V") and current.dep_ not in ("conj",):
                return parent
            current = parent
            continue
        if parent.pos_ in ("ADP", "SCONJ"):
            current = parent
            continue
        return parent
    return current


_BEFORE = {
    "withdrawn": re.compile(
        r"(?:\bnot|\brather than|\binstead of|\b(?:down|up|revised|corrected|cut|lowered) from)\s$"
    ),
    "part": re.compile(r"(?:\bincluding|\bamong (?:them|whom)|\bof (?:them|whom))\s(?:at least\s)?$"),
    "total": re.compile(
        r"(?:\btoll (?:to|at|of)|\btotal (?:to|at|of)|\bbringing .{3,50} to|\braising .{3,50} to|\brisen? to|\brose to"
        r"|\breached|\bstands at|\ba total of)\s$"
    ),
}
_MORE = re.compile(r"\b(?:further|another|additional|more|extra)\b")


def part_of(doc: Doc, number: NumberExpression) -> Part:
    """Return whether a figure is a total, an addition, a part or withdrawn, by the words around it."""
    before = text_of(doc)[max(0, number.start - 60) : number.start]
    for part, pattern in _BEFORE.items():
        if pattern.search(before):
            return part  # type: ignore[return-value]
    after = text_of(doc)[number.end : number.end + 16]
    if re.match(r"\sof (?:them|whom|these|those)\b", after):
        return "part"
    if _MORE.search(text_of(doc)[number.start : number.core].lower()) or re.match(r"\s(?:\w+\s)?more\b", after):
        return "more"
    if re.search(r"\ba total of\b", number.text):
        return "total"
    return "figure"
