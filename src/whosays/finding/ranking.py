"""Ranking claims for a question: words (BM25), meaning (sentence encoder), and what kind of answer is asked for."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from whosays.casebook import Casebook
from whosays.exports.wording import label_of, owner, sentence, what
from whosays.finding.question import Question, asked, countries_in, gives_reason, stems_of
from whosays.reading.meaning import vectors_of
from whosays.record import Claim, Record, Report, Struct

# BM25 as in Robertson and Zaragoza 2009.
_K1, _B = 1.2, 0.5
# How much each sign counts, the best word score of a question being 1. Set by hand on the tuned two thirds of
# bench/questions.tsv and not touched after the third kept aside was looked at; see docs/why/finding.md.
WEIGHTS = {
    "words": 1.0, "meaning": 0.9, "context": 1.0, "report": 0.5, "figure": 0.45, "kind": 0.2, "figure of kind": 0.3,
    "field": 0.15, "day": 0.15, "reason": 0.5, "country": 0.15, "speaker": 0.35,
}  # fmt: skip
# What a claim loses that says word for word what a better one says.
AGAIN = 1.0
# The encoder reads this many claims; beyond, only the best by their words.
MOST_ENCODED = 4_000
# Vectors in memory, 2 kB each.
KEPT = 20_000
Vector = np.ndarray[Any, np.dtype[Any]]


class Answer(Struct, frozen=True, kw_only=True):
    """A claim that answers: the report's words, who says so, and the score (higher is better, no scale).

    ``why`` names the signs that spoke for it, the strongest first.
    """

    report: Report
    claim: Claim
    score: float
    sentence: str
    owner: str
    why: tuple[str, ...] = ()


def find(
    question: str,
    among: Iterable[Record] | Casebook | str | Path,
    *,
    limit: int = 10,
    **conditions: Any,
) -> list[Answer]:
    """Return the claims that answer a question in plain English, the best first.

    ``among`` are records, a casebook or its path; ``conditions`` are those of `Casebook.claims` and need a casebook.
    Nothing is made up: an answer is a claim of a report with its words and its owner, and claims that share neither
    words nor meaning with the question are not returned.
    """
    pairs = list(_pairs(among, conditions))
    if not pairs or not question.strip():
        return []
    wanted = asked(question)
    signs = _signs(wanted, pairs)
    scores = sum((WEIGHTS[name] * values for name, values in signs.items()), start=np.zeros(len(pairs)))
    related = (signs["words"] > 0) | (signs["meaning"] >= LEAST_MEANING) | (signs["context"] >= LEAST_CONTEXT)
    order = sorted(
        map(int, np.flatnonzero(related)),
        key=lambda n: (-round(float(scores[n]), 6), pairs[n][0].published or "9999", n),
    )
    return [
        _answer(*pairs[n], float(scores[n]), {name: float(v[n]) for name, v in signs.items()})
        for n in _varied(order, scores, pairs, limit)
    ]


# A claim may share no word with a question that its sentence and title answer; of the best sentence's score.
LEAST_CONTEXT = 0.3
# Cosines of unrelated sentences lie below: .11 for two unrelated ones, .63 for a paraphrase.
LEAST_MEANING = 0.35


def _varied(order: list[int], scores: Vector, pairs: Sequence[tuple[Report, Claim]], limit: int) -> list[int]:
    """Return the first of an order, what says again what stands before it put behind (maximal marginal relevance).

    Ten outlets that carry one sentence are one answer: each claim loses the share of words that it has in common with
    the one before it that is most like it.
    """
    held = {n: frozenset(stems_of(pairs[n][1].evidence.text)) for n in order[: max(4 * limit, 40)]}
    alike = dict.fromkeys(held, 0.0)
    chosen: list[int] = []
    while alike and len(chosen) < limit:
        best = max(alike, key=lambda n: float(scores[n]) - AGAIN * alike[n])
        del alike[best]
        chosen.append(best)
        for n in alike:
            union = len(held[n] | held[best])
            alike[n] = max(alike[n], len(held[n] & held[best]) / union if union else 1.0)
    return chosen


def _pairs(
    among: Iterable[Record] | Casebook | str | Path, conditions: dict[str, Any]
) -> Iterable[tuple[Report, Claim]]:
    if isinstance(among, Casebook):
        return [(found.report, found.claim) for found in among.claims(**conditions)]
    if isinstance(among, (str, Path)):
        with Casebook(among, create=False) as case:
            return [(found.report, found.claim) for found in case.claims(**conditions)]
    if conditions:
        raise TypeError("conditions need a casebook")
    return [(record.report, claim) for record in among for claim in record.claims]


def _answer(report: Report, claim: Claim, score: float, signs: dict[str, float]) -> Answer:
    spoke = sorted((name for name in signs if WEIGHTS[name] * signs[name] > 0), key=lambda n: -WEIGHTS[n] * signs[n])
    return Answer(
        report=report, claim=claim, score=round(score, 4), sentence=sentence(claim, report, with_date=True),
        owner=owner(claim, report), why=tuple(spoke),
    )  # fmt: skip


def _own_words(report: Report, claim: Claim) -> str:
    parties = (*claim.actors, *claim.recipients, *claim.sources)
    names = " ".join(party.name or "" for party in parties)
    places = " ".join(f"{place.name or ''} {place.admin1 or ''}" for place in claim.places)
    words = claim.evidence.text
    # The report's words count twice: the wording of ours repeats some of them, and a name may stand far away.
    return f"{words} {words} {what(claim, report.text)} {names} {places} {label_of(claim.type)}"


def _sentence(report: Report, claim: Claim) -> str:
    text = report.text
    start = max(text.rfind(". ", 0, claim.evidence.start), text.rfind("\n", 0, claim.evidence.start)) + 1
    ends = [end for mark in (". ", "\n") if (end := text.find(mark, claim.evidence.end)) >= 0]
    return text[start : min(ends, default=len(text))]


def around(report: Report, claim: Claim) -> str:
    """Return the title and the sentence that the claim's words stand in."""
    return f"{report.title or ''}. {_sentence(report, claim)}"


def _bm25(question: Counter[str], bags: Sequence[Counter[str]]) -> Vector:
    seen = Counter(key for bag in bags for key in bag)
    mean = sum(sum(bag.values()) for bag in bags) / len(bags) or 1.0
    scores: Vector = np.zeros(len(bags))
    for n, bag in enumerate(bags):
        length = sum(bag.values())
        for key in question:
            if count := bag.get(key, 0):
                rarity = math.log(1 + (len(bags) - seen[key] + 0.5) / (seen[key] + 0.5))
                scores[n] += rarity * count * (_K1 + 1) / (count + _K1 * (1 - _B + _B * length / mean))
    top = float(scores.max(initial=0.0))
    return scores / top if top > 0 else scores


_vectors: dict[str, Any] = {}


def _encoded(texts: Sequence[str]) -> Vector:
    """Return a unit vector a text; those met before are kept, so that the next question is answered at once."""
    new = sorted({text for text in texts if text not in _vectors})
    if len(_vectors) + len(new) > KEPT:
        _vectors.clear()
        new = sorted(set(texts))
    for start in range(0, len(new), 64):
        batch = new[start : start + 64]
        made = vectors_of(batch)
        _vectors.update(zip(batch, made / np.linalg.norm(made, axis=1, keepdims=True), strict=True))
    return np.array([_vectors[text] for text in texts])


def _meaning(question: str, texts: Sequence[str], chosen: Vector) -> Vector:
    made = _encoded([question, *(texts[n][:400] for n in chosen)])
    scores = np.zeros(len(texts))
    scores[chosen] = made[1:] @ made[0]
    return scores


def _signs(wanted: Question, pairs: Sequence[tuple[Report, Claim]]) -> dict[str, Any]:
    own = [_own_words(*pair) for pair in pairs]
    words = _bm25(wanted.stems, [stems_of(text) for text in own])
    context = _bm25(wanted.stems, [stems_of(around(*pair)) for pair in pairs])
    whole = {report.id: stems_of(f"{report.title or ''}. {report.text}") for report, _ in pairs}
    told = dict(zip(whole, _bm25(wanted.stems, list(whole.values())), strict=True))
    chosen = np.argsort(-(words + context), kind="stable")[:MOST_ENCODED]
    texts = [f"{claim.evidence.text}. {what(claim, report.text)}" for report, claim in pairs]
    rows = [_structure(wanted, report, claim) for report, claim in pairs]
    signs = {name: np.array([row[name] for row in rows]) for name in rows[0]}
    return {
        "words": words, "context": context, "report": np.array([told[report.id] for report, _ in pairs]),
        "meaning": _meaning(wanted.text, texts, chosen), **signs,
    }  # fmt: skip


def _structure(wanted: Question, report: Report, claim: Claim) -> dict[str, float]:
    kinds = {value for name, value in wanted.fields if name == "of"}
    numbers = [quantity for quantity in claim.quantities if (quantity.best, quantity.min, quantity.max) != (None,) * 3]
    fields = {("type", claim.type), ("mode", claim.mode or ""), ("certainty", claim.certainty)}
    countries = {party.country for party in (*claim.actors, *claim.recipients)}
    countries |= {place.country for place in claim.places}
    if wanted.countries - countries:
        countries |= countries_in(claim.evidence.text)
    spoken = stems_of(" ".join(f"{s.name or ''} {s.text}" for s in claim.sources))
    has_figure, of_kind = wanted.wants_number and bool(numbers), bool(kinds & {one.of for one in claim.quantities})
    return {
        "figure": float(has_figure),
        "figure of kind": float(has_figure and of_kind),
        "kind": float(of_kind),
        "field": float(bool(fields & wanted.fields)),
        "reason": float(wanted.wants_reason and gives_reason(_sentence(report, claim))),
        "day": float(wanted.wants_day and claim.time.earliest is not None and claim.time.text is not None),
        "country": len(wanted.countries & countries) / len(wanted.countries) if wanted.countries else 0.0,
        "speaker": len(wanted.speaker & spoken.keys()) / len(wanted.speaker) if wanted.speaker else 0.0,
    }
