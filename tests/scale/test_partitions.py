"""Archives: a file of records for each input file, whole or not at all, on one machine or by Ray."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner

from whosays.cli import app
from whosays.record import Record, record_from_json, to_json
from whosays.scale import partitions


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory, example_records: list[Record]) -> Path:
    """Four files of reports in two folders, two of one name."""
    folder = tmp_path_factory.mktemp("archive")
    for n, name in enumerate(("a/one.jsonl", "a/two.jsonl", "b/one.jsonl", "b/three.jsonl")):
        file = folder / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(b"".join(to_json(record.report) + b"\n" for record in example_records[n * 3 : n * 3 + 3]))
    return folder


def records_below(folder: Path) -> dict[str, bytes]:
    """The records in a folder's files, by report."""
    lines: list[bytes] = []
    for file in folder.iterdir():
        rows = partitions.rows_of(str(file)) if file.suffix == ".parquet" else file.read_bytes().splitlines()
        lines += rows
    return {record_from_json(line).report.id: to_json(record_from_json(line)) for line in lines}


@pytest.fixture(scope="module")
def expected(example_records: list[Record]) -> dict[str, bytes]:
    """What one process reads; the day of a report in a JSON line was given with it, not found on a page."""
    records = [
        msgspec.structs.replace(record, report=msgspec.structs.replace(record.report, published_from="given"))
        if record.report.published
        else record
        for record in example_records[:12]
    ]
    return {record.report.id: to_json(record) for record in records}


@pytest.mark.parametrize("kind", ["jsonl", "parquet"])
def test_each_file_becomes_one_file_of_records(
    archive: Path, expected: dict[str, bytes], tmp_path: Path, kind: Any
) -> None:
    tasks = partitions.tasks_of([str(archive)], tmp_path, kind=kind)
    summaries = list(partitions.read_partitions(tasks, workers=1))
    assert len(list(tmp_path.iterdir())) == len(summaries) == 4
    assert sum(s.n_reports for s in summaries) == 12
    assert records_below(tmp_path) == expected


def test_a_second_run_reads_only_what_is_missing(archive: Path, tmp_path: Path) -> None:
    tasks = partitions.tasks_of([str(archive)], tmp_path)
    list(partitions.read_partitions(tasks, workers=1))
    gone = sorted(tmp_path.iterdir())[2]
    gone.unlink()
    again = list(partitions.read_partitions(tasks, workers=1))
    assert len(again) == 1
    assert gone.exists()


def test_no_half_file_under_the_final_name(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(records: Iterator[Record], target: Path) -> None:
        target.write_bytes(to_json(next(records)))
        raise OSError("no space left on device")

    monkeypatch.setitem(partitions._WRITERS, "jsonl", failing)
    with pytest.raises(OSError, match="no space"):
        list(partitions.read_partitions(partitions.tasks_of([str(archive)], tmp_path), workers=1))
    assert list(tmp_path.iterdir()) == []


def test_objects_are_read_and_written_by_address(archive: Path, expected: dict[str, bytes], tmp_path: Path) -> None:
    tasks = partitions.tasks_of([archive.as_uri()], (tmp_path / "out").as_uri())
    assert sum(s.n_reports for s in partitions.read_partitions(tasks, workers=1)) == 12
    assert all(partitions.is_done(task) for task in tasks)
    assert records_below(tmp_path / "out") == expected


def test_what_cannot_be_read_is_named_and_the_rest_is_written(archive: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.jsonl"
    broken.write_bytes((archive / "a" / "one.jsonl").read_bytes() + b"{no json\n")
    result = CliRunner().invoke(app, ["read", "--out", str(tmp_path / "out"), "--workers", "1", str(broken)])
    assert result.exit_code == 1
    assert "[R008]" in result.stderr
    assert "3 reports of 1 files" in result.stderr
    assert len(records_below(tmp_path / "out")) == 3
    events = CliRunner().invoke(app, ["fuse", "--format", "jsonl", str(tmp_path / "out")])
    assert events.exit_code == 0
    assert events.stdout.count("\n") > 3


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="finds the worker to kill in /proc")
def test_ray_reads_the_same_though_a_worker_is_killed(
    archive: Path, expected: dict[str, bytes], tmp_path: Path
) -> None:
    pytest.importorskip("ray", reason="needs the extra 'ray'")
    killed: list[int] = []

    def kill_one() -> None:
        while not killed:
            for folder in Path("/proc").glob("[0-9]*"):
                try:
                    name = (folder / "cmdline").read_bytes()
                except OSError:
                    continue
                if name.startswith(b"ray::_read"):
                    os.kill(int(folder.name), signal.SIGKILL)
                    killed.append(int(folder.name))
                    return
            time.sleep(0.05)

    threading.Thread(target=kill_one, daemon=True).start()
    command = [sys.executable, "-m", "whosays", "read", "--out", str(tmp_path), "--parquet", "--engine", "ray"]
    command += ["--workers", "2", str(archive)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240, check=False)
    if "[U040]" in done.stderr:
        killed.append(0)  # ends the thread
        pytest.skip("Ray's own processes did not start in the seconds that it allows them: the machine is busy")
    assert done.returncode == 0, done.stderr
    assert "12 reports of 4 files" in done.stderr
    assert killed
    assert records_below(tmp_path) == expected
