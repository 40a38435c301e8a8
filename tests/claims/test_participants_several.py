"""Several parties in one noun, subjects that the parser hung elsewhere, and acts below a governing word."""

import pytest

from whosays.reader import read

# sentence, type, words of the actors, their countries
ACTORS = [
    (
        "Chad and Libya's foreign ministers met on Monday.",
        "CONSULT",
        ["Chad", "Libya's foreign ministers"],
        ["TCD", "LBY"],
    ),
    ("Kenyan and Ugandan troops attacked the rebels.", "ASSAULT", ["Kenyan", "Ugandan troops"], ["KEN", "UGA"]),
    (
        "The presidents of Chad and Kenya discussed the truce on Monday.",
        "CONSULT",
        ["The presidents of Chad", "Kenya"],
        ["TCD", "KEN"],
    ),
    ("Kenyan troops attacked the rebels.", "ASSAULT", ["Kenyan troops"], ["KEN"]),
    (
        "On a visit to Uganda, Kenyan President Daniel Mwangi voiced support for the rebels.",
        "SUPPORT",
        ["Kenyan President Daniel Mwangi"],
        ["KEN"],
    ),
    ("USAID had suspended aid to Chad in March.", "SANCTION", ["USAID"], ["USA"]),
    (
        "The World Health Organization (WHO) is providing medical aid to refugees in Chad.",
        "AID",
        ["WHO"],
        [None],
    ),
    ("The rebels are guilty of violating the truce.", "ASSAULT", ["The rebels"], [None]),
    ("The militia is responsible for the killing of six villagers in Chad.", "ASSAULT", ["The militia"], ["TCD"]),
    ("Chad and Kenya began a new round of joint exercises.", "COOPERATE", ["Chad", "Kenya"], ["TCD", "KEN"]),
]


@pytest.mark.parametrize(("text", "type_", "words", "countries"), ACTORS)
def test_every_party_of_a_clause_is_its_own(text, type_, words, countries):
    claims = [c for c in read(text).claims if c.type == type_]
    assert claims, f"no {type_} in {text!r}"
    assert [p.text for p in claims[0].actors] == words
    assert [p.country for p in claims[0].actors][: len(countries)] == countries


def test_one_party_of_several_keeps_what_they_all_are():
    claim = next(c for c in read("Kenyan and Ugandan troops attacked the rebels.").claims if c.type == "ASSAULT")
    assert [p.sector for p in claim.actors] == ["MIL", "MIL"]


def test_two_that_strike_a_deal_have_no_third_for_its_bearer():
    text = "Chadian and Libyan negotiators signed an agreement on the Kenyan border."
    claim = next(c for c in read(text).claims if c.type == "SUPPORT")
    assert [p.country for p in claim.actors] == ["TCD", "LBY"]
    assert claim.recipients == ()


# sentence, type, words of the recipients
BEARERS = [
    (
        "The court opened an investigation of General Daniel Mwangi based on his ties to Chad.",
        "ACCUSE",
        "General Daniel Mwangi",
    ),
    ("Norway voiced Norway's support for Chad.", "SUPPORT", "Chad"),
    ("Norway expressed solidarity with the people of Chad.", "SUPPORT", "the people of Chad"),
]


@pytest.mark.parametrize(("text", "type_", "words"), BEARERS)
def test_what_the_noun_of_a_phrase_names_bears_it(text, type_, words):
    claim = next(c for c in read(text).claims if c.type == type_)
    assert [p.text for p in claim.recipients] == [words]


def test_two_that_hang_from_one_noun_are_two():
    claim = next(c for c in read("UN and Chadian envoys have agreed a truce.").claims if c.type in ("AGREE", "CONCEDE"))
    assert [p.text for p in claim.actors] == ["UN", "Chadian envoys"]
