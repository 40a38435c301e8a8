"""Dates of publication: what counts as one, where it stands, and what is no such date."""

from __future__ import annotations

from datetime import date

import pytest

from whosays.sources import publication

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Published: 6 November 2024, 10:30 GMT", "2024-11-06"),
        ("First published on Wednesday, November 6th, 2024", "2024-11-06"),
        ("Posted on 06.11.2024", "2024-11-06"),
        ("Date: 2024-11-06", "2024-11-06"),
        ("Wed, 6 Nov 2024", "2024-11-06"),
        ("By Mara Ellingsen | Nov. 6, 2024 08:15", "2024-11-06"),
        ("Published 6 November 2024 · Updated 9 November 2024", "2024-11-06"),
        ("13/11/2024", None),  # a slashed date is read in metadata only
        ("Updated 9 November 2024", None),  # the day of a change is not the day of publication
        ("The treaty was signed on 6 November 2024", None),
        ("Published weekly since 6 November 1924 by a family of printers", None),
        ("6 November", None),  # no year
        ("31 February 2024", None),
    ],
)
def test_date_in_label(line: str, expected: str | None) -> None:
    assert publication.date_in_label(line, today=TODAY) == expected


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ("VELMAR, Nov. 6, 2024 (Harbour Wire) - Two drones were shot down.", "2024-11-06"),
        ("VELMAR, 6 November 2024 — Two drones were shot down.", "2024-11-06"),
        ("VELMAR, Nov 6 (Harbour Wire) - Two drones were shot down.", None),
        ("VELMAR - On 6 November 2024 two drones were shot down.", None),
        ("On 6 November 2024, drones were shot down - the third time.", None),
    ],
)
def test_date_in_dateline(paragraph: str, expected: str | None) -> None:
    assert publication.date_in_dateline(paragraph, today=TODAY) == expected


@pytest.mark.parametrize(
    ("url", "in_folders", "in_slug"),
    [
        ("https://a.example/2024/11/06/ferry", "2024-11-06", None),
        ("https://a.example/2024/nov/06/ferry", "2024-11-06", None),
        ("https://a.example/news/20241106/ferry.html", "2024-11-06", None),
        ("https://a.example/news/2024-11-06/ferry", "2024-11-06", None),
        ("https://a.example/news/ferry-2024-11-06.html", None, "2024-11-06"),
        ("https://a.example/2024/11/ferry", None, None),  # no day
        ("https://a.example/2024/13/06/ferry", None, None),
        ("https://a.example/2031/01/06/ferry", None, None),  # in the future
        ("https://a.example/news?id=2024/11/06", None, None),
        ("https://a.example/item/2024110612345", None, None),  # a number, not a date
    ],
)
def test_date_in_address(url: str, in_folders: str | None, in_slug: str | None) -> None:
    assert publication.date_in_address(url, today=TODAY) == in_folders
    assert publication.date_in_slug(url, today=TODAY) == in_slug


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("2024-11-06", "2024-11-06"),
        ("20241106", "2024-11-06"),
        ("2024-11-06T08:15:00Z", "2024-11-06T08:15:00+00:00"),
        ("2024-11-06 08:15:00 UTC", "2024-11-06T08:15:00+00:00"),
        ("2024-11-06T08:15:00+0200", "2024-11-06T08:15:00+02:00"),
        ("Wed, 06 Nov 2024 08:15:00 GMT", "2024-11-06T08:15:00+00:00"),
        ("November 6, 2024 8:15 am", "2024-11-06"),
        ("13/11/2024", "2024-11-13"),
        ("11/13/2024", "2024-11-13"),
        ("06/11/2024", None),  # June or November
        ("yesterday", None),
        ("2024", None),
    ],
)
def test_read_date(words: str, expected: str | None) -> None:
    assert publication.read_date(words, today=TODAY) == expected


def test_a_given_date_is_taken_at_its_word() -> None:
    assert publication.stated_date("2041-05-06T10:00") == "2041-05-06T10:00"
    assert publication.stated_date("6 May 2041") == "2041-05-06"
    assert publication.stated_date("last week") is None


def test_a_date_in_prose_is_no_publication_date() -> None:
    text = "Talks opened in Velmar.\n\nOn 6 November 2024 a truce was signed.\n\nIt held until 9 May 2025, they said."
    assert publication.date_in_text(text, today=TODAY) is None


def test_tomorrow_is_allowed_for_time_zones_and_no_later() -> None:
    assert publication.sane(date(2026, 11, 25), today=TODAY)
    assert not publication.sane(date(2026, 11, 26), today=TODAY)
