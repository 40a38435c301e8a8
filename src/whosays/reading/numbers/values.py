"""What number words are worth: "two hundred and six", "half a million", "several dozen", "tens of thousands"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from whosays.reading.numbers.lexicon import alphabet
from whosays.reading.wordclass import Pass, Word, Words

Built = tuple[str, Any] | None
values = Pass(alphabet)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as said: ``best`` where the words give one, else ``min`` and ``max``; None is an open end."""

    min: float | None
    best: float | None
    max: float | None
    approximate: bool = False
    unit: str | None = None
    scaled: bool = False  # ends in a magnitude word, so that "5 to 6 million" scales both ends


def exactly(number: float, unit: str | None = None, *, scaled: bool = False) -> Figure:
    """Return a figure said as it is."""
    return Figure(number, number, number, unit=unit, scaled=scaled)


def between(low: float, high: float) -> Figure:
    """Return what a word of size is worth."""
    return Figure(low, None, high, True)


@values.rule("vague of vague")
def tens_of_thousands(words: Words) -> Built:
    """Read "tens of thousands", "hundreds of thousands", "dozens of millions"."""
    first, second = words[0].value, words[-1].value
    tens = {20.0: 10.0, 24.0: 12.0, 40.0: 20.0, 200.0: 100.0, 2000.0: 1000.0}.get(first[0])
    base = second[0] / 2
    if tens is None or words[0].kind == "several" or base < 1000 or words.all("vague")[-1][0] in (20.0, 24.0, 40.0):
        return None
    low, high = (first[0] * base, (first[1] + 1) * base - 1) if tens != 12 else (24 * base, 99 * base)
    return "value", between(low, high)


@values.rule("article? several of? (hundred|large|dozen|score)+", "article? (several) of? vague")
def several_hundred(words: Words) -> Built:
    """Read "several hundred", "a few dozen", "a couple of hundred"."""
    low, high = words.first("several")
    scale = 1.0
    for size in words.all("hundred", "large", "dozen", "score"):
        scale *= size
    if vague := words.first("vague"):
        scale = vague[0] / 2
        if scale < 100:
            return None
    if low == high:
        return "value", exactly(low * scale)
    return "value", between(low * scale, high * scale)


@values.rule("article? several of?")
def several(words: Words) -> Built:
    """Read "several", "a few", "a handful", "a couple of", "a pair of"."""
    low, high = words.first("several")
    figure = exactly(low) if low == high else between(low, high)
    return "value", figure


@values.rule("vague")
def vague(words: Words) -> Built:
    """Read "dozens", "hundreds", "thousands"; "tens" alone is too rough."""
    low, high = words.first("vague")
    return "value", between(low, high)


# ---------------------------------------------------------------- cardinals

WORD = "(digits|unit|tens|hundred|large|dozen|score|article)"


def cardinal(words: list[Word]) -> float | None:
    """Return the number that words write by the rules of English, or None if they do not make one number."""
    total, group = 0.0, 0.0
    limit = float("inf")
    for before, word in zip([None, *words], words):
        if word.kind == "and" and (before is None or before.kind not in ("hundred", "large")):
            return None
        if word.kind in ("and", "dash"):
            continue
        value = float(word.value)
        if word.kind in ("hundred", "dozen", "score"):
            if group >= 100 and word.kind == "hundred":
                return None
            group = (group or 1) * value
        elif word.kind == "large":
            if value >= limit:
                return None
            total += (group or 1) * value
            group, limit = 0.0, value
        else:
            fits = group == 0 or (word.kind in ("unit", "digits") and value < _room(group))
            if word.kind == "tens":
                fits = group % 100 == 0
            if not fits or value >= limit:
                return None
            group += value
    return total + group


def _room(group: float) -> float:
    """Return below what the next word must lie to be part of the same number ("two hundred [and] six")."""
    if group % 100 == 0:
        return 100
    return 10 if group % 10 == 0 and group % 100 >= 20 else 0


@values.rule(
    "(article|the)? half dash? article (large|dozen|hundred)",
    "article half (large|dozen|hundred)",
    "(article|unit|the)? dash? quarter (of)? (article|dash)? (large)",
)
def half_a_million(words: Words) -> Built:
    """Read "half a million", "a quarter of a million", "half a dozen", "three quarters of a million"."""
    share = words.first("half") or words.first("quarter") * float(words.first("unit") or 1)
    return "value", exactly(share * words.first("large", "dozen", "hundred"), scaled=True)


@values.rule(
    "(digits|unit|article|tens) (dash? and dash? article dash? half|and article quarter) dash? (large|hundred|dozen)?",
    "(digits|unit|article) (large|dozen) and article (half|quarter)",
    "(digits|unit) dash? and dash? vulgar (large)?",
    "digits vulgar large?",
)
def and_a_half(words: Words) -> Built:
    """Read "three-and-a-half thousand", "one and a half", "a million and a half"."""
    whole = float(words[0].value)
    share = float(words.first("half", "quarter", "vulgar") or 0)
    scale = float(words.first("large", "hundred", "dozen") or 1)
    if words[0].kind == "article" and scale == 1:
        return None
    return "value", exactly((whole + share) * scale, scaled=scale > 1)


@values.rule("money dash? (large)", "money (dash? large)?")
def money(words: Words) -> Built:
    """Read "$310 million"."""
    amount, sign = words[0].value
    scale = words.first("large") or 1
    return "value", exactly(amount * scale, sign, scaled=scale > 1)


@values.rule("percentage", "(digits|unit|tens) (dash? unit)? (percent|per cent)")
def percentage(words: Words) -> Built:
    """Read "70%", "fifteen per cent"."""
    if words[0].kind == "percentage":
        return "value", exactly(words[0].value, "percent")
    number = cardinal([w for w in words if w.kind in ("digits", "unit", "tens", "dash")])
    return ("value", exactly(number, "percent")) if number is not None else None


@values.rule("unit dash? (fraction|quarter)")
def fraction(words: Words) -> Built:
    """Read "two-thirds", "three quarters": a share of something."""
    return "fraction", float(words.first("unit")) * words.first("fraction", "quarter")


@values.rule(
    "(unit|tens|article) ((dash|and)? (unit|tens|hundred|large|dozen|score))+",
    "hundred large?",
    "(digits|unit|tens|article) dash? (hundred|large|dozen|score)",
    "(unit|digits) score and unit",
    "tens dash? unit",
    "(digits|unit|tens|dozen|score|large)",
)
def plain(words: Words) -> Built:
    """Read "16,000", "1.5 million", "two hundred and six", "twenty-one"."""
    if words[-1].kind == "article" or (words[0].kind == "article" and len(words) == 1):
        return None
    number = cardinal(list(words))
    if number is None or (words[0].kind == "large" and len(words) == 1):
        return None
    return "value", exactly(number, scaled=words[-1].kind in ("large", "hundred"))


@values.rule("multiple")
def twin(words: Words) -> Built:
    """Read "dual", "twin", "twice"."""
    return "value", exactly(words[0].value)
