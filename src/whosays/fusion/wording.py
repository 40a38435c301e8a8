"""Words compared across reports: sentences, content stems, quotations set aside.

Fusion compares the words of many reports, so nothing here parses: sentences are cut at stops and line ends, words are
brought to a stem by suffix rules and a table of irregular forms (``irregular.csv``).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection
from functools import lru_cache
from importlib.resources import files
from typing import TypeVar

T = TypeVar("T")

_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)?")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9])|\n+")
# An opening mark, then words to its closing mark or to the end of the paragraph (a quotation that runs on).
_QUOTATION = re.compile(
    r"[“][^”\n]*(?:”|(?=\n)|$)|\"[^\"\n]*(?:\"|(?=\n)|$)|``[^\n]*?(?:''|(?=\n)|$)|«[^»\n]*(?:»|(?=\n)|$)"
)
# Words that stand inside quotation marks as names or scare quotes are too few to be a quotation.
_SHORTEST_QUOTATION = 4


@lru_cache(maxsize=1)
def _stop_words() -> frozenset[str]:
    rows = csv.DictReader((files("whosays.fusion") / "data" / "stopword.csv").read_text("utf-8").splitlines())
    return frozenset(row["word"] for row in rows)


@lru_cache(maxsize=1)
def _irregular() -> dict[str, str]:
    rows = csv.DictReader((files("whosays.fusion") / "data" / "irregular.csv").read_text("utf-8").splitlines())
    return {row["form"]: row["stem"] for row in rows}


def is_stop_word(word: str) -> bool:
    """Whether a lower-case word is one of the language's own, without content."""
    return word in _stop_words()


def words(text: str) -> list[str]:
    """Return the words of a text, lower case, possessive endings dropped."""
    return [w.removesuffix("'s").removesuffix("’s") for w in _WORD.findall(text.lower())]


def sentences(text: str) -> list[str]:
    """Return the sentences of a text in order, cut at stops and line ends."""
    return [s for s in (piece.strip() for piece in _SENTENCE_END.split(text)) if s]


def mask_quotations(text: str) -> str:
    """Return the text with the words of every quotation of four words or more blanked out; length is kept."""

    def blank(match: re.Match[str]) -> str:
        inside = match.group()
        return inside if len(inside.split()) < _SHORTEST_QUOTATION else re.sub(r"\S", " ", inside)

    return _QUOTATION.sub(blank, text)


_DOUBLED = frozenset("bdgklmnprt")


def _undouble(base: str) -> str:
    if len(base) > 3 and base[-1] == base[-2] and base[-1] in _DOUBLED:
        return base[:-1]
    return base


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Return the stem of a lower-case word: inflection and the commonest noun endings of verbs stripped."""
    if word in _irregular():
        return _irregular()[word]
    if len(word) <= 3 or not word.isalpha():
        return word
    base = word
    if base.endswith("ies") and len(base) > 4:
        base = base[:-3] + "y"
    elif base.endswith(("sses", "shes", "ches", "xes")):
        base = base[:-2]
    elif base.endswith("s") and not base.endswith(("ss", "us", "is")):
        base = base[:-1]
    for ending in ("ings", "ing", "ied", "ed"):
        if base.endswith(ending) and len(base) - len(ending) >= 3:
            base = base[: -len(ending)] + ("y" if ending == "ied" else "")
            base = _undouble(base)
            break
    for ending in ("ation", "ition", "ment", "tion", "sion", "ance", "ence"):
        if base.endswith(ending) and len(base) - len(ending) >= 4:
            base = base[: -len(ending)] + ("t" if ending == "tion" else "s" if ending == "sion" else "")
            break
    return base.removesuffix("e") if len(base) > 4 else base


def content_stems(text: str) -> tuple[str, ...]:
    """Return the stems of the content words of a text, in order; numbers stay."""
    stop = _stop_words()
    return tuple(stem(w) for w in words(text) if w not in stop)


def overlap(a: Collection[T], b: Collection[T]) -> float:
    """Return the Dice overlap of two sets, or of two sequences that repeat nothing, 0 to 1; 0 when both are empty."""
    return 2 * len(set(a).intersection(b)) / (len(a) + len(b)) if a or b else 0.0
