"""What could not be matched is said, with the reason; what can be matched gets no note."""

from __future__ import annotations

from fusion.building import TARN, make, strike
from whosays.fusion.unplaced import notes, unplaced

SHELLED = "Three soldiers were killed near the river."


def test_a_report_that_gives_everything_needs_no_note() -> None:
    assert notes([strike("a", "2025-03-01", "2025-03-02", 3)]) == []


def test_every_lack_is_named_with_its_report_or_claim() -> None:
    bare = make("bare", None, SHELLED, [{"type": "LOSSES", "trigger": "killed"}])
    placed = make("placed", None, "Guns shelled Tarn.", [
        {"type": "ASSAULT", "trigger": "shelled", "places": [("Tarn", TARN)]},
    ], "bay.example")  # fmt: skip
    dated = make("dated", "2025-03-01", SHELLED, [{"type": "LOSSES", "trigger": "killed"}], "bay.example")
    found = {(one.lack, one.report) for one in unplaced([bare, placed, dated])}
    assert found == {
        ("no date", "bare"), ("no publisher", "bare"), ("nothing to match by", "bare"),
        ("no date", "placed"), ("no day", "placed"),
        ("nothing to match by", "dated"),
    }  # fmt: skip
    lines = notes([bare, placed, dated])
    assert len(lines) == 4
    assert lines[0].startswith("Note: 2 claims without a place, a party or a figure")
    assert bare.claims[0].id in lines[0]


def test_many_are_counted_and_a_few_named() -> None:
    text = "They killed three."
    bare = [
        make(f"r{n}", "2025-03-01", text, [{"type": "LOSSES", "trigger": "killed"}], "bay.example")
        for n in range(1_200)
    ]
    (line,) = notes(bare)
    assert "1,200 claims" in line and "and 1,197 more" in line
