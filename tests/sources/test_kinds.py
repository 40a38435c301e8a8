"""Every kind of file: told from its bytes, opened to the same words, whatever its name says."""

from __future__ import annotations

import io
import json
from pathlib import Path

import made_files as made
import pytest

from whosays.errors import ReportError
from whosays.sources import Opened, open_bytes, open_items


def _opened(raw: bytes, **more: object) -> list[Opened]:
    found = list(open_bytes(raw, **more))  # type: ignore[arg-type]
    assert [one for one in found if isinstance(one, ReportError)] == []
    return [one for one in found if isinstance(one, Opened)]


@pytest.mark.parametrize("kind", made.FILES)
def test_every_kind_is_told_from_its_bytes(kind: str, tmp_path: Path) -> None:
    make, n_reports, media_type = made.FILES[kind]
    path = tmp_path / "misleading.png.txt"
    path.write_bytes(make())
    found = list(open_items([path]))
    assert [str(one) for one in found if isinstance(one, ReportError)] == []
    opened = [one for one in found if isinstance(one, Opened)]
    assert len(opened) == n_reports
    assert opened[-1].media_type == media_type
    for one in opened:
        words = " ".join(one.report.text.split())
        assert "shot down over the port of Velmar" in words
        assert "lasted an hour" in words
        assert one.locator.startswith(str(path))
        assert one.raw
    from_pipe = list(open_items(["-"], stdin=_Pipe(make())))
    assert [one.report.text for one in from_pipe if isinstance(one, Opened)] == [one.report.text for one in opened]


class _Pipe(io.BytesIO):
    """Standard input as a pipe: it cannot be read twice."""

    def seekable(self) -> bool:
        return False

    def seek(self, *_: object) -> int:  # type: ignore[override]
        raise io.UnsupportedOperation


@pytest.mark.parametrize("kind", ["page", "rss", "atom", "json-feed", "mail", "mail-in-mark-up", "pdf", "word"])
def test_text_and_title_come_out_whole(kind: str) -> None:
    opened = _opened(made.FILES[kind][0]())[0]
    text = opened.report.text.removesuffix("\n\nDrones | two")
    assert text == made.TEXT
    assert opened.report.title == made.TITLE


@pytest.mark.parametrize("kind", ["rss", "atom", "json-feed"])
def test_a_feed_tells_of_its_entries(kind: str) -> None:
    report = _opened(made.FILES[kind][0]())[0].report
    assert (report.url, report.publisher, report.published, report.published_from) == (
        made.URL, "The Harbour Courier", "2024-11-06T08:15:00+00:00", "metadata",
    )  # fmt: skip


def test_a_teaser_is_read_where_nothing_is_fetched() -> None:
    (opened,) = _opened(made.rss(content=False))
    assert opened.report.text == made.STORY[0]


def test_an_entry_that_is_a_link_names_its_address() -> None:
    raw = made.rss(content=False).replace(made.STORY[0].encode(), b"")
    (error,) = open_bytes(raw, name="feed")
    assert isinstance(error, ReportError)
    assert error.code == "R048"
    assert made.URL in error.what


def test_mail_gives_its_head_and_not_what_it_quotes() -> None:
    quoted = "\n\nOn Tue, 5 Nov 2024, Editor wrote:\n> The bridge at Tesk fell yesterday.\n"
    report = _opened(made.mail(quoted=quoted))[0].report
    assert report.text == made.TEXT
    assert (report.author, report.published) == ("Mara Ellingsen", "2024-11-06T08:15:00+00:00")


@pytest.mark.parametrize("attach", [made.pdf, made.word, lambda: made.zipped({"p.html": made.page()})])
def test_attachments_are_inputs_of_their_own(attach: object) -> None:
    opened = _opened(made.mail(attach=attach()))  # type: ignore[operator]
    assert len(opened) == 2
    assert opened[1].locator.startswith("bytes#part=1")
    assert "etc" not in opened[1].locator
    assert opened[1].report.published


def test_columns_by_name_and_by_map(tmp_path: Path) -> None:
    raw = made.table(text="Artikel", day="Tag")
    assert isinstance(error := next(open_bytes(raw)), ReportError)
    assert error.code == "R046"
    assert "Artikel" in error.what
    opened = _opened(raw, columns={"text": "artikel", "published": "Tag"})
    assert [(one.report.id, one.report.published) for one in opened] == [(f"r{n}", made.DAY) for n in range(3)]
    assert opened[1].report.text == made.TEXT.replace("early", "early, 1")
    missing = next(open_bytes(raw, columns={"text": "nowhere"}))
    assert isinstance(missing, ReportError)
    assert missing.code == "R051"


def test_map_serves_json_too() -> None:
    raw = json.dumps({"body": made.TEXT, "when": made.DAY}).encode()
    report = _opened(raw, columns={"text": "body", "published": "when"})[0].report
    assert (report.text, report.published) == (made.TEXT, made.DAY)


def test_evidence_of_a_row_reads_again_to_the_same_report() -> None:
    for opened in _opened(made.table()):
        (again,) = _opened(opened.raw)
        assert again.report == opened.report


def test_a_table_of_any_length_is_streamed() -> None:
    rows = "".join(f'{n},"{made.STORY[0]}"\n' for n in range(5_000))
    assert len(_opened(f"id,text\n{rows}".encode())) == 5_000


def test_prose_with_commas_is_no_table() -> None:
    prose = f"Talks, the source said, went on\n{made.STORY[1]}\n{made.STORY[2]}\n"
    assert _opened(prose.encode())[0].media_type == "text/plain"


def test_words_that_begin_like_a_picture_are_words() -> None:
    text = f"BMP-2 vehicles were seen on the road. {made.TEXT}"
    assert _opened(text.encode())[0].report.text == text


def test_web_archive_gives_pages_under_their_addresses() -> None:
    pages = {
        "https://a.example/one": ("200 OK", made.page(url=None)),
        "https://a.example/gone": ("404 Not Found", made.page(url=None)),
        "https://a.example/x.png": ("200 OK", b"\x89PNG\r\n\x1a\n"),
        "https://b.example/one": ("200 OK", made.page(url=None)),
    }
    opened = _opened(made.warc(pages))
    assert [one.report.url for one in opened] == ["https://a.example/one", "https://b.example/one"]
    assert opened[0].raw == made.page(url=None)


def test_our_own_web_archive_is_read_back(tmp_path: Path) -> None:
    from whosays.casebook.archive import warc_of

    capture = ("r1", None, "text/html", "2024-11-06T08:15:00+00:00", made.URL, made.page())
    raw = b"".join(warc_of(iter([capture]), tool="whosays", name="a", made_at="2024-11-06T08:15:00+00:00"))
    assert _opened(raw)[0].report.url == made.URL


def test_pdf_lines_join_and_running_heads_go() -> None:
    head = ["The Harbour Courier, special edition, page {page}", "The {word} day of the siege began with rain."]
    report = _opened(made.pdf([*head, "{page}"], pages=4))[0].report
    assert report.text == " ".join(f"The {word} day of the siege began with rain." for word in made.WORDS)
    assert _opened(made.pdf())[0].report.text.split("\n\n") == list(made.STORY)


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: made.pdf([]), "R047"),
        (lambda: made.pdf(password="secret"), "R041"),
        (lambda: made.zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}), "R016"),
        (lambda: made.zipped({"xl/workbook.xml": b"<x/>"}), "R016"),
    ],
)
def test_what_cannot_be_opened_is_named(make: object, code: str) -> None:
    (error,) = open_bytes(make())  # type: ignore[operator]
    assert isinstance(error, ReportError)
    assert error.code == code


@pytest.mark.parametrize(
    "raw",
    [
        b"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>https://a.example/1</loc></url></urlset>",
        b"# pages\nhttps://a.example/1\n",
        "\t".join([*["x"] * 60, "https://a.example/1"]).encode() + b"\n",
        "\t".join(["1", "2", "3", "1", "a.example", "https://a.example/1", *["0"] * 10]).encode() + b"\n",
    ],
)
def test_a_list_of_addresses_is_only_that(raw: bytes) -> None:
    (error,) = open_bytes(raw)
    assert isinstance(error, ReportError)
    assert error.code == "R048"
    assert "https://a.example/1" in error.what
