"""A happening's place told elsewhere in its report, and the country of a report that speaks of one."""

import pytest

from whosays.reader import read
from whosays.record import Report

HOME = (
    "Asuncion, 4 Mar 91 (Agency) -- [Text] Gunmen killed a judge last night. "
    "The Paraguayan police said that the judge had received threats in Encarnacion."
)
TWO = "The Kenyan and the Somali governments met in Djibouti. Gunmen killed a judge last night."


def claims_of(text: str, type_: str) -> list:
    return [c for c in read(Report(id="r", text=text, published="1991-03-04")).claims if c.type == type_]


def test_setting_country_is_given_at_country_precision_with_its_rule():
    (killed,) = claims_of(HOME, "ASSAULT")
    (place,) = killed.places
    assert (place.country, place.precision, place.role) == ("PRY", "country", "at")
    assert HOME[place.start : place.end] == place.text
    assert "the report is about Paraguay" in killed.why["places"]


@pytest.mark.parametrize(
    "text",
    [
        TWO,
        HOME.replace("Asuncion", "Montevideo"),  # a dateline elsewhere
        "Gunmen killed a judge last night.",
        "Gunmen killed a Paraguayan judge last night.",
    ],
)
def test_setting_country_is_not_guessed(text: str):
    killed = claims_of(text, "ASSAULT")
    assert killed and not any(p.country for c in killed for p in c.places)


def test_setting_dateline_in_small_letters_is_no_place_of_the_event():
    text = "Asuncion, 4 Mar 91 (Agency) -- Rebels attacked the capital's airport. Rebels shelled the city."
    assert not any(p.text == "Asuncion" and p.precision == "city" for c in claims_of(text, "ASSAULT") for p in c.places)


@pytest.mark.parametrize(
    ("between", "shared"),
    [
        (" ", True),  # told just before
        ("\n\nThe president flew home. Ministers met him. He was silent.\n\n", False),
    ],
)
def test_setting_place_of_the_fight_is_shared_nearby_only(between: str, shared: bool):
    text = f"Rebels attacked troops in Darfur on Monday.{between}Nine farmers were killed."
    (toll,) = claims_of(text, "LOSSES")
    assert any(p.text == "Darfur" and p.precision != "country" for p in toll.places) is shared
    assert not shared or 'attacked", of the same fight' in toll.why["places"]


@pytest.mark.parametrize(
    "whose", ["Three French soldiers", "A convoy of French soldiers", "The embassies of France and Italy"]
)
def test_setting_whose_something_is_does_not_say_where(whose: str):
    for claim in claims_of(f"{whose} were attacked on Monday.", "ASSAULT"):
        assert not claim.places


MAIN = (
    "Sudanese soldiers attacked rebels in Kadugli on Monday. The soldiers shelled Kadugli again on Tuesday.\n\n"
    "The talks have stalled. The rain fell. It was cold. Roads were shut.\n\n"
)


@pytest.mark.parametrize(
    ("last", "shared"),
    [
        ("Nine Sudanese soldiers were killed.", True),
        ("Nine Ukrainian soldiers were killed.", False),  # no party of that fight
        ("In Chad, officials said that nine Sudanese soldiers were killed.", False),  # told of another country
    ],
)
def test_setting_place_of_the_most_told_fight_goes_to_its_parties(last: str, shared: bool):
    toll = claims_of(MAIN + last, "LOSSES")[-1]
    assert any(p.name == "Kadugli" for p in toll.places) is shared
    assert not shared or "most told fight" in toll.why["places"]


def test_setting_protest_lends_its_place_within_the_sentence():
    text = "In Yerevan, thousands of people marched against the pact; some threw stones at the police."
    assert all([p.name for p in c.places] == ["Yerevan"] for c in claims_of(text, "PROTEST"))
