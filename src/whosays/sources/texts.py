"""A page, a plain text or a Markdown file: one input, one report."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from whosays.errors import ReportError
from whosays.sources import plain, sniffing
from whosays.sources.checking import checked
from whosays.sources.decoding import decode
from whosays.sources.opened import Asked, Opened
from whosays.sources.page import read_parts
from whosays.sources.source import HEAD, Source


def open_text(source: Source, asked: Asked) -> Iterator[Opened | ReportError]:
    """Yield the report of a page or text; raise `ReportError` where there is none."""
    limits = asked.limits
    raw = source.whole(limits)
    text = decode(raw, item=source.item, charset=source.charset)
    if not text.strip():
        raise ReportError("R002", item=source.item)
    if sniffing.is_binary(text):
        raise ReportError("R003", item=source.item)
    media_type = sniffing.media_type_of(text[:HEAD])
    if media_type == sniffing.HTML:
        yield from _open_page(text, raw, source, asked)
        return
    report = plain.read_text(text, markdown=media_type == sniffing.MARKDOWN, today=asked.today)
    report = msgspec.structs.replace(report, url=source.url or report.url)
    report = checked(report, item=source.item, limits=limits, told=source.told)
    yield Opened(report=report, raw=raw, media_type=media_type, locator=source.locator)


def _open_page(text: str, raw: bytes, source: Source, asked: Asked) -> Iterator[Opened | ReportError]:
    """Yield the report on a page, or those of a live-blog's entries; the readers' comments go with the first."""
    limits = asked.limits
    parts, comments = read_parts(
        text, item=source.item, max_elements=limits.max_elements, url=source.url, today=asked.today
    )
    for number, part in enumerate(parts, start=1):
        is_one = len(parts) == 1
        item = source.item if is_one else f"{source.item}, entry {number}"
        locator = source.locator if is_one else f"{source.locator}#entry={number}"
        try:
            report = checked(part.report, item=item, limits=limits, told=source.told)
        except ReportError as error:
            yield error
        else:
            yield Opened(
                report=report, raw=raw, media_type=sniffing.HTML, locator=locator,
                comments=comments if number == 1 else (),
            )  # fmt: skip
