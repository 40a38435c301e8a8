"""Alerts: raised once for what is new, delivered until they arrive, signed, and never with a secret in them."""

from __future__ import annotations

import json
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import feedparser
import msgspec
import pytest
from click.testing import CliRunner, Result

from hostile_server import hostile_web
from whosays.casebook import Casebook
from whosays.cli import app
from whosays.cli.alert_rules import rules_of
from whosays.cli.alerts import memory_of
from whosays.cli.deliveries import signature
from whosays.errors import UsageError

TROOPS = "About 10,000 North Korean troops are in the Kursk region of Russia, the Pentagon said on Monday."
DENIED = "North Korea has sent no soldiers to the Kursk region, the Russian embassy in Washington said on Tuesday."
OTHER = "A power station near Odesa was hit by a missile on Sunday, the regional governor said."
CLAIMS = '[[alert]]\nname = "troops"\ntype = "STRENGTH"\nactor = "PRK"\n'


def alerts(case: Path, rules: Path, *more: str) -> Result:
    return CliRunner().invoke(app, ["--casebook", str(case), "alerts", str(rules), *more])


def add(case: Path, *texts: str) -> None:
    lines = "\n".join(json.dumps({"text": text, "published": "2024-11-05"}) for text in texts)
    result = CliRunner().invoke(app, ["--casebook", str(case), "add", "-"], input=lines)
    assert result.exit_code == 0, result.output


@pytest.fixture(scope="module")
def readings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Casebooks of one report each, to be joined in by and by: reading is slow."""
    folder = tmp_path_factory.mktemp("readings")
    for name, text in (("troops", TROOPS), ("denied", DENIED), ("other", OTHER)):
        add(folder / name, text)
    return {name: folder / name for name in ("troops", "denied", "other")}


def join(case: Path, other: Path) -> None:
    with Casebook(case) as one, Casebook(other, create=False) as two:
        one.join(two)


def test_new_claims_of_a_country_once(tmp_path: Path, readings: dict[str, Path]) -> None:
    case, rules = tmp_path / "case", tmp_path / "rules.toml"
    rules.write_text(CLAIMS)
    join(case, readings["other"])
    assert alerts(case, rules).stdout == ""
    join(case, readings["troops"])
    first = alerts(case, rules)
    assert first.exit_code == 0, first.output
    assert first.stdout.startswith("ALERT troops: ")
    assert "10,000" in first.stdout
    assert len(first.stdout.splitlines()) == 1
    assert alerts(case, rules).stdout == ""


def test_what_was_there_before_the_rule_is_old(tmp_path: Path, readings: dict[str, Path]) -> None:
    case, rules = tmp_path / "case", tmp_path / "rules.toml"
    rules.write_text(CLAIMS)
    join(case, readings["troops"])
    assert alerts(case, rules).stdout == ""
    rules.write_text(CLAIMS.replace("troops", "troops again"))
    assert "10,000" in alerts(case, rules, "--old-too").stdout


def test_an_event_that_turns_raises_once_until_it_turns_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                                              readings: dict[str, Path]) -> None:  # fmt: skip
    case, rules = tmp_path / "case", tmp_path / "rules.toml"
    rules.write_text('[[alert]]\nname = "turned"\nstanding = "contested"\n')
    join(case, readings["troops"])
    with Casebook(case) as opened:
        event = next(opened.events())
    state = {"standing": "single-source", "id": event.id}

    def events(self: Casebook, **wanted: object) -> Iterator[object]:
        if wanted["standing"] == state["standing"]:
            yield msgspec.structs.replace(event, standing=state["standing"], id=state["id"])  # type: ignore[arg-type]

    monkeypatch.setattr(Casebook, "events", events)
    assert alerts(case, rules).stdout == ""
    state["standing"] = "contested"
    assert "now contested" in alerts(case, rules).stdout
    # An earlier report gives the event another id: it has not turned for that.
    state["id"] = "e000000000000"
    assert alerts(case, rules).stdout == ""
    state["standing"] = "corroborated"
    assert alerts(case, rules).stdout == ""
    state["standing"] = "contested"
    assert "now contested" in alerts(case, rules).stdout


def test_the_atom_file_is_a_feed_and_grows(tmp_path: Path, readings: dict[str, Path]) -> None:
    case, rules, feed = tmp_path / "case", tmp_path / "rules.toml", tmp_path / "out" / "alerts.xml"
    feed.parent.mkdir()
    text = '[[alert]]\nname = "<a> & b"\ntype = "STRENGTH"\nto = "desk"\n'
    text += f'[channel.desk]\nkind = "atom"\npath = "{feed}"\n'
    rules.write_text(text)
    join(case, readings["troops"])
    alerts(case, rules, "--old-too")
    parsed = feedparser.parse(feed.read_bytes())
    assert not parsed.bozo
    assert [entry.title[:9] for entry in parsed.entries] == ["<a> & b: "]
    rules.write_text(text + '[[alert]]\nname = "other"\ntype = "ASSAULT"\nto = ["desk", "stdout"]\n')
    join(case, readings["other"])
    assert "Odesa" in alerts(case, rules, "--old-too").stdout
    parsed = feedparser.parse(feed.read_bytes())
    assert [entry.title.split(":")[0] for entry in parsed.entries] == ["other", "<a> & b"]
    assert list(feed.parent.iterdir()) == [feed]


def test_a_webhook_is_signed_and_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                             readings: dict[str, Path]) -> None:  # fmt: skip
    case, rules = tmp_path / "case", tmp_path / "rules.toml"
    join(case, readings["troops"])
    monkeypatch.setenv("HOOK_SECRET", "s3cret")
    with hostile_web() as web:
        rules.write_text(
            CLAIMS + 'to = "hook"\n[channel.hook]\nkind = "webhook"\nsecret_env = "HOOK_SECRET"\n'
            f'url = "{web.address}/hook"\n'
        )
        web.fail_first["/hook"] = 1
        failed = alerts(case, rules, "--old-too")
        assert failed.exit_code == 1
        assert "[G004] hook" in failed.stderr
        assert "503" in failed.stderr
        assert "s3cret" not in failed.output
        assert len(web.posted) == 1
        alerts(case, rules)
        assert len(web.posted) == 1  # its minute of waiting is not over
        with Casebook(case) as opened, memory_of(opened) as memory:
            memory.do("UPDATE outbox SET next_at = 0")
        assert alerts(case, rules).exit_code == 0
        assert len(web.posted) == 2
        (_, headers, body), (_, again, _) = web.posted[1], web.posted[0]
        assert headers["X-Whosays-Signature"] == signature("s3cret", headers["X-Whosays-Timestamp"], body)
        assert headers["X-Whosays-Delivery"] == again["X-Whosays-Delivery"]
        told = json.loads(body)
        assert told["rule"] == "troops"
        assert told["claim"]["type"] == "STRENGTH"
        alerts(case, rules)
        assert len(web.posted) == 2


@contextmanager
def mail_server(*, refuses: bool = False) -> Iterator[tuple[int, list[bytes]]]:
    """A mail server that takes everything, or nothing."""
    taken: list[bytes] = []

    class Answering(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 ready\r\n")
            while line := self.rfile.readline():
                word = line[:4].upper()
                if word == b"DATA":
                    self.wfile.write(b"354 go on\r\n")
                    body = b""
                    while (part := self.rfile.readline()) != b".\r\n":
                        body += part
                    taken.append(body)
                    self.wfile.write(b"250 taken\r\n")
                elif word == b"QUIT":
                    self.wfile.write(b"221 bye\r\n")
                    return
                else:
                    self.wfile.write(b"550 no\r\n" if refuses and word == b"MAIL" else b"250 well\r\n")

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Answering) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield server.server_address[1], taken
        server.shutdown()


def test_mail_goes_out_in_one_and_waits_where_it_is_refused(tmp_path: Path, readings: dict[str, Path]) -> None:
    case, rules = tmp_path / "case", tmp_path / "rules.toml"
    join(case, readings["troops"])
    written = CLAIMS + 'to = "desk"\n[channel.desk]\nkind = "mail"\nhost = "127.0.0.1"\nfrom = "a@a.example"\n'
    written += 'to = ["b@b.example"]\ntls = false\n'
    with mail_server(refuses=True) as (port, taken):
        rules.write_text(f"{written}port = {port}\n")
        assert alerts(case, rules, "--old-too").exit_code == 1
        assert taken == []
    with Casebook(case) as opened, memory_of(opened) as memory:
        memory.do("UPDATE outbox SET next_at = 0")
    with mail_server() as (port, taken):
        rules.write_text(f"{written}port = {port}\n")
        assert alerts(case, rules).exit_code == 0
        assert len(taken) == 1
        assert b"10,000" in taken[0]
        assert b"To: b@b.example" in taken[0]


@pytest.mark.parametrize(
    ("table", "code"),
    [
        ({}, "G002"), ({"type": "WAR"}, "G002"), ({"standing": "settled"}, "G002"), ({"event": "e1"}, "G002"),
        ({"who": "PRK"}, "G003"), ({"type": "ASSAULT", "to": "nowhere"}, "G002"), ("type", "G002"),
    ],
)  # fmt: skip
def test_rules_that_cannot_be_meant(table: object, code: str) -> None:
    with pytest.raises(UsageError) as caught:
        rules_of([table], [], item="rules.toml")
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ('[channel.x]\nkind = "pigeon"', "G002"), ('[channel.x]\nkind = "webhook"', "G002"),
        ('[channel.x]\nkind = "webhook"\nurl = "https://a.example"\nsecret = "in clear"', "G003"),
        ('[channel.x]\nkind = "webhook"\nurl = "https://a.example"\nsecret_env = "NOT_SET_ANYWHERE"', "G005"),
        ('[channel.x]\nkind = "mail"\nhost = "a.example"', "G002"), ('[channel.x]\nkind = "atom"', "G002"),
        ("[[alert]\n", "G001"), ('sources = "x"', "G003"),
    ],
)  # fmt: skip
def test_files_that_cannot_be_meant(tmp_path: Path, readings: dict[str, Path], written: str, code: str) -> None:
    rules = tmp_path / "rules.toml"
    rules.write_text(written)
    result = alerts(readings["other"], rules)
    assert isinstance(result.exception, UsageError)
    assert result.exception.code == code
    assert "in clear" not in str(result.exception)
