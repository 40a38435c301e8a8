"""Open inputs one after another: files, folders, addresses, standard input; each yields reports or coded errors."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import BinaryIO

from whosays.errors import ReportError
from whosays.record import Report
from whosays.sources.addresses import open_address
from whosays.sources.folders import shown, walk
from whosays.sources.kinds import open_source
from whosays.sources.opened import Asked, Fetch, Limits, Opened
from whosays.sources.source import Source


def open_items(
    inputs: Iterable[str | Path],
    *,
    limits: Limits | None = None,
    stdin: BinaryIO | None = None,
    today: date | None = None,
    columns: Mapping[str, str] | None = None,
    fetch: Fetch | None = None,
    read: Callable[[int], None] | None = None,
) -> Iterator[Opened | ReportError]:
    """Yield every report of the inputs with its evidence, in order, and an error for each that cannot be read.

    An input is a file, a folder (read recursively, in sorted order), a web address or ``-`` for standard input. What a
    file is (page, text, mail, feed, table, archive of these …) is told from its bytes. ``today`` bounds publication
    dates found on pages; a later one is no publication date (default: the current day, UTC). ``columns`` names the
    columns of tables by field of a report. ``fetch`` gets the pages that inputs only name; without it nothing is asked
    of the network and such an address is an error. ``read`` is told of every piece of the inputs consumed, in bytes.
    Nothing is raised for an input; every failure is yielded and the next item follows.
    """
    asked = Asked(limits or Limits(), today, tuple((columns or {}).items()), fetch, read)
    for given in inputs:
        if str(given) == "-":
            yield from _open_stream(stdin or sys.stdin.buffer, item="-", asked=asked)
        elif is_address(given):
            yield from open_address(str(given), asked)
        else:
            path = Path(given)
            for entry in walk(path) if _is_folder(path) else (path,):
                if isinstance(entry, ReportError):
                    yield entry
                else:
                    yield from _open_file(entry, asked=asked)


def is_address(given: str | Path) -> bool:
    """Return whether an input is a web address rather than a path."""
    return isinstance(given, str) and given.lower().startswith(("http://", "https://"))


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


def open_bytes(
    raw: bytes,
    *,
    name: str = "bytes",
    url: str | None = None,
    charset: str | None = None,
    limits: Limits | None = None,
    today: date | None = None,
    columns: Mapping[str, str] | None = None,
) -> Iterator[Opened | ReportError]:
    """Yield every report in the bytes of one input with its evidence, and an error for each that cannot be read.

    ``name`` is what errors call it, ``url`` the address that it was fetched from, which outranks the one that a page
    declares, ``charset`` the encoding that the server named.
    """
    asked = Asked(limits or Limits(), today, tuple((columns or {}).items()))
    source = Source.of(io.BytesIO(raw), item=name, limits=asked.limits, url=url)
    source.charset = charset
    yield from open_source(source, asked)


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
    one that the page declares. Of an input with many reports the first one is returned.
    """
    if isinstance(source, bytes):
        item = name or "bytes"
        found = open_bytes(source, name=item, url=url, limits=limits, today=today)
    else:
        item = name or shown(source)
        found = _open_file(Path(source), asked=Asked(limits or Limits(), today), url=url)
    opened = next(found, None)
    if opened is None:
        raise ReportError("R002", item=item)
    if isinstance(opened, ReportError):
        raise opened
    return opened.report


def _open_file(path: Path, *, asked: Asked, url: str | None = None) -> Iterator[Opened | ReportError]:
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
            yield from _open_stream(stream, item=item, asked=asked, url=url)


def _open_stream(
    stream: BinaryIO, *, item: str, asked: Asked, url: str | None = None
) -> Iterator[Opened | ReportError]:
    try:
        counted = _Counted(stream, asked.read) if asked.read else stream
        source = Source.of(counted, item=item, limits=asked.limits, url=url)  # type: ignore[arg-type]
    except OSError as error:
        yield ReportError("R012", item=item, detail=error.strerror or str(error))
    else:
        yield from open_source(source, asked)


class _Counted(io.RawIOBase):
    """A stream that tells how far it was read: the furthest byte, so that reading a part twice counts once."""

    def __init__(self, stream: BinaryIO, read: Callable[[int], None]) -> None:
        self._stream, self._told, self._furthest, self._at = stream, read, 0, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._stream.seekable()

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._at = self._stream.seek(offset, whence)
        return self._at

    def tell(self) -> int:
        return self._at

    def read(self, size: int = -1) -> bytes:
        chunk = self._stream.read(size)
        self._at += len(chunk)
        if self._at > self._furthest:
            self._told(self._at - self._furthest)
            self._furthest = self._at
        return chunk
