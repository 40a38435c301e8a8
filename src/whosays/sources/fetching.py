"""Fetching, only when asked: politely, within bounds, and never inside a network.

robots.txt is kept to (RFC 9309, by Protego); a host is asked once in so many seconds; what a server says has not
changed is not sent again; failures that pass are tried again, later each time. Whatever happens is told to a log.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

from whosays.errors import FetchError
from whosays.sources.allowing import Resolve, parts_of, resolve
from whosays.sources.connecting import Answer, Bounds, ask
from whosays.sources.opened import Fetched
from whosays.sources.robots import Robots
from whosays.sources.warc import charset_of

MAX_REDIRECTS = 5
TRIES = 3
PAUSE = 5.0  # seconds between two requests to one host: what robots.txt files that name a delay mostly ask for
MAX_WAIT = 120.0  # a server that asks for a longer pause is left for the next time
_TRY_AGAIN = frozenset((429, 500, 502, 503, 504))
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_NO_REPORTS = ("image/", "video/", "audio/", "font/", "text/css", "text/javascript", "application/javascript")
_ACCEPT = "text/html, application/xhtml+xml, application/xml;q=0.9, application/rss+xml, application/pdf, */*;q=0.5"


def user_agent() -> str:
    """Return how fetching introduces itself: by name and release, with no pretence of being a browser."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"whosays/{version('whosays')} (reads news reports for one person; keeps to robots.txt)"
    except PackageNotFoundError:
        return "whosays (reads news reports for one person; keeps to robots.txt)"


class NotChangedError(Exception):
    """The server says that a page is as it was when last fetched."""


@dataclass
class Fetcher:
    """Fetches pages. Call it with an address; it returns a `Fetched` or raises `FetchError`.

    Args:
        pause: seconds between two requests to one host; a longer one that its robots.txt asks for is kept to.
        allowed: numbers (IP addresses) that may be asked though they are not public; for servers of one's own.
        log: is told of every request: address asked, what came of it, the bytes if any.
    """

    bounds: Bounds = field(default_factory=Bounds)
    pause: float = PAUSE
    agent: str = field(default_factory=user_agent)
    allowed: frozenset[str] = frozenset()
    log: Callable[[str, str, bytes | None], None] | None = None
    resolve: Resolve = resolve
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    _asked_at: dict[str, float] = field(default_factory=dict)
    _robots: dict[str, Robots] = field(default_factory=dict)

    def __call__(self, url: str) -> Fetched:
        """Return the page at an address, as new."""
        return self.fetch(url)

    def fetch(self, url: str, validators: dict[str, str] | None = None) -> Fetched:
        """Return the page at an address.

        ``validators`` (If-None-Match, If-Modified-Since) make it a conditional request: `NotChangedError` is raised
        where the server says that the page is as it was. Raise `FetchError` F001 to F011; what a server answers
        wrong, or not at all, is in the log with its reason.
        """
        try:
            return self._fetch(url, validators or {})
        except FetchError as error:
            self._tell(url, f"{error.code} {error.what}", None)
            raise

    def _fetch(self, url: str, validators: dict[str, str]) -> Fetched:
        url = url.partition("#")[0]
        at = url
        headers = {"User-Agent": self.agent, "Accept": _ACCEPT, **validators}
        for _ in range(MAX_REDIRECTS + 1):
            answer = self._asked_politely(at, headers)
            if answer.status == 304:
                self._tell(url, "304 not changed", None)
                raise NotChangedError
            if answer.status not in _REDIRECTS:
                return self._accepted(url, answer)
            target = answer.headers.get("location", "")
            if not target:
                raise FetchError("F005", item=at, detail=f"{answer.status}, and does not say where to go")
            try:
                at = urljoin(at, target).partition("#")[0]
            except ValueError as error:
                raise FetchError("F001", item=target[:300], detail="not an address") from error
        raise FetchError("F009", item=url, detail=str(MAX_REDIRECTS))

    def _accepted(self, url: str, answer: Answer) -> Fetched:
        if not 200 <= answer.status < 300:
            raise FetchError("F005", item=answer.url, detail=str(answer.status))
        kind = answer.headers.get("content-type", "").split(";")[0].strip().lower()
        if kind.startswith(_NO_REPORTS):
            raise FetchError("F010", item=answer.url, detail=kind)
        if not answer.body.strip():
            raise FetchError("F005", item=answer.url, detail=f"{answer.status} with an empty page")
        self._tell(url, _said(answer), answer.body)
        return Fetched(
            asked=url, url=answer.url, body=answer.body, status=answer.status,
            charset=charset_of(answer.headers.get("content-type")), headers=answer.headers,
        )  # fmt: skip

    def _asked_politely(self, url: str, headers: dict[str, str]) -> Answer:
        """Return a server's answer, within its robots.txt, after a pause, tried again where a failure may pass."""
        scheme, host, port, _ = parts_of(url)
        origin = f"{scheme}://{f'[{host}]' if ':' in host else host}:{port}"
        try:
            robots = self._robots_of(origin)
        except FetchError as error:
            # Its rules cannot be asked for because the page itself may not be.
            raise FetchError(error.code, item=url, detail=error.detail) from error
        if not robots.allows(url, self.agent):
            raise FetchError("F004", item=url)
        pause = max(self.pause, robots.delay(self.agent))
        for number in range(1, TRIES + 1):
            self._wait(origin, pause)
            try:
                answer = ask(url, headers, self.bounds, resolve=self.resolve, allowed=self.allowed)
            except FetchError as error:
                if error.code != "F006" or number == TRIES:
                    raise
                self._tell(url, f"{error.code} {error.what} trying again", None)
                self.sleep(2.0**number)
                continue
            wanted = _wanted_pause(answer) if answer.status in _TRY_AGAIN else None
            if answer.status not in _TRY_AGAIN or number == TRIES or (wanted or 0) > MAX_WAIT:
                return answer
            self._tell(url, f"{answer.status}, trying again", None)
            self.sleep(max(wanted or 0.0, 2.0**number))
        raise AssertionError("the last try returns or raises")

    def _wait(self, origin: str, pause: float) -> None:
        last = self._asked_at.get(origin)
        if last is not None and (left := last + pause - self.clock()) > 0:
            self.sleep(left)
        self._asked_at[origin] = self.clock()

    def _robots_of(self, origin: str) -> Robots:
        """Return a host's robots.txt, fetched once a day (RFC 9309, 2.4), following its redirects."""
        known = self._robots.get(origin)
        if known is None or not known.is_fresh(self.clock()):
            known = self._robots[origin] = self._fetched_robots(origin)
        return known

    def _fetched_robots(self, origin: str) -> Robots:
        at = f"{origin}/robots.txt"
        bounds = Bounds(Robots.MAX_BYTES, min(self.bounds.max_seconds, 30.0), self.bounds.silence)
        try:
            for _ in range(MAX_REDIRECTS + 1):
                self._wait(origin, min(self.pause, 1.0))
                answer = ask(at, {"User-Agent": self.agent}, bounds, resolve=self.resolve, allowed=self.allowed)
                if answer.status not in _REDIRECTS or not answer.headers.get("location"):
                    return Robots.of(answer.status, answer.body, now=self.clock())
                at = urljoin(at, answer.headers["location"])
        except FetchError as error:
            # An address that may not be asked, or is none, may not be asked for its rules either.
            if error.code in ("F001", "F002", "F003"):
                raise
            # Too large: what stands in it is not known. Unreachable: RFC 9309, 2.3.1.4, all is disallowed.
            return Robots.of(503, b"", now=self.clock())
        return Robots.of(404, b"", now=self.clock())

    def _tell(self, url: str, what: str, body: bytes | None) -> None:
        if self.log is not None:
            self.log(url, " ".join(what.split()), body)


def _said(answer: Answer) -> str:
    """Return in one line what a server said with a page: status, size, and the headers that date and name it."""
    named = ("content-type", "last-modified", "etag", "date", "server")
    said = "; ".join(f"{name}: {answer.headers[name][:200]}" for name in named if name in answer.headers)
    return f"{answer.status}, {len(answer.body):,} bytes from {answer.url}; {said}"


def _wanted_pause(answer: Answer) -> float | None:
    """Return the seconds that a server asks to wait (Retry-After: seconds, or a day and time), or None."""
    words = answer.headers.get("retry-after", "").strip()
    if words.isdigit():
        return float(words[:6])
    try:
        until = parsedate_to_datetime(words)
    except (ValueError, IndexError):
        return None
    return max(0.0, until.timestamp() - time.time())
