"""Weapons as means: named, of a kind, and told from what they hit."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc

from whosays.claims.instruments import find_instruments, instruments_of
from whosays.reading.syntax import parse
from whosays.record import Type

CASES: list[tuple[str, str, Type, list[tuple[str, str]]]] = [
    ("A drone strike killed five.", "strike", "ASSAULT", [("drone", "drone")]),
    ("Militants fired mortars at the base.", "fired", "ASSAULT", [("mortars", "mortar")]),
    ("A car bomb exploded in the market.", "exploded", "ASSAULT", [("car bomb", "car bomb")]),
    ("They attacked the post with hand grenades and rifles.", "attacked", "ASSAULT",
     [("hand grenades", "grenade"), ("rifles", "firearm")]),
    ("Cruise missiles struck the port.", "struck", "ASSAULT", [("Cruise missiles", "missile")]),
    ("He was stabbed with a knife.", "stabbed", "ASSAULT", [("knife", "blade")]),
    ("Police fired tear gas at the crowd.", "fired", "ASSAULT", [("tear gas", "crowd control")]),
    ("The gunners destroyed 12 tanks with artillery.", "destroyed", "ASSAULT", [("artillery", "artillery")]),
    ("The army shot down three drones.", "shot", "LOSSES", []),
    ("The general praised the new drones.", "praised", "SUPPORT", []),
    ("Kh-101 missiles were fired at the capital.", "fired", "ASSAULT",
     [("Kh-101", "missile"), ("missiles", "missile")]),
    ("Rebels used white phosphorus in the village.", "used", "ASSAULT", [("white phosphorus", "incendiary")]),
    ("A roadside bomb killed two soldiers.", "killed", "ASSAULT", [("roadside bomb", "ied")]),
    ("Two soldiers were killed by a landmine.", "killed", "LOSSES", [("landmine", "mine")]),
]  # fmt: skip


def of(doc: Doc, word: str, type: Type) -> list[tuple[str, str | None]]:
    start = doc.text.index(word)
    found = instruments_of(doc, find_instruments(doc), (start, start + len(word)), (0, len(doc.text)), type)
    assert all(doc.text[i.start : i.end] == i.text for i in found)
    return [(i.text, i.kind) for i in found]


@pytest.mark.parametrize(("sentence", "trigger", "type", "means"), CASES, ids=lambda case: str(case)[:40])
def test_means_of_an_act(sentence: str, trigger: str, type: Type, means: list[tuple[str, str]]):
    assert of(parse(sentence), trigger, type) == means


def test_the_longest_name_wins():
    found = find_instruments(parse("An intercontinental ballistic missile and a rocket-propelled grenade were shown."))
    assert [f.instrument.text for f in found] == ["intercontinental ballistic missile", "rocket-propelled grenade"]
    assert [f.instrument.kind for f in found] == ["missile", "rocket"]


def test_a_text_without_weapons_has_none():
    assert find_instruments(parse("The ministers met in the capital and spoke of grain.")) == []
