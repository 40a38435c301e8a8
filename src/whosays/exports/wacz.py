"""WACZ 1.1.1 of the evidence: the bytes of each chosen report as received, indexed, packed for replay and checking.

The archive holds resource records (no request and no response headers are made up); every member's SHA-256 stands in
datapackage.json, whose own stands in datapackage-digest.json. Specification: specs.webrecorder.net/wacz/1.1.1.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from urllib.parse import urlsplit

import msgspec

from whosays.casebook import Casebook
from whosays.casebook.archive import Capture, address_of, warc_of
from whosays.errors import UsageError
from whosays.exports.json_text import line_of, without_nulls
from whosays.exports.left_out import LeftOut
from whosays.exports.selection import Selection
from whosays.exports.writing import Members, Pieces, encoded

VERSION = "1.1.1"
WARC = "archive/evidence.warc.gz"


def key_of(url: str) -> str:
    """Return the sort key of an address: the host's parts turned round, 'org,example)/page', in lower case."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return url.lower()
    host = re.sub(r"^www\d*\.", "", parts.hostname.lower())
    port = f":{parts.port}" if parts.port and parts.port not in (80, 443) else ""
    query = "&".join(sorted(parts.query.lower().split("&"))) if parts.query else ""
    path = parts.path.lower().rstrip("/") or "/"
    return f"{','.join(reversed(host.split('.')))}{port}){path}{'?' + query if query else ''}"


def _moment(at: str) -> datetime:
    moment = datetime.fromisoformat(at)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


class _Archive:
    """The web archive in the making: it remembers where each capture lies in it."""

    def __init__(self, captures: Iterable[Capture], *, made_at: str) -> None:
        self._captures = captures
        self._made_at = made_at
        self._line: list[tuple[str, str, dict[str, str]]] = []
        self.pages: list[dict[str, object]] = []
        self.reports: set[str] = set()

    def pieces(self) -> Iterator[bytes]:
        """Yield the archive, each record a gzip member."""
        taken: list[Capture] = []

        def passed() -> Iterator[Capture]:
            for capture in self._captures:
                taken.append(capture)
                yield capture

        offset = 0
        for record in warc_of(passed(), tool="whosays", name=WARC.rpartition("/")[2], made_at=self._made_at):
            if taken:
                self._note(taken.pop(), offset, len(record))
            offset += len(record)
            yield record

    def _note(self, capture: Capture, offset: int, length: int) -> None:
        report_id, locator, media_type, captured_at, url, raw = capture
        target, moment = address_of(report_id, locator, url), _moment(captured_at)
        self._line.append(
            (
                key_of(target),
                moment.strftime("%Y%m%d%H%M%S"),
                {
                    "url": target,
                    "mime": media_type or "application/octet-stream",
                    "digest": f"sha256:{hashlib.sha256(raw).hexdigest()}",
                    "length": str(length),
                    "offset": str(offset),
                    "filename": WARC.rpartition("/")[2],
                },
            )
        )
        self.reports.add(report_id)
        self.pages.append(
            {"id": report_id, "url": target, "ts": moment.strftime("%Y-%m-%dT%H:%M:%SZ"), "size": len(raw)}
        )

    def index(self) -> Iterator[str]:
        """Yield the index (CDXJ), sorted by address and time."""
        yield from sorted(f"{key} {at} {line_of(fields)}\n" for key, at, fields in self._line)


class _Ledger:
    """Size and hash of every member as it goes by."""

    def __init__(self) -> None:
        self.resources: list[dict[str, object]] = []

    def counted(self, path: str, pieces: Pieces) -> Iterator[bytes]:
        """Yield the pieces and note what they were."""
        digest, size = hashlib.sha256(), 0
        for piece in encoded(pieces):
            digest.update(piece)
            size += len(piece)
            yield piece
        name = path.rpartition("/")[2].lower()
        self.resources.append({"name": name, "path": path, "hash": f"sha256:{digest.hexdigest()}", "bytes": size})


def _pages(selection: Selection, pages: list[dict[str, object]]) -> Iterator[str]:
    yield line_of({"format": "json-pages-1.0", "id": "pages", "title": "Reports"}) + "\n"
    for page in pages:
        report = selection.report_by_id[str(page["id"])]
        yield line_of(without_nulls({**page, "title": report.title})) + "\n"


def _descriptor(selection: Selection, ledger: _Ledger, pages: list[dict[str, object]], made_at: str) -> bytes:
    created = _moment(made_at).strftime("%Y-%m-%dT%H:%M:%SZ")
    package: dict[str, object] = {
        "profile": "data-package",
        "wacz_version": VERSION,
        "title": selection.title,
        "description": "News reports as received, byte for byte: the evidence that the claims rest on.",
        "software": "whosays",
        "created": created,
        "modified": created,
        "resources": ledger.resources,
    }
    if pages:
        package |= {"mainPageUrl": pages[0]["url"], "mainPageDate": pages[0]["ts"]}
    return msgspec.json.format(msgspec.json.encode(package), indent=2) + b"\n"


def members(selection: Selection, left_out: LeftOut) -> Members:
    """Yield the members of the archive; raise `UsageError` U032 where the records come from no casebook."""
    if selection.casebook is None and selection.records:
        raise UsageError("U032", item="wacz")
    ledger = _Ledger()
    if selection.casebook is None:
        yield from _packed(selection, ledger, (), "1970-01-01T00:00:00+00:00", left_out)
        return
    with Casebook(selection.casebook, create=False) as case:
        # The archive is as old as the newest capture in it: the same evidence gives the same bytes.
        made_at = max((capture[3] for capture in case.captures(selection.report_by_id)), default="1970-01-01T00:00:00Z")
        yield from _packed(selection, ledger, case.captures(selection.report_by_id), made_at, left_out)


def _packed(
    selection: Selection, ledger: _Ledger, captures: Iterable[Capture], made_at: str, left_out: LeftOut
) -> Members:
    archive = _Archive(captures, made_at=made_at)
    yield WARC, ledger.counted(WARC, archive.pieces())
    for report_id in selection.report_by_id:
        if report_id not in archive.reports:
            left_out.note(report_id, "no bytes as received are kept of the report")
    yield "indexes/index.cdxj", ledger.counted("indexes/index.cdxj", archive.index())
    yield "pages/pages.jsonl", ledger.counted("pages/pages.jsonl", _pages(selection, archive.pages))
    package = _descriptor(selection, ledger, archive.pages, made_at)
    yield "datapackage.json", [package]
    digest = {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(package).hexdigest()}"}
    yield "datapackage-digest.json", [line_of(digest) + "\n"]
