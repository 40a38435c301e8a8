"""Seats of speakers and distances are no places of events; a fight's place may be a region."""

import pytest

from whosays.reader import read

SENTENCES = [
    ("The government in Aden denounced the Houthis.", "ACCUSE", []),
    ("Rebels seized the town of Masisi, 40 km from Sake, on Monday.", "CONTROL", ["Masisi"]),
    ("Rebels attacked troops in Darfur on Monday. Nine soldiers were killed.", "LOSSES", ["Darfur"]),
]


@pytest.mark.parametrize(("text", "type_", "places"), SENTENCES)
def test_places_are_where_it_happened(text, type_, places):
    claims = [c for c in read(text).claims if c.type == type_]
    assert claims, f"no {type_} in {text!r}"
    assert [p.text.removeprefix("the town of ") for p in claims[-1].places] == places


@pytest.mark.parametrize(
    "text",
    ["The two presidents are to meet in Nairobi on Friday.", "Both sides agreed on Monday in Doha to a ceasefire."],
)
def test_what_is_agreed_happens_where_people_agree_or_are_to_meet(text):
    roles = {p.role for c in read(text).claims if c.type == "AGREE" for p in c.places}
    assert roles == {"at"}
