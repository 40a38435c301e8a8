"""What is to be exported: records with the chosen claims, and the events they belong to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from whosays.record import Claim, Event, Record, Report

if TYPE_CHECKING:
    from whosays.casebook.ratings import Rating
    from whosays.casebook.verdicts import Verdict


@dataclass(frozen=True)
class Selection:
    """Records cut down to the chosen claims, their events, and how they were chosen."""

    records: tuple[Record, ...] = ()
    events: tuple[Event, ...] = ()
    title: str = "Reports"
    known_on: str | None = None
    since: str | None = None
    notes: tuple[str, ...] = field(default=())
    # How one figure is chosen of several where a format wants one: a name of `exports.deaths.RULES`.
    best_by: str = "median-of-origins"
    # The casebook that the records come from, where formats find the bytes as received.
    casebook: Path | None = None
    # How credible persons hold claims to be, by the claim's id: the verdict that stands.
    credibilities: Mapping[str, Verdict] = field(default_factory=dict)
    # How reliable sources are held to be, by the keys that `casebook.ratings.rating_of` looks under.
    ratings: Mapping[str, Rating] = field(default_factory=dict)

    @cached_property
    def claims(self) -> dict[str, tuple[Report, Claim]]:
        """Every chosen claim with its report, by the claim's id, in order."""
        return {claim.id: (record.report, claim) for record in self.records for claim in record.claims}

    @cached_property
    def event_by_claim(self) -> dict[str, Event]:
        """The event that each claim belongs to."""
        return {claim: event for event in self.events for claim in event.claims}

    @cached_property
    def fused(self) -> tuple[Event, ...]:
        """The events; fused from the records where none were given."""
        if self.events or not self.records:
            return self.events
        from whosays.fusion import fuse

        return tuple(fuse(self.records))

    @cached_property
    def report_by_id(self) -> dict[str, Report]:
        """Every report by its id."""
        return {record.report.id: record.report for record in self.records}

    def claims_of(self, event: Event) -> list[tuple[Report, Claim]]:
        """Return the event's chosen claims with their reports, first reported first."""
        found = [self.claims[claim] for claim in event.claims if claim in self.claims]
        return sorted(found, key=lambda pair: (pair[0].published or "9999", pair[0].id, pair[1].trigger.start))


def select(values: Iterable[Record] | Iterable[Event], *, records: Iterable[Record] = ()) -> Selection:
    """Return a selection of records, or of events with the records they were fused from."""
    held = list(values)
    events = tuple(value for value in held if isinstance(value, Event))
    own = tuple(value for value in held if isinstance(value, Record))
    return Selection(records=own or tuple(records), events=events)
