"""The health of a server: told to anybody who may ask for the machine, and nothing else with it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest

from whosays.app.case import stamp_of
from whosays.app.server import create_app
from whosays.casebook import Casebook

Serve = Callable[[Any], httpx.Client]
WELL = {"ok": True, "writable": True}


@pytest.fixture
def casebook(tmp_path: Path) -> Path:
    path = tmp_path / "a.casebook"
    Casebook(path).close()
    return path


def test_whoever_watches_needs_no_token_and_learns_nothing(casebook: Path, serve: Serve) -> None:
    client = serve(create_app(casebook, token="right-token"))
    assert client.get("/api/v1/health").json() == WELL
    assert client.head("/api/v1/health").status_code == 200
    assert client.post("/api/v1/health").status_code == 401
    assert client.get("/api/v1/health/").status_code == 401
    assert client.get("/api/v1/case").status_code == 401


def test_a_site_that_points_its_name_here_learns_nothing(casebook: Path, serve: Serve) -> None:
    client = serve(create_app(casebook))
    assert client.get("/api/v1/health", headers={"Host": "rebound.example"}).status_code == 403


def test_asking_without_end_is_slowed_down(casebook: Path, serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("whosays.app.access.MOST_ASKED", 3)
    client = serve(create_app(casebook, token="right-token"))
    assert [client.get("/api/v1/health").status_code for _ in range(5)] == [200, 200, 200, 429, 429]


def test_a_lock_is_no_illness_and_damage_is(casebook: Path, serve: Serve) -> None:
    client = serve(create_app(casebook))
    with closing(sqlite3.connect(casebook, isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        assert client.get("/api/v1/health").json()["ok"]
        holder.execute("ROLLBACK")
    casebook.write_bytes(b"no casebook any more, but a text of some length that SQLite does not know")
    answer = client.get("/api/v1/health")
    assert (answer.status_code, answer.json()["ok"], answer.json()["code"]) == (503, False, "C001")
    assert str(casebook) not in answer.text


def test_a_log_that_goes_away_meanwhile_is_no_error(casebook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last connection of others takes the write-ahead log away between two looks at it."""
    before = stamp_of(casebook)
    monkeypatch.setattr(Path, "exists", lambda *_, **__: True)
    assert stamp_of(casebook) == before
    assert before
