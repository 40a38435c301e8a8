"""Frictionless Data Package 2: reports, claims, events, figures and origins as tables, with their schemas and keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import msgspec

from whosays.exports import tables
from whosays.exports.delimited import table
from whosays.exports.left_out import LeftOut
from whosays.exports.selection import Selection
from whosays.exports.writing import Members
from whosays.record import CERTAINTIES, STATUSES, TYPES

REPORT_COLUMNS = "report_id url publisher title author category language published published_from text".split()
_KEYS = {"reports": "report_id", "claims": "claim_id", "events": "event_id", "figures": None, "origins": None}
_COLUMNS: dict[str, list[str]] = {
    "reports": REPORT_COLUMNS,
    "claims": tables.COLUMNS,
    "events": tables.EVENT_COLUMNS,
    "figures": tables.FIGURE_COLUMNS,
    "origins": tables.ORIGIN_COLUMNS,
}
_TYPES = {
    "evidence_start": "integer", "evidence_end": "integer", "origins": "integer", "n_origins": "integer",
    "n_reports": "integer", "min": "number", "best": "number", "max": "number", "approximate": "boolean",
    "newest_of_origin": "boolean", "newest": "boolean", "denies": "boolean", "earliest": "date", "latest": "date",
}  # fmt: skip
_ENUMS = {"type": list(TYPES), "presented_certainty": list(CERTAINTIES), "status": list(STATUSES)}
_REFERENCES = {
    "claims": {"report_id": "reports", "event_id": "events"},
    "figures": {"event_id": "events", "claim_id": "claims", "report_id": "reports"},
    "origins": {"event_id": "events"},
}


def _reports(selection: Selection, left_out: LeftOut) -> Iterator[str]:
    rows = (
        {
            "report_id": report.id,
            **{name: getattr(report, name) for name in REPORT_COLUMNS[1:]},
        }
        for report in selection.report_by_id.values()
    )
    return table(REPORT_COLUMNS, rows)


_WRITERS: dict[str, Callable[[Selection, LeftOut], Iterator[str]]] = {
    "reports": _reports,
    "claims": tables.claims,
    "events": tables.events,
    "figures": tables.figures,
    "origins": tables.origins,
}


def _field(resource: str, name: str) -> dict[str, object]:
    # In the table of origins an origin is a name, in that of claims a count.
    kind = "string" if (resource, name) == ("origins", "origins") else _TYPES.get(name, "string")
    made: dict[str, object] = {"name": name, "type": kind}
    if kind == "boolean":
        made |= {"trueValues": ["yes"], "falseValues": ["no"]}
    constraints: dict[str, object] = {}
    if name == _KEYS[resource]:
        constraints["required"] = True
    if name in _ENUMS and (resource, name) != ("events", "status"):
        constraints["enum"] = _ENUMS[name]
    return {**made, "constraints": constraints} if constraints else made


def _resource(name: str) -> dict[str, object]:
    schema: dict[str, object] = {
        "fields": [_field(name, column) for column in _COLUMNS[name]],
        "missingValues": [""],
    }
    if key := _KEYS[name]:
        schema["primaryKey"] = [key]
    if name in _REFERENCES:
        schema["foreignKeys"] = [
            {"fields": [column], "reference": {"resource": other, "fields": [column]}}
            for column, other in _REFERENCES[name].items()
        ]
    return {
        "name": name,
        "type": "table",
        "path": f"{name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def descriptor(selection: Selection) -> str:
    """Return datapackage.json."""
    newest = max((report.published or "" for report in selection.report_by_id.values()), default="")
    package: dict[str, object] = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "whosays-case",
        "title": selection.title,
        "description": "Claims read from news reports, with the exact words, who says so, and the events they make.",
        "resources": [_resource(name) for name in _COLUMNS],
    }
    if newest:
        package["version"] = newest[:10].replace("-", ".")
    return msgspec.json.format(msgspec.json.encode(package), indent=2).decode("utf-8") + "\n"


def members(selection: Selection, left_out: LeftOut) -> Members:
    """Yield the descriptor and the tables."""
    # Claims name their events, so the events must be there.
    whole = replace(selection, events=selection.fused)
    yield "datapackage.json", [descriptor(whole)]
    for name, write in _WRITERS.items():
        yield f"{name}.csv", write(whole, left_out)
