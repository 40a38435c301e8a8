"""Who a party is by its part in the claim: hosts, prisoners, conscripts; and whom a word nearby does not mean."""

import pytest

from whosays.reader import read


def _claim(text, type_):
    claims = [c for c in read(text).claims if c.type == type_]
    assert claims, f"no {type_} in {text!r}"
    return claims[0]


def test_who_is_met_at_home_hosts():
    claim = _claim("The Chadian president met Kenya's foreign minister in Nairobi.", "CONSULT")
    assert [p.country for p in claim.actors] == ["TCD"]
    assert [p.country for p in claim.recipients] == ["KEN"]
    claim = _claim("The Chadian president met Kenya's foreign minister in Geneva.", "CONSULT")
    assert [p.country for p in claim.actors] == ["TCD", "KEN"]


# sentence, type, country and sector of the first recipient
SECTORS = [
    ("Chadian soldiers took two Kenyans prisoner near Abeche.", "LOSSES", ("KEN", "MIL")),
    ("Myanmar conscripted 5,000 men a month.", "MOBILIZE", ("MMR", "CVL")),
    ("Angola sent 900 men to Congo.", "MOBILIZE", ("AGO", "MIL")),
    ("Norway urged the international community to act in Chad.", "REQUEST", (None, "UNK")),
    ("Norway welcomed the UN Board of Inquiry's report on the attack in Chad.", "SUPPORT", (None, "IGO")),
]


@pytest.mark.parametrize(("text", "type_", "who"), SECTORS)
def test_sector_by_the_part_played(text, type_, who):
    party = _claim(text, type_).recipients[0]
    assert (party.country, party.sector) == who


def test_people_are_of_those_they_are_counted_with():
    claim = _claim("Kenya said that four of its soldiers and two civilians were killed near the border.", "LOSSES")
    assert [(p.country, p.sector) for p in claim.recipients] == [("KEN", "MIL"), ("KEN", "CVL")]


def test_police_are_of_the_town_they_stand_in():
    text = "Somali troops fought near Baidoa and Mogadishu. In Nairobi, protesters threw stones at police on Monday."
    claim = _claim(text, "PROTEST")
    assert [(p.country, p.sector) for p in claim.recipients] == [("KEN", "COP")]


def test_a_list_of_towns_beside_a_fight_is_nobody():
    claim = _claim("Somali troops fought near Baidoa, Kismayo and Mogadishu.", "ASSAULT")
    assert claim.recipients == ()


def test_whoever_does_something_else_is_not_meant():
    text = "Norway proposed a truce in Darfur, which the rebels have rejected."
    assert all(p.sector != "REB" for p in _claim(text, "REQUEST").recipients)


# sentence, type, words of the recipients
OTHER_SIDES = [
    ("The Taliban refused direct talks with the Afghan government.", "REJECT", ["the Afghan government"]),
    ("Norway demanded that the junta appear before a court.", "REQUEST", ["the junta"]),
]


@pytest.mark.parametrize(("text", "type_", "words"), OTHER_SIDES)
def test_the_other_side_of_a_pact_and_who_is_to_act_are_recipients(text, type_, words):
    assert [p.text for p in _claim(text, type_).recipients] == words


def test_a_dateline_passes_no_resolution():
    text = "TUNIS, Tunisia (Agency) -- Tunisia's parliament passed a resolution on Monday criticizing the president."
    assert [p.text for p in _claim(text, "ACCUSE").actors] == ["Tunisia's parliament"]
    text = "Tunis, March 3, TAP - Norway's ambassador condemned the junta of Chad on Monday."
    assert [p.text for p in _claim(text, "ACCUSE").actors] == ["Norway's ambassador"]
