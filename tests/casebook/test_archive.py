"""The web archive, read back by a strict reader of our own, written from the standard and knowing nothing of ours."""

from __future__ import annotations

import base64
import hashlib
import re
import uuid
import zlib
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import pytest
from made_records import made_record

from whosays.casebook import Casebook
from whosays.casebook.archive import address_of
from whosays.errors import CasebookError


class WarcRecord(NamedTuple):
    """One record of a web archive."""

    fields: dict[str, str]
    block: bytes


def members(packed: bytes) -> list[bytes]:
    """Return the gzip members of a file, nothing left over."""
    found = []
    while packed:
        press = zlib.decompressobj(wbits=31)
        found.append(press.decompress(packed) + press.flush())
        assert press.eof
        packed = press.unused_data
    return found


def read_record(member: bytes) -> WarcRecord:
    """Read one record; every rule of WARC 1.1 that concerns these kinds is checked."""
    head, end, rest = member.partition(b"\r\n\r\n")
    assert end
    version, *lines = head.decode("utf-8").split("\r\n")
    assert version == "WARC/1.1"
    fields: dict[str, str] = {}
    for line in lines:
        match = re.fullmatch(r"([A-Za-z0-9-]+): (\S(?:.*\S)?)", line)
        assert match, line
        assert match[1] not in fields
        fields[match[1]] = match[2]
    assert {"WARC-Type", "WARC-Record-ID", "WARC-Date", "Content-Length"} <= set(fields)
    assert re.fullmatch(r"<urn:uuid:[0-9a-f-]{36}>", fields["WARC-Record-ID"])
    uuid.UUID(fields["WARC-Record-ID"][10:-1])
    datetime.strptime(fields["WARC-Date"], "%Y-%m-%dT%H:%M:%SZ")
    size = int(fields["Content-Length"])
    assert rest[size:] == b"\r\n\r\n"
    block = rest[:size]
    name, _, digest = fields["WARC-Block-Digest"].partition(":")
    assert base64.b32decode(digest + "=" * (-len(digest) % 8)) == hashlib.new(name, block).digest()
    if fields["WARC-Type"] == "resource":
        assert re.fullmatch(r"[a-z][a-z0-9+.-]*:[!-~]+", fields["WARC-Target-URI"])
        assert fields["Content-Type"]
    return WarcRecord(fields, block)


PAGES = [b"<html>\xff not text</html>", b"", b"WARC/1.1\r\n\r\n", "Бой у Курска".encode()]


def test_what_was_received_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    with Casebook(tmp_path / "a.casebook") as case:
        for n, page in enumerate(PAGES):
            case.add(made_record(f"r{n}"), raw=page, media_type="text/html" if n else None, locator=f"p{n}.html")
        assert case.archive(path) == len(PAGES)
        again = tmp_path / "b.warc.gz"
        case.archive(again)
        with pytest.raises(CasebookError) as caught:
            case.archive(path)
        assert caught.value.code == "C003"
        with pytest.raises(CasebookError):
            case.archive(tmp_path / "no folder" / "a.warc.gz")
    first, *records = [read_record(member) for member in members(path.read_bytes())]
    assert first.fields["WARC-Type"] == "warcinfo"
    assert first.fields["Content-Type"] == "application/warc-fields"
    assert first.fields["WARC-Filename"] == "a.warc.gz"
    assert [record.block for record in records] == PAGES
    assert [record.fields["WARC-Target-URI"] for record in records] == [f"https://a.example/r{n}" for n in range(4)]
    assert records[0].fields["Content-Type"] == "application/octet-stream"
    ids = {record.fields["WARC-Record-ID"] for record in (first, *records)}
    assert len(ids) == len(PAGES) + 1
    assert [read_record(m).block for m in members(again.read_bytes())][1:] == PAGES
    assert members(again.read_bytes())[1:] == members(path.read_bytes())[1:]  # the same casebook, the same archive


@pytest.mark.parametrize(
    ("locator", "url", "address"),
    [
        ("https://a.example/x y?q=é", None, "https://a.example/x%20y?q=%C3%A9"),
        ("/pages/a b.html", None, "file:///pages/a%20b.html"),
        ("/pages/a.html", "https://a.example/a", "https://a.example/a"),
        ("/pages/a\r\nWARC-Type: x", None, "file:///pages/a%0D%0AWARC-Type%3A%20x"),
        ("-", None, "urn:whosays:report:r%2F1"),
        (None, None, "urn:whosays:report:r%2F1"),
    ],
)
def test_the_address_is_where_it_came_from(locator: str | None, url: str | None, address: str) -> None:
    assert address_of("r/1", locator, url) == address


def test_hostile_names_write_no_headers(tmp_path: Path) -> None:
    with Casebook(tmp_path / "a.casebook") as case:
        case.add(made_record("a"), raw=b"x", media_type="text/html\r\nWARC-Type: response", locator="a\r\nb: c")
        case.archive(tmp_path / "a.warc.gz")
    _, record = [read_record(member) for member in members((tmp_path / "a.warc.gz").read_bytes())]
    assert record.fields["WARC-Type"] == "resource"
    assert record.block == b"x"


def test_another_program_reads_the_archive(tmp_path: Path) -> None:
    from warcio.archiveiterator import ArchiveIterator

    with Casebook(tmp_path / "a.casebook") as case:
        for n, page in enumerate(PAGES):
            case.add(made_record(f"r{n}"), raw=page, media_type="text/html", locator=f"https://a.example/{n}?q=ä ö")
        case.archive(tmp_path / "a.warc.gz")
    with (tmp_path / "a.warc.gz").open("rb") as file:
        reader = ArchiveIterator(file, check_digests="raise")
        found = []
        for record in reader:
            body = record.content_stream().read()
            if record.rec_type == "resource":
                found.append((record.rec_headers.get_header("WARC-Target-URI"), record.content_type, body))
            else:
                assert record.rec_type == "warcinfo"
                assert b"whosays" in body
    assert [body for *_, body in found] == PAGES
    assert {kind for _, kind, _ in found} == {"text/html"}
    assert [address for address, *_ in found] == [f"https://a.example/{n}?q=%C3%A4%20%C3%B6" for n in range(len(PAGES))]
