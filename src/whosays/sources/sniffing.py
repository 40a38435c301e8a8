"""Tell from its first bytes what an input is; its name is never asked."""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from importlib.resources import files

HEAD = 65_536  # bytes looked at

HTML = "text/html"
PLAIN = "text/plain"
MARKDOWN = "text/markdown"
LINES = "application/x-ndjson"
DOCUMENT = "application/json"  # one JSON document over many lines

_TAGS = re.compile(r"<(?:!doctype\s+html|html|head|body|article|main|section|div|meta|title|h1|p)\b", re.IGNORECASE)
_FEED = re.compile(r"<(?:rss|feed|rdf:RDF|urlset|sitemapindex)\b")
_LINE_OF_JSON = re.compile(r"^[ \t]*\{\s*(?:\"|\})", re.MULTILINE)
_DOCUMENT = re.compile(r"\{\s*\n\s*\"|\[\s*(?:\{|\])")
_HEADING = re.compile(r"^#{1,6} \S|^---\s*\n(?:\w+:.*\n)+---\s*$|\]\(https?://", re.MULTILINE)


@lru_cache(maxsize=1)
def _signatures() -> tuple[tuple[int, bytes, str], ...]:
    """Return (offset, first bytes, name) of the file kinds that are told apart only to name them to the person."""
    table = files("whosays.sources").joinpath("signatures.csv").read_text("utf-8").splitlines()
    return tuple((int(row["offset"]), bytes.fromhex(row["bytes"]), row["kind"]) for row in csv.DictReader(table))


def known_binary(head: bytes) -> str | None:
    """Return "a PDF", "a ZIP archive" … for a kind of file that has a signature, else None."""
    for offset, signature, kind in _signatures():
        if head[offset : offset + len(signature)] == signature:
            return kind
    return None


def is_binary(text: str) -> bool:
    """Return whether decoded text is no text: more than one character in a hundred is a control character.

    One in a hundred: no text or page of the project's corpora has any but tab, line and form feed; a stray NUL or
    two in a damaged page does not make it binary.
    """
    sample = text[:HEAD]
    controls = sum(1 for c in sample if (c < " " and c not in "\t\n\r\f\x1a") or c == "\x7f" or c == "\ufffd")
    return controls * 100 > len(sample)


def media_type_of(head: str) -> str:
    """Return the media type of the decoded beginning of an input."""
    start = head.lstrip("\ufeff \t\r\n")
    if start[:1] == "<" and _FEED.search(start[:500]):
        return "application/xml"
    if start[:1] == "<" and _TAGS.search(start[:4096]):
        return HTML
    if _DOCUMENT.match(start):
        return DOCUMENT
    if _LINE_OF_JSON.match(start) or len(_LINE_OF_JSON.findall(start[:HEAD])) > 1:
        return LINES
    if len(_TAGS.findall(start)) > 3:
        return HTML
    return MARKDOWN if _HEADING.search(start[:4096]) else PLAIN
