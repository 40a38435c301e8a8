"""Weights learnt from verdicts: moved as far as they ask, tried on reports held out, used where they are named."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result

from whosays.casebook import Casebook
from whosays.claims.weighing import Weights, likelihood, shipped
from whosays.cli import app
from whosays.errors import UsageError
from whosays.learning import JudgedWord, judged_words, moved, taught_in, tried
from whosays.reader import Reader
from whosays.record import Report, to_json

DRILL = "Rebels attacked an army post near {town} on {day}, officials said. Three soldiers were killed there."
BASE = Weights(0.5, {"bias": 0.5, "noun": 0.2})


def words(*rows: tuple[str, bool], report: str = "r") -> list[JudgedWord]:
    return [JudgedWord(report, ("bias", sign), is_event) for sign, is_event in rows]


def chance(weights: Weights, sign: str) -> float:
    return likelihood(["bias", sign], weights)


def test_without_verdicts_the_weights_stay() -> None:
    assert moved([], BASE) == BASE


@pytest.mark.parametrize("is_event", [True, False])
def test_verdicts_move_towards_what_was_said_and_more_of_them_further(is_event: bool) -> None:
    before = chance(BASE, "noun")
    few, many = (chance(moved(words(*[("noun", is_event)] * n), BASE), "noun") for n in (2, 1000))
    assert abs(few - before) < 0.03
    assert (before < few < many) if is_event else (before > few > many)
    assert (many > 0.9) if is_event else (many < 0.1)


def test_what_no_verdict_speaks_of_keeps_its_weight() -> None:
    learnt = moved(words(*[("plural", False)] * 50), BASE)
    assert learnt.weights["noun"] == 0.2
    assert learnt.weights["plural"] < -0.3
    assert learnt.threshold == BASE.threshold


def test_the_trial_looks_only_at_reports_that_were_not_learnt_from() -> None:
    told_apart = [w for n in range(8) for w in words(*[("noun", False), ("verb", True)] * 12, report=f"r{n}")]
    trial = tried(told_apart, BASE)
    assert trial is not None
    assert (trial.n_reports, trial.n_right, trial.n_wrong, trial.lost, trial.shed) == (8, 96, 96, 0, 96)
    # One report says the opposite of the others: what it says itself must not help it.
    odd = [*told_apart, *words(*[("noun", True)] * 12, report="odd")]
    trial = tried(odd, BASE)
    assert trial is not None
    assert (trial.lost, trial.shed) == (12, 96)
    assert tried(words(("noun", True)), BASE) is None


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A casebook of two reports; in the first, what is killed is right and the rest is not, the second is half done."""
    path = tmp_path_factory.mktemp("judged") / "a.casebook"
    reader = Reader()
    with Casebook(path, by="ada") as case:
        for n, (day, town) in enumerate((("Sunday", "Kharkiv"), ("Monday", "Goma"))):
            report = Report(id=f"drill-{n}", text=DRILL.format(day=day, town=town), published="2024-11-06")
            record = reader.read(report)
            assert {"LOSSES", "ASSAULT"} <= {claim.type for claim in record.claims}
            case.add(record)
            for claim in record.claims:
                if claim.type == "LOSSES":
                    case.accept(claim.id)
                elif n == 0:
                    case.reject(claim.id)
    return path


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], catch_exceptions=True)


def test_verdicts_and_whole_records_teach_what_was_judged_and_nothing_else(judged: Path) -> None:
    with Casebook(judged, create=False) as case:
        lessons, whole = list(case.lessons()), list(case.gold())
    by_verdict = list(judged_words(taught_in(lessons, "lessons")))
    assert {(word.report, word.is_event) for word in by_verdict} == {
        ("drill-0", True), ("drill-0", False), ("drill-1", True),
    }  # fmt: skip
    # Only the first report was judged whole; what stands in it no more was wrong.
    assert sorted((w.signs, w.is_event) for w in judged_words(taught_in(whole, "gold"))) == sorted(
        (w.signs, w.is_event) for w in by_verdict if w.report == "drill-0"
    )
    # In whatever order the two come.
    accepted = [one for one in lessons if json.loads(one)["verdict"] == "accepted"]
    for lines in (accepted + whole, whole + accepted):
        taught = {(word.report, word.is_event) for word in judged_words(taught_in(lines, "both"))}
        assert ("drill-0", False) in taught


def test_a_claim_of_a_corrected_type_teaches_nothing(judged: Path) -> None:
    with Casebook(judged, create=False) as case:
        lesson = next(one for one in map(json.loads, case.lessons()) if one["verdict"] == "accepted")
    lesson["right"]["type"] = "RETREAT"
    assert list(judged_words(taught_in([json.dumps(lesson).encode()], "x"))) == []
    lesson["right"]["type"] = lesson["read"]["type"]
    assert len(list(judged_words(taught_in([json.dumps(lesson).encode()], "x")))) == 1
    # Words that this release reads otherwise are left out.
    lesson["read"]["trigger"]["start"] += 1
    assert list(judged_words(taught_in([json.dumps(lesson).encode()], "x"))) == []


def test_a_casebook_trains_and_its_weights_read(judged: Path, tmp_path: Path) -> None:
    target, exported = tmp_path / "w.json", tmp_path / "lessons.jsonl"
    done = run("--casebook", judged, "train", "-o", target)
    assert done.exit_code == 0, done.output
    assert "Learnt from" in done.output
    assert "2 in turn" in done.output
    assert "keep the released weights" in done.output or "may be chance" in done.output
    learnt = msgspec.json.decode(target.read_bytes(), type=Weights)
    assert learnt.threshold == shipped().threshold
    assert learnt.weights != shipped().weights
    # The same verdicts as a file teach the same.
    assert run("--casebook", judged, "review", "--export", exported).exit_code == 0
    assert run("train", exported, "-o", tmp_path / "again.json").exit_code == 0
    assert (tmp_path / "again.json").read_bytes() == target.read_bytes()


def test_reading_by_weights_of_ones_own_is_marked_and_differs(tmp_path: Path) -> None:
    page, none = tmp_path / "page.txt", tmp_path / "none.json"
    page.write_text(DRILL.format(day="Sunday", town="Kharkiv"))
    none.write_bytes(to_json(Weights(0.999, {"bias": -9.0})))
    done = run("read", "--format", "jsonl", "--weights", none, page)
    assert done.exit_code == 0, done.output
    record = json.loads(done.stdout)
    assert record["version"].startswith("with weights ")
    assert record.get("claims", []) == []
    assert Reader().read(Report(id="a", text=page.read_text())).claims


@pytest.mark.parametrize(
    ("name", "content", "arguments", "code"),
    [
        ("w.json", b"{}", ["read", "--weights", "w.json", "w.json"], "U070"),
        ("w.json", b'{"threshold": 2, "weights": {}}', ["read", "--weights", "w.json", "w.json"], "U070"),
        ("l.jsonl", b'{"lesson": "claim"}\n', ["train", "l.jsonl", "-o", "w"], "U071"),
        ("l.jsonl", b"\xff\n", ["train", "l.jsonl", "-o", "w"], "U071"),
        ("l.jsonl", b"\n", ["train", "l.jsonl", "-o", "w"], "U072"),
        ("l.jsonl", b"", ["train", "other.jsonl", "-o", "w"], "R001"),
    ],
)
def test_what_cannot_be_used_is_said(
    name: str, content: bytes, arguments: list[str], code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(name).write_bytes(content)
    error = run(*arguments).exception
    assert isinstance(error, UsageError)
    assert error.code == code
