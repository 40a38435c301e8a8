"""Events followed report by report and verdict by verdict are those fused from everything at once."""

from __future__ import annotations

import sqlite3
import tempfile
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_records import made_record

from whosays.casebook import Casebook
from whosays.record import Event, Record, to_json

REPORTS = ("a", "b", "c", "d")
PUBLISHED = dict(zip(REPORTS, ("2024-11-06", "2024-11-07", "2024-11-09", "2024-11-12")))
ACTS = ("add", "again", "reject", "correct", "merge", "split", "undo", "ask")


def reading(report: str, version: str = "0.1.0") -> Record:
    place = "Kursk" if report in "ab" else "Sana'a"
    sure = "certain" if version == "0.1.0" else "denied"
    return made_record(
        report, verb="shelled", place=place, certainty=sure, published=PUBLISHED[report], version=version
    )


def do(case: Casebook, act: str, report: str, other: str) -> None:
    """Do one thing to a casebook, if it can be done now."""
    there = {record.report.id: record for record in case.records()}
    if act == "add":
        case.add(reading(report))
    elif act == "again" and report in there:
        case.add(reading(report, "0.2.0"))
    elif act in ("reject", "correct") and report in there and there[report].claims:
        claim = there[report].claims[0].id
        _ = case.reject(claim) if act == "reject" else case.correct(claim, {"time.earliest": "2024-10-01"})
    elif act == "merge":
        events = [event for event in case.events() if {report, other} & set(event.reports)]
        if len(events) > 1:
            case.merge_events(events[0].id, events[1].id)
    elif act == "split":
        event = next((event for event in case.events() if len(event.claims) > 1), None)
        if event is not None:
            case.split_event(event.id, event.claims[:1])
    elif act == "undo" and (verdicts := list(case.verdicts())):
        case.undo(verdicts[ord(other) % len(verdicts)].id)


def anew(case: Casebook, folder: Path, **asked: Any) -> list[bytes]:
    """Return the events of a copy of a casebook, which has never fused."""
    copy = folder / "copy.casebook"
    copy.unlink(missing_ok=True)
    case.backup(copy)
    with Casebook(copy) as other:
        other._connection.execute("DELETE FROM fusion")
        return [to_json(event) for event in other.events(**asked)]


steps = st.lists(st.tuples(st.sampled_from(ACTS), st.sampled_from(REPORTS), st.sampled_from(REPORTS)), max_size=14)


@settings(max_examples=25)
@given(steps)
def test_following_a_history_gives_what_fusing_its_end_gives(history: list[tuple[str, str, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        with Casebook(Path(folder) / "a.casebook") as case:
            for act, report, other in history:
                do(case, act, report, other)
                if act == "ask":
                    list(case.events())
            found = [to_json(event) for event in case.events()]
            assert found == anew(case, Path(folder))
            case.verify()
            # Known on a day after all of them, everything is known.
            assert [to_json(event) for event in case.events(known_on="2030-01-01")] == found
        # Another process that asks later finds the events there and says the same.
        with Casebook(Path(folder) / "a.casebook") as later:
            assert [to_json(event) for event in later.events()] == found


@settings(max_examples=15)
@given(steps, st.sampled_from(sorted(PUBLISHED.values())))
def test_as_known_on_a_day_is_as_if_only_those_reports_had_come(history: list[tuple[str, str, str]], day: str) -> None:
    with tempfile.TemporaryDirectory() as folder, Casebook(Path(folder) / "a.casebook") as case:
        for act, report, other in history:
            do(case, act, report, other)
        found = [to_json(event) for event in case.events(known_on=day)]
        with Casebook(Path(folder) / "b.casebook") as some:
            for record in case.records(as_read=True):
                if record.report.published and record.report.published <= day:
                    some.add(record)
            with some._transaction():
                for verdict in case.verdicts():
                    some._keep_verdict(verdict)
            assert [to_json(event) for event in some.events()] == found


def one(events: list[Event], report: str) -> Event:
    return next(event for event in events if report in event.reports)


def test_merges_and_corrections_are_seen_as_known_on_a_day_and_as_of_one(tmp_path: Path) -> None:
    clock = iter(f"2025-01-{day:02d}T12:00:00+00:00" for day in range(1, 32))
    at = {"now": next(clock)}
    with Casebook(tmp_path / "a.casebook", clock=lambda: at["now"]) as case:
        for report in "abc":
            case.add(reading(report))
        at["now"] = "2025-02-01T12:00:00+00:00"
        events = list(case.events())
        assert len({one(events, report).id for report in "abc"}) == 2
        case.merge_events(one(events, "a").id, one(events, "c").id)
        at["now"] = "2025-03-01T12:00:00+00:00"
        case.correct(next(case.claims(report="b")).claim.id, {"quantities.0.best": 11_000})
        known = list(case.events(known_on="2024-11-09"))
        assert one(known, "a").reports == ("a", "b", "c")
        assert {f.best for f in one(known, "a").quantities["troops"].figures} == {10_000, 11_000}
        # On the sixth nobody had read c.
        assert one(list(case.events(known_on="2024-11-06")), "a").reports == ("a",)
        # In January nobody had merged, in February nobody corrected.
        before = list(case.events(as_of="2025-01-15", known_on="2024-11-09"))
        assert one(before, "a").reports == ("a", "b")
        between = one(list(case.events(as_of="2025-02-15", known_on="2024-11-09")), "a")
        assert between.reports == ("a", "b", "c")
        assert {f.best for f in between.quantities["troops"].figures} == {10_000}
        # The conditions of events hold for such a day too.
        assert [e.id for e in case.events(known_on="2024-11-09", min_origins=9)] == []
        assert [e.reports for e in case.events(known_on="2024-11-06", report="a", limit=1)] == [("a",)]


def test_adding_one_report_does_not_fuse_the_others_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from whosays.fusion import Fuser

    with Casebook(tmp_path / "a.casebook") as case:
        for n in range(60):
            case.add(
                made_record(f"r{n}", verb="shelled", figure=f"{n + 2}", happened=(f"2024-{n % 12 + 1:02}-04",) * 2)
            )
        list(case.events())
        taken: list[str] = []
        replace = Fuser.replace
        monkeypatch.setattr(
            Fuser, "replace", lambda self, record: (taken.append(record.report.id), replace(self, record))[1]
        )
        case.add(made_record("new", verb="shelled", figure="77", happened=("2031-05-05", "2031-05-05")))
        numbers = dict(case._connection.execute("SELECT id, number FROM events"))
        start = time.process_time()
        assert any("new" in event.reports for event in case.events(report="new"))
        assert time.process_time() - start < 1
        assert taken == ["new"]
        now = dict(case._connection.execute("SELECT id, number FROM events"))
        assert {key: now[key] for key in numbers} == numbers  # rows of the others stay
        case.verify()


def test_two_that_follow_one_casebook_agree(tmp_path: Path) -> None:
    path = tmp_path / "a.casebook"
    with Casebook(path) as one_, Casebook(path) as other:
        one_.add(reading("a"))
        list(one_.events())
        other.add(reading("b"))
        list(other.events())
        one_.add(reading("c"))
        found = [to_json(event) for event in one_.events()]
        assert found == [to_json(event) for event in other.events()] == anew(one_, tmp_path)
        one_.verify()
    rows = sqlite3.connect(path)
    assert rows.execute("SELECT count(*) FROM fusion").fetchone() == (1,)
    rows.close()
