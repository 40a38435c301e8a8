"""Named accounts: who may come in, what each role may do, and that what they do bears their name."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from click.testing import CliRunner

from whosays.app.accounts import Accounts, drop_account, put_account, read_accounts
from whosays.app.server import create_app
from whosays.casebook import Casebook
from whosays.cli import app as command_line
from whosays.errors import UsageError
from whosays.record import Claim, Record, Report, span_of

Serve = Callable[[Any], httpx.Client]
PASSWORD = "a long enough one"
PAGE = {"X-Whosays": "page", "X-Whosays-Name": "Somebody else"}
TEXT = "Gunmen killed 12 people in Sumy on Monday. The weather was fair."


@pytest.fixture(scope="module")
def accounts_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One account of each role."""
    path = tmp_path_factory.mktemp("accounts") / "team.json"
    for role in ("read", "comment", "review", "admin"):
        put_account(path, f"Ms {role}", role, PASSWORD)
    return path


@pytest.fixture
def casebook(tmp_path: Path) -> Path:
    """A casebook of one claim."""
    path = tmp_path / "sumy.casebook"
    claim = Claim(id="r1#1", type="ASSAULT", evidence=span_of(TEXT, 0, 41), trigger=span_of(TEXT, 7, 13))
    with Casebook(path) as case:
        case.add(Record(report=Report(id="r1", text=TEXT, publisher="Morning Wire"), claims=(claim,)))
    return path


@pytest.fixture
def client(casebook: Path, accounts_file: Path, serve: Serve) -> httpx.Client:
    """A client of a server that asks for accounts."""
    return serve(create_app(casebook, accounts=Accounts(accounts_file)))


def sign_in(client: httpx.Client, name: str, password: str = PASSWORD) -> httpx.Response:
    client.cookies.clear()
    return client.post("/enter", data={"name": name, "password": password})


def test_passwords_are_kept_as_hashes_that_only_the_owner_reads(accounts_file: Path) -> None:
    kept = accounts_file.read_text()
    assert PASSWORD not in kept
    assert {row["password"][:9] for row in json.loads(kept)["accounts"].values()} == {"$argon2id"}
    assert accounts_file.stat().st_mode & 0o077 == 0


def test_nobody_comes_in_without_an_account(client: httpx.Client) -> None:
    assert client.get("/api/v1/case").status_code == 401
    assert "needs an account" in client.get("/board").text
    for name, password in (("Ms read", "wrong"), ("nobody", PASSWORD), ("", ""), ("Ms read", "x" * 3000)):
        assert sign_in(client, name, password).status_code == 401
    answer = sign_in(client, "Ms read")
    assert answer.status_code == 303
    assert "httponly; path=/; samesite=strict" in answer.headers["set-cookie"].lower()
    assert client.get("/api/v1/me").json() == {"name": "Ms read", "role": "read", "account": True, "guarded": True}


CHANGES = {
    "comment": ("/api/v1/comments", {"item": "r1", "text": "Who took the picture?"}),
    "review": ("/api/v1/review/verdicts", {"claim": "r1#1", "act": "accept"}),
    "add": ("/api/v1/add/text", {"text": TEXT * 3}),
    "rate": ("/api/v1/sources/morning%20wire/ratings", {"grade": "B", "why": "was right"}),
}


@pytest.mark.parametrize(
    ("role", "allowed"),
    [("read", set()), ("comment", {"comment"}), ("review", {"comment", "review", "add", "rate"}),
     ("admin", {"comment", "review", "add", "rate"})],
)  # fmt: skip
def test_each_role_may_do_its_part_and_its_name_is_kept(
    client: httpx.Client, casebook: Path, role: str, allowed: set[str]
) -> None:
    sign_in(client, f"Ms {role}")
    assert client.get("/api/v1/board").status_code == 200
    for what, (path, given) in CHANGES.items():
        status = client.post(path, json=given, headers=PAGE).status_code
        assert (status in (201, 202)) is (what in allowed), (what, status)
        assert status in (201, 202, 403)
    with Casebook(casebook) as case:
        authors = {entry.by for entry in case.history() if entry.act in ("verdict", "rating")}
    # The name of the account counts, whatever the page says.
    assert authors == ({f"Ms {role}"} if allowed else set())
    assert (client.get("/api/v1/history").status_code == 200) is (role in ("review", "admin"))


def test_only_ones_own_comments_are_taken_back(client: httpx.Client) -> None:
    sign_in(client, "Ms comment")
    said = client.post("/api/v1/comments", json={"item": "r1", "text": "Mine."}, headers=PAGE).json()["id"]
    sign_in(client, "Ms review")
    assert client.delete(f"/api/v1/comments/{said}", headers=PAGE).status_code == 403
    sign_in(client, "Ms admin")
    assert client.delete(f"/api/v1/comments/{said}", headers=PAGE).status_code == 200


def test_who_leaves_is_out(client: httpx.Client) -> None:
    sign_in(client, "Ms review")
    cookie = dict(client.cookies)
    assert client.post("/leave").status_code == 303
    client.cookies.update(cookie)
    assert client.get("/api/v1/case").status_code == 401


def test_guessing_passwords_is_slowed_down(client: httpx.Client) -> None:
    for n in range(10):
        sign_in(client, "Ms admin", f"guess {n}")
    assert sign_in(client, "Ms admin").status_code == 429


def test_asking_and_changing_without_end_is_slowed_down(
    client: httpx.Client, monkeypatch: pytest.MonkeyPatch, casebook: Path, accounts_file: Path, serve: Serve
) -> None:
    monkeypatch.setattr("whosays.app.access.MOST_CHANGED", 2)
    monkeypatch.setattr("whosays.app.access.MOST_ASKED", 8)
    client = serve(create_app(casebook, accounts=Accounts(accounts_file)))
    sign_in(client, "Ms comment")
    given = {"item": "r1", "text": "Again."}
    statuses = [client.post("/api/v1/comments", json=given, headers=PAGE).status_code for _ in range(3)]
    assert statuses == [201, 201, 429]
    assert [client.get("/api/v1/case").status_code for _ in range(8)][-1] == 429


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [({}, b"x" * 300_000, 413), ({"Transfer-Encoding": "chunked"}, None, 411)],
)
def test_requests_that_carry_too_much_are_refused_unread(
    client: httpx.Client, headers: dict[str, str], body: bytes | None, status: int
) -> None:
    sign_in(client, "Ms comment")
    content: Any = iter([b"{}"]) if body is None else body
    answer = client.post("/api/v1/comments", content=content, headers={**PAGE, **headers})
    assert answer.status_code == status


@pytest.mark.parametrize(
    "held",
    ["", "{}", '{"accounts": {}}', '{"accounts": {"a": {"role": "king", "password": "x"}}}', '{"accounts": [1]}'],
)
def test_files_that_hold_no_accounts_are_refused(tmp_path: Path, held: str) -> None:
    path = tmp_path / "team.json"
    path.write_text(held)
    with pytest.raises(UsageError, match="U062"):
        Accounts(path)


@pytest.mark.parametrize(("name", "password"), [("Ana", "short"), ("", PASSWORD), ("a\u202eb", PASSWORD)])
def test_accounts_that_may_not_be_are_refused(tmp_path: Path, name: str, password: str) -> None:
    with pytest.raises(UsageError, match="U063"):
        put_account(tmp_path / "team.json", name, "read", password)
    assert not (tmp_path / "team.json").exists()


def test_accounts_are_made_and_dropped_from_the_command_line(tmp_path: Path) -> None:
    path = tmp_path / "team.json"
    for name, role in (("Ana", "admin"), ("Ben", "comment")):
        arguments = ["serve", "--accounts", str(path), "--add-account", name, "--role", role]
        result = CliRunner().invoke(command_line, arguments, input=f"{PASSWORD}\n{PASSWORD}\n")
        assert result.exit_code == 0, result.output
        assert PASSWORD not in result.output
    assert {name: row["role"] for name, row in read_accounts(path).items()} == {"Ana": "admin", "Ben": "comment"}
    assert (
        CliRunner().invoke(command_line, ["serve", "--accounts", str(path), "--remove-account", "Ben"]).exit_code == 0
    )
    with pytest.raises(UsageError, match="U063"):
        drop_account(path, "Ana")
