"""W3C PROV-JSON: from an event back to its claims, their reports, who said so and who published it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from whosays.exports.identity import uuid_of
from whosays.exports.json_text import line_of, without_nulls
from whosays.exports.left_out import LeftOut
from whosays.exports.selection import Selection
from whosays.record import Record, Source

PREFIXES = {"ws": "urn:whosays:", "prov": "http://www.w3.org/ns/prov#", "xsd": "http://www.w3.org/2001/XMLSchema#"}
Statement = tuple[str, dict[str, Any]]


def _name(kind: str, id_: str) -> str:
    # A qualified name takes no '#' and no spaces.
    return f"ws:{kind}-{uuid_of(kind, id_)}"


def _speaker(source: Source) -> str:
    return _name("speaker", source.entity or source.name or source.text)


def _publisher(record: Record) -> str | None:
    return _name("publisher", record.report.publisher) if record.report.publisher else None


def _reader(record: Record) -> str:
    return record.version or "unknown version"


def _entities(selection: Selection) -> Iterator[Statement]:
    for record in selection.records:
        report = record.report
        yield (
            _name("report", report.id),
            without_nulls(
                {
                    "prov:type": "ws:Report",
                    "ws:id": report.id,
                    "ws:title": report.title,
                    "ws:url": report.url,
                    "ws:published": report.published,
                }
            ),
        )
        for claim in record.claims:
            yield (
                _name("claim", claim.id),
                {
                    "prov:type": "ws:Claim",
                    "ws:id": claim.id,
                    "ws:type": claim.type,
                    "ws:evidence": claim.evidence.text,
                    "ws:start": claim.evidence.start,
                    "ws:end": claim.evidence.end,
                    "ws:presentedCertainty": claim.certainty,
                },
            )
    for event in selection.fused:
        yield _name("event", event.id), {
            "prov:type": "ws:Event",
            "ws:id": event.id,
            "ws:type": event.type,
            "ws:standing": event.standing,
        }  # fmt: skip


def _activities(selection: Selection) -> Iterator[Statement]:
    for record in selection.records:
        yield _name("reading", record.report.id), {"prov:type": "ws:Reading"}
    if selection.fused:
        yield "ws:fusing", {"prov:type": "ws:Fusing"}


def _agents(selection: Selection) -> Iterator[Statement]:
    seen: set[str] = set()
    for record in selection.records:
        found: list[Statement] = []
        if (publisher := _publisher(record)) is not None:
            found.append((publisher, {"prov:type": "prov:Organization", "ws:name": record.report.publisher}))
        software = {"prov:type": "prov:SoftwareAgent", "ws:name": "whosays", "ws:version": _reader(record)}
        found.append((_name("software", _reader(record)), software))
        for claim in record.claims:
            for source in claim.sources:
                described = {"prov:type": "ws:Speaker", "ws:name": source.name or source.text, "ws:kind": source.kind}
                found.append((_speaker(source), described))
        for name, described in found:
            if name not in seen:
                seen.add(name)
                yield name, described


def _derived(selection: Selection) -> Iterator[Statement]:
    for record in selection.records:
        for claim in record.claims:
            yield (
                f"_:q-{uuid_of(claim.id)}",
                {
                    "prov:generatedEntity": _name("claim", claim.id),
                    "prov:usedEntity": _name("report", record.report.id),
                    "prov:activity": _name("reading", record.report.id),
                    # PROV's words for wasQuotedFrom in PROV-JSON.
                    "prov:type": "prov:Quotation",
                },
            )
    for event in selection.fused:
        for claim_id in event.claims:
            if claim_id in selection.claims:
                yield (
                    f"_:d-{uuid_of(event.id, claim_id)}",
                    {
                        "prov:generatedEntity": _name("event", event.id),
                        "prov:usedEntity": _name("claim", claim_id),
                        "prov:activity": "ws:fusing",
                    },
                )


def _generated(selection: Selection) -> Iterator[Statement]:
    for record in selection.records:
        for claim in record.claims:
            yield (
                f"_:g-{uuid_of(claim.id)}",
                {"prov:entity": _name("claim", claim.id), "prov:activity": _name("reading", record.report.id)},
            )
    for event in selection.fused:
        yield f"_:g-{uuid_of(event.id)}", {"prov:entity": _name("event", event.id), "prov:activity": "ws:fusing"}


def _attributed(selection: Selection) -> Iterator[Statement]:
    for record in selection.records:
        publisher = _publisher(record)
        if publisher:
            report = _name("report", record.report.id)
            yield f"_:a-{uuid_of(record.report.id)}", {"prov:entity": report, "prov:agent": publisher}
        for claim in record.claims:
            # The reporter's own voice is the publisher's.
            agents = dict.fromkeys(map(_speaker, claim.sources)) or ({publisher: None} if publisher else {})
            for agent in agents:
                yield (
                    f"_:a-{uuid_of(claim.id, agent)}",
                    {"prov:entity": _name("claim", claim.id), "prov:agent": agent},
                )


def _associated(selection: Selection) -> Iterator[Statement]:
    for record in selection.records:
        yield (
            f"_:w-{uuid_of(record.report.id)}",
            {
                "prov:activity": _name("reading", record.report.id),
                "prov:agent": _name("software", _reader(record)),
            },
        )


SECTIONS: dict[str, Callable[[Selection], Iterator[Statement]]] = {
    "entity": _entities,
    "activity": _activities,
    "agent": _agents,
    "wasDerivedFrom": _derived,
    "wasGeneratedBy": _generated,
    "wasAttributedTo": _attributed,
    "wasAssociatedWith": _associated,
}


def pieces(selection: Selection, left_out: LeftOut) -> Iterator[str]:
    """Yield one document, a statement a line."""
    yield f'{{"prefix":{line_of(PREFIXES)}'
    for section, statements in SECTIONS.items():
        lead = f',\n"{section}":{{\n'
        for name, described in statements(selection):
            yield f"{lead}{line_of(name)}:{line_of(described)}"
            lead = ",\n"
        if lead == ",\n":
            yield "\n}"
    yield "}\n"
