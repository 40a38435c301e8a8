"""The filters that every view has, and what they choose of a case."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from fastapi import Query
from pydantic import BaseModel, Field

from whosays.app.case import Case
from whosays.exports.selection import Selection
from whosays.record import Event

DAY = r"^\d{4}-\d{2}-\d{2}$"


class Filters(BaseModel):
    """The board's filters; empty ones choose everything."""

    known: str | None = Field(None, pattern=DAY, description="As known on this day.")
    who: str | None = Field(None, max_length=200, description="An actor or recipient: a name or an alpha-3 country.")
    what: str | None = Field(None, max_length=20, description="A claim type.")
    where: str | None = Field(None, max_length=200, description="A place name.")
    said: str | None = Field(None, max_length=200, description="A speaker, at any step of the chain.")
    sure: str | None = Field(None, max_length=20, description="How sure it is presented.")
    stage: str | None = Field(None, max_length=20, description="occurred, ongoing, planned or hypothetical.")
    standing: str | None = Field(None, max_length=20)
    origins: int = Field(0, ge=0, le=1000, description="Resting on at least this many independent origins.")
    happened_from: str | None = Field(None, pattern=DAY)
    happened_to: str | None = Field(None, pattern=DAY)
    reported_from: str | None = Field(None, pattern=DAY)
    reported_to: str | None = Field(None, pattern=DAY)
    q: str | None = Field(None, max_length=200, description="Words.")
    event: str | None = Field(None, max_length=100, description="One event, by its id.")
    report: str | None = Field(None, max_length=200, description="What one report tells, by its id.")

    def conditions(self) -> dict[str, Any]:
        """Return the conditions of `Casebook.claims` that these filters mean."""
        pairs = {
            "text": self.q, "type": self.what, "place": self.where, "source": self.said, "certainty": self.sure,
            "status": self.stage, "since": self.happened_from, "until": self.happened_to,
            "reported_since": self.reported_from, "reported_until": self.reported_to,
            "report": self.report,
        }  # fmt: skip
        return {name: value for name, value in pairs.items() if value}

    def chooses(self, event: Event) -> bool:
        """Say whether an event meets the conditions on events: who, standing and origins."""
        if self.event and event.id != self.event:
            return False
        if self.standing and event.standing != self.standing:
            return False
        if len(event.origins) < self.origins:
            return False
        if not self.who:
            return True
        wanted = self.who.casefold()
        return any(
            wanted in (participant.name or "").casefold() or self.who.upper() == participant.country
            for participant in event.participants
        )


FiltersHere = Annotated[Filters, Query()]


def selection_of(case: Case, filters: Filters, title: str) -> Selection:
    """Return the events that meet the filters with all their claims, ready to be exported.

    A filter chooses events; it does not change how they stand.
    """
    held = case.known(filters.known)
    conditions = filters.conditions()
    events = tuple(event for event in case.events(filters.known, conditions) if filters.chooses(event))
    records: tuple[Any, ...] = held.records
    if len(events) < len(held.events):
        shown = {claim for event in events for claim in event.claims}
        cut = (msgspec.structs.replace(one, claims=tuple(c for c in one.claims if c.id in shown)) for one in records)
        records = tuple(one for one in cut if one.claims)
    return Selection(records=records, events=events, title=title, known_on=filters.known)
