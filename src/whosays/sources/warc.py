"""Web archives (WARC 1.0 and 1.1, by warcio): each page that was answered with success, under its own address."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from whosays.errors import ReportError
from whosays.sources.folders import shown
from whosays.sources.kinds import open_source
from whosays.sources.opened import MEGABYTE, Asked, Opened
from whosays.sources.source import Source

# What a crawl keeps beside its pages; passed over without a word, as in a folder.
_BESIDE = re.compile(
    r"image/|video/|audio/|font/|text/css|(?:application|text)/(?:x-)?(?:java|ecma)script|application/(?:font|wasm|vnd\.ms-font)"
)
_KINDS = ("response", "resource", "conversion")


def open_warc(source: Source, asked: Asked) -> Iterator[Opened | ReportError]:
    """Yield the reports of a web archive, record by record."""
    from warcio.exceptions import ArchiveLoadFailed

    n_records = n_pages = 0
    try:
        for record in _iterator()(source.from_start()):
            n_records += 1
            if record.rec_type in _KINDS and _is_page(record):
                n_pages += 1
                yield from _open_record(record, source, asked)
    except ReportError:
        raise
    except (ArchiveLoadFailed, EOFError, ValueError, AttributeError, KeyError, TypeError, IndexError) as error:
        raise ReportError("R042", item=f"{source.item}, after record {n_records}", detail="web archive") from error
    if not n_pages:
        raise ReportError("R050", item=source.item, detail="a web archive without a page that was answered")


@lru_cache(maxsize=1)
def _iterator() -> Any:
    """Return warcio's reader, silent: it writes a stranger's bytes to standard error as they are."""
    from warcio.archiveiterator import ArchiveIterator

    logging.getLogger("warcio").setLevel(logging.CRITICAL)

    class Quiet(ArchiveIterator):  # type: ignore[misc]
        INC_RECORD = ""

    return Quiet


def _is_page(record: Any) -> bool:
    """Return whether a record holds what may be a report: an answer of success that is no picture, style or script."""
    answer = record.http_headers
    if record.rec_type == "response":
        if answer is None or answer.get_statuscode() != "200":
            return False
        media_type = answer.get_header("Content-Type") or ""
    else:
        media_type = record.rec_headers.get_header("Content-Type") or ""
    return not _BESIDE.match(media_type.lower().strip())


def _open_record(record: Any, source: Source, asked: Asked) -> Iterator[Opened | ReportError]:
    address = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ")
    name = f"!/{shown(address[:500] or 'a record without an address')}"
    try:
        raw = _payload(record, asked.limits.max_bytes, f"{source.item}{name}")
    except ReportError as error:
        yield error
        return
    if not raw.strip():
        return
    source.budget.spend(len(raw), item=f"{source.item}{name}")
    url = address if address.startswith(("http://", "https://")) else None
    inner = source.inner(raw, name=name, url=url)
    said = record.http_headers.get_header("Content-Type") if record.http_headers else None
    inner.charset = charset_of(said)
    yield from open_source(inner, asked)


def _payload(record: Any, max_bytes: int, item: str) -> bytes:
    """Return a record's page, transfer and content encodings undone; raise R011 or R042."""
    pieces: list[bytes] = []
    n_bytes = 0
    try:
        stream = record.content_stream()
        while piece := stream.read(1 << 16):
            n_bytes += len(piece)
            if n_bytes > max_bytes:
                raise ReportError("R011", item=item, detail=f"{max_bytes / MEGABYTE:g} MB")
            pieces.append(piece)
    except ReportError:
        raise
    except Exception as error:
        raise ReportError("R042", item=item, detail="record of a web archive") from error
    return b"".join(pieces)


def charset_of(content_type: str | None) -> str | None:
    """Return the encoding that a Content-Type names, or None."""
    found = re.search(r"charset\s*=\s*[\"']?([A-Za-z0-9_.:-]{2,30})", content_type or "", re.IGNORECASE)
    return found.group(1) if found else None
