"""The brief as one page of HTML: map and charts inside it, nothing fetched, fit for print."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from importlib.resources import files

from whosays.exports.brief.compose import compose
from whosays.exports.brief.document import (
    Block,
    Bullets,
    Document,
    Heading,
    Note,
    Paragraph,
    Picture,
    Run,
    Runs,
    Table,
)
from whosays.exports.drawing.svg import svg_of
from whosays.exports.left_out import LeftOut
from whosays.exports.selection import Selection


class _Page:
    """A page in the making; it gives each mark of a note a place to come back to."""

    def __init__(self) -> None:
        self._marked: set[int] = set()

    def runs(self, runs: Runs) -> str:
        """Return runs as HTML."""
        return "".join(map(self._run, runs))

    def _run(self, run: Run) -> str:
        words = escape(run.text, quote=False)
        return (f"<strong>{words}</strong>" if run.bold else words) + "".join(map(self._mark, run.notes))

    def _mark(self, number: int) -> str:
        first = "" if number in self._marked else f' id="mark-{number}"'
        self._marked.add(number)
        return f'<sup><a{first} href="#note-{number}">{number}</a></sup>'

    def block(self, block: Block) -> Iterator[str]:
        """Yield the lines of a block."""
        if isinstance(block, Heading):
            yield f"<h{block.level + 1}>{escape(block.text, quote=False)}</h{block.level + 1}>"
        elif isinstance(block, Paragraph):
            yield f"<p>{self.runs(block.runs)}</p>"
        elif isinstance(block, Picture):
            yield f"<figure>{svg_of(block.drawing)}<figcaption>{escape(block.caption)}</figcaption></figure>"
        elif isinstance(block, Bullets):
            yield "<ul>"
            for point, below in block.points:
                inner = "".join(f"<li>{self.runs(runs)}</li>" for runs in below)
                yield f"<li>{self.runs(point)}{f'<ul>{inner}</ul>' if inner else ''}</li>"
            yield "</ul>"
        else:
            yield from self._table(block)

    def _table(self, table: Table) -> Iterator[str]:
        yield "<table><thead><tr>"
        yield "".join(f'<th scope="col">{escape(heading)}</th>' for heading in table.headings)
        yield "</tr></thead><tbody>"
        for row in table.rows:
            yield "<tr>" + "".join(f"<td>{self.runs(runs)}</td>" for runs in row) + "</tr>"
        yield "</tbody></table>"


def _note(note: Note) -> str:
    head = escape(note.head, quote=False)
    head = f'<a href="{escape(note.url)}" rel="noreferrer">{head}</a>' if note.url else head
    words = escape(note.words, quote=False)
    back = f'<a href="#mark-{note.number}" aria-label="back to the text">↩</a>'
    return f'<li id="note-{note.number}">{head}: <q>{words}</q> ({note.span}) {back}</li>'


def set_html(document: Document) -> Iterator[str]:
    """Yield the page."""
    page = _Page()
    title = escape(document.title, quote=False)
    style = files("whosays.exports").joinpath("data", "brief.css").read_text(encoding="utf-8")
    yield (
        f'<!doctype html>\n<html lang="{document.language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>\n{style}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n"
    )
    for block in document.blocks:
        yield from (f"{line}\n" for line in page.block(block))
    if document.notes:
        yield '<h2>Notes</h2>\n<ol class="notes">\n'
        yield from (f"{_note(note)}\n" for note in document.notes)
        yield "</ol>\n"
    yield "</main>\n</body>\n</html>\n"


def pieces(selection: Selection, left_out: LeftOut) -> Iterator[str]:
    """Yield the brief."""
    return set_html(compose(selection))
