"""The last step of every opening: what is told fills what the text does not say; id, language, bounds."""

from __future__ import annotations

import msgspec

from whosays.errors import ReportError
from whosays.record import Report, content_id
from whosays.sources.language import detect_language, language_name
from whosays.sources.opened import Limits
from whosays.sources.source import Told


def checked(report: Report, *, item: str, limits: Limits, told: Told | None = None) -> Report:
    """Return the report with its id and language; raise R002, R006, R007 or R015 for a text that is not read."""
    if not report.text.strip():
        raise ReportError("R002", item=item)
    if len(report.text) > limits.max_characters:
        raise ReportError("R015", item=item, detail=f"{limits.max_characters:,} characters")
    language = detect_language(report.text)
    if language != "en":
        raise ReportError("R007", item=item, detail=language_name(language))
    n_words = len(report.text[:1000].split())
    if n_words < limits.min_words:
        raise ReportError("R006", item=item, detail="one word" if n_words == 1 else f"{n_words} words")
    if told is not None:
        report = with_told(report, told)
    return msgspec.structs.replace(report, id=report.id or report_id(report), language=language)


def with_told(report: Report, told: Told) -> Report:
    """Return the report with what is told of it where it says nothing itself.

    A date that is told, by a feed or the head of a mail, outranks one read off the text and no other.
    """
    published, found_in = report.published, report.published_from
    if told.published and found_in in ("text", "unknown"):
        published, found_in = told.published, "metadata"
    return msgspec.structs.replace(
        report,
        id=report.id or told.id or "",
        title=report.title or told.title,
        url=report.url or told.url,
        publisher=report.publisher or told.publisher,
        author=report.author or told.author,
        category=report.category or told.category,
        published=published,
        published_from=found_in,
    )


def report_id(report: Report) -> str:
    """Return the id of a report that was given none: the hash of its text, and of where it stood.

    The address, or else the publisher, is part of it, so that two outlets' copies of one text stay two reports.
    """
    where = report.url or report.publisher
    return content_id(f"{where}\n{report.text}" if where else report.text)
