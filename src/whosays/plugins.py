"""Plugins: what other packages add by entry points. Looked for when something is asked for that is not built in.

A plugin is a module (or any object) under an entry point of one of `GROUPS`; it names the interface that it was written
for in ``whosays_plugin = 1``. It is imported when it is used, never before: help answers as fast as without it. One
that cannot be loaded is a `UsageError` P001, one for another interface P002, one that fails at work P003; each concerns
what was asked of it and nothing else. How to write one stands in docs/how-to/extend.md.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from whosays.errors import UsageError, WhosaysError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

# The interface that this release offers; a change that breaks a plugin gives it another number.
INTERFACE = 1
GROUPS = {
    "exporters": "whosays.exporters",
    "sources": "whosays.sources",
    "layers": "whosays.layers",
    "knowledge": "whosays.knowledge",
    "alerts": "whosays.alerts",
}
Value = TypeVar("Value")


@lru_cache(maxsize=16)
def _points(group: str, path: tuple[str, ...]) -> dict[str, EntryPoint]:
    from importlib.metadata import entry_points

    return {point.name: point for point in sorted(entry_points(group=GROUPS[group]), key=lambda point: point.name)}


def plugins(group: str) -> tuple[str, ...]:
    """Return the names of a group's plugins, in order; nothing is imported."""
    return tuple(_points(group, tuple(sys.path)))


def plugin(group: str, name: str) -> Any | None:
    """Return a plugin, or None where none has the name; raise `UsageError` P001 or P002 where it cannot be used."""
    point = _points(group, tuple(sys.path)).get(name)
    if point is None:
        return None
    try:
        found = point.load()
    except Exception as error:
        raise UsageError("P001", item=name, detail=f"{point.value}: {type(error).__name__}: {error}") from error
    interface = getattr(found, "whosays_plugin", None)
    if interface != INTERFACE:
        raise UsageError("P002", item=name, detail="no number" if interface is None else str(interface))
    return found


def failed(name: str, error: Exception) -> UsageError:
    """Return what a plugin raised as a `UsageError` P003 that names it."""
    return UsageError("P003", item=name, detail=f"{type(error).__name__}: {error}")


def watched(name: str, values: Iterable[Value]) -> Iterator[Value]:
    """Yield what a plugin makes; what it raises becomes `UsageError` P003."""
    try:
        yield from values
    except WhosaysError:
        raise
    except Exception as error:
        raise failed(name, error) from error
