"""One casebook as the app sees it: its records in memory, its events as known on any day; followed as it grows."""

from __future__ import annotations

import gc
import sys
import time
from bisect import bisect_right
from collections import Counter, OrderedDict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from threading import Lock, RLock, Thread

from whosays.app.beside import Beside
from whosays.app.columns import Columns
from whosays.app.earlier import Earlier
from whosays.app.loaded import Loaded, load, load_on, stamp_of, state_of
from whosays.casebook import Casebook
from whosays.casebook.addresses import followed_by
from whosays.errors import CasebookError
from whosays.exports.selection import Selection
from whosays.fusion import find_copies
from whosays.record import Record, Report

# Days kept at hand: a replay over a season of one report-day a step fits, as long as they hold no more events in all
# than this: ten megabytes of columns for 100,000 claims, and days beside each other share most of their events.
DAYS_KEPT = 128
EVENTS_KEPT = 400_000
# A casebook of more reports is followed by a process beside the server, which also looks for copies: until it has, the
# answers name none. Among fewer both take a second or two.
MOST_AT_ONCE = 2_000
# A casebook that loads within this many seconds is loaded anew while the asker waits; a larger one beside the answers.
SOON = 0.5
# Of the time, no more than one part in so many is spent loading a casebook that keeps changing.
SHARE = 8
# Seconds after which a thread that computes lets another one go on. SQLite hands over at every row that it finds: with
# Python's own 5 ms a question of some hundred rows took seconds while a large casebook was being read.
TURN = 0.0001
# Tries to read a large casebook between two changes of others.
TRIES = 20
# Seconds after which it is asked anew whether others brought something to a server.
LOOK = 5.0


class Case:
    """One state of a casebook, opened for reading by the app; safe to ask from several threads."""

    def __init__(
        self, path: str | Path, earlier: Earlier | None = None, *, loaded: Loaded | None = None,
        copies: Iterable[tuple[str, ...]] | None = None,
    ) -> None:  # fmt: skip
        self.path = Path(path)
        self.loaded = loaded or load(self.path)
        self.state, self.records = self.loaded.state, self.loaded.records
        self._lock = RLock()
        self._days: OrderedDict[str, Columns] = OrderedDict()
        self._earlier = earlier or Earlier(self.path)
        self._numbers = self.loaded.numbers
        self.record_by_report: dict[str, Record] = {record.report.id: record for record in self.records}
        if copies is None and len(self.records) <= MOST_AT_ONCE:
            copies = find_copies([record.report for record in self.records])
        self.take_copies(copies)
        events = tuple(self.loaded.events.values())
        self._present = Columns(Selection(records=self.records, events=events), self._numbers)

    def take_copies(self, groups: Iterable[tuple[str, ...]] | None) -> None:
        """Take over which reports are copies of one text; None while nobody knows."""
        self.copies = groups
        self.copy_group = {report: group for group in groups or () for report in group}
        # Changes with whatever an answer as of today rests on.
        self.tag = f"{self.state}|{'' if groups is None else 'copies'}"

    @property
    def n_claims(self) -> int:
        """How many claims stand in it."""
        return len(self._present.claim_ids)

    def known(self, day: str | None) -> Selection:
        """Return the records and events as known on a day, or all; raise `NotYetError`."""
        return self.columns(day).held

    def columns(self, day: str | None) -> Columns:
        """Return the claims and events as known on a day, in columns; raise `NotYetError`."""
        if day is None:
            return self._present
        day = self._report_day(day)
        with self._lock:
            if day not in self._days:
                basis, events = self._earlier.events(day, self.state, self.n_claims)
                records = tuple(record for record in self.records if reported_by(record.report, day))
                columns = Columns(Selection(records=records, events=tuple(events), known_on=day), self._numbers)
                if basis != self.state:
                    # What was known before the last change, until that is walked through.
                    return columns
                self._days[day] = columns
                while len(self._days) > 1 and self._is_full():
                    self._days.popitem(last=False)
            self._days.move_to_end(day)
            return self._days[day]

    def is_current(self) -> bool:
        """Say whether the casebook is still in the state that this is of."""
        return state_of(self.path) == self.state

    def basis(self, day: str | None) -> str:
        """Return the state that an answer as known on a day rests on, this one or one before; raise `NotYetError`."""
        if day is None or self._report_day(day) in self._days:
            return self.state
        return self._earlier.basis(self._report_day(day), self.state, self.n_claims)

    def _report_day(self, day: str) -> str:
        # Between two days with reports nothing becomes known.
        return self._report_days[bisect_right(self._report_days, day) - 1]

    def _is_full(self) -> bool:
        return len(self._days) > DAYS_KEPT or sum(len(one.events) for one in self._days.values()) > EVENTS_KEPT

    def claim_sets(self, text: str | None, source: str | None, place: str | None) -> list[list[int]] | None:
        """Return the claims that meet each condition on words, by their numbers; see `Casebook.claim_sets`."""
        with Casebook(self.path, create=False) as casebook:
            return casebook.claim_sets(text=text or None, source=source or None, place=place or None)

    @cached_property
    def by_day(self) -> list[tuple[str, int]]:
        """How many reports came out on each day, the undated left out."""
        counts = Counter(record.report.published[:10] for record in self.records if record.report.published)
        return sorted(counts.items())

    @cached_property
    def _report_days(self) -> list[str]:
        return ["", *(day for day, _ in self.by_day)]

    @cached_property
    def n_undated(self) -> int:
        """How many reports say no day: as known on a day they are left out."""
        return sum(record.report.published is None for record in self.records)

    def n_later(self, day: str | None) -> int:
        """Return how many reports came out after a day."""
        return 0 if day is None else sum(n for one, n in self.by_day if one > day)


class Following:
    """The newest state of a casebook whose file may change at any time."""

    def __init__(self, path: str | Path) -> None:
        self._path = Path(path)
        self._earlier = Earlier(self._path)
        self._lock = Lock()
        self._looked = time.monotonic() if followed_by(self._path) else None
        self._loader: Thread | None = None
        self._beside: Beside | None = None
        self._case = self._loaded()
        self._stamp = self._case.loaded.stamp
        self._earlier.prepare(self._case.state, self._case.n_claims)
        if len(self._case.records) > MOST_AT_ONCE and self._case.loaded.is_writable:
            sys.setswitchinterval(TURN)
            self._beside = Beside(self._path)
            with settled():
                self._case.columns(None).work_out()
            self._loader = Thread(target=self._load, name="loading", daemon=True)
            self._loader.start()

    def _loaded(self) -> Case:
        start = time.monotonic()
        case = Case(self._path, self._earlier)
        self._ended = time.monotonic()
        self._took = self._ended - start
        return case

    def case(self) -> Case:
        """Return the case; one that has changed and is slow to load, as it was until it is loaded anew."""
        if self._looked is not None and time.monotonic() - self._looked > LOOK:
            self._looked = time.monotonic()
            Thread(target=self._look, name="looking", daemon=True).start()
        stamp = stamp_of(self._path)
        if stamp == self._stamp:
            return self._case
        with self._lock:
            if self._took < SOON and self._beside is None:
                if stamp_of(self._path) != self._stamp:
                    self._case = self._loaded()
                    self._stamp = self._case.loaded.stamp
            elif self._loader is None and time.monotonic() - self._ended > self._took * (SHARE - 1):
                self._loader = Thread(target=self._load, name="loading", daemon=True)
                self._loader.start()
        return self._case

    def _look(self) -> None:
        """Take in what others brought to the server since; opening does it."""
        # The next look may go better, and what is here can be read meanwhile.
        with suppress(CasebookError):
            Casebook(self._path, create=False).close()

    def _load(self) -> None:
        try:
            stamp = stamp_of(self._path)
            if self._beside is None:
                if state_of(self._path) != self._case.state:
                    self._case = self._loaded()
            else:
                self._load_on(self._beside)
            self._stamp = stamp
        finally:
            self._loader = None

    def _load_on(self, beside: Beside) -> None:
        """Read what changed from the file, once the process beside has brought the events there up to date."""
        for _ in range(TRIES):
            is_fused, copies = beside.fused()
            if copies is not None:
                self._case.take_copies(copies)
            if not is_fused:
                # It is no more: as a casebook that it does not follow.
                self._beside, self._case = None, self._loaded()
                return
            start = time.monotonic()
            if state_of(self._path) == self._case.state:
                return
            loaded = load_on(self._path, self._case.loaded)
            if loaded is not None:
                with settled():
                    case = Case(self._path, self._earlier, loaded=loaded, copies=self._case.copies)
                    case.columns(None).work_out_as(self._case.columns(None))
                self._case, self._ended = case, time.monotonic()
                self._took = self._ended - start
                return


@contextmanager
def settled() -> Iterator[None]:
    """Let what is in memory after the block be no more looked at for garbage.

    Python looks at everything every now and then, and nobody is answered meanwhile: 0.8 s for 100,000 claims.
    """
    gc.disable()
    try:
        yield
        gc.collect()
        gc.freeze()
    finally:
        gc.enable()


def reported_by(report: Report, day: str | None) -> bool:
    """Say whether a report was out on a day; nobody knows that of an undated one, so it is left out."""
    return day is None or (report.published or "9999")[:10] <= day
