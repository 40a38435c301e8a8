"""Secrets stay secret: no token, password or key of a channel is in what is printed, logged or kept."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from hostile_server import hostile_web
from whosays import logs
from whosays.casebook import Casebook
from whosays.record import Claim, Record, Report, span_of

TOKEN, WRONG, KEY, PASSWORD, QUERY = "tok-3f9a7c51d2", "guess-77ab01", "hook-5d0e2b", "mail-91c4aa", "feedkey-4be1"
SECRETS = (TOKEN, WRONG, KEY, PASSWORD, QUERY)
TEXT = "Gunmen killed 12 people in Sumy on Monday."


@pytest.fixture
def casebook(tmp_path: Path) -> Path:
    path = tmp_path / "a.casebook"
    claim = Claim(id="r#1", type="ASSAULT", evidence=span_of(TEXT, 0, 41), trigger=span_of(TEXT, 7, 13))
    with Casebook(path) as case:
        case.add(Record(report=Report(id="r", text=TEXT, published="2024-10-01"), claims=(claim,)))
    return path


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "whosays", "--verbose", *arguments]


def lines_of(said: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in said.splitlines() if line.startswith("{")]


def talk_to(server: subprocess.Popen[str]) -> str:
    """Ask the server with right and wrong tokens, and return the cookie that the right one gave."""
    assert server.stderr is not None
    said = ""
    while not (found := re.search(r"(http://127[^/]+)/[?]token=(\S+)", said)):
        line = server.stderr.readline()
        assert line, said
        said += line
    assert found[2] == TOKEN
    with httpx.Client(base_url=found[1], timeout=30) as client:
        for _ in range(200):
            try:
                assert client.get("/api/v1/health").json() == {"ok": True, "writable": True}
                break
            except httpx.TransportError:
                time.sleep(0.05)
        assert client.get("/api/v1/case").status_code == 401
        assert client.get("/api/v1/case", headers={"Authorization": f"Bearer {WRONG}"}).status_code == 401
        assert client.get("/api/v1/case", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200
        assert client.get(f"/?token={WRONG}").status_code == 401
        assert client.get(f"/?token={TOKEN}", follow_redirects=False).status_code == 303
        cookie = str(client.cookies["whosays"])
        client.cookies.clear()
        assert client.post("/enter", data={"token": WRONG}).status_code == 401
        return cookie


def test_the_servers_token_is_told_once_and_logged_never(casebook: Path) -> None:
    asked = command("serve", str(casebook), "--port", "0")
    with subprocess.Popen(
        asked, stderr=subprocess.PIPE, text=True, env={**os.environ, "WHOSAYS_TOKEN": TOKEN}
    ) as server:
        assert server.stderr is not None
        try:
            cookie = talk_to(server)
        finally:
            server.terminate()
        logged = server.stderr.read()
    assert not [secret for secret in (*SECRETS, cookie) if secret in logged]
    told = lines_of(logged)
    statuses = [line["status"] for line in told if line["what"] == "answered" and line["path"] != "/api/v1/health"]
    assert statuses[:5] == [401, 401, 200, 401, 303]
    assert told[-1]["what"] == "ends"
    assert all({"at", "level", "what"} <= line.keys() for line in told)


def test_the_secrets_of_channels_and_feeds_are_kept_nowhere(casebook: Path, tmp_path: Path) -> None:
    with hostile_web() as web:
        host, port = web.address.removeprefix("http://").split(":")
        rules = tmp_path / "rules.toml"
        rules.write_text(
            f"""[[feed]]
url = "{web.address}/missing?key={QUERY}"
[[alert]]
name = "all"
type = "ASSAULT"
to = ["hook", "desk"]
[channel.hook]
kind = "webhook"
url = "http://{host}:{port}/closed"
secret_env = "HOOK_KEY"
[channel.desk]
kind = "mail"
host = "{host}"
port = {port}
from = "a@a.example"
to = "b@b.example"
user = "a"
password_env = "MAIL_PASSWORD"
tls = false
"""
        )
        web.fail_first["/closed"] = 9
        secrets = {"HOOK_KEY": KEY, "MAIL_PASSWORD": PASSWORD}
        asked = ("--casebook", str(casebook), "alerts", str(rules), "--old-too")
        done = subprocess.run(command(*asked), capture_output=True, text=True, check=False, timeout=120,
                              env={**os.environ, **secrets})  # fmt: skip
        assert done.returncode == 1, done.stderr
        assert "[G004]" in done.stderr
        watched = ("--casebook", str(casebook), "watch", str(rules), "--once", "--allow-address", "127.0.0.1",
                   "--pause", "0")  # fmt: skip
        again = subprocess.run(command(*watched), capture_output=True, text=True, check=False, timeout=120,
                               env={**os.environ, **secrets})  # fmt: skip
        assert "feed asked" in again.stderr
    logged = [line for line in again.stderr.splitlines() if line.startswith("{")]
    assert not [line for line in logged if QUERY in line]
    for said in (done.stdout, done.stderr, again.stdout, again.stderr):
        assert not [secret for secret in (KEY, PASSWORD) if secret in said]
    for path in tmp_path.iterdir():
        if path != rules:
            assert not [secret for secret in (KEY, PASSWORD) if secret.encode() in path.read_bytes()], path


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        (f"https://a.example/feed?key={QUERY}#x", "https://a.example/feed"),
        (f"https://me:{PASSWORD}@a.example:8443/x", "https://a.example:8443/x"),
        ("http://[::1]:80/x", "http://[::1]:80/x"),
        ("http://[bad/", "(no address)"),
    ],
)
def test_addresses_are_logged_without_what_may_be_secret(address: str, shown: str) -> None:
    assert logs.shown(address) == shown


def test_a_password_is_not_given_away_in_the_clear(casebook: Path, tmp_path: Path) -> None:
    rules = tmp_path / "rules.toml"
    rules.write_text(
        '[[alert]]\nname="a"\ntype="AID"\nto="d"\n[channel.d]\nkind="mail"\nhost="mail.example"\nfrom="a@a.example"\n'
        'to="b@b.example"\nuser="a"\npassword_env="MAIL_PASSWORD"\ntls=false\n'
    )
    done = subprocess.run(command("--casebook", str(casebook), "alerts", str(rules)), capture_output=True, text=True,
                          check=False, timeout=120, env={**os.environ, "MAIL_PASSWORD": PASSWORD})  # fmt: skip
    assert done.returncode == 2
    assert "[G002]" in done.stderr
    assert "only with tls" in done.stderr
