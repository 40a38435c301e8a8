"""Claims, events, figures and origins as CSV: one row each, claims with the words they rest on."""

from __future__ import annotations

from collections.abc import Iterator

from whosays.exports.delimited import cell, table
from whosays.exports.left_out import LeftOut
from whosays.exports.selection import Selection
from whosays.exports.table_rows import (
    COLUMNS,
    EVENT_COLUMNS,
    FIGURE_COLUMNS,
    ORIGIN_COLUMNS,
    claim_row,
    claim_rows,
    event_rows,
    figure_rows,
    origin_rows,
)
from whosays.record import Claim, Event, Report

__all__ = [
    "COLUMNS", "EVENT_COLUMNS", "FIGURE_COLUMNS", "ORIGIN_COLUMNS", "claims", "events", "figures", "origins", "row_of",
]  # fmt: skip


def row_of(report: Report, claim: Claim, event: Event | None) -> dict[str, str]:
    """Return one row of the table of claims; several values of a field are joined by '; '."""
    return {name: cell(value) for name, value in claim_row(report, claim, event).items()}


def claims(selection: Selection, left_out: LeftOut) -> Iterator[str]:
    """Yield the claims as CSV with a header row."""
    return table(COLUMNS, claim_rows(selection))


def events(selection: Selection, left_out: LeftOut) -> Iterator[str]:
    """Yield the events as CSV with a header row."""
    return table(EVENT_COLUMNS, event_rows(selection))


def figures(selection: Selection, left_out: LeftOut) -> Iterator[str]:
    """Yield every figure as CSV with a header row."""
    return table(FIGURE_COLUMNS, figure_rows(selection))


def origins(selection: Selection, left_out: LeftOut) -> Iterator[str]:
    """Yield the independent origins of each event as CSV with a header row."""
    return table(ORIGIN_COLUMNS, origin_rows(selection))
