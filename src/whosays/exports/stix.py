"""STIX 2.1: one bundle of reports, speakers, places, events and claims, an object a line.

A claim is a ``note`` of its speakers, a denial an ``opinion`` too, an event an ``incident``, the case a ``grouping``.
"""

from __future__ import annotations

from collections.abc import Iterator

from whosays.exports.identity import uuid_of
from whosays.exports.json_text import document
from whosays.exports.left_out import LeftOut
from whosays.exports.selection import Selection
from whosays.exports.stix_objects import (
    Object,
    denial_of,
    id_of,
    identity_of,
    incident_of,
    located_at,
    location_of,
    note_of,
    own_objects,
    place_key,
    publisher_of,
    report_of,
    sdo,
)
from whosays.exports.wording import label_of, what
from whosays.record import Event, Record


def _parties_and_places(record: Record) -> Iterator[Object]:
    if record.report.publisher:
        yield publisher_of(record.report.publisher)
    for claim in record.claims:
        for party in (*claim.sources, *claim.actors, *claim.recipients):
            yield identity_of(party)
        for place in claim.places:
            if (location := location_of(place)) is not None:
                yield location


def _event(selection: Selection, event: Event) -> Iterator[Object]:
    claims = selection.claims_of(event)
    name = what(claims[0][1], claims[0][0].text) if claims else label_of(event.type)
    incident = incident_of(event, name)
    yield incident
    drawn: set[str] = set()
    for place in event.places:
        location = location_of(place)
        if location is not None and (key := f"{place.role}|{place_key(place)}") not in drawn:
            drawn.add(key)
            yield location
            yield located_at(incident["id"], place, event.first_reported)
    for report, claim in claims:
        if claim.certainty == "denied":
            yield denial_of(report, claim, incident["id"])


def _objects(selection: Selection) -> Iterator[Object]:
    incident_by_claim = {claim: id_of("incident", event.id) for event in selection.fused for claim in event.claims}
    yield from own_objects()
    for record in selection.records:
        if not record.claims:
            continue
        report_id = id_of("report", record.report.id)
        yield from _parties_and_places(record)
        for claim in record.claims:
            yield note_of(record.report, claim, [incident_by_claim.get(claim.id, report_id)])
        yield report_of(record.report, [id_of("note", claim.id) for claim in record.claims])
    for event in selection.fused:
        yield from _event(selection, event)
    incidents = [id_of("incident", event.id) for event in selection.fused]
    if incidents:
        yield sdo(
            "grouping",
            id_of("grouping", *incidents),
            None,
            name=selection.title,
            context="unspecified",
            object_refs=incidents,
        )


def _once(objects: Iterator[Object]) -> Iterator[Object]:
    seen: set[str] = set()
    for object_ in objects:
        if object_["id"] not in seen:
            seen.add(object_["id"])
            yield object_


def pieces(selection: Selection, left_out: LeftOut) -> Iterator[str]:
    """Yield the bundle."""
    for record in selection.records:
        if not record.claims:
            left_out.note(record.report.id, "a report without a claim is no STIX report: it would have no objects")
    key = uuid_of("bundle", *(event.id for event in selection.fused), *selection.claims)
    return document({"type": "bundle", "id": f"bundle--{key}"}, "objects", _once(_objects(selection)))
