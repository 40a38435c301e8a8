"""What was known on earlier days: the same as the casebook says, verdicts and merges and all, without fusing anew."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import httpx
import pytest

from whosays.app import earlier
from whosays.app.case import Case
from whosays.app.earlier import Earlier, NotYetError
from whosays.app.server import create_app
from whosays.casebook import Casebook
from whosays.record import Event

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
            return kept.events(day, case.state, case.n_claims)
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
    assert told(again.events("2024-11-01", case.state, case.n_claims)) == expected


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
