"""A casebook on a server, from the command line and in the page: used like a file, its password nowhere to be seen."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from postgres_server import SECRET, RunningServer
from whosays.app import case as case_of_app
from whosays.app.server import create_app
from whosays.casebook import Casebook
from whosays.record import Record, Report

PAGE = "Gunmen killed 12 people in Sumy on Monday, police said. Nobody claimed the attack, and an inquiry began."


def test_the_commands_take_an_address_and_show_no_password(postgres: RunningServer, tmp_path: Path) -> None:
    (tmp_path / "r.txt").write_text(PAGE)
    where = postgres.by_network("typed", secret=SECRET)
    said = ""
    for arguments, code in (
        (["--casebook", where, "--verbose", "add", "r.txt"], 0),
        (["--casebook", where, "events"], 0),
        (["--casebook", where, "--verbose", "verify"], 0),
        (["--casebook", where, "doctor"], 0),
        (["history", "--casebook", where], 0),
        (["publish", where, "site"], 0),
        (["--casebook", where, "brief", "-o", "brief.html"], 0),
        (["--casebook", where.replace("postgresql:", " Postgresql+psycopg:"), "verify"], 2),
        (["--casebook", where, "backup", "copy.casebook"], 0),
        (["merge", where, "copy.casebook"], 0),
        (["--casebook", where.replace(SECRET, f"{SECRET}not"), "--verbose", "verify"], 2),
        (["--casebook", where.replace("typed", "Typed"), "verify"], 2),
        (["--casebook", where.replace("127.0.0.1", "127.0.0.1:1:"), "verify"], 2),
    ):
        done = subprocess.run(
            [sys.executable, "-m", "whosays", *arguments], cwd=tmp_path, capture_output=True, text=True, check=False,
            timeout=120, env={**os.environ, "XDG_DATA_HOME": str(tmp_path / "home")},
        )  # fmt: skip
        assert (done.returncode != 0) == (code != 0), done.stderr
        said += done.stdout + done.stderr
    assert "[C022]" in said
    assert "[C029]" in said
    assert "127.0.0.1" in said
    assert SECRET not in said
    for path in (path for path in tmp_path.rglob("*") if path.is_file()):
        assert SECRET.encode() not in path.read_bytes(), path
        if path.is_relative_to(tmp_path / "site") or path.name == "brief.html":
            assert b"127.0.0.1" not in path.read_bytes(), path


def test_the_page_shows_what_others_bring(
    postgres: RunningServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "served"))
    monkeypatch.setattr(case_of_app, "LOOK", 0.0)
    where = postgres.address("served")
    with Casebook(where) as case:
        case.add(Record(report=Report(id="r1", text=PAGE)))
    with TestClient(create_app(where), base_url="http://127.0.0.1") as client:
        assert client.get("/api/v1/case").json()["n_reports"] == 1
        assert client.get("/api/v1/health").json() == {"ok": True, "writable": True}
        monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "elsewhere"))
        with Casebook(where) as case:
            case.add(Record(report=Report(id="r2", text=PAGE)))
        monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "served"))
        for _ in range(100):
            if client.get("/api/v1/case").json()["n_reports"] == 2:
                break
            time.sleep(0.05)
        else:
            raise AssertionError("never shown")
