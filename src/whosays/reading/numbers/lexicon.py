"""Cuts a text into words of number and everything else; sets apart digits that are part of a name or a date."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from whosays.reading.wordclass import OTHER, Alphabet, Word
from whosays.vocab.words import read_words

MONEY_SIGNS = {
    "$": "USD", "US$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₴": "UAH", "₽": "RUB", "₪": "ILS", "₺": "TRY",
    "₹": "INR", "₩": "KRW", "A$": "AUD", "C$": "CAD", "HK$": "HKD", "R$": "BRL", "NT$": "TWD",
}  # fmt: skip
SUFFIXES = {"k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12, "million": 1e6, "billion": 1e9}
VULGAR = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3, "⅕": 0.2}
# Longer digit strings than this count nothing that a report reports of.
MAX_DIGITS = 15

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_YEAR = r"(?:,?\s(?:1[5-9]|20)\d\d\b)"
_NUM = (
    r"\d+(?:,\d{3})+(?:\.\d+)?(?!\d)|\d{1,3}(?:[\u00a0\u202f\u2009]\d{3})+(?!\d)"
    r"|\d{1,3}(?: \d{3}){2,}(?!\d)|\d+(?:\.\d+)?"
)
_DAYS = r"\d{1,2}(?:st|nd|rd|th)?(?:\s?[-–]\s?\d{1,2})?"

# What digits can be, in order: the first shape that fits a place wins. "In June 12 people": the 12 is no day.
_SHAPES = {
    "web": r"\b(?:https?://|www\.)\S+",
    "phone": r"(?<!\w)\+\d[\d\s().-]{6,17}\d|\b\d{3}-\d{3}-\d{4}\b|\(\d{3,5}\)\s\d{3,4}[\s-]\d{3,4}",
    "coordinate": r"(?<!\w)(?:[NSEW]\s?)?\d{1,3}(?:\.\d+)?\s?°[\d\s.,'’′\"”″]{0,16}[NSEW]?(?!\w)",
    "date": r"\b\d{4}-\d\d-\d\d(?:T[\d:Z+.-]+)?|\b\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d\d)\b"
    rf"|(?<!\b[Ii]n )\b{_MONTH}\s{_DAYS}\b(?!,\d{{3}}|\.\d){_YEAR}?"
    rf"|\b{_DAYS}(?:\sof)?\s{_MONTH}(?!\w){_YEAR}?|\b{_MONTH}{_YEAR}",
    "nine": r"\b(?:9/11|7/7|24/7|50/50)\b",
    "time": r"\b\d{1,2}:\d\d(?::\d\d)?(?:\s?[ap]\.?m\b\.?)?|\b\d{1,2}(?:\.\d\d)?\s?[ap]\.?m\b\.?"
    r"|\b[0-2]\d[0-5]\d(?=\s?(?:GMT|UTC|hrs\b|hours\b|local\s))",
    "score": r"(?<=\s)\d{1,3}[-–]\d{1,3}(?=\s(?:win|victory|defeat|loss|draw|against|vote)\b)"
    r"|(?:(?<=won )|(?<=lost )|(?<=beat ))\d{1,3}[-–]\d{1,3}\b",
    "fractional": r"\b(?:[1-9]|1\d)/(?:[2-9]|10)\b(?!/)",
    "decade": r"\b(?:1[5-9]|20)\d0['’]?s\b",
    "age": r"\b\d{1,3}-(?:year|month|week|day)s?-olds?\b|\b(?:aged|age)\s\d{1,3}\b(?:\s?(?:to|and|[-–])\s?\d{1,3}\b)?"
    r"|(?<=[a-z]),\s\d{1,2}(?=,\s|\.\s|\s\()",
    "calibre": r"\b\d{1,3}(?:\.\d{1,2})?[-\s]?(?:mm|millimet(?:re|er)s?|cal(?:ibre|iber)?)\b",
    "name": r"\b(?=[A-Za-z]*[A-Z])[A-Za-z]{1,8}(?:[-‐]?\d[\w.]*)(?:[-‐/][A-Z]?\w+)*\b|\b[A-Z]\w*[-‐][A-Z]*\d+\w*"
    r"|\b\d{1,3}(?:st|nd|rd|th)-?\w*",
    "money": rf"(?:US|A|C|HK|NT|R)?[$€£¥₴₽₪₺₹₩]\s?(?P<sum>{_NUM})\s?(?P<sumfix>(?:tn|bn|mn|mln|[kmbKMB])(?!\w))?",
    "percent": rf"(?:{_NUM})(?:\s?%|\s(?:per\s?cent|pct|percentage)\b)",
    "number": rf"(?P<plain>{_NUM})(?:\s?(?P<suffix>tn|bn|mn|mln)\b|(?P<letter>[kmKMB])(?!\w))?(?P<glued>[A-Za-z°]\w*)?",
    "vulgar": r"[½¼¾⅓⅔⅕]",
    "word": r"[^\W\d_]+",
    "sign": r"[-‐‑–—~+≈,]",
    "odd": r"[^\s\w]",
}
_TOKEN = re.compile("|".join(f"(?P<{shape}>{pattern})" for shape, pattern in _SHAPES.items()))
# "30m deep": metres, not millions
_METRES = re.compile(
    r"[-\s](?:deep|long|wide|high|tall|away|from|above|below|north|south|east|west|behind|apart|outside|across|stretch|line)\b"
)
_SIGNS = {"~": "about", "≈": "about", "+": "plussign", ",": "comma"}
FLAGGED = ("web", "phone", "coordinate", "date", "nine", "time", "score", "decade", "age", "calibre", "name")


@lru_cache(maxsize=1)
def alphabet() -> Alphabet:
    """Return the classes of words of number."""
    classes = [row["class"] for row in read_words("number_words")]
    built = ("digits", "dash", "plussign", "comma", "value", "built", "money", "percentage", "flagged", "vulgar")
    return Alphabet([*classes, *built], {"figure": "value money percentage"})


@lru_cache(maxsize=1)
def _words() -> dict[str, tuple[str, str, Any]]:
    known: dict[str, tuple[str, str, Any]] = {}
    for row in read_words("number_words"):
        known[row["word"]] = (alphabet().letter[row["class"]], row["class"], _value(row["value"]))
    return known


def _value(cell: str) -> Any:
    if " " in cell:
        low, high = cell.split()
        return float(low), float(high)
    if "/" in cell:
        top, bottom = cell.split("/")
        return int(top) / int(bottom)
    return float(cell) if cell else None


@lru_cache(maxsize=1)
def name_words() -> frozenset[str]:
    """Return the words that make the number after them a name ("Resolution 2231")."""
    return frozenset(row["word"] for row in read_words("number_names"))


def to_number(digits: str) -> float | None:
    """Return the number that digits write, or None if there are too many of them."""
    plain = re.sub(r"[,\s\u00a0\u202f\u2009]", "", digits)
    if len(plain) > MAX_DIGITS or not plain.isascii():
        return None
    return float(plain)


def lex(text: str) -> tuple[str, list[Any]]:
    """Return the classes of the words of ``text``, and the words; None stands for a word without number."""
    known, letter = _words(), alphabet().letter
    kinds: list[str] = []
    words: list[Any] = []
    for match in _TOKEN.finditer(text):
        shape = match.lastgroup or ""
        if shape == "word":
            entry = known.get(match.group().lower())
            if entry is None:
                kinds.append(OTHER)
                words.append(None)
            else:
                kinds.append(entry[0])
                words.append(Word(entry[1], entry[2], match.start(), match.end()))
            continue
        kind, value, end = _shape(shape, match)
        kinds.append(letter[kind] if kind else OTHER)
        words.append(Word(kind, value, match.start(), end) if kind else None)
    return "".join(kinds), words


def _shape(shape: str, match: re.Match[str]) -> tuple[str, Any, int]:
    """Return class, value and end of a word that is not made of letters; class '' says nothing of number."""
    raw, end = match.group(), match.end()
    if shape == "sign":
        return _SIGNS.get(raw, "dash"), None, end
    if shape == "vulgar":
        return "vulgar", VULGAR[raw], end
    if shape in FLAGGED:
        return "flagged", shape, end
    if match.group("sum") is not None:
        number = to_number(match.group("sum"))
        scale = SUFFIXES[match.group("sumfix").lower()] if match.group("sumfix") else 1
        sign = MONEY_SIGNS.get(re.split(r"[\d\s]", raw)[0], "USD")
        return ("money", (number * scale, sign), end) if number is not None else ("", None, end)
    if shape == "percent":
        number = to_number(re.match(r"[\d.,]+", raw).group().rstrip(","))  # type: ignore[union-attr]
        return ("percentage", number, end) if number is not None else ("", None, end)
    if shape == "fractional":
        top, bottom = raw.split("/")
        return "fraction", int(top) / int(bottom), end
    if match.group("plain") is not None:
        return _digits(match)
    return "", None, end


def _digits(match: re.Match[str]) -> tuple[str, Any, int]:
    number, glued = to_number(match.group("plain")), match.group("glued")
    if number is None:
        return "", None, match.end()
    if glued:  # "70km" is a measure: the figure ends before its unit; "3Robotics" is a name
        known = glued.lower() in _measures()
        return ("digits", number, match.end("number")) if known else ("flagged", "name", match.end())
    scale = match.group("suffix") or match.group("letter")
    if scale == "m" and _METRES.match(match.string, match.end()):
        return "digits", number, match.end("plain")
    return "digits", number * SUFFIXES[scale.lower()] if scale else number, match.end()


@lru_cache(maxsize=1)
def _measures() -> frozenset[str]:
    return frozenset(row["unit"] for row in read_words("measures"))
