"""Second mentions and pronouns, within one report."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "words", "entity"),
    [
        ("Denmark withdrew its envoy. It gave no reason.", "It", "DNK"),
        ("The Houthis fired at a ship. The group gave no reason.", "The group", "HOUTHI"),
        ("Harald Blix spoke on Monday. He gave no reason.", "He", "HARALD-BLIX"),
        ("Harald Blix spoke on Monday. Blix gave no reason.", "Blix", "HARALD-BLIX"),
        ("Danish troops landed at dawn. They met no resistance.", "They", "DNKMIL"),
    ],
)
def test_what_points_back_takes_the_entity(one, text, words, entity):
    assert one(text, words).mention.entity == entity


def test_possessives_pass_on_the_country(one):
    found = one("Denmark protested after its soldiers were shot.", "its soldiers").mention
    assert (found.country, found.sector) == ("DNK", "MIL")


def test_who_says_we_gives_country_and_sector(one):
    text = '"We will not leave," the Houthi spokesman Yahya Saree said.'
    found = one(text, "We").mention
    assert (found.country, found.sector) == ("YEM", "REB")


def test_a_name_and_its_pronoun_share_a_chain(find):
    found = find("Harald Blix spoke on Monday. He gave no reason.")
    chains = {a.mention.chain for a in found if a.mention.text in ("Harald Blix", "He")}
    assert len(chains) == 1


def test_nobody_is_found_for_a_pronoun_without_antecedent(one):
    found = one("They left at noon.", "They").mention
    assert (found.entity, found.country, found.sector) == (None, None, None)


def test_empty_it_is_no_actor(find):
    assert "It" not in [a.mention.text for a in find("Denmark waited. It was clear that rain would fall.")]


def test_a_people_abroad_are_soldiers_where_soldiers_were_spoken_of(one):
    text = "Danish soldiers are fighting in Kenya. Three Danes were captured in Kenya."
    assert one(text, "Danes").mention.sector in ("MIL", "CVL")
