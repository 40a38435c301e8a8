"""Bad input of every sort: bounded in memory and time, named with its remedy, and the rest goes in."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import random
import tarfile
import time
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import made_files as made
import pytest

from whosays.errors import ReportError
from whosays.sources import Limits, Opened, open_bytes, open_items

SMALL = Limits(max_bytes=1_000_000, free_bytes=4_000_000, max_ratio=10)
ZEROS = b"\0" * 1_000_000


@contextmanager
def bounded(*, seconds: float = 20.0, megabytes: float = 60.0) -> Iterator[None]:
    """Fail where the block takes more time or memory (of Python's own) than it may."""
    tracemalloc.start()
    began = time.monotonic()
    try:
        yield
        peak = tracemalloc.get_traced_memory()[1] / 1e6
    finally:
        tracemalloc.stop()
    assert time.monotonic() - began < seconds
    assert peak < megabytes


def _codes(raw: bytes, limits: Limits = SMALL) -> list[str]:
    found = open_bytes(raw, name="x", limits=limits)
    return [one.code if isinstance(one, ReportError) else one.report.text[:10] for one in found]


def _bomb_of_files() -> bytes:
    """A ZIP of a few kB that unpacks to 400 MB, each file of it within the bound of an item."""
    text = b"Two drones were shot down. " * 10_000
    return made.zipped({f"{n}.txt": text for n in range(500)})


def _overlapping() -> bytes:
    """A ZIP whose list names the same packed bytes a thousand times (as in Fifield's bomb)."""
    one = made.zipped({"a.txt": b"the words " * 10_000})
    listing_at = one.index(b"PK\x01\x02")
    entry = one[listing_at : one.index(b"PK\x05\x06")]
    listing = entry * 1_000
    end = b"PK\x05\x06" + b"\0" * 4 + (1_000).to_bytes(2, "little") * 2
    return (
        one[:listing_at]
        + listing
        + end
        + len(listing).to_bytes(4, "little")
        + listing_at.to_bytes(4, "little")
        + b"\0\0"
    )


def _nested(depth: int) -> bytes:
    raw = made.page()
    for _ in range(depth):
        raw = made.zipped({"inner.zip": raw})
    return raw


def _sparse_tar() -> bytes:
    """A tar with one file said to have 8 GB, of which nothing is there (GNU sparse format)."""
    made_ = io.BytesIO()
    with tarfile.open(fileobj=made_, mode="w") as archive:
        member = tarfile.TarInfo("sparse.txt")
        member.pax_headers = {"GNU.sparse.major": "0", "GNU.sparse.minor": "1", "GNU.sparse.size": str(8 * 2**30),
                              "GNU.sparse.map": "0,0", "GNU.sparse.numblocks": "1"}  # fmt: skip
        archive.addfile(member, io.BytesIO())
    return made_.getvalue()


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (_bomb_of_files, "R044"),
        (_overlapping, "R04"),
        (lambda: gzip.compress(gzip.compress(ZEROS * 50)), "R0"),
        (lambda: bz2.compress(ZEROS * 50), "R0"),
        (lambda: lzma.compress(ZEROS * 50), "R0"),
        (lambda: made.zipped({"a.html": b"<p>" + b"a" * 5_000_000}), "R011"),
        (lambda: _nested(8), "R043"),
        (_sparse_tar, "R0"),
        (lambda: made.zipped({"word/document.xml": b"<a>" * 3_000_000, "b": b"1"}), "R044"),
    ],
)
def test_what_swells_is_stopped(make: Callable[[], bytes], code: str) -> None:
    raw = make()
    with bounded():
        codes = _codes(raw)
    assert codes[-1].startswith(code)


def test_what_stood_before_the_damage_is_read() -> None:
    whole = made.tarred({f"{n}.txt": made.TEXT.encode() for n in range(4)})
    codes = _codes(gzip.compress(whole)[:-30])
    assert codes[:3] == [made.TEXT[:10]] * 3
    whole = made.warc({f"https://a.example/{n}": ("200 OK", made.page(url=None)) for n in range(4)})
    assert _codes(whole[:-40])[:3] == [made.TEXT[:10]] * 3
    codes = _codes(made.mailbox()[:-200])
    assert codes[:2] == [made.TEXT[:10]] * 2


def test_an_archive_of_archives_is_read_three_deep() -> None:
    assert _codes(_nested(2)) == [made.TEXT[:10]]


def test_hostile_names_are_shown_and_used_for_nothing(tmp_path: Path) -> None:
    names = ["../../up.txt", "/etc/absolute.txt", "C:\\win.txt", "a\x1b[2Jb.txt", "n\nl.txt", "‮txt.exe", "x" * 300]
    raw = made.zipped({name: made.TEXT.encode() for name in names})
    before = sorted(tmp_path.parent.iterdir())
    os.chdir(tmp_path)
    opened = [one for one in open_bytes(raw) if isinstance(one, Opened)]
    assert len(opened) == len(names)
    assert all(one.locator.isprintable() for one in opened)
    assert list(tmp_path.iterdir()) == []
    assert sorted(tmp_path.parent.iterdir()) == before


def test_links_and_devices_in_archives_are_named() -> None:
    made_ = io.BytesIO()
    with tarfile.open(fileobj=made_, mode="w") as archive:
        for name, kind, target in (
            ("link", tarfile.SYMTYPE, "/etc/passwd"), ("hard", tarfile.LNKTYPE, "../x"), ("pipe", tarfile.FIFOTYPE, ""),
        ):  # fmt: skip
            member = tarfile.TarInfo(name)
            member.type, member.linkname = kind, target
            archive.addfile(member)
        member = tarfile.TarInfo("good.txt")
        member.size = len(made.TEXT.encode())
        archive.addfile(member, io.BytesIO(made.TEXT.encode()))
    assert _codes(made_.getvalue()) == ["R018", "R018", "R018", made.TEXT[:10]]
    linked = zipfile.ZipInfo("link.txt")
    linked.external_attr = 0o120777 << 16
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive_:
        archive_.writestr(linked, "/etc/passwd")
    assert _codes(packed.getvalue()) == ["R018"]


def test_links_out_of_a_folder_are_named(tmp_path: Path) -> None:
    outside = tmp_path / "secret.txt"
    outside.write_text(made.TEXT)
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").symlink_to(outside)
    (folder / "b").symlink_to(tmp_path)
    (folder / "c.txt").write_text(made.TEXT)
    found = list(open_items([folder]))
    assert [one.code if isinstance(one, ReportError) else "read" for one in found] == ["R017", "R017", "read"]


ENTITIES = "".join(f"<!ENTITY l{n + 1} '{f'&l{n};' * 10}'>" for n in range(12))


@pytest.mark.parametrize(
    "head",
    [
        f"<!DOCTYPE rss [<!ENTITY l0 'lol'>{ENTITIES}]>",
        f"<!DOCTYPE rss [<!ENTITY l0 '{'x' * 50_000}'><!ENTITY l9 '{'&l0;' * 5_000}'>]>",
        "<!DOCTYPE rss [<!ENTITY l9 SYSTEM 'file:///etc/passwd'>]>",
        "<!DOCTYPE rss SYSTEM 'http://127.0.0.1:1/evil.dtd'>",
    ],
)
@pytest.mark.parametrize("kind", ["feed", "sitemap"])
def test_entities_are_never_expanded(head: str, kind: str) -> None:
    if kind == "feed":
        raw = made.rss().decode().replace("<rss", f"{head}<rss").replace(made.STORY[0], f"{made.STORY[0]} &l9; &l12;")
    else:
        raw = f"{head}<urlset><url><loc>https://a.example/&l9;x</loc></url></urlset>"
    with bounded(seconds=5):
        found = list(open_bytes(raw.encode(), limits=SMALL))
    assert len(found) == 1
    if isinstance(found[0], Opened):
        assert "lol" not in found[0].report.text
        assert "root:" not in found[0].report.text
        assert len(found[0].report.text) < 2 * len(made.TEXT)


def test_entities_in_a_word_file_are_never_expanded() -> None:
    whole = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made.FILES["word"][0]())) as given, zipfile.ZipFile(whole, "w") as bomb:
        for name in given.namelist():
            raw = given.read(name)
            if name == "word/document.xml":
                declared = (
                    f"<!DOCTYPE w [<!ENTITY l0 'lol'>{ENTITIES}<!ENTITY f SYSTEM 'file:///etc/passwd'>]>".encode()
                )
                raw = raw.replace(b"<w:document", declared + b"<w:document", 1)
                assert b"</w:t>" in raw
                raw = raw.replace(b"</w:t>", b" &l9; &f;</w:t>", 1)
            bomb.writestr(name, raw)
    with bounded(seconds=5):
        (found,) = open_bytes(whole.getvalue(), limits=SMALL)
    assert "lol" not in str(found)
    assert "root:" not in str(found)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("kind", ["rss", "json-feed", "csv", "lines", "page"])
def test_marks_and_wide_encodings_in_every_kind(kind: str, encoding: str) -> None:
    make, n_reports, _ = made.FILES[kind]
    text = make().decode().replace("encoding='UTF-8'", "encoding='x-unknown'").replace("drones", "dro\0nes", 1)
    found = [one for one in open_bytes(text.encode(encoding)) if isinstance(one, Opened)]
    assert len(found) == n_reports or kind == "lines"
    assert all("\0" not in one.report.text and "\ufeff" not in one.report.text for one in found)


def test_a_clock_in_the_future_gives_no_date() -> None:
    raw = made.rss().replace(b"06 Nov 2024", b"06 Nov 2044")
    (opened,) = open_bytes(raw)
    assert isinstance(opened, Opened)
    assert opened.report.published is None


@pytest.mark.parametrize("kind", sorted(made.FILES))
def test_any_damage_is_an_error_and_never_a_crash(kind: str) -> None:
    whole = made.FILES[kind][0]()
    dice = random.Random(kind)
    n_tries = 3 if kind == "pdf" else 25
    for _ in range(n_tries):
        raw = bytearray(whole[: dice.randrange(1, len(whole))] if dice.random() < 0.3 else whole)
        for _ in range(dice.randrange(1, 12)):
            raw[dice.randrange(len(raw))] = dice.randrange(256)
        for found in open_bytes(bytes(raw), limits=SMALL):
            assert isinstance(found, (Opened, ReportError))
            assert str(found.locator if isinstance(found, Opened) else found).isprintable()


def test_one_gigabyte_of_mark_up_is_refused_by_its_size(tmp_path: Path) -> None:
    path = tmp_path / "big.html"
    with path.open("wb") as sparse:
        sparse.write(made.page())
        sparse.truncate(10**9)
    with bounded(seconds=5, megabytes=80):
        (error,) = open_items([path])
    assert isinstance(error, ReportError)
    assert error.code == "R011"


def test_a_quote_that_is_never_closed_costs_its_rows_and_no_more() -> None:
    rows = [f'r{n},"{made.STORY[0]}"' for n in range(20)]
    rows[5] = f'r5,"{"x " * 600_000}'
    with bounded():
        codes = _codes(("id,text\n" + "\n".join(rows)).encode())
    assert codes[:5] == [made.TEXT[:10]] * 5
    assert codes[5] == "R042"


def test_a_strangers_bytes_are_never_written_to_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    """Found by fuzzing: a web archive with a wrong length, and one with blanks and codes in its address."""
    raw = made.warc(packed=False)
    longer = raw.replace(b"<!doctype html>", b"<!doctype html>\x1b[2J" + b"x" * 40)
    list(open_bytes(longer))
    list(open_bytes(raw.replace(made.URL.encode(), b"https://a.example/\x1b[31m x y")))
    list(open_bytes(b"http://BZh91AY&SY\x10\x01\x1b[2J\n" * 3))
    said = capfd.readouterr()
    assert (said.out, said.err) == ("", "")


def test_an_error_about_an_address_can_be_printed() -> None:
    """Found by fuzzing."""
    found = list(open_bytes(b"http://a.example/\x10\xc2\x9b31m\n"))
    assert found
    assert all(isinstance(one, ReportError) and str(one).isprintable() for one in found)
