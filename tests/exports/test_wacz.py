"""WACZ: warcio reads every record, hashes hold, the index leads to the bytes, and what was touched is found."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from whosays.errors import UsageError
from whosays.exports import LeftOut, Selection, export
from whosays.exports.checks import check_file
from whosays.exports.wacz import key_of


@pytest.fixture(scope="module")
def written(selection: Selection, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return export(selection, tmp_path_factory.mktemp("wacz") / "case.wacz")


def test_warcio_reads_every_report_as_received(written: Path, selection: Selection) -> None:
    with zipfile.ZipFile(written) as archive:
        assert archive.getinfo("archive/evidence.warc.gz").compress_type == zipfile.ZIP_STORED
        records = ArchiveIterator(io.BytesIO(archive.read("archive/evidence.warc.gz")), check_digests="raise")
        texts = [r.content_stream().read().decode() for r in records if r.rec_type == "resource"]
    assert texts == [report.text for report in selection.report_by_id.values()]


def test_pages_name_the_reports(written: Path, selection: Selection) -> None:
    with zipfile.ZipFile(written) as archive:
        head, *pages = map(json.loads, archive.read("pages/pages.jsonl").decode().splitlines())
        package = json.loads(archive.read("datapackage.json"))
    assert head["format"] == "json-pages-1.0"
    assert [page["id"] for page in pages] == list(selection.report_by_id)
    assert [page.get("title") for page in pages] == [report.title for report in selection.report_by_id.values()]
    assert package["wacz_version"] == "1.1.1"
    assert package["mainPageUrl"] == pages[0]["url"]


def test_index_of_a_chosen_report_holds_it_alone(selection: Selection, tmp_path: Path) -> None:
    one = Selection(records=selection.records[3:4], casebook=selection.casebook, title="One")
    check = check_file(export(one, tmp_path / "one.wacz"))
    assert (check.format, check.faults, check.n_checked) == ("wacz", [], 2)


def test_report_without_bytes_is_listed(selection: Selection, nasty: Selection, tmp_path: Path) -> None:
    left_out = LeftOut()
    strangers = Selection(records=nasty.records, casebook=selection.casebook)
    assert check_file(export(strangers, tmp_path / "none.wacz", left_out=left_out)).faults == []
    assert list(left_out.rows()) == [("r", "no bytes as received are kept of the report")]


def test_records_without_a_casebook_are_refused(selection: Selection, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="U032"):
        export(Selection(records=selection.records), tmp_path / "none.wacz")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.Example.org/A/b/?z=1&a=2", "org,example)/a/b?a=2&z=1"),
        ("http://example.org", "org,example)/"),
        ("http://example.org:8080/x", "org,example:8080)/x"),
        ("urn:whosays:report:R1", "urn:whosays:report:r1"),
    ],
)
def test_keys_turn_the_host_round(url: str, key: str) -> None:
    assert key_of(url) == key


def swapped(name: str, change: Callable[[bytes], bytes]) -> Callable[[dict[str, bytes]], None]:
    def touch(members: dict[str, bytes]) -> None:
        members[name] = change(members[name])

    return touch


@pytest.mark.parametrize(
    ("touch", "what"),
    [
        (swapped("datapackage.json", lambda raw: raw.replace(b"Examples", b"Example!")), "hash is not that"),
        (swapped("pages/pages.jsonl", lambda raw: raw.replace(b'"ts"', b'"at"')), "hash or size"),
        (swapped("archive/evidence.warc.gz", lambda raw: raw[:-9]), "hash or size"),
        (swapped("indexes/index.cdxj", lambda raw: raw.replace(b'"offset":"', b'"offset":"1')), "hash or size"),
        (lambda members: members.pop("pages/pages.jsonl"), "pages/pages.jsonl is missing"),
        (lambda members: members.pop("indexes/index.cdxj"), "indexes/ holds no file"),
        (lambda members: members.update({"archive/x.txt": b"x"}), "not a file of archive/"),
    ],
)
def test_what_was_touched_is_found(
    written: Path, tmp_path: Path, touch: Callable[[dict[str, bytes]], None], what: str
) -> None:
    with zipfile.ZipFile(written) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    touch(members)
    path = tmp_path / "touched.wacz"
    with zipfile.ZipFile(path, "w") as archive:
        for name, raw in members.items():
            archive.writestr(name, raw)
    assert any(what in fault.what for fault in check_file(path, to="wacz").faults)
