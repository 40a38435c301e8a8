"""What opening one input yields: the report, and the bytes that it was made from."""

from __future__ import annotations

from dataclasses import dataclass

from whosays.record import Report

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Opened:
    """A report with its evidence.

    ``raw`` are the bytes as received, ``media_type`` is sniffed from them, ``locator`` says where they came from: a
    path, ``-`` for standard input, with ``#line=N`` for one line of a JSON Lines file.
    """

    report: Report
    raw: bytes
    media_type: str
    locator: str


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read. One page, text or line may have ``max_bytes`` bytes; its text ``max_characters`` code points.

    20 MB is forty times the largest news page measured by the HTTP Archive; a page of that size takes lxml about
    400 MB. Two million characters are about 330,000 English words, some 25 minutes of parsing. ``min_words``: a text
    of fewer words states nothing.
    """

    max_bytes: int = 20 * MEGABYTE
    max_characters: int = 2_000_000
    min_words: int = 2
