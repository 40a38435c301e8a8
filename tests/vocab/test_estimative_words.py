"""Words of estimative probability and their two standards; the list of hedges is sound."""

from __future__ import annotations

import csv
from importlib.resources import files

from whosays.record import CERTAINTIES, STATUSES
from whosays.vocab.estimative import estimative_ranges, find_estimative_words
from whosays.vocab.hedges import carriers, hedges, states


def ranges(words: str) -> dict[str, tuple[int | None, int | None]]:
    return {r.standard: (r.low, r.high) for r in estimative_ranges()[words]}


def test_estimative_ranges_are_those_of_the_standards() -> None:
    assert ranges("almost certain") == {"ICD 203": (95, 99), "Kent": (87, 99)}
    assert ranges("probable") == {"ICD 203": (55, 80), "Kent": (63, 87)}
    assert ranges("unlikely") == {"ICD 203": (20, 45), "Kent": (20, 40)}
    assert ranges("possible") == {"Kent": (None, None)}, "Kent gives it no number on purpose"


def test_find_estimative_words_takes_the_longest_phrase_and_leaves_the_month() -> None:
    text = "In May it is very likely that they will withdraw, and they may return."
    found = find_estimative_words(text)
    assert [w.text for w in found] == ["very likely", "may"]
    assert all(text[w.start : w.end] == w.text for w in found)


def test_lists_are_sorted_without_doubles_and_in_the_vocabulary() -> None:
    for name in ("hedges", "hedges_carriers", "hedges_states", "estimative"):
        with (files("whosays.vocab") / f"{name}.csv").open(encoding="utf-8") as lines:
            rows = [tuple(row) for row in csv.reader(lines)][1:]
        assert rows == sorted(rows) and len({row[:2] for row in rows}) == len(rows), name
    for hedge in hedges().values():
        assert hedge.affirmed in CERTAINTIES and hedge.negated in CERTAINTIES
        assert hedge.status is None or hedge.status in STATUSES
    assert ("hold", "VERB") in carriers() and ("hold", "VERB") in states()
