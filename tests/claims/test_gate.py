"""The gate lets every report of conflict through, and leaves out some that are of other things."""

from __future__ import annotations

import pytest

from whosays.claims.gate import FEW, may_tell_of_conflict, signs_of, words_of
from whosays.reader import Reader
from whosays.record import Record, Report

RECIPE = (
    "Peel the apples, cut them into slices and toss them with lemon juice, cinnamon and brown sugar. Rub the "
    "butter into the flour until it looks like breadcrumbs, then stir in the oats and a pinch of salt. Spread "
    "the fruit in a dish, cover it with the crumble and bake it for forty minutes, until the top is golden and "
    "the juice bubbles at the edges. Serve it warm with custard or vanilla ice cream. The dish keeps in the "
    "fridge for three days and can be warmed up in the oven, though the topping will be softer than on the "
    "first evening. Pears or plums make a fine change in autumn."
)


def test_every_example_report_is_let_through(example_records: list[Record]) -> None:
    assert all(may_tell_of_conflict(record.report.text) for record in example_records)


@pytest.mark.parametrize("text", ["Troops fired.", " ".join(["apple"] * (FEW - 1)), ""])
def test_a_short_text_is_always_let_through(text: str) -> None:
    assert may_tell_of_conflict(text)


def test_a_recipe_is_left_out_and_its_record_is_empty_and_in_its_place() -> None:
    assert not may_tell_of_conflict(RECIPE)
    reports = [Report(id=str(n), text=RECIPE if n % 2 else "Soldiers shelled the town on Monday.") for n in range(11)]
    records = list(Reader(gate=True).read_many(reports))
    assert [record.report.id for record in records] == [str(n) for n in range(11)]
    assert [bool(record.claims) for record in records] == [n % 2 == 0 for n in range(11)]
    assert records[1] == Record(report=reports[1]) == Reader(gate=True).read(reports[1])


def test_signs_are_of_unit_length() -> None:
    assert sum(value**2 for value in signs_of(words_of(RECIPE)).values()) == pytest.approx(1.0)
