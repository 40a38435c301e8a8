"""A web page to a report: trafilatura finds the article, this module what the page says of it.

Comments are never read; what trafilatura leaves in of the page's furniture is taken out line by line.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import msgspec

from whosays.errors import ReportError
from whosays.record import PublishedFrom, Report
from whosays.sources import linked_data, publication
from whosays.sources.article import article_paragraphs, drop_captions, without_header
from whosays.sources.comments import comments_on
from whosays.sources.live import LiveEntry, live_entries
from whosays.sources.opened import PageComment

_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)\s*-->", re.IGNORECASE)
_SITE_SUFFIX = re.compile(r"^(?P<title>.{8,}?)\s+(?:[|·•»–—]|-|::)\s+(?P<site>[^|·•»–—]{2,60})$")
_DATE_MARKS = re.compile(
    r"\b(?:date|time|timestamp|published|publish|pubdate|posted|byline|dateline|meta)", re.IGNORECASE
)
# "Mara Ellingsen, 6 November 2024": a byline without its "by", in a place marked for it.
_AFTER_NAME = re.compile(r"[^\d,|·•]{3,60}[,|·•]\s*(?P<rest>.{8,60})$")
_BYLINE_MARKS = re.compile(r"(?:^|[\s_-])(?:byline|author|writer|reporter)(?:$|[\s_-])", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"comment|related|recirc|sidebar|popular|trending|promo|teaser|cookie|consent|menu|newsletter|masthead|top-?bar|ticker",
    re.I,
)
_DATE_CARRIERS = (
    "h1",
    "time",
    "span",
    "p",
    "div",
    "small",
    "li",
    "em",
    "i",
    "td",
    "b",
    "strong",
    "font",
    "h5",
    "h6",
    "dd",
)
_VARIANT = re.compile(
    r"(?:[/?&=._-])(?:amp|print|printable|printview|print-view)(?:$|[/?&=._-])|//(?:amp|print)\.", re.I
)
_NO_SITE = frozenset(("print", "printable version", "print version", "amp"))
_LISTED = ("li", "nav", "aside", "footer", "script", "style", "noscript", "template", "select", "form")


@lru_cache(maxsize=1)
def _extractor() -> Any:
    import trafilatura

    # It logs what it thinks of each page; the person gets a coded error instead.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    return trafilatura


@dataclass(frozen=True, slots=True)
class Part:
    """A report on a page, its ``id`` empty; of a live-blog, one of several, with its anchor on the page."""

    report: Report
    anchor: str | None = None


def read_page(
    markup: str, *, item: str, max_elements: int, url: str | None = None, today: date | None = None
) -> Report:
    """Return the report on a page, its ``id`` empty; raise `ReportError` R005, R019 or R020 where there is none."""
    return read_parts(markup, item=item, max_elements=max_elements, url=url, today=today, split=False)[0][0].report


def read_parts(
    markup: str,
    *,
    item: str,
    max_elements: int,
    url: str | None = None,
    today: date | None = None,
    split: bool = True,
) -> tuple[list[Part], tuple[PageComment, ...]]:
    """Return the report on a page, or with ``split`` each entry of a live-blog as one; and the readers' comments.

    Raise `ReportError` R005, R019 or R020 where there is none.
    """
    trafilatura = _extractor()
    markup = markup.replace("\0", "")
    tree = trafilatura.load_html(markup)
    if tree is None:
        raise ReportError("R005", item=item)
    if sum(1 for _ in tree.iter()) > max_elements:
        raise ReportError("R020", item=item, detail=f"{max_elements:,}")
    nodes, tags = linked_data.linked_nodes(tree), linked_data.meta_tags(tree)
    foreign = linked_data.foreign_kind(nodes, tags)
    if foreign is not None:
        raise ReportError("R019", item=item, detail=foreign)
    title, site = _title(tree, nodes, tags)
    declared = _address(tree, nodes, tags, markup)
    address = declared if url is None or is_variant_of(url, declared, is_amp=_is_amp(tree)) else url
    comments = comments_on(tree, today=today)
    entries = live_entries(tree, nodes, max_elements=max_elements, today=today) if split else []
    author = _author(tree, nodes, tags)
    publisher = _first(tree, "publisher", nodes, tags) or site
    category = _first(tree, "category", nodes, tags)
    if entries:
        whole = Report(id="", text="", title=title, url=address, publisher=publisher, author=author, category=category)
        return [_part(entry, whole) for entry in entries], comments
    seen = _visible_date(tree, today=today)
    drop_captions(tree)
    paragraphs = article_paragraphs(trafilatura, tree, item=item)
    paragraphs = without_header(paragraphs, title, author)
    text = "\n\n".join(paragraphs)
    published, found_in = _published(nodes, tags, tree, address, seen, text, today=today)
    report = Report(
        id="",
        text=text,
        title=title,
        url=address,
        publisher=publisher,
        author=author,
        category=category,
        published=published,
        published_from=found_in,
    )
    return [Part(report)], comments


def _part(entry: LiveEntry, whole: Report) -> Part:
    """Return the report that an entry of a live-blog is: its own words, time and heading, the rest the page's."""
    anchor = entry.anchor
    own = anchor if anchor and anchor.startswith("http") else (whole.url or "") + (anchor or "") or None
    return Part(
        msgspec.structs.replace(
            whole, text="\n\n".join(entry.paragraphs), title=entry.heading or whole.title, url=own,
            published=entry.at, published_from="metadata",
        ),
        anchor,
    )  # fmt: skip


def _is_amp(tree: Any) -> bool:
    return any(name in ("amp", "⚡", "⚡4ads") for root in tree.iter("html") for name in root.attrib)


def is_variant_of(url: str, declared: str | None, *, is_amp: bool) -> bool:
    """Return whether an address is the AMP or print version of the one that its page declares, on the same site.

    The same report under both must come out as one, so the declared address is taken then, and only then: a page that
    declares any other address may have been copied together with the declaration.
    """
    if declared is None or not (is_amp or _VARIANT.search(url)):
        return False
    one, other = (re.sub(r"^(?:www|amp|m|mobile|print)\.", "", host_of(address)) for address in (url, declared))
    return one == other


def host_of(url: str) -> str:
    """Return the host of an address, lower case; empty for what is none."""
    found = re.match(r"https?://([^/?#]+)", url, re.IGNORECASE)
    return found.group(1).lower() if found else ""


def _first(tree: Any, field: str, nodes: list[dict[str, Any]], tags: dict[str, list[str]]) -> str | None:
    return next((words for words in linked_data.declared(tree, field, nodes=nodes, tags=tags) if words), None)


def _title(tree: Any, nodes: list[dict[str, Any]], tags: dict[str, list[str]]) -> tuple[str | None, str | None]:
    """Return the headline, and the site's name where only the page's title carries it."""
    headings = [" ".join(h.text_content().split()) for h in tree.iter("h1") if not _stands_elsewhere(h)]
    headings = [heading for heading in headings if heading]
    titles = [" ".join(t.text_content().split()) for t in tree.iterfind(".//head//title")]
    whole = titles[0] if titles and titles[0] else None
    declared = _first(tree, "title", nodes, tags)
    site = None
    parted = _SITE_SUFFIX.match(whole) if whole else None
    if parted and parted["site"].casefold() in _NO_SITE:
        whole, parted = parted["title"], None
    for known in (declared, *headings):
        is_title = known and parted and parted["title"].casefold() == known.casefold()
        if is_title and parted and not parted["site"].lower().startswith("by "):
            site = parted["site"]
    name = _first(tree, "publisher", nodes, tags) or site
    if declared:
        return _without_site(declared, name), site
    if len(headings) == 1:
        return headings[0], site
    for heading in headings:
        if whole and whole.casefold().startswith(heading.casefold()):
            return heading, site
    if whole is None:
        return (headings[0] if headings else None), site
    return (_without_site(whole, name) if name else whole), site


def _without_site(title: str, site: str | None) -> str:
    parted = _SITE_SUFFIX.match(title)
    if parted and site and parted["site"].casefold().strip() == site.casefold().strip():
        return parted["title"]
    return title


def _address(tree: Any, nodes: list[dict[str, Any]], tags: dict[str, list[str]], markup: str) -> str | None:
    """Return the page's own absolute address, or None."""
    for words in linked_data.declared(tree, "url", nodes=nodes, tags=tags):
        if re.match(r"https?://[^\s/]+\.[^\s]+$", words):
            return words
    saved = _SAVED_FROM.search(markup[:2000])
    return saved.group(1) if saved and saved.group(1).startswith("http") else None


def _author(tree: Any, nodes: list[dict[str, Any]], tags: dict[str, list[str]]) -> str | None:
    for words in linked_data.declared(tree, "author", nodes=nodes, tags=tags):
        if not words.startswith("http"):
            return re.sub(r"^by\s+", "", words, flags=re.IGNORECASE)
    for element in tree.iter("a", "span", "p", "div", "address"):
        marks = f"{element.get('class', '')} {element.get('rel', '')} {element.get('itemprop', '')}"
        if _BYLINE_MARKS.search(marks) and not _stands_elsewhere(element):
            words = " ".join(" | ".join(element.itertext()).split())
            named = re.match(r"(?:by\s+)?(?P<name>[^\d|·•]{3,80}?)(?=\s*(?:[|·•,–—]|\d|$))", words, re.IGNORECASE)
            if named and len(named["name"].split()) <= 8:
                return named["name"].strip()
    return None


def _published(
    nodes: list[dict[str, Any]],
    tags: dict[str, list[str]],
    tree: Any,
    address: str | None,
    seen: str | None,
    text: str,
    *,
    today: date | None,
) -> tuple[str | None, PublishedFrom]:
    for words in linked_data.declared(tree, "published", nodes=nodes, tags=tags):
        found = publication.read_date(words, today=today)
        if found:
            return found, "metadata"
    marked = _marked_time(tree, today=today)
    if marked:
        return marked, "metadata"
    return publication.found_date(address, text, seen=seen, today=today)


def _marked_time(tree: Any, *, today: date | None) -> str | None:
    """Return the machine-readable date of the page's one publication mark: itemprop=datePublished, time[pubdate]."""
    for element in tree.iter("time", "span", "abbr", "meta"):
        marks = " ".join((element.get("itemprop", ""), element.get("class", ""), *element.attrib.keys()))
        is_published = re.search(r"\b(?:datePublished|pubdate|entry-date|published|post-date)\b", marks)
        stated = element.get("datetime") or element.get("content") or element.get("title")
        if is_published and stated and not _stands_elsewhere(element):
            found = publication.read_date(stated, today=today)
            if found:
                return found
    times = {t.get("datetime", "") for t in tree.iter("time") if not _stands_elsewhere(t)}
    return publication.read_date(times.pop(), today=today) if len(times) == 1 else None


def _visible_date(tree: Any, *, today: date | None) -> str | None:
    """Return the publication date that a reader sees beside the article, or None.

    A bare date counts below the headline only: above it stands the masthead with the day of the visit.
    """
    labelled: str | None = None
    below = tree.find(".//h1") is None
    for element in tree.iter(*_DATE_CARRIERS):
        if element.tag == "h1":
            below = True
        words = " ".join(element.text_content().split()) if len(element) <= 6 else ""
        if not 8 <= len(words) <= 160 or _stands_elsewhere(element):
            continue
        is_marked = element.tag == "time" or _DATE_MARKS.search(f"{element.get('class', '')} {element.get('id', '')}")
        found = publication.date_in_label(words, today=today)
        if not found and is_marked and (after_name := _AFTER_NAME.match(words)):
            found = publication.date_in_label(after_name["rest"], today=today)
        if not found or not (below or publication.LABEL.match(words)):
            continue
        if is_marked:
            return found
        labelled = labelled or found
    return labelled


def _stands_elsewhere(element: Any) -> bool:
    """Return whether an element stands in a menu, a sidebar, a comment or a list of other reports."""
    for outer in (element, *element.iterancestors()):
        if outer.tag in ("body", "html", "article", "main"):
            return False
        if outer.tag in _LISTED:
            return True
        if _ELSEWHERE.search(f"{outer.get('class', '')} {outer.get('id', '')}"):
            return True
        if outer.tag == "header" and outer.find(".//h1") is None and element.tag != "h1":
            return True
    return False
