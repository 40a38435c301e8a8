"""A drawing as PNG, for files that hold no lines. Needs ``pip install 'whosays[pdf]'`` (Pillow comes with it)."""

from __future__ import annotations

import io
import itertools
from typing import Any

from whosays.exports.drawing import Circle, Drawing, Line, Words
from whosays.exports.extras import needed

# Pixels a point: sharp in print at the width of a page.
SCALE = 4
_ANCHORS = {"start": "ls", "middle": "ms", "end": "rs"}


def _dashed(points: list[tuple[float, float]], dashes: tuple[float, float]) -> list[list[tuple[float, float]]]:
    """Return the pieces of a line through points, dash by dash."""
    on, off = dashes[0] * SCALE, dashes[1] * SCALE
    pieces: list[list[tuple[float, float]]] = []
    at = 0.0
    for (x1, y1), (x2, y2) in itertools.pairwise(points):
        length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
        done = 0.0
        while done < length:
            phase = at % (on + off)
            step = min(length - done, (on if phase < on else on + off) - phase)
            if phase < on:
                a, b = done / length, (done + step) / length
                pieces.append([(x1 + (x2 - x1) * a, y1 + (y2 - y1) * a), (x1 + (x2 - x1) * b, y1 + (y2 - y1) * b)])
            done += step
            at += step
    return pieces


def _circle(pen: Any, shape: Circle) -> None:
    from math import cos, pi, sin

    x, y, r = shape.x * SCALE, shape.y * SCALE, shape.radius * SCALE
    if not shape.dashes:
        pen.ellipse(
            (x - r, y - r, x + r, y + r), fill=shape.fill, outline=shape.colour, width=round(shape.width * SCALE)
        )
        return
    ring = [(x + r * cos(pi * n / 60), y + r * sin(pi * n / 60)) for n in range(121)]
    for piece in _dashed(ring, shape.dashes):
        pen.line(piece, fill=shape.colour, width=round(shape.width * SCALE))


def _line(pen: Any, shape: Line) -> None:
    points = [(x * SCALE, y * SCALE) for x, y in shape.points]
    width = max(1, round(shape.width * SCALE))
    if shape.fill:
        pen.polygon(points, fill=shape.fill, outline=shape.colour, width=width)
    elif shape.dashes:
        for piece in _dashed(points, shape.dashes):
            pen.line(piece, fill=shape.colour, width=width)
    else:
        pen.line(points, fill=shape.colour, width=width, joint="curve")


def png_of(drawing: Drawing) -> bytes:
    """Return the drawing as PNG; raise `UsageError` U030 without Pillow."""
    image_of, pen_of, fonts = (needed(f"PIL.{name}", "pdf") for name in ("Image", "ImageDraw", "ImageFont"))
    image = image_of.new("RGB", (round(drawing.width * SCALE), round(drawing.height * SCALE)), "#ffffff")
    pen = pen_of.Draw(image)
    for shape in drawing.shapes:
        if isinstance(shape, Circle):
            _circle(pen, shape)
        elif isinstance(shape, Line):
            _line(pen, shape)
        else:
            _words(pen, shape, fonts)
    out = io.BytesIO()
    image.save(out, "PNG", optimize=False)
    return out.getvalue()


def _words(pen: Any, shape: Words, fonts: Any) -> None:
    font = fonts.load_default(size=shape.size * SCALE)
    place = (shape.x * SCALE, shape.y * SCALE)
    pen.text(place, shape.text, font=font, fill=shape.colour, anchor=_ANCHORS[shape.anchor],
             stroke_width=1 if shape.bold else 0, stroke_fill=shape.colour)  # fmt: skip
