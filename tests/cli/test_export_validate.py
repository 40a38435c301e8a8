"""whosays export and validate: every format from a casebook, what is left out on standard error, faults by line."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from whosays.cli import app
from whosays.exports import FORMATS


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in ("markdown", "html", "docx", "pdf")])
def test_every_format_is_written_and_holds(example_casebook: Path, tmp_path: Path, name: str) -> None:
    target = tmp_path / f"case{FORMATS[name].ending}"
    result = run("export", "--casebook", example_casebook, "--to", name, "--country", "SDN", "-o", target)
    assert result.exit_code == 0, result.stderr
    checked = run("validate", target)
    assert checked.exit_code == 0, checked.stdout
    assert f"holds as {name}" in checked.stderr
    assert checked.stdout == ""


def test_left_out_is_said_and_listed(example_casebook: Path, tmp_path: Path) -> None:
    listing = tmp_path / "left-out.csv"
    result = run("export", "--casebook", example_casebook, "--to", "ged", "--left-out", listing)
    assert result.exit_code == 0
    assert "Left out" in result.stderr
    assert "Left out" not in result.stdout
    with listing.open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    said = [int(line.split(":")[0].split()[-1]) for line in result.stderr.splitlines() if line.startswith("Left out")]
    assert len(rows) == sum(said)


def test_best_by_reaches_the_rule(example_casebook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The rules themselves are tested with the fusion; here, that the one named is the one asked.
    answers = {"conservative": 11.0, "latest": 22.0}
    monkeypatch.setattr("whosays.fusion.figures.one_number", lambda held, rule: answers[rule])
    for rule, best in answers.items():
        result = run("export", "--casebook", example_casebook, "--to", "ged", "--best-by", rule, "--quiet")
        assert {row["best"] for row in csv.DictReader(result.stdout.splitlines())} == {str(int(best))}


def test_filter_that_chooses_nothing_is_said(example_casebook: Path, tmp_path: Path) -> None:
    target = tmp_path / "none.csv"
    result = run("export", "--casebook", example_casebook, "--to", "csv", "--place", "Atlantis", "-o", target)
    assert "Nothing matches" in str(result.exception)
    assert not target.exists()


def test_folder_needs_a_name(example_casebook: Path) -> None:
    result = run("export", "--casebook", example_casebook, "--to", "timemap")
    assert result.exit_code == 2
    assert "--output" in result.stderr


def test_formats_are_listed() -> None:
    lines = run("export", "--list").stdout.splitlines()
    assert [line.split()[0] for line in lines] == list(FORMATS)


def test_fault_is_printed_with_its_place(example_casebook: Path, tmp_path: Path) -> None:
    target = tmp_path / "bundle.json"
    run("export", "--casebook", example_casebook, "--to", "stix", "-o", target)
    bundle = json.loads(target.read_text(encoding="utf-8"))
    del bundle["objects"][0]["name"]
    target.write_text(json.dumps(bundle), encoding="utf-8")
    result = run("validate", target)
    assert result.exit_code == 1
    path, line, column, what = result.stdout.splitlines()[0].split(":", 3)
    assert (path, line, what) == (str(target), "1", " identity without name")
    assert int(column) > 1
