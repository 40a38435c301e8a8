"""What stands of a model's proposals: those whose words are the report's and whose values are of the vocabulary."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import msgspec

from whosays.errors import ReportError
from whosays.proposing.endpoint import json_in
from whosays.proposing.prompt import modes_by_type
from whosays.proposing.resolving import Resolving
from whosays.record import (
    Certainty,
    Claim,
    PlaceRole,
    Quantity,
    QuantityKind,
    Record,
    SourceKind,
    Span,
    Status,
    Type,
    check_record,
    claim_id,
)
from whosays.vocab.readers import PROPOSED

# Evidence is a sentence: the built-in reader's longest over the example reports has 198 code points (November 2026).
# Four times that leaves room for long sentences and keeps out whole reports.
MAX_EVIDENCE = 800
# A report that makes more claims than this is none; the rest of such an answer is refused.
MOST_CLAIMS = 300
_REASON = re.compile(r" - at `\$?\.?(.*)`$")


class NamedPlace(msgspec.Struct):
    """A place as a model points at it."""

    text: str
    role: PlaceRole | None = None


class NamedQuantity(msgspec.Struct):
    """A number as a model points at it."""

    text: str
    of: QuantityKind


class NamedSource(msgspec.Struct):
    """Who says so, as a model points at it."""

    text: str
    kind: SourceKind = "unspecified"
    cue: str | None = None
    anonymous: bool = False


class Proposal(msgspec.Struct):
    """One claim as a model proposes it: words to be found, and values of the vocabulary."""

    evidence: str
    trigger: str
    type: Type
    mode: str | None = None
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    places: tuple[NamedPlace, ...] = ()
    time: str | None = None
    quantities: tuple[NamedQuantity, ...] = ()
    instruments: tuple[str, ...] = ()
    sources: tuple[NamedSource, ...] = ()
    certainty: Certainty = "certain"
    status: Status = "occurred"


@dataclass(frozen=True)
class Refusal:
    """A proposal that does not stand: the words it was about, and why."""

    words: str
    reason: str


@dataclass(frozen=True)
class Proposed:
    """What a model proposed for one report: the record of what stands, and what was refused."""

    record: Record
    refused: tuple[Refusal, ...] = field(default=())


class RefusedError(ValueError):
    """A proposal that the report's words do not bear out."""


def check(answer: str, read: Record, *, model: str) -> Proposed:
    """Return what stands of a model's answer on a report; raise `ReportError` L004 where it holds no list of claims.

    A proposal is refused whole for one wrong field: what was made up once is not trusted elsewhere.
    """
    report = read.report
    said = json_in(answer)
    proposals = said.get("claims") if isinstance(said, dict) else None
    if not isinstance(proposals, list):
        raise ReportError("L004", item=report.id, detail="no JSON object with a list of claims")
    published = date.fromisoformat(report.published[:10]) if report.published else None
    resolving = Resolving(read, published)
    claims: dict[str, Claim] = {}
    refused = []
    for number, proposal in enumerate(proposals):
        try:
            if number >= MOST_CLAIMS:
                raise RefusedError(f"more than {MOST_CLAIMS} claims")
            claim = _claim(proposal, resolving, model)
            if claim.id in claims:
                raise RefusedError("proposed twice")
            check_record(Record(report=report, claims=(claim,)))
        except ValueError as error:
            refused.append(Refusal(_words_of(proposal), _reason(error)))
        else:
            claims[claim.id] = claim
    kept = tuple(sorted(claims.values(), key=lambda claim: (claim.evidence.start, claim.trigger.start, claim.type)))
    return Proposed(Record(report=report, claims=kept, version=reader_of(model)), tuple(refused))


def reader_of(model: str) -> str:
    """Return the ``version`` that marks a record as a model's proposals."""
    try:
        ours = version("whosays")
    except PackageNotFoundError:
        ours = "unknown"
    return f"{PROPOSED}{model}, checked by whosays {ours}"


def _claim(given: Any, resolving: Resolving, model: str) -> Claim:
    """Return the claim that a proposal makes of the report's words; raise `ValueError` where it makes none."""
    proposal = msgspec.convert(given, Proposal)
    if proposal.mode is not None and proposal.mode not in modes_by_type()[proposal.type]:
        raise RefusedError(f"'{proposal.mode[:40]}' is no mode of {proposal.type}")
    evidence = resolving.evidence(proposal.evidence)
    if evidence is None:
        raise RefusedError("evidence: its words do not stand in the report")
    if evidence.end - evidence.start > MAX_EVIDENCE:
        raise RefusedError("evidence: longer than a sentence")
    trigger = resolving.inside(proposal.trigger, evidence)
    if trigger is None:
        raise RefusedError("trigger: its words do not stand in the evidence")
    return Claim(
        id=claim_id(resolving.report.id, type=proposal.type, trigger=trigger, evidence=evidence),
        evidence=evidence,
        trigger=trigger,
        type=proposal.type,
        mode=proposal.mode,
        actors=tuple(resolving.party(span) for span in _spans("actors", proposal.actors, resolving, evidence)),
        recipients=tuple(
            resolving.party(span) for span in _spans("recipients", proposal.recipients, resolving, evidence)
        ),
        places=tuple(
            resolving.place(_span("places", place.text, resolving, evidence), place.role) for place in proposal.places
        ),
        time=resolving.when(_span("time", proposal.time, resolving, evidence) if proposal.time else None),
        quantities=tuple(
            _found("quantities", resolving.quantity(_span("quantities", one.text, resolving, evidence), one.of))
            for one in proposal.quantities
        ),
        instruments=tuple(
            resolving.instrument(span) for span in _spans("instruments", proposal.instruments, resolving, evidence)
        ),
        sources=tuple(
            resolving.source(
                _span("sources", one.text, resolving, evidence),
                kind=one.kind,
                anonymous=one.anonymous,
                cue=_span("cue", one.cue, resolving, evidence) if one.cue else None,
                evidence=evidence,
            )
            for one in proposal.sources
        ),
        certainty=proposal.certainty,
        status=proposal.status,
        why={"type": f"{PROPOSED}{model}"},
    )


def _span(name: str, words: str, resolving: Resolving, evidence: Span) -> Span:
    found = resolving.near(words, evidence)
    if found is None:
        raise RefusedError(f"{name}: its words do not stand in the report")
    return found


def _spans(name: str, words: Iterable[str], resolving: Resolving, evidence: Span) -> list[Span]:
    return [_span(name, one, resolving, evidence) for one in words]


def _found(name: str, value: Quantity | None) -> Quantity:
    if value is None:
        raise RefusedError(f"{name}: its words are no number")
    return value


def _words_of(proposal: Any) -> str:
    words = proposal.get("evidence") if isinstance(proposal, dict) else None
    return " ".join(str(words or "").split())[:120]


def _reason(error: ValueError) -> str:
    """Return why in words that do not repeat what a model made up: kinds of refusal are counted."""
    words = str(error)
    if isinstance(error, msgspec.ValidationError):
        field_ = _REASON.search(words)
        name = re.sub(r"\[.*", "", field_[1]) if field_ else ""
        return f"{name or 'the claim'}: not as the vocabulary has it"
    return words
