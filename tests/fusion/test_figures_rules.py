"""Figures: all kept, the newest of each origin, and one number by a named rule."""

from __future__ import annotations

import pytest

from whosays.fusion import RULES, one_number
from whosays.fusion.figures import figure_set
from whosays.record import Figure


def figure(
    day: str, origin: str, best: float | None, low: float | None = None, high: float | None = None, **more: str
) -> Figure:
    return Figure(
        best=best, min=low, max=high, origin=origin, report=day, claim=f"{day}{origin}", reported_at=day, **more
    )  # type: ignore[arg-type]


FIGURES = figure_set(
    [
        figure("2025-03-03", "army", 12, 12, 12),
        figure("2025-03-01", "army", 5, 5, 5),
        figure("2025-03-02", "hospital", 9, 9),
        figure("2025-03-02", "rebels", None, 24, 99),
        figure("2025-03-04", "army", 40, certainty="denied"),
    ]
)


def test_every_figure_is_kept_and_the_newest_of_an_origin_replaces_the_older() -> None:
    assert len(FIGURES.figures) == 5
    assert {o: f.best for o, f in FIGURES.latest_by_origin.items()} == {"army": 12, "hospital": 9, "rebels": None}
    assert FIGURES.range == (9, 99)
    assert FIGURES.latest is not None and FIGURES.latest.best == 12


@pytest.mark.parametrize(
    ("rule", "number"),
    [
        ("conservative", 9),  # the least of the newest
        ("latest", 12),
        ("most-sourced", 9),  # each is given once: the lowest
        ("median-of-origins", 12),  # 9, 12 and the middle of 24-99
        ("acled", 9),
        ("ucdp-low", 5),  # older figures count
        ("ucdp-best", 9),
        ("ucdp-high", 99),
    ],
)
def test_named_rules(rule: str, number: float) -> None:
    assert one_number(FIGURES, rule) == number


def test_rules_of_no_figures_give_no_number() -> None:
    assert {one_number(figure_set([]), rule) for rule in RULES} == {None}
