"""Reviewing from the command line: queue, keys, ratings, comments, history, merge, backup, archive."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from whosays.casebook import Casebook
from whosays.cli import app
from whosays.record import Record, record_from_json


def run(*arguments: str | Path, input_: str | None = None) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], input=input_, catch_exceptions=True)


@pytest.fixture
def casebook(tmp_path: Path, example_records: list[Record]) -> Path:
    path = tmp_path / "a.casebook"
    with Casebook(path) as case:
        for record in example_records[:6]:
            case.add(record, raw=record.report.text.encode(), media_type="text/plain", locator=record.report.url)
    return path


def states(path: Path) -> list[str]:
    with Casebook(path, create=False) as case:
        return [verdict.act for verdict in case.verdicts()]


def test_a_line_a_verdict_through_a_pipe(casebook: Path) -> None:
    keys = b"x\na\nr not said here\nt to check\nm Is that so?\nc certainty denied\ns\nu\nc trigger no such words\nq\n"
    done = subprocess.run(
        [sys.executable, "-m", "whosays", "--casebook", casebook, "review", "--by", "ana", "--limit", "8"],
        input=keys, capture_output=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert states(casebook) == ["accept", "reject", "tag", "comment", "correct", "undo"]
    with Casebook(casebook) as case:
        said = list(case.verdicts())
        assert said[1].why == "not said here"
        assert {verdict.author for verdict in said} == {"ana"}
        case.verify()
    talk = done.stderr.decode()
    assert "8 claims wait for a verdict. a accept" in talk
    assert "the report does not say “no such words”" in talk
    assert "2 verdicts kept." in talk
    shown = done.stdout.decode()
    assert "1/8 " in shown
    assert "   ? " in shown  # why it is in doubt
    assert "«" in shown


def test_the_most_doubtful_come_first_and_judged_ones_no_more(casebook: Path) -> None:
    with Casebook(casebook) as case:
        queue = list(case.queue())
        assert [one.doubt for one in queue] == sorted((one.doubt for one in queue), reverse=True)
        assert all(one.reasons for one in queue if one.doubt >= 0.2)
    assert run("--casebook", casebook, "review", "--limit", "1", input_="a\n").exit_code == 0
    with Casebook(casebook) as case:
        assert [one.claim.id for one in case.queue()] == [one.claim.id for one in queue[1:]]


def test_words_chosen_become_offsets(casebook: Path) -> None:
    with Casebook(casebook) as case:
        one = next(case.queue())
    words = one.claim.evidence.text.split()[0]
    result = run("--casebook", casebook, "review", "--limit", "1", input_=f"c notes {words}\n")
    assert result.exit_code == 0, result.stderr
    with Casebook(casebook) as case:
        claim = next(case.claims(claim=one.claim.id)).claim
        assert [note.text for note in claim.notes] == [words]
        assert abs(claim.notes[0].start - claim.evidence.start) <= len(one.claim.evidence.text)


def test_verdicts_go_out_as_lessons_and_as_gold(casebook: Path, tmp_path: Path) -> None:
    with Casebook(casebook) as case:
        record = next(record for record in case.records() if len(record.claims) > 1)
        first, *others = record.claims
        case.reject(first.id, why="no")
        for other in others:
            case.accept(other.id)
    assert run("--casebook", casebook, "review", "--export", tmp_path / "lessons.jsonl").exit_code == 0
    lessons = [json.loads(line) for line in (tmp_path / "lessons.jsonl").read_text("utf-8").splitlines()]
    assert [lesson["verdict"] for lesson in lessons] == ["rejected"] + ["accepted"] * len(others)
    assert lessons[0]["read"]["id"] == first.id
    assert lessons[0]["right"] is None
    assert lessons[1]["report"]["text"] == record.report.text
    gold = run("--casebook", casebook, "review", "--gold", "-").stdout.splitlines()
    assert [record_from_json(line).claims for line in gold] == [tuple(others)]


def test_events_are_merged_and_taken_apart(casebook: Path) -> None:
    with Casebook(casebook) as case:
        before = {event.id: event.claims for event in case.events()}
    one, other = list(before)[:2]
    assert run("--casebook", casebook, "review", "--merge", one, other, "--why", "one strike").exit_code == 0
    with Casebook(casebook) as case:
        (merged,) = [event for event in case.events() if set(event.claims) == {*before[one], *before[other]}]
        verdict = next(case.verdicts()).id
    claim = before[other][0]
    assert run("--casebook", casebook, "review", "--split", merged.id, claim).exit_code == 0
    for said in (verdict, None):
        if said is None:
            with Casebook(casebook) as case:
                said = list(case.verdicts())[1].id
        assert run("--casebook", casebook, "review", "--undo", said).exit_code == 0
    with Casebook(casebook) as case:
        assert {event.id: event.claims for event in case.events()} == before


def test_rating_needs_its_reason_and_keeps_its_history(casebook: Path) -> None:
    with Casebook(casebook) as case:
        speaker = next(case.speakers()).name
    assert "has been rated yet" in run("--casebook", casebook, "rate").stderr
    assert isinstance(run("--casebook", casebook, "rate", speaker, "B").exception, Exception)
    for grade in "BC":
        assert run("--casebook", casebook, "rate", speaker, grade, "--why", "seen").exit_code == 0
    rows = [json.loads(line) for line in run("--casebook", casebook, "rate", "--format", "jsonl").stdout.splitlines()]
    assert [row["reliability"] for row in rows] == ["B", "C"]


def test_comments_are_shown_as_a_thread(casebook: Path) -> None:
    with Casebook(casebook) as case:
        report = next(case.reports()).id
    assert run("--casebook", casebook, "comment", report).stdout == "No comments yet.\n"
    said = run("--casebook", casebook, "comment", report, "Who took the picture?", "--by", "ana")
    comment = said.stderr.split()[-1].rstrip(".")
    run("--casebook", casebook, "comment", report, "A neighbour.", "--reply-to", comment, "--by", "ben")
    run("--casebook", casebook, "comment", report, "--tag", "picture")
    shown = run("--casebook", casebook, "comment", report).stdout.splitlines()
    assert shown[0] == "Tags: picture"
    assert shown[1].startswith("ana, ")
    assert shown[2].startswith("  ben, ")
    rows = run("--casebook", casebook, "history", report, "--format", "csv").stdout.splitlines()
    assert len(rows) == 4
    acts = run("--casebook", casebook, "history", "--format", "jsonl").stdout.splitlines()
    assert json.loads(acts[0])["act"] == "create"
    assert json.loads(acts[-1])["act"] == "verdict"


def test_two_casebooks_become_one(casebook: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.casebook"
    assert run("--casebook", casebook, "backup", copy).exit_code == 0
    with Casebook(copy) as case:
        case.reject(next(case.claims()).claim.id)
    first = run("merge", casebook, copy)
    assert first.exit_code == 0
    assert "1 verdicts" in first.stderr
    assert states(casebook) == ["reject"]
    assert "0 reports, 0 readings, 0 captures, 0 verdicts and 0 ratings" in run("merge", casebook, copy).stderr


def test_an_archive_holds_every_page(casebook: Path, tmp_path: Path) -> None:
    target = tmp_path / "a.warc.gz"
    assert run("--casebook", casebook, "archive", target).exit_code == 0
    assert gzip.decompress(target.read_bytes()).count(b"WARC-Type: resource") == 6
    assert run("--casebook", casebook, "archive", target).exception is not None  # never over another file


def test_as_of_gives_an_earlier_answer(casebook: Path) -> None:
    assert run("--casebook", casebook, "claims", "--as-of", "2020-01-01", "--format", "jsonl").stdout == ""
    now = run("--casebook", casebook, "claims", "--as-of", "2999-01-01", "--format", "jsonl").stdout
    assert now == run("--casebook", casebook, "claims", "--format", "jsonl").stdout
    events = run("--casebook", casebook, "events", "--as-of", "2999-01-01", "--format", "jsonl").stdout
    assert events == run("--casebook", casebook, "events", "--format", "jsonl").stdout
    assert run("--casebook", casebook, "events", "--as-of", "2020-01-01", "--format", "jsonl").stdout == ""
