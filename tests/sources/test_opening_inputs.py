"""Inputs of every kind and in every bad state: each a report or a coded error, and the next one goes on."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whosays.errors import ReportError
from whosays.record import Report, content_id
from whosays.sources import Limits, Opened, open_items, open_report, open_reports

STORY = "Two drones were shot down over the port of Velmar early on Wednesday, the regional governor said."
PAGE = (
    f"<html><body><article><h1>Drones over Velmar</h1><p>{STORY}</p><p>No one was hurt, he added.</p></article></body>"
    "</html>"
)
UKRAINIAN = "Президент заявив, що війська відступили з міста після тривалих боїв, і що перемовини почнуться завтра. "
FRENCH = "Le président a déclaré mardi que les troupes se retireront de la ville avant la fin du mois de décembre. "


def _only(source: bytes, **more: object) -> Report | ReportError:
    try:
        return open_report(source, name="item", **more)  # type: ignore[arg-type]
    except ReportError as error:
        return error


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "R002"),
        (b" \n\t\n", "R002"),
        (b"\xff\xfe", "R002"),
        (b"%PDF-1.7\nstream", "R042"),
        (b"PK\x03\x04rest", "R042"),
        (b"BM\x36\x00\x0c\x00\x00\x00\x00\x00", "R016"),
        (b"\x89PNG\r\n\x1a\n0000", "R016"),
        (b"SQLite format 3\0more", "R016"),
        (b"<?xml version='1.0'?><rss version='2.0'></rss>", "R050"),
        (b"<opml version='2.0'></opml>", "R016"),
        (b"\x1f\x8brest", "R042"),
        (b"BZh9rest", "R042"),
        (b"\xfd7zXZ\x00rest", "R042"),
        (b"WARC/1.1\r\nrest", "R050"),
        (b"PAR1rest", "R042"),
        (bytes(range(1, 9)) * 40, "R003"),
        (b"\x00\x01\x02\x03" * 100, "R003"),
        (("\ufeff" + STORY).encode("utf-16-le")[:-1], "R004"),
        (b"Hello", "R006"),
        (b'{"text": "Hello"}', "R006"),
        (b'{"text": ', "R008"),
        (b'{"text": "a b c"} trailing', "R008"),
        (b'[{"text": "a b c"},', "R008"),
        (b'{"title": "no text"}', "R009"),
        (b'{"text": "   "}', "R009"),
        (b'{"text": 7}', "R009"),
        (b'{"text": "half a pair \\ud800 here"}', "R008"),
        (UKRAINIAN.encode() * 5, "R007"),
        (UKRAINIAN.encode("cp1251") * 5, "R007"),
        (("<meta charset=windows-1251>" + f"<p>{UKRAINIAN * 2}</p>").encode("cp1251"), "R007"),
        (FRENCH.encode("latin-1") * 3, "R007"),
        ("总统表示军队已经从该城市撤退。".encode() * 9, "R007"),
        (b"<html><body><p>404</p></body></html>", "R005"),
        (b"<html><body><p>" + b"a" * 100_000 + b"</p></body></html>", "R005"),
        (b"<html><body>" + b"<div>" * 5_000, "R005"),
    ],
)
def test_bad_input_gets_its_code(raw: bytes, code: str) -> None:
    error = _only(raw)
    assert isinstance(error, ReportError)
    assert error.code == code
    assert "item" in error.what
    assert error.remedy


def test_error_names_the_language() -> None:
    error = _only(UKRAINIAN.encode() * 5)
    assert isinstance(error, ReportError)
    assert "Ukrainian" in error.what


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_every_encoding_gives_the_same_report(encoding: str) -> None:
    quoted = PAGE.replace("No one was hurt", "“No one was hurt”")
    report = open_report(quoted.encode(encoding))
    assert report.text == f"{STORY}\n\n“No one was hurt”, he added."


def test_utf8_wins_over_a_wrong_declaration() -> None:
    page = PAGE.replace("<html>", '<html><head><meta charset="iso-8859-1"></head>').replace("Velmar", "Vélmar")
    assert "Vélmar" in open_report(page.encode()).text


def test_stray_nul_bytes_in_a_page_are_dropped() -> None:
    assert open_report(PAGE.replace("drones", "dro\0nes").encode()).text == open_report(PAGE.encode()).text


def test_text_above_the_bound_is_refused_and_at_it_is_read() -> None:
    text = (STORY + "\n") * 40
    assert open_report(text.encode(), limits=Limits(max_characters=len(text))).text
    error = _only(text.encode(), limits=Limits(max_characters=1000))
    assert isinstance(error, ReportError)
    assert error.code == "R015"


def test_two_hundred_thousand_words_are_read() -> None:
    text = f"{STORY}\n" * 12_000
    report = open_report(text.encode())
    assert len(report.text.split()) == 204_000


def test_file_above_the_bound_is_refused(tmp_path: Path) -> None:
    big = tmp_path / "big.txt"
    big.write_bytes(b"word " * 300_000)
    (error,) = open_reports([big], limits=Limits(max_bytes=1_000_000))
    assert isinstance(error, ReportError)
    assert error.code == "R011"


def test_lines_keep_text_and_fields_unchanged(tmp_path: Path) -> None:
    given = {
        "id": "v-1", "text": f"  {STORY}\n\n\tNo comments available for this post.  ", "title": "Drones",
        "published": "2024-11-06T08:00:00Z", "publisher": "Courier", "url": "https://a.example/1",
    }  # fmt: skip
    path = tmp_path / "no-extension"
    path.write_text(json.dumps(given) + "\n\n", "utf-8")
    (report,) = open_reports([path])
    assert isinstance(report, Report)
    assert {name: getattr(report, name) for name in given} == given
    assert report.published_from == "given"


def test_bad_lines_are_named_and_the_others_go_on(tmp_path: Path) -> None:
    path = tmp_path / "mixed.jsonl"
    lines = [json.dumps({"id": "a", "text": STORY}), "not json", "{}", "", json.dumps({"id": "b", "text": STORY})]
    path.write_text("\n".join(lines), "utf-8")
    found = list(open_reports([path]))
    assert [one.id if isinstance(one, Report) else (one.code, one.what) for one in found] == [
        "a",
        ("R008", f"{path}, line 2: this is not JSON (JSON is malformed: invalid character (byte 4))."),
        ("R009", f"{path}, line 3: the report has no 'text'."),
        "b",
    ]


def test_one_line_too_long_does_not_fill_the_memory(tmp_path: Path) -> None:
    path = tmp_path / "long.jsonl"
    good = json.dumps({"id": "a", "text": STORY})
    path.write_text(f'{good}\n{{"text": "{"x" * 3_000_000}"}}\n{good}\n', "utf-8")
    found = list(open_reports([path], limits=Limits(max_bytes=1_000_000)))
    assert [one.code if isinstance(one, ReportError) else one.id for one in found] == ["a", "R011", "a"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_lines_in_other_encodings(encoding: str) -> None:
    raw = (json.dumps({"id": "a", "text": f"“{STORY}”"}, ensure_ascii=False) + "\n").encode(encoding)
    assert open_report(raw).text == f"“{STORY}”"


def test_json_document_and_array(tmp_path: Path) -> None:
    path = tmp_path / "array.json"
    path.write_text(
        json.dumps([{"id": "a", "text": STORY}, {"id": "b"}, {"id": "c", "text": STORY}], indent=1), "utf-8"
    )
    found = list(open_reports([path]))
    assert [one.code if isinstance(one, ReportError) else one.id for one in found] == ["a", "R009", "c"]
    assert open_report(json.dumps({"id": "d", "text": STORY}, indent=2).encode()).id == "d"


def test_lines_of_records_give_their_reports() -> None:
    raw = json.dumps({"report": {"id": "r", "text": STORY}, "claims": []}).encode()
    assert open_report(raw).id == "r"


def test_folder_is_read_in_order_and_never_left(tmp_path: Path) -> None:
    outside = tmp_path / "secret.txt"
    outside.write_text(f"{STORY} Outside.", "utf-8")
    folder = tmp_path / "pages"
    (folder / "b").mkdir(parents=True)
    (folder / "b" / "two.html").write_text(PAGE, "utf-8")
    (folder / "a.txt").write_text(STORY, "utf-8")
    (folder / "c.dat").write_text(f"{STORY} Again.", "utf-8")
    (folder / "style.css").write_text("p {}", "utf-8")
    (folder / ".hidden").write_text(STORY, "utf-8")
    (folder / "README.md").write_text("# About this folder\n\nIt has pages.", "utf-8")
    (folder / "d-link.txt").symlink_to(outside)
    (folder / "e-link.txt").symlink_to(folder / "a.txt")
    (folder / "f-gone.txt").symlink_to(folder / "nowhere")
    (folder / "g-loop").symlink_to(folder)
    os.mkfifo(folder / "h-pipe")
    found = [
        one.locator.removeprefix(f"{folder}/") if isinstance(one, Opened) else one.code for one in open_items([folder])
    ]
    assert found == ["a.txt", "b/two.html", "c.dat", "R017", "e-link.txt", "R001", "R018"]


def test_folder_without_reports(tmp_path: Path) -> None:
    (error,) = open_reports([tmp_path])
    assert isinstance(error, ReportError)
    assert error.code == "R013"


def test_missing_file_and_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, *args: object) -> None:
        raise PermissionError(13, "Permission denied")

    (missing,) = open_reports([tmp_path / "nothing.html"])
    assert isinstance(missing, ReportError)
    assert missing.code == "R001"
    locked = tmp_path / "locked.html"
    locked.write_text(PAGE, "utf-8")
    monkeypatch.setattr(Path, "open", refuse)
    (refused,) = open_reports([locked])
    assert isinstance(refused, ReportError)
    assert refused.code == "R010"


@pytest.mark.parametrize(
    "name", ["line\nbreak.html", "\x1b[31mred.html", "sp ace&;.html", "ü\u202e.html", "x" * 300, "nul\0"]
)
def test_hostile_names(tmp_path: Path, name: str) -> None:
    found = list(open_reports([tmp_path / name]))
    assert len(found) == 1
    assert isinstance(found[0], ReportError)
    assert str(found[0]).isprintable()


def test_undecodable_name_is_read(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9.txt")
    path.write_text(STORY, "utf-8")
    (opened,) = open_items([tmp_path])
    assert isinstance(opened, Opened)
    assert opened.locator.endswith("caf\\xe9.txt")


def test_standard_input() -> None:
    (page,) = open_items(["-"], stdin=io.BytesIO(PAGE.encode()))
    assert isinstance(page, Opened)
    assert (page.locator, page.media_type, page.raw) == ("-", "text/html", PAGE.encode())
    lines = b"".join(json.dumps({"id": str(n), "text": STORY}).encode() + b"\n" for n in range(2_000))
    found = list(open_items(["-"], stdin=io.BytesIO(lines)))
    assert [one.report.id for one in found if isinstance(one, Opened)] == [str(n) for n in range(2_000)]
    assert found[7].locator == "-#line=8"  # type: ignore[union-attr]


def test_evidence_is_the_bytes_received(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(PAGE.encode("utf-16"))
    (opened,) = open_items([path])
    assert isinstance(opened, Opened)
    assert opened.raw == PAGE.encode("utf-16")
    again = open_report(opened.raw)
    assert again == opened.report


def test_ids_part_copies_of_two_outlets_and_join_the_same_page() -> None:
    alone = open_report(STORY.encode())
    assert alone.id == content_id(STORY)
    first = open_report(PAGE.encode(), url="https://one.example/a")
    second = open_report(PAGE.encode(), url="https://two.example/a")
    assert first.id != second.id
    assert (
        first.id
        == open_report(PAGE.replace("<body>", "<body><!-- other clothes -->").encode(), url="https://one.example/a").id
    )


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400) | st.text(max_size=400).map(lambda t: t.encode("utf-8", "surrogatepass")))
def test_no_bytes_break_it(raw: bytes) -> None:
    for start in (b"", b"<html><body><article><p>", b'{"text": "', b"# ", b"\xff\xfe"):
        found = _only(start + raw)
        assert isinstance(found, (Report, ReportError))
