"""What a promise, a future, a refusal and a "must" make of the act they speak of: ``turns.csv``."""

from __future__ import annotations

import csv
from functools import lru_cache
from importlib import resources

from whosays.record import Type


@lru_cache(maxsize=1)
def turns() -> dict[tuple[str, str], tuple[Type, str | None]]:
    """Return the type and mode that a mood and the type of an act make together."""
    text = resources.files("whosays.vocab").joinpath("turns.csv").read_text("utf-8")
    return {(r["mood"], r["inner"]): (r["type"], r["mode"] or None) for r in csv.DictReader(text.splitlines())}  # type: ignore[misc]
