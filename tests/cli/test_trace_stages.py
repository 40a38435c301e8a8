"""whosays trace: every stage of one sentence, from its syntax to its claims."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from whosays.cli import app

TEXT = (
    "The harbour was calm. Russian forces shelled Kharkiv on Sunday, killing three people, Ukrainian police said.\n\n"
    "“It burned,” said Ivan Petrenko."
)


def run(*args: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["trace", *map(str, args)])
    return result.exit_code, result.stdout


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_a_trace_shows_every_stage_of_the_sentence_asked_for(page: Path) -> None:
    code, shown = run(page, "--sentence", "kharkiv")
    assert code == 0
    for stage, finding in (
        ("syntax", "shelled/VERB/ccomp"),
        ("attribution", '"Ukrainian police" by "said"'),
        ("times", '"on Sunday": open to open'),
        ("numbers", '"three": 3/3/3'),
        ("places", '"Kharkiv": Kharkiv, UKR (city)'),
        ("actors", '"Russian forces": RUSMIL, RUS, MIL'),
        ("event words", '"shelled": "shell" as ASSAULT; kept'),
        ("claims", "ASSAULT"),
    ):
        told = shown[shown.index(f"\n  {stage} ") :]
        assert finding in told, stage
    assert "calm" not in shown


def test_without_a_sentence_all_are_traced_in_order(page: Path) -> None:
    _, shown = run(page)
    assert [line[0] for line in shown.splitlines() if line[:1].isdigit()] == ["1", "2", "3"]
    assert "“It burned,”" in shown


def test_a_sentence_that_is_not_there_is_said(page: Path) -> None:
    code, shown = run(page, "--sentence", "9")
    assert code == 1
    assert shown.count("\n") == 1
