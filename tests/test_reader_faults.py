"""Reports that break things: each is named, the rest is read, and no offset drifts."""

from __future__ import annotations

import resource
import time

import pytest

from whosays.errors import ReportError
from whosays.reader import Reader
from whosays.reading.syntax import PIECE, parse, pieces
from whosays.record import Report, check_record

NEWS = "Russian forces shelled Kharkiv on Monday, Ukrainian officials said. At least 12 people were killed.\n\n"


def report(id_: str, text: str) -> Report:
    return Report(id=id_, text=text, published="2024-11-05")


def test_one_poisonous_report_does_not_cost_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = Reader()
    real = Reader.record_of

    def poisoned(self: Reader, read: Report, doc: object) -> object:
        if read.id == "bad":
            raise RuntimeError("poison")
        return real(self, read, doc)  # type: ignore[arg-type]

    monkeypatch.setattr(Reader, "record_of", poisoned)
    failures: list[ReportError] = []
    reports = [report("a", NEWS), report("bad", NEWS), report("b", NEWS)]
    assert [record.report.id for record in reader.read_many(reports, on_error=failures.append)] == ["a", "b"]
    assert [failure.code for failure in failures] == ["R012"]
    with pytest.raises(ReportError, match="poison"):
        list(reader.read_many(reports))


def test_long_text_is_parsed_in_pieces_without_losing_a_character() -> None:
    text = NEWS * (PIECE // len(NEWS) + 3)
    assert "".join(pieces(text)) == text
    assert max(map(len, pieces(text))) <= PIECE
    assert parse(text).text == text


@pytest.mark.parametrize("text", ["word" * PIECE, "word " * PIECE, "\n" * (2 * PIECE)])
def test_pieces_of_texts_without_paragraphs_or_spaces(text: str) -> None:
    assert "".join(pieces(text)) == text
    assert max(map(len, pieces(text))) <= PIECE


ODD = {
    "no words": "!!! ... ???",
    "one word": "Kharkiv",
    "all capitals": NEWS.upper(),
    "no punctuation": NEWS.replace(".", "").replace(",", ""),
    "a sentence of 2,000 words": "Russia shelled " + "and shelled the town of Kharkiv " * 330 + "on Monday.",
    "emoji and bidi marks": "\U0001f525 \u202eRussian forces\u202c shelled \u2067Kharkiv\u2069 \U0001f1fa on Monday.",
    "a table": "Date\tKilled\tPlace\n2024-11-04\t12\tKharkiv\n2024-11-05\t3\tSumy\n",
    "bad scan": "Rus sian f0rces she1led Khar- kiv on M0nday , UkraInian 0fficials sa1d .",
    "numbers without end": "At least " + "9" * 400 + " people were killed on 31 February 0000.",
    "quotes that never close": "“Russia shelled Kharkiv, he said. “They ' came \" again « and „ again. " * 30,
    "brackets": "(" * 500 + "Russia shelled Kharkiv" + ")" * 500,
    "control signs": "Russia\x00shelled\x07 Kharkiv\x1b[31m on Monday.",
}


@pytest.mark.parametrize("kind", ODD)
def test_odd_text_is_read_without_drift(kind: str) -> None:
    check_record(Reader().read(report("odd", ODD[kind])))


@pytest.mark.slow
def test_a_text_of_several_pieces_is_read_in_linear_time_and_bounded_memory() -> None:
    text = NEWS * (PIECE * 5 // 4 // len(NEWS))
    start = time.process_time()
    record = Reader().read(report("long", text))
    per_character = (time.process_time() - start) / len(text)
    check_record(record)
    assert record.claims
    # Measured 0.2 ms; a quadratic step would be tens of times as slow.
    assert per_character < 1e-3
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < 4_000_000
