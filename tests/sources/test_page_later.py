"""Comments kept apart, live-blogs split, variants of one page joined; and the figures of all made pages held."""

from __future__ import annotations

from collections import Counter
from datetime import date

import later_pages as later
import pytest
from fresh_pages import fresh_pages
from later_pages import LIVE, THREAD, later_pages
from made_pages import BODIES, MadePage, made_pages

from whosays.sources import Opened, open_bytes, open_report

TODAY = date(2026, 11, 24)


def _opened(raw: bytes, url: str | None = None) -> list[Opened]:
    return [one for one in open_bytes(raw, url=url, today=TODAY) if isinstance(one, Opened)]


@pytest.mark.parametrize("page", later_pages(), ids=lambda page: f"{page.style}-{page.body}")
def test_later_page(page: MadePage) -> None:
    (opened,) = _opened(page.bytes)
    report = opened.report
    assert report.text.split("\n\n") == page.paragraphs
    found = (report.title, report.published, report.published_from, report.url, report.author, report.publisher)
    # "Name, day" on a print page is read for its day; whose name it is, nothing says.
    assert found == (page.title, page.published, page.published_from, page.url, page.author, page.publisher)


def test_figures_of_all_made_pages() -> None:
    pages = [*made_pages(), *fresh_pages(), *later_pages()]
    right = read = there = titles = dates = 0
    for page in pages:
        report = open_report(page.bytes, today=TODAY)
        found, known = Counter(report.text.split()), Counter(" ".join(page.paragraphs).split())
        right, read, there = right + (found & known).total(), read + found.total(), there + known.total()
        titles += report.title == page.title
        dates += report.published == page.published
    assert len(pages) >= 60
    assert len({page.style for page in pages}) >= 12
    assert 2 * right / (read + there) >= 0.999
    assert titles / len(pages) >= 0.98
    assert dates / len(pages) >= 0.95


@pytest.mark.parametrize("make", [later.threaded, later.boxed_comments])
@pytest.mark.parametrize("body", BODIES)
def test_comments_are_kept_apart(make: object, body: str) -> None:
    (opened,) = _opened(make(body).bytes)  # type: ignore[operator]
    assert [(comment.author, comment.text) for comment in opened.comments] == THREAD
    assert all(words not in opened.report.text for _, words in THREAD)


def test_a_comments_time_is_read_where_it_is_stated() -> None:
    (opened,) = _opened(later.threaded("short").bytes)
    assert [comment.at for comment in opened.comments] == ["2024-11-07T10:00:00+00:00", None, None]


def test_a_box_to_write_in_is_no_comment() -> None:
    for page in made_pages():
        for opened in _opened(page.bytes):
            assert all("Leave a" not in one.text and "will not be published" not in one.text for one in opened.comments)
            assert all("No comments" not in one.text for one in opened.comments)


LIVE_PAGES = {"linked": later.live_linked(), **{s: later.live_marked(s) for s in ("articles", "blocks", "list")}}


@pytest.mark.parametrize("style", LIVE_PAGES)
def test_live_blog_is_split_into_its_entries(style: str) -> None:
    opened = _opened(LIVE_PAGES[style].encode())
    assert [one.report.text.split("\n\n") for one in opened] == [entry.paragraphs for entry in LIVE]
    assert [one.report.published for one in opened] == [entry.at for entry in LIVE]
    assert {one.report.published_from for one in opened} == {"metadata"}
    assert [one.report.title for one in opened] == [entry.heading or later.LIVE_TITLE for entry in LIVE]
    assert len({one.report.id for one in opened}) == len({one.locator for one in opened}) == len(LIVE)
    assert all((one.report.url or "").startswith("https://courier.example/live/velmar") for one in opened)
    if style != "list":
        assert len({one.report.url for one in opened}) == len(LIVE)


def test_a_live_blog_that_grew_adds_its_new_entries_alone() -> None:
    grown = _opened(LIVE_PAGES["articles"].encode())
    # The same page an hour earlier: without its newest entry.
    start = LIVE_PAGES["articles"].index("<article class='live-post' id='post-0'")
    end = LIVE_PAGES["articles"].index("<article class='live-post' id='post-1'")
    earlier = _opened((LIVE_PAGES["articles"][:start] + LIVE_PAGES["articles"][end:]).encode())
    assert {one.report.id for one in grown} - {one.report.id for one in earlier} == {grown[0].report.id}


def test_a_list_of_teasers_is_no_live_blog() -> None:
    teasers = "".join(
        f"<article class='live-teaser-item'><time datetime='2024-11-06T0{n}:00:00Z'></time>"
        f"<h2><a href='/{n}'>Headline {n}</a></h2>"
        f"<p><a href='/{n}'>A teaser of the article number {n}, of the port</a></p>"
        "</article>"
        for n in range(5)
    )
    page = later.threaded("short").markup.replace(
        "<div class='site-content'>", f"<section class='live'>{teasers}</section><div>"
    )
    (opened,) = _opened(page.encode())
    assert opened.report.text.split("\n\n") == later.threaded("short").paragraphs


@pytest.mark.parametrize(
    ("url", "joined"),
    [
        ("https://courier.example/amp/world/velmar-1", True),
        ("https://amp.courier.example/world/velmar-1", True),
        ("https://www.courier.example/world/velmar-1?outputType=amp", True),
        ("https://copy.example/amp/world/velmar-1", False),  # another site may copy a page with its declaration
    ],
)
def test_variants_of_a_page_are_one_report(url: str, joined: bool) -> None:
    amp = later.amp_variant("short").bytes
    (opened,) = _opened(amp, url=url)
    declared = "https://courier.example/world/velmar-1"
    assert opened.report.url == (declared if joined else url)
    (printed,) = _opened(later.print_variant("short").bytes, url="https://courier.example/print/velmar-1")
    assert printed.report.url == declared
    if joined:
        assert printed.report.id == opened.report.id
