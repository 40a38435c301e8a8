"""Figures with their owners: every one kept, their range, the newest of each origin, and named rules for one number."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from statistics import median

from whosays.record import Figure, FigureSet


def low(figure: Figure) -> float | None:
    """Return the least that a figure says."""
    return next((v for v in (figure.min, figure.best, figure.max) if v is not None), None)


def high(figure: Figure) -> float | None:
    """Return the most that a figure says."""
    return next((v for v in (figure.max, figure.best, figure.min) if v is not None), None)


def stated(figure: Figure) -> float | None:
    """Return the number as said: the best, else the one end that is given, else the middle of both."""
    if figure.best is not None:
        return figure.best
    if figure.min is not None and figure.max is not None:
        return (figure.min + figure.max) / 2
    return figure.min if figure.min is not None else figure.max


def _age(figure: Figure) -> tuple[bool, str, float, str]:
    """Order figures from old to new; undated ones first; of one report the larger last, since totals hold parts."""
    return figure.reported_at is not None, figure.reported_at or "", high(figure) or 0.0, figure.claim


def stands(figure: Figure) -> bool:
    """Whether somebody asserts the figure: denied and withdrawn ones are kept but count for nothing."""
    return figure.certainty not in ("denied", "improbable", "doubtful")


def figure_set(figures: Iterable[Figure]) -> FigureSet:
    """Return all figures of one kind with their range, the newest, and the newest of each origin.

    The range runs over the newest figure of each origin: an origin's newer figure replaces its older.
    """
    ordered = sorted(figures, key=_age)
    standing = [f for f in ordered if stands(f)]
    by_origin = {f.origin or f"report {f.report}": f for f in standing}
    lows = [v for v in map(low, by_origin.values()) if v is not None]
    highs = [v for v in map(high, by_origin.values()) if v is not None]
    return FigureSet(
        figures=tuple(ordered),
        range=(min(lows, default=None), max(highs, default=None)),
        latest=standing[-1] if standing else None,
        latest_by_origin=dict(sorted(by_origin.items())),
    )


def _newest(figures: FigureSet) -> list[Figure]:
    return sorted(figures.latest_by_origin.values(), key=_age)


def conservative(figures: FigureSet) -> float | None:
    """Return the smallest number that any origin's newest figure allows."""
    return figures.range[0]


def latest(figures: FigureSet) -> float | None:
    """Return the newest number, whoever gave it."""
    return stated(figures.latest) if figures.latest else None


def most_sourced(figures: FigureSet) -> float | None:
    """Return the number that most origins give now; of equals the lower."""
    values = [v for v in map(stated, _newest(figures)) if v is not None]
    return min(values, key=lambda v: (-values.count(v), v), default=None)


def median_of_origins(figures: FigureSet) -> float | None:
    """Return the median over the origins' newest numbers."""
    values = [v for v in map(stated, _newest(figures)) if v is not None]
    return median(values) if values else None


def acled(figures: FigureSet) -> float | None:
    """Return the number as ACLED codes it: the most conservative of the newest reports; words of size by their low end.

    ACLED codebook, "Fatalities": the lowest of the conflicting most recent figures.
    """
    return conservative(figures)


def ucdp_low(figures: FigureSet) -> float | None:
    """Return UCDP GED's low estimate: the smallest of all figures given, older ones too."""
    return min((v for v in map(low, filter(stands, figures.figures)) if v is not None), default=None)


def ucdp_best(figures: FigureSet) -> float | None:
    """Return UCDP GED's best estimate: the number most origins give now, never above the high estimate."""
    return most_sourced(figures)


def ucdp_high(figures: FigureSet) -> float | None:
    """Return UCDP GED's high estimate: the largest of all figures given."""
    return max((v for v in map(high, filter(stands, figures.figures)) if v is not None), default=None)


RULES: dict[str, Callable[[FigureSet], float | None]] = {
    "conservative": conservative,
    "latest": latest,
    "most-sourced": most_sourced,
    "median-of-origins": median_of_origins,
    "acled": acled,
    "ucdp-low": ucdp_low,
    "ucdp-best": ucdp_best,
    "ucdp-high": ucdp_high,
}


def one_number(figures: FigureSet, rule: str) -> float | None:
    """Return one number by a named rule of `RULES`; print the rule's name beside it. Raise KeyError for other names."""
    return RULES[rule](figures)
