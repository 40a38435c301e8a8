"""Every row of quantities.csv: what a figure counts in its sentence."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from spacy.tokens import Doc

from whosays.claims.quantities import find_quantities
from whosays.reading.numbers import find_numbers
from whosays.reading.syntax import parse_many
from whosays.reading.times import find_times

ROWS = list(csv.DictReader((Path(__file__).parent / "quantities.csv").read_text(encoding="utf-8").splitlines()))


@pytest.fixture(scope="module")
def parsed() -> dict[str, Doc]:
    sentences = sorted({row["sentence"] for row in ROWS})
    return dict(zip(sentences, parse_many(sentences)))


def _number(cell: str) -> float | None:
    return float(cell) if cell else None


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['figure']} in {row['sentence']}")
def test_what_is_counted(row: dict[str, str], parsed: dict[str, Doc]):
    sentence = row["sentence"]
    doc = parsed[sentence]
    start = sentence.index(row["figure"])
    found = [
        q
        for q in find_quantities(doc, find_numbers(sentence), find_times(sentence))
        if q.quantity.start < start + len(row["figure"]) and start < q.quantity.end
    ]
    assert len(found) == 1
    quantity = found[0].quantity
    assert quantity.of == row["of"]
    assert (quantity.min, quantity.best, quantity.max) == tuple(_number(row[end]) for end in ("min", "best", "max"))
    assert sentence[quantity.start : quantity.end] == quantity.text
    assert 0 <= found[0].head < len(doc) and 0 <= found[0].governor < len(doc)
