"""Checking files against the rules of their format: columns, codes, required fields, references.

`check_file` says what format a file has, or takes it as given, and lists its first faults with line and column.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

from whosays.errors import ReportError, UsageError
from whosays.exports.checks.arrow_checks import ARROW_FORMATS, arrow_format_of, check_arrow
from whosays.exports.checks.faults import Check, Fault
from whosays.exports.checks.json_checks import RULES, check_document, check_lines
from whosays.exports.checks.kml_checks import check_kml
from whosays.exports.checks.package_checks import check_package, check_timemap
from whosays.exports.checks.table_checks import TABLES, check_table, columns_of, headings_of
from whosays.exports.checks.wacz_checks import check_wacz, is_wacz

__all__ = ["CHECKED", "Check", "Fault", "check_file", "format_of_file"]

# A first look needs no more than the beginning.
_GLANCE = 8192
_LINES = ("jsonl", "ftm", "plover")
_FOLDERS = {"datapackage.json": "datapackage", "events.json": "timemap"}
CHECKED = (*TABLES, *ARROW_FORMATS, *RULES, *_LINES, "kml", *_FOLDERS.values(), "wacz")
# What the beginning of a JSON file holds -> its format; the first that fits.
_MARKS = (
    ('"type":"bundle"', "stix"),
    ('"FeatureCollection"', "geojson"),
    ("ns/anno.jsonld", "annotations"),
    ("//schema.org", "schema-org"),
    ('"prefix"', "prov"),
    ('"schema":"', "ftm"),
    ('"quad_code":', "plover"),
    ('"report"', "jsonl"),
)


def _members(path: Path) -> dict[str, str] | None:
    """Return the files of a folder or an archive, or None where the path is neither."""
    if path.is_dir():
        return {
            inner.name: inner.read_text(encoding="utf-8", errors="replace")
            for inner in sorted(path.iterdir())
            if inner.suffix in (".json", ".csv")
        }
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            names = [name for name in archive.namelist() if name.endswith((".json", ".csv"))]
            return {name: archive.read(name).decode("utf-8", errors="replace") for name in names}
    return None


def _table_format(beginning: str) -> str | None:
    first, _, rest = beginning.partition("\n")
    for name in TABLES:
        headings = headings_of(name)
        delimiter = TABLES[name][2]
        if headings and first.rstrip("\r").replace('"', "") == delimiter.join(headings[0]):
            return name
    if rest.lstrip('"').startswith("#"):
        return "hxl"
    tabs = first.count("\t") + 1
    return next((name for name in TABLES if not headings_of(name) and len(columns_of(name)) == tabs), None)


def _format_of_text(beginning: str) -> str | None:
    start = beginning.lstrip("\ufeff \t\r\n")
    if start[:1] == "<":
        return "kml" if "<kml" in start else None
    if start[:1] in ("{", "["):
        tight = start.replace('": ', '":')
        return next((name for mark, name in _MARKS if mark in tight), None)
    return _table_format(start)


def format_of_file(path: Path) -> str | None:
    """Return the format that a file, folder or archive looks like, or None."""
    if is_wacz(path):
        return "wacz"
    members = _members(path)
    if members is not None:
        return next((name for member, name in _FOLDERS.items() if member in members), None)
    if name := arrow_format_of(path):
        return name
    with path.open(encoding="utf-8", errors="replace", newline="") as text:
        return _format_of_text(text.read(_GLANCE))


def check_file(path: str | Path, *, to: str | None = None, most: int = 20) -> Check:
    """Return what is wrong with a file, at most ``most`` faults.

    ``to`` names the format; without it the file's looks decide. Raise `ReportError` R001 where there is no file, and
    `UsageError` U015 where no format is recognised.
    """
    where = Path(path)
    if not where.exists():
        raise ReportError("R001", item=str(path))
    try:
        name = to or format_of_file(where)
        if name not in CHECKED:
            raise UsageError("U015", item=str(path), detail=", ".join(CHECKED))
        return _check(where, name, most)
    except PermissionError as error:
        raise ReportError("R010", item=str(path)) from error


def _check(where: Path, name: str, most: int) -> Check:
    if name in _FOLDERS.values():
        members = _members(where)
        if members is None:
            return Check(name, faults=[Fault(1, 1, "neither a folder nor a zip archive")])
        return (check_package if name == "datapackage" else check_timemap)(members, most=most)
    if where.is_dir():
        return Check(name, faults=[Fault(1, 1, "a folder, not a file")])
    if name in ARROW_FORMATS or name == "wacz":
        return check_wacz(where, most=most) if name == "wacz" else check_arrow(name, where, most=most)
    with where.open(encoding="utf-8", errors="replace", newline="") as text:
        if name in TABLES:
            return check_table(name, text, most=most)
        if name in _LINES:
            return check_lines(name, text, most=most)
        whole = text.read()
    return check_kml(whole, most=most) if name == "kml" else check_document(name, whole, most=most)
