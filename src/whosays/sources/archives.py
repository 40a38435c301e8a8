"""ZIP and tar archives, and what is packed as one (Word documents, web archives): each file in it by itself.

Nothing is ever written to disk under a name from an archive: names are only shown. Links and devices are refused.
"""

from __future__ import annotations

import io
import struct
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO

from whosays.errors import ReportError
from whosays.sources.folders import ABOUT_FOLDERS, BESIDE_PAGES, shown
from whosays.sources.kinds import open_source
from whosays.sources.opened import MEGABYTE, Asked, Limits, Opened
from whosays.sources.source import Source, length_of, stream_of
from whosays.sources.unpacking import check_depth
from whosays.sources.word import open_word

_PIECE = 1 << 20
_BROKEN = (zipfile.BadZipFile, EOFError, OSError, ValueError, struct.error, NotImplementedError, KeyError, IndexError)
_LISTING = b"PK\x05\x06"  # begins the record at the end of a ZIP that says where its list of files stands
_IS_ENCRYPTED = 0x1
_IS_LINK = 0o120000


def open_zip(source: Source, asked: Asked) -> Iterator[Opened | ReportError]:
    """Yield what a ZIP archive holds: a Word document's text, a WACZ's web archives, else each file in name order."""
    check_depth(source, asked)
    with source.seekable(asked.limits) as stream:
        if source.depth == 0:
            source.budget.earn(length_of(stream))
        yield from _open_members(stream, source, asked)


def _open_members(stream: BinaryIO, source: Source, asked: Asked) -> Iterator[Opened | ReportError]:
    try:
        _check_listing(stream, source.item, asked.limits)
        archive = zipfile.ZipFile(stream)
        members = sorted(archive.infolist(), key=lambda member: member.filename)
    except _BROKEN as error:
        raise ReportError("R042", item=source.item, detail="ZIP archive") from error
    names = {member.filename for member in members}
    if "word/document.xml" in names:
        _check_sizes(members, source, asked.limits)
        yield from open_word(source, stream, asked)
        return
    if "mimetype" in names and not any(name.endswith((".html", ".htm", ".xhtml")) for name in names):
        raise ReportError("R016", item=source.item, detail="an office document of another kind")
    if "xl/workbook.xml" in names or "ppt/presentation.xml" in names:
        raise ReportError("R016", item=source.item, detail="a spreadsheet or a slide show")
    is_wacz = "datapackage.json" in names and any(name.startswith("archive/") for name in names)
    for member in members:
        if not is_passed_over(member.filename) and (not is_wacz or member.filename.startswith("archive/")):
            yield from _open_member(archive, member, source, asked)


def is_passed_over(name: str) -> bool:
    """Return whether a file of an archive is passed over without a word, as in a folder: hidden, or beside a page."""
    path = PurePosixPath(name.replace("\\", "/"))
    is_hidden = any(part.startswith(".") and part not in (".", "..") for part in path.parts) or "__MACOSX" in path.parts
    is_beside = path.suffix.lower() in BESIDE_PAGES or path.stem.lower() in ABOUT_FOLDERS
    return name.endswith(("/", "\\")) or not path.name or is_hidden or is_beside


def _check_listing(stream: BinaryIO, item: str, limits: Limits) -> None:
    """Raise R044 for a list of files that would not fit in memory: zipfile holds all of it."""
    size = stream.seek(0, io.SEEK_END)
    stream.seek(max(0, size - 65_557))
    tail = stream.read()
    stream.seek(0)
    at = tail.rfind(_LISTING)
    if at < 0 or at + 20 > len(tail):
        raise zipfile.BadZipFile
    (n_bytes,) = struct.unpack_from("<L", tail, at + 12)
    if (size if n_bytes == 0xFFFFFFFF else n_bytes) > limits.max_directory:
        raise ReportError("R044", item=item, detail=f"a list of files over {limits.max_directory // MEGABYTE} MB")


def _check_sizes(members: list[zipfile.ZipInfo], source: Source, limits: Limits) -> None:
    """Raise where a document that a library unpacks whole would swell; zipfile reads no more than is declared."""
    n_bytes = sum(member.file_size for member in members)
    source.budget.spend(n_bytes, item=source.item)
    if any(member.file_size > limits.max_bytes and member.filename.endswith(".xml") for member in members):
        raise ReportError("R011", item=source.item, detail=f"{limits.max_bytes / MEGABYTE:g} MB")


def _open_member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, source: Source, asked: Asked
) -> Iterator[Opened | ReportError]:
    name = f"!/{shown(member.filename)}"
    item = f"{source.item}{name}"
    if (member.external_attr >> 16) & 0o170000 == _IS_LINK:
        yield ReportError("R018", item=item)
        return
    if member.flag_bits & _IS_ENCRYPTED:
        yield ReportError("R041", item=item, detail="a file")
        return
    try:
        stream = stream_of(_metered(archive.open(member), item, source, "file in the archive"))
        inner = source.inner(stream, name=name)
    except ReportError as error:
        yield error
    except (*_BROKEN, RuntimeError):
        yield ReportError("R042", item=item, detail="file in the archive")
    else:
        yield from open_source(inner, asked)


def _metered(stream: object, item: str, source: Source, name: str) -> Iterator[bytes]:
    """Yield the bytes of a file in an archive, each piece taken off the budget."""
    while True:
        try:
            piece = stream.read(_PIECE)  # type: ignore[attr-defined]
        except Exception as error:
            raise ReportError("R042", item=item, detail=name) from error
        if not piece:
            return
        source.budget.spend(len(piece), item=item)
        yield piece


def open_tar(source: Source, asked: Asked) -> Iterator[Opened | ReportError]:
    """Yield what a tar archive holds, file by file, in its own order, reading on without seeking back."""
    check_depth(source, asked)
    try:
        with tarfile.open(fileobj=source.from_start(), mode="r|") as archive:
            for member in archive:
                archive.members = []  # type: ignore[attr-defined]  # a list of files only grows
                if not member.isdir() and not is_passed_over(member.name):
                    yield from _open_tar_member(archive, member, source, asked)
    except (tarfile.TarError, EOFError, ValueError, OverflowError, struct.error) as error:
        raise ReportError("R042", item=source.item, detail="tar archive") from error


def _open_tar_member(
    archive: tarfile.TarFile, member: tarfile.TarInfo, source: Source, asked: Asked
) -> Iterator[Opened | ReportError]:
    name = f"!/{shown(member.name)}"
    stream = archive.extractfile(member) if member.isreg() else None
    if stream is None:
        yield ReportError("R018", item=f"{source.item}{name}")
        return
    try:
        inner = source.inner(
            stream_of(_metered(stream, f"{source.item}{name}", source, "file in the archive")), name=name
        )
    except ReportError as error:
        yield error
    else:
        yield from open_source(inner, asked)
