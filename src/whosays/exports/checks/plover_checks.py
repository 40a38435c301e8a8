"""PLOVER JSON: the names of the manual's chapter on data interchange, its types, quads and modes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from whosays.exports.crosswalks import plover_types, rows_of

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_FIELDS = frozenset(
    "id date enddate actor recipient event event_loc event_text quad_code event_scale mode context link text text_info "
    "cite_info coder coded_date version comment dead injured arrested".split()
)
_SIDE = frozenset("code sector entity_text identifier_id identifier_text".split())
_PLACE = frozenset(
    "extracted_place resolved_place geonameid lat lon city district province country country_code feature_class "
    "feature_code resolution".split()
)
AUXILIARY = ("historical", "future", "hypothetical", "negation")


class PloverRules:
    """The rules of a file of events."""

    def __init__(self) -> None:
        self.ids: set[str] = set()
        self.modes = {row["plover_mode"] for row in rows_of("plover_modes")} | set(AUXILIARY)

    def look(self, event: Any, line: int) -> Iterator[str]:
        """Yield what is wrong with an event."""
        if not isinstance(event, dict):
            yield "an object is expected"
            return
        yield from (f"{name} is missing" for name in ("id", "date", "actor", "event") if not event.get(name))
        yield from (f"{name!r} is no name of PLOVER's" for name in event if name not in _FIELDS and name[:3] != "ws_")
        if event.get("id") in self.ids:
            yield f"{event['id']!r} stands in an earlier line already"
        self.ids.add(str(event.get("id")))
        for name in ("date", "enddate"):
            if name in event and not _DATE.fullmatch(str(event[name])):
                yield f"{name}: {event[name]!r} is no date"
        types = event.get("event")
        if not isinstance(types, list) or not all(type_ in plover_types() for type_ in types):
            yield f"event: {types!r} is no list of PLOVER types"
        elif types and event.get("quad_code") != plover_types()[types[0]].quad:
            yield f"quad_code: {event.get('quad_code')!r} is not that of {types[0]}"
        yield from (f"mode: {mode!r} is none of PLOVER's" for mode in event.get("mode", ()) if mode not in self.modes)
        yield from self._parts(event)

    def _parts(self, event: dict[str, Any]) -> Iterator[str]:
        for role in ("actor", "recipient"):
            for side in event.get(role, ()):
                if not isinstance(side, dict) or set(side) - _SIDE or not side.get("entity_text"):
                    yield f"{role}: an entity has entity_text, and of other names code, sector, identifier_…"
        place = event.get("event_loc", {})
        if not isinstance(place, dict) or set(place) - _PLACE:
            yield "event_loc: no place in PLOVER's names"
        elif place.get("resolution") not in (None, 1, 2, 3, 4, 5):
            yield "event_loc: resolution is 1 (country) to 5 (within a city)"

    def end(self) -> Iterator[tuple[int, str]]:
        """Yield nothing: no line refers to another."""
        yield from ()
