"""Tables against their columns and codes: the rules stand in ``data/table_rules.csv``, one column a row."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from functools import cache
from importlib import import_module
from typing import NamedTuple, TextIO

from whosays.exports.checks.faults import Check, Fault
from whosays.exports.crosswalks import rows_of
from whosays.record import CERTAINTIES, QUANTITY_KINDS, STATUSES, TYPES

# Format -> (module, name of its columns, delimiter, heading rows).
TABLES = {
    "csv": ("tables", "COLUMNS", ",", 1),
    "events-csv": ("tables", "EVENT_COLUMNS", ",", 1),
    "figures-csv": ("tables", "FIGURE_COLUMNS", ",", 1),
    "origins-csv": ("tables", "ORIGIN_COLUMNS", ",", 1),
    "polecat": ("polecat", "ALL_COLUMNS", "\t", 1),
    "gdelt-events": ("gdelt", "EVENT_COLUMNS", "\t", 0),
    "gdelt-mentions": ("gdelt", "MENTION_COLUMNS", "\t", 0),
    "acled-like": ("acled", "COLUMNS", ",", 1),
    "ged": ("ged", "COLUMNS", ",", 1),
    "event-reports": ("event_reports", "COLUMNS", ",", 1),
    "event-aggregates": ("aggregates", "COLUMNS", ",", 1),
    "views-country": ("views", "COUNTRY_COLUMNS", ",", 1),
    "views-grid": ("views", "GRID_COLUMNS", ",", 1),
    "hxl": ("hxl", "HASHTAGS", ",", 2),
}


class Rule(NamedTuple):
    """What a column must hold."""

    required: bool
    kind: str
    codes: frozenset[str]
    low: float | None
    high: float | None


@cache
def columns_of(name: str) -> tuple[str, ...]:
    """Return the columns of a table format, in order."""
    module, attribute, _, _ = TABLES[name]
    return tuple(getattr(import_module(f"whosays.exports.{module}"), attribute))


def headings_of(name: str) -> list[list[str]]:
    """Return the heading rows of a table format."""
    if name == "hxl":
        hashtags: dict[str, tuple[str, str]] = import_module("whosays.exports.hxl").HASHTAGS
        return [list(row) for row in zip(*hashtags.values(), strict=True)]
    return [list(columns_of(name))] * TABLES[name][3]


@cache
def _named_codes(name: str) -> frozenset[str]:
    lists: dict[str, Sequence[str]] = {
        "@types": TYPES,
        "@certainties": CERTAINTIES,
        "@statuses": STATUSES,
        "@quantities": QUANTITY_KINDS,
        "@cameo": [row["code"] for row in rows_of("cameo")],
        "@plover": [row["type"] for row in rows_of("plover_types")],
        "@plover_modes": [row["plover_mode"] for row in rows_of("plover_modes")],
    }
    return frozenset(lists[name])


def _rule(row: dict[str, str]) -> Rule:
    values = row["values"]
    codes: frozenset[str] = frozenset()
    low = high = None
    if row["kind"] == "code":
        codes = _named_codes(values) if values.startswith("@") else frozenset(values.split("|"))
    elif ".." in values:
        low, high = (float(end) if end else None for end in values.split(".."))
    elif values:
        low = high = float(values)
    return Rule(row["required"] == "yes", row["kind"], codes, low, high)


@cache
def rules_of(name: str) -> dict[str, Rule]:
    """Return the rules of a table format by column."""
    return {row["column"]: _rule(row) for row in rows_of("table_rules") if row["format"] == name}


def _in_range(value: float, rule: Rule) -> bool:
    return (rule.low is None or value >= rule.low) and (rule.high is None or value <= rule.high)


def _is_iso(cell: str, parse: Callable[[str], object]) -> bool:
    try:
        parse(cell)
    except ValueError:
        return False
    return True


def _is_number(cell: str, rule: Rule) -> bool:
    return bool(re.fullmatch(r"-?\d+(\.\d+)?(e-?\d+)?", cell)) and _in_range(float(cell), rule)


# Kind -> whether a cell is of it.
KINDS: dict[str, Callable[[str, Rule], bool]] = {
    "text": lambda cell, rule: True,
    "key": lambda cell, rule: True,
    "code": lambda cell, rule: cell in rule.codes,
    "integer": lambda cell, rule: bool(re.fullmatch(r"-?\d+", cell)) and _in_range(int(cell), rule),
    "number": _is_number,
    "digits": lambda cell, rule: cell.isdecimal() and len(cell) == rule.low,
    "letters": lambda cell, rule: cell.isalpha() and len(cell) == rule.low,
    "date": lambda cell, rule: len(cell) == 10 and _is_iso(cell, date.fromisoformat),
    "datetime": lambda cell, rule: _is_iso(cell, datetime.fromisoformat),
}
Row = dict[str, str]


def _ged(row: Row) -> Iterator[tuple[str, str]]:
    low, best, high = (int(row[name] or 0) for name in ("low", "best", "high"))
    if not low <= best <= high:
        yield "best", "low, best and high are not in order"
    if sum(int(row[f"deaths_{side}"] or 0) for side in ("a", "b", "civilians", "unknown")) != best:
        yield "deaths_unknown", "the deaths of the sides do not add up to best"


def _acled(row: Row) -> Iterator[tuple[str, str]]:
    types = {r["sub_event_type"]: (r["event_type"], r["disorder_type"]) for r in rows_of("acled_types")}
    if types.get(row["sub_event_type"]) != (row["event_type"], row["disorder_type"]):
        yield "sub_event_type", f"{row['sub_event_type']!r} is no sub-type of {row['event_type']!r}"
    if row["year"] != row["event_date"][:4]:
        yield "year", "the year is not the date's"


def _gdelt(row: Row) -> Iterator[tuple[str, str]]:
    code = row["EventCode"]
    if (row["EventBaseCode"], row["EventRootCode"]) != (code[:3], code[:2]):
        yield "EventBaseCode", f"base and root are not those of {code}"
    if (row["MonthYear"], row["Year"]) != (row["SQLDATE"][:6], row["SQLDATE"][:4]):
        yield "MonthYear", "month and year are not the day's"


def _views(row: Row) -> Iterator[tuple[str, str]]:
    year, month = int(row["year"] or 0), int(row["month"] or 0)
    if row["month_id"] and int(row["month_id"]) != 12 * (year - 1980) + month:
        yield "month_id", f"month_id {row['month_id']} is not {year}-{month:02d}"


# What columns owe one another.
TOGETHER: dict[str, Callable[[Row], Iterator[tuple[str, str]]]] = {
    "ged": _ged,
    "acled-like": _acled,
    "gdelt-events": _gdelt,
    "views-country": _views,
    "views-grid": _views,
}


def cell_faults(name: str, row: Row, seen: set[str]) -> Iterator[tuple[str, str]]:
    """Yield (column, what is wrong) of a row; ``seen`` are the keys of the rows before it."""
    for column, rule in rules_of(name).items():
        cell = row[column]
        if not cell:
            if rule.required:
                yield column, "is empty"
        elif not KINDS[rule.kind](cell, rule):
            yield column, f"{cell[:40]!r} is not allowed here ({rule.kind})"
        elif rule.kind == "key":
            if cell in seen:
                yield column, f"{cell!r} stands in an earlier row already"
            seen.add(cell)


def _rows(text: TextIO, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield (the line a row begins on, its cells). GDELT's files know no quotes; the others do."""
    reader = csv.reader(text, delimiter=delimiter, strict=True)
    begins = 1
    for cells in reader:
        yield begins, cells
        begins = reader.line_num + 1


def _bare_rows(text: TextIO) -> Iterator[tuple[int, list[str]]]:
    for n, line in enumerate(text, 1):
        yield n, line.rstrip("\r\n").split("\t")


def _heading_faults(line: int, expected: list[str], cells: list[str]) -> Iterator[Fault]:
    for n, (want, have) in enumerate(zip(expected, cells, strict=False), 1):
        if want != have:
            yield Fault(line, n, f"the heading is {have!r}, not {want!r}")
            return
    if len(expected) != len(cells):
        yield Fault(line, min(len(expected), len(cells)) + 1, f"{len(cells)} headings, not {len(expected)}")


def check_table(name: str, text: TextIO, *, most: int) -> Check:
    """Return what is wrong with a table, at most ``most`` faults."""
    check = Check(name)
    columns, headings, seen = columns_of(name), headings_of(name), set[str]()
    numbers = {column: n for n, column in enumerate(columns, 1)}
    rows = _rows(text, TABLES[name][2]) if headings else _bare_rows(text)
    line = 0
    try:
        for n, (line, cells) in enumerate(rows):
            if n < len(headings):
                check.faults += _heading_faults(line, headings[n], cells)
                if check.faults:
                    return check
                continue
            check.n_checked += 1
            if len(cells) != len(columns):
                check.faults.append(Fault(line, len(cells), f"{len(cells)} fields, not {len(columns)}"))
            else:
                row = dict(zip(columns, cells, strict=True))
                found = list(cell_faults(name, row, seen))
                if not found and name in TOGETHER:
                    found = list(TOGETHER[name](row))
                check.faults += [Fault(line, numbers[column], f"{column}: {what}") for column, what in found]
            if len(check.faults) >= most:
                break
    except csv.Error as error:
        check.faults.append(Fault(line + 1, 1, str(error)))
    if not check.n_checked and headings and not check.faults and line == 0:
        check.faults.append(Fault(1, 1, "the file is empty"))
    del check.faults[most:]
    return check
