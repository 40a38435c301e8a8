"""Adding from the page: what comes in, what is refused with its code and remedy, and who may."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from hostile_server import hostile_web
from whosays.app.access import is_loopback
from whosays.app.adding import Adding, TooMany
from whosays.app.server import create_app
from whosays.casebook import Casebook
from whosays.sources.fetching import Fetcher

Serve = Callable[[Any], httpx.Client]
PAGE = {"X-Whosays": "page"}
TEXT = "Rebels shelled a market in Kursk on Tuesday, killing at least 12 people, the governor said."


@pytest.fixture
def casebook(tmp_path: Path) -> Path:
    """An empty casebook."""
    path = tmp_path / "case.casebook"
    with Casebook(path):
        pass
    return path


@pytest.fixture
def client(casebook: Path, serve: Serve) -> httpx.Client:
    """A client on this machine."""
    return serve(create_app(casebook, by="reader"))


def settled(client: httpx.Client) -> list[dict[str, Any]]:
    for _ in range(400):
        items: list[dict[str, Any]] = client.get("/api/v1/add").json()["items"]
        if all(item["state"] == "done" for item in items):
            return items
        time.sleep(0.05)
    raise AssertionError("still reading")


def test_pasted_text_comes_in_with_its_evidence_and_its_adder(client: httpx.Client, casebook: Path) -> None:
    given = {"text": TEXT, "title": "Market shelled", "outlet": "Example Wire", "date": "2024-10-02"}
    answer = client.post("/api/v1/add/text", json=given, headers=PAGE)
    assert answer.status_code == 202
    (item,) = settled(client)
    assert (item["n_new"], item["n_errors"]) == (1, 0)
    assert item["n_claims"] > 0
    page = client.get(f"/api/v1/reports/{item['reports'][0]}").json()
    assert (page["publisher"], page["published"]) == ("Example Wire", "2024-10-02")
    with Casebook(casebook) as case:
        assert {entry.by for entry in case.history() if entry.act == "report"} == {"reader"}
        (raw, media_type, locator), = case.evidence(item["reports"][0])  # fmt: skip
    assert TEXT.encode() in raw
    assert (media_type, locator.partition("#")[0]) == ("application/json", "Market shelled")


def test_files_are_read_one_by_one_and_a_bad_one_stops_nothing(client: httpx.Client) -> None:
    bodies = {"good.txt": f"{TEXT}\n".encode(), "empty.txt": b"", "shot.png": b"\x89PNG\r\n\x1a\n" + b"\0" * 50,
              "lines.jsonl": b'{"text": "' + TEXT.encode() + b' Again."}\n{"no": 1}\n'}  # fmt: skip
    for name, body in bodies.items():
        assert client.post(f"/api/v1/add/file?name={name}", content=body, headers=PAGE).status_code == 202
    items = {item["name"]: item for item in settled(client)}
    assert [items[name]["n_new"] for name in bodies] == [1, 0, 0, 1]
    assert [items[name]["errors"][0]["code"] for name in ("empty.txt", "shot.png", "lines.jsonl")] == [
        "R002", "R016", "R009",
    ]  # fmt: skip
    assert items["empty.txt"]["errors"][0]["error"].startswith("empty.txt: ")
    assert items["empty.txt"]["errors"][0]["remedy"]


def test_adding_twice_changes_nothing(client: httpx.Client) -> None:
    for _ in range(2):
        client.post("/api/v1/add/file?name=a.txt", content=TEXT, headers=PAGE)
    assert sorted(item["n_known"] for item in settled(client)) == [0, 1]


@pytest.mark.parametrize(
    ("headers", "why"),
    [
        ({}, "no header of the page"),
        ({**PAGE, "Origin": "http://elsewhere.example"}, "another origin"),
        ({**PAGE, "Origin": "null"}, "a sandboxed frame"),
        ({**PAGE, "Sec-Fetch-Site": "cross-site"}, "another site"),
        ({**PAGE, "Host": "rebound.example"}, "a name that is not this machine's"),
    ],
)
def test_other_sites_add_nothing(client: httpx.Client, headers: dict[str, str], why: str) -> None:
    answer = client.post("/api/v1/add/text", json={"text": TEXT}, headers=headers)
    assert answer.status_code == 403, why
    assert client.get("/api/v1/add").json()["items"] == []


def test_a_name_that_is_not_this_machines_reads_nothing(client: httpx.Client) -> None:
    assert client.get("/api/v1/case", headers={"Host": "rebound.example"}).status_code == 403


def test_links_are_fetched_within_the_rules_and_each_says_what_came_of_it(casebook: Path, serve: Serve) -> None:
    with hostile_web() as web:
        web.pages["/robots.txt"] = (200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /private")
        links = Fetcher(pause=0, allowed=frozenset(("127.0.0.1",)), sleep=lambda seconds: None)
        client = serve(create_app(casebook, by="reader", links=links))
        assert client.get("/api/v1/add").json()["links"] is True
        asked = [f"{web.address}/page", f"{web.address}/private/page", f"{web.address}/missing", "http://[::1]:9/"]
        for url in asked:
            answer = client.post("/api/v1/add/link", json={"url": url}, headers=PAGE)
            assert (answer.status_code, answer.json()["state"]) in {(202, "waiting"), (202, "fetching")}
        items = {item["name"]: item for item in settled(client)}
        codes = [[error["code"] for error in items[url]["errors"]] for url in asked]
        assert codes == [[], ["F004"], ["F005"], ["F003"]]
        assert items[asked[0]]["n_new"] == 1
        report = client.get(f"/api/v1/reports/{items[asked[0]]['reports'][0]}").json()
        assert (report["url"], report["published"]) == (asked[0], "2024-11-06")
        assert "/private/page" not in web.paths()
    with Casebook(casebook) as case:
        entries = [(entry.act, entry.by) for entry in case.history() if entry.act in ("fetch", "fetch-failed")]
    assert len(entries) == 4
    assert {by for _, by in entries} == {"reader"}


def test_what_is_no_web_address_is_refused_at_once(casebook: Path, serve: Serve) -> None:
    client = serve(create_app(casebook, links=Fetcher()))
    for url in ("file:///etc/passwd", "ftp://example.org/a", "https://me:secret@example.org/", "no address"):
        answer = client.post("/api/v1/add/link", json={"url": url}, headers=PAGE)
        assert (answer.status_code, answer.json()["code"]) == (422, "F001"), url
    assert client.get("/api/v1/add").json()["items"] == []


def test_a_server_without_links_asks_the_network_for_nothing(client: httpx.Client) -> None:
    answer = client.post("/api/v1/add/link", json={"url": "https://example.org/"}, headers=PAGE)
    assert answer.status_code == 403
    assert client.get("/api/v1/add").json()["links"] is False


def test_too_large_a_file_is_refused(client: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("whosays.app.changing.MOST_BYTES", 1_048_576)
    answer = client.post("/api/v1/add/file?name=big.txt", content=b"a" * 1_048_577, headers=PAGE)
    assert answer.status_code == 413
    assert "big.txt" in answer.json()["error"]


def test_the_queue_has_an_end(casebook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("whosays.app.adding.MOST_WAITING", 0)
    with pytest.raises(TooMany):
        Adding(casebook).take("a.txt", b"", by="reader")


def test_bytes_that_wait_have_a_limit(casebook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("whosays.app.adding.MOST_WAITING_BYTES", 3)
    with pytest.raises(TooMany):
        Adding(casebook).take("a.txt", b"four", by="reader")


@pytest.mark.parametrize(
    ("host", "expected"),
    [("127.0.0.1", True), ("127.8.8.8", True), ("localhost", True), ("::1", True), ("[::1]", True),
     ("0.0.0.0", False), ("192.168.1.4", False), ("localhost.example", False), ("", False)],
)  # fmt: skip
def test_loopback(host: str, expected: bool) -> None:
    assert is_loopback(host) is expected


@pytest.fixture
def guarded(casebook: Path, serve: Serve) -> httpx.Client:
    """A client of a server that asks for a token."""
    return serve(create_app(casebook, token="right-token"))


def test_token_opens_once_and_stays_in_a_cookie(guarded: httpx.Client) -> None:
    assert guarded.get("/api/v1/case").status_code == 401
    door = guarded.get("/board")
    assert (door.status_code, "needs a token" in door.text) == (401, True)
    answer = guarded.get("/board?token=right-token")
    assert (answer.status_code, answer.headers["location"]) == (303, "/board")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "right-token" not in cookie
    assert guarded.get("/api/v1/case").status_code == 200


def test_token_may_be_typed_or_sent_by_a_program(guarded: httpx.Client) -> None:
    assert guarded.get("/api/v1/case", headers={"Authorization": "Bearer right-token"}).status_code == 200
    assert guarded.post("/enter", data={"token": "wrong"}).status_code == 401
    assert guarded.post("/enter", data={"token": "right-token"}).status_code == 303


def test_who_guesses_shuts_nobody_out_who_is_inside(guarded: httpx.Client) -> None:
    guarded.get("/board?token=right-token")
    cookie = dict(guarded.cookies)
    guarded.cookies.clear()
    for n in range(11):
        guarded.get(f"/board?token=guess-{n}")
    assert guarded.get("/board").status_code == 429
    guarded.cookies.update(cookie)
    assert guarded.get("/api/v1/case").status_code == 200


def test_guessing_is_slowed_down(guarded: httpx.Client) -> None:
    for n in range(10):
        assert guarded.get(f"/board?token=guess-{n}").status_code == 401
    answer = guarded.get("/board?token=right-token")
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "60")


def test_a_cookie_of_another_token_does_not_open(guarded: httpx.Client, casebook: Path, serve: Serve) -> None:
    other = serve(create_app(casebook, token="other"))
    other.get("/board?token=other")
    guarded.cookies.update(other.cookies)
    assert guarded.get("/api/v1/case").status_code == 401
