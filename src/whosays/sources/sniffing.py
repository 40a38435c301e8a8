"""Tell from its first bytes what an input is; its name is never asked."""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from importlib.resources import files

from whosays.sources.source import HEAD

HTML = "text/html"
PLAIN = "text/plain"
MARKDOWN = "text/markdown"
LINES = "application/x-ndjson"
DOCUMENT = "application/json"  # one JSON document over many lines
XML = "application/xml"

_TAGS = re.compile(r"<(?:!doctype\s+html|html|head|body|article|main|section|div|meta|title|h1|p)\b", re.IGNORECASE)
_ROOT = re.compile(
    r"<(?:!DOCTYPE\s{1,20})?(?:[a-z0-9]{1,20}:)?(?P<root>rss|feed|rdf|urlset|sitemapindex|opml)[\s>\[]", re.IGNORECASE
)
_LINE_OF_JSON = re.compile(r"^[ \t]*\{\s*(?:\"|\})", re.MULTILINE)
_DOCUMENT = re.compile(r"\{\s*\n\s*\"|\[\s*(?:\{|\])")
_HEADING = re.compile(r"^#{1,6} \S|^---\s*\n(?:\w+:.*\n)+---\s*$|\]\(https?://", re.MULTILINE)
_FEED_OF_JSON = re.compile(r"\"version\"\s*:\s*\"https?://jsonfeed\.org/version/")
_HEADER_OF_MAIL = re.compile(
    r"^(?P<name>from|to|subject|date|message-id|mime-version|received|return-path|delivered-to|content-type|"
    r"content-transfer-encoding|reply-to|x-[a-z0-9-]{1,40})[ \t]*:",
    re.IGNORECASE,
)
_ENVELOPE = re.compile(r"From \S[^\n]{0,200}\n")


def _pattern(written: str) -> re.Pattern[bytes]:
    """Return the pattern of bytes written in hexadecimal, two dots for any byte."""
    pairs = (written[n : n + 2] for n in range(0, len(written), 2))
    return re.compile(b"".join(b"." if pair == ".." else re.escape(bytes.fromhex(pair)) for pair in pairs), re.DOTALL)


@lru_cache(maxsize=1)
def _signatures() -> tuple[tuple[int, re.Pattern[bytes], str], ...]:
    """Return (offset, first bytes, name) of the kinds of file that have a signature."""
    table = files("whosays.sources").joinpath("signatures.csv").read_text("utf-8").splitlines()
    return tuple((int(row["offset"]), _pattern(row["bytes"]), row["kind"]) for row in csv.DictReader(table))


def known_binary(head: bytes) -> str | None:
    """Return "a PDF", "a ZIP archive" … for a kind of file that has a signature, else None."""
    for offset, signature, kind in _signatures():
        if signature.match(head, offset):
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
    if start[:1] == "<" and root_of(start):
        return XML
    if start[:5] == "<?xml" and not _TAGS.search(start):
        return XML
    if start[:1] == "<" and _TAGS.search(start[:4096]):
        return HTML
    if _DOCUMENT.match(start):
        return DOCUMENT
    if _LINE_OF_JSON.match(start) or len(_LINE_OF_JSON.findall(start[:HEAD])) > 1:
        return LINES
    if len(_TAGS.findall(start)) > 3:
        return HTML
    return MARKDOWN if _HEADING.search(start[:4096]) else PLAIN


def root_of(start: str) -> str | None:
    """Return the root of an XML document of a kind that lists reports (rss, feed, urlset …), else None."""
    found = _ROOT.search(start[:2000]) if start.lstrip("\ufeff \t\r\n")[:1] == "<" else None
    # The page of an article may show a feed's mark-up; its own root comes first.
    if found is None or _TAGS.search(start[: found.start()]):
        return None
    return found["root"].lower()


def is_feed_of_json(start: str) -> bool:
    """Return whether a text begins as a JSON Feed (jsonfeed.org, versions 1 and 1.1)."""
    return start.lstrip("\ufeff \t\r\n")[:1] == "{" and _FEED_OF_JSON.search(start[:4096]) is not None


def is_mailbox(start: str) -> bool:
    """Return whether a text begins as an mbox: an envelope line, then the head of a mail."""
    envelope = _ENVELOPE.match(start.lstrip("\ufeff\r\n"))
    return envelope is not None and is_mail(start.lstrip("\ufeff\r\n")[envelope.end() :])


def is_mail(start: str) -> bool:
    """Return whether a text begins with the head of a mail: fields that only mails have, or sender, day and subject."""
    names: set[str] = set()
    for line in start.lstrip("\ufeff\r\n")[:16_384].splitlines():
        found = _HEADER_OF_MAIL.match(line)
        if found:
            names.add(found["name"].lower())
        elif not line.strip() or not (line[:1] in " \t" or re.match(r"[A-Za-z0-9-]{2,60}:", line)):
            break
    return len(names) >= 2 and (
        bool(names & {"message-id", "mime-version", "received", "return-path"}) or {"from", "date", "subject"} <= names
    )
