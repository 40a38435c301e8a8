"""Articles out of pages in many clothes: text, title, date, address, author and publisher against the known truth."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from fresh_pages import fresh_pages
from made_pages import BODIES, MadePage, made_pages

from whosays.errors import ReportError
from whosays.sources import open_report

TODAY = date(2026, 11, 24)
PAGES = [*made_pages(), *fresh_pages()]
# Known to get in: an outlet's name alone above the headline of a print view; a name and a post that run together.
KNOWN_EXTRA = {("print-view", body): ["The Harbour Courier"] for body in BODIES} | {
    ("broadcaster", "short"): ["Mara EllingsenHarbour correspondent"]
}


def _named(page: MadePage) -> str:
    return f"{page.style}-{page.body}"


@pytest.mark.parametrize("page", PAGES, ids=_named)
def test_metadata_of_made_page(page: MadePage) -> None:
    report = open_report(page.bytes, today=TODAY)
    found = (report.title, report.published, report.published_from, report.url, report.author, report.publisher)
    assert found == (page.title, page.published, page.published_from, page.url, page.author, page.publisher)
    assert report.language == "en"


@pytest.mark.parametrize("page", PAGES, ids=_named)
def test_every_paragraph_is_kept_and_no_comment_gets_in(page: MadePage) -> None:
    paragraphs = open_report(page.bytes, today=TODAY).text.split("\n\n")
    assert [paragraph for paragraph in page.paragraphs if paragraph not in paragraphs] == []
    extra = [paragraph for paragraph in paragraphs if paragraph not in page.paragraphs]
    assert extra == KNOWN_EXTRA.get((page.style, page.body), [])


def test_words_of_all_made_pages() -> None:
    right = read = there = 0
    for page in PAGES:
        found = Counter(open_report(page.bytes, today=TODAY).text.split())
        known = Counter(" ".join(page.paragraphs).split())
        right, read, there = right + (found & known).total(), read + found.total(), there + known.total()
    assert 2 * right / (read + there) > 0.995


def _article(*paragraphs: str, head: str = "", foot: str = "") -> bytes:
    told = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    body = f"<article><h1>Bridge at Tesk closed</h1>{told}</article>{foot}"
    return f"<html><head>{head}</head><body>{body}</body></html>".encode()


STORY = (
    "The bridge at Tesk was closed on Monday after shots were heard, the district police said in a short notice.",
    "Drivers were sent over the northern road. The notice did not say who had fired or whether anyone was hurt.",
)


@pytest.mark.parametrize(
    "foot",
    [
        "<div><h3>Leave a Comment:</h3><p>No comments available for this post.</p></div>",
        "<h4>Comments (0)</h4><p>Be the first to comment on this story</p>",
        "<p>Leave a Comment</p><p>No comments yet</p>",
    ],
)
def test_comment_boxes_stay_out(foot: str) -> None:
    inside = _article(*STORY, foot)
    after = _article(*STORY, foot=foot)
    assert open_report(inside).text == open_report(after).text == "\n\n".join(STORY)


def test_prose_about_comments_and_cookies_stays_in() -> None:
    prose = (
        "No comment was available from the ministry on the reports, which it has so far neither confirmed nor denied.",
        "We use cookies as bait, said the fisherman, who had seen the patrol boats leave before the shelling began.",
    )
    assert open_report(_article(*prose)).text.startswith(prose[0])


@pytest.mark.parametrize(
    ("kind", "words"),
    [("Recipe", "a recipe"), ("Product", "an offer for sale"), ("JobPosting", "a job offer")],
)
def test_page_that_declares_itself_no_report(kind: str, words: str) -> None:
    head = f'<script type="application/ld+json">{{"@type": "{kind}", "name": "Crab soup"}}</script>'
    with pytest.raises(ReportError, match=words) as caught:
        open_report(_article(*STORY, head=head), name="soup.html")
    assert caught.value.code == "R019"
    assert caught.value.item == "soup.html"


def test_article_beside_another_kind_is_read() -> None:
    head = '<script type="application/ld+json">[{"@type": "Product"}, {"@type": "NewsArticle"}]</script>'
    assert open_report(_article(*STORY, head=head)).text == "\n\n".join(STORY)


@pytest.mark.parametrize(
    "head",
    [
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": </script>',
        f'<script type="application/ld+json">{"[" * 5000}</script>',
        '<meta name="date" content="soon"><meta property="og:title" content="  ">',
        '<link rel="canonical" href="javascript:void(0)">',
    ],
)
def test_broken_metadata_is_passed_over(head: str) -> None:
    report = open_report(_article(*STORY, head=head))
    assert (report.title, report.published, report.url) == ("Bridge at Tesk closed", None, None)


@pytest.mark.parametrize("stated", ["2031-01-01", "1970-01-01T00:00:00Z", "0001-01-01", "2024-13-45", "1900-01-01"])
def test_future_and_placeholder_dates_are_refused(stated: str) -> None:
    head = f'<meta property="article:published_time" content="{stated}">'
    report = open_report(_article(*STORY, head=head), today=TODAY)
    assert (report.published, report.published_from) == (None, "unknown")


def test_given_address_outranks_the_declared_one() -> None:
    head = '<link rel="canonical" href="https://old.example/2020/01/02/x">'
    report = open_report(_article(*STORY, head=head), url="https://new.example/2021/03/04/x")
    assert (report.url, report.published, report.published_from) == (
        "https://new.example/2021/03/04/x", "2021-03-04", "url",
    )  # fmt: skip


def test_page_with_too_many_elements_is_refused() -> None:
    from whosays.sources import Limits

    with pytest.raises(ReportError) as caught:
        open_report(_article(*STORY), limits=Limits(max_elements=5))
    assert caught.value.code == "R020"


def test_page_with_nothing_but_menus_has_no_article() -> None:
    links = "".join(f'<li><a href="/{n}">Headline number {n} of the day</a></li>' for n in range(30))
    with pytest.raises(ReportError) as caught:
        open_report(f"<html><body><nav><ul>{links}</ul></nav></body></html>".encode())
    assert caught.value.code == "R005"
