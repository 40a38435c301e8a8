"""The claims and events of one day in columns of numbers, so that a filter is a few passes over arrays.

Measured with bench/app_scale.py: asking the structs one by one took a second for 100,000 claims, the columns some
milliseconds.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property, reduce
from typing import TYPE_CHECKING, Any

import numpy as np

from whosays.app.overview import Overview
from whosays.exports.brief import representative
from whosays.exports.selection import Selection
from whosays.exports.wording import label_of, what
from whosays.record import CERTAINTIES, STATUSES, TYPES, Event

if TYPE_CHECKING:
    from whosays.app.filters import Filters

Numbers = np.ndarray[Any, np.dtype[np.int32]]
Mask = np.ndarray[Any, np.dtype[np.bool_]]
STANDINGS = ("single-source", "corroborated", "contested", "denied", "retracted")
PRECISIONS = ("point", "city", "admin2", "admin1", "country", "region")
ROLES = ("at", "from", "to", "about")
_TYPE, _CERTAINTY, _STATUS, _STANDING, _PRECISION, _ROLE = (
    {word: n for n, word in enumerate(words)} for words in (TYPES, CERTAINTIES, STATUSES, STANDINGS, PRECISIONS, ROLES)
)
NEVER = 99_999_999


def day_number(day: str | None, missing: int) -> int:
    """Return a day as a number that sorts like it: 20241101."""
    return int(day[:10].replace("-", "")) if day else missing


def _column(values: Iterable[int]) -> Numbers:
    return np.array(list(values), dtype=np.int32)


class Columns:
    """One state of the events, the newest report first: what the filters ask, and what the map shows."""

    def __init__(self, held: Selection, number_of: dict[str, int]) -> None:
        self.held = held
        self.events: list[Event] = sorted(
            held.events, key=lambda event: (event.last_reported or "", event.id), reverse=True
        )
        self.row_of = {event.id: n for n, event in enumerate(self.events)}
        self._told: dict[int, str] = {}
        self._take_claims(number_of)
        self._take_events()
        self._take_places()

    @cached_property
    def overview(self) -> Overview:
        """What is asked of all claims at once."""
        return Overview(self.held)

    @cached_property
    def claim_row(self) -> dict[str, int]:
        """The row of each claim, by its id."""
        return {claim: row for row, claim in enumerate(self.claim_ids)}

    @cached_property
    def order_of_doubt(self) -> Numbers:
        """The rows of the claims, the most doubtful reading first."""
        return _column(self.claim_row[claim] for claim in self.overview.doubts())

    def work_out(self) -> None:
        """Work out what the first page asks, and what takes longest, before anybody has to wait for it."""
        self.overview.actors()
        self.overview.said()
        self.overview.reports()
        self.overview.questions()
        for kind in self.overview.frequent_kinds():
            self.overview.figures(kind)
        _ = self.order_of_doubt

    def work_out_as(self, other: Columns) -> None:
        """Work out what another one, of the state before, was asked for: before anybody has to wait for it."""
        self.overview.work_out_as(other.overview)
        for name in ("claim_row", "order_of_doubt"):
            if name in vars(other):
                getattr(self, name)

    def told(self, row: int) -> str:
        """Return what an event is, as its fullest claim says it."""
        if row not in self._told:
            event = self.events[row]
            claims = self.held.claims_of(event)
            report, claim = representative(claims) if claims else (None, None)
            self._told[row] = what(claim, report.text) if claim and report else label_of(event.type)
        return self._told[row]

    def _take_claims(self, number_of: dict[str, int]) -> None:
        claims = list(self.held.claims.values())
        self.claim_ids = list(self.held.claims)
        event_of = {claim: n for n, event in enumerate(self.events) for claim in event.claims}
        reports: dict[str, int] = {}
        self.event_of = _column(event_of.get(claim.id, -1) for _, claim in claims)
        self.report_of = _column(reports.setdefault(report.id, len(reports)) for report, _ in claims)
        self.reports = reports
        self.types = _column(_TYPE[claim.type] for _, claim in claims)
        self.certainties = _column(_CERTAINTY[claim.certainty] for _, claim in claims)
        self.statuses = _column(_STATUS[claim.status] for _, claim in claims)
        times = [claim.time for _, claim in claims]
        self.begins = _column(day_number(time.earliest or time.latest, NEVER) for time in times)
        self.ends = _column(day_number(time.latest or time.earliest, 0) for time in times)
        self.reported = _column(day_number(report.published, 0) for report, _ in claims)
        numbers = [number_of.get(claim.id, -1) for _, claim in claims]
        self.in_order = np.argsort(np.array(numbers, dtype=np.int64), kind="stable")
        self.numbers = np.array(numbers, dtype=np.int64)[self.in_order]

    def _take_events(self) -> None:
        self.standings = _column(_STANDING[event.standing] for event in self.events)
        self.n_origins = _column(len(event.origins) for event in self.events)
        self.n_claims = _column(len(event.claims) for event in self.events)
        self.n_reports = _column(len(event.reports) for event in self.events)
        self.dated = np.array(
            [bool(event.time.earliest and event.time.latest) for event in self.events], dtype=np.bool_
        )
        origins: dict[str, int] = {}
        pairs = [
            (n, origins.setdefault(origin.name, len(origins)))
            for n, event in enumerate(self.events)
            for origin in event.origins
        ]
        self.origin_event, self.origin_name = (_column(pair[side] for pair in pairs) for side in (0, 1))
        names: dict[str, int] = {}
        parties = [(n, one) for n, event in enumerate(self.events) for one in event.participants]
        self.party_event = _column(n for n, _ in parties)
        self.party_name = _column(names.setdefault((one.name or "").casefold(), len(names)) for _, one in parties)
        self.party_country = np.array([one.country or "" for _, one in parties], dtype="U3")
        self.names = list(names)

    def _take_places(self) -> None:
        rows = []
        for n, event in enumerate(self.events):
            seen = set()
            for place in event.places:
                if place.lat is not None and place.lon is not None and (place.lat, place.lon, place.role) not in seen:
                    seen.add((place.lat, place.lon, place.role))
                    rows.append((n, place))
        self.place_event = _column(n for n, _ in rows)
        self.places = [place for _, place in rows]
        self.place_lat = np.array([place.lat for place in self.places], dtype=np.float64)
        self.place_lon = np.array([place.lon for place in self.places], dtype=np.float64)
        self.place_precision = _column(_PRECISION.get(place.precision or "", -1) for place in self.places)
        self.place_role = _column(_ROLE.get(place.role or "", -1) for place in self.places)

    # ------------------------------------------------------------ filtering

    def chosen(self, filters: Filters, sets: list[list[int]] | None) -> tuple[Mask, Mask]:
        """Return which events meet the filters, and which of their claims do.

        ``sets`` are the claims that meet each condition on words. One claim of an event must meet all conditions on
        claims.
        """
        events = np.ones(len(self.events), dtype=np.bool_)
        claims = self._claims(filters, sets)
        if claims is not None:
            events[:] = False
            found = self.event_of[claims]
            events[found[found >= 0]] = True
        if filters.standing:
            events &= self.standings == _STANDING.get(filters.standing, -2)
        if filters.origins:
            events &= self.n_origins >= filters.origins
        if filters.event:
            events &= np.arange(len(self.events)) == self.row_of.get(filters.event, -1)
        if filters.who:
            events &= self._with(filters.who)
        of_chosen = np.append(events, False)[self.event_of]
        return events, of_chosen if claims is None else of_chosen & claims

    def _claims(self, filters: Filters, sets: list[list[int]] | None) -> Mask | None:
        """Return which claims meet every condition on claims; None where there is no such condition."""
        parts: list[Mask] = []
        for wanted, column, codes in (
            (filters.what, self.types, _TYPE),
            (filters.sure, self.certainties, _CERTAINTY),
            (filters.stage, self.statuses, _STATUS),
        ):
            if wanted:
                parts.append(column == codes.get(wanted.upper() if codes is _TYPE else wanted, -2))
        if filters.report:
            parts.append(self.report_of == self.reports.get(filters.report, -2))
        if filters.happened_from:
            parts.append(self.ends >= day_number(filters.happened_from, 0))
        if filters.happened_to:
            parts.append(self.begins <= day_number(filters.happened_to, 0))
        if filters.reported_from:
            parts.append(self.reported >= day_number(filters.reported_from, 0))
        if filters.reported_to:
            parts.append((self.reported <= day_number(filters.reported_to, 0)) & (self.reported > 0))
        if filters.asks_words():
            parts += [self._rows(numbers) for numbers in ([[]] if sets is None else sets)]
        return reduce(np.logical_and, parts) if parts else None

    def _rows(self, numbers: list[int]) -> Mask:
        found = np.zeros(len(self.event_of), dtype=np.bool_)
        held = np.array(numbers, dtype=np.int64)
        at = np.searchsorted(self.numbers, held)
        known = at < len(self.numbers)
        known[known] = self.numbers[at[known]] == held[known]
        found[self.in_order[at[known]]] = True
        return found

    def _with(self, who: str) -> Mask:
        """Return which events somebody takes part in whose name holds these words, or whose country this is."""
        wanted = who.casefold()
        names = np.array([wanted in name for name in self.names], dtype=np.bool_)
        parties = names[self.party_name]
        found = np.zeros(len(self.events), dtype=np.bool_)
        found[self.party_event[parties | (self.party_country == who.upper())]] = True
        return found

    # ------------------------------------------------------------ counting

    def counts(self, events: Mask) -> dict[str, int]:
        """Return how many events, claims, reports and origins the chosen ones have."""
        claims = np.append(events, False)[self.event_of]
        return {
            "n_events": int(events.sum()),
            "n_claims": int(self.n_claims[events].sum()),
            "n_reports": len(np.unique(self.report_of[claims])),
            "n_origins": len(np.unique(self.origin_name[events[self.origin_event]])),
        }
