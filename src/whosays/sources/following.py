"""Which feeds to follow: an OPML file, a list of addresses, or TOML with a schedule and alerts."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from whosays.errors import ReportError, UsageError
from whosays.sources.decoding import decode
from whosays.sources.sniffing import root_of

EVERY = 15 * 60.0  # seconds: what most outlets' feeds themselves recommend
LEAST = 60.0  # no feed is asked more often
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_MAX_BYTES = 10_000_000


@dataclass(frozen=True, slots=True)
class Followed:
    """A feed to follow: every so many seconds; ``pages``: fetch the pages of entries that are teasers."""

    url: str
    name: str | None = None
    every: float = EVERY
    pages: bool = True


@dataclass(frozen=True, slots=True)
class Sources:
    """What a file of sources says: the feeds, and the tables of alerts and channels as written."""

    feeds: tuple[Followed, ...]
    alerts: tuple[dict[str, Any], ...] = ()
    channels: dict[str, dict[str, Any]] = field(default_factory=dict)


def read_sources(path: str | Path, *, need_feeds: bool = True) -> Sources:
    """Return what a file of sources says; raise `UsageError` G001 to G003 where it cannot be understood."""
    item = str(path)
    try:
        with Path(path).open("rb") as stream:
            raw = stream.read(_MAX_BYTES)
        text = decode(raw, item=item)
    except FileNotFoundError as error:
        raise UsageError("G001", item=item, detail="there is no such file") from error
    except OSError as error:
        raise UsageError("G001", item=item, detail=error.strerror or str(error)) from error
    except ReportError as error:
        raise UsageError("G001", item=item, detail="it is empty or no text") from error
    if root_of(text[:5_000]) == "opml":
        found = Sources(tuple(_unique(_outlines(text, item))))
    elif re.search(r"^\s*(?:\[|\w+\s*=)", text, re.MULTILINE) and not text.lstrip().startswith("http"):
        found = _tables(text, item)
    else:
        found = Sources(tuple(_unique(_lines(text, item))))
    if need_feeds and not found.feeds:
        raise UsageError("G001", item=item, detail="it names no feed")
    return found


def seconds_of(words: object, *, item: str) -> float:
    """Return the seconds that "90s", "15m", "2h" or "1d" mean; raise G002 for anything else."""
    found = re.fullmatch(r"\s*(\d{1,6}(?:\.\d+)?)\s*([smhd])\s*", str(words))
    if found is None:
        raise UsageError("G002", item=item, detail=f"'{words}' is no length of time")
    return float(found[1]) * _UNITS[found[2]]


def _unique(feeds: Iterator[Followed]) -> Iterator[Followed]:
    known: set[str] = set()
    for feed in feeds:
        if feed.url not in known:
            known.add(feed.url)
            yield feed


def _outlines(text: str, item: str) -> Iterator[Followed]:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, load_dtd=False)
    try:
        root = etree.fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text).encode(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UsageError("G001", item=item, detail="damaged OPML") from error
    for outline in root.iter("outline") if root is not None else ():
        url = next((value for name, value in outline.attrib.items() if name.lower() == "xmlurl"), "").strip()
        if url:
            _check_address(url, item)
            yield Followed(url, name=outline.get("title") or outline.get("text"))


def _lines(text: str, item: str) -> Iterator[Followed]:
    for line in text.splitlines():
        words = line.strip()
        if words and not words.startswith("#"):
            url, _, name = words.partition(" ")
            _check_address(url, item)
            yield Followed(url, name=name.strip() or None)


def _check_address(url: str, item: str) -> None:
    if not re.match(r"https?://[^\s/]", url):
        raise UsageError("G002", item=item, detail=f"'{url[:100]}' is no web address")


def _tables(text: str, item: str) -> Sources:
    try:
        value = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError("G001", item=item, detail=f"not TOML: {error}") from error
    _check_keys(value, {"every", "pages", "feed", "alert", "channel"}, item)
    every = seconds_of(value["every"], item=item) if "every" in value else EVERY
    feeds, alerts, channels = value.get("feed", []), value.get("alert", []), value.get("channel", {})
    if not isinstance(feeds, list) or not isinstance(alerts, list) or not isinstance(channels, dict):
        raise UsageError("G002", item=item, detail="write [[feed]], [[alert]] and [channel.NAME]")
    return Sources(
        tuple(_unique(_feed(feed, every, bool(value.get("pages", True)), item) for feed in feeds)),
        tuple(alerts),
        channels,
    )


def _feed(feed: Any, every: float, pages: bool, item: str) -> Followed:
    if not isinstance(feed, dict) or not isinstance(feed.get("url"), str):
        raise UsageError("G002", item=item, detail="each [[feed]] needs a url")
    _check_keys(feed, {"url", "name", "every", "pages"}, item)
    _check_address(feed["url"], item)
    named = feed.get("name")
    wanted = seconds_of(feed["every"], item=item) if "every" in feed else every
    return Followed(feed["url"], str(named) if named else None, max(LEAST, wanted), bool(feed.get("pages", pages)))


def _check_keys(table: dict[str, Any], known: set[str], item: str) -> None:
    unknown = sorted(set(table) - known)
    if unknown:
        raise UsageError("G003", item=item, detail=f"'{unknown[0]}' (known: {', '.join(sorted(known))})")
