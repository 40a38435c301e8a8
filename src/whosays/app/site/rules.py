"""What may be shown of each report: all of it, quotations with a link, or nothing."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, cast, get_args

from whosays.errors import UsageError
from whosays.record import Report

Showing = Literal["full", "quotation", "none"]
SHOWINGS: tuple[str, ...] = get_args(Showing)


@dataclass(frozen=True)
class Rules:
    """How much of a report is published: by its id, else by its publisher, else as a quotation with a link."""

    default: Showing = "quotation"
    publishers: Mapping[str, Showing] = field(default_factory=dict)
    reports: Mapping[str, Showing] = field(default_factory=dict)

    def of(self, report: Report) -> Showing:
        """Return how much of a report is published."""
        by_publisher = self.publishers.get((report.publisher or "").casefold(), self.default)
        return self.reports.get(report.id, by_publisher)


def read_rules(path: Path) -> Rules:
    """Return the rules in a TOML file: ``default``, and tables ``[publishers]`` and ``[reports]``.

    Raise `UsageError` U060 naming what is wrong.
    """
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError("U060", item=str(path), detail=str(error)) from error
    unknown = given.keys() - {"default", "publishers", "reports"}
    if unknown:
        raise UsageError("U060", item=str(path), detail=f"there is no setting '{min(unknown)}'")
    tables = {}
    for name in ("publishers", "reports"):
        table = given.get(name, {})
        if not isinstance(table, dict):
            raise UsageError("U060", item=str(path), detail=f"'{name}' is a table")
        tables[name] = {
            key.casefold() if name == "publishers" else key: _showing(path, value) for key, value in table.items()
        }
    return Rules(default=_showing(path, given.get("default", "quotation")), **tables)


def _showing(path: Path, value: Any) -> Showing:
    if value not in SHOWINGS:
        raise UsageError("U060", item=str(path), detail=f"'{value}' is none of {', '.join(SHOWINGS)}")
    return cast(Showing, value)
