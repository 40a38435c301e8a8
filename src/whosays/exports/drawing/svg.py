"""A drawing as SVG, to stand inside a page of HTML or alone."""

from __future__ import annotations

from html import escape

from whosays.exports.drawing import Circle, Drawing, Line, Shape, Words


def _n(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")


def _stroke(shape: Line | Circle) -> str:
    dashes = f' stroke-dasharray="{" ".join(map(_n, shape.dashes))}"' if shape.dashes else ""
    return f'fill="{shape.fill or "none"}" stroke="{shape.colour}" stroke-width="{_n(shape.width)}"{dashes}'


def _element(shape: Shape) -> str:
    if isinstance(shape, Words):
        weight = ' font-weight="bold"' if shape.bold else ""
        return (
            f'<text x="{_n(shape.x)}" y="{_n(shape.y)}" font-size="{_n(shape.size)}" fill="{shape.colour}" '
            f'text-anchor="{shape.anchor}"{weight}>{escape(shape.text)}</text>'
        )
    if isinstance(shape, Circle):
        return f'<circle cx="{_n(shape.x)}" cy="{_n(shape.y)}" r="{_n(shape.radius)}" {_stroke(shape)}/>'
    points = " ".join(f"{_n(x)},{_n(y)}" for x, y in shape.points)
    return f'<{"polygon" if shape.fill else "polyline"} points="{points}" {_stroke(shape)}/>'


def svg_of(drawing: Drawing) -> str:
    """Return the drawing as one SVG element that says in words what it shows."""
    size = f"{_n(drawing.width)} {_n(drawing.height)}"
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}" width="{_n(drawing.width)}" role="img" '
            """style="max-width:100%;height:auto" font-family="'Source Sans 3', Helvetica, Arial, sans-serif">""",
            f"<title>{escape(drawing.alt)}</title>",
            *map(_element, drawing.shapes),
            "</svg>",
        )
    )
