"""The claim types as the codebook describes them."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files

import msgspec


class TypeEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A type: what it is and is not, examples of our own, and its PLOVER 2 quad class (none for situations)."""

    definition: str = msgspec.field(name="is")
    is_not: str
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]
    quad: int | None = None


@lru_cache(maxsize=1)
def type_entries() -> dict[str, TypeEntry]:
    """Return the types' entries by type."""
    text = files("whosays.vocab").joinpath("types.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), dict[str, TypeEntry])
