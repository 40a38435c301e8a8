"""Live-blogs: a page that grows by the hour, read as its entries, each with the time that it gives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from whosays.sources import linked_data, publication
from whosays.sources.fragment import paragraphs_of, words_of
from whosays.sources.furniture import without_furniture

MIN_ENTRIES = 3  # fewer are an article with an update
MAX_ENTRIES = 2_000
# An entry of a list of teasers is little more than a link; of a live-blog, at least a sentence. Made pages: 9 words.
MIN_WORDS = 6
_LIVE = re.compile(r"live|timeline|ticker", re.IGNORECASE)
_ENTRY = re.compile(r"(?:^|[-_])(?:post|block|entry|item|update)s?(?:$|[-_])", re.IGNORECASE)
_HOUR = re.compile(r"^(?:\d{1,2}[:.]\d\d)(?::\d\d)?(?:\s*(?:[ap]\.?m\.?|[A-Z]{2,4}))*$")


@dataclass(frozen=True, slots=True)
class LiveEntry:
    """One entry: its time (ISO), heading, paragraphs, and its own address or anchor on the page."""

    at: str
    heading: str | None
    paragraphs: tuple[str, ...]
    anchor: str | None = None


def live_entries(
    tree: Any, nodes: list[dict[str, Any]], *, max_elements: int, today: date | None = None
) -> list[LiveEntry]:
    """Return the entries of a live-blog in the order of the page, or nothing for any other page.

    From schema.org's LiveBlogPosting where the page has it, else from blocks beside each other that state a time to
    the minute and are marked as entries of something live. An entry whose time cannot be true is left out of neither:
    without its time it is no entry, and the page is then read as one report.
    """
    linked = list(_linked(nodes, max_elements=max_elements, today=today))
    if len(linked) >= MIN_ENTRIES:
        return linked[:MAX_ENTRIES]
    for siblings in _families(tree):
        entries = [entry for element in siblings if (entry := _entry(element, today=today)) is not None]
        if len(entries) >= MIN_ENTRIES and len(entries) * 3 >= len(siblings) * 2:
            return entries[:MAX_ENTRIES]
    return []


def _linked(nodes: list[dict[str, Any]], *, max_elements: int, today: date | None) -> Iterator[LiveEntry]:
    for node in nodes:
        updates = node.get("liveBlogUpdate")
        if "liveblogposting" not in linked_data.kinds_of(node) or not isinstance(updates, list):
            continue
        for update in updates:
            if not isinstance(update, dict) or not isinstance(update.get("articleBody"), str):
                continue
            at = publication.read_date(str(update.get("datePublished") or ""), today=today)
            body = update["articleBody"]
            paragraphs = [
                paragraph
                for line in ([body] if "<" in body else body.splitlines())
                for paragraph in paragraphs_of(line, max_elements=max_elements)
            ]
            heading, url = update.get("headline"), update.get("url")
            if at and paragraphs:
                yield LiveEntry(
                    at, " ".join(heading.split()) if isinstance(heading, str) and heading.strip() else None,
                    tuple(paragraphs), url if isinstance(url, str) else None,
                )  # fmt: skip


def _families(tree: Any) -> Iterator[list[Any]]:
    """Yield the groups of blocks beside each other that are marked as entries of something live."""
    for parent in tree.iter("div", "section", "ol", "ul", "main", "article"):
        entries = [child for child in parent if _is_marked(child, parent)]
        if len(entries) >= MIN_ENTRIES:
            yield entries


def _is_marked(element: Any, parent: Any) -> bool:
    if element.tag not in ("article", "div", "li", "section"):
        return False
    if element.get("itemprop") == "liveBlogUpdate":
        return True
    marks = f"{element.get('class', '')} {element.get('id', '')} {element.get('data-type', '')}"
    around = f"{marks} {parent.get('class', '')} {parent.get('id', '')}"
    is_entry = element.tag == "article" or any(_ENTRY.search(mark) for mark in marks.split())
    return is_entry and _LIVE.search(around) is not None


def _entry(element: Any, *, today: date | None) -> LiveEntry | None:
    stated = [t.get("datetime", "") for t in element.iter("time")]
    stated += [m.get("content", "") for m in element.iter("meta") if m.get("itemprop") == "datePublished"]
    at = next(
        (found for words in stated if "T" in words and (found := publication.read_date(words, today=today))), None
    )
    headings = [h for h in element.iter("h2", "h3", "h4") if h.text_content().strip()]
    heading = " ".join(headings[0].text_content().split()) if headings else None
    lines = words_of(element, left_out=set(headings[:1]))
    paragraphs = [line for line in without_furniture(lines) if not _HOUR.match(line) and line != heading]
    links = {" ".join(link.text_content().split()) for link in element.iter("a")}
    n_told = sum(len(line.split()) for line in paragraphs if line not in links)
    if at is None or n_told < MIN_WORDS:
        return None
    anchor = element.get("id") or element.get("data-block-id")
    return LiveEntry(at, heading, tuple(paragraphs), f"#{anchor}" if anchor else None)
