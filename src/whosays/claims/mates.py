"""Dates shared between claims: an undated claim takes the date that its report gives the same happening elsewhere."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date

import msgspec
from spacy.tokens import Doc, Token

from whosays.claims.clauses import clause_of_token
from whosays.reading.syntax import text_of
from whosays.record import Claim, When

# Acts of one fight, told in the same paragraph, happened on the same day unless the words say otherwise.
FORCE = {"ASSAULT", "CONTROL", "LOSSES", "COERCE", "RETREAT", "MOBILIZE"}
_SCENE = FORCE | {"PROTEST", "CONSULT"}
# What is said or decided about an event comes after it.
REACTIONS = {
    "ACCUSE", "REQUEST", "REJECT", "SUPPORT", "THREATEN", "AGREE", "CONCEDE", "CONSULT", "AID", "SANCTION",
}  # fmt: skip
# The event that a report is about stands among its first claims and is news: both calibrated on own news examples
# and on the development half of the gold claims.
_LEAD_CLAIMS, _NEWS_DAYS, _SCENE_DAYS = 3, 10, 31
_LASTING = frozenset(("offensive", "siege"))  # acts that go on from the day of their beginning
_FIGHT = {"ASSAULT", "LOSSES", "COERCE", "CONTROL", "RETREAT"}
# Sentences within which the one day of a report's fight is taken: changes nothing on the gold claims (the whole report
# made three worse and none better), and dates eight more of 302 incidents rightly.
_ONE_DAY_REACH = 4
# Characters between an attack and its toll, as claims/incidents.py joins them. With the bearer's own day, nine more of
# 302 incidents are dated rightly and no gold claim is dated worse; without asking for a clause free of words of time
# and of the past perfect, eight gold claims were.
_TOLL_REACH = 500
Stretch = tuple[int, int]


def share_times(
    claims: Sequence[Claim], doc: Doc, published: date | None = None, times: Sequence[Stretch] = ()
) -> tuple[Claim, ...]:
    """Return the claims with dates shared: what stands undated takes, in this order,

    the date of a claim of the same event (`Claim.event`); for a loss or an act of force in the simple past, the date
    of the nearest act of force before it in its paragraph; for acts of force in an offensive or siege whose one
    beginning the report dates, that day as earliest; for any act of force, the one day of which a report tells acts of
    force, if one of them stands near; for an attack, the recent day of its toll or of what befell its bearer; for a
    reaction, the day of the lead event as its earliest. A claim with words of its own for its time is never changed,
    nor is a plan or a state.
    """
    shared = _from_events(claims)
    shared = _from_paragraph(shared, doc, published)
    shared = _from_beginning(shared, doc, published)
    shared = _from_one_day(shared, doc, published)
    shared = _from_toll(shared, doc, published, times)
    return _after_lead(shared, published)


def _is_donor(claim: Claim) -> bool:
    time = claim.time
    return time.text is not None and time.earliest is not None and time.latest is not None


def _takes(claim: Claim) -> bool:
    return claim.time.text is None and claim.status == "occurred" and claim.time.earliest is None


def _with(claim: Claim, earliest: str | None, latest: str | None, donor: When) -> Claim:
    grain = donor.grain if latest == donor.latest else "day" if earliest == latest else "unknown"
    return msgspec.structs.replace(claim, time=When(earliest=earliest, latest=latest, grain=grain))


def _from_events(claims: Sequence[Claim]) -> list[Claim]:
    donors: dict[str, list[Claim]] = {}
    for claim in claims:
        if claim.event is not None and _is_donor(claim):
            donors.setdefault(claim.event, []).append(claim)
    shared = []
    for claim in claims:
        mates = [d for d in donors.get(claim.event or "", []) if d.status == claim.status]
        undated = claim.time.text is None and claim.status in ("occurred", "planned")
        if undated and mates:
            best = min(mates, key=lambda d: (_days(d.time), abs(d.trigger.start - claim.trigger.start)))
            claim = _with(claim, best.time.earliest, best.time.latest, best.time)
        shared.append(claim)
    return shared


def _days(time: When) -> int:
    if time.earliest is None or time.latest is None:
        return 10**6
    return (date.fromisoformat(time.latest) - date.fromisoformat(time.earliest)).days


def _from_paragraph(claims: Sequence[Claim], doc: Doc, published: date | None) -> list[Claim]:
    words = [_word(claim, doc) for claim in claims]
    breaks = [match.start() + 2 for match in re.finditer("\n\n", text_of(doc))]
    paragraphs = [bisect_right(breaks, claim.trigger.start) for claim in claims]
    members: dict[int, list[int]] = {}
    for index, paragraph in enumerate(paragraphs):
        members.setdefault(paragraph, []).append(index)
    shared = []
    for index, claim in enumerate(claims):
        word = words[index]
        if (
            word is not None
            and _takes(claim)
            and claim.type in FORCE
            and (claim.type == "LOSSES" or not _is_perfect(word))
        ):
            scene = [
                (abs(claims[j].trigger.start - claim.trigger.start), j)
                for j in members[paragraphs[index]]
                if j != index and _is_scene(claims[j], words[j], word) and _is_near(claims[j].time, published)
            ]
            if scene:
                donor = claims[min(scene)[1]].time
                claim = _with(claim, donor.earliest, donor.latest, donor)
        shared.append(claim)
    return shared


def _from_one_day(claims: Sequence[Claim], doc: Doc, published: date | None) -> list[Claim]:
    """Date acts of force by the one recent day of which the report tells any, unless it dates another otherwise."""
    dated = [c for c in claims if c.type in _FIGHT and c.status == "occurred" and c.time.text is not None]
    days = {(c.time.earliest, c.time.latest) for c in dated}
    first, last = days.pop() if len(days) == 1 else (None, None)
    if first is None or first != last or published is None:
        return list(claims)
    if (published - date.fromisoformat(first)).days > _NEWS_DAYS:
        return list(claims)
    starts = [s.start_char for s in doc.sents]
    told = [bisect_right(starts, c.trigger.start) for c in dated]
    return [
        _with(c, first, last, dated[0].time)
        if _takes(c)
        and c.type in _FIGHT
        and not _was_before(c, doc)
        and min(abs(bisect_right(starts, c.trigger.start) - t) for t in told) <= _ONE_DAY_REACH
        else c
        for c in claims
    ]


def _from_toll(claims: Sequence[Claim], doc: Doc, published: date | None, times: Sequence[Stretch]) -> list[Claim]:
    """Date an attack by the recent day of its toll, or of what befell the same bearer."""
    if published is None:
        return list(claims)
    donors = [c for c in claims if c.type in _FIGHT and _is_of_days(c, published)]
    shared = []
    for claim in claims:
        if claim.type == "ASSAULT" and _takes(claim) and _is_told(claim, doc, times):
            found = [(_apart(d, claim), n) for n, d in enumerate(donors) if _is_its_toll(d, claim)]
            if found:
                donor = donors[min(found)[1]].time
                claim = _with(claim, donor.earliest, donor.latest, donor)
        shared.append(claim)
    return shared


def _is_of_days(claim: Claim, published: date) -> bool:
    """Return whether a claim is of one day, or a night, of the last ones before publication."""
    recent = claim.time.latest is not None and (published - date.fromisoformat(claim.time.latest)).days <= _NEWS_DAYS
    return recent and claim.status == "occurred" and _days(claim.time) <= 1


def _is_told(claim: Claim, doc: Doc, times: Sequence[Stretch]) -> bool:
    """Return whether an act is told in the simple past, or by a noun, and its clause has no words of time at all."""
    word = _word(claim, doc)
    if word is None or _is_perfect(word) or word.tag_ in ("VB", "VBG", "VBP", "VBZ"):
        return False
    return not any(start < claim.evidence.end and claim.evidence.start < end for start, end in times)


def _is_its_toll(donor: Claim, claim: Claim) -> bool:
    if _spots(donor) and _spots(claim) and not _spots(donor) & _spots(claim):
        return False
    if _bearers(donor) & _bearers(claim):
        return True
    if _has_victims(donor) and _has_victims(claim) and (donor.event is None or donor.event != claim.event):
        return False  # what befell others is another happening; of a market that is hit others are the toll
    return donor.type == "LOSSES" and _apart(donor, claim) <= _TOLL_REACH


def _apart(donor: Claim, claim: Claim) -> int:
    return max(0, donor.evidence.start - claim.evidence.end, claim.evidence.start - donor.evidence.end)


def _spots(claim: Claim) -> set[str]:
    return {str(p.geonameid or p.name or p.text) for p in claim.places if p.precision != "country"}


def _bearers(claim: Claim) -> set[str]:
    return {p.entity or (p.name or p.text).lower() for p in claim.recipients}


def _has_victims(claim: Claim) -> bool:
    return any(p.sector is not None for p in claim.recipients)


def _from_beginning(claims: Sequence[Claim], doc: Doc, published: date | None) -> list[Claim]:
    """Let acts of force begin with the offensive that a report dates (GUIDELINES 11.11)."""
    begun = [c.time for c in claims if c.mode in _LASTING and _is_news(c, published)]
    if published is None or len({t.earliest for t in begun}) != 1:
        return list(claims)
    first = begun[0].earliest or ""
    return [
        _with(c, first, c.time.latest, begun[0])
        if _takes(c) and c.type in _FIGHT and first <= (c.time.latest or "") and not _was_before(c, doc)
        else c
        for c in claims
    ]


def _was_before(claim: Claim, doc: Doc) -> bool:
    """Return whether a claim tells of what came before; what somebody "said had been taken" is a simple past."""
    word = _word(claim, doc)
    return word is None or _is_perfect(word, reported=bool(claim.sources))


def _word(claim: Claim, doc: Doc) -> Token | None:
    span = doc.char_span(claim.trigger.start, claim.trigger.end, alignment_mode="expand")
    return span.root if span is not None else None


def _is_scene(donor: Claim, its_word: Token | None, word: Token) -> bool:
    """Return whether a dated act stands before the event word, or in its sentence."""
    time = donor.time
    if its_word is None or donor.status != "occurred" or donor.type not in _SCENE or time.grain not in ("day", "week"):
        return False
    same = its_word.sent == word.sent
    dated = _is_donor(donor) or (same and time.earliest is not None and time.latest is not None)
    return dated and (same or its_word.i < word.i)


def _is_near(time: When, published: date | None) -> bool:
    """Return whether a date is of the scene reported, not of the war's beginning or of history."""
    if published is None or time.latest is None:
        return published is None
    return (published - date.fromisoformat(time.latest)).days <= _SCENE_DAYS


def _is_perfect(word: Token, reported: bool = False) -> bool:
    """Return whether the event lies before the time of the telling ("had seized", "have died")."""
    forms = ("has", "have") if reported else ("had", "has", "have")
    return any(c.lower_ in forms and c.dep_ == "aux" for c in clause_of_token(word).children)


def _after_lead(claims: Sequence[Claim], published: date | None) -> tuple[Claim, ...]:
    if published is None:
        return tuple(claims)
    lead = next(
        (c.time for c in claims[:_LEAD_CLAIMS] if c.type in ("ASSAULT", "CONTROL") and _is_news(c, published)), None
    )
    if lead is None or lead.earliest is None:
        return tuple(claims)
    return tuple(
        _with(claim, lead.earliest, claim.time.latest, lead)
        if claim.type in REACTIONS and _takes(claim) and claim.time.latest and claim.time.latest >= lead.earliest
        else claim
        for claim in claims
    )


def _is_news(claim: Claim, published: date | None) -> bool:
    one_day = claim.time.earliest == claim.time.latest
    if published is None or not _is_donor(claim) or not one_day or claim.status != "occurred":
        return False
    return (published - date.fromisoformat(claim.time.earliest or "")).days <= _NEWS_DAYS
