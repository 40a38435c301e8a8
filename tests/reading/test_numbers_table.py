"""Every row of numbers.csv: the bounds of a figure, or why its digits count nothing."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from whosays.reading.numbers import find_numbers

ROWS = list(csv.DictReader((Path(__file__).parent / "numbers.csv").read_text(encoding="utf-8").splitlines()))


def _cell(value: float | None) -> str:
    if value is None:
        return ""
    return str(int(value)) if value == int(value) else str(value)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"][:40])
def test_figure(row: dict[str, str]):
    sentence = f"Officials spoke of {row['text']} there."
    start = sentence.index(row["text"])
    found = [n for n in find_numbers(sentence) if start <= n.start < start + len(row["text"])]
    if not row["kind"]:
        assert not any(n.counts for n in found)
        return
    assert len(found) >= 1
    number = found[0]
    assert sentence[number.start : number.end] == number.text
    assert number.kind == row["kind"]
    if number.counts:
        got = (*(_cell(v) for v in (number.min, number.best, number.max)), "yes" if number.approximate else "")
        assert got == (row["min"], row["best"], row["max"], row["approximate"])
        assert not any(n.counts for n in found[1:])
