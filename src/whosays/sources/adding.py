"""Kinds of input that plugins open: each says by the first bytes whether an input is its own, and is asked first."""

from __future__ import annotations

import sys
from collections.abc import Generator, Iterator, Mapping
from functools import lru_cache
from typing import Any

import msgspec

from whosays.errors import ReportError, UsageError
from whosays.plugins import failed, plugin, plugins, watched
from whosays.sources.checking import checked
from whosays.sources.lines import read_line
from whosays.sources.opened import Asked, Opened
from whosays.sources.source import Source

# Broken plugins that were named already: once a process is enough.
_named: set[tuple[str, ...]] = set()
Adding = tuple[str, Any]


@lru_cache(maxsize=4)
def _loaded(path: tuple[str, ...]) -> tuple[tuple[Adding, ...], tuple[ReportError, ...]]:
    """Return the plugins that can be used, and an error for each that cannot."""
    usable, broken = [], []
    for name in plugins("sources"):
        try:
            usable.append((name, plugin("sources", name)))
        except UsageError as error:
            broken.append(ReportError(error.code, item=error.item, detail=error.detail))
    return tuple(usable), tuple(broken)


def adding_for(head: bytes) -> Generator[ReportError, None, Adding | None]:
    """Return the plugin whose kind an input is, by its first bytes; yield an error for each that is broken, once."""
    path = tuple(sys.path)
    usable, broken = _loaded(path)
    if broken and path not in _named:
        _named.add(path)
        yield from broken
    for name, adding in usable:
        try:
            if adding.fits(head):
                return name, adding
        except Exception as error:  # noqa: BLE001 - a stranger's code: the other kinds are still to be tried
            yield _as_report_error(failed(name, error))
    return None


def open_by(adding: Adding, source: Source, asked: Asked) -> Iterator[Opened | ReportError]:
    """Yield the reports that a plugin finds in an input.

    It is given all bytes and yields, for each report, a mapping with ``text`` and what else is known (``id`` ``title``
    ``url`` ``publisher`` ``author`` ``category`` ``published``), and as ``raw`` the bytes that the report was made from
    (default: all).
    """
    name, opener = adding
    whole = source.whole(asked.limits)
    media_type = str(getattr(opener, "media_type", "application/octet-stream"))
    made = watched(name, _made(opener, whole))
    try:
        for number, given in enumerate(made, start=1):
            where = f"{source.item}, report {number}"
            try:
                yield _opened(given, whole, f"{source.locator}#report={number}", where, number, media_type, asked)
            except ReportError as error:
                yield error
            except ValueError as error:  # words that no encoding holds (half a surrogate pair), a number without end
                yield _as_report_error(failed(name, error), where)
    except UsageError as error:
        yield _as_report_error(error, source.item)


def _made(opener: Any, whole: bytes) -> Iterator[Any]:
    yield from opener.open(whole)


def _opened(given: Any, whole: bytes, locator: str, where: str, number: int, media_type: str, asked: Asked) -> Opened:
    if not isinstance(given, Mapping):
        raise ReportError("R009", item=where, line=number)
    fields = {str(key): value for key, value in given.items() if key != "raw" and isinstance(value, str | int)}
    raw = given.get("raw")
    report = read_line(msgspec.json.encode(fields), item=where, line=number, today=asked.today)
    return Opened(
        report=checked(report, item=where, limits=asked.limits), raw=raw if isinstance(raw, bytes) else whole,
        media_type=media_type, locator=locator,
    )  # fmt: skip


def _as_report_error(error: UsageError, item: str | None = None) -> ReportError:
    """Return the same as an error of one report: the others go on."""
    return ReportError(error.code, item=f"{item}, by {error.item}" if item else error.item, detail=error.detail)
