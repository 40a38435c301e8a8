"""Every row of times.csv: what an expression of time means against its day of publication."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from whosays.reading.times import find_times, resolve

ROWS = list(csv.DictReader((Path(__file__).parent / "times.csv").read_text(encoding="utf-8").splitlines()))


def _case(row: dict[str, str]) -> str:
    return f"{row['text']}@{row['published'] or 'undated'}{row['tense']}"


def test_the_table_is_large_enough():
    assert len(ROWS) >= 400


@pytest.mark.parametrize("row", ROWS, ids=_case)
def test_expression(row: dict[str, str]):
    published = date.fromisoformat(row["published"]) if row["published"] else None
    sentence = f"It was reported {row['text']}, officials there added."
    found = [t for t in find_times(sentence, published) if t.start < sentence.index(row["text"]) + len(row["text"])]
    if not found:
        assert (row["earliest"], row["latest"]) == ("", "")
        return
    expression = max(found, key=lambda t: t.end - t.start)
    interval = resolve(expression, published, tense=row["tense"] or None)
    got = tuple(day.isoformat() if day else "" for day in (interval.earliest, interval.latest))
    assert (*got, interval.grain) == (row["earliest"], row["latest"], row["grain"])
    assert sentence[expression.start : expression.end] == expression.text
