"""Who may not stand on which side: tellers are no doers, acts and places no bearers, nobody is both."""

import pytest

from whosays.reader import read

# sentence, type, actors, recipients; None: not asked
SENTENCES = [
    ("Shelling killed many civilians in Bunia. The army command had reported two dead.", "LOSSES", [], None),
    ("Rockets killed civilians in Bunia. The health ministry gave a toll of 58 dead civilians.", "LOSSES", [], None),
    ("Shelling by Kenyan units continued near Kismayo.", "ASSAULT", None, []),
    ("Rebels attacked Kismayo on Monday.", "ASSAULT", ["Rebels"], []),
    ("Gunmen blew up a bank in Lima on Monday.", "ASSAULT", ["Gunmen"], ["a bank"]),
    ("The militia claimed responsibility for the attack.", "ASSAULT", ["The militia"], []),
    ("Norway's foreign minister voiced Norway's support for Chad.", "SUPPORT", None, ["Chad"]),
    ("Rebels attacked the barracks, according to Chadian officials.", "ASSAULT", ["Rebels"], ["the barracks"]),
    ("Rebels fired a missile from Yemen on Monday.", "ASSAULT", ["Rebels"], []),
]


@pytest.mark.parametrize(("text", "type_", "actors", "recipients"), SENTENCES)
def test_sides_hold_parties_only(text, type_, actors, recipients):
    claims = [c for c in read(text).claims if c.type == type_]
    assert claims, f"no {type_} in {text!r}"
    if actors is not None:
        assert [p.text for p in claims[-1].actors] == actors
    if recipients is not None:
        assert [p.text for p in claims[0].recipients] == recipients


def test_men_sent_are_soldiers_of_the_sender():
    claim = next(c for c in read("Angola decided to dispatch 900 men to Congo.").claims if c.type == "MOBILIZE")
    assert [(p.country, p.sector) for p in claim.recipients] == [("AGO", "MIL")]


def test_a_list_of_states_is_so_many_actors():
    text = "The United States, Norway, Kenya and Uganda yesterday proposed a ceasefire in Chad."
    claim = next(c for c in read(text).claims if c.type == "REQUEST")
    assert [p.country for p in claim.actors] == ["USA", "NOR", "KEN", "UGA"]
