"""The evidence as a web archive: WARC 1.1, one resource record for each capture, each compressed by itself.

Bytes as received and nothing made up: no request and no response headers are invented for pages that came from a disk.
Format: ISO 28500:2017.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

# Record ids follow from what is archived, so that the same casebook gives the same archive.
_SPACE = uuid.UUID("8d7f5c1e-0f4e-5c8b-9a53-77686f736179")
Capture = tuple[str, str | None, str | None, str, str | None, bytes]


def warc_of(captures: Iterator[Capture], *, tool: str, name: str, made_at: str) -> Iterator[bytes]:
    """Yield the archive's records, each a gzip member, a description of the archive first.

    A capture is (report id, locator, media type, captured at, URL of the report, bytes).
    """
    about = f"software: {tool}\r\nformat: WARC File Format 1.1\r\nconformsTo: http://iipc.github.io/warc-specifications/\r\n"
    yield _record("warcinfo", about.encode(), name, made_at, media_type="application/warc-fields", filename=name)
    for report_id, locator, media_type, captured_at, url, raw in captures:
        target = address_of(report_id, locator, url)
        yield _record(
            "resource", raw, f"{report_id} {target}", captured_at, target=target,
            media_type=media_type or "application/octet-stream",
        )  # fmt: skip


def address_of(report_id: str, locator: str | None, url: str | None) -> str:
    """Return where a capture came from as a URI: its web address, its file, else the report's id."""
    for place in (locator, url):
        if place and place.startswith(("http://", "https://")):
            return quote(place, safe=":/?#[]@!$&'()*+,;=%~")
    if locator and locator != "-":
        return Path(locator).absolute().as_uri()
    return f"urn:whosays:report:{quote(report_id, safe='')}"


def _record(
    kind: str,
    raw: bytes,
    key: str,
    at: str,
    *,
    media_type: str,
    target: str | None = None,
    filename: str | None = None,
) -> bytes:
    # With its padding (RFC 3548): readers that check digests compare the whole.
    digest = base64.b32encode(hashlib.sha256(raw).digest()).decode()
    named = uuid.uuid5(_SPACE, f"{kind} {key} {at} {digest}")
    moment = datetime.fromisoformat(at).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    fields = {
        "WARC-Type": kind, "WARC-Record-ID": f"<urn:uuid:{named}>", "WARC-Date": moment,
        "WARC-Target-URI": target, "WARC-Filename": filename,
        "WARC-Block-Digest": f"sha256:{digest}", "WARC-Payload-Digest": f"sha256:{digest}" if target else None,
        "Content-Type": media_type, "Content-Length": str(len(raw)),
    }  # fmt: skip
    head = "".join(f"{name}: {_one_line(value)}\r\n" for name, value in fields.items() if value is not None)
    return gzip.compress(b"WARC/1.1\r\n" + head.encode() + b"\r\n" + raw + b"\r\n\r\n", mtime=0)


def _one_line(value: str) -> str:
    """Return a header's value without line breaks: a hostile file name must not write headers of its own."""
    return " ".join(value.split())
