"""JSON in pieces: long lists one object a line, so that they can be written, read and compared line by line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

_encoder = msgspec.json.Encoder()


def line_of(value: object) -> str:
    """Return a value as one line of JSON."""
    return _encoder.encode(value).decode("utf-8")


def without_nulls(value: Mapping[str, Any]) -> dict[str, Any]:
    """Return a mapping without its nulls and its empty strings and lists."""
    return {name: inner for name, inner in value.items() if inner is not None and inner not in ("", [], {}, ())}


def listing(values: Iterable[object]) -> Iterator[str]:
    """Yield a JSON array, one value a line."""
    lead = "[\n"
    for value in values:
        yield lead + line_of(value)
        lead = ",\n"
    yield "[]" if lead == "[\n" else "\n]"


def document(head: Mapping[str, object], name: str, values: Iterable[object]) -> Iterator[str]:
    """Yield an object: the fields of ``head``, then the long list ``name``."""
    start = line_of(head)[:-1]
    yield f"{start}{',' if len(head) else ''}{line_of(name)}:"
    yield from listing(values)
    yield "}\n"
