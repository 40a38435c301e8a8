"""As of a past day: every answer ever given is given again, to the byte, whatever came later."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_records import made_record

from whosays.casebook import Casebook
from whosays.errors import UsageError
from whosays.record import to_json


class Clock:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 1, tzinfo=UTC)

    def __call__(self) -> str:
        return self.now.isoformat(timespec="seconds")

    def go_on(self, hours: int) -> None:
        self.now += timedelta(hours=hours)


def answers(case: Casebook, as_of: str | None = None) -> list[bytes]:
    """Return everything that the casebook says, as bytes."""
    rows = [to_json(record) for record in case.records(as_of=as_of)]
    rows += [to_json(record) for record in case.records(as_read=True, as_of=as_of)]
    rows += [to_json(found) for found in case.claims(as_of=as_of)]
    rows += [to_json(found) for found in case.claims(country="PRK", text="Kursk", as_of=as_of)]
    rows += [to_json(event) for event in case.events(as_of=as_of)]
    return rows


def _reading(report: str, version: str) -> object:
    record = made_record(report, figure={"a": "10", "b": "11", "c": "12"}[report], version=version)
    return record if version != "0.2" else msgspec.structs.replace(record, claims=())


def _add(case: Casebook, report: str, version: str) -> None:
    case.add(_reading(report, version), raw=version.encode())  # type: ignore[arg-type]


def _judge(case: Casebook, report: str, act: str) -> None:
    found = next(case.claims(report=report), None)
    if act == "undo":
        said = list(case.verdicts())
        if said:
            case.undo(said[-1].id)
    elif found is not None:
        claim = found.claim.id
        doing: dict[str, Callable[[], object]] = {
            "accept": lambda: case.accept(claim),
            "reject": lambda: case.reject(claim),
            "correct": lambda: case.correct(claim, {"actors.0.country": "UKR"}),
            "comment": lambda: case.comment(claim, "so?"),
            "rate": lambda: case.rate("a spokesman", "BCD"[len(list(case.ratings())) % 3], why="so"),
        }
        doing[act]()


def _merge(case: Casebook, _: str, __: str) -> None:
    found = [event.id for event in case.events()]
    if len(found) > 1:
        case.merge_events(*found[:2])


steps = st.lists(
    st.tuples(
        st.one_of(
            st.tuples(st.just(_add), st.sampled_from("abc"), st.sampled_from(["0.1", "0.2", "0.3"])),
            st.tuples(st.just(_judge), st.sampled_from("abc"),
                      st.sampled_from(["accept", "reject", "correct", "comment", "rate", "undo"])),
            st.tuples(st.just(_merge), st.just(""), st.just("")),
        ),
        st.integers(1, 40),  # hours until the next
    ),
    max_size=10,
)  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(steps)
def test_every_earlier_answer_is_given_again(history: list[tuple[tuple[object, str, str], int]]) -> None:
    clock = Clock()
    with tempfile.TemporaryDirectory() as folder, Casebook(Path(folder) / "a.casebook", clock=clock) as case:
        case._connection.execute("PRAGMA synchronous = OFF")
        given_then = [(clock(), answers(case))]
        for (act, report, what), hours in history:
            clock.go_on(hours)
            act(case, report, what)  # type: ignore[operator]
            given_then.append((clock(), answers(case)))
        for moment, then in given_then:
            assert answers(case, as_of=moment) == then
        case.verify()


def test_a_day_means_its_end_and_before_the_beginning_there_is_nothing(tmp_path: Path) -> None:
    clock = Clock()
    with Casebook(tmp_path / "a.casebook", clock=clock) as case:
        clock.go_on(20)
        case.add(made_record("a"))
        clock.go_on(20)
        case.reject(next(case.claims()).claim.id)
        assert len(list(case.claims(as_of="2026-11-01"))) == 1
        assert list(case.claims(as_of="2026-11-02")) == []
        assert len(list(case.claims(as_of="2026-11-01T20:00:00Z"))) == 1
        assert len(list(case.claims(as_of="2026-11-01T21:00:00+01:00"))) == 1
        assert list(case.claims(as_of="2026-11-01T19:59:59")) == []
        assert list(case.records(as_of="1999-01-01")) == []
        with pytest.raises(UsageError):
            list(case.claims(as_of="yesterday"))


def test_a_clock_set_back_tears_nothing(tmp_path: Path) -> None:
    clock = Clock()
    with Casebook(tmp_path / "a.casebook", clock=clock) as case:
        clock.go_on(48)
        case.add(made_record("a"))
        first = answers(case)
        clock.now -= timedelta(hours=24)
        case.add(msgspec.structs.replace(made_record("a"), claims=(), version="0.2"))
        assert list(case.claims()) == []
        assert answers(case, as_of="2026-11-05") == answers(case)
        assert first != answers(case)
        case.verify()
