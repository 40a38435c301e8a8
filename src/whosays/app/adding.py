"""Adding reports from the page: queues that threads work off, so that closing the page stops nothing.

Files and texts wait in one queue, links in another: whoever drops a file need not wait for a slow server.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import count
from pathlib import Path
from queue import SimpleQueue
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from whosays.errors import ReportError, WhosaysError
from whosays.sources import Limits, open_items
from whosays.sources.allowing import parts_of
from whosays.sources.opened import Opened

if TYPE_CHECKING:
    from whosays.sources.fetching import Fetcher

Row = dict[str, Any]
State = Literal["waiting", "fetching", "reading", "done"]
# What may wait at once, and how much of what is done stays listed: a folder of pages dropped at one go fits.
MOST_WAITING = 500
# Bytes that wait are held in memory: a quarter of a small machine's.
MOST_WAITING_BYTES = 512 * 1024 * 1024
MOST_LISTED = 1_000
# Errors shown for one item; a file of a thousand bad lines is told by its first ones and their number.
MOST_ERRORS = 20


@dataclass
class Item:
    """One file, pasted text or link on its way into the casebook."""

    number: int
    name: str
    raw: bytes
    by: str
    url: str | None = None
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
            "host": parts_of(self.url)[1] if self.url else None,
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
    """The queues of items for one casebook. Without ``links`` nothing is ever asked of the network."""

    def __init__(self, casebook: Path, links: Fetcher | None = None) -> None:
        self._casebook = casebook
        self._links = links
        self._numbers = count(1)
        self._items: list[Item] = []
        self._lock = Lock()
        self._reading = Lock()
        self._queues: dict[str, SimpleQueue[Item]] = {}
        self._fetches_for = ""
        if links is not None:
            links.log = self._log

    @property
    def fetches(self) -> bool:
        """Say whether links are fetched here."""
        return self._links is not None

    def take(self, name: str, raw: bytes, *, by: str, url: str | None = None) -> Row:
        """Take an item in, or a link, and return how it stands; raise `TooMany` where the queue is full.

        ``by`` stands in the casebook's chain of custody. Raise `FetchError` F001 for a link that is no web address.
        """
        if url is not None:
            parts_of(url)
        with self._lock:
            waiting = [len(item.raw) for item in self._items if item.state != "done"]
            if len(waiting) >= MOST_WAITING or sum(waiting) + len(raw) > MOST_WAITING_BYTES:
                raise TooMany
            item = Item(number=next(self._numbers), name=name, raw=raw, by=by, url=url)
            done = [one for one in self._items if one.state == "done"]
            for old in done[: max(0, len(self._items) + 1 - MOST_LISTED)]:
                self._items.remove(old)
            self._items.append(item)
            kind = "adding" if url is None else "fetching"
            if kind not in self._queues:
                self._queues[kind] = SimpleQueue()
                # A daemon: a server that is stopped does not wait; what was not read is not in the casebook.
                Thread(target=self._work, args=(self._queues[kind],), name=kind, daemon=True).start()
            self._queues[kind].put(item)
            return item.row()

    def rows(self) -> list[Row]:
        """Return every item, the newest first."""
        with self._lock:
            return [item.row() for item in reversed(self._items)]

    def _work(self, queue: SimpleQueue[Item]) -> None:
        while True:
            item = queue.get()
            item.state = "reading" if item.url is None else "fetching"
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

        for opened in self._opened(item):
            item.state = "reading"
            with self._reading:
                record = _reader().read(opened.report)
            locator = item.name + opened.locator.removeprefix("-") if item.url is None else opened.locator
            try:
                with Casebook(self._casebook, create=False, by=item.by) as case:
                    is_new = case.add(record, raw=opened.raw, media_type=opened.media_type, locator=locator)
            except WhosaysError as error:
                item.errors.append(error)
                continue
            item.reports.append(opened.report.id)
            item.n_new += is_new
            item.n_known += not is_new
            item.n_claims += len(record.claims)

    def _opened(self, item: Item) -> Iterator[Opened]:
        """Yield the reports of an item; of a feed behind a link, those of the pages that it names."""
        if item.url is not None:
            self._fetches_for = item.by
            found = open_items([item.url], limits=Limits(), fetch=self._links)
        else:
            found = open_items(["-"], stdin=io.BytesIO(item.raw), limits=Limits())
        for one in found:
            if isinstance(one, ReportError):
                item.errors.append(one)
            else:
                yield one

    def _log(self, url: str, answer: str, body: bytes | None) -> None:
        """Enter what a server answered in the chain of custody."""
        from whosays.casebook import Casebook

        with Casebook(self._casebook, create=False, by=self._fetches_for) as case:
            case.log_fetch(url, answer, body)


@lru_cache(maxsize=1)
def _reader() -> Any:
    from whosays.reader import Reader

    return Reader()


def pasted(
    text: str, *, title: str | None = None, outlet: str | None = None, day: str | None = None, url: str | None = None
) -> bytes:
    """Return the bytes of a pasted report: one JSON object with what the person gave and nothing else."""
    given = {"title": title, "publisher": outlet, "published": day, "url": url, "text": text}
    return msgspec.json.encode({name: value for name, value in given.items() if value and value.strip()})
