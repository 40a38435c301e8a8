"""JSON of reports already in hand, line by line or whole: the text unchanged, the given fields kept."""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import msgspec

from whosays.errors import ReportError
from whosays.record import Report
from whosays.sources import publication
from whosays.sources.checking import checked
from whosays.sources.decoding import decode, encoding_of
from whosays.sources.opened import MEGABYTE, Asked, Opened
from whosays.sources.source import Source

_decoder = msgspec.json.Decoder()


def open_lines(source: Source, asked: Asked) -> Iterator[Opened | ReportError]:
    """Yield the report of each line; a file of any length needs the memory of its longest line."""
    limits, columns = asked.limits, dict(asked.columns)
    for number, line in split_lines(_utf8(source), max_bytes=limits.max_bytes):
        where = f"{source.item}, line {number}"
        if line is None:
            yield ReportError("R011", item=where, detail=f"{limits.max_bytes / MEGABYTE:g} MB")
            continue
        try:
            report = read_line(line, item=source.item, line=number, today=asked.today, columns=columns)
            report = checked(report, item=where, limits=limits)
        except ReportError as error:
            yield error
        else:
            locator = f"{source.locator}#line={number}"
            yield Opened(report=report, raw=line, media_type="application/json", locator=locator)


def open_document(source: Source, asked: Asked) -> Iterator[Opened | ReportError]:
    """Yield the reports of one JSON document: an object over several lines, or an array of objects."""
    columns = dict(asked.columns)
    pieces = split_document(decode(source.whole(asked.limits), item=source.item), item=source.item)
    for number, piece in enumerate(pieces, start=1):
        where = f"{source.item}, report {number}"
        try:
            report = read_line(piece, item=source.item, line=number, today=asked.today, columns=columns)
            report = checked(report, item=where, limits=asked.limits)
        except ReportError as error:
            yield error
        else:
            locator = f"{source.locator}#report={number}"
            yield Opened(report=report, raw=piece, media_type="application/json", locator=locator)


def _utf8(source: Source) -> Iterator[bytes]:
    """Yield the whole input as UTF-8, its byte-order mark gone."""
    encoding = encoding_of(source.head)
    wide = None if encoding.startswith("utf-8") else codecs.getincrementaldecoder(encoding)("replace")
    for number, chunk in enumerate(source.chunks()):
        kept = chunk.removeprefix(codecs.BOM_UTF8) if encoding == "utf-8-sig" and number == 0 else chunk
        yield wide.decode(kept).encode("utf-8", "surrogatepass") if wide else kept


def read_line(
    raw: bytes, *, item: str, line: int, today: date | None = None, columns: Mapping[str, str] | None = None
) -> Report:
    """Return the report of one line, its ``id`` empty where none is given.

    The line is a report, or a record whose report is taken; ``columns`` names its fields where they are called
    otherwise. Raise `ReportError` R008 or R009 where it is neither.
    """
    try:
        value = _decoder.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ReportError("R008", item=item, line=line, detail=_reason(error)) from error
    if not isinstance(value, dict):
        raise ReportError("R008", item=item, line=line, detail="not a JSON object")
    if "text" not in value and isinstance(value.get("report"), dict):
        value = value["report"]
    value = value | {field: value.get(named) for field, named in (columns or {}).items()}
    text = value.get("text")
    if not isinstance(text, str) or not text.strip():
        raise ReportError("R009", item=item, line=line)
    given = value.get("id")
    report = Report(
        id=str(given) if isinstance(given, (str, int)) and str(given).strip() else "",
        text=text,
        title=_words(value.get("title")),
        url=_words(value.get("url")),
        publisher=_words(value.get("publisher")),
        author=_words(value.get("author")),
        category=_words(value.get("category")),
    )
    return dated(report, value.get("published"), today=today)


def split_document(text: str, *, item: str) -> list[bytes]:
    """Return the objects of a JSON array, or the one object, each as its own bytes; raise R008 for broken JSON."""
    try:
        if text.lstrip().startswith("["):
            return [bytes(piece) for piece in msgspec.json.decode(text, type=list[msgspec.Raw])]
        return [bytes(msgspec.json.decode(text, type=msgspec.Raw))]
    except (msgspec.DecodeError, RecursionError) as error:
        raise ReportError("R008", item=item, line=1, detail=_reason(error)) from error


def dated(report: Report, given: Any, *, today: date | None) -> Report:
    """Return the report with its publication date: as given, else from its address, else from its dateline."""
    stated = publication.stated_date(given) if isinstance(given, str) else None
    if stated:
        return msgspec.structs.replace(report, published=stated, published_from="given")
    published, found_in = publication.found_date(report.url, report.text, today=today)
    return msgspec.structs.replace(report, published=published, published_from=found_in)


def _words(value: Any) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


def _reason(error: Exception) -> str:
    return str(error) or type(error).__name__


def split_lines(chunks: Iterator[bytes], *, max_bytes: int) -> Iterator[tuple[int, bytes | None]]:
    """Yield (number from 1, line) of each line that is not blank; None for a line of more than ``max_bytes``.

    A line that is too long is skipped without being held in memory.
    """
    number, held, too_long = 1, bytearray(), False
    for chunk in chunks:
        pieces = chunk.split(b"\n")
        for position, piece in enumerate(pieces):
            if not too_long:
                held += piece
                too_long = len(held) > max_bytes
                if too_long:
                    held.clear()
            if position < len(pieces) - 1:
                if too_long or held.strip():
                    yield number, None if too_long else bytes(held).rstrip(b"\r")
                number, too_long = number + 1, False
                held.clear()
    if too_long or held.strip():
        yield number, None if too_long else bytes(held).rstrip(b"\r")
