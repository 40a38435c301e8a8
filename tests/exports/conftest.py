"""The example reports as a selection, and a case of one report with nasty names."""

from __future__ import annotations

from pathlib import Path

import pytest
from nasty_case import NASTY, nasty_record

from whosays.casebook import Casebook
from whosays.exports import LeftOut, Selection
from whosays.fusion import fuse
from whosays.record import Record


def kept(path: Path, records: list[Record]) -> Path:
    """Return a casebook with the records, and their texts as the bytes received."""
    with Casebook(path, by="tester", clock=lambda: "2025-11-20T12:00:00+00:00") as case:
        for record in records:
            case.add(record, raw=record.report.text.encode(), media_type="text/plain")
    return path


@pytest.fixture(scope="session")
def selection(example_records: list[Record], tmp_path_factory: pytest.TempPathFactory) -> Selection:
    """Every example report with its events."""
    casebook = kept(tmp_path_factory.mktemp("exports") / "examples.casebook", example_records)
    events = tuple(fuse(example_records))
    return Selection(records=tuple(example_records), events=events, title="Examples", casebook=casebook)


@pytest.fixture(scope="session")
def nasty(tmp_path_factory: pytest.TempPathFactory) -> Selection:
    """A case whose names hold quotes, tabs, line breaks, formulas, right-to-left and astral letters."""
    record = nasty_record()
    casebook = kept(tmp_path_factory.mktemp("exports") / "nasty.casebook", [record])
    return Selection(records=(record,), events=tuple(fuse([record])), title=NASTY[1], casebook=casebook)


@pytest.fixture
def left_out() -> LeftOut:
    """A fresh list of what a format cannot express."""
    return LeftOut()
