"""Choosing from the casebook: the claims that meet a filter, and the events they belong to."""

from __future__ import annotations

from typing import Any

import msgspec

from whosays.casebook import Casebook
from whosays.casebook.addresses import name_of
from whosays.casebook.verdicts import Verdict, claim_at, standing_verdicts
from whosays.errors import UsageError
from whosays.exports.selection import Selection
from whosays.record import Event, Record


def selection_of(
    casebook: str,
    conditions: dict[str, Any],
    *,
    known_on: str | None = None,
    as_of: str | None = None,
    title: str | None = None,
) -> Selection:
    """Return the records, cut down to the claims that meet the conditions, and every event that one of them is of.

    An event is shown with all its claims: a filter chooses events, it does not change how they stand. ``known_on`` is
    by the days of publication, ``as_of`` by those of the casebook.
    """
    with Casebook(casebook, create=False) as case:
        records = [
            record
            for record in case.records(as_of=as_of)
            if known_on is None or (record.report.published or "")[:10] <= known_on
        ]
        events = list(case.events(as_of=as_of, known_on=known_on))
        if conditions:
            chosen = {hit.claim.id for hit in case.claims(as_of=as_of, **conditions)}
            events = [event for event in events if chosen.intersection(event.claims)]
            shown = {claim for event in events for claim in event.claims} | chosen
            records = [
                msgspec.structs.replace(record, claims=tuple(claim for claim in record.claims if claim.id in shown))
                for record in records
            ]
            records = [record for record in records if record.claims]
        return Selection(
            records=tuple(records), events=tuple(events), title=title or f"Brief on {name_of(casebook)}",
            known_on=known_on, casebook=case.path, credibilities=_credibilities(case, records),
            ratings={rating.source: rating for rating in case.ratings()},
        )  # fmt: skip


def _credibilities(case: Casebook, records: list[Record]) -> dict[str, Verdict]:
    """Return the verdict of a person on how credible a claim is, by the id of the claim that its words make now."""
    by_report = {record.report.id: record for record in records}
    found = {}
    for verdict in standing_verdicts(case.verdicts()):
        if verdict.act == "credibility" and verdict.anchor is not None and verdict.anchor.report in by_report:
            claim = claim_at(by_report[verdict.anchor.report].claims, verdict.anchor)
            if claim is not None:
                found[claim.id] = verdict
    return found


def event_by_id(selection: Selection, event_id: str) -> Event:
    """Return an event by its id or an unmistakable beginning of it; raise `UsageError` U001."""
    found = [event for event in selection.events if event.id.startswith(event_id)]
    if len(found) != 1:
        raise UsageError("U001", item=event_id)
    return found[0]
