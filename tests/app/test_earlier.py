"""What was known on earlier days: the same as the casebook says, verdicts and merges and all, without fusing anew."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import msgspec
import pytest

from whosays.app import earlier
from whosays.app.case import Case
from whosays.app.days import Basis, Days
from whosays.app.earlier import Earlier, NotYetError, walk
from whosays.app.server import create_app
from whosays.casebook import Casebook
from whosays.casebook.events import Turn
from whosays.casebook.followed import Mark
from whosays.errors import CasebookError
from whosays.record import Event, Record

DAYS = ("2024-10-01", "2024-10-24", "2024-11-01", "2024-11-20", "2026-01-01")


@pytest.fixture
def judged(example_casebook: Path, tmp_path: Path) -> Path:
    """A casebook in which persons took a claim out, put two events together and one apart."""
    path = tmp_path / "judged.casebook"
    shutil.copy(example_casebook, path)
    with Casebook(path, by="Ada") as case:
        first, second = [event for event in case.events() if (event.last_reported or "9999") < "2024-10-25"][:2]
        case.merge_events(first.id, second.id, why="one and the same")
        large = max(case.events(known_on="2024-11-10"), key=lambda event: len(event.claims))
        case.split_event(large.id, large.claims[-1:], why="told of another day")
        case.reject(large.claims[0], why="a heading")
    return path


def told(events: list[Event] | tuple[Event, ...]) -> list[tuple[str, tuple[str, ...], str, str | None, int]]:
    return sorted((one.id, one.claims, one.standing, one.part_of, len(one.origins)) for one in events)


def settled(kept: Earlier, case: Case, day: str) -> list[Event]:
    for _ in range(600):
        try:
            basis, events = kept.events(day, case.state, case.n_claims)
            assert basis == case.state
            return events
        except NotYetError:
            time.sleep(0.1)
    raise AssertionError("still walking")


def test_every_day_is_as_the_casebook_says_under_the_verdicts(judged: Path) -> None:
    held = Case(judged)
    with Casebook(judged) as case:
        for day in DAYS:
            assert told(held.known(day).events) == told(list(case.events(known_on=day))), day
            assert not any(record.report.published is None for record in held.known(day).records)
    assert told(held.known("2020-01-01").events) == []


def test_a_verdict_changes_what_was_known(judged: Path) -> None:
    before = Case(judged).known("2024-11-20").events
    with Casebook(judged) as case:
        undone = next(verdict for verdict in case.verdicts() if verdict.act == "merge")
        case.undo(undone.id)
        expected = list(case.events(known_on="2024-11-20"))
    after = Case(judged).known("2024-11-20").events
    assert told(after) == told(expected) != told(before)


def test_a_large_casebook_is_walked_through_beside_the_answers_and_once(
    judged: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(earlier, "AT_ONCE", 10)
    case = Case(judged)
    kept = Earlier(judged)
    kept.prepare(case.state, case.n_claims)
    with pytest.raises(NotYetError):
        kept.events("2026-01-01", case.state, case.n_claims)
    with Casebook(judged) as casebook:
        expected = told(list(casebook.events(known_on="2024-11-01")))
    assert told(settled(kept, case, "2024-11-01")) == expected
    settled(kept, case, "2026-01-01")
    for _ in range(200):
        if (judged.parent / "judged.casebook.days").exists():
            break
        time.sleep(0.1)
    # Whoever comes next finds the days beside the casebook, and walks no more.
    monkeypatch.setattr(earlier, "_Walking", None)
    again = Earlier(judged)
    assert told(again.events("2024-11-01", case.state, case.n_claims)[1]) == expected


def test_what_answers_while_a_change_is_walked_through_is_not_kept(
    judged: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A report comes into a large casebook: the walk before answers until the new one has come to the day."""
    monkeypatch.setattr(earlier, "AT_ONCE", 0)
    day = "2024-11-20"
    old = Case(judged)
    kept = Earlier(judged)
    before = told(settled(kept, old, day))
    settled(kept, old, "2026-01-01")
    with Casebook(judged) as casebook:
        first = next(record for record in casebook.records() if (record.report.published or "9999") < day)
        casebook.add(_under("second-telling", first))
        expected = told(list(casebook.events(known_on=day)))
    assert expected != before
    case = Case(judged, kept)
    assert told(case.known(day).events) == before
    assert case.basis(day) == old.state != case.state
    for _ in range(600):
        if case.basis(day) == case.state:
            break
        time.sleep(0.1)
    assert told(case.known(day).events) == expected
    assert case.known(day) is case.known(day)


def test_a_walk_goes_on_from_the_first_day_that_changed(judged: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    walked: list[str] = []
    put = Days.put

    def noted(days: Days, day: str, turn: Turn, n_done: int) -> None:
        walked.append(day)
        put(days, day, turn, n_done)

    days = Days()
    walk(judged, days)
    monkeypatch.setattr(Days, "put", noted)
    with Casebook(judged) as case:
        dated = sorted(
            (one for one in case.records() if one.report.published), key=lambda one: one.report.published or ""
        )
        late = next(one for one in dated[len(dated) // 2 :] if one.claims)
        day = (late.report.published or "")[:10]
        case.add(_under("second-telling", late))
        walk(judged, days)
        assert walked == sorted({one.report.published[:10] for one in dated if (one.report.published or "") >= day})
        case.reject(late.claims[0].id, why="a heading")
        walk(judged, days)
        for known in (*DAYS, day, walked[-1]):
            assert told(days.events(known)) == told(list(case.events(known_on=known))), known
        walked.clear()
        merged = next(verdict for verdict in case.verdicts() if verdict.act == "merge")
        case.undo(merged.id)
        walk(judged, days)
        assert walked[0] == (dated[0].report.published or "")[:10]
        assert told(days.events(day)) == told(list(case.events(known_on=day)))


def _under(report: str, record: Record) -> Record:
    """Return a record as that of another report with the same words."""
    claims = tuple(
        msgspec.structs.replace(claim, id=claim.id.replace(record.report.id, report)) for claim in record.claims
    )
    return msgspec.structs.replace(record, report=msgspec.structs.replace(record.report, id=report), claims=claims)


def test_an_answer_from_before_a_change_has_a_tag_of_its_own(
    judged: Path, monkeypatch: pytest.MonkeyPatch, serve: Callable[[object], httpx.Client]
) -> None:
    client = serve(create_app(judged))
    asked = {"known": "2024-11-01"}
    monkeypatch.setattr(Case, "basis", lambda *_: "the state before")
    early = client.get("/api/v1/events", params=asked).headers["ETag"]
    monkeypatch.undo()
    again = client.get("/api/v1/events", params=asked, headers={"If-None-Match": early})
    assert again.status_code == 200
    same = client.get("/api/v1/events", params=asked, headers={"If-None-Match": again.headers["ETag"]})
    assert same.status_code == 304


def test_a_walk_that_fails_is_tried_again(judged: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise CasebookError("C006", item="judged")

    case = Case(judged)
    monkeypatch.setattr(Days, "put", fails)
    with pytest.raises(CasebookError):
        case.known("2024-11-01")
    monkeypatch.undo()
    assert case.known("2024-11-01").events


@pytest.mark.parametrize(("mode", "expected"), [(0o600, 0o600), (0o640, 0o640), (0o664, 0o664), (0o444, 0o644)])
def test_whoever_may_not_read_the_casebook_may_not_read_its_days(tmp_path: Path, mode: int, expected: int) -> None:
    casebook, kept = tmp_path / "a.casebook", tmp_path / "a.casebook.days"
    casebook.touch()
    casebook.chmod(mode)
    days = Days(tmp_path / "walked")
    days.begin(Basis("a state", Mark(0, 0), "", {}))
    for _ in range(2):
        days.save(kept, beside=casebook)
        assert kept.stat().st_mode & 0o777 == expected
    days.close()
    found = Days(kept)
    progress = found.progress()
    assert progress is not None
    assert progress.state == "a state"
    found.close()


def test_whoever_asks_too_early_is_told_so_and_when_to_ask_again(
    judged: Path, monkeypatch: pytest.MonkeyPatch, serve: object
) -> None:
    def early(*_: object) -> list[Event]:
        raise NotYetError(0.25, 12.4)

    monkeypatch.setattr(Earlier, "events", early)
    client: httpx.Client = serve(create_app(judged))  # type: ignore[operator]
    answer = client.get("/api/v1/board", params={"known": "2024-11-01"})
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2")
    assert answer.json()["error"] == "What was known by then is being worked out: 25 %, ready in about 12 s."
    assert client.get("/api/v1/board").status_code == 200
