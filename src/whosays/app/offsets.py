"""Offsets for browsers: the record counts code points, JavaScript UTF-16 units; converted here and nowhere else."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable


def utf16_offsets(text: str) -> Callable[[int], int]:
    """Return the function from an offset in code points to the offset in UTF-16 units of the same text."""
    astral = [position for position, sign in enumerate(text) if ord(sign) > 0xFFFF]
    if not astral:
        return lambda offset: offset
    return lambda offset: offset + bisect_left(astral, offset)


def code_points(text: str) -> Callable[[int], int]:
    """Return the function back: from an offset in UTF-16 units to the offset in code points.

    It raises `ValueError` for an offset outside the text, or inside a pair of units.
    """
    convert = utf16_offsets(text)
    units = convert(len(text))
    # Where each astral sign begins, in units: its second unit is no offset between signs.
    astral = [convert(position) for position, sign in enumerate(text) if ord(sign) > 0xFFFF]

    def back(offset: int) -> int:
        if not 0 <= offset <= units:
            raise ValueError(f"no offset {offset} in a text of {units} units")
        before = bisect_left(astral, offset)
        if before and astral[before - 1] == offset - 1:
            raise ValueError(f"offset {offset} is inside a sign")
        return offset - before

    return back
