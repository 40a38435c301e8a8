"""Many processes give the records of one, in order; a report that kills or hangs a process costs only itself."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from whosays.errors import ReportError
from whosays.record import Record, Report, to_json
from whosays.scale import pool, read_many, worker


@pytest.fixture
def reports(example_records: list[Record], monkeypatch: pytest.MonkeyPatch) -> list[Report]:
    """The example reports, and a pool that starts at once."""
    monkeypatch.setattr(pool, "ALONE", 8)
    return [record.report for record in example_records]


def test_two_processes_give_the_records_of_one(reports: list[Report], example_records: list[Record]) -> None:
    read = list(read_many(reports, workers=2))
    assert [to_json(record) for record in read] == [to_json(record) for record in example_records]


def test_reports_are_taken_no_faster_than_records(reports: list[Report]) -> None:
    taken = 0

    def endless() -> Iterator[Report]:
        nonlocal taken
        while True:
            taken += 1
            yield Report(id=str(taken), text="Soldiers shelled the town on Monday.")

    records = read_many(endless(), workers=2)
    got = [next(records) for _ in range(20)]
    records.close()  # type: ignore[attr-defined]
    assert [record.report.id for record in got] == [str(n) for n in range(1, 21)]
    assert taken <= 20 + pool.ALONE + 2 * pool.AHEAD + 3 * pool.BATCH


def _poisoned(link: Any, setting: worker.Setting) -> None:
    """Work, but die on one report and hang on another, as a fault in a library's compiled code would."""
    from whosays.reader import Reader

    class Poisoned(Reader):
        def record_of(self, report: Report, doc: Any) -> Record:
            if report.id == "kills":
                os._exit(9)
            if report.id == "hangs":
                time.sleep(60)
            if report.id == "fails":
                raise RuntimeError("no such luck")
            return super().record_of(report, doc)

    worker.Setting.reader = lambda self: Poisoned()  # type: ignore[method-assign,assignment]
    worker.work(link, setting)


@pytest.mark.slow
def test_a_poisonous_report_costs_only_itself(reports: list[Report], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "work", _poisoned)
    text = "Soldiers shelled the town on Monday."
    names = [f"good {n}" for n in range(30)]
    names[12], names[17], names[25] = "kills", "hangs", "fails"
    errors: list[ReportError] = []
    # Long enough to read a line on a busy machine, short enough to wait for twice.
    read = list(read_many((Report(id=n, text=text) for n in names), workers=2, on_error=errors.append, seconds=4.0))
    assert [record.report.id for record in read] == [n for n in names if n.startswith("good")]
    assert {error.item: error.code for error in errors} == {"kills": "R022", "hangs": "R021", "fails": "R012"}


def test_an_error_is_raised_where_nobody_takes_it(reports: list[Report], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "work", _poisoned)
    text = "Soldiers shelled the town on Monday."
    with pytest.raises(ReportError, match="R012"):
        list(read_many([Report(id="fails" if n == 11 else str(n), text=text) for n in range(16)], workers=2))


def test_few_reports_start_no_process(reports: list[Report], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_Crew", None)
    assert len(list(read_many(reports[:8], workers=2))) == 8


def test_tables_of_ones_own_reach_every_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "ALONE", 8)
    actors = tmp_path / "actors.csv"
    actors.write_text("key,name,country,sector\nred-lantern,Red Lantern Brigade,SDN,REB\n", encoding="utf-8")
    text = "The Red Lantern Brigade shelled the town on Monday."
    reports = [Report(id=str(n), text=text) for n in range(12)]
    plain = list(read_many(reports, workers=2))
    own = list(read_many(reports, worker.Setting(actors=str(actors)), workers=2))
    assert plain[11].actors != own[11].actors
    assert [r.actors for r in own] == [own[0].actors] * 12
