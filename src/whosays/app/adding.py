"""Adding reports from the page: a queue that one thread reads, so that closing the page stops nothing."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import count
from pathlib import Path
from queue import SimpleQueue
from threading import Lock, Thread
from typing import Any, Literal

import msgspec

from whosays.errors import ReportError, WhosaysError
from whosays.sources import Limits, open_items
from whosays.sources.opened import Opened

Row = dict[str, Any]
State = Literal["waiting", "reading", "done"]
# What may wait at once, and how much of what is done stays listed: a folder of pages dropped at one go fits.
MOST_WAITING = 500
# Bytes that wait are held in memory: a quarter of a small machine's.
MOST_WAITING_BYTES = 512 * 1024 * 1024
MOST_LISTED = 1_000
# Errors shown for one item; a file of a thousand bad lines is told by its first ones and their number.
MOST_ERRORS = 20


@dataclass
class Item:
    """One file or pasted text on its way into the casebook."""

    number: int
    name: str
    raw: bytes
    by: str
    state: State = "waiting"
    reports: list[str] = field(default_factory=list)
    n_new: int = 0
    n_known: int = 0
    n_claims: int = 0
    errors: list[WhosaysError] = field(default_factory=list)

    def row(self) -> Row:
        """Return what the page shows of it."""
        return {
            "number": self.number,
            "name": self.name,
            "state": self.state,
            "reports": self.reports[:MOST_ERRORS],
            "n_new": self.n_new,
            "n_known": self.n_known,
            "n_claims": self.n_claims,
            "n_errors": len(self.errors),
            "errors": [
                {"code": error.code, "error": self._named(error), "remedy": error.remedy}
                for error in self.errors[:MOST_ERRORS]
            ],
        }

    def _named(self, error: WhosaysError) -> str:
        """Return what went wrong, with the item's name where the sources say '-' for bytes without a file."""
        return self.name + error.what.removeprefix("-") if error.what.startswith("-") else error.what


class TooMany(Exception):
    """So many items wait already that no more are taken."""


class Adding:
    """The queue of items for one casebook."""

    def __init__(self, casebook: Path) -> None:
        self._casebook = casebook
        self._numbers = count(1)
        self._items: list[Item] = []
        self._waiting: SimpleQueue[Item] = SimpleQueue()
        self._lock = Lock()
        self._thread: Thread | None = None

    def take(self, name: str, raw: bytes, *, by: str) -> Row:
        """Take an item in and return how it stands; raise `TooMany` where the queue is full.

        ``by`` stands in the casebook's chain of custody.
        """
        with self._lock:
            waiting = [len(item.raw) for item in self._items if item.state != "done"]
            if len(waiting) >= MOST_WAITING or sum(waiting) + len(raw) > MOST_WAITING_BYTES:
                raise TooMany
            item = Item(number=next(self._numbers), name=name, raw=raw, by=by)
            done = [one for one in self._items if one.state == "done"]
            for old in done[: max(0, len(self._items) + 1 - MOST_LISTED)]:
                self._items.remove(old)
            self._items.append(item)
            if self._thread is None:
                # A daemon: a server that is stopped does not wait; what was not read is not in the casebook.
                self._thread = Thread(target=self._work, name="adding", daemon=True)
                self._thread.start()
        self._waiting.put(item)
        return item.row()

    def rows(self) -> list[Row]:
        """Return every item, the newest first."""
        with self._lock:
            return [item.row() for item in reversed(self._items)]

    def _work(self) -> None:
        while True:
            item = self._waiting.get()
            item.state = "reading"
            try:
                self._read(item)
            except WhosaysError as error:
                item.errors.append(error)
            except Exception as error:  # noqa: BLE001 - whatever one item breaks, the next one must still be read
                item.errors.append(ReportError("R012", item=item.name, detail=f"{type(error).__name__}: {error}"))
            item.raw = b""
            item.state = "done"

    def _read(self, item: Item) -> None:
        from whosays.casebook import Casebook

        with Casebook(self._casebook, create=False, by=item.by) as case:
            for opened in _opened(item):
                record = _reader().read(opened.report)
                locator = item.name + opened.locator.removeprefix("-")
                try:
                    is_new = case.add(record, raw=opened.raw, media_type=opened.media_type, locator=locator)
                except WhosaysError as error:
                    item.errors.append(error)
                    continue
                item.reports.append(opened.report.id)
                item.n_new += is_new
                item.n_known += not is_new
                item.n_claims += len(record.claims)


@lru_cache(maxsize=1)
def _reader() -> Any:
    from whosays.reader import Reader

    return Reader()


def _opened(item: Item) -> Iterator[Opened]:
    for found in open_items(["-"], stdin=io.BytesIO(item.raw), limits=Limits()):
        if isinstance(found, ReportError):
            item.errors.append(found)
        else:
            yield found


def pasted(
    text: str, *, title: str | None = None, outlet: str | None = None, day: str | None = None, url: str | None = None
) -> bytes:
    """Return the bytes of a pasted report: one JSON object with what the person gave and nothing else."""
    given = {"title": title, "publisher": outlet, "published": day, "url": url, "text": text}
    return msgspec.json.encode({name: value for name, value in given.items() if value and value.strip()})
