"""Figures in words: every number beside its owner and its day."""

from __future__ import annotations

from whosays.record import Event, Figure, FigureSet


def number(value: float) -> str:
    """Return a number for people: 10,000, 2.5."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}".rstrip("0")


def figure_words(figure: Figure) -> str:
    """Return a figure with the hedge of its words: 'at least 100', 'up to 12,000', '8,000 to 10,000', 'about 300'."""
    low, best, high = figure.min, figure.best, figure.max
    if best is None and low is not None and high is not None:
        said = f"{number(low)} to {number(high)}"
    elif best is None:
        bound = low if low is not None else high
        said = "no figure" if bound is None else f"{'at least' if low is not None else 'up to'} {number(bound)}"
    elif low is not None and high is None:
        said = f"at least {number(best)}"
    elif high is not None and low is None:
        said = f"{'nearly' if figure.approximate else 'up to'} {number(best)}"
    else:
        said = f"{'about ' if figure.approximate else ''}{number(best)}"
    return said


def owner_words(figure: Figure) -> str:
    """Return who gave the figure and on which day it was reported."""
    day = (figure.reported_at or "")[:10]
    return ", ".join(part for part in (figure.source or "the report itself", day) if part)


def range_words(figures: FigureSet) -> str:
    """Return the range over all figures: '3,000 to 12,000', '9', 'no figure'."""
    low, high = figures.range
    if low is None and high is None:
        return "no figure"
    if low is None or high is None or low == high:
        return number(high if low is None else low)  # type: ignore[arg-type]
    return f"{number(low)} to {number(high)}"


def figures_in_short(event: Event) -> dict[str, str]:
    """Return each kind's figures in one line: 'at least 100 (NIS, 2024-12-19); about 300 (NIS, 2025-01-13)'."""
    return {
        kind: "; ".join(f"{figure_words(figure)} ({owner_words(figure)})" for figure in figures.figures)
        for kind, figures in sorted(event.quantities.items())
    }
