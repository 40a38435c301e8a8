"""PDF: the text layer, read by pypdf in a process of its own, which a hostile file can neither hang nor fill."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator

import msgspec

from whosays.errors import ReportError
from whosays.sources import pdf_text, plain
from whosays.sources.checking import checked
from whosays.sources.opened import Asked, Opened
from whosays.sources.source import Source

MEDIA_TYPE = "application/pdf"
_WORDS_PER_PAGE = 5  # fewer on average: pictures of pages, with a stamp or a page number as text
_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"(?:page\s*)?[-–—]?\s*\d{1,4}\s*[-–—]?(?:\s*(?:of|/)\s*\d{1,4})?", re.IGNORECASE)
_MARGIN_LINES = 3  # at the head and the foot of a page, looked at for what pages repeat
_PRODUCERS = re.compile(r"microsoft word|untitled|\.(?:docx?|pdf|indd)\b", re.IGNORECASE)


class _Found(msgspec.Struct):
    pages: list[str] = []
    title: str | None = None
    author: str | None = None
    error: str | None = None


def open_pdf(source: Source, asked: Asked) -> Iterator[Opened | ReportError]:
    """Yield the report in a PDF's text layer.

    Lines are joined into paragraphs, words broken at a line's end are joined, lines that most pages repeat are left
    out. When a file was made is not when it was published, so the date is looked for in its text alone.
    """
    raw = source.whole(asked.limits)
    found = _read(raw, source.item, asked)
    if found.error == "password":
        raise ReportError("R041", item=source.item, detail="a PDF")
    if found.error or not found.pages:
        raise ReportError("R042", item=source.item, detail="PDF")
    if sum(len(page.split()) for page in found.pages) < _WORDS_PER_PAGE * len(found.pages):
        n_pages = len(found.pages)
        raise ReportError("R047", item=source.item, detail=f"{n_pages} page{'' if n_pages == 1 else 's'}")
    paragraphs = paragraphs_of(found.pages)
    report = plain.read_text("\n\n".join(paragraphs), today=asked.today)
    title = None if found.title and _PRODUCERS.search(found.title) else found.title
    report = msgspec.structs.replace(report, title=title or report.title, author=report.author or found.author)
    report = checked(report, item=source.item, limits=asked.limits, told=source.told)
    yield Opened(report=report, raw=raw, media_type=MEDIA_TYPE, locator=source.locator)


def _read(raw: bytes, item: str, asked: Asked) -> _Found:
    limits = asked.limits
    command = [sys.executable, "-P", pdf_text.__file__, str(limits.max_characters), str(limits.max_seconds)]
    try:
        done = subprocess.run(command, input=raw, capture_output=True, timeout=limits.max_seconds, check=False)
        return msgspec.json.decode(done.stdout, type=_Found)
    except subprocess.TimeoutExpired as error:
        raise ReportError("R049", item=item, detail=f"{limits.max_seconds:g} seconds") from error
    except msgspec.MsgspecError as error:
        raise ReportError("R042", item=item, detail="PDF") from error


def paragraphs_of(pages: list[str]) -> list[str]:
    """Return the paragraphs of pages: running heads, feet and page numbers out, lines joined."""
    lines = [line for page in _without_running_lines(pages) for line in page]
    width = sorted(len(line) for line in lines)[len(lines) * 3 // 4] if lines else 0
    paragraphs: list[str] = []
    is_open = False
    for line in lines:
        words = " ".join(line.split())
        if not words:
            is_open = False
            continue
        if is_open and paragraphs[-1].endswith("-") and words[:1].islower():
            paragraphs[-1] = paragraphs[-1][:-1] + words
        elif is_open:
            paragraphs[-1] += f" {words}"
        else:
            paragraphs.append(words)
        # A line that stops well before the margin, at a sentence's end, closes its paragraph; so does a short line
        # that ends no sentence before one that begins with a capital: a heading.
        is_open = not (len(words) < width * 0.85 and (words[-1] in ".!?:”\"'’" or len(words) < width * 0.6))
    return paragraphs


def _without_running_lines(pages: list[str]) -> list[list[str]]:
    """Return the lines of each page without those at its margins that half of the pages have, numbers aside."""
    split = [page.splitlines() for page in pages]
    seen: Counter[str] = Counter()
    for lines in split:
        written = [line for line in lines if line.strip()]
        margins = {_NUMBER.sub("0", line.strip()) for line in written[:_MARGIN_LINES] + written[-_MARGIN_LINES:]}
        seen.update(margins)
    running = {line for line, n_pages in seen.items() if n_pages > 2 and n_pages * 2 >= len(pages)}
    return [
        [
            line
            for line in lines
            if _NUMBER.sub("0", line.strip()) not in running and not _PAGE_NUMBER.fullmatch(line.strip())
        ]
        for lines in split
    ]
