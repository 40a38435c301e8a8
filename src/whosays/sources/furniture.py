"""Lines that belong to the page and not to the report: share bars, comment boxes, links to other reports."""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from importlib.resources import files

# A line of prose never counts as furniture: the longest pattern of the table allows a line of 300 characters.
MAX_LINE = 320


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    table = files("whosays.sources").joinpath("furniture.csv").read_text("utf-8").splitlines()
    patterns = [f"(?:{row['pattern']})" for row in csv.DictReader(table)]
    return re.compile("|".join(patterns), re.IGNORECASE)


def is_furniture(line: str) -> bool:
    """Return whether a whole line is page furniture."""
    line = " ".join(line.split())
    return len(line) <= MAX_LINE and _pattern().fullmatch(line) is not None


def without_furniture(paragraphs: list[str]) -> list[str]:
    """Return the paragraphs that belong to the report."""
    return [paragraph for paragraph in paragraphs if paragraph.strip() and not is_furniture(paragraph)]
