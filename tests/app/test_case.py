"""The casebook as the app holds it: the present stays at hand however many days were looked at."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest

from whosays.app import case as case_module
from whosays.app import earlier
from whosays.app.case import Case, Following
from whosays.app.loaded import load, load_on, stamp_of, state_of
from whosays.casebook import Casebook
from whosays.fusion import find_copies

T = TypeVar("T")


def test_many_days_looked_at_do_not_push_out_the_present(
    example_casebook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("whosays.app.case.EVENTS_KEPT", 1)
    case = Case(example_casebook)
    n_events = len(case.known(None).events)
    for day in ("2024-10-20", "2024-10-21", "2024-10-22"):
        case.known(day)
    assert len(case.known(None).events) == n_events > 0


def test_a_large_casebook_is_read_on_where_it_changed(
    example_casebook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "large.casebook"
    shutil.copy(example_casebook, path)
    monkeypatch.setattr(case_module, "MOST_AT_ONCE", 1)
    monkeypatch.setattr(case_module, "SHARE", 1)
    monkeypatch.setattr(earlier, "AT_ONCE", 10_000)
    following = Following(path)
    first = following.case()
    assert settled(lambda: following.case().copies) == find_copies([one.report for one in first.records])
    judged = next(iter(first.known(None).claims))
    with Casebook(path, by="Ada") as casebook:
        casebook.reject(judged, why="a heading")
    now = settled(lambda: following.case() if following.case().state != first.state else None)
    anew = Case(path)
    assert (now.state, now.records) == (anew.state, anew.records)
    assert now.known(None).events == anew.known(None).events
    assert judged not in now.known(None).claims
    # What did not change was not read again.
    assert sum(one is other for one, other in zip(now.records, first.records)) == len(first.records) - 1
    assert now.columns(None).overview.doubts() == anew.columns(None).overview.doubts()
    assert now.tag != first.tag


def settled(look: Callable[[], T | None]) -> T:
    for _ in range(600):
        if (found := look()) is not None:
            return found
        time.sleep(0.1)
    raise AssertionError("nothing came")


def test_a_comment_is_no_reason_to_load_anew(example_casebook: Path, tmp_path: Path) -> None:
    path = tmp_path / "commented.casebook"
    shutil.copy(example_casebook, path)
    loaded = load(path)
    with Casebook(path, by="Ada") as casebook:
        casebook.comment(loaded.records[0].report.id, "who is this?")
    assert state_of(path) == loaded.state
    assert stamp_of(path) != loaded.stamp
    on = load_on(path, loaded)
    assert on is not None
    assert on.events == loaded.events
