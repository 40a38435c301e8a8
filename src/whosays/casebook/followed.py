"""A casebook as a process follows it that stays open: what is there, and later only what has changed since."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from whosays.casebook import events
from whosays.casebook.asking import Asking
from whosays.casebook.connection import coded
from whosays.record import Record


class Mark(NamedTuple):
    """How far a casebook was read: its newest reading and its newest verdict, by their numbers."""

    record: int
    verdict: int


class Followed(Asking):
    """What a casebook answers to whoever follows it."""

    @contextmanager
    def unchanging(self) -> Iterator[None]:
        """Answer from one state of the file within the block, whatever others write meanwhile."""
        with coded(self.path):
            self._connection.execute("BEGIN")
        try:
            yield
        finally:
            self._connection.execute("COMMIT")

    def mark(self) -> Mark:
        """Return how far one has read who read everything now."""
        return Mark(self._newest("records"), self._newest("verdicts"))

    def changed_since(self, mark: Mark) -> Iterator[Record]:
        """Yield, as they stand now, the records of the reports that were read or judged after a mark."""
        yield from self._read_since(*mark)

    def take_in(self) -> None:
        """Bring the events up to date, and hold in memory what that takes.

        `events` fuses everything anew in a process that has not fused yet. After this, what comes in touches only its
        neighbourhood; the first time it takes as long as fusing does.
        """
        with coded(self.path):
            is_current = events.are_current(self._connection, self._tool)
        if not is_current or self._fusing is not None:
            self._fuse()
            return
        from whosays.casebook.fusing import Fusing

        # The row before the records: what comes in between is taken in again the next time, which changes nothing.
        row = self._rows("SELECT through_record, through_verdict, sha256 FROM fusion")[0]
        fusing = Fusing()
        fusing.follow(self.records(), self._groupings())
        self._fusing = fusing, *row

    def is_fused(self) -> bool:
        """Say whether the events at hand rest on what stands now, so that `events` need not fuse first."""
        with coded(self.path):
            return events.are_current(self._connection, self._tool)

    def events_at_hand(self) -> Iterator[bytes]:
        """Yield the events as last fused, without fusing: each packed, the same bytes as long as it is the same."""
        for (packed,) in self._rows(
            "SELECT json FROM events ORDER BY coalesce(earliest, latest, substr(first_reported, 1, 10)), id"
        ):
            yield packed

    def copies(self) -> list[tuple[str, ...]]:
        """Return the groups of reports that are copies of one text, after `take_in`; see `fusion.find_copies`."""
        return [] if self._fusing is None else self._fusing[0].copies()
