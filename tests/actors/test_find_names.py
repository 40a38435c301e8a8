"""Countries, seats of government, organisations and persons by their names."""

from __future__ import annotations

import pytest

from whosays.actors import find_actors
from whosays.reading.syntax import parse


@pytest.mark.parametrize(
    ("text", "words", "entity", "country", "sector"),
    [
        ("Norway sent two ships to the gulf.", "Norway", "NOR", "NOR", "GOV"),
        ("Oslo rejected the offer on Monday.", "Oslo", "NOR", "NOR", "GOV"),
        ("The Kremlin said it would wait.", "Kremlin", "KREMLIN", "RUS", "GOV"),
        ("Officials met the Houthis in Muscat.", "Houthis", "HOUTHI", "YEM", "REB"),
        ("Ansar Allah fired on a tanker.", "Ansar Allah", "HOUTHI", "YEM", "REB"),
        ("The RSF shelled a market in Darfur, Sudan.", "RSF", "RSF", "SDN", "PRM"),
        ("M23 took a mine.", "M23", "M23", "COD", "REB"),
        ("Wagner withdrew from the base.", "Wagner", "WAGNER", "RUS", "PRM"),
        ("JNIM claimed the ambush.", "JNIM", "JNIM", "MLI", "REB"),
        ("Da’esh lost a bridge.", "Da’esh", "ISIS", None, "REB"),
        ("The U.N. Security Council met on Friday.", "U.N. Security Council", "UNSC", None, "IGO"),
        ("The Golani Brigade took a hill.", "Golani Brigade", "GOLANI", "ISR", "MIL"),
        ("The 810th Marines held the quarry.", "810th Marines", "810NIB", "RUS", "MIL"),
        ("Tiguerones gunmen burned a bus in Guayaquil.", "Tiguerones gunmen", "TIGUERONES", "ECU", "UAF"),
        ("Myanmar's army shelled a market.", "Myanmar's army", "TATMADAW", "MMR", "MIL"),
        ("The Chadian armed forces shelled a market.", "The Chadian armed forces", "TCDMIL", "TCD", "MIL"),
        ("Shining Path guerrillas burned a bus.", "Shining Path guerrillas", "SENDERO", "PER", "REB"),
    ],
)
def test_named_bodies_have_key_country_and_sector(one, text, words, entity, country, sector):
    mention = one(text, words).mention
    assert (mention.entity, mention.country, mention.sector) == (entity, country, sector)


@pytest.mark.parametrize("spelling", ["Zelensky", "Zelenskyy", "Zelenskiy", "Volodymyr Zelensky"])
def test_spellings_of_a_name_share_one_key(one, spelling):
    assert one(f"{spelling} spoke to reporters.", spelling).mention.entity == "VOLODYMYR-ZELENSKY"


@pytest.mark.parametrize(
    "text",
    [
        "It is so cold that they left.",
        "He asked who was there and what it is.",
        "Let us wait, she said.",
        "They aim to aid an old man who was ice cold.",
    ],
)
def test_short_acronyms_do_not_fire_on_ordinary_words(find, text):
    assert not [a.mention.text for a in find(text) if a.kind == "organisation"]


def test_a_capital_is_a_government_only_where_it_acts(one):
    assert not one("Oslo accused its neighbour of spying.", "Oslo").locative
    assert one("Thousands marched in Oslo on Sunday.", "Oslo").locative


@pytest.mark.parametrize(
    ("published", "name"),
    [("2016-05-01", "Barack Obama"), ("2022-05-01", "Joe Biden"), ("2025-05-01", "Donald Trump")],
)
def test_an_office_is_held_by_whoever_held_it_that_day(one, published, name):
    found = one("The U.S. president flew to Geneva.", "The U.S. president", published)
    assert found.mention.name == name


def test_an_office_without_a_date_names_nobody(one):
    found = one("The U.S. president flew to Geneva.", "The U.S. president", None)
    assert (found.mention.entity, found.mention.country) == ("USA-PRESIDENT", "USA")


def test_a_person_has_the_sector_of_the_post_held_that_day(one):
    text = "Sharaa met the delegation."
    assert one(text, "Sharaa", "2024-01-05").mention.sector == "REB"
    assert one(text, "Sharaa", "2025-06-05").mention.sector == "GOV"


def test_the_north_is_korean_only_where_korea_is_spoken_of(find):
    korean = find("South Korea fired back after the North launched balloons.")
    assert [a.mention.country for a in korean if a.mention.text == "the North"] == ["PRK"]
    other = find("Norway is cold, and the North launched balloons.")
    assert "the North" not in [a.mention.text for a in other]


def test_an_acronym_means_what_the_report_defines(find):
    text = "The Coast Defence League (CDL) blocked a road. Police fired at the CDL on Tuesday."
    chains = {a.mention.chain for a in find(text) if a.mention.text in ("CDL", "Coast Defence League")}
    assert len(chains) == 1


def test_a_name_inside_a_place_name_is_no_actor(find):
    assert [a.mention.text for a in find("Wagner took Moscow.") if a.kind == "organisation"] == ["Wagner"]


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        ("The 811th Naval Infantry Brigade of Russia crossed the river.", "The 811th Naval Infantry Brigade", "RUS"),
        ("Ukraine's 17th Assault Brigade held the quarry.", "Ukraine's 17th Assault Brigade", "UKR"),
        ("Israeli soldiers of Unit 8200 wrote a letter.", "Unit 8200", "ISR"),
    ],
)
def test_units_of_armed_forces_are_named(one, text, words, country):
    mention = one(text, words).mention
    assert mention.country == country
    assert mention.sector in ("MIL", "SPY")


@pytest.mark.parametrize(
    "text",
    [
        "Alicia Putin opened a bakery.",
        "Harald Wagner opened a bakery.",
        "The concert at the Arena was sold out.",
    ],
)
def test_a_surname_or_a_word_is_not_taken_for_somebody_known(find, text):
    known = {"VLADIMIR-PUTIN", "WAGNER", "ARENA"}
    assert not known & {a.mention.entity for a in find(text)}


def test_nobody_is_known_before_the_first_post(find):
    assert "GUSTAVO-PETRO" not in {a.mention.entity for a in find("Petro spoke to reporters.", "1989-05-05")}


def test_a_common_name_of_a_body_is_not_another_countrys(find):
    found = [a for a in find("In Colombia the Senate met. Colombians watched.") if a.mention.text == "Senate"]
    assert found[0].mention.entity != "USSENATE"
    assert found[0].mention.sector == "LEG"


def test_we_in_a_communique_is_its_publisher():
    found = find_actors(parse("We condemn the attack on the port."), [], publisher="US State Department")
    we = next(a.mention for a in found if a.mention.text == "We")
    assert (we.entity, we.country, we.sector) == ("USSTATE", "USA", "GOV")
