"""Fusing records: one event from many reports, two nights apart, the same whatever the order of arrival."""

from __future__ import annotations

import random
import time
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from fusion.building import make, strike
from whosays.fusion import Fuser, changes_since, fuse
from whosays.reader import read
from whosays.record import Record, Report, to_json


def test_two_nights_of_strikes_on_one_city_are_two_events() -> None:
    records = [strike("a", "2025-03-01", "2025-03-02"), strike("b", "2025-03-02", "2025-03-03")]
    assert len(fuse(records)) == 2


def test_one_strike_in_two_reports_is_one_event_with_its_toll() -> None:
    events = fuse([strike("a", "2025-03-01", "2025-03-01", 3), strike("b", "2025-03-01", "2025-03-02", 5)])
    acts = [e for e in events if e.type == "ASSAULT"]
    assert [e.reports for e in acts] == [("a", "b")]
    killed = acts[0].quantities["killed"]
    assert [f.best for f in killed.figures] == [3, 5]
    assert killed.range == (5, 5)
    assert killed.latest is not None and killed.latest.best == 5
    assert acts[0].standing == "single-source"
    losses = [e for e in events if e.type == "LOSSES"]
    assert [e.part_of for e in losses] == [acts[0].id]


def test_known_on_sees_no_later_report() -> None:
    records = [strike("a", "2025-03-01", "2025-03-01", 3), strike("b", "2025-03-01", "2025-03-05", 5)]
    assert {r for e in fuse(records, known_on=date(2025, 3, 3)) for r in e.reports} == {"a"}
    assert fuse(records, known_on=date(2025, 2, 1)) == []


def test_changes_since_a_day_name_the_new_figure_and_the_new_event() -> None:
    records = [
        strike("a", "2025-03-01", "2025-03-01", 3),
        strike("b", "2025-03-01", "2025-03-05", 5),
        strike("c", "2025-03-05", "2025-03-05"),
    ]
    changes = changes_since(records, date(2025, 3, 3))
    assert [(c.kind, c.of, c.before, c.after) for c in changes if c.kind == "revised"] == [
        ("revised", "killed", 3, 5)
    ] * 2
    assert sum(c.kind == "new" for c in changes) == 1


def test_reports_without_date_place_or_publisher_are_not_merged_by_words_alone() -> None:
    text = "Three soldiers were killed."
    bare = make("bare", None, text, [{"type": "LOSSES", "trigger": "killed"}])
    other = make(
        "other", None, text + " Fog hid the hills.", [{"type": "LOSSES", "trigger": "killed", "evidence": text}]
    )
    events = fuse([bare, other])
    assert len(events) == 2
    assert events[0].first_reported is None


def test_a_clock_ten_years_off_makes_no_merge() -> None:
    assert len(fuse([strike("a", "2025-03-01", "2025-03-01"), strike("b", "2015-03-01", "2015-03-01")])) == 2


def test_two_readings_of_one_report_count_once() -> None:
    old, new = strike("a", "2025-03-01", "2025-03-01", 3), strike("a", "2025-03-01", "2025-03-01")
    assert [to_json(e) for e in fuse([old, new])] == [to_json(e) for e in fuse([new, old])]
    other = Record(report=Report(id="a", text="Nothing happened at all."), claims=())
    assert [to_json(e) for e in fuse([old, other])] == [to_json(e) for e in fuse([other, old])]


def test_a_thousand_copies_of_one_text_weigh_as_one() -> None:
    records = [strike(f"r{i}", "2025-03-01", f"2025-03-{1 + i % 20:02d}", 4) for i in range(1_000)]
    start = time.process_time()
    events = fuse(records)
    assert time.process_time() - start < 20
    act = next(e for e in events if e.type == "ASSAULT")
    assert len(act.reports) == 1_000
    assert len(act.origins) == 1


def _worlds(rng: random.Random) -> list[Record]:
    records = [
        strike(f"r{i}", f"2025-03-0{1 + i % 3}", f"2025-03-0{2 + i % 4}", 2 + i % 3 if i % 2 else None)
        for i in range(9)
    ]
    rng.shuffle(records)
    return records


@settings(max_examples=10, deadline=None)
@given(st.randoms(use_true_random=False))
def test_order_of_arrival_does_not_matter(rng: random.Random) -> None:
    expected = [to_json(e) for e in fuse(_worlds(random.Random(0)))]
    fuser, kept = Fuser(), {}
    for record in _worlds(rng):
        fuser.add(record)
        if rng.random() < 0.5:
            changed, gone = fuser.refresh()
            kept = {key: event for key, event in kept.items() if key not in gone} | {e.id: e for e in changed}
    changed, gone = fuser.refresh()
    kept = {key: event for key, event in kept.items() if key not in gone} | {e.id: e for e in changed}
    assert [to_json(e) for e in fuser.events()] == expected
    assert sorted(kept) == sorted(e.id for e in fuser.events())


def test_losses_that_began_before_an_act_are_not_its_toll_and_do_not_corroborate_it() -> None:
    text = (
        "Explosions were heard near Khartoum on Friday morning, residents said. About 82,000 people have fled El "
        "Fasher since October 26, according to the International Organization for Migration."
    )
    events = fuse([read(Report(id="r", text=text, published="2025-11-07"))])
    assert {(e.type, e.standing, e.part_of) for e in events} == {
        ("ASSAULT", "single-source", None),
        ("LOSSES", "single-source", None),
    }
