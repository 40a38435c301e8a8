"""STIX 2.1's rules for the objects that are written here; properties stand in ``data/stix_properties.csv``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from whosays.exports.checks.faults import Located
from whosays.exports.crosswalks import rows_of

_ID = re.compile(r"([a-z0-9-]+)--[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_INSTANT = re.compile(r"\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-6]\d(\.\d+)?Z")
_COMMON = frozenset(
    "type spec_version id created_by_ref created modified revoked labels confidence lang external_references "
    "object_marking_refs granular_markings extensions".split()
)
_ALWAYS = ("type", "spec_version", "id", "created", "modified")
OPINIONS = ("strongly-disagree", "disagree", "neutral", "agree", "strongly-agree")
_EXTENSION_TYPES = (
    "property-extension",
    "new-sdo",
    "new-sco",
    "new-sro",
    "toplevel-property-extension",
)


@cache
def _properties() -> dict[str, dict[str, bool]]:
    table: dict[str, dict[str, bool]] = {}
    for row in rows_of("stix_properties"):
        table.setdefault(row["type"], {})[row["property"]] = row["required"] == "yes"
    return table


class StixRules:
    """The rules of a bundle."""

    def __init__(self) -> None:
        self.ids: set[str] = set()
        self.refs: list[tuple[int, int, str, str]] = []

    def look(self, found: Located) -> Iterator[str]:
        """Yield what is wrong with the bundle's own fields or with one object."""
        if found.member == "":
            if found.name == "type" and found.value != "bundle":
                yield "the type is not bundle"
            elif found.name == "id" and not _is_id(found.value, "bundle"):
                yield "the bundle's id is no bundle--UUID"
            elif found.name not in ("type", "id"):
                yield f"a bundle has no {found.name!r}"
        elif found.member != "objects":
            yield f"a bundle has no {found.member!r}"
        elif not isinstance(found.value, dict):
            yield "an object is expected"
        else:
            yield from self._object(found, found.value)

    def _object(self, found: Located, value: dict[str, Any]) -> Iterator[str]:
        kind = value.get("type")
        known = _properties().get(str(kind))
        if known is None:
            yield f"{kind!r} is no type that is written here"
            return
        required = [*_ALWAYS, *(name for name, needed in known.items() if needed)]
        yield from (f"{kind} without {name}" for name in required if value.get(name) in (None, "", []))
        yield from (f"{kind} has no property {name!r}" for name in value if name not in known and name not in _COMMON)
        if not _is_id(value.get("id"), str(kind)):
            yield f"{value.get('id')!r} is no {kind}--UUID"
        elif value["id"] in self.ids:
            yield f"{value['id']} stands twice"
        self.ids.add(str(value.get("id")))
        if value.get("spec_version") != "2.1":
            yield "spec_version is not 2.1"
        for name in ("created", "modified", "published"):
            if name in value and not _INSTANT.fullmatch(str(value[name])):
                yield f"{name} is no UTC timestamp"
        if str(value.get("modified")) < str(value.get("created")):
            yield "modified before created"
        if "confidence" in value and value["confidence"] not in range(101):
            yield "confidence is no whole number from 0 to 100"
        yield from _OWN_RULES.get(str(kind), _nothing)(value)
        self._note_refs(found, value)

    def _note_refs(self, found: Located, value: dict[str, Any]) -> None:
        refs = [str(value[name]) for name in ("created_by_ref", "source_ref", "target_ref") if name in value]
        refs += map(str, value.get("object_refs", ()))
        refs += value.get("extensions", {})
        self.refs += [(found.line, found.column, str(value.get("id")), ref) for ref in refs]

    def end(self) -> Iterator[tuple[int, int, str]]:
        """Yield references to what is not in the bundle."""
        for line, column, owner, ref in self.refs:
            if ref not in self.ids:
                yield line, column, f"{owner}: {ref} is not in the bundle"


def _is_id(value: Any, kind: str) -> bool:
    match = _ID.fullmatch(str(value))
    return match is not None and match[1] == kind


def _nothing(value: dict[str, Any]) -> Iterator[str]:
    yield from ()


def _location(value: dict[str, Any]) -> Iterator[str]:
    pair = ("latitude" in value, "longitude" in value)
    if not any((*pair, "country" in value, "region" in value)):
        yield "a location needs a region, a country, or latitude and longitude"
    if pair[0] != pair[1]:
        yield "latitude and longitude go together"
    elif pair[0] and not (-90 <= value["latitude"] <= 90 and -180 <= value["longitude"] <= 180):
        yield "latitude or longitude out of range"
    if "precision" in value and not pair[0]:
        yield "precision without coordinates"
    if "country" in value and not re.fullmatch("[A-Z]{2}", str(value["country"])):
        yield "country is no ISO 3166-1 alpha-2 code"


def _opinion(value: dict[str, Any]) -> Iterator[str]:
    if value.get("opinion") not in OPINIONS:
        yield f"{value.get('opinion')!r} is no opinion"


def _definition(value: dict[str, Any]) -> Iterator[str]:
    if not re.fullmatch(r"\d+\.\d+\.\d+", str(value.get("version"))):
        yield "version is no MAJOR.MINOR.PATCH"
    yield from (f"{t!r} is no extension type" for t in value.get("extension_types", ()) if t not in _EXTENSION_TYPES)


_OWN_RULES = {"location": _location, "opinion": _opinion, "extension-definition": _definition}
