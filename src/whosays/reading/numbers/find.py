"""`find_numbers`: every figure of a text with its bounds; what the words around it make of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from whosays.reading.numbers.lexicon import alphabet, lex, name_words
from whosays.reading.numbers.values import Built, Figure, between, exactly, values
from whosays.reading.wordclass import Pass, Word, Words

ranges = Pass(alphabet)
bounds = Pass(alphabet)
SPACED = "(of|the|total|article)*"


@dataclass(frozen=True, slots=True)
class NumberExpression:
    """One figure: ``text`` at ``start``:``end`` with its bounds, None where the words give none.

    ``kind`` is ``count`` for what may count something, else why it does not: ``ordinal`` ``fraction`` ``percent``
    ``name`` ("Su-34", "Resolution 2231", "155mm") ``year`` ``date`` ``time`` ``age`` ``adjective`` ("six-party").
    ``unit`` is a currency code or ``percent`` where the figure itself carries it. ``core`` is where the figure without
    its modifiers starts.
    """

    start: int
    end: int
    text: str
    min: float | None
    best: float | None
    max: float | None
    approximate: bool = False
    kind: str = "count"
    unit: str | None = None
    core: int = 0

    @property
    def counts(self) -> bool:
        """Whether the figure may count something."""
        return self.kind in ("count", "percent")

    @property
    def is_name(self) -> bool:
        """Whether the digits are part of a name, a model or a calibre."""
        return self.kind == "name"

    @property
    def is_year(self) -> bool:
        """Whether the number is a year."""
        return self.kind == "year"

    @property
    def is_ordinal(self) -> bool:
        """Whether the number orders instead of counting."""
        return self.kind == "ordinal"

    @property
    def is_fraction(self) -> bool:
        """Whether the number is a share of an unstated whole."""
        return self.kind == "fraction"


# ---------------------------------------------------------------- ranges and shares


@ranges.rule(
    "between (about|the)* value and (about)* value",
    "value (to|dash) value",
    "value or about? value",
    "value (to|dash|or) (about)? value",
)
def from_to(words: Words) -> Built:
    """Read "between 8,000 and 10,000", "5 to 6 million", "two or three"."""
    first, last = words.all("value")
    low, high = _edge(first, "min"), _edge(last, "max")
    if low is None or high is None or (first.unit or last.unit) != (last.unit or first.unit):
        return None
    if last.scaled and not first.scaled:
        for scale in (1e12, 1e9, 1e6, 1e3, 1e2):
            if high >= scale and high / scale < 1000 and low * scale < high:
                low *= scale
                break
    if words[1].kind == "dash" and high % 1000 == 0 and low < 1000 <= high and low * 1000 < high:
        low *= 1000
    if not low < high:
        return None
    spread = bool(words.has("about")) or first.approximate or last.approximate
    return "built", Figure(low, None, high, spread, first.unit or last.unit)


def _edge(figure: Figure, side: str) -> float | None:
    return figure.best if figure.best is not None else figure.min if side == "min" else figure.max


SHARE = "(article? half|article? quarter|(article|unit) dash? (fraction|quarter)|fraction|value)"


@ranges.rule(f"{SHARE} (of|the|about|just)+ value", "value of the value")
def share_of(words: Words) -> Built:
    """Read "half of its 12,000": the share of the whole that the words state."""
    whole: Figure = words[-1].value
    if whole.best is None or whole.best < 20 or not words.has("of", "the"):
        return None
    share = words.first("half", "quarter", "fraction")
    if share is None:
        first: Figure = words[0].value
        if first.unit != "percent" or first.best is None:
            return None
        share = first.best / 100
    times = float(words.first("unit") or 1)
    number = share * times * whole.best
    return "built", replace(exactly(round(number, 3)), unit=whole.unit)


@ranges.rule("value")
def alone(words: Words) -> Built:
    """Keep a figure by itself."""
    return "built", words[0].value


# ---------------------------------------------------------------- modifiers


def at_least(figure: Figure) -> Figure:
    """Return the figure as a lower bound."""
    low = figure.best if figure.best is not None else figure.min
    return replace(figure, min=low, max=None)


def at_most(figure: Figure, *, approximate: bool = False) -> Figure:
    """Return the figure as an upper bound."""
    high = figure.best if figure.best is not None else figure.max
    return replace(figure, min=None, max=high, approximate=approximate or figure.approximate)


def about(figure: Figure) -> Figure:
    """Return the figure with both ends open; a range keeps its ends."""
    if figure.best is None:
        return replace(figure, approximate=True)
    return replace(figure, min=None, max=None, approximate=True)


AFTER_LEAST = "(just|total|about|of|article|the)*"


@bounds.rule(
    f"article? minimum of {AFTER_LEAST} built",
    f"no fewer than {AFTER_LEAST} built",
    f"(at|the)? least {AFTER_LEAST} built",
    f"well? (more) than {AFTER_LEAST} built",
    f"in excess of {AFTER_LEAST} built",
    "(well|above)* above of? (about|total)* built",
    "built (or more|dash? plus|plussign|and above|and up)",
    "built or (more)",
    "at least built or more",
)
def lower(words: Words) -> Built:
    """Read "at least 12", "more than 12", "12 or more"."""
    return "built", at_least(words.first("built"))


@bounds.rule(
    f"no more than {AFTER_LEAST} built",
    f"up to {AFTER_LEAST} built",
    f"as (many|fewer) as {AFTER_LEAST} built",
    "at (the)? most built",
    "article? maximum of built",
    "(the)? fewer than (total|the|article)* built",
    "below (the)? built",
    "built (at)? most",
    "built or (fewer)",
    "in? (the)? as (many) as built",
)
def upper(words: Words) -> Built:
    """Read "up to 12", "as many as 12", "fewer than 12"."""
    return "built", at_most(words.first("built"))


@bounds.rule(
    "(just)? nearly (just|total|the|of|article)* built",
    "(just)? close to (the|total)* built",
    "just (below|short of) built",
    "quite built",
    "no quite built",
    "just (fewer) than built",
    "just short of built",
)
def not_quite(words: Words) -> Built:
    """Read "nearly 12", "just under 12"."""
    return "built", at_most(words.first("built"), approximate=True)


@bounds.rule("(just|well) above built", "(just|well) more than built")
def just_over(words: Words) -> Built:
    """Read "just over 12", "slightly more than 12"."""
    figure = at_least(words.first("built"))
    return "built", replace(figure, approximate=words[0].kind == "just" or figure.approximate)


@bounds.rule(
    "(total|the|article)* about (about|total|of|the|article)* built (or so)?",
    "built or so",
    "in (the) region of built",
    "(at)? close to built",
)
def roughly(words: Words) -> Built:
    """Read "about 12", "some 12", "12 or so", "an estimated 12"."""
    return "built", about(words.first("built"))


@bounds.rule("(article|the)? (just|total) (of|just|total)* built")
def neutral(words: Words) -> Built:
    """Read "only 12", "a total of 12", "a further six": the figure as said."""
    return "built", words.first("built")


# ---------------------------------------------------------------- what kind of figure

_AFTER = re.compile(
    r"(?P<adjective>-(?!(?:strong|man|member|person|odd|plus|some)\b)[a-z])"
    r"|(?P<share>\s(?:in|out of)\s(?:every\s)?(?:\d+|two|three|four|five|six|seven|eight|nine|ten)\b)"
    r"|(?P<clock>\s?(?:o['’]clock|a\.?m\.?|p\.?m\.?)(?!\w))"
)
_COUNTED = re.compile(r"\s(?:[a-z-]+\s)?(?:[a-z]{3,}s|people|men|women|children|police|infantry|cattle|personnel)\b")
_YEAR_BEFORE = re.compile(
    r"(?:\b(?:in|since|until|till|by|from|of|late|early|mid|during|before|after|year|spring|summer|autumn|winter|fall|to"
    r"|and|between|through|the|circa|FY)|[(/–-]|^)\s?$",
    re.IGNORECASE,
)
_NAME_BEFORE = re.compile(r"(?:^|\W)([A-Za-z]+)\.?\s(?:of\s)?$")


def find_numbers(text: str) -> list[NumberExpression]:
    """Return every figure in ``text``, in order, with what it means by the words around it.

    Runs in time linear in the text; digits that no report means as a number (400 of them) are left out.
    """
    kinds, words = lex(text)
    for step in (values, ranges, bounds):
        kinds, words = step.apply(kinds, words)
    return [
        _expression(text, word)
        for index, word in enumerate(words)
        if word is not None
        and word.kind in ("built", "ordinal", "fraction", "half", "flagged", "quarter", "vulgar")
        and _stands(text, word, index)
    ]


def _stands(text: str, word: Word, index: int) -> bool:
    """Return whether a word of number is one here: "no one" and "this half" are not."""
    if word.kind == "flagged":
        return word.value not in ("web",)
    before = text[max(0, word.start - 8) : word.start].lower()
    return not (
        text[word.start : word.end].lower() == "one"
        and re.search(r"\b(?:no|the|this|that|which|every|each|any)\s$", before)
    )


def _expression(text: str, word: Word) -> NumberExpression:
    spoken = text[word.start : word.end]
    if word.kind != "built":
        return NumberExpression(
            word.start, word.end, spoken, None, None, None, kind=_other_kind(text, word), core=word.start
        )
    figure: Figure = word.value
    core = word.end - len(_CORE.search(spoken).group()) if _CORE.search(spoken) else word.start  # type: ignore[union-attr]
    kind = "percent" if figure.unit == "percent" else _kind(text, word, figure)
    return NumberExpression(
        word.start, word.end, spoken, figure.min, figure.best, figure.max, figure.approximate, kind, figure.unit, core
    )


def _other_kind(text: str, word: Word) -> str:
    """Return what a word of number is that is no figure; "third" orders, "a third" shares."""
    if word.kind == "flagged":
        return _FLAG_KINDS.get(word.value, str(word.value))
    single = text[word.start : word.end].lower() in ("third", "fifth", "tenth")
    if word.kind == "ordinal" or (
        single and not text[max(0, word.start - 4) : word.start].endswith(("a ", "A ", "one ", "One "))
    ):
        return "ordinal"
    return "fraction"


_FLAG_KINDS = {
    "calibre": "name",
    "nine": "date",
    "decade": "year",
    "phone": "name",
    "coordinate": "name",
    "score": "name",
}
_CORE = re.compile(r"\S+$")


def _kind(text: str, word: Word, figure: Figure) -> str:
    spoken = text[word.start : word.end]
    before = text[max(0, word.start - 24) : word.start]
    after = _AFTER.match(text, word.end)
    if after is not None:
        return {"adjective": "adjective", "share": "fraction", "clock": "time"}[after.lastgroup or "adjective"]
    named = _NAME_BEFORE.search(before)
    if named and figure.unit is None and spoken[:1].isdigit() and named.group(1) in name_words():
        return "name"
    if re.fullmatch(r"(?:1[5-9]|20)\d\d(?:\s?[-–]\s?\d{2,4}|\sto\s\d{4}|\sand\s\d{4})?", spoken):
        return "count" if _COUNTED.match(text, word.end) or not _YEAR_BEFORE.search(before) else "year"
    return "count"


__all__ = ["NumberExpression", "between", "find_numbers"]
