"""Reads the tables of words that the grammars of times, numbers, quantities and weapons are made of."""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources


@cache
def read_words(table: str) -> tuple[dict[str, str], ...]:
    """Return the rows of ``table``.csv of this package, in order, each as column name to cell, stripped."""
    text = resources.files(__package__).joinpath(f"{table}.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return tuple({key: (cell or "").strip() for key, cell in row.items()} for row in rows)
