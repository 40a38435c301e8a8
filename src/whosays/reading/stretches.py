"""Which stretches of a text lie over a character, without looking through all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

# Characters of one shelf: about a paragraph, so that a stretch lies on few shelves and a shelf holds few stretches.
_SHELF = 512


class StretchIndex:
    """Numbered things by the stretches of characters that they cover."""

    def __init__(self, things: Iterable[Iterable[tuple[int, int]]]) -> None:
        self._shelves: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
        for number, stretches in enumerate(things):
            for start, end in stretches:
                for shelf in range(start // _SHELF, (end - 1) // _SHELF + 1):
                    self._shelves[shelf].append((number, start, end))

    def at(self, offset: int) -> list[int]:
        """Return the numbers of the things that cover a character, ascending, each once."""
        shelf = self._shelves.get(offset // _SHELF, ())
        return sorted({number for number, start, end in shelf if start <= offset < end})
