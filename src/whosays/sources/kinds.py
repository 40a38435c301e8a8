"""Which reader opens what: chosen by the first bytes, loaded when needed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module

from whosays.errors import ReportError
from whosays.sources import addresses, sniffing, tables
from whosays.sources.adding import adding_for, open_by
from whosays.sources.decoding import encoding_of
from whosays.sources.opened import Asked, Opened
from whosays.sources.source import Source

Opener = Callable[[Source, Asked], Iterator[Opened | ReportError]]
# Kinds with a signature of their own that are opened; the other kinds of signatures.csv are refused by name.
_BINARY = {
    "a ZIP archive": ("archives", "open_zip"),
    "a tar archive": ("archives", "open_tar"),
    "a gzip archive": ("unpacking", "open_gzip"),
    "a bzip2 archive": ("unpacking", "open_bzip2"),
    "an xz archive": ("unpacking", "open_xz"),
    "a PDF": ("pdf", "open_pdf"),
    "a Parquet file": ("parquet", "open_parquet"),
    "a web archive": ("warc", "open_warc"),
}
_XML = {"urlset": "open_sitemap", "sitemapindex": "open_sitemap"}


def open_source(source: Source, asked: Asked) -> Iterator[Opened | ReportError]:
    """Yield what an input holds; whatever a damaged input breaks becomes its error, and the others go on."""
    try:
        if not source.head.strip():
            raise ReportError("R002", item=source.item)
        adding = yield from adding_for(source.head)
        if adding is not None:
            yield from open_by(adding, source, asked)
            return
        yield from _opener_of(source, asked)(source, asked)
    except ReportError as error:
        yield error
    except OSError as error:
        yield ReportError("R012", item=source.item, detail=error.strerror or str(error))


def _opener_of(source: Source, asked: Asked) -> Opener:
    known = sniffing.known_binary(source.head)
    if known is not None:
        if known not in _BINARY:
            raise ReportError("R016", item=source.item, detail=known)
        return _opener(*_BINARY[known])
    start = source.head.decode(encoding_of(source.head), "ignore")
    root = sniffing.root_of(start)
    if root == "opml":
        raise ReportError("R016", item=source.item, detail="a list of feeds (follow it with 'whosays watch')")
    if root is not None:
        return _opener("addresses", "open_sitemap") if root in _XML else _opener("feeds", "open_feed")
    if sniffing.is_feed_of_json(start):
        return _opener("feeds", "open_json_feed")
    media_type = sniffing.media_type_of(start)
    if media_type == sniffing.XML:
        raise ReportError("R016", item=source.item, detail="XML of a kind that lists no reports")
    if media_type in (sniffing.LINES, sniffing.DOCUMENT):
        return _opener("lines", "open_lines" if media_type == sniffing.LINES else "open_document")
    if sniffing.is_mailbox(start):
        return _opener("mail", "open_mailbox")
    if sniffing.is_mail(start):
        return _opener("mail", "open_mail")
    if addresses.is_list(start):
        return addresses.open_list
    if tables.is_table(start, asked.columns):
        return tables.open_table
    return _opener("texts", "open_text")


def _opener(module: str, name: str) -> Opener:
    opener: Opener = getattr(import_module(f"whosays.sources.{module}"), name)
    return opener
