"""Drawings made of lines, circles and words, once for all: as SVG, PNG or on a page of PDF. Nothing is fetched.

Coordinates are points, x to the right and y downwards; colours are ``#rrggbb``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Anchor = Literal["start", "middle", "end"]
INK = "#1c2733"
FAINT = "#6b7683"
GRID = "#d5dbe1"
MARK = "#b3261e"


@dataclass(frozen=True)
class Line:
    """A line through points; ``fill`` closes and fills it, ``dashes`` are the lengths of dash and gap."""

    points: tuple[tuple[float, float], ...]
    colour: str = INK
    width: float = 1.0
    fill: str | None = None
    dashes: tuple[float, float] | None = None


@dataclass(frozen=True)
class Circle:
    """A circle; ``fill`` is None for a hollow one."""

    x: float
    y: float
    radius: float
    colour: str = MARK
    width: float = 1.0
    fill: str | None = MARK
    dashes: tuple[float, float] | None = None


@dataclass(frozen=True)
class Words:
    """Words on one line, at their baseline."""

    x: float
    y: float
    text: str
    size: float = 8.0
    colour: str = INK
    anchor: Anchor = "start"
    bold: bool = False


Shape = Line | Circle | Words


@dataclass
class Drawing:
    """A drawing of a size, its shapes from the back to the front, and what it shows, in words."""

    width: float
    height: float
    alt: str
    shapes: list[Shape] = field(default_factory=list)

    def add(self, *shapes: Shape) -> None:
        """Draw on top of what is there."""
        self.shapes.extend(shapes)


def width_of(words: str, size: float) -> float:
    """Return about how wide words are in a sans-serif face: half an em a letter, measured on Helvetica's English."""
    return len(words) * size * 0.52
