"""Tables as text: comma or tab separated, safe to open in a spreadsheet, nothing lost between quotes."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

# A spreadsheet takes a cell that begins so for a formula, some also with the wide signs of East Asian text.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# A negative number, or several, is none: coordinates stay numbers.
_NUMBERS = re.compile(r"-\d+(\.\d+)?(; -?\d+(\.\d+)?)*")


class _Line:
    """What `csv.writer` writes to: it hands the finished line back."""

    def write(self, line: str) -> str:
        return line


def defused(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula (an apostrophe goes before = + - @ and control signs)."""
    return f"'{cell}" if cell[:1] in FORMULA_STARTS and not _NUMBERS.fullmatch(cell) else cell


def cell(value: object) -> str:
    """Return a value as a cell: nothing for null, whole numbers without a point, words defused, several joined."""
    if isinstance(value, tuple):
        return defused(listed(value))
    words = _words(value)
    return words if value is None or isinstance(value, (bool, int, float)) else defused(words)


def listed(values: Iterable[object]) -> str:
    """Return several values in one cell, joined by '; '."""
    return "; ".join(map(_words, values))


def _words(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def table(
    columns: Sequence[str],
    rows: Iterable[Mapping[str, object]],
    *,
    delimiter: str = ",",
    headings: Sequence[Sequence[str]] | None = None,
) -> Iterator[str]:
    """Yield the lines of a table (RFC 4180, quoted where needed) with its header row, or with ``headings`` instead."""
    writer = csv.writer(_Line(), delimiter=delimiter, lineterminator="\r\n" if delimiter == "," else "\n")
    for heading in headings if headings is not None else [columns]:
        yield writer.writerow(heading)
    for row in rows:
        yield writer.writerow([cell(row.get(column)) for column in columns])


def bare_table(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> Iterator[str]:
    """Yield tab-separated lines without header and without quotes; tabs and line breaks in words become spaces."""
    for row in rows:
        cells = ("" if (value := row.get(column)) is None else str(value) for column in columns)
        yield "\t".join(" ".join(words.split()) for words in cells) + "\n"
