"""The example reports as a selection, and a case of one report with nasty names."""

from __future__ import annotations

import pytest
from nasty_case import NASTY, nasty_record

from whosays.exports import LeftOut, Selection
from whosays.fusion import fuse
from whosays.record import Record


@pytest.fixture(scope="session")
def selection(example_records: list[Record]) -> Selection:
    """Every example report with its events."""
    return Selection(records=tuple(example_records), events=tuple(fuse(example_records)), title="Examples")


@pytest.fixture(scope="session")
def nasty() -> Selection:
    """A case whose names hold quotes, tabs, line breaks, formulas, right-to-left and astral letters."""
    record = nasty_record()
    return Selection(records=(record,), events=tuple(fuse([record])), title=NASTY[1])


@pytest.fixture
def left_out() -> LeftOut:
    """A fresh list of what a format cannot express."""
    return LeftOut()
