"""The acts of violence that a report tells, one row each: what, when, where, whom it struck, whose it is said to be.

A view over a record's claims; it changes none of them and holds nothing that they do not. Claims of one happening are
one row, with the toll told beside them. Who did it is never one name without its ground: each `Doer` says whether the
report tells it in its own voice, whether somebody says so, accuses or suspects him, holds him for it, or whether he
claims it himself. What an accusation or an arrest says in a sentence of its own counts for the act told just before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal

from whosays.record import Claim, Instrument, Participant, Place, Quantity, Record, Report, Struct, When

# How a doer comes to stand in a row, the plainest first.
Ground = Literal["told", "said", "claims it", "accused", "suspected", "held"]
GROUNDS: tuple[Ground, ...] = ("told", "said", "claims it", "accused", "suspected", "held")
NOT_SO = frozenset(("denied", "improbable", "doubtful"))
# How the reason of a claim's actors begins where they were only arrested for the act (vocab/charges.csv).
ARRESTING = ("arrest", "detain")
HARMS = frozenset(("killed", "wounded", "captured", "missing", "casualties"))
# Characters between an act and the toll, accusation or arrest that belongs to it: some three sentences, as linking.py
# reaches back for "the attack"; set by eye on our own examples, not calibrated.
NEAR = 500
# A report's main act is news: told of the last days before it, or of no day of its own. By eye, as the above.
NEWS_DAYS = 14
FINEST = ("point", "city", "admin2", "admin1", "region", "country", None)


class Doer(Participant, frozen=True, kw_only=True):
    """Who is said to have done it: on what ground, by whose word, and in which claims."""

    ground: Ground
    by: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()


class Incident(Struct, frozen=True, kw_only=True):
    """One act of violence as one report tells it; ``main`` is what the report is mainly about, and ``why`` says why."""

    report: str
    type: str
    mode: str | None = None
    words: str = ""
    doers: tuple[Doer, ...] = ()
    bearers: tuple[Participant, ...] = ()
    places: tuple[Place, ...] = ()
    time: When = When()
    quantities: tuple[Quantity, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    claims: tuple[str, ...] = ()
    main: bool = False
    why: str = ""


def incidents_of(record: Record) -> tuple[Incident, ...]:
    """Return the acts of violence of a report, the main one first and the others in text order.

    Args:
        record: the record of one report.

    Returns:
        None of what is only planned, possible or denied; nothing at all if the report tells no act.
    """
    groups = _with_tolls(_groups(record.claims), record.claims)
    if not groups:
        return ()
    weights = [_weight(record.report, group) for group in groups]
    first = max(range(len(groups)), key=lambda n: (weights[n][0], -n))
    order = [first, *(n for n in range(len(groups)) if n != first)]
    return tuple(
        _incident(record, groups[n], main=n == first, why=weights[n][1], last=_next_start(groups, n)) for n in order
    )


# ---------------------------------------------------------------- which claims are one incident


def _happened(claim: Claim) -> bool:
    return claim.status in ("occurred", "ongoing") and claim.certainty not in NOT_SO


def _groups(claims: Sequence[Claim]) -> list[list[Claim]]:
    """Return the acts that happened, those of one happening or in one clause together."""
    groups: list[list[Claim]] = []
    for claim in claims:
        if claim.type != "ASSAULT" or not _happened(claim):
            continue
        home = next((g for g in groups if any(_is_one(claim, other) for other in g)), None)
        if home is None:
            groups.append([claim])
        else:
            home.append(claim)
    return groups


def _is_one(claim: Claim, other: Claim) -> bool:
    if claim.event is not None and claim.event == other.event:
        return True
    return _overlap(claim, other) and claim.mode in (None, other.mode)


def _overlap(claim: Claim, other: Claim) -> bool:
    return claim.evidence.start < other.evidence.end and other.evidence.start < claim.evidence.end


def _with_tolls(groups: list[list[Claim]], claims: Sequence[Claim]) -> list[list[Claim]]:
    """Add to each act the tolls told with it or after it; tolls without any act are a row of their own."""
    tolls = [c for c in claims if c.type == "LOSSES" and _happened(c)]
    if not groups:
        return [tolls] if tolls else []
    acts = [list(group) for group in groups]
    for toll in tolls:
        apart = [min(_distance(act, toll) for act in group) for group in groups]
        nearest = min(range(len(groups)), key=lambda n: apart[n])
        if apart[nearest] <= NEAR and not _elsewhere(groups[nearest], toll):
            acts[nearest].append(toll)
    return acts


def _distance(act: Claim, other: Claim) -> int:
    return max(0, other.evidence.start - act.evidence.end, act.evidence.start - other.evidence.end)


def _elsewhere(group: Sequence[Claim], toll: Claim) -> bool:
    """Say whether a toll has a place or a day that is not the act's."""
    here, there = _spots(group), _spots([toll])
    days, day = {_day(c) for c in group} - {None}, _day(toll)
    return bool(here and there and not here & there) or bool(days and day and day not in days)


def _spots(claims: Iterable[Claim]) -> set[str]:
    return {str(p.geonameid or p.name or p.text) for c in claims for p in c.places if p.precision != "country"}


def _day(claim: Claim) -> str | None:
    return claim.time.earliest if claim.time.earliest == claim.time.latest else None


def _next_start(groups: Sequence[Sequence[Claim]], n: int) -> int:
    """Return where the next act begins: what is said of the act before it is said by then."""
    end = max(c.evidence.start for c in groups[n])
    return min((c.evidence.start for g in groups for c in g if c.evidence.start > end), default=1 << 60)


# ---------------------------------------------------------------- what a row says


def _weight(report: Report, group: Sequence[Claim]) -> tuple[float, str]:
    """Return how much of the report an act is, and why: often told, early, counted, dated, placed."""
    signs = {f"told {len(group)} times" if len(group) > 1 else "told once": float(min(len(group), 4))}
    if min(c.evidence.start for c in group) <= len(report.text) * 0.3:
        signs["told early"] = 2.0
    if any(q.of in HARMS for c in group for q in c.quantities):
        signs["with its toll"] = 1.0
    if _spots(group):
        signs["with its place"] = 1.0
    days = [c.time for c in group if c.time.text is not None and c.time.latest]
    if days and report.published:
        age = (date.fromisoformat(report.published[:10]) - date.fromisoformat(str(days[0].latest))).days
        signs["of these days" if age <= NEWS_DAYS else "long before"] = 1.0 if age <= NEWS_DAYS else -3.0
    return sum(signs.values()), ", ".join(signs)


def _incident(record: Record, group: list[Claim], *, main: bool, why: str, last: int) -> Incident:
    acts = [c for c in group if c.type == "ASSAULT"] or group
    best = max(acts, key=lambda c: (c.mode is not None, len(c.actors) + len(c.recipients), -c.trigger.start))
    return Incident(
        report=record.report.id,
        type=best.type,
        mode=best.mode,
        words=best.evidence.text,
        doers=_doers(group, acts, record.claims, last),
        bearers=_once(p for c in group for p in c.recipients),
        places=_places(group),
        time=_time(group),
        quantities=_counts(group),
        instruments=tuple({i.text.lower(): i for c in group for i in c.instruments}.values()),
        claims=tuple(c.id for c in group),
        main=main,
        why=why,
    )


def _once(parties: Iterable[Participant]) -> tuple[Participant, ...]:
    return tuple({_key(p): p for p in reversed(list(parties))}.values())[::-1]


def _key(party: Participant) -> str:
    return party.entity or (party.name or party.text).lower()


def _places(group: Sequence[Claim]) -> tuple[Place, ...]:
    """Return where it happened, the most exact first; a country only where nothing nearer is known."""
    places = {str(p.geonameid or p.name or p.text): p for c in group for p in c.places if p.role == "at"}
    ranked = sorted(places.values(), key=lambda p: FINEST.index(p.precision))
    return tuple(p for p in ranked if p.precision != "country") or tuple(ranked[:1])


def _time(group: Sequence[Claim]) -> When:
    """Return the narrowest time of the claims, one in words before one that is worked out."""
    bound = [c.time for c in group if c.time.earliest and c.time.latest]
    if not bound:
        return next((c.time for c in group if c.time.latest), When())
    return min(bound, key=lambda t: (_days(t), t.text is None))


def _days(time: When) -> int:
    return (date.fromisoformat(str(time.latest)) - date.fromisoformat(str(time.earliest))).days


def _counts(group: Sequence[Claim]) -> tuple[Quantity, ...]:
    """Return the figures of harm, the highest of each kind: a report's total stands over its parts."""
    found: dict[str, Quantity] = {}
    for one in (q for c in group for q in c.quantities if q.of in HARMS):
        if one.of not in found or _size(one) > _size(found[one.of]):
            found[one.of] = one
    return tuple(found.values())


def _size(quantity: Quantity) -> float:
    return next((v for v in (quantity.best, quantity.min, quantity.max) if v is not None), 0.0)


# ---------------------------------------------------------------- whose it is said to be


def _doers(group: list[Claim], acts: list[Claim], claims: Sequence[Claim], last: int) -> tuple[Doer, ...]:
    own = sorted((_doer(c, party) for c in acts for party in c.actors), key=lambda d: GROUNDS.index(d.ground))
    found: list[Doer] = []
    end = max(c.evidence.end for c in group)
    for claim in claims:
        near = any(_overlap(claim, act) for act in acts) or 0 <= claim.evidence.start - end <= NEAR
        if not near or claim.evidence.start >= last or claim.certainty in NOT_SO or claim.status != "occurred":
            continue
        if claim.type == "ACCUSE" and claim.mode in (None, "allege") and not _bears_any(group, claim):
            found += [_named(p, "accused", claim, tuple(a.text for a in claim.actors)) for p in claim.recipients]
        elif claim.type == "COERCE" and claim.mode == "arrest" and any(_overlap(claim, act) for act in acts):
            found += [_named(p, "held", claim, tuple(a.text for a in claim.actors)) for p in claim.recipients]
    rows: dict[str, Doer] = {}
    for doer in own + found:
        rows.setdefault(_key(doer), doer)
    return tuple(rows.values())


def _bears_any(group: Sequence[Claim], claim: Claim) -> bool:
    """Say whether whoever is "accused" is the one who bore the act: who suffered is not accused of it."""
    borne = {_key(p) for c in group for p in c.recipients}
    return any(_key(p) in borne for p in claim.recipients)


def _doer(claim: Claim, party: Participant) -> Doer:
    # An unnamed source is known by its word alone ("reportedly", "is accused"), and nobody.
    by = tuple(s.name or s.text for s in claim.sources if s.cue is None or s.cue.start != s.start)
    own = any((s.entity is not None and s.entity == party.entity) or s.text == party.text for s in claim.sources)
    if own:
        return _named(party, "claims it", claim, ())
    why = claim.why.get("actors", "")
    if any(f'accused by "{word}' in why for word in ARRESTING):
        return _named(party, "held", claim, by)
    if "accused by" in why and claim.sources:
        return _named(party, "accused" if claim.certainty == "certain" else "suspected", claim, by)
    if claim.certainty != "certain":
        return _named(party, "suspected", claim, by)
    return _named(party, "said" if by else "told", claim, by)


def _named(party: Participant, ground: Ground, claim: Claim, by: tuple[str, ...]) -> Doer:
    return Doer(
        text=party.text, start=party.start, end=party.end, name=party.name, entity=party.entity,
        country=party.country, sector=party.sector, ground=ground, by=by, claims=(claim.id,),
    )  # fmt: skip
