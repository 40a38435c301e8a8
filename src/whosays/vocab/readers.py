"""Who read a record: how its ``version`` tells a language model's proposals from what the built-in reader read."""

from __future__ import annotations

from whosays.record import Record

PROPOSED = "proposed by "


def is_proposed(record: Record) -> bool:
    """Return whether the claims of a record were proposed by a language model."""
    return (record.version or "").startswith(PROPOSED)
