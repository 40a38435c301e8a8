"""Pass 1a: lengths of time ("two years", "a couple of weeks", "24 hours", "two-and-a-half months")."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from whosays.reading.times.grammar import Pass
from whosays.reading.wordclass import Words

NUMBER = (
    "(half article|article? couple of|article? few|article? dozen|(article|count)? hundred|tens dash? count|tens"
    "|count|d|number|year|article)"
)
UNIT = "(unit|units|night|weekend|quarter)"


@dataclass(frozen=True, slots=True)
class Length:
    """``low`` to ``high`` units; equal where the number is said, None where the words give none ("for weeks").

    ``rough``: "about ten days". ``article``: "a month", which may be a rate.
    """

    unit: str
    low: float | None = None
    high: float | None = None
    rough: bool = False
    article: bool = False


lengths = Pass()
_NUMERAL = ("article", "couple", "few", "dozen", "hundred", "tens", "count", "d", "number", "year", "half")


def number_of(words: Words) -> tuple[float, float]:
    """Return the number that the words of `NUMBER` write, as a range."""
    if words.has("few"):
        return 3, 9
    if words.has("half"):
        return 0.5, 0.5
    if words.has("dozen"):
        times = words.first("count") or 1
        return 12 * times, 12 * times
    if words.has("couple"):
        return 2, 2
    total: float = sum(words.all("tens", "count", "d", "number", "year"))
    if words.has("hundred"):
        total = (total or 1) * words.first("hundred")
    return (total, total) if total else (1, 1)


def _unit_of(words: Words) -> str:
    last = words[-1]
    return {"night": "night", "weekend": "weekend", "quarter": "quarter"}.get(last.kind, str(last.value))


@lengths.rule(
    f"(about|(more|least) than?|as long as|over|up to|at least)? {NUMBER} (to|or|dash) {NUMBER} dash? {UNIT}",
)
def between_lengths(words: Words) -> tuple[str, Any] | None:
    """Read "two or three weeks", "10-15 days"."""
    cut = next(i for i, w in enumerate(words) if w.kind in ("to", "or") or (w.kind == "dash" and i))
    low, _ = number_of(Words(words[:cut]))
    _, high = number_of(Words(words[cut:]))
    return ("span", Length(_unit_of(words), min(low, high), max(low, high))) if low <= high else None


@lengths.rule(
    f"(about|(more|least) than|at least)? {NUMBER} dash? (and dash? article dash? half dash?)? (other|more)? {UNIT}",
    f"{NUMBER} {UNIT} and article half",
    f"{NUMBER} {UNIT} (or so)?",
)
def length(words: Words) -> tuple[str, Any] | None:
    """Read "two years", "an hour and a half", "about ten days"."""
    kinds = [w.kind for w in words]
    unit = next(w for w in words if w.kind in ("unit", "units", "night", "weekend", "quarter"))
    start = 1 if kinds[0] in ("about", "more", "least", "at") else 0
    if "and" in kinds:
        numeral = [w for w in words[start : kinds.index("and")] if w.kind in _NUMERAL]
    else:
        numeral = [w for w in words[start:] if w.kind in _NUMERAL]
    low, high = number_of(Words(numeral))
    if "and" in kinds:
        low, high = low + 0.5, high + 0.5
    rough = start > 0 or kinds[-1] == "so"
    bare = {w.kind for w in numeral} == {"article"}
    name = _unit_of(Words((unit,)))
    if unit.kind == "quarter" or (name == "second" and high < 1):
        return None
    return "span", Length(name, low, high, rough, bare)


@lengths.rule("units")
def vague_length(words: Words) -> tuple[str, Any]:
    """Read "weeks" without a number."""
    return "vague", Length(str(words[0].value))
