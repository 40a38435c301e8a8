"""The casebook as the app holds it: the present stays at hand however many days were looked at."""

from __future__ import annotations

from pathlib import Path

import pytest

from whosays.app.case import Case


def test_many_days_looked_at_do_not_push_out_the_present(
    example_casebook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("whosays.app.case.EVENTS_KEPT", 1)
    case = Case(example_casebook)
    n_events = len(case.known(None).events)
    for day in ("2024-10-20", "2024-10-21", "2024-10-22"):
        case.known(day)
    assert len(case.known(None).events) == n_events > 0
