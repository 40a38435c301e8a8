"""Records, or else events, as JSON Lines: the project's own format, nothing lost."""

from __future__ import annotations

from whosays.exports.selection import Selection
from whosays.record import to_json


def as_lines(selection: Selection) -> str:
    """Return one record a line; events where there are no records."""
    values = selection.records or selection.events
    return "".join(f"{to_json(value).decode('utf-8')}\n" for value in values)
