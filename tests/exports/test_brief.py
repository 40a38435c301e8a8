"""The brief: every sentence has its note, the words are the report's, and all four kinds say the same."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from whosays.errors import UsageError
from whosays.exports import Selection, export, render
from whosays.exports.brief.compose import compose
from whosays.exports.brief.days import time_words
from whosays.exports.brief.document import Bullets, Document, Heading, Picture, Run, Table
from whosays.exports.brief.speech import bare, lead, told
from whosays.record import Claim, EventTime, Report, Source, Span

pytest.importorskip("reportlab")
SINCE = "2024-12-01"


@pytest.fixture(scope="module")
def document(selection: Selection) -> Document:
    return compose(replace(selection, since=SINCE))


def runs_of(document: Document) -> list[tuple[Run, ...]]:
    found: list[tuple[Run, ...]] = []
    for block in document.blocks:
        if isinstance(block, Bullets):
            found += [runs for point, below in block.points for runs in (point, *below)]
    return found


def test_parts_stand_in_order(document: Document) -> None:
    headings = [block.text for block in document.blocks if isinstance(block, Heading) and block.level == 1]
    assert headings == [
        "New since 1 December 2024", "Changed since 1 December 2024", "Figures and their owners", "Places", "Contested",
        "Denied", "Corroborated", "Resting on one origin", "Timeline", "Open questions", "Who was heard",
    ]  # fmt: skip


def test_every_sentence_has_a_note(document: Document) -> None:
    for runs in runs_of(document):
        words = "".join(run.text for run in runs)
        has_note = any(run.notes for run in runs)
        # Two of the open questions count reports and speakers; all else rests on words.
        assert has_note or "publication date" in words or "no report names" in words, words


def test_notes_carry_the_exact_words_at_their_offsets(document: Document, selection: Selection) -> None:
    texts = {" ".join(claim.evidence.text.split()) for _, claim in selection.claims.values()}
    used = {number for runs in runs_of(document) for run in runs for number in run.notes}
    used |= {
        n for b in document.blocks if isinstance(b, Table) for row in b.rows for c in row for r in c for n in r.notes
    }
    assert [note.number for note in document.notes] == sorted(used)
    assert {note.words for note in document.notes} <= texts


def test_quotations_are_words_of_their_claims(selection: Selection) -> None:
    for report, claim in selection.claims.values():
        whole = " ".join(report.text.split()).replace("“", "‘").replace("”", "’")
        for words in re.findall(r"[:,] (?:in: )?“([^”]*)”", told(report, claim)):
            assert words.removesuffix(" …") in whole


def test_new_is_what_was_not_reported_before(selection: Selection) -> None:
    late = compose(replace(selection, since="2030-01-01"))
    words = render(replace(selection, since="2030-01-01"), "markdown")
    assert "Nothing that was not reported before." in words
    assert "No figure, standing or denial has changed." in words
    assert not any(isinstance(b, Heading) and b.text.startswith("New") for b in compose(selection).blocks)
    assert late.title == selection.title


def test_map_and_charts_are_drawn(document: Document) -> None:
    drawings = [block.drawing.alt for block in document.blocks if isinstance(block, Picture)]
    assert any(alt.startswith("Map of") for alt in drawings)
    assert any("figures from" in alt for alt in drawings)


SPAN = Span(text="that 40 were killed", start=0, end=19)
REPORT = Report(id="r", text="that 40 were killed", publisher="Harbour Wire", published="2025-01-01")


def source(words: str, **fields: Any) -> Source:
    return Source(text=words, start=0, end=4, **fields)


@pytest.mark.parametrize(
    ("sources", "certainty", "expected"),
    [
        ((), "certain", "Harbour Wire reports that “40 were killed”."),
        ((), "denied", "Harbour Wire says it is not so that “40 were killed”."),
        ((source("Kyiv", name="Kyiv"),), "probable", "Kyiv presents as likely that “40 were killed”."),
        ((source("they"),), "certain", "A speaker called only “they” says that “40 were killed”."),
        ((source("Officials", anonymous=True),), "certain",
         "An unnamed source (“officials”) says that “40 were killed”."),
        (
            (source("Reuters", name="Reuters"), source("medics")), "unknown",
            "Medics, quoted by Reuters, say, without stating how sure, that “40 were killed”.",
        ),
        (
            (source("Kyiv", name="Kyiv"), source("Warsaw", name="Warsaw", joint=True)), "certain",
            "Kyiv and Warsaw say that “40 were killed”.",
        ),
        ((source("reportedly", kind="unspecified"),), "certain",
         "Harbour Wire reports, naming nobody (“reportedly”) that “40 were killed”."),
    ],
)  # fmt: skip
def test_sentence_names_the_speaker_and_how_sure(sources: tuple[Source, ...], certainty: Any, expected: str) -> None:
    claim = Claim(id="c", evidence=SPAN, trigger=SPAN, type="LOSSES", sources=sources, certainty=certainty)
    assert told(REPORT, claim) == expected
    assert expected.startswith(lead(REPORT, claim).split(",")[0].split(" that ")[0])


def test_few_words_bring_their_sentence() -> None:
    text = "Nobody saw it. He said they had fled by night. Then came rain."
    at = text.index("fled")
    words = Span(text="fled", start=at, end=at + 4)
    claim = Claim(id="c", evidence=words, trigger=words, type="LOSSES")
    assert told(Report(id="r", text=text, publisher="Wire"), claim) == (
        "Wire reports: “fled”, in: “He said they had fled by night”."
    )


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("SEOUL, Nov 4 (Harbour Wire) - Troops left", "Troops left"),
        ("SEOUL - Troops left", "Troops left"),
        ("The U.S. - a party - left", "The U.S. - a party - left"),
        ("Troops left - at night", "Troops left - at night"),
    ],
)
def test_dateline_is_left_out_of_a_sentence(words: str, expected: str) -> None:
    assert bare(words) == expected


@pytest.mark.parametrize(
    ("earliest", "latest", "expected"),
    [
        ("2024-10-28", "2024-10-28", "28 October 2024"),
        ("2024-10-08", "2024-10-13", "8–13 October 2024"),
        ("2024-10-28", "2024-11-03", "28 October – 3 November 2024"),
        ("2024-12-28", "2025-01-03", "28 December 2024 – 3 January 2025"),
        ("2024-10-01", "2024-10-31", "October 2024"),
        ("2023-01-01", "2023-12-31", "2023"),
        (None, "2024-11-04", "by 4 November 2024"),
        ("2024-11-04", None, "since 4 November 2024"),
        (None, None, ""),
    ],
)
def test_days_are_written_as_english_writes_them(earliest: str | None, latest: str | None, expected: str) -> None:
    assert time_words(EventTime(earliest=earliest, latest=latest)) == expected


class Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.fetched: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.ids += [values["id"] or ""] if "id" in values else []
        if tag == "a" and (values.get("href") or "").startswith("#"):
            self.targets.append((values["href"] or "")[1:])
        self.fetched += [value or "" for name, value in attrs if name == "src" or (tag == "link" and name == "href")]


def test_html_stands_alone_and_its_links_lead_somewhere(selection: Selection, nasty: Selection) -> None:
    for case in (replace(selection, since=SINCE), nasty):
        page = Links()
        page.feed(render(case, "html"))
        assert page.targets
        assert set(page.targets) <= set(page.ids)
        assert len(set(page.ids)) == len(page.ids)
        assert page.fetched == []


def test_names_of_a_report_are_no_mark_up(nasty: Selection) -> None:
    record = nasty.records[0]
    hostile = replace(nasty, title="<script>alert(1)</script> & *more*")
    html = render(hostile, "html")
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert "# \\<script\\>" in render(hostile, "markdown")
    assert record.report.publisher
    assert record.report.publisher in html


def test_word_reads_the_document(selection: Selection, document: Document, tmp_path: Path) -> None:
    import docx

    path = export(replace(selection, since=SINCE), tmp_path / "brief.docx")
    word = docx.Document(str(path))
    headings = [p.text for p in word.paragraphs if p.style is not None and p.style.name == "Heading 1"]
    assert headings[:-1] == [b.text for b in document.blocks if isinstance(b, Heading) and b.level == 1]
    n_tables = sum(isinstance(block, Table) for block in document.blocks)
    n_pictures = sum(isinstance(block, Picture) for block in document.blocks)
    assert (len(word.tables), len(word.inline_shapes)) == (n_tables, n_pictures)
    body = word.element.body
    anchors = set(body.xpath(".//w:hyperlink/@w:anchor"))
    names = body.xpath(".//w:bookmarkStart/@w:name")
    assert anchors <= set(names)
    assert len(set(names)) == len(names)


def test_pdf_has_the_words_and_their_links(selection: Selection, document: Document, tmp_path: Path) -> None:
    import pypdf

    path = export(replace(selection, since=SINCE), tmp_path / "brief.pdf")
    reader = pypdf.PdfReader(path)
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    for heading in (block.text for block in document.blocks if isinstance(block, Heading) and block.level == 1):
        assert heading in text
    assert f"{document.notes[-1].number}." in text
    # One link from each mark to its note, and one back.
    n_marks = sum(len(run.notes) for runs in runs_of(document) for run in runs)
    assert sum("/Dest" in link.get_object() for page in reader.pages for link in page.get("/Annots", ())) > n_marks


@pytest.mark.parametrize("ending", ["md", "html", "docx", "pdf"])
@pytest.mark.parametrize("case", ["selection", "nasty"])
def test_same_claims_give_the_same_bytes(
    ending: str, case: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    chosen = request.getfixturevalue(case)
    one, two = (export(chosen, tmp_path / f"{n}.{ending}").read_bytes() for n in "ab")
    assert one == two


@pytest.mark.parametrize("ending", ["md", "html", "docx", "pdf"])
def test_nothing_chosen_is_still_a_brief(ending: str, tmp_path: Path) -> None:
    assert export(Selection(title="Empty"), tmp_path / f"a.{ending}").stat().st_size > 50


def test_without_the_extra_the_remedy_is_named(
    selection: Selection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    for module in ("reportlab", "reportlab.pdfbase.pdfmetrics", "PIL", "PIL.Image"):
        monkeypatch.setitem(sys.modules, module, None)
    for ending in ("pdf", "docx"):
        with pytest.raises(UsageError, match=r"U030.*whosays\[pdf\]"):
            export(selection, tmp_path / f"brief.{ending}")
    assert not list(tmp_path.iterdir())


def test_picture_is_a_png_of_its_size(document: Document) -> None:
    from PIL import Image

    from whosays.exports.drawing.png import SCALE, png_of

    drawing = next(block.drawing for block in document.blocks if isinstance(block, Picture))
    image = Image.open(io.BytesIO(png_of(drawing)))
    assert image.size == (round(drawing.width * SCALE), round(drawing.height * SCALE))
    assert len(image.getcolors(maxcolors=1_000_000) or ()) > 5
