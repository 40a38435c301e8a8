"""What an act falls on without anybody bearing it: selves, anything, drones, "it", own troops."""

import pytest

from whosays.reader import read

# sentence, type, words of the recipients
SENTENCES = [
    ("Kenyan jets hit targets in Kismayo.", "ASSAULT", []),
    ("The rebels defended themselves near Gao and attacked the soldiers.", "ASSAULT", None),
    ("The Ukrainian army shot down six drones. It shot most of them down over Sumy.", "LOSSES", []),
    ("Rwanda shelled Goma. Norway condemned it.", "ACCUSE", []),
    ("France withdrew its troops from Mali.", "RETREAT", ["Mali"]),
    ("Gunmen shot nine patients dead at the hospital in Bunia.", "ASSAULT", ["nine patients"]),
    ("With ten villagers killed in the raid, fear spread in Bunia.", "LOSSES", ["ten villagers"]),
]


@pytest.mark.parametrize(("text", "type_", "bearers"), SENTENCES)
def test_nobody_bears_what_falls_on_things(text, type_, bearers):
    claims = [c for c in read(text).claims if c.type == type_]
    assert claims, f"no {type_} in {text!r}"
    if bearers is None:
        assert all("themselves" not in [p.text for p in c.recipients] for c in claims)
    else:
        assert [p.text for p in claims[-1].recipients] == bearers


def test_a_loss_is_inflicted_by_whoever_did_the_act_it_was_suffered_in():
    claim = next(c for c in read("Nine soldiers died in an attack by Tuareg rebels.").claims if c.type == "LOSSES")
    assert [p.text for p in claim.actors] == ["Tuareg rebels"]


def test_a_town_before_talks_is_where_they_are_held():
    claims = [c for c in read("The Geneva talks between Chad and Sudan began on Monday.").claims if c.type == "CONSULT"]
    assert [[p.text for p in c.actors] for c in claims] == [["Chad", "Sudan"]]


def test_an_embassy_is_of_whom_it_belongs_to():
    record = read("Norway shut its embassy in Khartoum on Monday.")
    assert [a.country for a in record.actors if a.text == "its embassy"] == ["NOR"]
