"""Which figures of a sentence a claim carries."""

from __future__ import annotations

import pytest

from whosays.claims.choosing import quantities_of
from whosays.claims.quantities import find_quantities
from whosays.reading.numbers import find_numbers
from whosays.reading.syntax import parse
from whosays.reading.times import find_times
from whosays.record import Type

CASES: list[tuple[str, str, Type, list[tuple[str, str]]]] = [
    ("Shells struck two depots, killing at least three guards.", "struck", "ASSAULT", [("two", "other")]),
    ("Shells struck two depots, killing at least three guards.", "killing", "LOSSES", [("at least three", "killed")]),
    ("The two sides signed the accord.", "signed", "SUPPORT", []),
    ("The two countries agreed to send 300 troops.", "agreed", "AGREE", [("300", "troops")]),
    ("Two officials said the army had sent 1,500 men north.", "sent", "MOBILIZE", [("1,500", "troops")]),
    ("Rebels took the town, 40 km north of the capital.", "took", "CONTROL", []),
    ("Rebels advanced 70 km in a week.", "advanced", "CONTROL", [("70", "distance")]),
    ("Gunmen abducted four nurses and killed a guard.", "abducted", "ASSAULT", [("four", "captured")]),
    ("The army destroyed 14 tanks.", "destroyed", "LOSSES", [("14", "vehicles")]),
    ("The army destroyed 14 tanks.", "destroyed", "ASSAULT", []),
    ("About 1,000 soldiers serve at a $90 million base.", "serve", "STRENGTH", [("About 1,000", "troops")]),
    ("The ministry condemned the raid that killed 12.", "condemned", "ACCUSE", []),
    ("No one was hurt in the raid.", "hurt", "LOSSES", []),
]


@pytest.mark.parametrize(("sentence", "trigger", "type", "figures"), CASES, ids=lambda case: str(case)[:50])
def test_a_claim_carries_what_it_counts(sentence: str, trigger: str, type: Type, figures: list[tuple[str, str]]):
    doc = parse(sentence)
    found = find_quantities(doc, find_numbers(sentence), find_times(sentence))
    start = sentence.index(trigger)
    chosen = quantities_of(doc, found, (start, start + len(trigger)), (0, len(sentence)), type)
    assert [(q.text, q.of) for q in chosen] == figures


PARTS = [
    ("Two more bodies were found, bringing the toll to 41.", "41", "total"),
    ("A further six soldiers died.", "A further six", "more"),
    ("The blast killed 12, including 3 children.", "3", "part"),
    ("The toll was revised down from 50 to 41.", "50", "withdrawn"),
    ("Shelling killed 12 people.", "12", "figure"),
]


@pytest.mark.parametrize(("sentence", "figure", "part"), PARTS)
def test_totals_additions_parts_and_withdrawn_figures_are_told_apart(sentence: str, figure: str, part: str):
    found = find_quantities(parse(sentence), find_numbers(sentence), find_times(sentence))
    assert [q.part for q in found if q.quantity.text == figure] == [part]
