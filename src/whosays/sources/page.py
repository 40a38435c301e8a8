"""A web page to a report: trafilatura finds the article, this module what the page says of it.

Comments are never read; what trafilatura leaves in of the page's furniture is taken out line by line.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Any

from whosays.errors import ReportError
from whosays.record import PublishedFrom, Report
from whosays.sources import linked_data, publication
from whosays.sources.furniture import without_furniture

# Fewer words than this is a teaser, a notice or a menu that was taken for the article. Calibrated on made pages: the
# shortest agency flash has 22 words, cookie walls and "page not found" texts up to 19 once their furniture is out.
MIN_ARTICLE_WORDS = 20
MENU_WORDS = 8
_BLOCKS = frozenset({"p", "head", "item", "quote", "row", "code"})
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)\s*-->", re.IGNORECASE)
_SITE_SUFFIX = re.compile(r"^(?P<title>.{8,}?)\s+(?:[|·•»–—]|-|::)\s+(?P<site>[^|·•»–—]{2,60})$")
_DATE_MARKS = re.compile(
    r"\b(?:date|time|timestamp|published|publish|pubdate|posted|byline|dateline|meta)", re.IGNORECASE
)
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
_LISTED = ("li", "nav", "aside", "footer", "script", "style", "noscript", "template", "select", "form")


@lru_cache(maxsize=1)
def _extractor() -> Any:
    import trafilatura

    # It logs what it thinks of each page; the person gets a coded error instead.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    return trafilatura


def read_page(
    markup: str, *, item: str, max_elements: int, url: str | None = None, today: date | None = None
) -> Report:
    """Return the report on a page, its ``id`` empty; raise `ReportError` R005, R019 or R020 where there is none."""
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
    address = url or _address(tree, nodes, tags, markup)
    seen = _visible_date(tree, today=today)
    author = _author(tree, nodes, tags)
    paragraphs = _article(trafilatura, tree, item=item)
    paragraphs = _without_header(paragraphs, title, author)
    text = "\n\n".join(paragraphs)
    published, found_in = _published(nodes, tags, tree, address, seen, text, today=today)
    return Report(
        id="",
        text=text,
        title=title,
        url=address,
        publisher=_first(tree, "publisher", nodes, tags) or site,
        author=author,
        category=_first(tree, "category", nodes, tags),
        published=published,
        published_from=found_in,
    )


def _article(trafilatura: Any, tree: Any, *, item: str) -> list[str]:
    """Return the paragraphs of the article, furniture out; raise R005 if too little is left."""
    found = trafilatura.bare_extraction(tree, include_comments=False, with_metadata=False)
    paragraphs = without_furniture(list(_paragraphs(found.body))) if found is not None else []
    links = {" ".join(link.text_content().split()) for link in tree.iter("a")}
    told = [paragraph for paragraph in paragraphs if paragraph not in links]
    # Of an index page's words most are links to articles; of an article's hardly any stand as a link alone.
    n_told, n_words = (sum(len(one.split()) for one in some) for some in (told, paragraphs))
    if n_told < MIN_ARTICLE_WORDS or n_told * 2 < n_words:
        raise ReportError("R005", item=item)
    return paragraphs


def _paragraphs(body: Any) -> Iterator[str]:
    """Yield the words of each block of an extracted article, white space folded, in order."""
    if body is None:
        return
    loose: list[str] = [body.text or ""]
    for block in body:
        if block.tag in _BLOCKS or not any(inner.tag in _BLOCKS for inner in block.iterdescendants()):
            if block.tag in ("hi", "ref", "del", "span", "lb"):
                loose += ["\n" if block.tag == "lb" else "".join(block.itertext()), block.tail or ""]
                continue
            yield from _folded("".join(loose))
            loose = []
            yield from _folded(_block_words(block))
        else:
            yield from _folded("".join(loose))
            loose = []
            yield from _paragraphs(block)
        loose.append(block.tail or "")
    yield from _folded("".join(loose))


def _block_words(block: Any) -> str:
    pieces: list[str] = [block.text or ""]
    for inner in block:
        pieces.append(
            "\n" if inner.tag == "lb" else " | " if inner.tag == "cell" and inner.getprevious() is not None else ""
        )
        pieces.append("\n" if inner.tag in _BLOCKS else "")
        pieces.append(_block_words(inner))
        pieces.append("\n" if inner.tag in _BLOCKS else "")
        pieces.append(inner.tail or "")
    return "".join(pieces)


def _folded(words: str) -> Iterator[str]:
    for line in words.split("\n"):
        folded = " ".join(line.split())
        if folded:
            yield folded


def _without_header(paragraphs: list[str], title: str | None, author: str | None) -> list[str]:
    """Return the paragraphs without what stands above the article: menu words, title, byline, date line.

    Title, author and date are kept as fields of the report; a paragraph that holds anything else stays.
    """
    folded = [paragraph.casefold().strip(" .|") for paragraph in paragraphs]
    start = folded.index(title.casefold().strip(" .|")) if title and title.casefold().strip(" .|") in folded else -1
    # A menu's words are few and end no sentence; anything longer above the title is a standfirst and stays.
    above = paragraphs[: start + 1] if all(len(one.split()) < MENU_WORDS for one in paragraphs[: max(0, start)]) else []
    kept = paragraphs[len(above) :]
    for paragraph in kept[:5]:
        plain = paragraph.casefold().strip(" .|")
        is_title = title is not None and plain == title.casefold().strip(" .|")
        is_byline = author is not None and _is_byline(paragraph, author)
        if is_title or is_byline or publication.date_in_label(paragraph) is not None:
            kept = [one for one in kept if one is not paragraph]
    return kept or paragraphs


def _is_byline(paragraph: str, author: str) -> bool:
    """Return whether a paragraph is the author's name, with "By" before it or a post after it, and no sentence."""
    plain = re.sub(r"^by\s+", "", paragraph, flags=re.IGNORECASE).casefold()
    return plain.startswith(author.casefold()) and len(plain.split()) < MENU_WORDS and plain[-1] not in '.!?”"'


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
        found = publication.date_in_label(words, today=today)
        if not found or not (below or publication.LABEL.match(words)):
            continue
        if element.tag == "time" or _DATE_MARKS.search(f"{element.get('class', '')} {element.get('id', '')}"):
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
