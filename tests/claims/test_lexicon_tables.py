"""The tables of event words hold only what the code knows."""

from importlib import resources

import pytest

from whosays.claims.needs import NEEDS
from whosays.record import TYPES
from whosays.vocab.triggers import classes_of, frames, senses
from whosays.vocab.turns import turn_of

PARTS = {
    "actor",
    "bearer",
    "recipient",
    "both",
    "counterpart",
    "place",
    "thing",
    "gift",
    "held",
    "troops",
    "from",
    "none",
}


def test_every_sense_is_of_a_known_type_frame_and_need():
    for sense in senses():
        assert sense.type in (*TYPES, "NONE"), sense
        assert sense.pos in ("verb", "noun", "modal"), sense
        assert sense.frame in frames(), sense
        assert {name for name, _ in sense.needs} <= NEEDS.keys(), sense


def test_frames_give_known_parts():
    assert {part for frame in frames().values() for part in frame.values()} <= PARTS


@pytest.mark.parametrize("table", ["triggers", "things", "turns", "domain_words", "place_roles", "place_nouns"])
def test_tables_are_sorted_and_without_repeats(table):
    rows = resources.files("whosays.vocab").joinpath(f"{table}.csv").read_text("utf-8").splitlines()[1:]
    assert len(set(rows)) == len(rows)


def test_the_lexicon_is_as_wide_as_promised():
    assert len({s.lemma for s in senses() if s.type != "NONE"}) > 1500


def test_a_promise_of_force_is_a_threat():
    assert turn_of("promise", "ASSAULT", "aerial") == ("THREATEN", "violence")
    assert turn_of("promise", "AID", None) is None


def test_a_noun_is_of_the_class_of_its_own_name():
    assert "weapon" in classes_of("missile")
    assert classes_of("zither") == {"zither"}
