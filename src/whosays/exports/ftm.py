"""FollowTheMoney: entities as JSON lines, for Aleph and its kin.

Reports are ``Article``, events ``Event``, claims ``Note`` with their words, parties ``Organization``, ``PublicBody``,
``Person`` or ``LegalEntity``, and every party named in a report a ``Mention``. Values are lists of strings, countries
lower-case alpha-2, intervals first and last day.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from whosays.exports.json_text import line_of
from whosays.exports.left_out import LeftOut
from whosays.exports.places import country_of
from whosays.exports.selection import Selection
from whosays.exports.wording import label_of, sentence, what
from whosays.record import Claim, Event, Record, Report

# Sectors whose members are bodies of a state; whatever else bears a name may be a person or a body.
_PUBLIC = frozenset({"GOV", "MIL", "COP", "SPY", "LEG", "JUD", "IGO"})
_BODIES = frozenset({"REB", "PRM", "PTY", "NGO", "BUS"})


def id_of(*parts: str) -> str:
    """Return an entity id: the SHA-1 of what it is made from, as FollowTheMoney's own keys are."""
    return hashlib.sha1("\x1f".join(parts).encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()


def _entity(id_: str, schema: str, properties: dict[str, Iterable[str | None]]) -> dict[str, object]:
    kept = {name: [value for value in values if value] for name, values in properties.items()}
    return {"id": id_, "schema": schema, "properties": {name: values for name, values in kept.items() if values}}


def _country(code: str | None) -> str | None:
    country = country_of(code)
    return country.alpha2.lower() if country and country.alpha2 else None


def _schema(sector: str | None) -> str:
    return "PublicBody" if sector in _PUBLIC else "Organization" if sector in _BODIES else "LegalEntity"


def _article(report: Report) -> dict[str, object]:
    digest = hashlib.sha1(report.text.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()
    return _entity(
        id_of("article", report.id),
        "Article",
        {
            "title": [report.title],
            "fileName": [f"{report.id}.txt"],
            "author": [report.author],
            "publisher": [report.publisher],
            "publishedAt": [(report.published or "")[:10]],
            "sourceUrl": [report.url],
            "language": [_LANGUAGES.get(report.language or "")],
            "bodyText": [report.text],
            "contentHash": [digest],
        },
    )


# FollowTheMoney writes languages by three letters; only English is read.
_LANGUAGES = {"en": "eng"}


def _parties(record: Record) -> Iterator[tuple[str, str | None, str | None, str | None]]:
    """Yield (entity key, name, country, sector) of every party that has a key."""
    everybody = [record.actors, *(part for claim in record.claims for part in (claim.actors, claim.recipients))]
    for group in everybody:
        for party in group:
            if party.entity and party.name:
                yield party.entity, party.name, party.country, party.sector


def _mentions(record: Record) -> Iterator[dict[str, object]]:
    article = id_of("article", record.report.id)
    held: dict[str, tuple[str | None, str | None, list[str | None]]] = {}
    for actor in record.actors:
        if actor.entity and actor.name:
            held.setdefault(actor.entity, (actor.country, actor.sector, []))[2].append(actor.text)
    for entity, (country, sector, names) in held.items():
        yield _entity(
            id_of("mention", record.report.id, entity),
            "Mention",
            {
                "document": [article],
                "name": dict.fromkeys(names),
                "resolved": [id_of("party", entity)],
                "detectedSchema": [_schema(sector)],
                "contextCountry": [_country(country)],
            },
        )


def _note(report: Report, claim: Claim, event: Event | None) -> dict[str, object]:
    return _entity(
        id_of("claim", claim.id),
        "Note",
        {
            "name": [what(claim, report.text)],
            "description": [claim.evidence.text],
            "summary": [sentence(claim, report, with_date=True)],
            "entity": [id_of("event", event.id) if event else None],
            "proof": [id_of("article", report.id)],
            "keywords": [claim.type, f"presented certainty: {claim.certainty}"],
        },
    )


def _event(selection: Selection, event: Event) -> dict[str, object]:
    claims = selection.claims_of(event)
    first, last = event.time.earliest, event.time.latest
    name = what(claims[0][1], claims[0][0].text) if claims else label_of(event.type)
    return _entity(
        id_of("event", event.id),
        "Event",
        {
            "name": [name],
            "date": [first if first == last else None],
            "startDate": [first if first != last else None],
            "endDate": [last if first != last else None],
            "location": dict.fromkeys(place.name for place in event.places),
            "country": dict.fromkeys(_country(place.country) for place in event.places),
            "involved": dict.fromkeys(id_of("party", side.entity) for side in event.participants if side.entity),
            "summary": [f"{label_of(event.type)}; {event.standing}: {event.why}"],
            "sourceUrl": dict.fromkeys(report.url for report, _ in claims),
            "proof": dict.fromkeys(id_of("article", report.id) for report, _ in claims),
            "keywords": [event.type, event.mode],
        },
    )


def _entities(selection: Selection) -> Iterator[dict[str, object]]:
    parties: set[str] = set()
    event_by_claim = {claim: event for event in selection.fused for claim in event.claims}
    for record in selection.records:
        yield _article(record.report)
        for entity, name, country, sector in _parties(record):
            if entity not in parties:
                parties.add(entity)
                yield _entity(id_of("party", entity), _schema(sector), {"name": [name], "country": [_country(country)]})
        yield from _mentions(record)
        for claim in record.claims:
            yield _note(record.report, claim, event_by_claim.get(claim.id))
    for event in selection.fused:
        for side in event.participants:
            if side.entity and side.name and side.entity not in parties:
                parties.add(side.entity)
                yield _entity(id_of("party", side.entity), _schema(side.sector), {"name": [side.name]})
        yield _event(selection, event)


def pieces(selection: Selection, left_out: LeftOut) -> Iterator[str]:
    """Yield one entity a line."""
    for entity in _entities(selection):
        yield line_of(entity) + "\n"
