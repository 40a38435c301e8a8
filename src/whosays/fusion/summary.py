"""What the claims of one event agree on: parties, places, time, figures; every value with the claims it rests on."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from whosays.fusion.figures import figure_set
from whosays.fusion.origins import Statement, origins_of
from whosays.fusion.standing import standing_of
from whosays.fusion.views import day_number, fold
from whosays.record import (
    Claim,
    Event,
    EventParticipant,
    EventPlace,
    EventTime,
    Figure,
    FigureSet,
    Origin,
    Participant,
    Place,
    PlaceRole,
)


def event_id(claims: Iterable[Statement]) -> str:
    """Return an event's id: a hash of its earliest claim, by publication then by claim id.

    Later reports leave it as it is; an earlier report found later changes it.
    """
    return id_from(min((s.report.published or "9999", s.claim.id) for s in claims)[1])


def id_from(claim_id: str) -> str:
    """Return the id of an event whose earliest claim is given by its id."""
    return "e" + hashlib.sha256(claim_id.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _party_key(party: Participant) -> str:
    return party.entity or fold(party.name) or f"{party.country}/{party.sector}/{fold(party.text)}"


def _participants(claims: Sequence[Claim]) -> tuple[EventParticipant, ...]:
    rows: dict[tuple[str, str], list[tuple[Participant, str]]] = defaultdict(list)
    for claim in claims:
        for actor in claim.actors:
            rows["actor", _party_key(actor)].append((actor, claim.id))
        for recipient in claim.recipients:
            rows["recipient", _party_key(recipient)].append((recipient, claim.id))
    found = []
    for (role, _), mentions in rows.items():
        named = next((p for p, _ in mentions if p.name), mentions[0][0])
        found.append(
            EventParticipant(
                role="actor" if role == "actor" else "recipient",
                name=named.name or named.text,
                entity=next((p.entity for p, _ in mentions if p.entity), None),
                country=next((p.country for p, _ in mentions if p.country), None),
                sector=next((p.sector for p, _ in mentions if p.sector), None),
                claims=tuple(sorted({claim for _, claim in mentions})),
            )
        )
    return tuple(sorted(found, key=lambda p: (p.role, -len(p.claims), p.name or "")))


def _places(claims: Sequence[Claim]) -> tuple[EventPlace, ...]:
    rows: dict[tuple[PlaceRole | None, str], list[tuple[Place, str]]] = defaultdict(list)
    for claim in claims:
        for place in claim.places:
            rows[place.role, str(place.geonameid or fold(place.name or place.text))].append((place, claim.id))
    found = []
    for (role, _), mentions in rows.items():
        best = next((p for p, _ in mentions if p.lat is not None), mentions[0][0])
        found.append(
            EventPlace(
                role=role,
                name=best.name or best.text,
                country=best.country,
                admin1=best.admin1,
                lat=best.lat,
                lon=best.lon,
                geonameid=best.geonameid,
                precision=best.precision,
                claims=tuple(sorted({claim for _, claim in mentions})),
            )
        )
    return tuple(sorted(found, key=lambda p: (-len(p.claims), p.role or "", p.name or "")))


def _time(claims: Sequence[Claim]) -> EventTime:
    """Return the days that all dated claims allow; where they allow none, the interval that most of them give."""
    dated = [c for c in claims if c.time.earliest or c.time.latest]
    if not dated:
        return EventTime()
    first = max((c.time.earliest for c in dated if c.time.earliest), default=None)
    last = min((c.time.latest for c in dated if c.time.latest), default=None)
    if first is not None and last is not None and first > last:
        counts = Counter((c.time.earliest, c.time.latest) for c in dated)
        first, last = max(counts, key=lambda t: (counts[t], t[0] or "", t[1] or ""))
    dated = [
        c for c in dated if (c.time.earliest or "") <= (last or "9999") and (c.time.latest or "9999") >= (first or "")
    ]
    exact = first is not None and last is not None
    grains = [c.time.grain for c in dated if (c.time.earliest, c.time.latest) == (first, last)]
    grain = grains[0] if grains else "day" if exact and first == last else "unknown"
    return EventTime(earliest=first, latest=last, grain=grain, claims=tuple(sorted(c.id for c in dated)))


def _figures(statements: Sequence[Statement], origins: Sequence[Origin]) -> dict[str, FigureSet]:
    origin_of = {claim: o.name for o in reversed(origins) for claim in o.claims}
    kinds: dict[str, list[Figure]] = defaultdict(list)
    for s in statements:
        speaker = s.claim.sources[-1] if s.claim.sources else None
        for q in s.claim.quantities:
            kinds[q.of].append(
                Figure(
                    min=q.min,
                    best=q.best,
                    max=q.max,
                    approximate=q.approximate,
                    unit=q.unit,
                    text=q.text,
                    certainty=s.claim.certainty,
                    source=(speaker.name or speaker.text) if speaker else None,
                    origin=origin_of.get(s.claim.id),
                    report=s.report.id,
                    claim=s.claim.id,
                    reported_at=s.report.published,
                )
            )
    return {kind: figure_set(kinds[kind]) for kind in sorted(kinds)}


def _mode(claims: Sequence[Claim]) -> str | None:
    counts = Counter(c.mode for c in claims if c.mode is not None)
    return min(counts, key=lambda m: (-counts[m], m)) if counts else None


def event_of(own: Sequence[Statement], tolls: Sequence[Statement] = (), act: Sequence[Statement] = ()) -> Event:
    """Return the event of some claims; ``tolls`` are claims of the losses it caused, ``act`` of the act that caused it.

    Who reports an act's toll reports the act: reports, origins and figures count the tolls too, ``claims`` does not.
    """
    order = sorted(own, key=lambda s: s.order)
    losses = sorted(tolls, key=lambda s: s.order)
    both = [*order, *losses]
    claims = [s.claim for s in order]
    asserted = [c for c in claims if c.certainty != "denied"] or claims
    origins = origins_of(both)
    standing = standing_of(origins, [*order, *(s for s in losses if s.claim.certainty != "denied")])
    reported = sorted(s.report.published for s in both if day_number(s.report.published) and s.report.published)
    return Event(
        id=event_id(own),
        type=claims[0].type,
        mode=_mode(asserted),
        participants=_participants(asserted),
        places=_places(asserted),
        time=_time(asserted),
        claims=tuple(c.id for c in claims),
        reports=tuple(sorted({s.report.id for s in both})),
        origins=tuple(origins),
        quantities=_figures(both, origins),
        standing=standing.word,
        why=standing.why,
        contested_about=standing.about,
        part_of=event_id(act) if act else None,
        first_reported=reported[0] if reported else None,
        last_reported=reported[-1] if reported else None,
    )
