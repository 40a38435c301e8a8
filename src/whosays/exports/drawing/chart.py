"""The figures chart: a row a figure, in order of day; who says so, and how far the words reach.

A dot is the figure that the words give, a bar their range; an open end ("at least", "up to") is an arrow. No figure is
an average, and none is chosen over another.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import floor, log10

from whosays.exports.drawing import FAINT, GRID, INK, MARK, Circle, Drawing, Line, Words, width_of
from whosays.exports.figures import figure_words, number
from whosays.record import Figure

_ROW = 15.0
_TOP = 24.0
_WIDTH = 640.0
# As many letters of a name as the margin holds.
_LONGEST = 44
_ARROW = 26.0


def _step(most: float) -> float:
    """Return a round step that parts the axis in about five."""
    rough = most / 5 or 1.0
    power = 10 ** floor(log10(rough))
    return float(next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= rough))


def _cut(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rstrip()}…"


def bounds(figure: Figure) -> list[float]:
    """Return the numbers that a figure gives."""
    return [value for value in (figure.min, figure.best, figure.max) if value is not None]


def chart_of(figures: Sequence[Figure], *, title: str) -> Drawing:
    """Return the chart of figures of one kind, the earliest reported first; figures without a number are left out."""
    rows = sorted(
        (figure for figure in figures if bounds(figure)),
        key=lambda figure: (figure.reported_at or "9999", figure.source or "", bounds(figure)[0], figure.claim),
    )
    labels = [_cut(figure.source or "the report itself") for figure in rows]
    left = max((width_of(label, 8) for label in labels), default=0.0) + 66
    most = max((value for figure in rows for value in bounds(figure)), default=1.0)
    step = _step(most)
    right = _WIDTH - 100
    scale = (right - left) / (most or 1.0)
    height = _TOP + _ROW * len(rows) + 22
    drawing = Drawing(_WIDTH, height, alt=f"{title}: {len(rows)} figures from {len(set(labels))} speakers")
    drawing.add(Words(0, 11, title, size=9.5, bold=True))
    n_steps = int(most / step + 1e-9)
    for n in range(n_steps + 1):
        x = left + n * step * scale
        drawing.add(
            Line(((x, _TOP - 6), (x, height - 18)), colour=GRID, width=0.6),
            Words(x, height - 7, number(n * step), size=7, colour=FAINT, anchor="middle"),
        )
    for n, (figure, label) in enumerate(zip(rows, labels, strict=True)):
        y = _TOP + _ROW * n + 4
        day = (figure.reported_at or "no date")[:10]
        drawing.add(
            Words(0, y + 3, day, size=7, colour=FAINT),
            Words(left - 8, y + 3, label, size=8, anchor="end"),
            Words(right + 34, y + 3, figure_words(figure), size=7.5, colour=INK),
        )
        _mark(drawing, figure, y, left, scale)
    return drawing


def _mark(drawing: Drawing, figure: Figure, y: float, left: float, scale: float) -> None:
    low, best, high = figure.min, figure.best, figure.max
    values = bounds(figure)
    first, last = left + min(values) * scale, left + max(values) * scale
    if last > first:
        drawing.add(Line(((first, y), (last, y)), colour=MARK, width=2.2))
    if high is None and low is not None:
        drawing.add(
            Line(((last, y), (last + _ARROW, y)), colour=MARK, width=1, dashes=(3, 2)),
            Line(((last + _ARROW - 4, y - 3), (last + _ARROW, y), (last + _ARROW - 4, y + 3)), colour=MARK),
        )
    elif low is None and high is not None and (best is None or best == high):
        start = max(left, last - _ARROW)
        drawing.add(Line(((start, y), (last, y)), colour=MARK, width=1, dashes=(3, 2)))
    if best is not None:
        at = left + best * scale
        # Hollow: the words themselves call it rough.
        drawing.add(Circle(at, y, 3.2, fill="#ffffff" if figure.approximate else MARK, width=1.4))
    elif last == first:
        drawing.add(Line(((last, y - 4), (last, y + 4)), colour=MARK, width=1.6))
