"""Word documents (DOCX): paragraphs and tables in order, by python-docx."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from whosays.errors import ReportError
from whosays.record import Report
from whosays.sources import plain
from whosays.sources.checking import checked
from whosays.sources.opened import Asked, Opened
from whosays.sources.source import Source

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def open_word(source: Source, stream: BinaryIO, asked: Asked) -> Iterator[Opened | ReportError]:
    """Yield the report of a Word document.

    Its title and author are those of its properties. When it was made or saved is not when it was published, so the
    date is looked for in its text alone.
    """
    import docx

    stream.seek(0)
    raw = stream.read(asked.limits.max_bytes + 1)
    if len(raw) > asked.limits.max_bytes:
        raise ReportError("R011", item=source.item, detail=f"{asked.limits.max_bytes // 2**20} MB")
    stream.seek(0)
    try:
        document = docx.Document(stream)
        paragraphs = list(_paragraphs(document))
        properties = document.core_properties
        title, author = properties.title.strip() or None, properties.author.strip() or None
    except Exception as error:
        raise ReportError("R042", item=source.item, detail="Word document") from error
    report = plain.read_text("\n\n".join(paragraphs), today=asked.today)
    report = _named(report, title, author)
    report = checked(report, item=source.item, limits=asked.limits, told=source.told)
    yield Opened(report=report, raw=raw, media_type=MEDIA_TYPE, locator=source.locator)


def _named(report: Report, title: str | None, author: str | None) -> Report:
    import msgspec

    # Templates leave these behind.
    author = None if author in ("python-docx", "Microsoft Office User", "Author") else author
    title = None if title and title.lower() in ("word document", "document", "untitled") else title
    return msgspec.structs.replace(report, title=report.title or title, author=report.author or author)


def _paragraphs(document: Any) -> Iterator[str]:
    """Yield the paragraphs, and the rows of tables with their cells parted by bars, as on a page."""
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            for row in block.rows:
                cells = [" ".join(cell.text.split()) for cell in row.cells]
                if any(cells):
                    yield " | ".join(cells)
        elif block.text.strip():
            yield " ".join(block.text.split())
