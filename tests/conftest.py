"""What the tests share: the example reports, read once by the real reader."""

from __future__ import annotations

from pathlib import Path

import pytest

from whosays.record import Record

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"


@pytest.fixture(scope="session")
def examples() -> Path:
    """The folder of example reports."""
    return EXAMPLES


@pytest.fixture(scope="session")
def example_records() -> list[Record]:
    """Every example report, read."""
    from whosays.errors import ReportError
    from whosays.reader import Reader
    from whosays.sources import open_reports

    reports = [item for item in open_reports([EXAMPLES]) if not isinstance(item, ReportError)]
    return list(Reader().read_many(reports))
