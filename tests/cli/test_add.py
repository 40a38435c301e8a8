"""whosays add: every kind in one go, failures at the end, a run that was stopped goes on, addresses only when asked."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hostile_server import PAGE, STORY, hostile_web
from whosays.casebook import Casebook
from whosays.cli import app


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], catch_exceptions=False)


def _lines(path: Path, n_reports: int) -> Path:
    rows = [json.dumps({"id": f"r{n}", "text": f"{STORY[0]} It was attack {n}."}) for n in range(n_reports)]
    path.write_text("\n".join(rows), "utf-8")
    return path


def test_failures_are_named_at_the_end_with_their_remedies(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.html").write_text("<html><p>404</p></html>")
    (folder / "b.html").write_bytes(PAGE)
    (folder / "c.bin").write_bytes(bytes(range(1, 9)) * 40)
    result = run("--casebook", tmp_path / "case", "add", folder)
    assert result.exit_code == 1
    lines = result.stderr.splitlines()
    assert [line[:6] for line in lines] == ["[R005]", "      ", "[R003]", "      ", "1 repo"]
    assert "paste its text" in lines[1]
    assert lines[-1].endswith("1 claims, 2 could not be read.") or "2 could not be read" in lines[-1]


def test_the_shell_is_told_that_a_part_failed(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "whosays", "--casebook", str(tmp_path / "case"), "add", str(tmp_path / "none")]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 1


def test_many_failures_of_a_kind_do_not_flood(tmp_path: Path) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text("{}\n" * 100)
    result = run("--casebook", tmp_path / "case", "add", path)
    assert "and 80 more like these" in result.stderr
    assert len(result.stderr.splitlines()) < 30


def test_adding_twice_is_free(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _lines(tmp_path / "r.jsonl", 12)
    assert run("--casebook", tmp_path / "case", "add", path).exit_code == 0
    with Casebook(tmp_path / "case") as case:
        before = len(list(case.history()))
    # Reading again is what must not happen: it is the work.
    monkeypatch.setattr("whosays.reader.Reader.record_of", lambda *_: pytest.fail("read again"))
    result = run("--casebook", tmp_path / "case", "add", path)
    assert "0 reports added with 0 claims, 12 were there already" in result.stderr
    with Casebook(tmp_path / "case") as case:
        assert len(list(case.history())) == before


def test_again_reads_what_is_there(tmp_path: Path) -> None:
    path = _lines(tmp_path / "r.jsonl", 2)
    run("--casebook", tmp_path / "case", "add", path)
    assert "2 were there already" in run("--casebook", tmp_path / "case", "add", "--again", path).stderr


def test_the_same_id_with_another_text_is_named_and_nothing_lost(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    rows = [("a", STORY[0]), ("a", STORY[1]), ("b", STORY[1]), ("a", STORY[0])]
    path.write_text("\n".join(json.dumps({"id": name, "text": text}) for name, text in rows), "utf-8")
    result = run("--casebook", tmp_path / "case", "add", path)
    assert result.exit_code == 1
    assert "[C007] a" in result.stderr
    with Casebook(tmp_path / "case") as case:
        assert [(report.id, report.text) for report in case.reports()] == [("a", STORY[0]), ("b", STORY[1])]


def test_a_map_names_the_columns(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(f'story_nr,wann,inhalt\n7,2024-11-06,"{STORY[0]}"\n', "utf-8")
    given = ("--casebook", tmp_path / "case", "add", path, "--map")
    assert run(*given, "text=inhalt,published=wann").exit_code == 0
    with Casebook(tmp_path / "case") as case:
        (report,) = case.reports()
    assert (report.text, report.published, report.published_from) == (STORY[0], "2024-11-06", "given")
    wrong = run(*given, "words=inhalt")
    assert wrong.exit_code == 2
    assert "text=COLUMN" in wrong.stderr


def test_an_address_is_fetched_because_it_was_given_and_logged(tmp_path: Path) -> None:
    with hostile_web() as web:
        at = web.address
        result = run(
            "--casebook",
            tmp_path / "case",
            "add",
            f"{at}/page",
            f"{at}/gone",
            "--pause",
            "0",
            "--allow-address",
            "127.0.0.1",
        )
        assert result.exit_code == 1
        assert "[F005]" in result.stderr
        assert "1 report added" in result.stderr
        refused = run("--casebook", tmp_path / "case", "add", f"{at}/page")
        assert "[F003]" in refused.stderr
    with Casebook(tmp_path / "case") as case:
        acts = [(entry.act, entry.subject.split()[0]) for entry in case.history() if entry.act.startswith("fetch")]
        assert acts == [("fetch", f"{at}/page"), ("fetch-failed", f"{at}/gone"), ("fetch-failed", f"{at}/page")]
        ((raw, _, locator),) = case.evidence(next(case.reports()).id)
        case.verify()
    assert (raw, locator) == (PAGE, f"{at}/page")


def test_a_page_that_has_not_changed_is_not_sent_again(tmp_path: Path) -> None:
    with hostile_web() as web:
        web.pages["/page"] = (200, {"Content-Type": "text/html", "ETag": '"a"'}, PAGE)
        given = ("--casebook", tmp_path / "case", "add", f"{web.address}/page", "--pause", "0")
        given += ("--allow-address", "127.0.0.1")
        run(*given)
        assert "1 were there already" in run(*given).stderr
        assert web.asked[-1][2]["If-None-Match"] == '"a"'
        # Without its report in the casebook the page is asked for as new. Casebooks are told apart by when they were
        # begun, to the second.
        (tmp_path / "case").unlink()
        time.sleep(1.1)
        assert "1 report added" in run(*given).stderr


def test_what_lists_name_is_fetched_only_with_the_word(tmp_path: Path) -> None:
    with hostile_web() as web:
        listing = tmp_path / "list.txt"
        listing.write_text(f"{web.address}/page\n")
        result = run("--casebook", tmp_path / "case", "add", listing)
        assert "[R048]" in result.stderr
        assert "--fetch" in result.stderr
        assert web.asked == []
        given = ("--fetch", "--pause", "0", "--allow-address", "127.0.0.1")
        assert run("--casebook", tmp_path / "case", "add", listing, *given).exit_code == 0
        assert web.paths() == ["/page"]


@pytest.mark.slow
def test_a_run_that_is_killed_goes_on(tmp_path: Path) -> None:
    path, case = _lines(tmp_path / "r.jsonl", 24), tmp_path / "case"
    command = [sys.executable, "-m", "whosays", "--casebook", str(case), "add", "--workers", "1", str(path)]
    running = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    while running.poll() is None:
        time.sleep(0.05)
        if case.exists() and _n_reports(case) >= 5:
            os.kill(running.pid, signal.SIGKILL)
    running.wait()
    kept = _n_reports(case)
    assert 5 <= kept < 24
    result = run("--casebook", case, "add", "--workers", "1", path)
    assert f"{24 - kept} reports added" in result.stderr
    assert f"{kept} were there already" in result.stderr
    with Casebook(case) as opened:
        opened.verify()
        assert len(list(opened.reports())) == 24


def _n_reports(case: Path) -> int:
    import sqlite3

    connection = sqlite3.connect(f"file:{case}?mode=ro", uri=True)
    try:
        return int(connection.execute("SELECT count(*) FROM reports").fetchone()[0])
    except sqlite3.OperationalError:
        return 0
    finally:
        connection.close()
