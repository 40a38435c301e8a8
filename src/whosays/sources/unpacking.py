"""Packed streams (gzip, bzip2, xz): what is in them, within bounds, handed on as an input of its own."""

from __future__ import annotations

import bz2
import lzma
import zlib
from collections.abc import Callable, Iterator
from typing import Any

from whosays.errors import ReportError
from whosays.sources.kinds import open_source
from whosays.sources.opened import MEGABYTE, Asked, Opened
from whosays.sources.source import Source, stream_of

_PIECE = 1 << 20
_XZ_MEMORY = 256 * MEGABYTE  # what xz -9 needs is 65 MB; a stream may ask for 4 GB
_BROKEN = (zlib.error, lzma.LZMAError, EOFError, OSError, ValueError)


def open_gzip(source: Source, asked: Asked) -> Iterator[Opened | ReportError]:
    """Yield what a gzip stream holds."""
    yield from _open_packed(source, asked, lambda: zlib.decompressobj(wbits=31), "gzip archive")


def open_bzip2(source: Source, asked: Asked) -> Iterator[Opened | ReportError]:
    """Yield what a bzip2 stream holds."""
    yield from _open_packed(source, asked, bz2.BZ2Decompressor, "bzip2 archive")


def open_xz(source: Source, asked: Asked) -> Iterator[Opened | ReportError]:
    """Yield what an xz stream holds."""
    yield from _open_packed(source, asked, lambda: lzma.LZMADecompressor(memlimit=_XZ_MEMORY), "xz archive")


def _open_packed(source: Source, asked: Asked, new: Callable[[], Any], name: str) -> Iterator[Opened | ReportError]:
    check_depth(source, asked)
    stream = stream_of(_unpacked(source, new, name))
    inner = source.inner(stream, name="", told=source.told, url=source.url)
    inner.charset = source.charset
    yield from open_source(inner, asked)


def check_depth(source: Source, asked: Asked) -> None:
    """Raise `ReportError` R043 for an archive within too many others."""
    if source.depth >= asked.limits.max_depth:
        raise ReportError("R043", item=source.item, detail=str(asked.limits.max_depth))


def _unpacked(source: Source, new: Callable[[], Any], name: str) -> Iterator[bytes]:
    """Yield the unpacked bytes, member after member; raise R042 where they are damaged, R044 where they swell."""
    decompressor, is_begun = new(), False
    for chunk in source.chunks():
        while True:
            if decompressor.eof:
                # Zeros after the last member are padding of tape and disk blocks.
                if not chunk.strip(b"\0"):
                    break
                decompressor = new()
            try:
                piece = decompressor.decompress(chunk, _PIECE)
            except _BROKEN as error:
                raise ReportError("R042", item=source.item, detail=name) from error
            is_begun = True
            source.budget.spend(len(piece), item=source.item)
            if piece:
                yield piece
            # What is left of the chunk: after a member's end, or, of zlib's, beyond a full piece.
            chunk = decompressor.unused_data if decompressor.eof else getattr(decompressor, "unconsumed_tail", b"")
            if not chunk and len(piece) < _PIECE:
                break
    if is_begun and not decompressor.eof:
        raise ReportError("R042", item=source.item, detail=f"{name}: it ends too early")
