"""Tables of reports: CSV and TSV, one report a row, streamed; their columns by name or as the person maps them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any

import msgspec

from whosays.errors import ReportError
from whosays.record import Report
from whosays.sources.checking import checked
from whosays.sources.decoding import encoding_of
from whosays.sources.lines import dated
from whosays.sources.opened import Asked, Opened
from whosays.sources.source import HEAD, Source

MEDIA_TYPE = "text/csv"
FIELDS = ("text", "id", "title", "url", "publisher", "author", "category", "published")
_DELIMITERS = ",;\t|"
_ROWS_LOOKED_AT = 20
Columns = Sequence[tuple[str, str]]


@lru_cache(maxsize=1)
def known_columns() -> dict[str, list[str]]:
    """Return, for each field of a report, the names that columns of it go by, as in columns.csv."""
    table = files("whosays.sources").joinpath("columns.csv").read_text("utf-8").splitlines()
    found: dict[str, list[str]] = {}
    for row in csv.DictReader(table):
        found.setdefault(row["field"], []).append(row["column"])
    return found


def is_table(start: str, columns: Columns) -> bool:
    """Return whether a text begins as a table with a header of which a column is known, or mapped."""
    return _delimiter(start, columns) is not None


def _delimiter(start: str, columns: Columns) -> str | None:
    start = start.lstrip("\ufeff").replace("\0", "")
    header = next((line for line in start.splitlines() if line.strip()), "")
    if len(header) > 10_000:
        return None
    known = {name for names in known_columns().values() for name in names} | {name.lower() for _, name in columns}
    for delimiter in sorted(_DELIMITERS, key=header.count, reverse=True):
        names = next(csv.reader([header], delimiter=delimiter), [])
        is_header = len(names) > 1 and all(re.fullmatch(r"[^\W\d][\w .:/()-]{0,60}", name.strip()) for name in names)
        if (
            is_header
            and any(name.strip().lower() in known for name in names)
            and _is_even(start, delimiter, len(names))
        ):
            return delimiter
    return None


def _is_even(start: str, delimiter: str, n_columns: int) -> bool:
    """Return whether the first rows have as many cells as the header, but for one that is cut off."""
    counts: list[int] = []
    try:
        for row in csv.reader(io.StringIO(start, newline=""), delimiter=delimiter):
            counts += [len(row)] if row else []
            if len(counts) > _ROWS_LOOKED_AT:
                break
    except csv.Error:
        pass
    # The last row may be cut off where the beginning ends; a row of prose below a header of prose has other counts.
    uneven = sum(1 for count in counts[1:] if count != n_columns)
    return len(counts) > 1 and uneven <= (1 if len(start) >= HEAD - 4 else 0) + len(counts) // 10


def chosen_columns(names: Sequence[str], columns: Columns, *, item: str) -> dict[str, str]:
    """Return the column of each field of a report; raise R051 for one that is not there, R046 if none is the text."""
    there = {name.strip().lower(): name for name in reversed(names)}
    chosen: dict[str, str] = {}
    for field, name in columns:
        if name.strip().lower() not in there:
            raise ReportError("R051", item=item, detail=f"'{name}'")
        chosen[field] = there[name.strip().lower()]
    for field in FIELDS:
        if field not in chosen:
            known = next((known for known in known_columns()[field] if known in there), None)
            if known is not None and there[known] not in chosen.values():
                chosen[field] = there[known]
    if "text" not in chosen:
        raise ReportError("R046", item=item, detail=", ".join(str(name) for name in names)[:300])
    return chosen


def open_table(source: Source, asked: Asked) -> Iterator[Opened | ReportError]:
    """Yield the report of each row; the evidence of a row is the header and the row as they stand in the file."""
    delimiter = _delimiter(source.head.decode(encoding_of(source.head), "ignore"), asked.columns) or ","
    csv.field_size_limit(asked.limits.max_bytes)
    kept = _Kept(_text_lines(source))
    rows = csv.reader(kept, delimiter=delimiter)
    names = next((row for row in rows if any(cell.strip() for cell in row)), [])
    chosen = chosen_columns(names, asked.columns, item=source.item)
    header, first = kept.taken(), 2
    while True:
        try:
            row = next(rows, None)
        except csv.Error as error:
            yield ReportError("R042", item=f"{source.item}, line {first}", detail=f"table row: {error}")
            kept.taken()
            first = rows.line_num + 1
            continue
        if row is None:
            return
        words = kept.taken()
        if any(cell.strip() for cell in row):
            cells = dict(zip(names, row))
            raw = (header + words).encode("utf-8", "surrogatepass")
            yield from open_row(cells, chosen, raw, MEDIA_TYPE, source, asked, where=("line", first))
        first = rows.line_num + 1


def open_row(
    cells: dict[str, Any],
    chosen: dict[str, str],
    raw: bytes,
    media_type: str,
    source: Source,
    asked: Asked,
    *,
    where: tuple[str, int],
) -> Iterator[Opened | ReportError]:
    """Yield the report of one row, its text unchanged, or its error."""
    word, number = where
    item = f"{source.item}, {word} {number}"
    values = {field: _words(cells.get(name)) for field, name in chosen.items()}
    text = values.pop("text", None)
    if text is None or not text.strip():
        yield ReportError("R009", item=source.item, line=number)
        return
    published, given = values.pop("published", None), values.pop("id", None)
    report = Report(
        id=(given or "").strip(), text=text, title=values.get("title"), url=values.get("url"),
        publisher=values.get("publisher"), author=values.get("author"), category=values.get("category"),
    )  # fmt: skip
    try:
        report = checked(dated(report, published, today=asked.today), item=item, limits=asked.limits)
    except ReportError as error:
        yield error
    else:
        yield Opened(report=report, raw=raw, media_type=media_type, locator=f"{source.locator}#{word}={number}")


def _words(value: Any) -> str | None:
    """Return a cell as words; days and instants of a typed table as ISO, not a number as text."""
    if isinstance(value, str):
        return value if value.strip() else None
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return None if value != value else str(value)
    return value.isoformat() if hasattr(value, "isoformat") else None


def _text_lines(source: Source) -> Iterator[str]:
    """Yield the lines of the input as text, line ends kept, none longer than an item may be.

    A table in another encoding than UTF-8 is told by its beginning: nobody declares one.
    """
    encoding = encoding_of(source.head)
    if encoding == "utf-8":
        try:
            source.head[: source.head.rfind(b"\n") + 1].decode("utf-8")
        except UnicodeDecodeError:
            encoding = "cp1252"
    stream = io.TextIOWrapper(source.from_start(), encoding=encoding, errors="replace", newline="")
    while line := stream.readline(csv.field_size_limit() + 1):
        yield line.replace("\0", "")


class _Kept:
    """Lines handed to the reader of the table, kept until they are asked for: they are the evidence of a row."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._held: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self._held.append(line)
        return line

    def taken(self) -> str:
        """Return the lines since the last call."""
        words, self._held = "".join(self._held), []
        return words


def row_bytes(cells: dict[str, Any]) -> bytes:
    """Return a row of a typed table as JSON: a table in columns has no bytes of its own for a row."""
    return msgspec.json.encode(cells, enc_hook=str)
