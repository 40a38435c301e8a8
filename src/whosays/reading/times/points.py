"""Pass 1b: days, months, seasons, years and the words that point from today."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from whosays.reading.times.calendar import (
    UNKNOWN,
    Interval,
    a_day,
    day_of,
    easter,
    hebrew_new_year,
    islamic_in,
    islamic_span,
    month_of,
    months_of,
    season_of,
    shift,
    year_of,
)
from whosays.reading.times.frame import (
    Frame,
    Meaning,
    bare_month,
    bare_season,
    constant,
    month_and_day,
    nearest,
    unresolved,
)
from whosays.reading.times.grammar import Pass, Sense
from whosays.reading.wordclass import Words

points = Pass()
DAY = "(d|ordinal)"
WEEKDAY = "((weekday|wabbr) comma?)?"
Built = tuple[str, Any] | None


def _weekday_and(kind: str, words: Words, meaning: Meaning, *, fixed: bool) -> Built:
    return kind, Sense(meaning, fixed=fixed)


# ---------------------------------------------------------------- dates


@points.rule(
    f"(from|between)? {WEEKDAY} the? {DAY} (dash|to|and|through|until) the? {DAY} of? anymonth (comma? year)?",
    f"(from|between)? {WEEKDAY} anymonth {DAY} (dash|to|and|through|until) {DAY} (comma? year)?",
)
def days_of_month(words: Words) -> Built:
    """Read "3-4 March", "October 8 and 13, 2024"."""
    first, last = words.all("d", "ordinal", "nth")[:2]
    month, year = int(words.first("month", "may")), words.first("year")
    if not first < last:
        return None

    def span(in_year: int) -> Interval:
        start, end = day_of(in_year, month, int(first)), day_of(in_year, month, int(last))
        return Interval(start, end, "day") if start and end else UNKNOWN

    if year:
        return "pd", Sense(constant(span(int(year))), fixed=True)
    return "pd", Sense(lambda frame: nearest(frame, span))


@points.rule(
    f"{WEEKDAY} the? {DAY} dash? of? anymonth dash? comma? year",
    f"{WEEKDAY} anymonth {DAY} comma? year",
    f"year comma? anymonth {DAY}",
)
def full_date(words: Words) -> Built:
    """Read "18 October 2024", "Friday, Oct. 18th, 2024"."""
    day = day_of(int(words.first("year")), int(words.first("month", "may")), int(words.first("d", "ordinal", "nth")))
    return "pd", Sense(constant(a_day(day)), fixed=True)


@points.rule("month", behind="in", ahead="(d other)")
def month_before_count(words: Words) -> Built:
    """Read the month alone in "in June 12 people"."""
    return "pm", Sense(bare_month(int(words[0].value)))


@points.rule(f"{WEEKDAY} the? {DAY} of? anymonth", f"{WEEKDAY} anymonth the? {DAY}", "the nth of anymonth")
def day_and_month(words: Words) -> Built:
    """Read "18 October", "Thursday, Dec. 15", "the 3rd of March"."""
    day, month = int(words.first("d", "ordinal", "nth")), int(words.first("month", "may"))
    if day_of(2024, month, day) is None:
        return "pd", Sense(unresolved, fixed=True)
    return "pd", Sense(month_and_day(month, day))


@points.rule(f"{DAY} of? (hijri|feast) (number|year) ah?", "(hijri|feast) (number|year) ah?")
def islamic_date(words: Words) -> Built:
    """Read "15 Ramadan 1445", "Shaban 1445"."""
    name = words.first("hijri") or next((w.value["kind"] for w in words if isinstance(w.value, dict)), "")
    year = int(words.first("number", "year"))
    if isinstance(name, str):
        if not name.startswith("islamic"):
            return None
        name = name.split()[1]
    if not 1300 <= year <= 1600:
        return None
    day = words.first("d", "ordinal")
    first, last = (int(day), int(day)) if day else (1, 29)
    return ("pd" if day else "pm"), Sense(constant(islamic_span(year, int(name), first, last)), fixed=True)


@points.rule("pd")
def numeric(words: Words) -> Built:
    """Read 2024-10-18 and 18/10/2024; a date that does not exist has no interval."""
    value: date | Interval | None = words[0].value
    return "pd", Sense(constant(value if isinstance(value, Interval) else a_day(value)), fixed=True)


# ---------------------------------------------------------------- months, seasons, years


def _last_month(month: int, frame: Frame) -> Interval:
    if frame.today is None:
        return UNKNOWN
    span = month_of(frame.today.year, month)
    return span if span.latest and span.latest < frame.today else month_of(frame.today.year - 1, month)


def _next_month(month: int, frame: Frame) -> Interval:
    if frame.today is None:
        return UNKNOWN
    span = month_of(frame.today.year, month)
    return span if span.earliest and span.earliest > frame.today else month_of(frame.today.year + 1, month)


def _last_season(season: str, frame: Frame) -> Interval:
    if frame.today is None:
        return UNKNOWN
    spans = [season_of(frame.today.year + k, season) for k in (0, -1, -2)]
    return next((s for s in spans if s.latest and s.latest < frame.today), UNKNOWN)


def _next_season(season: str, frame: Frame) -> Interval:
    if frame.today is None:
        return UNKNOWN
    spans = [season_of(frame.today.year + k, season) for k in (-1, 0, 1)]
    return next((s for s in spans if s.earliest and s.earliest > frame.today), UNKNOWN)


def _this_season(season: str, frame: Frame) -> Interval:
    if frame.today is None:
        return UNKNOWN
    in_winter = season == "winter" and frame.today.month <= 2
    return season_of(frame.today.year - in_winter, season)


def _in_year(words: Words, of_year: Callable[[int], Interval]) -> Meaning:
    """Return the meaning of a month or season of "last year", "this year", "next year"."""
    step = -1 if words.has("last", "previous", "past") else 1 if words.has("next", "coming") else 0
    return lambda frame: of_year(frame.today.year + step) if frame.today else UNKNOWN


@points.rule("anymonth comma? of? year", "anymonth dash year")
def month_year(words: Words) -> Built:
    """Read "August 2023"."""
    span = month_of(int(words.first("year")), int(words.first("month", "may")))
    return "pm", Sense(constant(span), fixed=True)


@points.rule("anymonth (of the? )?(last|this|next|previous) unit", "anymonth (last|this|next) unit")
def month_of_year(words: Words) -> Built:
    """Read "August last year"."""
    if words[-1].value != "year":
        return None
    month = int(words.first("month", "may"))
    return "pm", Sense(_in_year(words, lambda year: month_of(year, month)))


@points.rule("(last|this|past|next|coming) anymonth")
def which_month(words: Words) -> Built:
    """Read "last November", "this June"."""
    month, which = int(words[1].value), words[0].kind
    if which in ("last", "past"):
        return "pm", Sense(lambda frame: _last_month(month, frame))
    if which in ("next", "coming"):
        return "pm", Sense(lambda frame: _next_month(month, frame))
    return "pm", Sense(lambda frame: month_of(frame.today.year, month) if frame.today else UNKNOWN)


@points.rule("month (and|dash|to|or) anymonth year?")
def two_months(words: Words) -> Built:
    """Read "June and July 2024": from the first to the second."""
    first, last = (int(m) for m in words.all("month", "may"))
    if words.has("or") or first == last:
        return None
    if year := words.first("year"):
        start = int(year) - (first > last)
        return "pm", Sense(constant(months_of(start, first, last, "month")), fixed=True)
    if first > last:
        return None  # over the turn of the year: which one, the join of two months decides
    return "pm", Sense(lambda frame: nearest(frame, lambda y: months_of(y, first, last, "month")))


@points.rule("month")
@points.rule(
    "may", behind="in since by until during of from before after late early mid through dash the between to and"
)
def month_alone(words: Words) -> Built:
    """Read "June"; "May" and "March" only after a word that makes them months."""
    return "pm", Sense(bare_month(int(words[0].value)))


@points.rule("the? (season|fall) of? (the year )?(year|years)", "year (season|fall)")
def season_year(words: Words) -> Built:
    """Read "the summer of 2023", "winter 2022-23"."""
    season = words.first("season", "fall")
    year = words.first("year") or words.first("years")[0]
    return "ps", Sense(constant(season_of(int(year), season)), fixed=True)


@points.rule("(season|fall) (last|this|next) unit", "(last|this|past|next|coming) (season|fall)")
def which_season(words: Words) -> Built:
    """Read "last summer", "this winter", "spring next year"."""
    season = words.first("season", "fall")
    if words[-1].kind == "unit":
        if words[-1].value != "year":
            return None
        return "ps", Sense(_in_year(words, lambda year: season_of(year, season)))
    pick = {"last": _last_season, "past": _last_season, "this": _this_season}.get(words[0].kind, _next_season)
    return "ps", Sense(lambda frame: pick(season, frame))


@points.rule("the? season")
@points.rule("the fall", behind="in during over by", ahead="no of")
def season_bare(words: Words) -> Built:
    """Read "spring", "the summer"."""
    return "ps", Sense(bare_season(words.first("season", "fall")))


@points.rule("the? years fiscal unit", "(the? fiscal unit|fy|the? fiscal) (year|years|d)?", "the? year fiscal unit")
def fiscal_year(words: Words) -> Built:
    """Read "fiscal 2024" (October to September, American) and "the financial year 2023-24" (April to March)."""
    value = words.first("year") or words.first("years") or words.first("fy")
    if value is None or value == "fiscal":
        return None
    if isinstance(value, tuple):
        return "py", Sense(constant(months_of(value[0], 4, 3, "year")), fixed=True)
    return "py", Sense(constant(months_of(int(value) - 1, 10, 9, "year")), fixed=True)


@points.rule("(the unit)? years")
def span_of_years(words: Words) -> Built:
    """Read "2022-23"."""
    first, last = words.first("years")
    if not first < last <= first + 100 or (len(words) > 1 and words.first("unit") != "year"):
        return None
    return "py", Sense(constant(Interval(year_of(first).earliest, year_of(last).latest, "year")), fixed=True)


@points.rule("year ad?")
def year_alone(words: Words) -> Built:
    """Read "2023"; what stands before it decides later whether it is a year."""
    return "py", Sense(constant(year_of(int(words.first("year")))), fixed=True)


@points.rule("the? decade", "the decade_word")
def decade(words: Words) -> Built:
    """Read "the 1990s", "the nineties"."""
    start = int(words[-1].value)
    return "py", Sense(constant(Interval(year_of(start).earliest, year_of(start + 9).latest, "year")), fixed=True)


@points.rule("the? (ordinal|nth) (dash)? unit")
def century(words: Words) -> Built:
    """Read "the 19th century"."""
    number = int(words.first("ordinal", "nth"))
    if words[-1].value != "century" or not 11 <= number <= 21:
        return None
    start = (number - 1) * 100
    return "py", Sense(constant(Interval(year_of(start + 1).earliest, year_of(start + 100).latest, "year")), fixed=True)


# ---------------------------------------------------------------- eras and feasts


def feast_in(row: dict[str, str], year: int) -> Interval:
    """Return a feast of a Gregorian year, from its row of eras.csv."""
    kind = row["kind"]
    if kind == "feast":
        first, last = (tuple(int(n) for n in row[end].split("-")) for end in ("from", "to"))
        return Interval(day_of(year, *first), day_of(year, *last), "day")
    if kind in ("easter", "orthodox"):
        base = easter(year, orthodox=kind == "orthodox")
    elif kind == "hebrew":
        base = hebrew_new_year(year)
    else:
        found = islamic_in(year, int(kind.split()[1]), int(row["from"]), int(row["to"]))
        return found[0] if found else UNKNOWN
    return Interval(shift(base, int(row["from"])), shift(base, int(row["to"])), "day") if base else UNKNOWN


@points.rule("the? feast (of? year|(of? the? )?(last|this|next) unit)?", "(last|this|next) feast")
def feast(words: Words) -> Built:
    """Read "Orthodox Easter", "Ramadan 2024", "last Christmas"."""
    row = next(w.value for w in words if w.kind not in ("the", "of", "year", "last", "this", "next", "unit"))
    year = words.first("year")
    if words.has("unit"):
        if words[-1].value != "year":
            return None
        return "pe", Sense(_in_year(words, lambda y: feast_in(row, y)))
    if year:
        return "pe", Sense(constant(feast_in(row, int(year))), fixed=True)
    return "pe", Sense(lambda frame: nearest(frame, lambda y: feast_in(row, y)))


@points.rule("the? pe (dash? era)?")
def era(words: Words) -> Built:
    """Read "the Cold War", "Soviet-era"."""
    row = next(w.value for w in words if w.kind == "era" and isinstance(w.value, dict))
    first, last = date.fromisoformat(row["from"]), date.fromisoformat(row["to"])
    if first == last:
        return "pe", Sense(constant(a_day(first)), fixed=True)
    return "pe", Sense(constant(Interval(first, last, "year")), "era", fixed=True)
