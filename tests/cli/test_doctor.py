"""whosays doctor: each thing that can be wrong is named with what to do, and the exit code says so."""

from __future__ import annotations

import shutil
from collections import namedtuple
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from whosays import models
from whosays.app import server
from whosays.casebook import Casebook
from whosays.cli import app, doctor
from whosays.record import Record, Report


def ask(path: Path) -> Result:
    return CliRunner().invoke(app, ["--casebook", str(path), "doctor"])


def line_of(result: Result, name: str) -> str:
    (line,) = (line for line in result.stdout.splitlines() if line[8:].startswith(f"{name}:"))
    return line


@pytest.fixture
def casebook(tmp_path: Path) -> Path:
    path = tmp_path / "a.casebook"
    with Casebook(path) as case:
        case.add(Record(report=Report(id="r", text="Nothing happened on Monday.")))
    return path


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out what takes seconds; the first test does all of it."""
    for name in ("_model", "_reading", "_gazetteer", "_actors"):
        monkeypatch.setattr(doctor, name, lambda: "left out")


def test_a_whole_installation_is_well(casebook: Path) -> None:
    result = ask(casebook)
    assert result.exit_code == 0, result.output
    names = [line[8:].split(":")[0] for line in result.stdout.splitlines()]
    assert names == [name for name, _ in doctor.checks_of(str(casebook))]
    assert "FAIL" not in result.stdout
    assert line_of(result, "casebook").startswith("  ok")


def broken_model(monkeypatch: pytest.MonkeyPatch, casebook: Path) -> None:
    monkeypatch.setitem(models.sums(), "places.json", "0" * 64)


def full_disk(monkeypatch: pytest.MonkeyPatch, casebook: Path) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(10**12, 10**12, 10**8))


def damaged(monkeypatch: pytest.MonkeyPatch, casebook: Path) -> None:
    casebook.write_bytes(casebook.read_bytes()[:20_000])


def read_only(monkeypatch: pytest.MonkeyPatch, casebook: Path) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)


def no_extras(monkeypatch: pytest.MonkeyPatch, casebook: Path) -> None:
    monkeypatch.setattr(doctor, "find_spec", lambda _: None)


def no_page(monkeypatch: pytest.MonkeyPatch, casebook: Path) -> None:
    monkeypatch.setattr(server, "page_folder", lambda: casebook.parent)


@pytest.mark.parametrize(
    ("harm", "name", "said"),
    [
        (broken_model, "models", "FAIL  models: [I001]"), (full_disk, "disk", "FAIL  disk: only 0.1 GB are free"),
        (damaged, "casebook", "FAIL  casebook: [C004]"), (read_only, "casebook", "note  casebook: "),
        (no_extras, "extras", "pip install 'whosays[tables,pdf,mcp,accounts,ray]'"),
        (no_extras, "fonts", "note  fonts: PDF is not installed"), (no_page, "page", "note  page: the web page is not"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(
    quick: None, casebook: Path, monkeypatch: pytest.MonkeyPatch,
    harm: Callable[[pytest.MonkeyPatch, Path], None], name: str, said: str,
) -> None:  # fmt: skip
    harm(monkeypatch, casebook)
    result = ask(casebook)
    assert said in line_of(result, name)
    assert result.exit_code == ("FAIL" in said)
