"""What a promise, and what a future, make of the act they speak of: ``turns.csv``."""

from __future__ import annotations

import csv
from functools import lru_cache
from importlib import resources


@lru_cache(maxsize=1)
def turns() -> dict[tuple[str, str], tuple[str, str | None]]:
    """Return the type and mode that an outer and an inner type make together."""
    text = resources.files("whosays.vocab").joinpath("turns.csv").read_text("utf-8")
    return {(r["outer"], r["inner"]): (r["type"], r["mode"] or None) for r in csv.DictReader(text.splitlines())}
