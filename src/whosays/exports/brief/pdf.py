"""The brief for print: A4, its fonts inside, notes at the end with links both ways. Needs ``whosays[pdf]``."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

from whosays.exports.brief.compose import compose
from whosays.exports.brief.document import Block, Bullets, Document, Heading, Note, Paragraph, Picture, Runs, Table
from whosays.exports.drawing import Circle, Drawing, Line, Words
from whosays.exports.extras import needed
from whosays.exports.left_out import LeftOut
from whosays.exports.selection import Selection

_MARGIN = 56.0
_FONT, _BOLD = "Vera", "VeraBd"
_LINK = "#1f5a94"


def load_fonts() -> frozenset[int]:
    """Load the fonts that come with reportlab; return the letters they have."""
    fonts, files = needed("reportlab.pdfbase.pdfmetrics", "pdf"), needed("reportlab.pdfbase.ttfonts", "pdf")
    folder = Path(needed("reportlab", "pdf").__file__).parent / "fonts"
    for name in (_FONT, _BOLD):
        if name not in fonts.getRegisteredFontNames():
            fonts.registerFont(files.TTFont(name, str(folder / f"{name}.ttf")))
    faces = needed("reportlab.lib.fonts", "pdf")
    for is_bold, name in ((0, _FONT), (1, _BOLD)):
        faces.addMapping(_FONT, is_bold, 0, name)
    return frozenset(fonts.getFont(_FONT).face.charToGlyph)


class Letters:
    """What the font can set; a letter that it lacks is set without its accent, or as a box, and is remembered."""

    def __init__(self, known: frozenset[int]) -> None:
        self._known = known
        self.missing: set[str] = set()

    def of(self, words: str) -> str:
        """Return words in letters of the font."""
        return "".join(map(self._one, words))

    def _one(self, letter: str) -> str:
        if ord(letter) in self._known or letter in "\n\t ":
            return letter
        self.missing.add(letter)
        base = "".join(part for part in unicodedata.normalize("NFKD", letter) if ord(part) in self._known)
        return base or "?"


class _Setter:
    """A PDF in the making."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.letters = Letters(load_fonts())
        self.flow = needed("reportlab.platypus", "pdf")
        style = needed("reportlab.lib.styles", "pdf").ParagraphStyle
        body = {"fontName": _FONT, "fontSize": 9, "leading": 13, "textColor": "#1c2733"}
        self.styles: dict[str, Any] = {
            "body": style("body", **body, spaceAfter=5),
            "title": style("title", **body | {"fontName": _BOLD, "fontSize": 18, "leading": 23}, spaceAfter=12),
            "h1": style("h1", **body | {"fontName": _BOLD, "fontSize": 12.5, "leading": 16}, spaceBefore=14,
                        spaceAfter=6, keepWithNext=1),
            "h2": style("h2", **body | {"fontName": _BOLD, "fontSize": 9.5}, spaceBefore=9, spaceAfter=3,
                        keepWithNext=1),
            "point": style("point", **body, leftIndent=12, bulletIndent=2, spaceAfter=3),
            "below": style("below", **body | {"fontSize": 8.5, "leading": 12, "textColor": "#37424e"}, leftIndent=26,
                           bulletIndent=16, spaceAfter=2),
            "cell": style("cell", **body | {"fontSize": 8, "leading": 10.5}),
            "head": style("head", **body | {"fontName": _BOLD, "fontSize": 8, "leading": 10.5, "textColor": "#596571"}),
            "small": style("small", **body | {"fontSize": 7.5, "leading": 10, "textColor": "#37424e"}, spaceAfter=3),
        }  # fmt: skip
        self._marked: set[int] = set()

    def set(self) -> bytes:
        """Return the file."""
        story = [self._words(self.document.title, "title")]
        for block in self.document.blocks:
            story += self._block(block)
        if self.document.notes:
            story.append(self._words("Notes", "h1"))
            story += map(self._note, self.document.notes)
        if self.letters.missing:
            story.append(self._words("Some letters of names are not in the font of this file and stand without their "
                                     "accents or as “?”; the other formats have them.", "small"))  # fmt: skip
        out = io.BytesIO()
        width, height = needed("reportlab.lib.pagesizes", "pdf").A4
        made = self.flow.SimpleDocTemplate(
            out, pagesize=(width, height), leftMargin=_MARGIN, rightMargin=_MARGIN, topMargin=50, bottomMargin=50,
            title=self.letters.of(self.document.title), author="whosays", lang="en", invariant=1,
        )  # fmt: skip
        made.build(story, onFirstPage=_numbered, onLaterPages=_numbered)
        return out.getvalue()

    def _words(self, text: str, style: str) -> Any:
        return self.flow.Paragraph(escape(self.letters.of(text), quote=False), self.styles[style])

    def _runs(self, runs: Runs) -> str:
        parts = []
        for run in runs:
            words = escape(self.letters.of(run.text), quote=False)
            parts.append(f"<b>{words}</b>" if run.bold else words)
            marks = []
            for number in run.notes:
                anchor = "" if number in self._marked else f'<a name="mark-{number}"/>'
                self._marked.add(number)
                marks.append(f'{anchor}<a href="#note-{number}" color="{_LINK}">{number}</a>')
            parts.append(f'<super size="6">{" ".join(marks)}</super>' if marks else "")
        return "".join(parts)

    def _paragraph(self, runs: Runs, style: str, *, bullet: str | None = None) -> Any:
        return self.flow.Paragraph(self._runs(runs), self.styles[style], bulletText=bullet)

    def _block(self, block: Block) -> list[Any]:
        if isinstance(block, Heading):
            return [self._words(block.text, f"h{block.level}")]
        if isinstance(block, Paragraph):
            return [self._paragraph(block.runs, "body")]
        if isinstance(block, Bullets):
            found = []
            for point, below in block.points:
                found.append(self._paragraph(point, "point", bullet="•"))
                found += [self._paragraph(runs, "below", bullet="–") for runs in below]
            return found
        if isinstance(block, Picture):
            shown = self._drawing(block.drawing)
            return [self.flow.KeepTogether([shown, self._words(block.caption, "small")])]
        return [self._table(block), self.flow.Spacer(1, 6)]

    def _table(self, table: Table) -> Any:
        rows = [[self._words(heading, "head") for heading in table.headings]]
        rows += [[self._paragraph(runs, "cell") for runs in row] for row in table.rows]
        longest = [
            max(len(heading), *(min(sum(len(run.text) for run in row[n]), 90) for row in table.rows), 8)
            for n, heading in enumerate(table.headings)
        ]
        room = needed("reportlab.lib.pagesizes", "pdf").A4[0] - 2 * _MARGIN
        widths = [room * length / sum(longest) for length in longest]
        lines = [("LINEBELOW", (0, 0), (-1, -1), 0.4, "#d5dbe1"), ("VALIGN", (0, 0), (-1, -1), "TOP"),
                 ("LEFTPADDING", (0, 0), (-1, -1), 0), ("TOPPADDING", (0, 0), (-1, -1), 2),
                 ("BOTTOMPADDING", (0, 0), (-1, -1), 3)]  # fmt: skip
        colours = needed("reportlab.lib.colors", "pdf")
        lines[0] = (*lines[0][:-1], colours.HexColor(lines[0][-1]))
        return self.flow.Table(rows, colWidths=widths, repeatRows=1, style=lines, hAlign="LEFT")

    def _note(self, note: Note) -> Any:
        head = escape(self.letters.of(note.head), quote=False)
        if note.url:
            head = f'<a href="{escape(note.url)}" color="{_LINK}">{head}</a>'
        words = escape(self.letters.of(note.words), quote=False)
        number = f'<a href="#mark-{note.number}" color="{_LINK}">{note.number}.</a>'
        text = f'<a name="note-{note.number}"/>{number} {head}: “{words}” ({note.span})'
        return self.flow.Paragraph(text, self.styles["small"])

    def _drawing(self, drawing: Drawing) -> Any:
        shapes, colours = needed("reportlab.graphics.shapes", "pdf"), needed("reportlab.lib.colors", "pdf")
        scale = (needed("reportlab.lib.pagesizes", "pdf").A4[0] - 2 * _MARGIN) / drawing.width
        made = shapes.Drawing(drawing.width * scale, drawing.height * scale)
        inner = shapes.Group(transform=(scale, 0, 0, scale, 0, 0))

        def colour(code: str | None) -> Any:
            return colours.HexColor(code) if code else None

        for shape in drawing.shapes:
            if isinstance(shape, Words):
                inner.add(shapes.String(shape.x, drawing.height - shape.y, self.letters.of(shape.text),
                                        fontName=_BOLD if shape.bold else _FONT, fontSize=shape.size * 0.88,
                                        fillColor=colour(shape.colour), textAnchor=shape.anchor))  # fmt: skip
                continue
            pen = {"strokeColor": colour(shape.colour), "strokeWidth": shape.width, "fillColor": colour(shape.fill)}
            pen |= {"strokeDashArray": list(shape.dashes)} if shape.dashes else {}
            inner.add(_shape(shapes, shape, drawing.height, pen))
        made.add(inner)
        return made


def _shape(shapes: Any, shape: Line | Circle, height: float, pen: dict[str, Any]) -> Any:
    if isinstance(shape, Circle):
        return shapes.Circle(shape.x, height - shape.y, shape.radius, **pen)
    points = [value for x, y in shape.points for value in (x, height - y)]
    if shape.fill:
        return shapes.Polygon(points, **pen)
    pen.pop("fillColor")
    return shapes.PolyLine(points, **pen)


def _numbered(canvas: Any, template: Any) -> None:
    """Write the number of the page at its foot."""
    canvas.saveState()
    canvas.setFont(_FONT, 7.5)
    canvas.setFillColorRGB(0.4, 0.45, 0.5)
    canvas.drawRightString(template.pagesize[0] - _MARGIN, 28, str(canvas.getPageNumber()))
    canvas.restoreState()


def pieces(selection: Selection, left_out: LeftOut) -> Iterator[bytes]:
    """Yield the brief; raise `UsageError` U030 without reportlab."""
    yield _Setter(compose(selection)).set()
