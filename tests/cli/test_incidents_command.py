"""whosays incidents: one row a report, every row with --all, and a doer never without his ground."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from whosays.cli import app
from whosays.reader import Reader
from whosays.record import Report, to_json

TEXT = (
    "Gunmen shot dead the mayor of Abeche on Monday. Police blamed the Red Lantern Front for the murder. "
    "In 2019 rebels killed the mayor of Faya."
)


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("incidents") / "records.jsonl"
    reader = Reader()
    texts = {"war": TEXT, "peace": "The president met farmers in Nairobi."}
    lines = [to_json(reader.read(Report(id=name, text=text, published="2024-05-08"))) for name, text in texts.items()]
    path.write_bytes(b"\n".join(lines) + b"\n")
    return path


def test_one_row_a_report_that_tells_an_act(records: Path) -> None:
    result = CliRunner().invoke(app, ["incidents", "--format", "csv", str(records)])
    assert result.exit_code == 0, result.stderr
    (row,) = csv.DictReader(io.StringIO(result.stdout))
    assert row["report"] == "war" and row["when"] == "2024-05-06" and row["where"] == "Abéché"
    assert "Gunmen" in row["who did it"] and "Red Lantern Front (accused by" in row["who did it"]


def test_all_gives_the_other_acts_too(records: Path) -> None:
    result = CliRunner().invoke(app, ["incidents", "--all", "--format", "jsonl", str(records)])
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [row["main"] for row in rows] == [True, False]
    assert all(doer["ground"] for row in rows for doer in row["doers"])


def test_a_table_for_people(records: Path) -> None:
    result = CliRunner().invoke(app, ["incidents", str(records)])
    assert result.exit_code == 0 and "who did it" in result.stdout


def test_what_is_no_record_is_named(tmp_path: Path) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text("{}\n", "utf-8")
    result = CliRunner().invoke(app, ["incidents", str(path)])
    assert result.exit_code == 1 and "R014" in result.stderr
