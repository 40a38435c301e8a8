"""What a report's words are read as before its claims: quotations, speakers, times, numbers, places, actors."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Layers:
    """The readings that claims stand on, all of one parsed report."""

    quotations: list[Any] = field(default_factory=list)
    attributions: list[Any] = field(default_factory=list)
    times: list[Any] = field(default_factory=list)
    numbers: list[Any] = field(default_factory=list)
    quantities: list[Any] = field(default_factory=list)
    places: list[Any] = field(default_factory=list)
    actors: list[Any] = field(default_factory=list)
