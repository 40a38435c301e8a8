"""Answers are worked out once for each state and question, however many ask, and take no more than their room."""

from __future__ import annotations

import asyncio
import json
import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from whosays.app import answers
from whosays.app.answers import Answers
from whosays.app.server import create_app
from whosays.casebook import Casebook


def test_who_asks_at_once_waits_for_the_one_answer() -> None:
    kept, made = Answers(), []

    def make() -> bytes:
        made.append(1)
        time.sleep(0.05)
        return b"so"

    with ThreadPoolExecutor(8) as several:
        assert set(several.map(lambda _: kept.get("how", make), range(8))) == {b"so"}
    assert len(made) == 1


def test_one_that_no_longer_holds_is_given_and_not_kept() -> None:
    kept = Answers()
    assert kept.get("how", lambda: b"so", holds=lambda: False) == b"so"
    assert kept.get("how", lambda: b"otherwise") == b"otherwise"


def test_one_that_fails_is_made_again() -> None:
    kept = Answers()
    with pytest.raises(ZeroDivisionError):
        kept.get("how", lambda: b"%d" % (1 // 0))
    assert kept.get("how", lambda: b"so") == b"so"


def test_the_oldest_answers_go_when_there_is_no_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "MOST_KEPT", 10)
    monkeypatch.setattr(answers, "LONGEST", 6)
    kept = Answers()
    for key in ("first", "second", "third"):
        kept.get(key, lambda: b"12345")
    assert kept.get("third", lambda: b"other") == b"12345"
    assert kept.get("first", lambda: b"again") == b"again"
    assert kept.get("long", lambda: b"1234567") == b"1234567"
    assert kept.get("long", lambda: b"not kept") == b"not kept"


def asked(app: Any, path: str, *, host: str, **headers: str) -> httpx.Response:
    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app, client=(host, 1))
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return await client.get(path, headers=headers)

    return asyncio.run(ask())


def test_an_answer_is_pressed_for_whoever_is_elsewhere_and_is_the_same(example_casebook: Path) -> None:
    app = create_app(example_casebook)
    here = asked(app, "/api/v1/board", host="127.0.0.1", **{"accept-encoding": "gzip"})
    there = asked(app, "/api/v1/board", host="192.0.2.1", **{"accept-encoding": "gzip"})
    plain = asked(app, "/api/v1/board", host="192.0.2.1", **{"accept-encoding": "identity"})
    assert "content-encoding" not in here.headers
    assert there.headers["content-encoding"] == "gzip"
    assert "Accept-Encoding" in there.headers["vary"]
    assert int(there.headers["content-length"]) < len(here.content) / 2
    assert there.json() == here.json() == plain.json()


def test_a_verdict_changes_the_answer_and_a_comment_does_not(example_casebook: Path, tmp_path: Path) -> None:
    path = tmp_path / "judged.casebook"
    shutil.copy(example_casebook, path)
    app = create_app(path)
    before = asked(app, "/api/v1/claims", host="127.0.0.1")
    claim = json.loads(before.content)["claims"][0]
    with Casebook(path, by="Ada") as casebook:
        casebook.comment(claim["report"], "who is this?")
    tag = before.headers["etag"]
    assert asked(app, "/api/v1/claims", host="127.0.0.1", **{"if-none-match": tag}).status_code == 304
    with Casebook(path, by="Ada") as casebook:
        casebook.reject(claim["id"], why="a heading")
    after = asked(app, "/api/v1/claims", host="127.0.0.1", **{"if-none-match": tag})
    assert after.status_code == 200
    assert after.json()["n"] == before.json()["n"] - 1
