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

    Measured on 2 cores: a page of 20 MB, nearly all of it script, takes 0.3 s and 0.6 GB; a page of 11,000 paragraphs
    (200,000 words) 2 s; one of 59,000 paragraphs 25 s, hence ``max_elements``. Two million characters are about
    330,000 English words. ``min_words``: one word states nothing.
    """

    max_bytes: int = 20 * MEGABYTE
    max_characters: int = 2_000_000
    max_elements: int = 30_000
    min_words: int = 2
