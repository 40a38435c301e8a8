"""Open inputs one after another: files, folders, standard input; each yields reports or coded errors."""

from __future__ import annotations

import codecs
import io
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import BinaryIO

import msgspec

from whosays.errors import ReportError
from whosays.record import Report, content_id
from whosays.sources import lines, plain, sniffing
from whosays.sources.decoding import decode, encoding_of
from whosays.sources.folders import shown, walk
from whosays.sources.language import detect_language, language_name
from whosays.sources.opened import MEGABYTE, Limits, Opened
from whosays.sources.page import read_page

_CHUNK = 1 << 20


def open_items(
    inputs: Iterable[str | Path],
    *,
    limits: Limits | None = None,
    stdin: BinaryIO | None = None,
    today: date | None = None,
) -> Iterator[Opened | ReportError]:
    """Yield every report of the inputs with its evidence, in order, and an error for each that cannot be read.

    An input is a file, a folder (read recursively, in sorted order) or ``-`` for standard input. What a file is,
    page, plain text, Markdown or JSON Lines of reports, is told from its bytes. ``today`` bounds publication dates
    found on pages; a later one is no publication date (default: the current day, UTC). Nothing is raised for an
    input; every failure is yielded and the next item follows.
    """
    bounds = limits or Limits()
    for given in inputs:
        if str(given) == "-":
            yield from _guarded(stdin or sys.stdin.buffer, item="-", limits=bounds, today=today)
            continue
        path = Path(given)
        entries = walk(path) if _is_folder(path) else iter((path,))
        for entry in entries:
            if isinstance(entry, ReportError):
                yield entry
            else:
                yield from _open_file(entry, limits=bounds, today=today)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def open_reports(
    inputs: Iterable[str | Path],
    *,
    limits: Limits | None = None,
    stdin: BinaryIO | None = None,
    today: date | None = None,
) -> Iterator[Report | ReportError]:
    """Yield every report of the inputs in order, and an error for each that cannot be read; see `open_items`."""
    for opened in open_items(inputs, limits=limits, stdin=stdin, today=today):
        yield opened if isinstance(opened, ReportError) else opened.report


def open_report(
    source: str | Path | bytes,
    *,
    name: str | None = None,
    url: str | None = None,
    limits: Limits | None = None,
    today: date | None = None,
) -> Report:
    """Return the one report of a file or of the bytes of one; raise `ReportError` if there is none.

    ``name`` is what errors call the bytes; ``url`` is the address that they were fetched from, which outranks the
    one that the page declares. Of a JSON Lines file the first report is returned.
    """
    bounds = limits or Limits()
    if isinstance(source, bytes):
        stream: BinaryIO = io.BytesIO(source)
        opened = next(_open_stream(stream, item=name or "bytes", limits=bounds, today=today, url=url), None)
    else:
        opened = next(_open_file(Path(source), limits=bounds, today=today, url=url), None)
    if opened is None:
        raise ReportError("R002", item=name or (shown(source) if not isinstance(source, bytes) else "bytes"))
    if isinstance(opened, ReportError):
        raise opened
    return opened.report


def _open_file(
    path: Path, *, limits: Limits, today: date | None, url: str | None = None
) -> Iterator[Opened | ReportError]:
    item = shown(path)
    try:
        stream = path.open("rb")
    except FileNotFoundError:
        yield ReportError("R001", item=item)
    except PermissionError:
        yield ReportError("R010", item=item)
    except IsADirectoryError:
        yield ReportError("R018", item=item)
    except (OSError, ValueError) as error:
        yield ReportError("R012", item=item, detail=getattr(error, "strerror", None) or str(error))
    else:
        with stream:
            yield from _guarded(stream, item=item, limits=limits, today=today, url=url)


def _guarded(
    stream: BinaryIO, *, item: str, limits: Limits, today: date | None, url: str | None = None
) -> Iterator[Opened | ReportError]:
    """Yield what a stream holds; whatever a damaged input breaks becomes its error, and the others go on."""
    try:
        yield from _open_stream(stream, item=item, limits=limits, today=today, url=url)
    except OSError as error:
        yield ReportError("R012", item=item, detail=error.strerror or str(error))


def _open_stream(
    stream: BinaryIO, *, item: str, limits: Limits, today: date | None, url: str | None = None
) -> Iterator[Opened | ReportError]:
    head = stream.read(sniffing.HEAD)
    if not head.strip():
        yield ReportError("R002", item=item)
        return
    known = sniffing.known_binary(head)
    if known is not None:
        yield ReportError("R016", item=item, detail=known)
        return
    encoding = encoding_of(head)
    start = head.decode(encoding, "ignore")
    if sniffing.media_type_of(start) == sniffing.LINES:
        yield from _open_lines(head, stream, item=item, encoding=encoding, limits=limits, today=today)
        return
    is_document = sniffing.media_type_of(start) == sniffing.DOCUMENT
    raw = head + stream.read(max(0, limits.max_bytes - len(head)) + 1)
    if len(raw) > limits.max_bytes:
        yield ReportError("R011", item=item, detail=f"{limits.max_bytes / MEGABYTE:g} MB")
        return
    if is_document:
        yield from _open_document(raw, item=item, limits=limits, today=today)
        return
    try:
        report, media_type = _read_whole(raw, item=item, limits=limits, today=today, url=url)
    except ReportError as error:
        yield error
    else:
        yield Opened(report=report, raw=raw, media_type=media_type, locator=item)


def _read_whole(raw: bytes, *, item: str, limits: Limits, today: date | None, url: str | None) -> tuple[Report, str]:
    """Return the report of a page or text, and its media type."""
    text = decode(raw, item=item)
    if not text.strip():
        raise ReportError("R002", item=item)
    if sniffing.is_binary(text):
        raise ReportError("R003", item=item)
    media_type = sniffing.media_type_of(text[: sniffing.HEAD])
    if media_type == "application/xml":
        raise ReportError("R016", item=item, detail="a feed or another XML document")
    if media_type == sniffing.HTML:
        report = read_page(text, item=item, max_elements=limits.max_elements, url=url, today=today)
    else:
        report = plain.read_text(text, markdown=media_type == sniffing.MARKDOWN, today=today)
        report = msgspec.structs.replace(report, url=url or report.url)
    return _checked(report, item=item, limits=limits), media_type


def _open_lines(
    head: bytes, stream: BinaryIO, *, item: str, encoding: str, limits: Limits, today: date | None
) -> Iterator[Opened | ReportError]:
    chunks = _chunks(head, stream, encoding=encoding)
    for number, line in lines.split_lines(chunks, max_bytes=limits.max_bytes):
        where = f"{item}, line {number}"
        if line is None:
            yield ReportError("R011", item=where, detail=f"{limits.max_bytes / MEGABYTE:g} MB")
            continue
        try:
            report = lines.read_line(line, item=item, line=number, today=today)
            report = _checked(report, item=where, limits=limits)
        except ReportError as error:
            yield error
        else:
            yield Opened(report=report, raw=line, media_type="application/json", locator=f"{item}#line={number}")


def _open_document(raw: bytes, *, item: str, limits: Limits, today: date | None) -> Iterator[Opened | ReportError]:
    """Yield the reports of one JSON document: an object over several lines, or an array of objects."""
    try:
        pieces = lines.split_document(decode(raw, item=item), item=item)
    except ReportError as error:
        yield error
        return
    for number, piece in enumerate(pieces, start=1):
        where = f"{item}, report {number}"
        try:
            report = _checked(lines.read_line(piece, item=item, line=number, today=today), item=where, limits=limits)
        except ReportError as error:
            yield error
        else:
            locator = f"{item}#report={number}"
            yield Opened(report=report, raw=piece, media_type="application/json", locator=locator)


def _chunks(head: bytes, stream: BinaryIO, *, encoding: str) -> Iterator[bytes]:
    """Yield the whole stream as UTF-8, its byte-order mark gone."""
    if encoding == "utf-8-sig":
        head = head.removeprefix(codecs.BOM_UTF8)
    wide = None if encoding.startswith("utf-8") else codecs.getincrementaldecoder(encoding)("replace")
    chunk = head
    while chunk:
        yield wide.decode(chunk).encode("utf-8") if wide else chunk
        chunk = stream.read(_CHUNK)


def _checked(report: Report, *, item: str, limits: Limits) -> Report:
    """Return the report with its id and language; raise R006, R007 or R015 for a text that is not read."""
    if len(report.text) > limits.max_characters:
        raise ReportError("R015", item=item, detail=f"{limits.max_characters:,} characters")
    language = detect_language(report.text)
    if language != "en":
        raise ReportError("R007", item=item, detail=language_name(language))
    n_words = len(report.text[:1000].split())
    if n_words < limits.min_words:
        raise ReportError("R006", item=item, detail="one word" if n_words == 1 else f"{n_words} words")
    return msgspec.structs.replace(report, id=report.id or report_id(report), language=language)


def report_id(report: Report) -> str:
    """Return the id of a report that was given none: the hash of its text, and of where it stood.

    The address, or else the publisher, is part of it, so that two outlets' copies of one text stay two reports.
    """
    where = report.url or report.publisher
    return content_id(f"{where}\n{report.text}" if where else report.text)
