"""The written report as a format like the others."""

from __future__ import annotations

from collections.abc import Iterator

from whosays.exports.brief import as_markdown
from whosays.exports.left_out import LeftOut
from whosays.exports.selection import Selection


def pieces(selection: Selection, left_out: LeftOut) -> Iterator[str]:
    """Yield the report."""
    yield as_markdown(selection)
