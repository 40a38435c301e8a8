"""What a question asks for: the words that matter, a number or a day, a kind of figure, types, countries, a speaker.

Knowledge is in ``data/asked.csv``, a word and the field of a claim that it speaks of, and in ``data/reasons.csv``.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

from whosays.fusion.wording import is_stop_word, stem, words
from whosays.vocab.countries import all_by_demonym, by_name

# Asking words carry no content of what is asked about.
_ASKING = frozenset("who whom whose what which when where why how did do does say says said claim tell give".split())
_WHY = re.compile(r"\b(?:why|what for|for what reason)\b", re.IGNORECASE)
_NUMBER = re.compile(r"\bhow (?:many|much)\b|\bnumber of\b|\btoll\b", re.IGNORECASE)
_DAY = re.compile(r"\b(?:when|since when|how long)\b", re.IGNORECASE)
_BY = re.compile(
    r"\b(?:according to|did|do|does|has|have) (?:the |an? )?(?P<a>[A-Z][\w'’.-]*(?: [A-Z][\w'’.-]*)*)"
    r"(?P<verb>[^?]*?\b(?:say|claim|give|report|count|tell|admit|deny|announce|vow|ask|call|demand|seen)\b|)",
)


@dataclass(frozen=True)
class Question:
    """A question as it is looked for."""

    text: str
    stems: Counter[str] = field(default_factory=Counter)
    wants_number: bool = False
    wants_day: bool = False
    wants_reason: bool = False
    fields: frozenset[tuple[str, str]] = frozenset()
    countries: frozenset[str] = frozenset()
    speaker: frozenset[str] = frozenset()


@lru_cache(maxsize=1)
def _fields() -> dict[str, frozenset[tuple[str, str]]]:
    found: dict[str, set[tuple[str, str]]] = {}
    text = files("whosays.finding").joinpath("data", "asked.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        word = row["word"]
        # The stemmer takes off endings, not from every form alike: "killed" becomes "kil", "kill" stays.
        for form in (word, f"{word}s", f"{word}ed", f"{word.removesuffix('e')}ed", f"{word.removesuffix('e')}ing"):
            found.setdefault(stem(form), set()).add((row["field"], row["value"]))
    return {key: frozenset(values) for key, values in found.items()}


@lru_cache(maxsize=1)
def _reasons() -> re.Pattern[str]:
    text = files("whosays.finding").joinpath("data", "reasons.csv").read_text(encoding="utf-8")
    phrases = [row["phrase"] for row in csv.DictReader(text.splitlines())]
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases))})\b", re.IGNORECASE)


def gives_reason(sentence: str) -> bool:
    """Return whether a sentence has words that lead to a reason ("because", "in retaliation")."""
    return bool(_reasons().search(sentence))


def stems_of(text: str) -> Counter[str]:
    """Return the stems of the words that carry content."""
    return Counter(stem(word) for word in words(text) if not is_stop_word(word) and word not in _ASKING)


def countries_in(text: str) -> frozenset[str]:
    """Return the countries named in a text, by name or by their people: 'North Koreans' is PRK."""
    held = [word.removesuffix("'s").removesuffix("’s") for word in re.findall(r"[\w'’.-]+", text)]
    codes = set()
    at = 0
    while at < len(held):
        for length in (3, 2, 1):
            phrase = " ".join(held[at : at + length])
            if not phrase[:1].isupper():
                continue
            country = by_name(phrase)
            people = () if country else all_by_demonym(phrase)
            if country or people:
                codes.add(country.key if country else people[0].key)
                at += length - 1
                break
        at += 1
    return frozenset(codes)


def asked(text: str) -> Question:
    """Return what a question asks for."""
    stems = stems_of(text)
    speaker = _BY.search(text)
    named = stems_of(speaker["a"]) if speaker and (speaker["verb"] or "according to" in text.casefold()) else Counter()
    return Question(
        text=text,
        stems=stems,
        wants_number=bool(_NUMBER.search(text)),
        wants_day=bool(_DAY.search(text)),
        wants_reason=bool(_WHY.search(text)),
        fields=frozenset(pair for key in stems for pair in _fields().get(key, ())),
        countries=countries_in(text),
        speaker=frozenset(named),
    )
