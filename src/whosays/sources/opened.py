"""What opening one input yields: the report, and the bytes that it was made from; and how much is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from whosays.record import Report

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class PageComment:
    """What a reader of a page wrote below it: never part of the report, kept apart from it."""

    text: str
    author: str | None = None
    at: str | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """A report with its evidence.

    ``raw`` are the bytes as received, ``media_type`` is sniffed from them, ``locator`` says where they came from: a
    path, an address, ``-`` for standard input, with ``#line=N`` for one line of a table and ``!/name`` for one file of
    an archive. ``comments`` are those of the page's readers.
    """

    report: Report
    raw: bytes
    media_type: str
    locator: str
    comments: tuple[PageComment, ...] = ()


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as fetched: the address asked for and the one that answered, the bytes, and what the server said."""

    asked: str
    url: str
    body: bytes
    status: int = 200
    charset: str | None = None
    headers: dict[str, str] = field(default_factory=dict)


# None: the page is as it was when it was last read.
Fetch = Callable[[str], Fetched | None]


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read. One page, text or line may have ``max_bytes`` bytes; its text ``max_characters`` code points.

    Measured on 2 cores: a page of 20 MB, nearly all of it script, takes 0.3 s and 0.6 GB; a page of 11,000 paragraphs
    (200,000 words) 2 s; one of 59,000 paragraphs 25 s, hence ``max_elements``. Two million characters are about
    330,000 English words. ``min_words``: one word states nothing. ``max_depth``: archives within archives; a mail
    with a packed folder of packed folders has three. ``max_ratio``: what an archive unpacks to, against its size;
    text packs 3 to 6 times, a table of one word repeated up to 40; ``free_bytes`` may be unpacked whatever the
    ratio. ``max_directory``: the list of files in a ZIP, about a million names. ``max_links``: addresses taken from
    one list. ``max_seconds``: for a reader of another process (PDF).
    """

    max_bytes: int = 20 * MEGABYTE
    max_characters: int = 2_000_000
    max_elements: int = 30_000
    min_words: int = 2
    max_depth: int = 3
    max_ratio: int = 100
    free_bytes: int = 64 * MEGABYTE
    max_directory: int = 64 * MEGABYTE
    max_links: int = 50_000
    max_seconds: float = 60.0


@dataclass(frozen=True, slots=True)
class Asked:
    """How the person wants inputs opened.

    ``today`` bounds publication dates found on pages. ``columns`` maps fields of a report to columns of a table.
    ``fetch`` gets the page behind an address; without it an address alone is an error. ``read`` is told how many bytes
    of the inputs were consumed.
    """

    limits: Limits = Limits()
    today: date | None = None
    columns: tuple[tuple[str, str], ...] = ()
    fetch: Fetch | None = None
    read: Callable[[int], None] | None = None
