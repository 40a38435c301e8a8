"""Noun phrases: role nouns with adjectives, possessives and complements."""

from __future__ import annotations

import pytest

from whosays.actors import actor_at


@pytest.mark.parametrize(
    ("text", "words", "country", "sector"),
    [
        ("Danish forces crossed the strait.", "Danish forces", "DNK", "MIL"),
        ("Two senior Danish officials confirmed it.", "Two senior Danish officials", "DNK", "GOV"),
        ("Masked gunmen stopped the bus.", "Masked gunmen", None, "UAF"),
        ("Chilean police fired tear gas.", "Chilean police", "CHL", "COP"),
        ("Residents of Oslo in Norway fled.", "Residents", "NOR", "CVL"),
        ("Officials in Kyiv were silent.", "Officials", "UKR", "GOV"),
        ("Peru's supreme court freed him.", "Peru's supreme court", "PER", "JUD"),
        ("Hamas fighters left the tunnel.", "Hamas fighters", "PSE", "REB"),
        ("A Hamas spokesman denied it.", "A Hamas spokesman", "PSE", "REB"),
        ("Ghana's parliament voted.", "Ghana's parliament", "GHA", "LEG"),
        ("Iraqi journalists were held.", "Iraqi journalists", "IRQ", "JRN"),
        ("UN staff left the town.", "UN staff", None, "IGO"),
    ],
)
def test_country_and_sector_come_from_the_words(one, text, words, country, sector):
    mention = one(text, words).mention
    assert (mention.country, mention.sector) == (country, sector)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Rwandan-backed rebels entered the town.", "Rwandan-backed rebels"),
        ("Iran-aligned militias fired rockets.", "Iran-aligned militias"),
    ],
)
def test_backers_do_not_give_their_country(one, text, words):
    assert one(text, words).mention.country is None


def test_allies_of_a_country_are_not_of_that_country(one):
    assert one("Spain's allies met in June.", "Spain's allies").mention.country is None


def test_the_forces_of_a_country_share_a_key(find):
    text = "Danish forces crossed the strait. Danish troops held the port. Danish soldiers rested."
    assert {a.mention.entity for a in find(text) if a.kind == "force"} == {"DNKMIL"}


def test_an_adjective_before_a_deed_is_the_force_that_does_it(one):
    found = one("A Danish air strike hit the depot.", "Danish")
    assert (found.form, found.mention.entity, found.mention.sector) == ("adjective", "DNKMIL", "MIL")


def test_unknown_persons_are_known_by_the_words_beside_them(one):
    found = one("Brig. Gen. Harald Blix, the Danish army spokesman, said little.", "Brig. Gen. Harald Blix")
    assert (found.mention.country, found.mention.sector, found.kind) == ("DNK", "MIL", "person")


def test_dateline_and_dash_stay_out_of_the_mention(one):
    assert one("NAIROBI - Armed men shot a trader.", "Armed men").mention.country != "KEN"


def test_actor_at_prefers_the_mention_headed_by_the_token(find):
    found = find("Danish forces crossed the strait.")
    assert actor_at(found, 1) is next(a for a in found if a.head == 1)
    assert actor_at(found, 0) is not None
    assert actor_at(found, 5) is None
    assert actor_at([], 0) is None
