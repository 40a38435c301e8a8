"""Records, or else events, as JSON Lines: the project's own format, nothing lost."""

from __future__ import annotations

from collections.abc import Iterator

from whosays.exports.left_out import LeftOut
from whosays.exports.selection import Selection
from whosays.record import to_json


def pieces(selection: Selection, left_out: LeftOut) -> Iterator[str]:
    """Yield one record a line; events where there are no records."""
    for value in selection.records or selection.events:
        yield f"{to_json(value).decode('utf-8')}\n"
