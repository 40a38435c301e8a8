"""FollowTheMoney's rules for the schemata that are written here, from ``data/ftm_schema.csv``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from whosays.exports.crosswalks import rows_of

# Kind of property -> what its values look like.
_LOOKS = {
    "date": re.compile(r"\d{4}(-\d{2}(-\d{2})?)?"),
    "country": re.compile("[a-z]{2}"),
    "language": re.compile("[a-z]{3}"),
    "sha1": re.compile("[0-9a-f]{40}"),
    "url": re.compile(r"https?://\S+"),
}


@cache
def _schemata() -> dict[str, dict[str, tuple[str, bool]]]:
    table: dict[str, dict[str, tuple[str, bool]]] = {}
    for row in rows_of("ftm_schema"):
        table.setdefault(row["schema"], {})[row["property"]] = (row["kind"], row["required"] == "yes")
    return table


class FtmRules:
    """The rules of a file of entities."""

    def __init__(self) -> None:
        self.ids: set[str] = set()
        self.refs: list[tuple[int, str]] = []

    def look(self, entity: Any, line: int) -> Iterator[str]:
        """Yield what is wrong with an entity."""
        if not isinstance(entity, dict) or not isinstance(entity.get("properties"), dict):
            yield "an entity needs id, schema and properties"
            return
        schema = _schemata().get(str(entity.get("schema")))
        if schema is None:
            yield f"{entity.get('schema')!r} is no schema that is written here"
            return
        if not entity.get("id") or entity["id"] in self.ids:
            yield f"{entity.get('id')!r} is no id of its own"
        self.ids.add(str(entity.get("id")))
        properties: dict[str, Any] = entity["properties"]
        missing = [name for name, (_, needed) in schema.items() if needed and not properties.get(name)]
        yield from (f"{entity['schema']} without {name}" for name in missing)
        for name, values in properties.items():
            if name not in schema:
                yield f"{entity['schema']} has no property {name!r}"
            elif not isinstance(values, list) or not all(isinstance(value, str) and value for value in values):
                yield f"{name} is no list of strings"
            else:
                yield from self._values(name, schema[name][0], values, line)

    def _values(self, name: str, kind: str, values: list[str], line: int) -> Iterator[str]:
        if kind == "entity":
            self.refs += [(line, value) for value in values]
        elif kind in _LOOKS:
            yield from (f"{name}: {value!r} is no {kind}" for value in values if not _LOOKS[kind].fullmatch(value))

    def end(self) -> Iterator[tuple[int, str]]:
        """Yield references that lead nowhere."""
        for line, ref in self.refs:
            if ref not in self.ids:
                yield line, f"{ref} is no entity of this file"
