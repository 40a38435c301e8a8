"""The brief in Markdown with footnotes; pictures are left out, their numbers stand in the tables."""

from __future__ import annotations

from collections.abc import Iterator

from whosays.exports.brief.compose import compose
from whosays.exports.brief.document import Block, Bullets, Document, Heading, Note, Paragraph, Runs, Table
from whosays.exports.left_out import LeftOut
from whosays.exports.selection import Selection


def escape(text: str) -> str:
    """Return text of a report that Markdown shows as it stands, on one line."""
    text = " ".join(text.split())
    for sign in "\\`*_[]<>|#~":
        text = text.replace(sign, f"\\{sign}")
    return text


def _runs(runs: Runs) -> str:
    parts = []
    for run in runs:
        lead, tail = run.text[: len(run.text) - len(run.text.lstrip())], run.text[len(run.text.rstrip()) :]
        words = escape(run.text)
        marks = "".join(f"[^{number}]" for number in run.notes)
        parts.append(f"{lead and ' '}{f'**{words}**' if run.bold and words else words}{tail and ' '}{marks}")
    return "".join(parts)


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        yield f"{'#' * (block.level + 1)} {escape(block.text)}"
    elif isinstance(block, Paragraph):
        yield _runs(block.runs)
    elif isinstance(block, Bullets):
        for point, below in block.points:
            yield f"- {_runs(point)}"
            yield from (f"  - {_runs(runs)}" for runs in below)
    elif isinstance(block, Table):
        yield f"| {' | '.join(block.headings)} |"
        yield f"|{'---|' * len(block.headings)}"
        yield from (f"| {' | '.join(map(_runs, row))} |" for row in block.rows)


def _note(note: Note) -> str:
    url = f" <{note.url}>" if note.url and not set(note.url) & set("<> ") else ""
    return f"[^{note.number}]: {escape(note.head)}: “{escape(note.words)}” ({note.span}){url}"


def set_markdown(document: Document) -> Iterator[str]:
    """Yield the lines of a document."""
    yield f"# {escape(document.title)}\n"
    for block in document.blocks:
        lines = list(_block(block))
        if lines:
            yield "\n" + "\n".join(lines) + "\n"
    if document.notes:
        yield "\n"
    for note in document.notes:
        yield _note(note) + "\n"


def as_markdown(selection: Selection) -> str:
    """Return the brief in Markdown."""
    return "".join(set_markdown(compose(selection)))


def pieces(selection: Selection, left_out: LeftOut) -> Iterator[str]:
    """Yield the brief."""
    return set_markdown(compose(selection))
