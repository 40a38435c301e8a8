"""What a noun or "there" points back at, a country's ground, and places told by a relative clause."""

import pytest

from whosays.reader import read

FILED = "SEOUL, Nov 4 (Agency) - Pyongyang has sent troops to Kursk. Fighting there killed nine soldiers on Monday."
SEAT = "Drones struck Odesa on Monday. Officials in Kyiv gave few details. Fighting there killed nine soldiers."
PORT = (
    "Drones struck the port of Odesa on Monday. Troops later retook Kupiansk. On Tuesday drones struck the port again."
)
SENTENCES = [
    (FILED, "LOSSES", ["Kursk"]),
    (SEAT, "LOSSES", ["Odesa"]),
    (PORT, "ASSAULT", ["Odesa"]),
    ("Rebels shelled a village on Chadian soil on Sunday.", "ASSAULT", ["Chad"]),
    ("The army holds Masisi, which it captured from the rebels on Friday.", "CONTROL", ["Masisi"]),
    ("About 300 soldiers died in the battle for Bakhmut.", "LOSSES", ["Bakhmut"]),
    ("The authorities in Minsk have ordered soldiers to shoot deserters.", "COERCE", []),
    ("The raid killed nine workers from Nepal.", "LOSSES", []),
    ("Gunmen killed nine people at the Tishreen hospital in Damascus.", "ASSAULT", ["Tishreen"]),
    ("The army launched an offensive to retake Wad Madani on Monday.", "ASSAULT", ["Wad Madani"]),
]


@pytest.mark.parametrize(("text", "type_", "places"), SENTENCES)
def test_spots_are_what_the_words_point_at(text: str, type_: str, places: list[str]):
    claims = [c for c in read(text).claims if c.type == type_]
    assert claims, f"no {type_} in {text!r}"
    names = [p.name or p.text for p in claims[-1].places]
    assert len(names) == len(places)
    assert all(name.startswith(place) for name, place in zip(names, places, strict=True)), names


def test_spots_of_a_border_have_no_middle_point():
    claims = [c for c in read("Troops clashed along the Sudanese border on Monday.").claims if c.type == "ASSAULT"]
    (place,) = claims[0].places
    assert (place.country, place.precision, place.lat) == ("SDN", "region", None)


def test_spots_of_a_victim_serve_where_nothing_nearer_is_told():
    (struck,) = [c for c in read("Gunmen killed a reporter who worked in Omdurman.").claims if c.type == "ASSAULT"]
    assert [(p.name, p.role) for p in struck.places] == [("Omdurman", "at")]
