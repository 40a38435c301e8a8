"""STIX 2.1 objects from reports, parties, places, claims and events.

What STIX has no property for stands in one property extension, defined by whosays itself. How sure a claim is
presented is such a property: ``confidence`` is the producer's own and is never set from it.
"""

from __future__ import annotations

from typing import Any

from whosays.exports.figures import figures_in_short
from whosays.exports.identity import uuid_of
from whosays.exports.json_text import without_nulls
from whosays.exports.places import country_of
from whosays.exports.wording import label_of, sentence, what
from whosays.record import Claim, Event, EventPlace, Participant, Place, Report, Source

# The day the extension was defined: the age of objects that no report dates.
DEFINED_AT = "2026-01-01T00:00:00.000Z"
# STIX writes the radius of a circle in metres that the place surely lies in; these are by kind of place.
PRECISION_METRES = {"point": 1000.0, "city": 10_000.0, "admin2": 50_000.0, "admin1": 200_000.0, "region": 300_000.0}
# From our sectors to STIX's industry-sector vocabulary, where it has a word.
INDUSTRY = {
    "GOV": "government", "MIL": "defense", "COP": "emergency-services", "SPY": "government", "LEG": "government",
    "JUD": "government", "JRN": "communications", "MED": "healthcare", "EDU": "education", "NGO": "non-profit",
}  # fmt: skip
Object = dict[str, Any]


def id_of(kind: str, *parts: str) -> str:
    """Return an object's id: the same words give the same id."""
    return f"{kind}--{uuid_of('stix', kind, *parts)}"


ME = id_of("identity", "whosays")
EXTENSION = id_of("extension-definition", "claims-1.0")


def instant(iso: str | None) -> str | None:
    """Return an ISO date or datetime as a STIX timestamp in UTC, or None."""
    from datetime import UTC, datetime

    if not iso:
        return None
    try:
        when = datetime.fromisoformat(iso)
    except ValueError:
        return None
    when = when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)
    return when.strftime("%Y-%m-%dT%H:%M:%S.") + f"{when.microsecond // 1000:03d}Z"


def sdo(kind: str, id_: str, at: str | None, **fields: Any) -> Object:
    """Return an object with the properties that all have."""
    when = at or DEFINED_AT
    return {
        "type": kind,
        "spec_version": "2.1",
        "id": id_,
        "created_by_ref": ME,
        "created": when,
        "modified": when,
        **without_nulls(fields),
    }


def _extended(**fields: Any) -> dict[str, Any]:
    return {EXTENSION: {"extension_type": "property-extension", **without_nulls(fields)}}


def own_objects() -> list[Object]:
    """Return the identity of whosays and the definition of its extension."""
    me = sdo("identity", ME, DEFINED_AT, name="whosays", identity_class="system")
    definition = sdo(
        "extension-definition",
        EXTENSION,
        DEFINED_AT,
        name="whosays claims",
        description="What a report claims, who says so and how sure it is presented; where events stand.",
        schema="urn:whosays:record:1.0",
        version="1.0.0",
        extension_types=["property-extension"],
    )
    return [me, definition]


def identity_key(party: Participant) -> str:
    """Return what tells a party from others."""
    return party.entity or f"{party.name or party.text}|{party.country}|{party.sector}"


def identity_of(party: Participant) -> Object:
    """Return a speaker or an actor."""
    anonymous = isinstance(party, Source) and party.anonymous
    return sdo(
        "identity",
        id_of("identity", identity_key(party)),
        DEFINED_AT,
        name=party.name or party.text,
        identity_class="unknown" if anonymous else "organization" if party.sector in INDUSTRY else "group",
        sectors=[INDUSTRY[party.sector]] if party.sector in INDUSTRY else None,
        extensions=_extended(entity=party.entity, country=party.country, sector=party.sector) if party.sector else None,
    )


def publisher_of(name: str) -> Object:
    """Return an outlet."""
    return sdo(
        "identity",
        id_of("identity", "publisher", name),
        DEFINED_AT,
        name=name,
        identity_class="organization",
        sectors=["communications"],
    )


def place_key(place: Place | EventPlace) -> str:
    """Return what tells a place from others."""
    return f"{place.geonameid or place.name}|{place.country}|{place.lat}|{place.lon}"


def location_of(place: Place | EventPlace) -> Object | None:
    """Return a place, or None where it has neither coordinates nor a country: STIX asks for one of them."""
    country = country_of(place.country)
    code = country.alpha2 if country else None
    if place.lat is None and not code:
        return None
    exact = place.lat is not None and place.lon is not None
    return sdo(
        "location",
        id_of("location", place_key(place)),
        DEFINED_AT,
        name=place.name,
        latitude=place.lat if exact else None,
        longitude=place.lon if exact else None,
        precision=PRECISION_METRES.get(place.precision or "") if exact else None,
        country=code,
        administrative_area=place.admin1,
        city=place.name if place.precision == "city" else None,
    )


def report_of(report: Report, refs: list[str]) -> Object:
    """Return a news report; its objects are its claims."""
    links = {
        "source_name": report.publisher or "news report",
        "url": report.url,
        "description": report.title,
        "external_id": report.id,
    }
    return sdo(
        "report",
        id_of("report", report.id),
        instant(report.published),
        name=report.title or report.id,
        # STIX requires a date; where the report has none, that of the extension, and the extension says so.
        published=instant(report.published) or DEFINED_AT,
        object_refs=refs,
        external_references=[without_nulls(links)],
        extensions=_extended(published_known=False) if not instant(report.published) else None,
    )


def note_of(report: Report, claim: Claim, refs: list[str]) -> Object:
    """Return a claim: its words, who says so, what it is about."""
    speakers = [source.name or source.text for source in claim.sources] or [report.publisher or report.id]
    quantities = [
        without_nulls({"of": q.of, "unit": q.unit, "min": q.min, "best": q.best, "max": q.max, "text": q.text})
        for q in claim.quantities
    ]
    return sdo(
        "note",
        id_of("note", claim.id),
        instant(report.published),
        abstract=what(claim, report.text),
        content=claim.evidence.text,
        authors=list(dict.fromkeys(speakers)),
        object_refs=refs,
        extensions=_extended(
            claim=claim.id,
            claim_type=claim.type,
            mode=claim.mode,
            sentence=sentence(claim, report),
            evidence_start=claim.evidence.start,
            evidence_end=claim.evidence.end,
            speakers=[id_of("identity", identity_key(source)) for source in claim.sources],
            actors=[id_of("identity", identity_key(party)) for party in claim.actors],
            recipients=[id_of("identity", identity_key(party)) for party in claim.recipients],
            locations=[id_of("location", place_key(place)) for place in claim.places if location_of(place)],
            presented_certainty=claim.certainty,
            status=claim.status,
            earliest=claim.time.earliest,
            latest=claim.time.latest,
            quantities=quantities,
        ),
    )


def incident_of(event: Event, name: str) -> Object:
    """Return an event."""
    return sdo(
        "incident",
        id_of("incident", event.id),
        instant(event.first_reported),
        name=name,
        description=f"{label_of(event.type)}; {event.standing}: {event.why}",
        extensions=_extended(
            event=event.id,
            event_type=event.type,
            mode=event.mode,
            standing=event.standing,
            contested_about=list(event.contested_about),
            origins=[origin.name for origin in event.origins],
            earliest=event.time.earliest,
            latest=event.time.latest,
            figures=figures_in_short(event),
        ),
    )


def denial_of(report: Report, claim: Claim, incident: str) -> Object:
    """Return a denial: an opinion of its speaker on the event."""
    speakers = [source.name or source.text for source in claim.sources] or [report.publisher or report.id]
    return sdo(
        "opinion",
        id_of("opinion", claim.id),
        instant(report.published),
        explanation=claim.evidence.text,
        authors=speakers,
        opinion="strongly-disagree",
        object_refs=[incident],
    )


def located_at(incident: str, place: EventPlace, at: str | None) -> Object:
    """Return the relationship of an event to a place."""
    target = id_of("location", place_key(place))
    return sdo(
        "relationship",
        id_of("relationship", incident, place.role or "at", target),
        instant(at),
        relationship_type="located-at" if place.role in ("at", None) else "related-to",
        source_ref=incident,
        target_ref=target,
    )
