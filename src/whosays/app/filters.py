"""The filters that every view has, and what they choose of a case."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

import msgspec
from fastapi import Query
from pydantic import AfterValidator, BaseModel, Field

from whosays.app.case import Case
from whosays.app.columns import Columns, Mask
from whosays.exports.selection import Selection

DAY = r"^\d{4}-\d{2}-\d{2}$"


def _real_day(words: str) -> str:
    return date.fromisoformat(words).isoformat()


IsoDay = Annotated[str, Field(pattern=DAY, json_schema_extra={"format": "date"}), AfterValidator(_real_day)]
Known = Annotated[IsoDay | None, Query(description="As known on this day.")]
Words = Annotated[str | None, Query(max_length=200)]


class Filters(BaseModel):
    """The board's filters; empty ones choose everything."""

    known: IsoDay | None = Field(None, description="As known on this day.")
    who: str | None = Field(None, max_length=200, description="An actor or recipient: a name or an alpha-3 country.")
    what: str | None = Field(None, max_length=20, description="A claim type.")
    where: str | None = Field(None, max_length=200, description="A place name.")
    said: str | None = Field(None, max_length=200, description="A speaker, at any step of the chain.")
    sure: str | None = Field(None, max_length=20, description="How sure it is presented.")
    stage: str | None = Field(None, max_length=20, description="occurred, ongoing, planned or hypothetical.")
    standing: str | None = Field(None, max_length=20)
    origins: int = Field(0, ge=0, le=1000, description="Resting on at least this many independent origins.")
    happened_from: IsoDay | None = None
    happened_to: IsoDay | None = None
    reported_from: IsoDay | None = None
    reported_to: IsoDay | None = None
    q: str | None = Field(None, max_length=200, description="Words.")
    event: str | None = Field(None, max_length=100, description="One event, by its id.")
    report: str | None = Field(None, max_length=200, description="What one report tells, by its id.")

    def asks_words(self) -> bool:
        """Say whether a condition is on words, which the casebook's own index knows."""
        return bool(self.q or self.said or self.where)


FiltersHere = Annotated[Filters, Query()]


def chosen(case: Case, filters: Filters) -> tuple[Columns, Mask, Mask]:
    """Return the columns of the day, which events the filters choose, and which of their claims meet them."""
    columns = case.columns(filters.known)
    sets = case.claim_sets(filters.q, filters.said, filters.where) if filters.asks_words() else None
    return columns, *columns.chosen(filters, sets)


def selection_of(case: Case, filters: Filters, title: str) -> Selection:
    """Return the events that meet the filters with all their claims, ready to be exported.

    A filter chooses events; it does not change how they stand.
    """
    held = case.known(filters.known)
    columns, of_events, _ = chosen(case, filters)
    ids = {columns.events[row].id for row in of_events.nonzero()[0]}
    events = tuple(event for event in held.events if event.id in ids)
    records: tuple[Any, ...] = held.records
    if len(events) < len(held.events):
        shown = {claim for event in events for claim in event.claims}
        cut = (msgspec.structs.replace(one, claims=tuple(c for c in one.claims if c.id in shown)) for one in records)
        records = tuple(one for one in cut if one.claims)
    return Selection(records=records, events=events, title=title, known_on=filters.known)
