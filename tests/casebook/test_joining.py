"""Joining: what one has and the other lacks comes in once, with its own time and author."""

from __future__ import annotations

from pathlib import Path

import msgspec
from made_records import made_record

from whosays.casebook import Casebook
from whosays.record import to_json


def _contents(case: Casebook) -> tuple[object, ...]:
    return (
        sorted(to_json(record) for record in case.records()),
        sorted(to_json(found) for found in case.claims()),
        sorted(to_json(event) for event in case.events()),
        {verdict.id for verdict in case.verdicts()},
        {rating.id for rating in case.ratings()},
        {r.id: sorted(raw for raw, _, _ in case.evidence(r.id)) for r in case.reports()},
    )


def _two(folder: Path) -> tuple[Casebook, Casebook]:
    shared = made_record("shared")
    clock = lambda: "2026-11-01T10:00:00+00:00"  # noqa: E731
    one = Casebook(folder / "one.casebook", by="ana", clock=clock)
    one.add(shared, raw=b"page")
    one.add(made_record("one", figure="11,000"), raw=b"one")
    one.reject(f"{shared.claims[0].id}", why="no")
    other = Casebook(folder / "other.casebook", by="ben", clock=lambda: "2026-11-02T10:00:00+00:00")
    other.add(msgspec.structs.replace(shared, version="0.2.0"), raw=b"page")
    other.add(made_record("other", figure="12,000"), raw=b"other")
    other.correct(next(other.claims(report="other")).claim.id, {"certainty": "possible"})
    other.rate("a spokesman", "C", why="so")
    return one, other


def test_joining_brings_in_what_is_missing_once(tmp_path: Path) -> None:
    one, other = _two(tmp_path)
    with one, other:
        joined = one.join(other)
        assert (joined.n_reports, joined.n_readings, joined.n_captures) == (1, 2, 1)
        assert (joined.n_verdicts, joined.n_ratings, joined.refused) == (1, 1, ())
        assert [record.version for record in one.records("shared")] == ["0.2.0"]
        assert list(one.claims(report="shared")) == []  # rejected here, and still
        assert next(one.claims(report="other")).claim.certainty == "possible"
        assert {verdict.author for verdict in one.verdicts()} == {"ana", "ben"}
        assert [entry.subject for entry in one.history() if entry.act == "join"] == ["other.casebook"]
        one.verify()
        n_entries = len(list(one.history()))
        again = one.join(other)
        assert again == type(again)()
        assert len(list(one.history())) == n_entries


def test_either_way_round_says_the_same(tmp_path: Path) -> None:
    one, other = _two(tmp_path)
    with one, other:
        one.join(other)
        other.join(one)
        assert _contents(one) == _contents(other)
        other.verify()


def test_another_text_under_the_same_id_stays_out_and_is_named(tmp_path: Path) -> None:
    with Casebook(tmp_path / "a") as one, Casebook(tmp_path / "b") as other:
        one.add(made_record("x", figure="1"))
        other.add(made_record("x", figure="2"))
        other.add(made_record("y"))
        other.reject(next(other.claims(report="x")).claim.id)
        joined = one.join(other)
        assert (joined.refused, joined.n_reports, joined.n_verdicts) == (("x",), 1, 0)
        assert [found.report.id for found in one.claims()] == ["x", "y"]
        one.verify()
