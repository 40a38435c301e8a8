"""Feeds: RSS and Atom by feedparser, JSON Feed by its own format; each entry a report, or the address of one.

An entry that carries its text is a report; one with a teaser or a link alone stands for its page, which is fetched
where the person asked for that. Entities are never expanded: the declarations that feeds and bombs make them with are
taken out before the parser sees them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urljoin

import msgspec

from whosays.errors import ReportError
from whosays.record import Report
from whosays.sources import publication
from whosays.sources.addresses import open_address, read_sitemap
from whosays.sources.checking import checked
from whosays.sources.decoding import decode, encoding_of
from whosays.sources.fragment import paragraphs_of
from whosays.sources.opened import Asked, Opened
from whosays.sources.sniffing import is_feed_of_json, root_of
from whosays.sources.source import Source, Told

MEDIA_TYPE = "application/xml"
JSON_MEDIA_TYPE = "application/feed+json"
# A teaser is cut off at a sentence or two; a report in full has more. Calibrated on made feeds: teasers up to 45
# words, the shortest agency flash sent whole 22, but as content and not as summary.
TEASER_WORDS = 80
MAX_ENTRIES = 10_000
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>", re.IGNORECASE | re.DOTALL)
_DECLARATION = re.compile(r"<!(?:ENTITY|ELEMENT|ATTLIST|NOTATION)\b[^>]*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed: what it is told by, its text as mark-up, and whether that is the whole of it."""

    key: str
    told: Told
    markup: str
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as read: its title, its entries in order, and the address of its next (older) page, if it names one."""

    title: str | None
    entries: tuple[Entry, ...]
    older: str | None = None


def open_feed(source: Source, asked: Asked) -> Iterator[Opened | ReportError]:
    """Yield the reports of an RSS or Atom feed."""
    raw = source.whole(asked.limits)
    yield from _open_entries(read_feed(raw, source, asked), raw, MEDIA_TYPE, source, asked)


def open_json_feed(source: Source, asked: Asked) -> Iterator[Opened | ReportError]:
    """Yield the reports of a JSON Feed."""
    raw = source.whole(asked.limits)
    yield from _open_entries(read_json_feed(raw, source, asked), raw, JSON_MEDIA_TYPE, source, asked)


def read_followed(source: Source, asked: Asked) -> tuple[Feed, bytes, str]:
    """Return what a followed address lists, its bytes and their media type: a feed of any kind, or a sitemap.

    Raise `ReportError` R016 where it is neither, R042 where it is damaged.
    """
    start = source.head.decode(encoding_of(source.head), "ignore")
    root = root_of(start)
    if root is None and not is_feed_of_json(start):
        raise ReportError("R016", item=source.item, detail="not a feed")
    raw = source.whole(asked.limits)
    if root is None:
        return read_json_feed(raw, source, asked), raw, JSON_MEDIA_TYPE
    if root in ("urlset", "sitemapindex"):
        listed = [Entry(url, replace(told, url=url), "", False) for url, told in read_sitemap(raw, source, asked)]
        return Feed(None, tuple(listed)), raw, MEDIA_TYPE
    return read_feed(raw, source, asked), raw, MEDIA_TYPE


def _open_entries(
    feed: Feed, raw: bytes, media_type: str, source: Source, asked: Asked
) -> Iterator[Opened | ReportError]:
    if not feed.entries:
        raise ReportError("R050", item=source.item, detail="a feed without entries")
    for number, entry in enumerate(feed.entries, start=1):
        yield from open_entry(entry, number, raw, media_type, source, asked)


def open_entry(
    entry: Entry, number: int, raw: bytes, media_type: str, source: Source, asked: Asked
) -> Iterator[Opened | ReportError]:
    """Yield the report of one entry: its own text if that is whole, else its page, else what text it has."""
    item = f"{source.item}, entry {number}"
    if not entry.is_whole and asked.fetch is not None and entry.told.url:
        yield from open_address(entry.told.url, asked, inside=source, told=entry.told)
        return
    paragraphs = paragraphs_of(entry.markup, max_elements=asked.limits.max_elements)
    if not paragraphs:
        detail = shown_address(entry.told.url)
        yield ReportError("R048", item=item, detail=detail) if entry.told.url else ReportError("R002", item=item)
        return
    text = "\n\n".join(paragraphs)
    in_address = publication.date_in_address(entry.told.url, today=asked.today) if entry.told.url else None
    report = Report(
        id="", text=text, url=entry.told.url, published=None if entry.told.published else in_address,
        published_from="url" if in_address and not entry.told.published else "unknown",
    )  # fmt: skip
    try:
        report = checked(report, item=item, limits=asked.limits, told=entry.told)
    except ReportError as error:
        yield error
    else:
        yield Opened(report=report, raw=raw, media_type=media_type, locator=f"{source.locator}#entry={number}")


def shown_address(url: str | None) -> str:
    """Return an address as it can be printed."""
    return "".join(c for c in (url or "none")[:300] if c.isprintable())


def read_feed(raw: bytes, source: Source, asked: Asked) -> Feed:
    """Return what an RSS or Atom feed lists; raise `ReportError` R042 for a damaged one without entries."""
    import feedparser

    text = decode(raw, item=source.item, charset=source.charset).replace("\0", "")
    head, body = text[:100_000], text[100_000:]
    text = _DECLARATION.sub("", _DOCTYPE.sub("", head)) + body
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    try:
        parsed = feedparser.parse(
            text.encode("utf-8", "replace"), response_headers={"content-type": "text/xml; charset=utf-8"}
        )
    except Exception as error:
        raise ReportError("R042", item=source.item, detail="feed") from error
    if parsed.bozo and not parsed.entries and not parsed.feed:
        raise ReportError("R042", item=source.item, detail="feed")
    title = _plain(parsed.feed.get("title"))
    entries = [_entry(entry, title, source, asked) for entry in parsed.entries[:MAX_ENTRIES]]
    older = [link.get("href") for link in parsed.feed.get("links", ()) if link.get("rel") in ("next", "prev-archive")]
    return Feed(title, tuple(entries), _absolute(older[0], source) if older else None)


def _entry(entry: Any, publisher: str | None, source: Source, asked: Asked) -> Entry:
    bodies = [str(content.get("value") or "") for content in entry.get("content", ())]
    body, summary = max(bodies, key=len, default=""), str(entry.get("summary") or "")
    named = entry.get("source", {}).get("title") if isinstance(entry.get("source"), dict) else None
    stated = entry.get("published") or entry.get("created") or entry.get("issued")
    url = _absolute(entry.get("link"), source)
    told = Told(
        title=_plain(entry.get("title")),
        url=url,
        publisher=_plain(named) or publisher,
        author=_plain(entry.get("author")),
        category=_plain(next((tag.get("term") for tag in entry.get("tags", ()) if tag.get("term")), None)),
        published=publication.read_date(str(stated), today=asked.today) if stated else None,
    )
    markup = body if len(body) > len(summary) else summary
    is_whole = bool(body.strip()) or len(_tagless(summary).split()) >= TEASER_WORDS
    # An outlet that changes an entry says so by its day of change: what it says now is another report.
    # (Asked with .get, feedparser would give the day of publication instead, and a warning.)
    changed = str(entry["updated"] or "") if "updated" in entry else ""
    key = str(entry.get("id") or url or told.title or "")
    return Entry(f"{key} {changed}".strip() if changed != stated else key, told, markup, is_whole)


def read_json_feed(raw: bytes, source: Source, asked: Asked) -> Feed:
    """Return what a JSON Feed lists; raise `ReportError` R042 for a damaged one."""
    try:
        value = msgspec.json.decode(decode(raw, item=source.item).replace("\0", ""))
        listed = value.get("items")
    except (msgspec.DecodeError, RecursionError, AttributeError) as error:
        raise ReportError("R042", item=source.item, detail="JSON feed") from error
    listed = listed if isinstance(listed, list) else []
    title = _plain(value.get("title"))
    entries = [_json_entry(one, title, source, asked) for one in listed[:MAX_ENTRIES] if isinstance(one, dict)]
    older = value.get("next_url")
    return Feed(title, tuple(entries), _absolute(older, source) if isinstance(older, str) else None)


def _json_entry(entry: dict[str, Any], publisher: str | None, source: Source, asked: Asked) -> Entry:
    body = entry.get("content_html") or entry.get("content_text") or ""
    summary = entry.get("summary") or ""
    authors = entry.get("authors") or [entry.get("author")]
    names = [one.get("name") for one in authors if isinstance(one, dict)] if isinstance(authors, list) else []
    tags = entry.get("tags")
    stated = entry.get("date_published")
    url = _absolute(entry.get("url"), source)
    told = Told(
        title=_plain(entry.get("title")),
        url=url,
        publisher=publisher,
        author=_plain(", ".join(name for name in names if isinstance(name, str))),
        category=_plain(tags[0]) if isinstance(tags, list) and tags else None,
        published=publication.read_date(stated, today=asked.today) if isinstance(stated, str) else None,
    )
    key = entry.get("id")
    return Entry(
        str(key) if isinstance(key, (str, int)) else url or "", told, str(body or summary), bool(str(body).strip())
    )


def _absolute(url: Any, source: Source) -> str | None:
    """Return a web address in full, or None for what is none."""
    if not isinstance(url, str) or not url.strip():
        return None
    try:
        whole = urljoin(source.url or "", url.strip())
    except ValueError:
        return None
    return whole if whole.startswith(("http://", "https://")) else None


def _tagless(markup: str) -> str:
    return re.sub(r"<[^>]{0,2000}>", " ", markup)


def _plain(words: Any) -> str | None:
    """Return the words of a title or name, mark-up and entities undone, or None."""
    from html import unescape

    if not isinstance(words, str):
        return None
    plain = " ".join(unescape(_tagless(words[:5_000])).split())
    return plain or None
