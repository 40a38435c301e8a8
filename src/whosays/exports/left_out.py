"""What a format cannot express: counted and listed, never dropped silently."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

# As many ids a reason as a person reads on a terminal; ``--left-out`` writes them all.
SHOWN = 20


@dataclass
class LeftOut:
    """Claims and events that a format has no place for, by the reason."""

    ids_by_reason: dict[str, list[str]] = field(default_factory=dict)

    def note(self, id_: str, reason: str) -> None:
        """Note a claim or an event that was left out, and why."""
        self.ids_by_reason.setdefault(reason, []).append(id_)

    @property
    def count(self) -> int:
        """How many were left out."""
        return sum(map(len, self.ids_by_reason.values()))

    def lines(self, *, shown: int = SHOWN) -> Iterator[str]:
        """Yield one line a reason: how many, why, and which."""
        for reason, ids in sorted(self.ids_by_reason.items(), key=lambda pair: (-len(pair[1]), pair[0])):
            more = f" and {len(ids) - shown} more" if len(ids) > shown else ""
            yield f"Left out {len(ids)}: {reason} ({', '.join(ids[:shown])}{more})"

    def rows(self) -> Iterator[tuple[str, str]]:
        """Yield (id, reason) of each."""
        for reason, ids in self.ids_by_reason.items():
            yield from ((id_, reason) for id_ in ids)
