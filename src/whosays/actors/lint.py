"""Check the tables of actors: keys, names given twice, codes, dates, parents and offices."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from whosays.actors.names import fold
from whosays.actors.table import ORGANISATION_COLUMNS, read_table, split_list
from whosays.record import SECTORS
from whosays.vocab.countries import all_countries

Row = dict[str, str]
DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
ROLE_KINDS = frozenset("office body state group force arms member people title".split())


def lint_shipped() -> list[str]:
    """Return what is wrong with the shipped tables, one sentence a fault; an empty list is a clean bill."""
    organisations = list(read_table("organisations"))
    persons = list(read_table("persons"))
    offices = list(read_table("offices"))
    roles = list(read_table("roles"))
    shared = {fold(row["name"]).strip(): set(split_list(row["keys"])) for row in read_table("shared_names")}
    keys = {row["key"] for row in organisations}
    office_keys = {row["key"] for row in offices}
    faults = [
        *_faults_of_rows("organisations", organisations, parents=keys),
        *_faults_of_rows("persons", persons, unique=False),
        *_faults_of_rows("offices", offices),
        *_faults_of_names([*organisations, *persons], shared),
        *(
            f"persons: {row['key']}: no office has the key {row['office']}"
            for row in persons
            if row["office"] and row["office"] not in office_keys
        ),
        *_faults_of_roles(roles),
    ]
    for name, rows in (("organisations", organisations), ("offices", offices), ("persons", persons)):
        if [row["key"] for row in rows] != sorted(row["key"] for row in rows):
            faults.append(f"{name}: the rows are not sorted by key")
    return faults


def lint_file(path: Path) -> list[str]:
    """Return what is wrong with a reader's own table of actors, names that the shipped table has included."""
    reader = csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines())
    faults = [f"{path.name}: no such column: {c}" for c in reader.fieldnames or () if c not in ORGANISATION_COLUMNS]
    rows = [{column: (row.get(column) or "") for column in ORGANISATION_COLUMNS} for row in reader]
    shipped = [row for row in read_table("organisations") if row["key"] not in {own["key"] for own in rows}]
    parents = {row["key"] for row in (*rows, *shipped)}
    faults += _faults_of_rows(path.name, rows, parents=parents)
    shared = {fold(row["name"]).strip(): set(split_list(row["keys"])) for row in read_table("shared_names")}
    own = {row["key"] for row in rows}
    faults += [fault for fault in _faults_of_names([*rows, *shipped], shared) if any(key in fault for key in own)]
    return faults


def _faults_of_rows(
    table: str, rows: Iterable[Row], *, unique: bool = True, parents: set[str] | None = None
) -> Iterator[str]:
    codes = {country.alpha3 for country in all_countries() if country.alpha3}
    states = {code for alpha3 in codes for code in (alpha3, f"{alpha3}MIL")}
    seen: set[str] = set()
    for row in rows:
        key = row["key"]
        if not key or not row["name"]:
            yield f"{table}: {key or row['name'] or 'a row'}: key and name must be filled"
        if unique and key in seen:
            yield f"{table}: {key}: the key stands twice"
        seen.add(key)
        if row["country"] and row["country"] not in codes:
            yield f"{table}: {key}: no country has the code {row['country']}"
        if row["sector"] and row["sector"] not in SECTORS:
            yield f"{table}: {key}: no sector has the code {row['sector']}"
        if parents is not None and row["parent"] and row["parent"] not in parents | states:
            yield f"{table}: {key}: no row has the key of its parent, {row['parent']}"
        yield from _faults_of_dates(f"{table}: {key}", row.get("valid_from", ""), row.get("valid_to", ""))


def _faults_of_dates(where: str, begin: str, end: str) -> Iterator[str]:
    for date in (begin, end):
        if date and not DATE.fullmatch(date):
            yield f"{where}: not a date: {date}"
    if begin and end and end < begin[: len(end)]:
        yield f"{where}: ends ({end}) before it begins ({begin})"


def _faults_of_names(rows: Iterable[Row], shared: dict[str, set[str]]) -> Iterator[str]:
    """Yield names that two rows of different keys have, unless the table of shared names says that they do."""
    owners: dict[str, set[str]] = {}
    for row in rows:
        for name in (row["name"], *split_list(row["aliases"])):
            owners.setdefault(fold(name.removeprefix("the ").removeprefix("The ")).strip(), set()).add(row["key"])
    for name, keys in sorted(owners.items()):
        if len(keys) > 1 and not keys <= shared.get(name, set()):
            yield f"names: '{name}' belongs to {', '.join(sorted(keys))}; list it in shared_names.csv or take it out"


def _faults_of_roles(rows: Iterable[Row]) -> Iterator[str]:
    seen: set[str] = set()
    for row in rows:
        noun = row["noun"]
        if noun in seen:
            yield f"roles: {noun}: stands twice"
        seen.add(noun)
        if noun != noun.lower():
            yield f"roles: {noun}: write it in lower case"
        if row["kind"] not in ROLE_KINDS:
            yield f"roles: {noun}: no such kind: {row['kind']}"
        for sector in (row["sector"], *split_list(row["refers"])):
            if sector and sector not in SECTORS:
                yield f"roles: {noun}: no sector has the code {sector}"
