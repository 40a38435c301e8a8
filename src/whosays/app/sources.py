"""Sources: what each said, of whom, and what became of it later."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

from whosays.app.case import Case
from whosays.app.rows import claim_row
from whosays.casebook import Casebook
from whosays.casebook.ratings import Rating, source_keys
from whosays.exports.selection import Selection
from whosays.record import Claim, Event, Report

Row = dict[str, Any]
# Sentences of one source on its page; the count tells of the others.
MOST_CLAIMS = 200
MOST_NAMED = 12


def current_ratings(case: Case) -> dict[str, list[Rating]]:
    """Return every rating by its source's key, the newest first."""
    found: dict[str, list[Rating]] = defaultdict(list)
    with Casebook(case.path, create=False) as casebook:
        for rating in casebook.ratings():
            found[rating.source].insert(0, rating)
    return found


def source_rows(case: Case, known: str | None, keys: list[str]) -> list[Row]:
    """Return sources with how many claims rest on each and how they are rated."""
    said, names = case.columns(known).overview.said()
    ratings = current_ratings(case)
    return [
        {"key": key, "name": names[key], "n_claims": len(said[key]),
         "n_reports": len({report.id for report, _ in said[key]}), "kind": _kind(said[key]),
         "grade": ratings[key][0].reliability if ratings.get(key) else None}
        for key in keys
    ]  # fmt: skip


def _kind(claims: list[tuple[Report, Claim]]) -> str:
    report, claim = claims[0]
    _, keys = source_keys(report, claim)
    speaker = next(
        (one for one in reversed(claim.sources) if keys[0] in (one.entity, (one.name or "").casefold())), None
    )
    return speaker.kind if speaker else "outlet"


def source_page(case: Case, key: str, known: str | None) -> Row | None:
    """Return all that is known of a source; None where no claim rests on it."""
    held = case.known(known)
    said, names = case.columns(known).overview.said()
    key = key if key in said else key.casefold()
    claims = said.get(key)
    if not claims:
        return None
    of_whom = Counter(one.name for _, claim in claims for one in {*claim.actors, *claim.recipients} if one.name)
    outlets = Counter(report.publisher for report, _ in claims if report.publisher)
    newest = sorted(claims, key=lambda pair: (pair[0].published or "", pair[1].id), reverse=True)
    return {
        "key": key,
        "name": names[key],
        "kind": _kind(claims),
        "n_claims": len(claims),
        "n_reports": len({report.id for report, _ in claims}),
        "outlets": [name for name, _ in outlets.most_common()],
        "of_whom": [{"name": name, "n": n} for name, n in of_whom.most_common(MOST_NAMED)],
        "became": became(held, claims),
        "claims": [
            claim_row(report, claim, held.event_by_claim.get(claim.id)) for report, claim in newest[:MOST_CLAIMS]
        ],
        "ratings": [
            {"grade": one.reliability, "by": one.author, "at": one.at, "why": one.why}
            for one in current_ratings(case).get(key, [])
        ],
    }  # fmt: skip


def became(held: Selection, claims: list[tuple[Report, Claim]]) -> dict[str, list[str]]:
    """Return the events that a source told, by what others said of them after it.

    Corroborated: an origin that does not rest on its claims says the same in a later report. Denied: one denies it
    later. Contested: the event is, as it stands. Alone: none of these. An event may be in several.
    """
    own = {claim.id for _, claim in claims}
    first: dict[str, str] = {}
    events: dict[str, Event] = {}
    for report, claim in claims:
        event = held.event_by_claim.get(claim.id)
        if event is not None:
            events[event.id] = event
            first[event.id] = min(first.get(event.id, "9999"), report.published or "9999")
    found: dict[str, list[str]] = {"corroborated": [], "contested": [], "denied": [], "alone": []}
    for event in events.values():
        later = [
            origin
            for origin in event.origins
            if own.isdisjoint(origin.claims) and _day_of(held, origin.reports) > first[event.id]
        ]
        what = []
        if any(not origin.denies for origin in later):
            what.append("corroborated")
        if any(origin.denies for origin in later):
            what.append("denied")
        if event.standing == "contested":
            what.append("contested")
        for word in what or ["alone"]:
            found[word].append(event.id)
    return found


def _day_of(held: Selection, reports: tuple[str, ...]) -> str:
    """Return the day of the first of some reports; the empty string where none has one."""
    days = [held.report_by_id[report].published for report in reports if report in held.report_by_id]
    return min((day for day in days if day), default="")
