"""The record: what reading one report yields, and what fusing many yields.

Every value here is a plain immutable struct. Offsets are Unicode code points into ``report.text``, half-open, and for
every span ``report.text[start:end] == text``; `check_record` enforces it. A null field means that the report does not
say; nothing is ever filled by default. Dates are ISO 8601 strings. This module imports nothing of ours.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, Literal, get_args, get_type_hints

import msgspec

SCHEMA_VERSION = "1.0"

Type = Literal[
    "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "CONTROL", "LOSSES", "STRENGTH",
]  # fmt: skip
Sector = Literal[
    "GOV", "MIL", "REB", "PRM", "COP", "SPY", "LEG", "JUD", "PTY", "OPP", "CVL", "JRN", "MED", "BUS", "EDU", "REL",
    "UAF", "NGO", "IGO", "UNK",
]  # fmt: skip
SourceKind = Literal[
    "named", "official", "military", "intelligence", "media", "expert", "ngo", "igo", "witness", "document",
    "unspecified",
]  # fmt: skip
QuantityKind = Literal[
    "troops", "killed", "wounded", "captured", "missing", "displaced", "casualties", "vehicles", "aircraft", "missiles",
    "drones", "shells", "containers", "money", "distance", "area", "other",
]  # fmt: skip
Certainty = Literal["certain", "probable", "possible", "unknown", "doubtful", "improbable", "denied"]
Status = Literal["occurred", "ongoing", "planned", "hypothetical"]
PlaceRole = Literal["at", "from", "to", "about"]
Precision = Literal["point", "city", "admin2", "admin1", "country", "region"]
Grain = Literal["day", "week", "month", "season", "year", "unknown"]
PublishedFrom = Literal["given", "metadata", "url", "text", "unknown"]
StandingWord = Literal["single-source", "corroborated", "contested", "denied", "retracted"]
ContestedAbout = Literal["occurrence", "responsibility", "figure", "place", "time"]

TYPES: tuple[str, ...] = get_args(Type)
SITUATION_TYPES = ("CONTROL", "LOSSES", "STRENGTH")
SECTORS: tuple[str, ...] = get_args(Sector)
SOURCE_KINDS: tuple[str, ...] = get_args(SourceKind)
QUANTITY_KINDS: tuple[str, ...] = get_args(QuantityKind)
CERTAINTIES: tuple[str, ...] = get_args(Certainty)
STATUSES: tuple[str, ...] = get_args(Status)


class Struct(msgspec.Struct, frozen=True, kw_only=True):
    """Base of every value of the record: immutable, keyword-only, compared by value."""


class Span(Struct, frozen=True, kw_only=True):
    """Words of a report: ``report.text[start:end] == text``, code points, ``0 <= start < end``."""

    text: str
    start: int
    end: int


class Report(Struct, frozen=True, kw_only=True):
    """One report as read: its text, and what its page says of itself.

    ``id`` is the given id or the content hash; ``published`` an ISO date or datetime, and ``published_from`` says
    where it was found. ``language`` is an ISO 639-1 code.
    """

    id: str
    text: str
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    author: str | None = None
    category: str | None = None
    language: str | None = None
    published: str | None = None
    published_from: PublishedFrom = "unknown"


class Participant(Span, frozen=True, kw_only=True):
    """Who takes part: the mention, and who that is where the words say.

    ``entity`` is a key that is the same across reports and spellings; ``country`` is ISO 3166-1 alpha-3.
    """

    name: str | None = None
    entity: str | None = None
    country: str | None = None
    sector: Sector | None = None


class ActorMention(Participant, frozen=True, kw_only=True):
    """An actor named anywhere in the report; mentions of one actor in one report share ``chain``."""

    chain: int | None = None


class Place(Span, frozen=True, kw_only=True):
    """A place mention, resolved as far as the words allow; ``lat`` and ``lon`` are WGS84 degrees."""

    role: PlaceRole | None = None
    name: str | None = None
    country: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonameid: int | None = None
    precision: Precision | None = None


class When(Struct, frozen=True, kw_only=True):
    """When: the words, if any, and the interval they mean, both ends inclusive; null is an open or unknown end."""

    text: str | None = None
    start: int | None = None
    end: int | None = None
    earliest: str | None = None
    latest: str | None = None
    grain: Grain = "unknown"


class Quantity(Span, frozen=True, kw_only=True):
    """How many of what; ``min``, ``best`` and ``max`` are null where the words give none."""

    of: QuantityKind
    unit: str | None = None
    min: float | None = None
    best: float | None = None
    max: float | None = None
    approximate: bool = False


class Instrument(Span, frozen=True, kw_only=True):
    """The weapon or means named, with its kind ("drone", "artillery", "car bomb")."""

    kind: str | None = None


class Source(Participant, frozen=True, kw_only=True):
    """Who says so. ``joint``: speaks together with the source before it instead of being quoted by it."""

    kind: SourceKind = "unspecified"
    anonymous: bool = False
    cue: Span | None = None
    quoted: bool = False
    joint: bool = False


class Claim(Struct, frozen=True, kw_only=True):
    """One report's assertion of one event or state, tied to the words that make it.

    ``sources`` run from the outermost inwards; none means the reporter's own voice. ``certainty`` is as the innermost
    of them presents it. ``event`` links claims of the same report about the same happening. ``notes`` are the
    reporter's remarks on the claim ("could not be independently verified"). ``why`` maps a field to the rule or model
    and the words that filled it.
    """

    id: str
    evidence: Span
    trigger: Span
    type: Type
    mode: str | None = None
    actors: tuple[Participant, ...] = ()
    recipients: tuple[Participant, ...] = ()
    places: tuple[Place, ...] = ()
    time: When = When()
    quantities: tuple[Quantity, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    sources: tuple[Source, ...] = ()
    certainty: Certainty = "certain"
    status: Status = "occurred"
    event: str | None = None
    notes: tuple[Span, ...] = ()
    why: dict[str, str] = {}


class Attribution(Struct, frozen=True, kw_only=True):
    """Somebody says something: who, by which cue, and the stretches of content."""

    source: Span | None = None
    cue: Span | None = None
    content: tuple[Span, ...] = ()
    quoted: bool = False


class Predicate(Span, frozen=True, kw_only=True):
    """An event-denoting word and how certain the author presents it: -3 (did not happen) to 3 (happened)."""

    lemma: str
    factuality: float


class Record(Struct, frozen=True, kw_only=True):
    """What reading one report yields: its claims, and the layers they stand on."""

    report: Report
    claims: tuple[Claim, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    places: tuple[Place, ...] = ()
    actors: tuple[ActorMention, ...] = ()
    predicates: tuple[Predicate, ...] | None = None
    version: str | None = None


# ---------------------------------------------------------------- events


class EventParticipant(Struct, frozen=True, kw_only=True):
    """An actor or recipient of an event, with the claims that name it."""

    role: Literal["actor", "recipient"]
    name: str | None = None
    entity: str | None = None
    country: str | None = None
    sector: Sector | None = None
    claims: tuple[str, ...] = ()


class EventPlace(Struct, frozen=True, kw_only=True):
    """A place of an event, with the claims that give it."""

    role: PlaceRole | None = None
    name: str | None = None
    country: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonameid: int | None = None
    precision: Precision | None = None
    claims: tuple[str, ...] = ()


class EventTime(Struct, frozen=True, kw_only=True):
    """When an event happened, as far as its claims agree, with the claims that say so."""

    earliest: str | None = None
    latest: str | None = None
    grain: Grain = "unknown"
    claims: tuple[str, ...] = ()


class Origin(Struct, frozen=True, kw_only=True):
    """One independent origin of an event's claims, and why it counts as one.

    ``denies`` is true where this origin says that the event did not happen.
    """

    name: str
    kind: SourceKind | None = None
    reports: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    why: str = ""
    denies: bool = False


class Figure(Struct, frozen=True, kw_only=True):
    """One figure and its owner: what was said, by whom, from which origin, in which report, on which day."""

    min: float | None = None
    best: float | None = None
    max: float | None = None
    approximate: bool = False
    unit: str | None = None
    text: str = ""
    certainty: Certainty = "certain"
    source: str | None = None
    origin: str | None = None
    report: str
    claim: str
    reported_at: str | None = None


class FigureSet(Struct, frozen=True, kw_only=True):
    """All figures of one kind for one event: each kept, their range, and the newest."""

    figures: tuple[Figure, ...] = ()
    range: tuple[float | None, float | None] = (None, None)
    latest: Figure | None = None
    latest_by_origin: dict[str, Figure] = {}


class Event(Struct, frozen=True, kw_only=True):
    """Many claims fused: what they agree on, how many independent origins say so, and how it stands."""

    id: str
    type: Type
    mode: str | None = None
    participants: tuple[EventParticipant, ...] = ()
    places: tuple[EventPlace, ...] = ()
    time: EventTime = EventTime()
    claims: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    origins: tuple[Origin, ...] = ()
    quantities: dict[str, FigureSet] = {}
    standing: StandingWord = "single-source"
    why: str = ""
    contested_about: tuple[ContestedAbout, ...] = ()
    part_of: str | None = None
    first_reported: str | None = None
    last_reported: str | None = None


# ---------------------------------------------------------------- making and checking


class SpanError(ValueError):
    """A span whose words are not the report's words at its offsets."""


def content_id(text: str) -> str:
    """Return the id of a report that was given none: the first 16 hex digits of the SHA-256 of its text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def claim_id(report_id: str, *, type: str, trigger: Span, evidence: Span, nth: int = 0) -> str:
    """Return a claim's id: the same for the same report, type and words; ``nth`` parts claims alike in all three."""
    key = f"{type}|{trigger.start}|{trigger.text}|{evidence.text}|{nth}"
    return f"{report_id}#{hashlib.sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()[:10]}"


def span_of(text: str, start: int, end: int) -> Span:
    """Return the span of ``text`` from ``start`` to ``end``; raise `SpanError` if it is empty or outside."""
    if not 0 <= start < end <= len(text):
        raise SpanError(f"no words at {start}:{end} in a text of {len(text)} characters")
    return Span(text=text[start:end], start=start, end=end)


def spans_in(value: Any) -> Iterator[tuple[str, int, int]]:
    """Yield (words, start, end) of every span inside a struct or a tuple."""
    if isinstance(value, (tuple, list)):
        for inner in value:
            yield from spans_in(inner)
    elif isinstance(value, Struct):
        if isinstance(value, (Span, When)) and value.text is not None and None not in (value.start, value.end):
            yield value.text, value.start, value.end  # type: ignore[misc]
        for name in _fields_with_structs(type(value)):
            yield from spans_in(getattr(value, name))


@cache
def _fields_with_structs(struct: type[Struct]) -> tuple[str, ...]:
    """Return the fields in which further structs may stand: those whose types name one of this module's."""
    return tuple(name for name, hint in get_type_hints(struct).items() if __name__ in str(hint))


def check_record(record: Record) -> None:
    """Raise `SpanError` unless every span of the record carries exactly the report's words at its offsets."""
    text = record.report.text
    for words, start, end in spans_in(record):
        if not 0 <= start < end <= len(text) or text[start:end] != words:
            raise SpanError(f"report {record.report.id}: {words!r} does not stand at {start}:{end}")
    for claim in record.claims:
        inside = claim.evidence.start <= claim.trigger.start and claim.trigger.end <= claim.evidence.end
        if not inside:
            raise SpanError(f"claim {claim.id}: trigger outside its evidence")


_encoder = msgspec.json.Encoder()
_record_decoder = msgspec.json.Decoder(Record)
_event_decoder = msgspec.json.Decoder(Event)


def to_json(value: msgspec.Struct) -> bytes:
    """Return one line of JSON, without its newline."""
    return _encoder.encode(value)


def record_from_json(line: bytes | str) -> Record:
    """Return the record in one line of JSON; raise `msgspec.ValidationError` or `SpanError` if it is not one."""
    record = _record_decoder.decode(line)
    check_record(record)
    return record


def event_from_json(line: bytes | str) -> Event:
    """Return the event in one line of JSON; raise `msgspec.ValidationError` if it is not one."""
    return _event_decoder.decode(line)


def claims_of(records: Iterable[Record]) -> Iterator[tuple[Report, Claim]]:
    """Yield every claim with its report, in order."""
    for record in records:
        for claim in record.claims:
            yield record.report, claim


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of the record and of the event, under ``$defs``."""
    _, defs = msgspec.json.schema_components((Record, Event), ref_template="#/$defs/{name}")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:whosays:record:{SCHEMA_VERSION}",
        "title": "whosays record",
        "$ref": "#/$defs/Record",
        "$defs": defs,
    }
