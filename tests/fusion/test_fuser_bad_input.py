"""Input that is wrong or in excess: no silent merge, no quadratic cost, nothing lost."""

from __future__ import annotations

import random
import time

import msgspec
import pytest

from fusion.building import TARN, killed, make, strike
from whosays.fusion import Fuser, fuse
from whosays.record import Record, to_json


def test_ten_thousand_copies_are_one_origin_in_time_that_grows_with_their_number() -> None:
    def seconds(n: int) -> float:
        fuser = Fuser()
        start = time.process_time()
        for i in range(n):
            fuser.add(strike(f"r{i}", "2025-03-01", f"2025-03-{1 + i % 20:02d}", 4))
        events = fuser.events()
        spent = time.process_time() - start
        act = next(event for event in events if event.type == "ASSAULT")
        assert len(act.reports) == n
        assert len(act.origins) == 1
        return spent

    few = seconds(500)
    # In proportion it is twentyfold; a quadratic cost would be four hundredfold.
    assert seconds(10_000) < 80 * max(few, 0.1)


def test_one_more_report_of_a_crowded_event_costs_little() -> None:
    fuser = Fuser()
    for i in range(2_000):
        fuser.add(strike(f"r{i}", "2025-03-01", "2025-03-02", 4))
    fuser.refresh()
    start = time.process_time()
    fuser.add(strike("late", "2025-03-01", "2025-03-03", 4))
    changed, gone = fuser.refresh()
    assert time.process_time() - start < 1.0
    assert {event.type for event in changed} == {"ASSAULT", "LOSSES"} and gone == []


@pytest.mark.parametrize("off", ["2015-03-01", "2035-03-01", "0001-01-01", "9999-12-31"])
def test_a_clock_years_off_neither_merges_nor_fails(off: str) -> None:
    events = fuse([strike("a", "2025-03-01", "2025-03-01", 3), strike("b", off, off, 5)])
    assert sorted(event.reports for event in events if event.type == "ASSAULT") == [("a",), ("b",)]


def test_dates_that_are_none_are_no_dates() -> None:
    (event,) = fuse([strike("a", "the first of March", "yesterday")])
    assert event.first_reported is None


def test_two_casebooks_that_share_reports_fuse_as_their_union() -> None:
    records = [strike(f"r{i}", "2025-03-01", f"2025-03-0{1 + i}", 3 + i) for i in range(6)]
    one, other = records[:4], records[2:]
    assert [to_json(e) for e in fuse([*one, *other])] == [to_json(e) for e in fuse(records)]
    # A newer release read the shared ones again: its readings count, whichever casebook comes first.
    newer = [msgspec.structs.replace(r, version="9", claims=r.claims[:1]) for r in records[2:4]]
    expected = [to_json(e) for e in fuse([*records[:2], *newer, *records[4:]])]
    assert [to_json(e) for e in fuse([*one, *newer, *other])] == expected
    assert [to_json(e) for e in fuse([*newer, *other, *one])] == expected


def test_a_correction_replaces_the_figure_of_its_outlet() -> None:
    def told(key: str, day: str, dead: int, head: str) -> Record:
        text = f"{head}Shells hit the depot at Tarn, killing {dead} people. Flames rose over the bay all night."
        base = strike(key, "2025-03-01", day, dead)
        return remade(base, text, "bay.example", dead)

    first = told("a", "2025-03-01", 9, "")
    fixed = told("b", "2025-03-02", 6, "(Corrects figure in paragraph 2) ")
    events = fuse([first, fixed])
    (toll,) = [event for event in events if event.type == "LOSSES"]
    killed = toll.quantities["killed"]
    assert [f.best for f in killed.figures] == [9, 6]  # both are kept
    assert killed.range == (6, 6) and killed.latest is not None and killed.latest.best == 6
    assert len(toll.origins) == 1


def remade(record: Record, text: str, publisher: str, dead: int) -> Record:
    """Return the toll of a record told in other words, by the reporter."""
    claim = {
        "type": "LOSSES", "mode": "killed", "trigger": "killing", "evidence": f"killing {dead} people",
        "first": "2025-03-01", "last": "2025-03-01", "places": [("Tarn", TARN)],
        "quantities": [killed(f"{dead}", dead)],
    }  # fmt: skip
    return make(record.report.id, record.report.published, text, [claim], publisher)


def test_shuffled_crowds_give_the_same_events() -> None:
    records = [strike(f"r{i}", f"2025-03-{1 + i % 9:02d}", f"2025-03-{2 + i % 20:02d}", 1 + i % 5) for i in range(400)]
    expected = [to_json(event) for event in fuse(records)]
    random.Random(3).shuffle(records)
    assert [to_json(event) for event in fuse(records)] == expected
