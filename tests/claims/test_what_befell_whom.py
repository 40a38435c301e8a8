"""Tolls that are revised or empty, acts told by "which", accusers told by "it", lengths that are no dates."""

from __future__ import annotations

import pytest

from whosays.exports.wording import sentence
from whosays.reader import read
from whosays.record import Claim


def claims_of(text: str, type_: str) -> list[Claim]:
    return [claim for claim in read(text).claims if claim.type == type_]


TOLL = "Lebanon's health ministry put the toll of the strike at 14 dead; on Saturday it raised the figure to 37."


def test_a_revised_figure_is_a_claim_of_the_harm_told_before() -> None:
    first, second = claims_of(TOLL, "LOSSES")
    assert [(q.text, q.of) for q in first.quantities + second.quantities] == [("14", "killed"), ("37", "killed")]
    assert [(s.text, s.name) for s in second.sources] == [("it", "health ministry of Lebanon")]
    assert sentence(second, read(TOLL).report).startswith("37 people were killed – says health ministry of Lebanon")


@pytest.mark.parametrize(
    "text",
    [
        "Shelling killed four people. The firm raised the figure to 7 billion dollars.",
        "Troops shelled the town. The club raised the figure to 40.",
    ],
)
def test_another_figure_is_no_toll(text: str) -> None:
    assert not any(q.text in ("40", "7 billion dollars") for c in claims_of(text, "LOSSES") for q in c.quantities)


def test_harm_to_nobody_is_denied_beside_the_harm_that_was() -> None:
    text = "An explosion destroyed an ammunition store at the base on Sunday, killing no one, the military said."
    found = {claim.mode: claim for claim in claims_of(text, "LOSSES")}
    assert found["destroyed"].certainty == "certain"
    assert found["killed"].certainty == "denied"
    assert sentence(found["killed"], read(text).report) == "Somebody was killed – the military says this is not so"


def test_what_a_town_was_spared_did_not_happen() -> None:
    (claim,) = claims_of("The raid was on a city that had been spared fighting for two years.", "ASSAULT")
    assert claim.certainty == "denied"


def test_which_after_a_place_is_the_act_that_happened_there() -> None:
    text = "Aqil was blamed for the 1983 bombing of an embassy in Beirut, which killed 63 people."
    (claim,) = claims_of(text, "LOSSES")
    assert claim.actors == ()
    assert [q.text for q in claim.quantities] == ["63"]


def test_whoever_it_stands_for_accuses() -> None:
    (claim,) = claims_of("Washington sanctioned Aqil, whom it linked to the bombing.", "ASSAULT")
    assert [(s.text, s.name) for s in claim.sources] == [("it", "United States")]


def test_how_long_the_fighting_went_on_dates_nothing() -> None:
    text = "On 4 August 2024 rebels shelled the town. They captured the base after 23 days of fighting, Kyiv said."
    assert all((claim.time.latest or "") <= "2024-08-04" for claim in read(text).claims)
