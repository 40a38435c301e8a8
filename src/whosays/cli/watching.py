"""Following feeds: a round asks each feed that is due, takes in what is new, and remembers how far it came."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from whosays import logs
from whosays.cli.taking_in import Read, Taken, take_in
from whosays.errors import ReportError, WhosaysError
from whosays.record import Record
from whosays.sources import Limits, Opened
from whosays.sources.feeds import Entry, Feed, open_entry, read_followed
from whosays.sources.fetching import Fetcher, NotChangedError
from whosays.sources.following import Followed
from whosays.sources.memory import Memory
from whosays.sources.opened import Asked
from whosays.sources.source import Source

if TYPE_CHECKING:
    from whosays.casebook import Casebook

# What may pass: the entry is tried again on later rounds, so often before its teaser is taken for want of its page.
PASSING = frozenset(("F002", "F005", "F006", "F007"))
MOST_TRIES = 5
# Pages of a feed's past that are gone through when the feed has moved on while nobody watched (RFC 5005).
MOST_BACK = 10
DAY = 86_400.0


@dataclass
class Polled:
    """What came of asking one feed: new reports in order, and what went wrong with it or with its entries."""

    feed: Followed
    title: str | None = None
    is_changed: bool = True
    new: int = 0
    errors: list[WhosaysError] = field(default_factory=list)
    failure: WhosaysError | None = None


class Watching:
    """Feeds followed into a casebook. ``say`` is told of each new report as soon as it is kept."""

    def __init__(
        self, case: Casebook, memory: Memory, fetcher: Fetcher, read: Read, *, limits: Limits,
        say: Callable[[Polled, Opened, Record], None], is_stopped: Callable[[], bool] = lambda: False,
    ) -> None:  # fmt: skip
        self._case, self._memory, self._fetcher, self._read = case, memory, fetcher, read
        self._limits, self._say, self._is_stopped = limits, say, is_stopped

    def due(self, feeds: tuple[Followed, ...], *, all_: bool = False) -> list[Followed]:
        """Return the feeds whose time has come, the longest overdue first; one never asked is overdue."""
        now = self._memory.clock()
        waiting = [(health.next_at if (health := self._memory.health(feed.url)) else 0.0, feed) for feed in feeds]
        return [feed for at, feed in sorted(waiting, key=lambda one: one[0]) if all_ or at <= now]

    def next_at(self, feeds: tuple[Followed, ...]) -> float:
        """Return when the next feed is due, in seconds since 1970."""
        return min((health.next_at if (health := self._memory.health(feed.url)) else 0.0) for feed in feeds)

    def poll(self, feed: Followed) -> Polled:
        """Ask one feed and take in what is new. Nothing is raised for a feed or an entry; the casebook's errors are.

        Stopped halfway, by a person or a power cut, the next call goes on: an entry counts as taken only when its
        report is kept, and the feed as read only when all its entries are.
        """
        polled = Polled(feed)
        try:
            known = self._memory.health(feed.url)
            self._take(polled, is_first=known is None or known.read_at is None)
        except ReportError as error:
            polled.failure = error
        now = self._memory.clock()
        logs.note(
            "feed asked", feed=logs.shown(feed.url), n_new=polled.new, n_errors=len(polled.errors),
            failure=polled.failure.code if polled.failure else None,
        )  # fmt: skip
        if polled.failure is not None:
            known = self._memory.health(feed.url)
            n_failures = known.n_failures if known else 0
            # Twice as long after each failure, up to a day: a feed that is gone must not be asked for ever so often.
            wait = min(feed.every * 2.0 ** min(n_failures, 20), max(DAY, feed.every))
            what = f"[{polled.failure.code}] {polled.failure.what}".replace(f"{polled.failure.item}: ", "", 1)
            self._memory.failed(feed.url, error=what, next_at=now + wait)
        elif not self._is_stopped():
            self._memory.read_well(feed.url, title=polled.title, next_at=now + feed.every, n_reports=polled.new)
        return polled

    def _take(self, polled: Polled, *, is_first: bool) -> None:
        url, entries = polled.feed.url, []  # type: tuple[str, list[tuple[Entry, int, bytes, str, Source]]]
        try:
            fetched = self._fetcher.fetch(url, {} if is_first else self._memory.validators(url))
        except NotChangedError:
            polled.is_changed = False
            # An entry that failed on an earlier round is still listed in the feed as it was.
            return
        headers = fetched.headers
        for n_back in range(MOST_BACK + 1):
            source = Source.of(io.BytesIO(fetched.body), item=fetched.url, limits=self._limits, url=fetched.url)
            source.charset = fetched.charset
            feed, raw, media_type = read_followed(source, Asked(self._limits))
            polled.title = polled.title or polled.feed.name or feed.title
            entries += [(entry, n, raw, media_type, source) for n, entry in enumerate(feed.entries, start=1)]
            if is_first or not feed.older or self._is_known_in(url, feed) or n_back == MOST_BACK:
                break
            fetched = self._fetcher.fetch(feed.older)
        # The oldest first, as they were published.
        is_whole = self._take_entries(polled, entries[::-1])
        if is_whole and not self._is_stopped():
            self._memory.remember(url, headers)

    def _is_known_in(self, url: str, feed: Feed) -> bool:
        return any(self._memory.tries(url, entry.key) is None for entry in feed.entries)

    def _take_entries(self, polled: Polled, entries: list[tuple[Entry, int, bytes, str, Source]]) -> bool:
        """Take in the entries that are not taken; return whether none has to be tried again."""
        url = polled.feed.url
        key_of: dict[str, str] = {}
        left: set[str] = set()
        opened_keys: list[str] = []

        def items() -> Iterator[Opened]:
            for entry, number, raw, media_type, source in entries:
                n_tries = self._memory.tries(url, entry.key)
                if n_tries is None or self._is_stopped():
                    continue
                asked = Asked(self._limits, fetch=self._fetcher if polled.feed.pages else None)
                for found in self._opened(polled, entry, number, raw, media_type, source, asked, n_tries, left):
                    key_of[found.report.id] = entry.key
                    yield found
                opened_keys.append(entry.key)

        taken = Taken()
        for item, record in take_in(items(), self._case, self._read, taken=taken):
            polled.new += 1
            self._say(polled, item, record)
            key = key_of.get(item.report.id)
            if key is not None and key not in left and item.locator.count("#") == 0:
                self._memory.tried(url, key, is_taken=True)
        polled.errors += taken.errors
        for key in opened_keys:
            self._memory.tried(url, key, is_taken=key not in left)
        return not left

    def _opened(
        self, polled: Polled, entry: Entry, number: int, raw: bytes, media_type: str, source: Source, asked: Asked,
        n_tries: int, left: set[str],
    ) -> Iterator[Opened]:  # fmt: skip
        """Yield what an entry holds; one whose page cannot be had gives its own text, at once or after some tries."""
        source.budget.forget_links()
        for found in open_entry(entry, number, raw, media_type, source, asked):
            if isinstance(found, Opened):
                yield found
                continue
            if found.code in PASSING and n_tries + 1 < MOST_TRIES:
                left.add(entry.key)
                polled.errors.append(found)
                continue
            polled.errors.append(found)
            if found.code.startswith("F") and entry.markup:
                offline = Asked(self._limits)
                for instead in open_entry(entry, number, raw, media_type, source, offline):
                    if isinstance(instead, Opened):
                        yield instead
