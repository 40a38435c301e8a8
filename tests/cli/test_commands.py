"""The command line as a person uses it: data on standard output, talk on standard error, honest exit codes."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import whosays
from whosays.cli import COMMANDS, app
from whosays.record import event_from_json, record_from_json


def run(*arguments: str | Path, input_: str | None = None) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], input=input_, catch_exceptions=True)


def spawn(*arguments: str | Path, input_: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "whosays", *map(str, arguments)]
    return subprocess.run(command, input=input_, capture_output=True, check=False, timeout=120)


@pytest.fixture(scope="module")
def casebook(tmp_path_factory: pytest.TempPathFactory, examples: Path) -> Path:
    """A casebook of the Kursk episode, made with the command itself."""
    path = tmp_path_factory.mktemp("case") / "kursk.casebook"
    result = run("--casebook", path, "add", examples / "kursk")
    assert result.exit_code == 0, result.stderr
    assert "20 reports added" in result.stderr
    assert result.stdout == ""
    return path


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name: str) -> None:
    result = run(name, "--help")
    assert result.exit_code == 0
    assert COMMANDS[name][1].split(":")[0].split(",")[0][:25] in " ".join(result.stdout.split())


def test_help_answers_without_loading_the_language_model() -> None:
    code = "import sys\nfrom whosays.cli import COMMANDS, app\n"
    code += "heavy = {'spacy', 'trafilatura', 'pyarrow'}\n"
    code += "try: app(['--help'])\nexcept SystemExit: pass\n"
    code += "loaded = ['the list'] if (heavy | {'numpy', 'rich'}) & set(sys.modules) else []\n"
    code += "for name in COMMANDS:\n"
    code += "    try: app([name, '--help'])\n    except SystemExit: pass\n"
    code += "    loaded += [name] if heavy & set(sys.modules) else []\n"
    code += "print('loaded for:', loaded)"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.endswith("loaded for: []\n")


@pytest.mark.parametrize("asked", [["version"], ["--version"]])
def test_the_version_is_that_of_the_package(asked: list[str]) -> None:
    assert run(*asked).stdout.strip() == whosays.__version__ != ""


def test_read_prints_one_record_a_line_in_input_order(examples: Path) -> None:
    pages = sorted((examples / "red-sea").glob("*.html"))
    result = run("read", "--format", "jsonl", *reversed(pages))
    records = [record_from_json(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert [record.report.published for record in records] == sorted(
        (record.report.published for record in records), key=str, reverse=True
    )


def test_read_from_standard_input_speaks_english(examples: Path) -> None:
    result = run("read", "-", input_="KYIV, Nov 4 - At least 12 soldiers were killed in Kursk on Monday, Kyiv said.")
    assert result.exit_code == 0
    assert "says" in result.stdout
    assert "killed" in result.stdout
    assert "LOSSES" not in result.stdout


def test_jsonl_reports_keep_their_text_and_id(tmp_path: Path) -> None:
    text = "Russia shelled Kharkiv on Monday, Ukrainian officials said.\r\n\r\nTwo people died. "
    path = tmp_path / "reports.jsonl"
    path.write_text(json.dumps({"id": "mine", "text": text, "published": "2024-11-05"}) + "\n", encoding="utf-8")
    record = record_from_json(run("read", "--format", "jsonl", path).stdout)
    assert record.report.id == "mine"
    assert record.report.text == text
    assert record.report.published_from == "given"


def test_one_bad_item_is_named_and_the_rest_goes_on(examples: Path, tmp_path: Path) -> None:
    result = run("read", "--format", "jsonl", tmp_path / "none.html", examples / "odd", examples / "red-sea")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 6
    for code in ("R001", "R002", "R005", "R007"):
        assert f"[{code}]" in result.stderr


def test_unknown_command_and_option_exit_with_2() -> None:
    assert spawn("reed").returncode == 2
    assert spawn("read", "--colour").returncode == 2


def test_adding_twice_changes_nothing(casebook: Path, examples: Path) -> None:
    before = run("export", "--casebook", casebook, "--to", "jsonl").stdout
    result = run("add", "--casebook", casebook, examples / "kursk" / "2024-10-18-harbour-wire.html")
    assert "1 were there already" in result.stderr
    assert run("export", "--casebook", casebook, "--to", "jsonl").stdout == before


def test_claims_filter_by_speaker_and_country(casebook: Path) -> None:
    rows = run("claims", "--casebook", casebook, "--format", "jsonl", "--said-by", "Zelensky").stdout.splitlines()
    assert rows
    for row in rows:
        names = [source["name"] or source["text"] for source in json.loads(row)["sources"]]
        assert any("Zelensk" in name for name in names)
    everything = run("claims", "--casebook", casebook, "--format", "jsonl").stdout.splitlines()
    assert len(rows) < len(everything)


def test_only_needs_a_speaker(casebook: Path) -> None:
    result = spawn("claims", "--casebook", casebook, "--only")
    assert result.returncode == 2
    assert b"--said-by" in result.stderr


def test_only_lists_what_rests_on_nobody_else(casebook: Path) -> None:
    speaker = "National Intelligence Service"
    with_others = run("claims", "--casebook", casebook, "--format", "jsonl", "--said-by", speaker).stdout.splitlines()
    alone = run(
        "claims", "--casebook", casebook, "--format", "jsonl", "--said-by", speaker, "--only"
    ).stdout.splitlines()
    assert alone
    assert set(alone) <= set(with_others)


def test_wrong_date_says_how_to_write_it(casebook: Path) -> None:
    result = run("claims", "--casebook", casebook, "--since", "yesterday")
    assert result.exit_code == 2
    assert "YYYY-MM-DD" in result.stderr


def test_missing_casebook_is_not_made_by_asking(tmp_path: Path) -> None:
    result = spawn("claims", "--casebook", tmp_path / "none.casebook")
    assert result.returncode == 1
    assert b"[C002]" in result.stderr
    assert not list(tmp_path.iterdir())


def test_file_that_is_no_casebook_is_left_alone(tmp_path: Path, examples: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("my notes", encoding="utf-8")
    result = spawn("add", "--casebook", path, examples / "red-sea")
    assert result.returncode == 1
    assert b"[C001]" in result.stderr
    assert path.read_text(encoding="utf-8") == "my notes"


def test_events_as_known_on_a_day_are_fewer(casebook: Path) -> None:
    then = run("events", "--casebook", casebook, "--format", "jsonl", "--known-on", "2024-10-25").stdout.splitlines()
    now = run("events", "--casebook", casebook, "--format", "jsonl").stdout.splitlines()
    assert 0 < len(then) < len(now)
    assert all((event_from_json(line).last_reported or "")[:10] <= "2024-10-25" for line in then)


def test_origins_and_figures_of_one_event(casebook: Path) -> None:
    events = [
        event_from_json(line) for line in run("events", "--casebook", casebook, "--format", "jsonl").stdout.splitlines()
    ]
    event = max(events, key=lambda event: sum(len(held.figures) for held in event.quantities.values()))
    origins = run("origins", "--casebook", casebook, "--format", "jsonl", event.id).stdout.splitlines()
    assert len(origins) == len(event.origins)
    figures = list(
        csv.DictReader(io.StringIO(run("figures", "--casebook", casebook, "--format", "csv", event.id).stdout))
    )
    assert len(figures) == sum(len(held.figures) for held in event.quantities.values())
    assert all(row["words"] and row["who says so"] for row in figures)


def test_unknown_event_is_an_error_with_a_remedy(casebook: Path) -> None:
    result = spawn("origins", "--casebook", casebook, "EV-nothing")
    assert result.returncode == 2
    assert b"whosays events" in result.stderr


def test_who_lists_speakers_of_a_page(examples: Path) -> None:
    page = examples / "kursk" / "2024-11-04-harbour-wire.html"
    speakers = [json.loads(line) for line in run("who", "--format", "jsonl", page).stdout.splitlines()]
    assert any("Ryder" in speaker["speaker"] for speaker in speakers)
    assert all(speaker["says"] for speaker in speakers)


def test_explain_says_why(casebook: Path) -> None:
    claim = json.loads(run("claims", "--casebook", casebook, "--format", "jsonl").stdout.splitlines()[0])
    result = run("explain", "--casebook", casebook, claim["id"])
    assert result.exit_code == 0
    assert claim["trigger"]["text"] in result.stdout


def test_brief_and_export_write_whole_files(casebook: Path, tmp_path: Path) -> None:
    for arguments in (("brief",), ("export", "--to", "geojson"), ("export", "--to", "csv")):
        target = tmp_path / "-".join(arguments).replace("--", "")
        assert run(*arguments, "--casebook", casebook, "-o", target).exit_code == 0
        assert target.stat().st_size > 1000


def test_fuse_and_copies_over_files(examples: Path, tmp_path: Path) -> None:
    records = tmp_path / "records.jsonl"
    records.write_text(run("read", "--format", "jsonl", examples / "kursk").stdout, encoding="utf-8")
    events = [event_from_json(line) for line in run("fuse", "--format", "jsonl", records).stdout.splitlines()]
    assert any(len(event.reports) > 3 for event in events)
    groups = json.loads(run("copies", "--format", "jsonl", records).stdout)["copies"]
    assert sorted(map(len, groups)) == [2]


def test_bad_record_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "records.jsonl"
    path.write_text('{"report": {"id": "a", "text": "x"}}\nnot json\n', encoding="utf-8")
    result = run("fuse", "--format", "jsonl", path)
    assert result.exit_code == 1
    assert "line 2" in result.stderr


def test_schema_and_version() -> None:
    assert json.loads(run("schema").stdout)["$defs"]["Claim"]
    assert run("version").stdout.count(".") == 2


def test_doctor_finds_this_installation_sound() -> None:
    result = run("doctor")
    assert result.exit_code == 0, result.stdout
    assert "FAIL" not in result.stdout


def test_reader_of_our_output_may_leave(casebook: Path) -> None:
    command = f"{sys.executable} -m whosays claims --casebook {casebook} --format jsonl | head -n 1"
    result = subprocess.run(["sh", "-c", command], capture_output=True, check=True)
    assert b"Traceback" not in result.stderr
    assert b"Exception ignored" not in result.stderr


def test_fuse_says_what_could_not_be_matched(tmp_path: Path) -> None:
    report = {"id": "bare", "text": "Three soldiers were killed."}
    span = {"text": "Three soldiers were killed.", "start": 0, "end": 27}
    claim = {"id": "bare#1", "type": "LOSSES", "evidence": span, "trigger": {"text": "killed", "start": 20, "end": 26}}
    records = tmp_path / "records.jsonl"
    records.write_text(json.dumps({"report": report, "claims": [claim]}), encoding="utf-8")
    result = run("fuse", "--format", "jsonl", records)
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 1
    assert "1 claim without a place, a party or a figure" in result.stderr
    assert "1 report without a publication date" in result.stderr
    assert run("fuse", "--format", "jsonl", "--quiet", records).stderr == ""


def test_events_name_what_they_are_part_of(casebook: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("--casebook", casebook, "events", "--format", "csv").stdout)))
    parts = {row["id"]: row["part_of"] for row in rows if row["part_of"]}
    assert parts
    for part, whole in parts.items():
        named = [row for row in rows if row["id"] != part and whole.endswith(f"({row['id']})")]
        assert len(named) == 1 and whole.startswith(named[0]["event"])


@pytest.mark.parametrize(("typed", "offered"), [("whosays cl", "claims"), ("whosays claims --said", "--said-by")])
def test_the_terminal_completes_commands_and_options(typed: str, offered: str) -> None:
    asked = {"COMP_WORDS": typed, "COMP_CWORD": str(len(typed.split()) - 1), "_WHOSAYS_COMPLETE": "bash_complete"}
    done = subprocess.run(
        [sys.executable, "-m", "whosays"], env={**os.environ, **asked}, capture_output=True, text=True, check=False
    )
    assert done.stdout.splitlines() == [f"plain,{offered}"]
