"""The layer of predicates: which words it has, and the number each one gets."""

from __future__ import annotations

import pytest

from whosays.reading.factuality import grade_predicates
from whosays.reading.syntax import parse
from whosays.record import span_of


def grades(text: str) -> dict[str, float]:
    """Return the factuality of every predicate by its words."""
    return {p.text: p.factuality for p in grade_predicates(parse(text))}


@pytest.mark.parametrize(
    ("text", "word", "low", "high"),
    [
        ("The soldiers entered the town on Monday.", "entered", 2.5, 3),
        ("The soldiers did not enter the town on Monday.", "enter", -3, -1),
        ("Nobody was left in the town.", "left", -3, -0.5),
        ("The soldiers will enter the town.", "enter", 1, 3),
        ("The soldiers may enter the town.", "enter", 0, 2),
        ("The government denied that the soldiers entered the town.", "entered", -3, 1.8),
        ("If the soldiers enter the town, people will flee.", "enter", -0.5, 1.8),
        ("The government wants to buy the company.", "buy", 0, 2.2),
        ("The company failed to repay the loan.", "repay", -3, -0.5),
    ],
)
def test_grade_predicates_gives_a_number_of_the_right_size(text: str, word: str, low: float, high: float) -> None:
    assert low <= grades(text)[word] <= high


def test_grade_predicates_keeps_order_among_degrees() -> None:
    certain = grades("The rebels attacked the town.")["attacked"]
    possible = grades("The rebels may attack the town.")["attack"]
    denied = grades("The rebels did not attack the town.")["attack"]
    assert certain > possible > denied


def test_grade_predicates_covers_verbs_event_nouns_and_adjectives_with_true_offsets() -> None:
    text = "After the explosion the army was ready to begin negotiations."
    found = grade_predicates(parse(text))
    assert {"explosion", "was", "begin", "negotiations"} <= {p.text for p in found}
    assert "army" not in {p.text for p in found}
    for predicate in found:
        assert span_of(text, predicate.start, predicate.end).text == predicate.text
        assert -3 <= predicate.factuality <= 3


def test_grade_predicates_of_nothing_is_nothing() -> None:
    assert grade_predicates(parse("")) == []
    assert grade_predicates(parse("The red house.")) == []
