"""A WACZ against its specification: members and how they are packed, hashes, and an index that leads to the records."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from whosays.exports.checks.faults import Check, Fault

_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})")
_CDXJ = re.compile(r"(\S+) (\d{14}) (\{.*\})")
_DIGESTED = "datapackage-digest.json"


def is_wacz(path: Path) -> bool:
    """Say whether a file looks like a WACZ."""
    if not path.is_file() or not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as archive:
        return "pages/pages.jsonl" in archive.namelist()


def _sha256(raw: bytes) -> str:
    return f"sha256:{hashlib.sha256(raw).hexdigest()}"


class _Opened:
    """The archive under examination."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.names = archive.namelist()
        self.urls: set[str] = set()
        self.n_records = 0

    def packing(self) -> Iterator[str]:
        """Yield what is missing or wrongly packed."""
        for name in ("datapackage.json", "pages/pages.jsonl"):
            if name not in self.names:
                yield f"{name} is missing"
        for folder, endings in (("archive", (".warc", ".warc.gz")), ("indexes", (".cdx", ".cdxj", ".cdx.gz", ".idx"))):
            members = [name for name in self.names if name.startswith(f"{folder}/")]
            if not members:
                yield f"{folder}/ holds no file"
            yield from (f"{name}: not a file of {folder}/" for name in members if not name.endswith(endings))
        for entry in self.archive.infolist():
            if entry.filename.endswith(".gz") and entry.compress_type != zipfile.ZIP_STORED:
                yield f"{entry.filename}: is compressed twice"

    def manifest(self) -> Iterator[str]:
        """Yield where the manifest does not fit what is there."""
        raw = self.archive.read("datapackage.json")
        package: Any = json.loads(raw)
        if not isinstance(package, dict) or package.get("profile") != "data-package":
            yield "datapackage.json: the profile is not data-package"
            return
        if not package.get("wacz_version"):
            yield "datapackage.json: no wacz_version"
        listed = {entry.get("path"): entry for entry in package.get("resources", ())}
        for name in self.names:
            if name in ("datapackage.json", _DIGESTED):
                continue
            if name not in listed:
                yield f"{name} is not among the resources"
                continue
            member = self.archive.read(name)
            if listed[name].get("hash") != _sha256(member) or listed[name].get("bytes") != len(member):
                yield f"{name}: hash or size is not the one in the manifest"
        yield from (f"{path} is named and not there" for path in listed if path not in self.names)
        if _DIGESTED in self.names:
            digest = json.loads(self.archive.read(_DIGESTED))
            if digest.get("path") != "datapackage.json" or digest.get("hash") != _sha256(raw):
                yield f"{_DIGESTED}: the hash is not that of datapackage.json"

    def index(self) -> Iterator[str]:
        """Yield lines of the index that do not lead to a record of their address."""
        for name in self.names:
            if not name.startswith("indexes/") or name.endswith(".idx"):
                continue
            raw = self.archive.read(name)
            lines = (gzip.decompress(raw) if name.endswith(".gz") else raw).decode("utf-8").splitlines()
            if lines != sorted(lines):
                yield f"{name}: the lines are not in order"
            for n, line in enumerate(lines, 1):
                found = _CDXJ.fullmatch(line)
                fault = "no line of CDXJ" if found is None else self._record(json.loads(found[3]))
                if fault:
                    yield f"{name}, line {n}: {fault}"

    def _record(self, fields: dict[str, Any]) -> str | None:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed

        self.n_records += 1
        member = f"archive/{fields.get('filename')}"
        if member not in self.names:
            return f"{member} is not there"
        with self.archive.open(member) as warc:
            warc.seek(int(fields["offset"]))
            part = warc.read(int(fields["length"]))
        try:
            record = next(iter(ArchiveIterator(io.BytesIO(part), check_digests=True)), None)
        except ArchiveLoadFailed:
            record = None
        if record is None or record.rec_headers.get_header("WARC-Target-URI") != fields["url"]:
            return f"no record of {fields['url']} stands there"
        raw = record.content_stream().read()
        if record.digest_checker.passed is False or fields.get("digest") not in (None, _sha256(raw)):
            return f"the bytes of {fields['url']} are not those of the digest"
        self.urls.add(fields["url"])
        return None

    def pages(self) -> Iterator[str]:
        """Yield lines of the list of pages without address or time, or whose address is not in the index."""
        for n, line in enumerate(self.archive.read("pages/pages.jsonl").decode("utf-8").splitlines(), 1):
            page = json.loads(line)
            if n == 1 and "format" in page:
                continue
            if not page.get("url") or not _TIME.fullmatch(str(page.get("ts"))):
                yield f"pages/pages.jsonl, line {n}: a page needs url and ts"
            elif page["url"] not in self.urls:
                yield f"pages/pages.jsonl, line {n}: {page['url']} is not in the index"


def check_wacz(path: Path, *, most: int) -> Check:
    """Return what is wrong with a WACZ, at most ``most`` faults; they name the member."""
    check = Check("wacz")
    try:
        with zipfile.ZipFile(path) as archive:
            opened = _Opened(archive)
            found = list(opened.packing())
            if not any("is missing" in what for what in found):
                found += [*opened.manifest(), *opened.index(), *opened.pages()]
            check.n_checked = opened.n_records + 1
    except (zipfile.BadZipFile, zlib.error, ValueError, KeyError, OSError) as error:
        found = [f"cannot be read: {error}"]
    check.faults = [Fault(1, 1, what) for what in found[:most]]
    return check
