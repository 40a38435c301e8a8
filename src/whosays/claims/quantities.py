"""How many of what: figures with what they count, and the word of the sentence that they hang from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from whosays.claims.counting import (
    Part,
    counted_noun,
    destroying_verbs,
    governor_of,
    measured_unit,
    noun_kind,
    noun_kinds,
    part_of,
)
from whosays.claims.harms import Harm, harm_of, last_harm, shared_harm
from whosays.reading.numbers import NumberExpression
from whosays.reading.syntax import text_of
from whosays.reading.times import TimeExpression
from whosays.record import Quantity, QuantityKind

TIME_UNITS = {
    "second", "minute", "hour", "day", "night", "week", "weekend", "month", "quarter", "year", "decade", "century",
}  # fmt: skip
_PEOPLE_HARMS = {"killed", "wounded", "captured", "missing", "displaced", "casualties"}


@dataclass(frozen=True, slots=True)
class FoundQuantity:
    """A quantity with its place in the parse.

    ``head`` is the token that is counted (the figure itself where no noun is said), ``governor`` the token it hangs
    from: the verb it is a party of, or the noun ("toll of 12"). ``part`` tells a running total ("bringing the toll
    to"), an addition ("a further six"), a part ("including 3 children") and a withdrawn figure ("not 210").
    """

    quantity: Quantity
    head: int
    governor: int
    part: Part = "figure"
    harm: int | None = None


def find_quantities(
    doc: Doc, numbers: Sequence[NumberExpression], times: Sequence[TimeExpression]
) -> list[FoundQuantity]:
    """Return the quantities of a report in text order: figures that count something, and single persons harmed."""
    taken = _dated(times)
    found: list[FoundQuantity] = []
    for number in numbers:
        if number.counts and not _inside(number, taken):
            quantity = _of_number(doc, number, found)
            if quantity is not None:
                found.append(quantity)
    found += _of_units(doc)
    found += _of_singles(doc, found)
    return sorted(found, key=lambda q: q.quantity.start)


def _dated(times: Iterable[TimeExpression]) -> list[tuple[int, int]]:
    return [(t.start, t.end) for t in times]


def _inside(number: NumberExpression, spans: list[tuple[int, int]]) -> bool:
    core = max(number.start, number.core)
    return any(start <= core < end or (start < number.end <= end) for start, end in spans)


def _tokens_of(doc: Doc, start: int, end: int) -> Span | None:
    return doc.char_span(start, end, alignment_mode="expand")


# ---------------------------------------------------------------- figures


def _of_number(doc: Doc, number: NumberExpression, before: list[FoundQuantity]) -> FoundQuantity | None:
    span = _tokens_of(doc, number.start, number.end)
    if span is None:
        return None
    figure = span[-1]
    noun, phrase = counted_noun(span)
    following = doc[span.end] if span.end < len(doc) else None
    if noun is not None and noun.lemma_.lower() in TIME_UNITS:
        return None
    measure = measured_unit(number, span, noun, phrase)
    if measure is not None:
        kind, unit = measure
        head = noun if noun is not None else figure
        return _found(doc, number, kind, unit, head, span, None)
    if number.unit == "percent":
        return _percent(doc, number, span)
    return _counted(doc, number, span, noun, phrase, following, before)


_TERRITORY = re.compile(
    r"(?:\s+of)?\s+(?:the\s|its\s|their\s)?(?:[A-Za-z'’-]+\s){0,2}?"
    r"(?:territory|territories|land|area|city|town|country|region|province|district|strip|enclave|ground|oblast|island)\b",
    re.IGNORECASE,
)


def _percent(doc: Doc, number: NumberExpression, span: Span) -> FoundQuantity:
    area = _TERRITORY.match(text_of(doc), number.end) is not None
    return _found(doc, number, "area" if area else "other", "percent", span.root, span, None)


def _counted(
    doc: Doc,
    number: NumberExpression,
    span: Span,
    noun: Token | None,
    phrase: str,
    following: Token | None,
    before: list[FoundQuantity],
) -> FoundQuantity | None:
    if noun is None:
        return _bare(doc, number, span, following, before)
    after = doc[noun.i + 1] if noun.i + 1 < len(doc) else following
    harm = harm_of(noun, after)
    kind, person = noun_kind(phrase, noun.lemma_) or ("other", _looks_human(noun) or _must_live(doc, harm))
    of = _harmed_kind(doc, noun, kind, person, harm)
    return _found(doc, number, of, phrase, noun, span, harm if of in _PEOPLE_HARMS else None)


def _bare(
    doc: Doc, number: NumberExpression, span: Span, following: Token | None, before: list[FoundQuantity]
) -> FoundQuantity | None:
    """Read a figure without a noun: harmed people, a toll, or more of what was counted before."""
    head = span.root
    if following is not None and following.lower_ == "strong":
        return _found(doc, number, "troops", None, head, span, None)
    harm = harm_of(head, following)
    earlier = _antecedent(number, before)
    if head.dep_ == "pobj" and head.head.lower_ == "in":
        return None  # "cut in two"
    if harm is None and _restates(doc, number, head):
        floor = earlier.head if earlier is not None else max(0, head.i - _NAMED_REACH)
        harm = last_harm(doc, floor + 1, head.i)
        if harm is None and earlier is not None:
            return _found(doc, number, earlier.quantity.of, earlier.quantity.unit, head, span, None)
    if harm is not None:
        of = _harmed_kind(doc, head, "other", True, harm)
        unit = earlier.quantity.unit if earlier is not None and of == earlier.quantity.of else None
        return _found(doc, number, of, unit, head, span, harm)
    named = _last_named(head)
    partial = following is not None and following.lower_ == "of"
    if named is not None and (partial or head.dep_ in ("dobj", "nsubjpass", "nsubj", "pobj", "conj", "appos")):
        noun, kind = named
        if not _exceeds(number, earlier):
            return _found(doc, number, kind, noun.text, head, span, None)
    if head.dep_ in ("nsubj", "nsubjpass", "dobj") and (number.best or number.max or 0) > 1:
        return _found(doc, number, "other", None, head, span, None)
    return None


_COUNT_WORDS = re.compile(r"\b(?:figures?|counts?|numbers?|tolls?|totals?|tally|estimates?)\b", re.IGNORECASE)
_COUNT_VERBS = {"be", "stand", "remain", "settle", "put", "raise", "revise", "reach", "rise", "climb", "double", "give"}


def _restates(doc: Doc, number: NumberExpression, head: Token) -> bool:
    """Return whether a bare figure is another figure for what was counted before ("not six", "the figure is 430")."""
    before, after = text_of(doc)[max(0, number.start - 50) : number.start], text_of(doc)[number.end : number.end + 30]
    if re.search(r"\bnot\s$", before):
        return True
    verb = governor_of(head)
    named = _COUNT_WORDS.search(re.split(r"[.;]", before)[-1]) or _COUNT_WORDS.search(re.split(r"[.;,]", after)[0])
    if named:
        return True
    pronoun = any(c.lower_ in ("it", "that", "this") and c.dep_ in ("nsubj", "dobj") for c in verb.children)
    return verb.lemma_ in _COUNT_VERBS and (pronoun or verb.lemma_ == "settle") and head.dep_ not in ("nsubj",)


def _exceeds(number: NumberExpression, earlier: FoundQuantity | None) -> bool:
    """Return whether a figure is too large to be a part of what was counted before."""
    if earlier is None:
        return False
    whole = earlier.quantity.best or earlier.quantity.max
    part = number.best or number.min
    return whole is not None and part is not None and part > whole


_NAMED_REACH = 45  # words back to the noun that "six of them" stands for


# What is used, fired or shot down is a weapon, not a man.
_ARMS_VERBS = {"use", "fire", "launch", "intercept", "down", "shoot", "bring", "jam", "deploy", "sink", "drop"}
_COLLECTIVE = {"infantry", "personnel", "police", "cattle", "artillery"}


def _last_named(head: Token) -> tuple[Token, QuantityKind] | None:
    """Return the last plural noun of a known kind before a bare figure."""
    armed = governor_of(head).lemma_.lower() in _ARMS_VERBS
    for token in reversed(head.doc[max(0, head.i - _NAMED_REACH) : head.i]):
        plural = token.tag_ in ("NNS", "NNPS") or token.lower_ in _COLLECTIVE
        if plural or (token.tag_ == "NNP" and token.lower_ in noun_kinds()):
            found = noun_kind(token.text, token.lemma_)
            if found is None or token.lemma_.lower() in TIME_UNITS or (armed and found[1]):
                continue
            return token, found[0]
    return None


def _must_live(doc: Doc, harm: Harm | None) -> bool:
    """Return whether only the living can suffer a harm: an unknown noun that is murdered is a person."""
    return harm is not None and harm.of in ("killed", "wounded", "displaced") and doc[harm.word].lemma_ not in _LOSE


_LOSE = {"lose", "loss", "toll", "claim"}


def _looks_human(noun: Token) -> bool:
    """Return whether an unknown noun is a people ("Rohingya", "North Koreans") or a person's name or trade."""
    return noun.ent_type_ in ("NORP", "PERSON") or noun.pos_ == "PROPN" or noun.lower_.endswith(("men", "ers", "ists"))


def _harmed_kind(doc: Doc, head: Token, kind: QuantityKind, person: bool, harm: Harm | None) -> QuantityKind:
    if harm is None or not (person or kind in _PEOPLE_HARMS):
        return kind
    of = shared_harm(head, harm)
    if of == "displaced" and kind == "troops":
        return "troops"
    return of  # type: ignore[return-value]


_ANTECEDENT_REACH = 350  # characters; two sentences of a news report


def _antecedent(number: NumberExpression, before: list[FoundQuantity]) -> FoundQuantity | None:
    """Return the last count of people or things before a bare figure."""
    for earlier in reversed(before):
        if earlier.quantity.start < number.start - _ANTECEDENT_REACH:
            return None
        if earlier.quantity.of not in ("money", "distance", "area") and earlier.quantity.unit != "percent":
            return earlier
    return None


def _found(
    doc: Doc,
    number: NumberExpression,
    of: QuantityKind,
    unit: str | None,
    head: Token,
    span: Span,
    harm: Harm | None,
) -> FoundQuantity:
    quantity = Quantity(
        text=number.text,
        start=number.start,
        end=number.end,
        of=of,
        unit=unit,
        min=number.min,
        best=number.best,
        max=number.max,
        approximate=number.approximate,
    )
    return FoundQuantity(quantity, head.i, governor_of(head).i, part_of(doc, number), harm.word if harm else None)


# ---------------------------------------------------------------- without a figure

_UNIT_SIZED = re.compile(
    r"\b(?:a|an)\s((?:brigade|battalion|company|division|platoon|regiment|squad)[-\s]siz(?:ed|e))\b", re.I
)


def _of_units(doc: Doc) -> list[FoundQuantity]:
    """Return "a brigade-sized force" as about one brigade: units are not turned into men."""
    found = []
    for match in _UNIT_SIZED.finditer(text_of(doc)):
        span = _tokens_of(doc, match.start(), match.end())
        if span is None:
            continue
        quantity = Quantity(
            text=match.group(), start=match.start(), end=match.end(), of="other",
            unit=re.split(r"[-\s]", match.group(1))[0].lower(), best=1.0, approximate=True,
        )  # fmt: skip
        head = span.root.head if span.root.pos_ != "NOUN" else span.root
        found.append(FoundQuantity(quantity, head.i, governor_of(head).i))
    return found


def _of_singles(doc: Doc, figures: list[FoundQuantity]) -> list[FoundQuantity]:
    """Return "a soldier" who was killed as one, and "a bunker" in a list of counted losses."""
    counted = {q.head: q for q in figures}
    found = []
    for token in doc:
        if token.lower_ not in ("a", "an", "another") or token.dep_ != "det":
            continue
        noun = token.head
        if noun.i <= token.i or noun.i in counted or noun.tag_ not in ("NN", "NNP", "NNPS", "JJ"):
            continue
        single = _single(doc, token, noun, counted)
        if single is not None:
            found.append(single)
    return found


def _single(doc: Doc, article: Token, noun: Token, counted: dict[int, FoundQuantity]) -> FoundQuantity | None:
    phrase = doc[article.i + 1 : noun.i + 1].text
    kind, person = noun_kind(phrase, noun.lemma_) or ("other", noun.ent_type_ == "NORP" or _people_name(noun))
    if kind in ("killed", "wounded", "displaced", "casualties", "missing") or noun.lemma_.lower() in _GROUPS:
        return None
    after = doc[noun.i + 1] if noun.i + 1 < len(doc) else None
    if person:
        harm = harm_of(noun, after)
        if harm is None:
            return None
        of = _harmed_kind(doc, noun, kind, True, harm)
        listed = [q for q in counted.values() if q.harm == harm.word]
        if (article.i and doc[article.i - 1].lower_ in ("them", "whom", "including")) or (
            of == "captured" and not listed
        ):
            return None
    else:
        harm, of = None, kind
        listed = [counted[c.i] for c in noun.conjuncts if c.i in counted]
        if (
            not listed
            or governor_of(noun).lemma_.lower() not in destroying_verbs()
            or noun.lemma_.lower() in TIME_UNITS
            or any(q.quantity.of in _PEOPLE_HARMS for q in listed)
        ):
            return None
    quantity = Quantity(
        text=text_of(doc)[article.idx : noun.idx + len(noun)], start=article.idx, end=noun.idx + len(noun),
        of=of, unit=phrase, min=1.0, best=1.0, max=1.0,
    )  # fmt: skip
    return FoundQuantity(quantity, noun.i, governor_of(noun).i, harm=harm.word if harm else None)


def _people_name(noun: Token) -> bool:
    """Return whether a capitalised word after an article names one of a people ("a Uruguayan")."""
    return (
        noun.text[:1].isupper()
        and noun.ent_type_ in ("", "NORP")
        and noun.text.endswith(("an", "i", "ese", "ish", "ian"))
    )


# One of these is many people.
_GROUPS = {
    "family", "crew", "group", "force", "couple", "people", "household", "police", "staff", "infantry", "crowd", "pair",
    "personnel", "other", "number", "military", "garrison", "cattle", "army",
}  # fmt: skip
