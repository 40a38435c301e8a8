"""The row of what a report is mainly about: its act, its toll, and on what ground somebody is named as its doer."""

from itertools import pairwise

import pytest

from whosays.claims.incidents import GROUNDS, incidents_of
from whosays.reader import Reader, read
from whosays.record import Record, Report

MURDER = (
    "Gunmen shot dead the mayor of Abeche on Monday as he left his office, police said. His driver was wounded. "
    "Police blamed the Red Lantern Front for the murder. In 2019 rebels killed the mayor of Faya."
)
BOMB = (
    "A car bomb exploded outside a police station in Kismayo on Tuesday, killing nine people and wounding 30. "
    "Al-Shabaab claimed responsibility for the attack."
)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def told(reader: Reader, text: str) -> Record:
    return reader.read(Report(id="r", text=text, published="2024-05-08"))


def test_the_main_act_is_first_and_has_its_toll(reader):
    record = told(reader, MURDER)
    first, *others = incidents_of(record)
    assert first.main and not any(one.main for one in others)
    assert (first.time.earliest, first.time.latest) == ("2024-05-06", "2024-05-06")
    assert [p.name for p in first.places] == ["Abéché"]
    assert [p.text for p in first.bearers] == ["the mayor of Abeche", "His driver"]
    assert "told early" in first.why


def test_history_is_a_row_of_its_own_and_not_the_main_one(reader):
    rows = incidents_of(told(reader, MURDER))
    assert ["2019" in (one.time.earliest or "") for one in rows] == [False, True]
    assert "long before" in rows[1].why


@pytest.mark.parametrize(
    ("text", "doer", "ground", "by"),
    [
        (MURDER, "Gunmen", "said", "police"),
        (MURDER, "the Red Lantern Front", "accused", "police"),
        (BOMB, "Al-Shabaab", "claims it", None),
        ("Rebels attacked the town of Kismayo on Monday.", "Rebels", "told", None),
        ("Two officers were arrested for the murder of a priest in Juba.", "Two officers", "held", None),
        ("Al-Shabaab is suspected of the kidnapping of a senator in Juba.", "Al-Shabaab", "suspected", None),
    ],
)
def test_nobody_is_named_without_his_ground(reader, text, doer, ground, by):
    (named,) = [d for d in incidents_of(told(reader, text))[0].doers if d.text == doer]
    assert named.ground == ground and named.ground in GROUNDS
    assert by is None or by in named.by[0]
    assert named.claims


def test_figures_stand_once_a_kind(reader):
    bomb = incidents_of(told(reader, BOMB))[0]
    assert {q.of: q.best for q in bomb.quantities} == {"killed": 9, "wounded": 30}


def test_every_row_rests_on_claims_of_the_record(reader):
    record = told(reader, MURDER + "\n\n" + BOMB)
    known = {c.id for c in record.claims}
    rows = incidents_of(record)
    assert len(rows) >= 3
    assert all(one.claims and set(one.claims) <= known for one in rows)
    assert all(not set(a.claims) & set(b.claims) for a, b in pairwise(rows))


def test_what_did_not_happen_is_no_incident(reader):
    for text in ("The president met farmers in Nairobi.", "Chad denied that its troops had shelled the town."):
        assert incidents_of(told(reader, text)) == ()


def test_an_accused_who_bore_the_act_is_not_its_doer():
    record = read("Rebels attacked the army near Kismayo. The army was blamed for losing the town.")
    assert all(d.text != "The army" for one in incidents_of(record) for d in one.doers)
