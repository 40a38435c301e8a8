"""The package of docs/how-to/extend.md, installed by its dist-info alone, works; broken ones cost nothing else."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from click.testing import CliRunner, Result

from whosays.cli import app
from whosays.cli.deliveries import channels_of, deliver
from whosays.errors import ReportError, UsageError
from whosays.exports import Selection, export
from whosays.plugins import plugin, plugins
from whosays.reader import Reader
from whosays.record import Record, Report
from whosays.sources import open_reports
from whosays.sources.memory import Memory

PAGE = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "extend.md"
POST = "Two soldiers were killed when a drone hit their car near the village of Lipovka, the governor said."


def install(folder: Path, name: str, points: dict[str, dict[str, str]], modules: dict[str, str]) -> None:
    """Write a package and what pip would write beside it."""
    about = folder / f"{name}-1.0.dist-info"
    about.mkdir(parents=True)
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", encoding="utf-8")
    lines = [f"[{group}]\n" + "".join(f"{k} = {v}\n" for k, v in named.items()) for group, named in points.items()]
    (about / "entry_points.txt").write_text("\n".join(lines), encoding="utf-8")
    for path, code in modules.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(code, encoding="utf-8")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The package of the page, on the path."""
    blocks = re.findall(r"```\w+\n# (\S+)\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.S)
    files = dict(blocks)
    points = tomllib.loads(files.pop("pyproject.toml"))["project"]["entry-points"]
    folder = tmp_path / "site"
    install(folder, "whosays_desk", points, {"whosays_desk/__init__.py": "", **files})
    monkeypatch.syspath_prepend(folder)
    return folder


BROKEN = {
    "absent": "whosays_absent",
    "torn": "whosays_torn",
    "later": "whosays_later",
    "unmarked": "whosays_unmarked",
    "failing": "whosays_failing",
    "idle": "whosays_idle",
}
FAILING = (
    "whosays_plugin = 1\n"
    "def pieces(selection, left_out):\n    yield 'half'\n    raise KeyError('no such name')\n"
    "def fits(head):\n    return b'@@' in head\n"
    "def open(raw):\n    yield {'text': 'Soldiers shelled the town of Lipovka on Monday, officials said.'}\n    1 / 0\n"
    "def read(record, doc):\n    raise KeyError('no such name')\n"
    "def channel(name, table):\n    def send(alert):\n        raise OSError('unreachable')\n    return send\n"
)
# Does nothing by mistake: returns no channel, and hands over words that no encoding holds.
IDLE = (
    "whosays_plugin = 1\n"
    "def channel(name, table):\n    pass\n"
    "def fits(head):\n    return b'%%' in head\n"
    "def open(raw):\n"
    "    told = 'Soldiers shelled the town of Lipovka on Monday, officials said.'\n"
    "    yield from ({'text': told}, {'text': told + '\\ud83d'}, {'text': told, 'title': '\\udc00'}, {'text': told})\n"
)


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package whose every plugin is broken in its own way."""
    groups = ("exporters", "sources", "layers", "knowledge", "alerts")
    modules = {
        "whosays_torn.py": "def (", "whosays_later.py": "whosays_plugin = 2\n", "whosays_unmarked.py": "",
        "whosays_failing.py": FAILING, "whosays_idle.py": IDLE,
    }  # fmt: skip
    install(tmp_path / "broken", "broken_desk", {f"whosays.{group}": BROKEN for group in groups}, modules)
    monkeypatch.syspath_prepend(tmp_path / "broken")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_without_plugins_there_are_none() -> None:
    assert plugins("exporters") == ()
    assert plugin("exporters", "ris") is None
    with pytest.raises(UsageError, match="U003"):
        export(Selection(), "a.ris", to="ris")


def test_exporter_writes_lists_and_counts(desk: Path, example_casebook: Path, tmp_path: Path) -> None:
    target = tmp_path / "reports.ris"
    result = run("export", "--casebook", example_casebook, "--to", "ris", "--country", "SDN", "-o", target)
    assert result.exit_code == 0, result.stderr
    references = target.read_bytes().decode().split("ER  - \r\n")
    assert len(references) > 3
    assert all(reference.startswith("TY  - NEWS\r\nTI  - ") for reference in references[:-1])
    assert "ris " in run("export", "--list").stdout
    untitled = Selection(records=(Record(report=Report(id="untitled", text="a")),))
    assert "Left out" not in result.stderr
    assert export(untitled, target, to="ris").read_bytes() == b""


def test_source_opens_its_kind_and_leaves_the_others(desk: Path, tmp_path: Path) -> None:
    posts = [
        {"id": 1, "type": "message", "date": "2025-03-04T08:00:00", "text": ["Read: ", {"type": "bold", "text": POST}]},
        {"id": 2, "type": "message", "date": "2025-03-04T09:00:00", "text": "Photo"},
        {"id": 3, "type": "message", "date": "2025-03-04T10:00:00", "text": POST},
    ]  # fmt: skip
    channel = {"name": "Lipovka live", "type": "public_channel", "id": 77, "messages": posts}
    (tmp_path / "result.json").write_text(json.dumps(channel, indent=1), encoding="utf-8")
    (tmp_path / "lines.jsonl").write_text(json.dumps({"text": POST}) + "\n", encoding="utf-8")
    found = list(open_reports([tmp_path / "lines.jsonl", tmp_path / "result.json"]))
    assert all(isinstance(one, Report) for one in found), found
    assert [(one.id, one.publisher, one.published) for one in found[1:]] == [  # type: ignore[union-attr]
        ("telegram-77-1", "Lipovka live", "2025-03-04T08:00:00"),
        ("telegram-77-3", "Lipovka live", "2025-03-04T10:00:00"),
    ]


def test_layer_runs_where_it_is_asked_for(desk: Path) -> None:
    report = Report(
        id="a",
        text="Russian troops attacked the town of Sumy with a Molniya and killed two civilians, the governor said.",
    )
    plain, layered = Reader().read(report), Reader(("munitions",)).read(report)
    assert layered.version == "with munitions"
    assert not any(one.text == "Molniya" for claim in plain.claims for one in claim.instruments)

    assert any("Molniya" in [one.text for one in claim.instruments] for claim in layered.claims)
    with pytest.raises(ValueError, match="no such layer: nothing"):
        Reader(("nothing",))


def test_knowledge_is_used_where_it_is_named(desk: Path, tmp_path: Path) -> None:
    page = tmp_path / "report.txt"
    page.write_text("The Lake Guards shelled the town of Bol on Monday, the governor said.", encoding="utf-8")
    names = []
    for more in ((), ("--actors", "sahel")):
        line = run("read", page, "--format", "jsonl", *more).stdout
        names.append({party["entity"] for claim in json.loads(line)["claims"] for party in claim["actors"]})
    assert "LAKEGUARD" not in names[0]
    assert "LAKEGUARD" in names[1]
    assert run("read", page, "--actors", "nowhere").exit_code == 2


def queued(memory: Memory, channel: str) -> None:
    alert = {"id": "r/1", "rule": "r", "at": "2025-03-04T08:00:00+00:00", "what": "Losses: two killed in Lipovka"}
    memory.together(
        [
            ("INSERT INTO alerts (at, rule, json) VALUES (0, 'r', ?)", (json.dumps(alert).encode(),)),
            ("INSERT INTO outbox (alert, channel) VALUES ((SELECT max(number) FROM alerts), ?)", (channel,)),
        ]
    )


def test_channel_takes_alerts(desk: Path, tmp_path: Path) -> None:
    taken: list[bytes] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            taken.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *values: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server, Memory(tmp_path / "memory", seal="s") as memory:
        thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        table = {"kind": "ntfy", "url": f"http://127.0.0.1:{server.server_address[1]}/desk"}
        channels = channels_of({"phone": table}, memory, item="sources.toml", say=print)
        queued(memory, "phone")
        assert deliver(channels, memory) == []
        server.shutdown()
        thread.join(timeout=5)
    assert taken == [b"Losses: two killed in Lipovka"]
    with Memory(tmp_path / "memory", seal="s") as memory, pytest.raises(UsageError, match=r"G002.*needs the url"):
        channels_of({"phone": {"kind": "ntfy"}}, memory, item="sources.toml", say=print)


# ---------------------------------------------------------------- broken ones

CODES = [("absent", "P001"), ("torn", "P001"), ("later", "P002"), ("unmarked", "P002")]


@pytest.mark.parametrize(("name", "code"), CODES)
@pytest.mark.parametrize("group", ["exporters", "sources", "layers", "knowledge", "alerts"])
def test_broken_plugin_is_a_coded_error(broken: None, group: str, name: str, code: str) -> None:
    with pytest.raises(UsageError, match=f"{code}.*{name}"):
        plugin(group, name)


def test_broken_exporters_are_named_and_the_others_listed(broken: None, tmp_path: Path) -> None:
    listed = run("export", "--list")
    assert listed.exit_code == 0
    assert listed.stdout.startswith("jsonl ")
    assert [code in listed.stderr for code in ("P001", "P002")] == [True, True]
    with pytest.raises(UsageError, match=r"P003.*failing.*KeyError"):
        export(Selection(), tmp_path / "half.txt", to="failing")
    assert not (tmp_path / "half.txt").exists()


def test_broken_sources_are_named_once_and_the_others_read(broken: None, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(POST, encoding="utf-8")
    (tmp_path / "c.txt").write_text("@@", encoding="utf-8")
    found = list(open_reports([tmp_path / name for name in ("a.txt", "b.txt", "c.txt")]))
    codes = [one.code for one in found if isinstance(one, ReportError)]
    assert codes == ["P001", "P002", "P001", "P002", "P003"]
    assert len([one for one in found if isinstance(one, Report)]) == 3


def test_words_without_an_encoding_cost_their_report_and_no_other(broken: None, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("%%", encoding="utf-8")
    (tmp_path / "b.txt").write_text(POST, encoding="utf-8")
    opened = open_reports([tmp_path / name for name in ("a.txt", "b.txt")])
    # The other broken plugins are named, too, once a process.
    found = [one for one in opened if getattr(one, "code", "P003") == "P003"]
    assert [isinstance(one, Report) for one in found] == [True, False, False, True, True]
    assert all("report" in one.item and "idle" in one.item for one in found if isinstance(one, ReportError))


def test_failing_layer_costs_its_report_and_is_told(broken: None) -> None:
    reader, told = Reader(("failing",)), list[ReportError]()
    report = Report(id="a", text=POST)
    assert list(reader.read_many([report], on_error=told.append)) == []
    assert [(error.code, error.item) for error in told] == [("P003", "a, by failing")]
    with pytest.raises(ReportError, match="P003"):
        reader.read(report)


@pytest.mark.parametrize("kind", ["torn", "later", "failing", "idle"])
def test_broken_channel_keeps_its_alerts_and_the_others_go_out(broken: None, tmp_path: Path, kind: str) -> None:
    said: list[str] = []
    with Memory(tmp_path / "memory", seal="s") as memory:
        channels = channels_of({"phone": {"kind": kind}}, memory, item="sources.toml", say=said.append)
        queued(memory, "phone")
        queued(memory, "stdout")
        [(channel, why)] = deliver(channels, memory)
        assert channel == "phone"
        assert re.search(r"P00\d", why)
        assert len(said) == 1
        assert memory.do("SELECT channel, n_tries FROM outbox") == [("phone", 1)]


def test_help_looks_for_no_plugin(broken: None, tmp_path: Path) -> None:
    code = "import sys; from whosays.cli import app; app(['export', '--help'], standalone_mode=False); "
    code += "print([name for name in sys.modules if name in ('importlib.metadata', 'whosays_torn')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
