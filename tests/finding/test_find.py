"""Finding: the right claim for a question, with its words and owner; nothing for what no report tells."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner

import whosays
from whosays.cli import app
from whosays.finding import asked
from whosays.record import Claim, Record, Report, Span

BENCH = Path(__file__).resolve().parents[2] / "bench" / "find.py"


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bench_find", BENCH)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_questions_are_many_and_each_has_an_answer(bench: ModuleType, example_records: list[Record]) -> None:
    asked_all = bench.questions()
    assert len(asked_all) >= 100
    assert len(bench.questions("held")) * 3 >= len(asked_all) - 2
    texts = [" ".join(record.report.text.split()).casefold() for record in example_records]
    for question, words in asked_all:
        assert any(one.casefold() in text for one in words for text in texts), question


def test_right_claim_stands_among_the_first_three(bench: ModuleType, example_records: list[Record]) -> None:
    asked_all = bench.questions()
    ranks = [bench.rank_of(question, words, example_records) for question, words in asked_all]
    share = sum(rank is not None and rank <= 3 for rank in ranks) / len(ranks)
    # Measured .92 on all 120 (docs/why/finding.md); the floor leaves room for a changed reading of three claims.
    assert share >= FLOOR


FLOOR = 0.88


@pytest.mark.parametrize(
    ("question", "number", "day", "fields", "countries"),
    [
        ("How many troops did North Korea send?", True, False, {("of", "troops"), ("type", "MOBILIZE")}, {"PRK"}),
        ("When did the North Koreans arrive?", False, True, set(), {"PRK"}),
        ("who killed them", False, False, {("of", "killed")}, set()),
    ],
)
def test_what_is_asked_for(
    question: str, number: bool, day: bool, fields: set[tuple[str, str]], countries: set[str]
) -> None:
    found = asked(question)
    assert (found.wants_number, found.wants_day) == (number, day)
    assert fields <= found.fields
    assert found.countries == countries


def test_why_asks_for_a_reason() -> None:
    assert asked("Why did the army leave?").wants_reason
    assert not asked("When did the army leave?").wants_reason


def told(id_: str, *sentences: str) -> Record:
    """A report whose every sentence is a claim."""
    text, claims = ". ".join(sentences) + ".", []
    for sentence in sentences:
        start = text.index(sentence)
        evidence = Span(text=sentence, start=start, end=start + len(sentence))
        word = "attack" if "attack" in sentence else sentence.split()[0]
        at = text.index(word, start)
        trigger = Span(text=word, start=at, end=at + len(word))
        claims.append(Claim(id=f"{id_}#{start}", evidence=evidence, trigger=trigger, type="ASSAULT"))
    return Record(report=Report(id=id_, text=text), claims=tuple(claims))


def test_copies_of_one_sentence_do_not_fill_the_first_places() -> None:
    copies = [told(f"copy {n}", "Rebels attacked the port of Lindal on Monday") for n in range(5)]
    other = told("other", "On Tuesday rebels attacked a ship at the port of Lindal")
    answers = whosays.find("Who attacked the port of Lindal?", [*copies, other], limit=3)
    assert {answer.report.id for answer in answers[:2]} == {"copy 0", "other"}
    assert len(answers) == 3


def test_reason_stands_before_what_gives_none() -> None:
    report = told("a", "Rebels attacked the port at dawn", "Rebels attacked the port because of its guns")
    [first, _] = whosays.find("Why did rebels attack the port?", [report])
    assert "because" in first.claim.evidence.text
    assert "reason" in first.why


@pytest.mark.parametrize("question", ["", "   ", "?", "\x00"])
def test_nothing_asked_finds_nothing(question: str, example_records: list[Record]) -> None:
    assert whosays.find(question, example_records) == []


def test_answers_are_claims_with_their_owner(example_casebook: Path, example_records: list[Record]) -> None:
    answers = whosays.find("How many troops did North Korea send?", example_casebook, limit=3, country="PRK")
    known = {claim.id: record.report for record in example_records for claim in record.claims}
    for answer in answers:
        report, evidence = known[answer.claim.id], answer.claim.evidence
        assert report.text[evidence.start : evidence.end] == evidence.text
        assert answer.owner in answer.sentence
        assert answer.why
    assert whosays.find("anything", []) == []


def test_command_prints_words_and_ids(example_casebook: Path) -> None:
    arguments = ["find", "how many troops did North Korea send", "--casebook", str(example_casebook), "--limit", "2"]
    lines = CliRunner().invoke(app, [*arguments, "--format", "jsonl"]).stdout.splitlines()
    assert len(lines) == 2
    assert "North Korea" in json.loads(lines[0])["sentence"]
