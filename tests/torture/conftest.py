"""The torture bench: one process that forks, what cells begin with, how commands end undisturbed, and the tally."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parent.parent / "casebook"))

TALLY: Counter[str] = Counter()


@pytest.fixture(scope="session")
def tally() -> Counter[str]:
    """What was counted."""
    return TALLY


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what was counted."""
    if TALLY["cells"]:
        terminalreporter.write_line(
            f"torture: {TALLY['cells']} cells of fault and command, {TALLY['runs']} runs, "
            f"{TALLY['acknowledged']} acknowledged reports and verdicts, {TALLY['lost']} lost"
        )


@pytest.fixture(scope="session")
def forks() -> Iterator[object]:
    """The process that forks."""
    from desk import Forks

    made = Forks()
    yield made
    made.close()


@pytest.fixture(scope="session")
def laid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What every cell begins with."""
    from desk import lay_out

    folder = tmp_path_factory.mktemp("torture") / "laid"
    lay_out(folder)
    return folder
