"""Corrections and withdrawals, recognised from the words of the report that makes them."""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from importlib.resources import files
from typing import Literal

from whosays.record import Report

Amendment = Literal["corrected", "withdrawn"]
# Outlets print their corrections at the top or the foot; deeper in, "was withdrawn" is said of troops and offers.
HEAD, FOOT = 600, 400


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[Amendment, str, re.Pattern[str]], ...]:
    """Return kind, hint and pattern of every row: a text without the hint cannot match, and is quickly passed over."""
    rows = csv.DictReader((files("whosays.fusion") / "data" / "retraction.csv").read_text("utf-8").splitlines())
    kinds: dict[str, Amendment] = {"corrected": "corrected", "withdrawn": "withdrawn"}
    return tuple((kinds[row["kind"]], row["hint"], re.compile(row["pattern"], re.IGNORECASE)) for row in rows)


def amendment(report: Report) -> Amendment | None:
    """Return whether a report says that it corrects or withdraws an earlier one, None if it does neither.

    A withdrawal needs a word for the withdrawn story close by: armies withdraw too.
    """
    text = report.text if len(report.text) <= HEAD + FOOT else report.text[:HEAD] + "\n" + report.text[-FOOT:]
    text = f"{report.title}\n{text}" if report.title else text
    lower = text.lower()
    found = {kind for kind, hint, pattern in _patterns() if hint in lower and pattern.search(text)}
    if "withdrawn" in found and re.search(r"\b(?:story|article|report|dispatch|correction|retract|kill)", text, re.I):
        return "withdrawn"
    return "corrected" if "corrected" in found else None
