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
