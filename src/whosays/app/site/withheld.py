"""Names of persons that a published site must not hold: replaced everywhere, and looked for again at the end."""

from __future__ import annotations

import re
from collections.abc import Iterable

from whosays.exports.redacting import WITHHELD, pattern_of
from whosays.record import Record

__all__ = ["WITHHELD", "Withheld"]


class Withheld:
    """The names of persons who are not named, in every way in which the reports name them."""

    def __init__(self, names: Iterable[str], records: Iterable[Record] = ()) -> None:
        given = [" ".join(name.split()) for name in names if name.strip()]
        wanted = {name.casefold() for name in given}
        found: set[str] = set()
        for record in records:
            chains = {
                actor.chain
                for actor in record.actors
                if wanted & {(actor.name or "").casefold(), " ".join(actor.text.split()).casefold()}
            } - {None}
            for actor in record.actors:
                if actor.chain in chains:
                    found.update(_part_of(given, actor.text))
                    found.update(_part_of(given, actor.name or ""))
        # The longest first, so that a whole name goes before its parts.
        self.names = sorted({*given, *found}, key=lambda name: (-len(name), name))
        self._pattern = pattern_of(tuple(self.names)) if self.names else None

    def hide(self, text: str) -> str:
        """Return the text with every one of the names replaced."""
        return self._pattern.sub(WITHHELD, text) if self._pattern else text

    def is_in(self, text: str) -> bool:
        """Say whether one of the names is in a text."""
        return bool(self._pattern and self._pattern.search(text))


def _part_of(given: list[str], words: str) -> set[str]:
    """Return the words that are parts of a given name: 'Ms Petrova, 40' of 'Ana Petrova' gives 'Petrova'.

    Only capitalised words of three letters and more: a mention of that person by a pronoun or a role names nobody.
    """
    parts = {part.casefold() for name in given for part in name.split()}
    capitalised = [word for word in re.findall(r"\w+", words) if word[:1].isupper() and len(word) > 2]
    return {word for word in capitalised if word.casefold() in parts}
