"""Watching feeds on a hostile web: what is new comes in once, whatever is cut off, down or out of order."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hostile_server import STORY, Web, hostile_web
from whosays.casebook import Casebook
from whosays.cli import app
from whosays.cli.alerts import memory_of

ALLOWED = ("--allow-address", "127.0.0.1", "--pause", "0", "--workers", "1")


@pytest.fixture
def web() -> Iterator[Web]:
    with hostile_web() as server:
        yield server


def page(number: int, words: str = STORY[0]) -> bytes:
    return (
        f"<html><head><title>Report {number}</title></head><body><article><h1>Report {number}</h1><p>{words}</p>"
        f"<p>It was report number {number} of the day, and no one was hurt in the port or on the ships outside.</p>"
        "</article></body></html>"
    ).encode()


def publish(web: Web, numbers: list[int], *, tag: str, path: str = "/feed", older: str | None = None) -> None:
    """Put a feed of teasers on the server, the newest first, and the pages behind it."""
    items = ""
    for n in reversed(numbers):
        web.pages.setdefault(f"/p{n}", (200, {"Content-Type": "text/html"}, page(n)))
        items += (
            f"<entry><id>id{n}</id><title>Report {n}</title><link href='{web.address}/p{n}'/>"
            f"<published>2024-11-0{n % 9 + 1}T08:00:00Z</published><summary>Teaser {n} of the port.</summary></entry>"
        )
    link = f"<link rel='next' href='{web.address}{older}'/>" if older else ""
    feed = f"<feed xmlns='http://www.w3.org/2005/Atom'><title>The Courier</title>{link}{items}</feed>"
    web.pages[path] = (200, {"Content-Type": "application/atom+xml", "ETag": f'"{tag}"'}, feed.encode())


def watch(case: Path, sources: Path, *more: str) -> Result:
    return CliRunner().invoke(app, ["--casebook", str(case), "watch", str(sources), *ALLOWED, *more])


def sources_of(folder: Path, web: Web, *paths: str) -> Path:
    path = folder / "feeds.txt"
    path.write_text("".join(f"{web.address}{name}\n" for name in paths or ("/feed",)))
    return path


def titles(case: Path) -> list[str | None]:
    with Casebook(case) as opened:
        return [report.title for report in opened.reports()]


def test_one_line_a_report_and_each_once(tmp_path: Path, web: Web) -> None:
    case, sources = tmp_path / "case", sources_of(tmp_path, web)
    publish(web, [1, 2], tag="a")
    first = watch(case, sources, "--once")
    assert first.exit_code == 0, first.output
    lines = first.stdout.splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("2024-11-02 08:00  The Courier: Report 1  (")
    web.asked.clear()
    again = watch(case, sources, "--once")
    assert again.stdout == ""
    assert web.paths() == ["/feed"]
    assert web.asked[-1][2]["If-None-Match"] == '"a"'
    publish(web, [1, 2, 3], tag="b")
    web.asked.clear()
    third = watch(case, sources, "--once")
    assert [line.split("  ")[1] for line in third.stdout.splitlines()] == ["The Courier: Report 3"]
    assert web.paths() == ["/feed", "/p3"]
    assert titles(case) == ["Report 1", "Report 2", "Report 3"]
    with Casebook(case) as opened:
        opened.verify()


def test_a_page_that_is_down_is_tried_again_and_then_its_teaser_is_taken(tmp_path: Path, web: Web) -> None:
    case, sources = tmp_path / "case", sources_of(tmp_path, web)
    publish(web, [1, 2], tag="a")
    web.pages["/p2"] = (404, {}, b"gone")
    assert titles_after(case, sources) == ["Report 1"]
    web.pages["/p2"] = (200, {"Content-Type": "text/html"}, page(2))
    # The feed itself has not changed, and must yet be read: an entry of it was not taken.
    assert titles_after(case, sources) == ["Report 1", "Report 2"]
    publish(web, [1, 2, 3], tag="b")
    web.pages["/p3"] = (404, {}, b"gone")
    for _ in range(5):
        watch(case, sources, "--once")
    with Casebook(case) as opened:
        assert [report.text for report in opened.reports()][-1] == "Teaser 3 of the port."
    web.asked.clear()
    watch(case, sources, "--once")
    assert web.paths() == ["/feed"]


def titles_after(case: Path, sources: Path) -> list[str | None]:
    watch(case, sources, "--once")
    return titles(case)


def test_what_was_missed_is_caught_up_with(tmp_path: Path, web: Web) -> None:
    case, sources = tmp_path / "case", sources_of(tmp_path, web)
    publish(web, [1, 2], tag="a")
    watch(case, sources, "--once")
    publish(web, [1, 2, 3, 4], tag="c1", path="/older")
    publish(web, [5, 6], tag="c2", older="/older")
    result = watch(case, sources, "--once")
    assert [line.split("  ")[1][-8:] for line in result.stdout.splitlines()] == [f"Report {n}" for n in (3, 4, 5, 6)]


def test_health_of_each_feed_and_longer_pauses_after_failures(tmp_path: Path, web: Web) -> None:
    case, sources = tmp_path / "case", sources_of(tmp_path, web, "/feed", "/broken", "/loop", "/page")
    publish(web, [1], tag="a")
    web.pages["/broken"] = (200, {"Content-Type": "application/rss+xml"}, b"<rss><channel><item>")
    result = watch(case, sources, "--once")
    assert result.exit_code == 1
    assert "[F009]" in result.stderr
    assert "[R016]" in result.stderr
    assert titles(case) == ["Report 1"]
    with Casebook(case) as opened, memory_of(opened) as memory:
        loop = memory.health(f"{web.address}/loop")
        assert loop is not None
        first = loop.next_at - memory.clock()
    watch(case, sources, "--once")
    with Casebook(case) as opened, memory_of(opened) as memory:
        loop = memory.health(f"{web.address}/loop")
        assert loop is not None
        assert loop.n_failures == 2
        assert 1.8 < (loop.next_at - memory.clock()) / first < 2.2
    shown = watch(case, sources, "--health")
    assert "The Courier" in shown.stdout
    assert "failed 2" in shown.stdout
    assert shown.stdout.count("well") >= 1


def test_memory_of_another_casebook_is_forgotten(tmp_path: Path, web: Web) -> None:
    case, sources = tmp_path / "case", sources_of(tmp_path, web)
    publish(web, [1], tag="a")
    watch(case, sources, "--once")
    for suffix in ("", "-wal", "-shm"):
        Path(f"{case}{suffix}").unlink(missing_ok=True)
    time.sleep(1.1)  # casebooks are told apart by their first entry, which says the second it was made in
    assert titles_after(case, sources) == ["Report 1"]


@pytest.mark.slow
def test_killed_at_any_moment_it_goes_on(tmp_path: Path, web: Web) -> None:
    case, sources = tmp_path / "case", sources_of(tmp_path, web)
    publish(web, list(range(1, 9)), tag="a")
    command = [sys.executable, "-m", "whosays", "--casebook", str(case), "watch", str(sources), "--once", *ALLOWED]
    for wait in (0.4, 1.6, 2.0):
        running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(wait)
        os.kill(running.pid, signal.SIGKILL)
        running.wait()
    result = watch(case, sources, "--once")
    assert result.exit_code == 0, result.output
    assert sorted(map(str, titles(case))) == [f"Report {n}" for n in range(1, 9)]
    with Casebook(case) as opened:
        opened.verify()


@pytest.mark.slow
def test_it_runs_on_its_schedule_until_it_is_told_to_end(tmp_path: Path, web: Web) -> None:
    case, sources = tmp_path / "case", sources_of(tmp_path, web)
    publish(web, [1], tag="a")
    command = [sys.executable, "-m", "whosays", "--casebook", str(case), "watch", str(sources), *ALLOWED]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert running.stdout is not None
    assert "Report 1" in running.stdout.readline()
    running.send_signal(signal.SIGTERM)
    _, said = running.communicate(timeout=30)
    assert running.returncode == 0
    assert "1 new report." in said
