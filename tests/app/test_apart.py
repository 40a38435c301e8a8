"""Processes beside the server: they reach a casebook whose address had a password, and fail in one line."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from postgres_server import SECRET, RunningServer
from whosays.app.apart import begin_apart
from whosays.app.beside import Beside
from whosays.app.days import Days
from whosays.app.earlier import walk_beside
from whosays.casebook import Casebook
from whosays.record import Record, Report


def test_a_password_of_the_address_goes_with_them_and_not_by_the_environment(
    postgres: RunningServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PGPASSFILE", str(tmp_path / "none"))
    monkeypatch.delenv("PGPASSWORD", raising=False)
    with Casebook(postgres.by_network("apart", secret=SECRET)) as case:
        case.add(Record(report=Report(id="r1", text="Nothing happened.", published="2024-11-05")))
        copy = case.path
    assert Beside(copy).fused() == (True, [])
    into = tmp_path / "days"
    walking = begin_apart(walk_beside, copy, into, tmp_path / "kept", os.getpid(), name="days")
    walking.join(60)
    assert walking.exitcode == 0
    progress = Days(into).progress()
    assert progress is not None
    assert progress.is_done
    assert not capfd.readouterr().err
    assert SECRET not in str(os.environ)


def test_one_that_fails_says_why_in_a_line(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    none = tmp_path / "none.casebook"
    walking = begin_apart(walk_beside, none, tmp_path / "days", tmp_path / "kept", os.getpid(), name="days")
    walking.join(60)
    assert walking.exitcode == 1
    told = capfd.readouterr().err
    assert "none.casebook" in told
    assert told.count("\n") == 1
