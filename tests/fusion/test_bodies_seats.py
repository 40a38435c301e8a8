"""Who heads or speaks for which body: from the words, and from the table of actors on the day of the report."""

from __future__ import annotations

from typing import Any

import pytest

from fusion.building import TARN, make
from whosays.fusion import fuse
from whosays.fusion.bodies import seat_in, seat_of
from whosays.record import Event, Record


@pytest.mark.parametrize(
    ("words", "seat"),
    [
        ("the defence ministry", ("military", False)),
        ("Defence Minister Ina Bell", ("military", True)),
        ("the foreign secretary", ("foreign ministry", True)),
        ("former foreign minister Ina Bell", None),
        ("the military intelligence service", ("intelligence service", False)),
        ("a farmer", None),
    ],
)
def test_words_name_a_body_or_its_chief(words: str, seat: tuple[str, bool] | None) -> None:
    assert seat_in(words) == seat


@pytest.mark.parametrize(
    ("entity", "day", "body"),
    [
        ("HUR", None, "HUR"),
        ("KYRYLO-BUDANOV", "2024-11-01", "HUR"),
        ("KYRYLO-BUDANOV", "2026-03-01", "presidency"),  # he changed his office
        ("KYRYLO-BUDANOV", None, None),  # nobody can know which he held
        ("KREMLIN", "2024-11-01", "presidency"),
        ("DMITRY-PESKOV", "2024-11-01", "presidency"),
        ("RUSMOD", "2024-11-01", "military"),
        ("IGOR-KONASHENKOV", "2024-11-01", "military"),
        ("PETRO-POROSHENKO", "2024-11-01", None),  # out of office since 2019
        ("NOBODY-AT-ALL", "2024-11-01", None),
    ],
)
def test_the_table_knows_who_heads_what(entity: str, day: str | None, body: str | None) -> None:
    seat = seat_of(entity, day)
    assert (seat.body if seat else None) == body


def tell(key: str, text: str, words: str, day: str = "2024-11-02", **speaker: Any) -> Record:
    claim = {
        "type": "ASSAULT", "trigger": "shelled", "places": [("Tarn", TARN)], "first": "2024-11-01",
        "last": "2024-11-01", "sources": [(words, speaker)],
    }  # fmt: skip
    return make(key, day, text, [claim], f"{key}.example")


def event_of(*records: Record) -> Event:
    (event,) = fuse(records)
    return event


HUR = tell(
    "a", "Rebels shelled the depot at Tarn, HUR said.", "HUR", kind="intelligence", entity="HUR", country="UKR",
    name="Main Intelligence Directorate of Ukraine", sector="SPY",
)  # fmt: skip


def budanov(day: str) -> Record:
    return tell(
        "b", "The depot at Tarn was shelled by rebel guns, Kyrylo Budanov said.", "Kyrylo Budanov", day,
        kind="named", entity="KYRYLO-BUDANOV", country="UKR", name="Kyrylo Budanov", sector="SPY",
    )  # fmt: skip


def test_a_service_and_its_chief_are_one_origin_while_he_heads_it() -> None:
    event = event_of(HUR, budanov("2024-11-03"))
    assert len(event.origins) == 1
    assert "those who speak for it" in event.origins[0].why


def test_who_left_the_office_speaks_for_himself() -> None:
    assert len(event_of(HUR, budanov("2026-03-01")).origins) == 2


def test_a_ministry_and_its_minister_are_one_and_another_ministry_is_another() -> None:
    ministry = tell("a", "Rebels shelled the depot at Tarn, the health ministry said.", "the health ministry",
                    kind="official", country="XKX")  # fmt: skip
    minister = tell("b", "The depot at Tarn was shelled, Health Minister Ana Gashi said.", "Health Minister Ana Gashi",
                    kind="official", country="XKX", name="Ana Gashi")  # fmt: skip
    surname = tell("c", "Shells hit the depot at Tarn, Gashi said; it was shelled twice.", "Gashi", kind="named",
                   country="XKX", name="Gashi")  # fmt: skip
    interior = tell("d", "The depot at Tarn was shelled, the interior minister said.", "the interior minister",
                    kind="official", country="XKX")  # fmt: skip
    assert len(event_of(ministry, minister, surname).origins) == 1
    assert len(event_of(ministry, minister, surname, interior).origins) == 2


def test_a_general_staff_and_its_spokesman_are_one_and_a_witness_is_another() -> None:
    staff = tell("a", "Rebels shelled the depot at Tarn, the general staff said.", "the general staff",
                 kind="military", country="XKX")  # fmt: skip
    man = tell("b", "The depot at Tarn was shelled, general staff spokesman Ilir Dodi said.",
               "general staff spokesman Ilir Dodi", kind="military", country="XKX", name="Ilir Dodi")  # fmt: skip
    baker = tell("c", "Guns shelled the depot at Tarn, the baker Mira Lund said.", "the baker Mira Lund",
                 kind="witness", country="XKX", name="Mira Lund")  # fmt: skip
    assert len(event_of(staff, man).origins) == 1
    assert len(event_of(staff, man, baker).origins) == 2
