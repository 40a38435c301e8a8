"""Cuts a text into words of time and everything else."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Any

from whosays.reading.times.calendar import FIRST_YEAR, LAST_YEAR, Interval, day_of
from whosays.reading.wordclass import OTHER, Alphabet, Word
from whosays.vocab.words import read_words

# Classes of digit words, and of what the passes of the grammar put in the place of the words they have understood.
DIGITS = ("d", "year", "ordinal", "number", "decade", "years", "pd", "clock")
MARKS = ("comma", "dash", "dot", "lp", "rp", "poss", "feast")
BUILT = ("span", "vague", "pm", "py", "ps", "pw", "pk", "pe", "pt", "pc", "px", "pa", "done")

_TOKEN = re.compile(
    r"(?P<iso>\b\d{4}([-/])\d\d\2\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z\b|[+-]\d\d:?\d\d)?)?(?![\d/]))"
    r"|(?P<numdate>(?<![\d.])\d{1,2}(?P<sep>[./-])\d{1,2}(?P=sep)(?:\d{4}|\d\d)(?![\d]|[./]\d))"
    r"|(?P<ampm>\b\d{1,2}(?:[.:]\d\d)?\s?(?:[AaPp]\.?\s?[Mm]\b\.?)(?!\w))"
    r"|(?P<clock>\b(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?![\d:])|\b(?:[01]\d|2[0-4])[0-5]\d(?=\s?(?:GMT|UTC|hrs?\b|hours\b|local\b|Z\b)))"
    r"|(?P<years>\b(?:1[0-9]|20)\d\d(?:/\d\d(?:\d\d)?|[-–](?:\d{4}|\d\d))(?![\d/-]|\.\d))"
    r"|(?P<decade>\b(?:1[5-9]|20)\d0['’]?s\b|['’]\d0s\b)"
    r"|(?P<ordinal>\b\d{1,2}(?:st|nd|rd|th)\b)"
    r"|(?P<fy>\bFY\s?'?(?:20)?\d\d\b)"
    r"|(?P<digits>\d+(?:,\d{3})*(?:\.\d+)?)"
    r"|(?P<poss>['’]s?(?!\w))"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<dash>[-‐‑–—])"
    r"|(?P<mark>[,.()])"
    r"|(?P<odd>[^\s\w])"
)
_MARKS = {",": "comma", ".": "dot", "(": "lp", ")": "rp"}
_SHORT_MONTHS = {"march", "april", "may", "june", "july"}  # whole words: a full stop after them is a full stop
_CASED = {"month", "may", "weekday", "weekdays", "wabbr", "fy", "tz", "hint", "hijri", "ah", "ad"}


@lru_cache(maxsize=1)
def alphabet() -> Alphabet:
    """Return the classes of words of time."""
    classes = [row["class"] for row in read_words("time_words")]
    groups = {
        "anymonth": "month may",
        "anyday": "pd pw pt feast",
        "when": "pm py ps pd pw pk pe pt feast",
        "anywhen": "pm py ps pd pw pk pe pt px pa feast",
        "clause": " ".join(n for n in classes if n not in ("since", "until", "and", "or")) + " d number ordinal poss",
        "prep": "in on at during for over within through of into by",
    }
    return Alphabet([*classes, *DIGITS, *MARKS, *BUILT], groups)


@lru_cache(maxsize=1)
def _words() -> dict[str, tuple[str, str, Any, bool]]:
    """Return word -> (letter, class, value, whether it must be capitalised)."""
    known: dict[str, tuple[str, str, Any, bool]] = {}
    for row in read_words("time_words"):
        value = row["value"]
        number: Any = float(value) if re.fullmatch(r"\d+(\.\d+)?", value) else value
        cased = row["class"] in _CASED
        entry = (alphabet().letter[row["class"]], row["class"], number, cased)
        known[row["word"].lower() if cased else row["word"]] = entry
    return known


@lru_cache(maxsize=1)
def _phrases() -> tuple[re.Pattern[str], dict[str, dict[str, str]], frozenset[str]]:
    rows = {row["phrase"].lower(): row for row in read_words("eras")}
    longest_first = sorted(rows, key=len, reverse=True)
    pattern = "|".join(re.escape(p).replace("'", "['’]").replace(r"\ ", r"\s") for p in longest_first)
    firsts = frozenset(re.match(r"\w+", p).group() for p in rows)  # type: ignore[union-attr]
    return re.compile(rf"(?:{pattern})(?!\w)", re.IGNORECASE), rows, firsts


def lex(text: str) -> tuple[str, list[Any]]:
    """Return the classes of the words of ``text``, and the words; None stands for a word that says nothing of time."""
    known = _words()
    phrase, eras, firsts = _phrases()
    kinds: list[str] = []
    words: list[Any] = []
    letter = alphabet().letter
    end = 0
    for match in _TOKEN.finditer(text):
        start = match.start()
        if start < end:
            continue
        shape = match.lastgroup
        raw = match.group()
        if shape == "word":
            low = raw.lower()
            if (low in firsts and (era := phrase.match(text, start))) and raw[0].isupper():
                end = era.end()
                row = eras[re.sub(r"\s", " ", era.group().lower().replace("’", "'"))]
                kinds.append(letter["pe" if row["kind"] == "era" else "feast"])
                words.append(Word(row["kind"], row, start, end))
                continue
            entry = known.get(low)
            if entry is None or (entry[3] and not raw[0].isupper()):
                kinds.append(OTHER)
                words.append(None)
                continue
            end = match.end()
            if text[end : end + 1] == "." and entry[3] and len(raw) <= 5 and low not in _SHORT_MONTHS:
                end += 1
            kinds.append(entry[0])
            words.append(Word(entry[1], entry[2], start, end))
            continue
        kind, value = _digit_word(shape or "", raw, match)
        if kind == "d" and raw in ("9", "7") and (era := phrase.match(text, start)):
            kind, value, raw = "pe", eras[era.group()], era.group()
        end = start + len(raw)
        kinds.append(letter[kind] if kind else OTHER)
        words.append(Word("era" if kind == "pe" else kind, value, start, end) if kind else None)
    return "".join(kinds), words


def _digit_word(shape: str, raw: str, match: re.Match[str]) -> tuple[str, Any]:
    """Return class and value of a word that is not made of letters; class '' says nothing of time."""
    if shape == "dash":
        return "dash", raw
    if shape == "mark":
        return _MARKS[raw], raw
    if shape in ("clock", "ampm"):
        return "clock", raw
    if shape == "poss":
        return "poss", raw
    if shape == "iso":
        return "pd", day_of(int(raw[:4]), int(raw[5:7]), int(raw[8:10]))
    if shape == "numdate":
        return "pd", numeric_date(*(int(n) for n in re.split(r"[./-]", raw)), dotted="." in raw)
    if shape == "years":
        first = int(raw[:4])
        last = int(raw[5:])
        return "years", (first, last if last > 99 else first // 100 * 100 + last)
    if shape == "decade":
        return "decade", int(re.sub(r"\D", "", raw)) if raw[0] not in "'’" else 1900 + int(raw[1:3])
    if shape == "ordinal":
        return "ordinal", int(raw[:-2])
    if shape == "fy":
        digits = int(re.sub(r"\D", "", raw))
        return "fy", digits if digits > 99 else 2000 + digits
    if shape == "digits":
        return _number(raw)
    return "", None


def _number(raw: str) -> tuple[str, Any]:
    if len(raw) > 12 or not raw.isascii():
        return "", None
    if raw.isdecimal():
        number = int(raw)
        if len(raw) <= 2 and 1 <= number <= 31:
            return "d", number
        if len(raw) == 4 and FIRST_YEAR <= number <= LAST_YEAR:
            return "year", number
    return "number", float(raw.replace(",", ""))


def numeric_date(first: int, second: int, year: int, *, dotted: bool) -> date | Interval | None:
    """Return the day of 18.10.2024 or 10/18/2024; where day and month could be either, only the year is known."""
    if year < 100:
        year += 2000 if year < 70 else 1900
    if dotted or first > 12:
        return day_of(year, second, first)
    if second > 12:
        return day_of(year, first, second)
    either = sorted(day for day in (day_of(year, first, second), day_of(year, second, first)) if day)
    if first == second:
        return either[0] if either else None
    return Interval(either[0], either[-1]) if either else None
