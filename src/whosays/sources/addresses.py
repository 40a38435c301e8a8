"""Lists of addresses: sitemaps, plain lists, GDELT's tables. An address is fetched if the person asked, else named.

Of GDELT's tables (events, mentions, knowledge graph; both versions) the addresses are used and nothing else: what its
machine made of the reports is not taken over.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from whosays.errors import ReportError
from whosays.sources import publication
from whosays.sources.decoding import decode, encoding_of
from whosays.sources.opened import Asked, Opened
from whosays.sources.source import HEAD, Source, Told

# A row of GDELT: how many columns, and which holds the address (events 2.0 and 1.0, mentions, knowledge graph 2 and 1).
_GDELT = {61: 60, 58: 57, 16: 5, 27: 4, 11: 10}
_ADDRESS = re.compile(r"https?://[^\s<>\"]{4,2000}$", re.IGNORECASE)
_MAX_LINE = 1_000_000


def open_address(
    url: str, asked: Asked, *, inside: Source | None = None, told: Told | None = None
) -> Iterator[Opened | ReportError]:
    """Yield what lies behind an address; an error where it may not be fetched.

    ``inside`` is the list, feed or mail that names it, if a person did not: each of one input is asked for once.
    """
    from whosays.sources.kinds import open_source

    if inside is not None:
        if not inside.budget.is_new_link(url, item=inside.item):
            return
        if inside.depth > 2 * asked.limits.max_depth:
            raise ReportError("R043", item=inside.item, detail=str(2 * asked.limits.max_depth))
    if asked.fetch is None:
        detail = url[:300] if inside else "nothing is fetched here"
        yield ReportError("R048", item=inside.item if inside else url, detail=detail)
        return
    try:
        fetched = asked.fetch(url)
    except ReportError as error:
        yield error
        return
    if fetched is None:
        return
    body = io.BytesIO(fetched.body)
    if inside is None:
        source = Source.of(body, item=fetched.url, limits=asked.limits)
    else:
        source = inside.inner(body, name="", told=told)
    source.item = source.locator = source.url = fetched.url
    source.charset = fetched.charset
    yield from open_source(source, asked)


def is_list(start: str) -> bool:
    """Return whether a text is a list of addresses: nothing but addresses and remarks, or rows of GDELT."""
    lines = [line for line in start[:HEAD].splitlines() if line.strip()]
    # The last line may be cut off in the middle.
    lines = lines[:-1] if len(lines) > 1 and len(start) >= HEAD else lines
    return bool(lines) and all(line.lstrip().startswith("#") or address_in(line) is not None for line in lines[:200])


def address_in(line: str) -> str | None:
    """Return the address on a line of a list or of a GDELT table, else None."""
    cells = line.rstrip("\r\n").split("\t")
    words = cells[_GDELT[len(cells)]] if len(cells) in _GDELT else line
    found = _ADDRESS.match(words.strip())
    return found.group(0) if found else None


def open_list(source: Source, asked: Asked) -> Iterator[Opened | ReportError]:
    """Yield what lies behind each address of a list, each once."""
    lines = io.TextIOWrapper(source.from_start(), encoding=encoding_of(source.head), errors="replace")
    while line := lines.readline(_MAX_LINE):
        url = address_in(line)
        if url is None:
            if line.strip() and not line.lstrip().startswith("#"):
                yield ReportError("F001", item=f"{source.item}: {line.strip()[:80]!r}", detail="not an address")
            continue
        yield from open_address(url, asked, inside=source)


def open_sitemap(source: Source, asked: Asked) -> Iterator[Opened | ReportError]:
    """Yield what lies behind each address of a sitemap; those of an index are sitemaps themselves."""
    n_links = 0
    for url, told in read_sitemap(source.whole(asked.limits), source, asked):
        n_links += 1
        yield from open_address(url, asked, inside=source, told=told)
    if not n_links:
        raise ReportError("R050", item=source.item, detail="a sitemap without addresses")


def read_sitemap(raw: bytes, source: Source, asked: Asked) -> Iterator[tuple[str, Told]]:
    """Yield (address, what the sitemap tells of the page); of a news sitemap, title, day and outlet (sitemaps.org)."""
    from lxml import etree

    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", decode(raw, item=source.item, charset=source.charset)).replace("\0", "")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False, load_dtd=False)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ReportError("R042", item=source.item, detail="sitemap") from error
    for entry in root if root is not None else ():
        fields = {_name(one): (one.text or "").strip() for one in entry.iter() if isinstance(one.tag, str)}
        url = fields.get("loc", "")
        if _ADDRESS.match(url):
            stated = fields.get("publication_date")
            yield (
                url,
                Told(
                    title=fields.get("title") or None,
                    publisher=fields.get("name") or None,
                    published=publication.read_date(stated, today=asked.today) if stated else None,
                ),
            )


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2].lower()
