"""What a promise, a future, a refusal and a "must" make of the act they speak of: ``turns.csv``."""

from __future__ import annotations

import csv
from functools import lru_cache
from importlib import resources

from whosays.record import Type


@lru_cache(maxsize=1)
def _table() -> dict[tuple[str, str, str], tuple[Type, str | None]]:
    text = resources.files("whosays.vocab").joinpath("turns.csv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines())
    return {(r["mood"], r["inner"], r["kind"]): (r["type"], r["mode"] or None) for r in rows}  # type: ignore[misc]


def turn_of(mood: str, inner: Type, kind: str | None) -> tuple[Type, str | None] | None:
    """Return the type and mode that a mood makes of an act of a type and mode (``kind``), or None: it stays itself."""
    table = _table()
    return table.get((mood, inner, kind or "")) or table.get((mood, inner, ""))
