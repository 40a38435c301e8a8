"""whosays publish: a site from the command line."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from whosays.casebook import Casebook
from whosays.cli import app
from whosays.record import Claim, Record, Report, span_of

TEXT = "Gunmen killed 12 people in Sumy on Monday. The weather was fair."


def casebook(folder: Path) -> Path:
    path = folder / "sumy.casebook"
    claim = Claim(id="r1#1", type="ASSAULT", evidence=span_of(TEXT, 0, 41), trigger=span_of(TEXT, 7, 13))
    report = Report(id="r1", text=TEXT, publisher="Morning Wire", published="2024-10-01")
    with Casebook(path) as case:
        case.add(Record(report=report, claims=(claim,)))
    return path


def test_publish_writes_a_site_and_says_where(tmp_path: Path) -> None:
    path = str(casebook(tmp_path))
    for options, in_full in (((), False), (("--full", "morning wire"), True)):
        result = CliRunner().invoke(app, ["publish", path, str(tmp_path / "site"), *options])
        assert result.exit_code == 0, result.output
        assert "open " in result.output
        (page,) = (tmp_path / "site" / "report").iterdir()
        assert ("weather was fair" in page.read_text()) is in_full


def test_publish_of_nothing_says_so(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["publish", str(casebook(tmp_path)), str(tmp_path / "site"), "--type", "AID"])
    assert result.exit_code != 0
    assert not (tmp_path / "site").exists()
