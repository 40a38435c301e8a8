"""Who only backs somebody, a ministry, and a foreign army are not whom the next words point back to."""

import pytest

from whosays.reader import read

TEXTS = [
    ("The White House praised the soldiers in Chad. They had attacked rebels near Zouar.", "They", "MIL"),
    (
        "Fighters of the Qaida-linked group JNIM attacked Djibo in Mali. The attackers burned houses.",
        "The attackers",
        None,
    ),
]


@pytest.mark.parametrize(("text", "words", "sector"), TEXTS)
def test_pointing_back(text, words, sector):
    actor = next(a for a in read(text).actors if a.text == words)
    assert actor.entity != "AQ"
    assert sector is None or actor.sector == sector


def test_forces_are_of_the_government_they_are_loyal_to():
    text = "Israeli soldiers left. Israeli jets returned. Forces loyal to Yemen's government seized arms on a dhow."
    assert next(a for a in read(text).actors if a.text == "Forces").country == "YEM"


def test_parties_to_a_war_are_no_political_party():
    text = "The United Nations urged all parties in Sudan to protect civilians."
    assert next(a for a in read(text).actors if a.text == "all parties").sector == "UNK"


def test_a_man_of_two_surnames_is_himself_under_the_first():
    text = "Gunmen shot the judge Ramiro Zelaya Montoya in Honduras. Zelaya died in hospital on Tuesday."
    whole, short = (a for a in read(text).actors if "Zelaya" in a.text)
    assert whole.chain == short.chain
