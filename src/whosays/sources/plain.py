"""Plain text and Markdown to a report: the words as they are, the header lines as fields."""

from __future__ import annotations

import re
from datetime import date

from whosays.record import PublishedFrom, Report
from whosays.sources import publication

_FIELDS = {
    "title": "title", "headline": "title", "date": "published", "published": "published", "source": "publisher",
    "publisher": "publisher", "outlet": "publisher", "author": "author", "byline": "author", "by": "author",
    "url": "url", "link": "url", "category": "category", "section": "category",
}  # fmt: skip
_HEADER = re.compile(r"^(?P<key>[A-Za-z]{2,12}):[ \t]+(?P<value>\S.{0,400})$")
_MARKDOWN = (
    (re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)"), ""),
    (re.compile(r"\[([^\]\n]+)\]\([^)\s]+(?:\s+\"[^\"\n]*\")?\)"), r"\1"),
    (re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])"), r"\1"),
    (re.compile(r"(?<![\w_])_(?=\S)([^_\n]+?)(?<=\S)_(?![\w_])"), r"\1"),
    (re.compile(r"`([^`\n]+)`"), r"\1"),
    (re.compile(r"^[ \t]{0,3}#{1,6}[ \t]+(.*?)[ \t]*#*$", re.MULTILINE), r"\1"),
    (re.compile(r"^[ \t]{0,3}>[ \t]?", re.MULTILINE), ""),
    (re.compile(r"^[ \t]*[-*+][ \t]+(?=\S)", re.MULTILINE), ""),
    (re.compile(r"^[ \t]*(?:[-*_][ \t]*){3,}$", re.MULTILINE), ""),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!>-])"), r"\1"),
)


def read_text(text: str, *, markdown: bool = False, today: date | None = None) -> Report:
    """Return the report in a plain text or Markdown file, its ``id`` empty.

    A block of header lines ("Title: …", "Date: …") or front matter becomes fields, a title line the title; the rest
    is the report's text, line ends as line feeds and outer white space gone.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").replace("\f", "\n")
    fields, body = _header(text)
    title = fields.get("title")
    if title is None:
        title, body = _title(body, markdown=markdown)
    if markdown:
        title, body = _unmarked(title) if title else None, _unmarked(body)
    body = re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+\n", "\n", body)).strip()
    published, found_in = _published(fields, body, today=today)
    return Report(
        id="",
        text=body,
        title=title,
        url=fields.get("url"),
        publisher=fields.get("publisher"),
        author=fields.get("author"),
        category=fields.get("category"),
        published=published,
        published_from=found_in,
    )


def _unmarked(words: str) -> str:
    for pattern, kept in _MARKDOWN:
        words = pattern.sub(kept, words)
    return words


def _header(text: str) -> tuple[dict[str, str], str]:
    """Return the fields of a leading header block and the text after it; no block, no fields."""
    lines = text.lstrip("\n").split("\n")
    fenced = lines[0].strip() == "---"
    fields: dict[str, str] = {}
    for number, line in enumerate(lines[1 if fenced else 0 : 30], start=1 if fenced else 0):
        if fenced and line.strip() in ("---", "..."):
            return fields, "\n".join(lines[number + 1 :])
        found = _HEADER.match(line)
        field = _FIELDS.get(found["key"].lower()) if found else None
        if found and field:
            fields.setdefault(field, found["value"].strip().strip("\"'"))
        elif not fenced and not line.strip() and fields:
            return fields, "\n".join(lines[number + 1 :])
        elif not fenced:
            break
    return {}, text


def _title(body: str, *, markdown: bool) -> tuple[str | None, str]:
    """Return the title line of a text, if it has one that stands alone at the top, and the text without it."""
    first, _, rest = body.lstrip().partition("\n")
    heading = re.match(r"^#\s+(.+?)\s*#*$", first) if markdown else None
    if heading:
        return heading.group(1), rest
    stands_alone = rest.startswith("\n") and rest.strip()
    if stands_alone and len(first.split()) >= 3 and len(first) <= 150 and first.rstrip()[-1] not in ".,;:!?\"”'’…)":
        return first.strip(), rest
    return None, body


def _published(fields: dict[str, str], body: str, *, today: date | None) -> tuple[str | None, PublishedFrom]:
    declared = publication.read_date(fields["published"], today=today) if "published" in fields else None
    if declared:
        return declared, "metadata"
    return publication.found_date(fields.get("url"), body, today=today)
