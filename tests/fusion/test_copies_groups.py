"""Copies: cut, reworded and wrapped texts are found; shared quotations prove nothing; order does not matter."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from whosays.fusion import find_copies
from whosays.record import Report

WIRE = (
    "Shells fell on the harbour of Port Amal before dawn on Tuesday and set two fuel barges on fire. "
    "The harbour master, Tarek Nasri, counted nine dockers dead and closed the eastern basin to all ships. "
    "Rescue boats from the coast guard towed the burning barges out to sea while smoke hung over the old town. "
    "The rebels, who hold the hills north of the bay, had warned shipowners last week to keep away. "
    "Insurers in three countries suspended cover for vessels calling at the port on Wednesday morning."
)
OTHER = (
    "Farmers in the Orla valley began bringing in the wheat this week after three years of drought. "
    "The cooperative expects sixty thousand tonnes, twice what was gathered last summer. "
    "New wells and a loan from the regional bank made the difference, its chairwoman told members on Sunday."
)
SPEECH = '"We shall not rest until every one of the dockers has been buried with honour and the guns are silent," '


def report(key: str, text: str, publisher: str | None = None) -> Report:
    return Report(id=key, text=text, publisher=publisher)


def test_cut_and_reworded_texts_are_copies() -> None:
    sentences = WIRE.split(". ")
    cut = ". ".join(sentences[:3]) + "."
    reworded = WIRE.replace("Rescue boats", "Lifeboats").replace("counted", "tallied").replace("warned", "told")
    moved = ". ".join([sentences[0], sentences[2], sentences[1], sentences[3]])
    found = find_copies(
        [
            report("wire", WIRE),
            report("cut", cut),
            report("new-words", reworded),
            report("moved", moved),
            report("x", OTHER),
        ]
    )
    assert found == [("cut", "moved", "new-words", "wire")]


def test_shared_quotations_are_no_copies() -> None:
    a = f"Mourners filled the square of Port Amal. {SPEECH}the mayor said at the graves. {OTHER}"
    b = f"The mayor of Port Amal spoke for ten minutes. {SPEECH}she cried, before the bells were rung over the bay."
    assert find_copies([report("a", a), report("b", b)]) == []


def test_house_text_of_one_publisher_is_set_aside() -> None:
    house = (
        "Our office in the capital answers letters between nine and five on working days. "
        "The paper was founded by a printers' cooperative and belongs to its readers to this day. "
        "Letters that are signed in full and name a town stand the best chance of being printed."
    )
    stories = [
        "The bridge at Velm was closed after the flood tore away two of its stone piers during the night.",
        "A pilot landed his glider on the motorway near Tarn when the wind dropped over the ridge at noon.",
        "The miners of Krasny Log voted by a narrow margin to end their strike at the copper works today.",
        "Doctors in Sel have begun to vaccinate children against measles in the camps along the river bank.",
    ]
    reports = [report(f"r{i}", f"{story}\n{house}", "letter.example") for i, story in enumerate(stories)]
    assert find_copies(reports) == []


def test_same_id_counts_once_and_empty_texts_do_no_harm() -> None:
    assert find_copies([report("a", WIRE), report("a", WIRE), report("b", ""), report("c", " \n")]) == []


@settings(max_examples=15, deadline=None)
@given(st.randoms(use_true_random=False))
def test_order_does_not_matter(rng: random.Random) -> None:
    sentences = WIRE.split(". ")
    reports = [report(f"r{i}", ". ".join(sentences[: 3 + i % 3])) for i in range(6)] + [report("o", OTHER)]
    expected = find_copies(reports)
    rng.shuffle(reports)
    assert find_copies(reports) == expected
