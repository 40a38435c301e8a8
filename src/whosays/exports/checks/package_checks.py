"""Formats of several files: a Frictionless Data Package and the feeds of a TimeMap."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from whosays.exports.checks.faults import Check, Fault, Walk

Files = Mapping[str, str]
_EVENT_TEXTS = frozenset(
    "id description date time time_precision location latitude longitude type category category_full comments "
    "time_display shape colour".split()
)
_SOURCE_TEXTS = frozenset("id title thumbnail type url description parent author date notes".split())
_FEEDS = {
    # Feed -> (its texts, its lists, what is required).
    "events.json": (_EVENT_TEXTS, ("associations", "sources"), ("id", "description", "associations")),
    "sources.json": (_SOURCE_TEXTS, ("paths", "affil_s"), ("id", "paths")),
    "associations.json": (
        frozenset(("id", "title", "desc", "mode", "colour", "type", "display")),
        ("filter_paths",),
        ("id", "title", "mode"),
    ),
}


def _feed_faults(feed: str, value: Any) -> Iterator[str]:
    texts, lists, required = _FEEDS[feed]
    if not isinstance(value, dict):
        yield "an object is expected"
        return
    yield from (f"{name} is missing" for name in required if name not in value)
    for name, inner in value.items():
        if name in lists:
            if not isinstance(inner, list):
                yield f"{name} is no list"
        elif name not in texts:
            yield f"{name!r} is not known to TimeMap"
        elif not isinstance(inner, str):
            yield f"{name} is no string"
    if feed == "events.json":
        if ("latitude" in value) != ("longitude" in value):
            yield "latitude and longitude go together"
        if not value.get("date") and not value.get("latitude"):
            yield "an event needs a date or a place"


def check_timemap(files: Files, *, most: int) -> Check:
    """Return what is wrong with the three feeds; faults name the feed."""
    check = Check("timemap")
    ids: dict[str, set[str]] = {feed: set() for feed in _FEEDS}
    refs: list[tuple[Fault, str, str]] = []
    for feed in _FEEDS:
        if feed not in files:
            check.faults.append(Fault(1, 1, f"{feed} is missing"))
            continue
        try:
            for found in Walk(files[feed]).values():
                check.n_checked += 1
                faults = list(_feed_faults(feed, found.value))
                check.faults += [Fault(found.line, found.column, f"{feed}: {what}") for what in faults]
                if not faults:
                    ids[feed].add(found.value["id"])
                    for name in ("sources", "associations"):
                        for ref in found.value.get(name, ()):
                            fault = Fault(found.line, found.column, f"{feed}: {ref!r} is not in {name}.json")
                            refs.append((fault, f"{name}.json", ref))
        except json.JSONDecodeError as error:
            check.faults.append(Fault(error.lineno, error.colno, f"{feed}: this is not JSON: {error.msg}"))
    check.faults += [fault for fault, feed, ref in refs if ref not in ids[feed]]
    del check.faults[most:]
    return check


def _is_date(cell: str) -> bool:
    try:
        date.fromisoformat(cell)
    except ValueError:
        return False
    return True


def _is_of(cell: str, field: dict[str, Any]) -> bool:
    kind = field.get("type")
    if kind == "integer":
        return bool(re.fullmatch(r"-?\d+", cell))
    if kind == "number":
        return bool(re.fullmatch(r"-?\d+(\.\d+)?(e-?\d+)?", cell))
    if kind == "boolean":
        return cell in (*field.get("trueValues", ("true",)), *field.get("falseValues", ("false",)))
    return _is_date(cell) if kind == "date" else True


class _Tables:
    """The tables of a package, their keys, and what points at them."""

    def __init__(self, check: Check, most: int) -> None:
        self.check = check
        self.most = most
        self.keys: dict[str, set[str]] = {}
        self.refs: list[tuple[Fault, str, str]] = []

    def read(self, resource: dict[str, Any], text: str) -> None:
        """Check a table against its schema."""
        name, schema = resource["name"], resource["schema"]
        fields = schema["fields"]
        columns = [field["name"] for field in fields]
        primary = (schema.get("primaryKey") or [None])[0]
        foreign = {key["fields"][0]: key["reference"]["resource"] for key in schema.get("foreignKeys", ())}
        keys = self.keys.setdefault(name, set())
        reader, begins = csv.reader(io.StringIO(text, newline=""), strict=True), 1
        for n, cells in enumerate(reader):
            line, begins = begins, reader.line_num + 1
            if n == 0:
                if cells != columns:
                    self._fault(name, line, 1, "the headings are not the fields of the schema")
                    return
                continue
            self.check.n_checked += 1
            if len(cells) != len(columns):
                self._fault(name, line, len(cells), f"{len(cells)} fields, not {len(columns)}")
                continue
            for column, (cell, field) in enumerate(zip(cells, fields, strict=True), 1):
                self._cell(name, line, column, cell, field)
                if field["name"] == primary:
                    if cell in keys:
                        self._fault(name, line, column, f"{cell!r} stands in an earlier row already")
                    keys.add(cell)
                if cell and field["name"] in foreign:
                    other = foreign[field["name"]]
                    fault = Fault(line, column, f"{name}.csv: {field['name']}: {cell!r} is not in {other}")
                    self.refs.append((fault, other, cell))
            if len(self.check.faults) >= self.most:
                return

    def _cell(self, name: str, line: int, column: int, cell: str, field: dict[str, Any]) -> None:
        rules = field.get("constraints", {})
        if not cell:
            if rules.get("required"):
                self._fault(name, line, column, f"{field['name']} is empty")
        elif not _is_of(cell, field):
            self._fault(name, line, column, f"{field['name']}: {cell[:40]!r} is no {field['type']}")
        elif "enum" in rules and cell not in rules["enum"]:
            self._fault(name, line, column, f"{field['name']}: {cell[:40]!r} is not allowed here")

    def _fault(self, name: str, line: int, column: int, what: str) -> None:
        self.check.faults.append(Fault(line, column, f"{name}.csv: {what}"))

    def end(self) -> None:
        """Note the references that lead nowhere."""
        self.check.faults += [fault for fault, other, ref in self.refs if ref not in self.keys.get(other, ())]


def check_package(files: Files, *, most: int) -> Check:
    """Return what is wrong with a data package: its descriptor, its tables, their keys."""
    check = Check("datapackage")
    if "datapackage.json" not in files:
        check.faults.append(Fault(1, 1, "datapackage.json is missing"))
        return check
    try:
        package = json.loads(files["datapackage.json"])
    except json.JSONDecodeError as error:
        check.faults.append(Fault(error.lineno, error.colno, f"datapackage.json: this is not JSON: {error.msg}"))
        return check
    resources = package.get("resources") if isinstance(package, dict) else None
    if not resources:
        check.faults.append(Fault(1, 1, "datapackage.json: no resources"))
        return check
    tables = _Tables(check, most)
    for resource in resources:
        if not {"name", "path", "schema"} <= resource.keys() or not re.fullmatch("[a-z0-9._-]+", resource["name"]):
            check.faults.append(Fault(1, 1, "datapackage.json: a resource needs name, path and schema"))
        elif resource["path"] not in files:
            check.faults.append(Fault(1, 1, f"{resource['path']} is missing"))
        else:
            try:
                tables.read(resource, files[resource["path"]])
            except csv.Error as error:
                check.faults.append(Fault(1, 1, f"{resource['path']}: {error}"))
    tables.end()
    del check.faults[most:]
    return check
