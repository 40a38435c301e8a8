"""What was known on earlier days: one walk through the days of a casebook, then every day is at hand.

To fuse anew what was known by a day takes a millisecond a claim. A walk takes the reports in day by day and keeps what
each day changed; asked for a day, it is read. A small casebook is walked through when a day is first asked for; a
large one by a process beside the server, into a file beside the casebook that is found again the next time.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import tempfile
import time
import weakref
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from threading import Lock

from whosays.app.apart import begin_apart
from whosays.app.days import Basis, Days
from whosays.casebook import Casebook
from whosays.casebook.fusing import Fusing
from whosays.casebook.verdicts import standing_verdicts
from whosays.record import Event

# Claims in a casebook that is walked through while the asker waits: one or two seconds at a millisecond a claim.
AT_ONCE = 1_000
# Seconds from one look at the walk to the next that whoever waits is told.
LOOK_AGAIN = 2


class NotYetError(Exception):
    """The walk has not come to a day yet: the share that is done, and the seconds that the rest will take."""

    def __init__(self, share: float, seconds: float | None) -> None:
        super().__init__(share, seconds)
        self.share, self.seconds = share, seconds


def walk(path: Path, days: Days, *, go_on: Callable[[], bool] = lambda: True) -> None:
    """Walk through the days of a casebook's reports, with the verdicts that stand today.

    The same as `Casebook.events` with ``known_on`` for every day: reports without a date are left out, since nobody
    knows whether they were out. Where the days hold a walk already, it goes on from the first day that changed.
    """
    with Casebook(path, create=False) as case:
        groupings = standing_verdicts(verdict for verdict in case.verdicts() if verdict.about == "event")
        basis = Basis(
            state=case.state(), mark=case.mark(), groupings=" ".join(verdict.id for verdict in groupings),
            day_of={report.id: report.published[:10] for report in case.reports() if report.published},
        )  # fmt: skip
        first = first_changed(case, basis, days.basis())
        days.begin(basis, first)
        by_day: dict[str, list[str]] = defaultdict(list)
        for report, day in basis.day_of.items():
            by_day[day].append(report)
        fusing = Fusing()
        n_done = sum(len(by_day[day]) for day in by_day if day < first)
        later = [day for day in sorted(by_day) if day >= first]
        if n_done and later:
            # What stood before is at hand; it is needed in memory for what comes.
            before = [report for day in sorted(by_day) if day < first for report in by_day[day]]
            fusing.follow((record for report in before if go_on() for record in case.records(report)), groupings)
        for day in later:
            if not go_on():
                return
            records = (record for report in by_day[day] for record in case.records(report))
            turn = fusing.follow(records, groupings)
            n_done += len(by_day[day])
            days.put(day, turn, n_done)


def first_changed(case: Casebook, now: Basis, before: Basis | None) -> str:
    """Return the first day on which something may be known that was not, or no more; the empty string for all days.

    A report that was read or judged since changes no day before its own, before and after.
    """
    if before is None or before.groupings != now.groupings or _release(before) != _release(now):
        return ""
    changed = {record.report.id for record in case.changed_since(before.mark)}
    changed |= before.day_of.keys() ^ now.day_of.keys()
    days = [basis.day_of[report] for basis in (before, now) for report in changed if report in basis.day_of]
    return min(days, default="9999-99-98")


def _release(basis: Basis) -> str:
    return basis.state.rpartition(":")[2]


def walk_beside(path: Path, into: Path, kept: Path, parent: int) -> None:
    """Walk in a process of one's own; end with the server.

    What was found is kept beside the casebook, where that can be written.
    """
    days = Days(into)
    with contextlib.suppress(sqlite3.Error):
        if kept.exists():
            days.take_over(kept)
    walk(path, days, go_on=lambda: os.getppid() == parent)
    progress = days.progress()
    if progress is not None and progress.is_done:
        with contextlib.suppress(OSError, sqlite3.Error):
            days.save(kept, beside=path)
    days.close()


def _place_of(event: Event) -> tuple[str, str]:
    return event.first_reported or "9999", event.id


class _Walking:
    """A walk in a process beside the server, into a file of its own until it is through."""

    def __init__(self, path: Path, kept: Path, state: str) -> None:
        self.state = state
        folder = tempfile.mkdtemp(prefix="whosays-days-")
        self.days = Days(Path(folder) / "days")
        # The file lies there as long as anybody reads it.
        weakref.finalize(self.days, shutil.rmtree, folder, ignore_errors=True)
        self.began = time.monotonic()
        self._process = begin_apart(walk_beside, path, Path(folder) / "days", kept, os.getpid(), name="days")

    def is_alive(self) -> bool:
        """Say whether the process is still at it."""
        return self._process.is_alive()

    def not_yet(self) -> NotYetError:
        """Return how far it is."""
        progress = self.days.progress()
        if progress is None or not progress.n_done:
            return NotYetError(0.0, None)
        share = progress.n_done / progress.n_all
        return NotYetError(share, (time.monotonic() - self.began) * (1 - share) / share)


class Earlier:
    """The events of a casebook as known on any earlier day."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._kept = path.with_name(path.name + ".days")
        self._lock = Lock()
        self._days: Days | None = None
        self._walking: _Walking | None = None
        # The state whose walk ended before its end; its days are fused one by one.
        self._broken: str | None = None

    def prepare(self, state: str, n_claims: int) -> None:
        """Begin the walk of a large casebook before anybody asks for a day."""
        if n_claims > AT_ONCE:
            with self._lock:
                self._see_to(state, n_claims)

    def events(self, day: str, state: str, n_claims: int) -> tuple[str, list[Event]]:
        """Return the events as known on a day, those first reported first, and what they rest on (`basis`)."""
        with self._lock:
            self._see_to(state, n_claims)
            if self._broken == state:
                with Casebook(self._path, create=False) as case:
                    return case.state(), sorted(case.events(known_on=day), key=_place_of)
            basis, days = self._answering(day)
            return basis, sorted(days.events(day), key=_place_of)

    def basis(self, day: str, state: str, n_claims: int) -> str:
        """Return the state of the casebook that the events of a day would come from now; raise `NotYetError`.

        While a large casebook that changed is walked through, the walk before answers where the new one has not come
        to the day: then it is an earlier state, and the answer is not to be kept.
        """
        with self._lock:
            self._see_to(state, n_claims)
            return state if self._broken == state else self._answering(day)[0]

    def _answering(self, day: str) -> tuple[str, Days]:
        """Return the days that answer for a day, and their state."""
        for days in (self._walking.days if self._walking else None, self._days):
            progress = days.progress() if days is not None else None
            if days is not None and progress is not None and progress.reached(day):
                return progress.state, days
        raise self._walking.not_yet() if self._walking else NotYetError(0.0, None)

    def _see_to(self, state: str, n_claims: int) -> None:
        """Have the days of this state at hand, or on their way."""
        if self._walking is not None and not self._walking.is_alive():
            self._take_over(self._walking)
        if self._days is None and n_claims > AT_ONCE and self._kept.exists():
            self._open_kept()
        known = self._days.progress() if self._days is not None else None
        if (known is not None and known.state == state) or self._walking is not None or self._broken == state:
            return
        if n_claims <= AT_ONCE:
            # Kept when it is through: what goes wrong on the way is tried again at the next question.
            days = Days()
            walk(self._path, days)
            self._days = days
        else:
            self._walking = _Walking(self._path, self._kept, state)

    def _take_over(self, walking: _Walking) -> None:
        """Answer from what a walk that ended found; a broken one is not tried again for the same state."""
        self._walking = None
        progress = walking.days.progress()
        if progress is None or not progress.is_done:
            self._broken = walking.state
        else:
            self._days = walking.days

    def _open_kept(self) -> None:
        try:
            days = Days(self._kept)
            progress = days.progress()
        except sqlite3.DatabaseError:
            return
        if progress is not None and progress.is_done:
            self._days = days
