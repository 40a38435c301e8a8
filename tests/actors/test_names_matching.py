"""The finder of names: boundaries, accents, case and offsets."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from whosays.actors.names import NameFinder, Referent, fold
from whosays.actors.table import ActorTable

FINDER = NameFinder(
    [
        ("Red Lions", Referent("organisation", "LIONS")),
        ("IS", Referent("organisation", "IS")),
        ("Zorbán", Referent("person", "ZORBAN")),
        ("Red Lions Army", Referent("organisation", "ARMY")),
    ]
)


def keys(text: str) -> list[str]:
    return [match.referents[0].key for match in FINDER.find(text)]


def test_longest_name_wins():
    assert keys("the Red Lions Army and the Red Lions") == ["ARMY", "LIONS"]


def test_accents_hyphens_and_line_breaks_make_no_difference():
    assert keys("Zorban met the Red-Lions; the Red\nLions met Zorbán") == ["ZORBAN", "LIONS", "LIONS", "ZORBAN"]


def test_case_parts_acronyms_from_words():
    assert keys("it is IS") == ["IS"]


def test_names_stand_at_word_boundaries():
    assert keys("ISIS, Zorbanov, IS-led") == ["IS"]


@given(st.text(max_size=300))
@settings(max_examples=200, deadline=None)
def test_folding_keeps_every_offset(text):
    assert len(fold(text)) == len(text)


@given(st.text(alphabet=st.sampled_from("RedLions IS.\n-Zorbán😀’"), max_size=120))
@settings(max_examples=200, deadline=None)
def test_matches_lie_in_the_text_in_order(text):
    found = FINDER.find(text)
    assert all(0 <= m.start < m.end <= len(text) for m in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_every_shipped_name_finds_its_own_row():
    table = ActorTable.open()
    for body in table.organisations.values():
        assert body.key in [
            r.key for m in table.names.find(f"They spoke of {body.name} and of others there") for r in m.referents
        ], body.name
