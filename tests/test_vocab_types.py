"""The codebook's entries cover every type, and the docs are written from them."""

from __future__ import annotations

from whosays.record import SITUATION_TYPES, TYPES
from whosays.vocab.types import type_entries


def test_every_type_is_described_with_examples() -> None:
    entries = type_entries()
    assert set(entries) == set(TYPES)
    for name, entry in entries.items():
        assert entry.definition.endswith(".")
        assert entry.is_not.endswith(".")
        assert entry.examples
        assert entry.counter_examples
        assert (entry.quad is None) == (name in SITUATION_TYPES)
