"""One casebook as the app sees it: its records in memory, its events as known on any day."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from threading import RLock
from typing import Any

from whosays.casebook import Casebook
from whosays.exports.selection import Selection
from whosays.fusion import find_copies, fuse
from whosays.record import Claim, Event, Record, Report

# Days whose events are kept at hand; a replay over a season of one report-day a step fits.
DAYS_KEPT = 128


class Case:
    """A casebook opened for reading by the app; safe to ask from several threads."""

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self._lock = RLock()
        self._days: OrderedDict[str, Selection] = OrderedDict()
        self._load()

    def _load(self) -> None:
        # Taken first: what is written while the casebook is being read shows at the next question.
        self.stamp = self._stamp()
        with Casebook(self.path, create=False) as casebook:
            self.records: tuple[Record, ...] = tuple(casebook.records())
            events = tuple(casebook.events())
        self.copies: list[tuple[str, ...]] = [
            tuple(sorted(group)) for group in find_copies([record.report for record in self.records])
        ]
        self.copy_group: dict[str, tuple[str, ...]] = {report: group for group in self.copies for report in group}
        self.record_by_report: dict[str, Record] = {record.report.id: record for record in self.records}
        self._days.clear()
        self._present = Selection(records=self.records, events=events)

    def _stamp(self) -> str:
        """Return what changes whenever the casebook's file does."""
        parts = [self.path, self.path.with_name(self.path.name + "-wal")]
        return "-".join(f"{part.stat().st_mtime_ns}.{part.stat().st_size}" for part in parts if part.exists())

    def refresh(self) -> None:
        """Load the casebook again if its file has changed."""
        with self._lock:
            if self._stamp() != self.stamp:
                self._load()

    def known(self, day: str | None) -> Selection:
        """Return the records and events as known on a day, or all."""
        with self._lock:
            if day is None:
                return self._present
            if day not in self._days:
                records = tuple(record for record in self.records if reported_by(record.report, day))
                events = fuse(records, known_on=date.fromisoformat(day))
                self._days[day] = Selection(records=records, events=tuple(events), known_on=day)
                while len(self._days) > DAYS_KEPT:
                    self._days.popitem(last=False)
            self._days.move_to_end(day)
            return self._days[day]

    def matching(self, conditions: dict[str, Any]) -> set[str] | None:
        """Return the ids of the claims that meet the conditions of `Casebook.claims`; None where there are none."""
        if not conditions:
            return None
        with Casebook(self.path, create=False) as casebook:
            return {found.claim.id for found in casebook.claims(**conditions)}

    def events(self, day: str | None, conditions: dict[str, Any]) -> list[Event]:
        """Return the events as known on a day of which one claim meets the conditions."""
        held = self.known(day)
        chosen = self.matching(conditions)
        return [event for event in held.events if chosen is None or not chosen.isdisjoint(event.claims)]


def reported_by(report: Report, day: str | None) -> bool:
    """Say whether a report was out on a day; an undated one counts as known, since its day is not."""
    return day is None or report.published is None or report.published[:10] <= day


def claims_with_reports(selection: Selection, ids: Iterable[str]) -> list[tuple[Report, Claim]]:
    """Return the claims of these ids that the selection holds, with their reports."""
    return [selection.claims[claim_id] for claim_id in ids if claim_id in selection.claims]
