"""Mail: single messages (EML, and pages that browsers save as MHTML) and mailboxes (mbox), by the standard library.

The body of a message is a report, what is attached to it are inputs of their own. What it quotes of an earlier message
is left out: those are another's words, and stand in that message.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from email.message import EmailMessage
from email.utils import parseaddr

from whosays.errors import ReportError
from whosays.record import Report
from whosays.sources import plain, publication
from whosays.sources.checking import checked
from whosays.sources.decoding import decode
from whosays.sources.fragment import paragraphs_of
from whosays.sources.kinds import open_source
from whosays.sources.opened import MEGABYTE, Asked, Opened
from whosays.sources.page import read_page
from whosays.sources.source import Source, Told

MEDIA_TYPE = "message/rfc822"
MAX_PARTS = 200
_ENVELOPE = re.compile(rb"^From \S+.*\d{4}\s*$")
_QUOTES = re.compile(r"^(?:On .{5,200} wrote:|-{2,}\s*Original Message\s*-{2,}|-- )\s*$", re.MULTILINE)
_READ_AS_FILES = ("application/", "text/csv", "message/", "text/calendar")


def open_mailbox(source: Source, asked: Asked) -> Iterator[Opened | ReportError]:
    """Yield the reports of each message of a mailbox, streamed."""
    for number, raw in _messages(source, max_bytes=asked.limits.max_bytes):
        name = f"#message={number}"
        if raw is None:
            limit = f"{asked.limits.max_bytes / MEGABYTE:g} MB"
            yield ReportError("R011", item=f"{source.item}{name}", detail=limit)
        else:
            inner = source.inner(raw, name=name)
            inner.depth = source.depth
            try:
                yield from open_mail(inner, asked)
            except ReportError as error:
                yield error


def _messages(source: Source, *, max_bytes: int) -> Iterator[tuple[int, bytes | None]]:
    """Yield (number from 1, bytes) of each message; None for one that is too long, without holding it."""
    number, n_bytes, was_blank = 0, 0, True
    held: list[bytes] = []
    stream = source.from_start()
    while line := stream.readline(1 << 20):
        if was_blank and _ENVELOPE.match(line):
            if number:
                yield number, b"".join(held) if n_bytes <= max_bytes else None
            number, held, n_bytes = number + 1, [], 0
        elif number:
            n_bytes += len(line)
            if n_bytes <= max_bytes:
                held.append(line.removeprefix(b">") if line.startswith(b">From ") else line)
            else:
                held = []
        was_blank = not line.strip()
    if number:
        yield number, b"".join(held) if n_bytes <= max_bytes else None


def open_mail(source: Source, asked: Asked) -> Iterator[Opened | ReportError]:
    """Yield the report in a message's body, then those of what is attached to it."""
    raw = source.whole(asked.limits)
    try:
        message = email.message_from_bytes(raw, policy=email.policy.default)
        told = _told(message, asked)
        parts = list(_leaves(message))[:MAX_PARTS]
        bodies = [part for part in parts if _is_body(part)]
        body = _body(bodies, source, asked)
    except ReportError as error:
        yield error
        return
    except Exception as error:
        raise ReportError("R042", item=source.item, detail="mail") from error
    attached = [part for part in parts if part not in bodies]
    if body is not None:
        try:
            report = checked(body, item=source.item, limits=asked.limits, told=told)
            yield Opened(report=report, raw=raw, media_type=MEDIA_TYPE, locator=source.locator)
        except ReportError as error:
            # A line or two above an attachment is no report and no failure.
            if not (attached and error.code == "R006"):
                yield error
    elif not attached:
        yield ReportError("R002", item=source.item)
    yield from _open_attached(attached, told, source, asked)


def _open_attached(
    parts: list[EmailMessage], told: Told, source: Source, asked: Asked
) -> Iterator[Opened | ReportError]:
    from whosays.sources.unpacking import check_depth

    for number, part in enumerate(parts, start=1):
        if not part.get_content_type().startswith(_READ_AS_FILES):
            continue
        try:
            check_depth(source, asked)
            payload = _payload(part)
            source.budget.spend(len(payload), item=source.item)
            yield from open_source(source.inner(payload, name=f"#part={number}", told=_of_part(told)), asked)
        except ReportError as error:
            yield error


def _of_part(told: Told) -> Told:
    """Return what a mail tells of its attachments: the day it was sent, and not its subject or sender."""
    return Told(published=told.published)


def _leaves(message: EmailMessage) -> Iterator[EmailMessage]:
    """Yield the parts of a message that hold something; a forwarded message is one part."""
    if message.is_multipart() and message.get_content_maintype() == "multipart":
        for part in message.iter_parts():
            yield from _leaves(part)  # type: ignore[arg-type]
    else:
        yield message


def _is_body(part: EmailMessage) -> bool:
    return part.get_content_type() in ("text/plain", "text/html") and not part.is_attachment()


def _body(parts: list[EmailMessage], source: Source, asked: Asked) -> Report | None:
    """Return the report in a message's body: its plain text, else its page; None for a message without a body."""
    for kind in ("text/plain", "text/html"):
        texts = [_text(part, source.item) for part in parts if part.get_content_type() == kind]
        if not any(text.strip() for text in texts):
            continue
        if kind == "text/plain":
            words = "\n\n".join(texts)
            quoted = _QUOTES.search(words)
            kept = words[: quoted.start()] if quoted else words
            kept = "\n".join(line for line in kept.splitlines() if not line.startswith(">"))
            return plain.read_text(_unwrapped(kept), today=asked.today)
        return _page(texts[0], source, asked)
    return None


def _page(markup: str, source: Source, asked: Asked) -> Report:
    """Return the report of a body in mark-up: an article on a page, or a letter that is text and nothing else."""
    limit = asked.limits.max_elements
    try:
        return read_page(markup, item=source.item, max_elements=limit, today=asked.today)
    except ReportError as error:
        if error.code != "R005":
            raise
    return Report(id="", text="\n\n".join(paragraphs_of(markup, max_elements=limit)))


def _unwrapped(words: str) -> str:
    """Return the paragraphs of a mail with the lines joined that its program broke at 60 to 80 characters."""
    paragraphs = re.split(r"\n[ \t]*\n", words.replace("\r\n", "\n"))
    joined = []
    for paragraph in paragraphs:
        lines = [line.rstrip() for line in paragraph.split("\n")]
        is_wrapped = len(lines) > 1 and all(50 <= len(line) <= 80 for line in lines[:-1])
        joined.append(" ".join(line.strip() for line in lines) if is_wrapped else "\n".join(lines))
    return "\n\n".join(joined)


def _payload(part: EmailMessage) -> bytes:
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        return inner[0].as_bytes() if isinstance(inner, list) and isinstance(inner[0], EmailMessage) else b""
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _text(part: EmailMessage, item: str) -> str:
    payload = _payload(part)
    return decode(payload, item=item, charset=part.get_content_charset()).replace("\0", "") if payload.strip() else ""


def _told(message: EmailMessage, asked: Asked) -> Told:
    """Return subject, sender, day and address as the head of a message gives them."""
    name, address = parseaddr(str(message.get("from", "")))
    stated = str(message.get("date", ""))
    saved_from = str(message.get("snapshot-content-location", "") or message.get("content-location", ""))
    subject = " ".join(str(message.get("subject", "")).split())
    return Told(
        title=re.sub(r"^(?:(?:re|fwd?|aw|wg)\s*:\s*)+", "", subject, flags=re.IGNORECASE) or None,
        author=None if saved_from else (name or address or None),
        url=saved_from if saved_from.startswith(("http://", "https://")) else None,
        published=None if saved_from else publication.read_date(stated, today=asked.today),
    )
