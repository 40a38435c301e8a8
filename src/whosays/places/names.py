"""How place names are folded, so that one spelling finds another."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

# Letters that Unicode does not decompose into a letter and an accent.
_LETTERS = {
    "ł": "l",
    "đ": "d",
    "ø": "o",
    "ı": "i",
    "ð": "d",
    "þ": "th",
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "ə": "a",
    "ħ": "h",
}
_MARKS = {**dict.fromkeys("'’‘`ʼʿʾʻ´′ʹ‛."), **dict.fromkeys("-‐‑‒–—―_/,", " ")}
_PLAIN = str.maketrans({**_LETTERS, **_MARKS})
_LONG = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
_ARTICLE = re.compile(r"^(?:al|el|ad|ar|as|ash|at|an|az|ed|er|es|esh|et|en|ul) (?=\w{3})")


@lru_cache(maxsize=16384)
def fold(words: str) -> str:
    """Return the key of a name: lower case, Latin letters without accents, apostrophes and full stops dropped, hyphens
    and commas as spaces, "St." as "saint", "Mt." as "mount", "Ft." as "fort"."""
    low = words.lower().translate(_PLAIN)
    if not low.isascii():
        low = "".join(c for c in unicodedata.normalize("NFKD", low) if not unicodedata.combining(c))
    return " ".join([_LONG.get(part, part) for part in low.split()])


def without_article(key: str) -> str | None:
    """Return a folded name without its leading Arabic article ("al bab" gives "bab"), or None if it has none."""
    bare = _ARTICLE.sub("", key)
    return bare if bare != key else None


def _soft(match: re.Match[str]) -> str:
    return {"dh": "d", "th": "t", "ph": "f"}[match.group()]


_SOUNDS: list[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]] = [
    (re.compile(p), r)
    for p, r in (
        (r"iya\b|ia\b|iyah\b|ieh\b|iyeh\b|iye\b|ije\b", "i"),
        (r"skiy\b|skyi\b|skyy\b|skij\b|ski\b|sky\b", "sk"),
        (r"shch|sch|tch|tsh", "s"),
        (r"kh|gh|h", "h"),
        (r"zh|dzh|dj|j", "z"),
        (r"sh|ch|ts|tz", "s"),
        (r"dh|th|ph", _soft),
        (r"ck|q|c|x", "k"),
        (r"w|v", "v"),
        (r"g", "h"),
    )
]
_VOWELS = re.compile(r"[aeiouy]+")
_TWICE = re.compile(r"(.)\1+")


@lru_cache(maxsize=16384)
def sound(key: str) -> str:
    """Return the consonants that survive transliteration: "kharkiv" and "harkov" both give "hrkv".

    Meant for names from Cyrillic, Arabic, Hebrew, Persian and the like, and only within a country known from the text:
    alone it joins too much.
    """
    bare = without_article(key) or key
    for pattern, letter in _SOUNDS:
        bare = pattern.sub(letter, bare)
    first = "a" if bare[:1] in "aeiouy" else ""
    skeleton = first + _VOWELS.sub("", bare.replace(" ", ""))
    skeleton = _TWICE.sub(r"\1", skeleton)
    return skeleton[:-1] if skeleton.endswith("h") and len(skeleton) > 2 else skeleton


def likeness(one: str, other: str) -> float:
    """Return how alike two folded names are, 0 to 1: twice the letters in common order over all letters."""
    if one == other:
        return 1.0
    row = [0] * (len(other) + 1)
    for a in one:
        diagonal = 0
        for j, b in enumerate(other, 1):
            kept = row[j]
            row[j] = diagonal + 1 if a == b else max(row[j], row[j - 1])
            diagonal = kept
    return 2 * row[-1] / (len(one) + len(other))
