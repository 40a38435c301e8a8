"""Who is who: names, countries, sectors and entity keys of the actors in a report.

The finder loads the parser; it is imported when asked for, so that tables and keys cost nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from whosays.actors.find import actor_at, find_actors
    from whosays.actors.mention import FoundActor
    from whosays.actors.table import ActorTable

__all__ = ["ActorTable", "FoundActor", "actor_at", "find_actors"]

_HOMES = {"ActorTable": "table", "FoundActor": "mention", "actor_at": "find", "find_actors": "find"}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'whosays.actors' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"whosays.actors.{_HOMES[name]}"), name)
