from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.places.conftest import places_of

from whosays.places import find_places
from whosays.reading.syntax import parse

# text, words, country, precision
RESOLVED = [
    ("Shells fell on Bakhmut in eastern Ukraine overnight.", "Bakhmut", "UKR", "city"),
    ("Shells fell on Bakhmut in eastern Ukraine overnight.", "Ukraine", "UKR", "country"),
    ("The army said it had left the Kursk region of Russia.", "Kursk", "RUS", "admin1"),
    ("A drone hit a depot in the city of Kursk, Russia said.", "Kursk", "RUS", "city"),
    ("The family moved to Paris, Texas, last year.", "Paris", "USA", "city"),
    ("The family moved to Paris, France, last year.", "Paris", "FRA", "city"),
    ("A fire broke out in Lebanon, Pennsylvania.", "Lebanon", "USA", "city"),
    ("Israel struck targets across Lebanon and Syria.", "Lebanon", "LBN", "country"),
    ("Troops in Sudan shelled El Fasher in North Darfur.", "El Fasher", "SDN", "city"),
    ("Troops in Sudan shelled El Fasher in North Darfur.", "North Darfur", "SDN", "admin1"),
    ("The Houthis fired on a tanker in the Red Sea off Hodeidah.", "Red Sea", None, "region"),
    ("The Houthis fired on a tanker in the Red Sea off Hodeidah.", "Hodeidah", "YEM", "city"),
    ("Fighting resumed in the Golan Heights near the Syrian border.", "Golan Heights", "SYR", "region"),
    ("He lives in Springfield, Ill., with his wife.", "Ill.", "USA", "admin1"),
    ("Officials in Georgia said Russian troops had crossed into South Ossetia.", "Georgia", "GEO", "country"),
    ("Voters in Georgia and Alabama went to the polls.", "Georgia", "USA", "admin1"),
    ("Rebels took Goma in the Democratic Republic of the Congo.", "Goma", "COD", "city"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "country", "precision"), RESOLVED)
def test_resolved(text: str, words: str, country: str | None, precision: str) -> None:
    found = places_of(text)
    assert words in found, found.keys()
    assert (found[words].place.country, found[words].place.precision) == (country, precision), found[words]


# Words that bear the name of a place and name none here.
NO_PLACES = [
    ("The Washington Post reported the attack.", "Washington Post"),
    ("The singer Paris Hilton arrived late on Monday, her agent said.", "Paris"),
    ("Midfielder Jordan Henderson scored for England.", "Jordan"),
    ("Former president George Washington owned the house.", "Washington"),
    ("Michael Jordan scored twice.", "Jordan"),
    ("They will march in March and read in Reading week.", "march"),
]


@pytest.mark.parametrize(("text", "words"), NO_PLACES)
def test_not_a_place(text: str, words: str) -> None:
    assert words not in places_of(text)


@pytest.mark.parametrize(
    ("text", "words", "country", "form"),
    [
        ("Russian troops crossed the border.", "Russian", "RUS", "adjective"),
        ("Syrian and Turkish jets flew over.", "Turkish", "TUR", "adjective"),
        ("US forces struck the base.", "US", "USA", "adjective"),
        ("The Congolese army withdrew from Goma.", "Congolese", "COD", "adjective"),
        ("European leaders met in Brussels.", "European", None, "adjective"),
    ],
)
def test_adjectives_and_peoples(text: str, words: str, country: str | None, form: str) -> None:
    found = places_of(text)[words]
    assert (found.place.country, found.form, found.is_adjective) == (country, form, True)
    assert found.is_actor_like


def test_a_distance_and_direction_give_a_spot() -> None:
    text = "The convoy was hit 20 km south of Aleppo in Syria."
    found = places_of(text)["Aleppo"]
    assert found.offset is not None
    assert found.place.lat is not None
    assert found.offset.lat == pytest.approx(found.place.lat - 0.18, abs=0.01)
    assert found.offset.rule == "20 km south of Aleppo"
    assert text[found.offset.start : found.offset.end] == "20 km south of Aleppo"


@pytest.mark.parametrize(("text", "part"), [("Clashes in eastern Libya.", "eastern"), ("Clashes in Libya.", None)])
def test_the_part_of_a_place_is_kept(text: str, part: str | None) -> None:
    assert places_of(text)["Libya"].part == part


def test_an_unknown_place_keeps_its_words_and_gets_no_spot() -> None:
    for found in places_of("Fighters entered the village of Zzyzxovka in Qwertonia on Monday.").values():
        assert found.place.lat is None and found.place.name is None


def test_one_sense_a_text() -> None:
    found = find_places(parse("Moscow, Idaho, has a new mayor. Moscow is growing. People like Moscow."))
    assert {f.place.country for f in found if f.place.text == "Moscow"} == {"USA"}


def test_the_publishers_home_counts() -> None:
    text = "The mayor of Tripoli spoke to reporters."
    by_paper = {
        paper: places_of(text, publisher=paper)["Tripoli"].place.country for paper in ("Libya Herald", "Lebanon Today")
    }
    assert by_paper["Libya Herald"] == "LBY"


def test_spans_are_the_texts_words_and_do_not_overlap() -> None:
    text = (
        "Kyiv — U.S.-backed forces near Sana’a, Deir ez-Zor and St. Louis, Mo., said Russia's air\nforce hit N'Djamena."
    )
    found = find_places(parse(text))
    ends = 0
    for f in found:
        assert text[f.place.start : f.place.end] == f.place.text
        assert f.place.start >= ends
        ends = f.place.end


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=120))
def test_any_text_is_read(text: str) -> None:
    for f in find_places(parse(text)):
        assert text[f.place.start : f.place.end] == f.place.text
        assert f.place.lat is None or -90 <= f.place.lat <= 90


@pytest.mark.parametrize("text", ["", " ", "\n\n", "48.0159, 37.8028", "N 91° E 999°", "Ж" * 400, "A " * 3000])
def test_odd_texts(text: str) -> None:
    find_places(parse(text))


def test_speed() -> None:
    sentence = "Russian forces shelled Bakhmut, Kharkiv and the Kursk region, officials in Kyiv and Washington said. "
    doc = parse(sentence * 60)
    find_places(doc)
    start = time.process_time()
    find_places(doc)
    # 30,000 characters a second is promised; this text is denser with names than news is.
    assert len(doc.text) / (time.process_time() - start) > 10_000
