"""The brief for Word: headings, lists and tables in its own styles, notes at the end with links both ways."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from whosays.exports.brief.compose import compose
from whosays.exports.brief.document import Block, Bullets, Document, Heading, Note, Paragraph, Picture, Runs, Table
from whosays.exports.drawing.png import png_of
from whosays.exports.left_out import LeftOut
from whosays.exports.selection import Selection
from whosays.exports.writing import ZIP_DAY

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

# Inches: the width of the text between the margins.
_WIDTH = 6.3
# No clock: the same claims give the same bytes.
_NO_DAY = datetime(2000, 1, 1)


def clean(words: str) -> str:
    """Return words without the signs that XML cannot hold."""
    return "".join(sign if sign in "\t\n" or " " <= sign < "\ud800" or "\ue000" <= sign <= "\ufffd" or sign > "\uffff"
                   else "\ufffd" for sign in words)  # fmt: skip


class _Setter:
    """A Word document in the making."""

    def __init__(self, document: Document) -> None:
        import docx
        from docx.shared import Cm, Pt

        self.source = document
        self.word: WordDocument = docx.Document()
        self._marks: set[int] = set()
        section = self.word.sections[0]
        section.left_margin = section.right_margin = Cm(2.5)
        section.top_margin = section.bottom_margin = Cm(2.2)
        normal = self.word.styles["Normal"]
        normal.font.name, normal.font.size = "Calibri", Pt(10.5)
        properties = self.word.core_properties
        properties.title, properties.author, properties.comments = clean(document.title), "whosays", ""
        properties.created = properties.modified = _NO_DAY
        properties.language = document.language

    def set(self) -> bytes:
        """Return the file."""
        self.word.add_heading(clean(self.source.title), 0)
        for block in self.source.blocks:
            self._block(block)
        if self.source.notes:
            self.word.add_heading("Notes", 1)
            for note in self.source.notes:
                self._note(note)
        out = io.BytesIO()
        self.word.save(out)
        return _timeless(out.getvalue())

    def _block(self, block: Block) -> None:
        if isinstance(block, Heading):
            self.word.add_heading(clean(block.text), block.level)
        elif isinstance(block, Paragraph):
            self._runs(self.word.add_paragraph(), block.runs)
        elif isinstance(block, Bullets):
            for point, below in block.points:
                self._runs(self.word.add_paragraph(style="List Bullet"), point)
                for runs in below:
                    self._runs(self.word.add_paragraph(style="List Bullet 2"), runs)
        elif isinstance(block, Picture):
            self._picture(block)
        else:
            self._table(block)

    def _runs(self, paragraph: Any, runs: Runs) -> None:
        for run in runs:
            paragraph.add_run(clean(run.text)).bold = run.bold or None
            for n, number in enumerate(run.notes):
                if n:
                    paragraph.add_run(" ").font.superscript = True
                self._link(paragraph, str(number), to=f"note_{number}", raised=True)
                if number not in self._marks:
                    self._marks.add(number)
                    self._bookmark(paragraph, f"mark_{number}", number)

    def _link(self, paragraph: Any, words: str, *, to: str, raised: bool = False) -> None:
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), to)
        run = paragraph.add_run(words)
        run.font.superscript = raised or None
        link.append(run._r)
        paragraph._p.append(link)

    def _bookmark(self, paragraph: Any, name: str, number: int) -> None:
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        key = str(number * 2 + (name.startswith("note_")))
        for end in ("Start", "End"):
            mark = OxmlElement(f"w:bookmark{end}")
            mark.set(qn("w:id"), key)
            if end == "Start":
                mark.set(qn("w:name"), name)
            paragraph._p.append(mark)

    def _picture(self, block: Picture) -> None:
        from docx.shared import Inches, Pt

        self.word.add_picture(io.BytesIO(png_of(block.drawing)), width=Inches(_WIDTH))
        [shown] = self.word.paragraphs[-1]._p.xpath(".//wp:docPr")
        shown.set("descr", clean(block.drawing.alt))
        caption = self.word.add_paragraph()
        caption.add_run(clean(block.caption)).font.size = Pt(8.5)

    def _table(self, table: Table) -> None:
        grid = self.word.add_table(rows=1, cols=len(table.headings), style="Light List Accent 1")
        for cell, heading in zip(grid.rows[0].cells, table.headings, strict=True):
            cell.paragraphs[0].add_run(heading).bold = True
        for row in table.rows:
            for cell, runs in zip(grid.add_row().cells, row, strict=True):
                self._runs(cell.paragraphs[0], runs)
        self.word.add_paragraph()

    def _note(self, note: Note) -> None:
        from docx.shared import Pt

        paragraph = self.word.add_paragraph()
        self._bookmark(paragraph, f"note_{note.number}", note.number)
        self._link(paragraph, f"{note.number}.", to=f"mark_{note.number}")
        paragraph.add_run(clean(f" {note.head}: “{note.words}” ({note.span})" + (f" {note.url}" if note.url else "")))
        for run in paragraph.runs:
            run.font.size = Pt(8.5)


def _timeless(raw: bytes) -> bytes:
    """Return the archive with no clock in its members."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in made.namelist():
            entry = zipfile.ZipInfo(name, ZIP_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, made.read(name))
    return out.getvalue()


def pieces(selection: Selection, left_out: LeftOut) -> Iterator[bytes]:
    """Yield the brief; raise `UsageError` U030 without Pillow, which draws its pictures."""
    yield _Setter(compose(selection)).set()
