"""The events as known on every day, kept as what changed from one day to the next.

Each event as it stood is a row with the day from which it stood so and the day from which it did so no more. The
events of a day are the rows that hold on it: they are read, not fused.
"""

from __future__ import annotations

import sqlite3
import weakref
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from whosays.casebook.events import Turn
from whosays.casebook.followed import Mark
from whosays.fusion.shelf import packed_event, unpacked_event
from whosays.record import Event

_STILL = "9999-99-99"
_TABLES = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = OFF;
CREATE TABLE IF NOT EXISTS stood (number INTEGER PRIMARY KEY, id TEXT, since TEXT, until TEXT, event BLOB);
CREATE INDEX IF NOT EXISTS stood_by_id ON stood (id) WHERE until = '9999-99-99';
CREATE TABLE IF NOT EXISTS walk (state TEXT, through TEXT, n_done INTEGER, n_all INTEGER);
CREATE TABLE IF NOT EXISTS rested_on (record INTEGER, verdict INTEGER, groupings TEXT);
CREATE TABLE IF NOT EXISTS taken (report TEXT PRIMARY KEY, day TEXT) WITHOUT ROWID;
"""


class Progress(NamedTuple):
    """How far the walk through the days is: what it rests on, its last day, and reports taken in of all."""

    state: str
    through: str
    n_done: int
    n_all: int

    @property
    def is_done(self) -> bool:
        """Say whether every day was walked through."""
        return self.n_done >= self.n_all

    def reached(self, day: str) -> bool:
        """Say whether the events of a day can be read."""
        return self.is_done or day < self.through


class Basis(NamedTuple):
    """What a walk rests on: the state, how far the casebook was read, merges and splits, and the day of each report."""

    state: str
    mark: Mark
    groupings: str
    day_of: dict[str, str]


class Days:
    """The events of every day, in a file or in memory; safe to ask from several threads."""

    def __init__(self, path: Path | None = None) -> None:
        self._lock = Lock()
        self._file = sqlite3.connect(path or ":memory:", isolation_level=None, check_same_thread=False)
        self._close = weakref.finalize(self, self._file.close)
        self._file.executescript(_TABLES)
        # The events of the day asked for last: the next one shares most of them.
        self._at_hand: dict[int, Event] = {}
        self._at_hand_of: object = None

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._close()

    def save(self, to: Path, *, beside: Path) -> None:
        """Write a copy in place of a file; raise OSError or `sqlite3.Error` where that cannot be written.

        Whoever may read the casebook that it lies ``beside`` may read it, and nobody else at any moment.
        """
        part = to.with_name(to.name + ".part")
        part.unlink(missing_ok=True)
        part.touch(mode=0o600, exist_ok=False)
        with self._lock:
            self._file.execute("VACUUM INTO ?", (str(part),))
        # Its owner must be able to open it with a log of its own, even where the casebook is read-only.
        part.chmod(beside.stat().st_mode & 0o777 | 0o600)
        part.replace(to)

    def begin(self, basis: Basis, first: str = "") -> None:
        """Begin a walk, or go on with one from the ``first`` day on which something is other than it was."""
        n_before = sum(day < first for day in basis.day_of.values())
        with self._lock:
            self._file.execute("BEGIN")
            self._file.execute("DELETE FROM stood WHERE since >= ?", (first,))
            self._file.execute("UPDATE stood SET until = ? WHERE until >= ?", (_STILL, first))
            for table in ("walk", "rested_on", "taken"):
                self._file.execute(f"DELETE FROM {table}")
            self._file.execute("INSERT INTO walk VALUES (?, ?, ?, ?)",
                               (basis.state, first, n_before, len(basis.day_of)))  # fmt: skip
            self._file.execute("INSERT INTO rested_on VALUES (?, ?, ?)", (*basis.mark, basis.groupings))
            self._file.executemany("INSERT INTO taken VALUES (?, ?)", basis.day_of.items())
            self._file.execute("COMMIT")

    def take_over(self, kept: Path) -> None:
        """Begin with what another walk found; raise `sqlite3.Error` where that cannot be read."""
        with self._lock, closing(sqlite3.connect(kept)) as other:
            other.backup(self._file)
            self._file.executescript(_TABLES)

    def basis(self) -> Basis | None:
        """Return what the walk rests on; None where it is not through, or is of a release that did not say."""
        progress = self.progress()
        with self._lock:
            row = self._file.execute("SELECT record, verdict, groupings FROM rested_on").fetchone()
            if progress is None or not progress.is_done or row is None:
                return None
            taken = dict(self._file.execute("SELECT report, day FROM taken"))
        return Basis(progress.state, Mark(row[0], row[1]), row[2], taken)

    def put(self, day: str, turn: Turn, n_done: int) -> None:
        """Keep what changed on a day; days come in order."""
        out = {*turn.out, *(event.id for event in turn.put)}
        with self._lock:
            self._file.execute("BEGIN")
            self._file.executemany(
                f"UPDATE stood SET until = ? WHERE id = ? AND until = '{_STILL}'", [(day, key) for key in sorted(out)]
            )
            self._file.executemany(
                f"INSERT INTO stood (id, since, until, event) VALUES (?, ?, '{_STILL}', ?)",
                [(event.id, day, packed_event(event)) for event in turn.put],
            )
            self._file.execute("UPDATE walk SET through = ?, n_done = ?", (day, n_done))
            self._file.execute("COMMIT")

    def progress(self) -> Progress | None:
        """Return how far the walk is; None where none was begun."""
        with self._lock:
            row = self._file.execute("SELECT state, through, n_done, n_all FROM walk").fetchone()
        return Progress(*row) if row else None

    def events(self, day: str) -> list[Event]:
        """Return the events as known on a day that the walk has reached, in no order."""
        with self._lock:
            self._file.execute("BEGIN")
            try:
                state = self._file.execute("SELECT state FROM walk").fetchone()
                if state != self._at_hand_of:
                    # A walk that goes on gives the numbers of rows that are no more to others.
                    self._at_hand, self._at_hand_of = {}, state
                rows = self._file.execute("SELECT number FROM stood WHERE since <= ? AND until > ?", (day, day))
                numbers = [number for (number,) in rows]
                found = dict(self._read([number for number in numbers if number not in self._at_hand]))
            finally:
                self._file.execute("COMMIT")
            self._at_hand = {number: self._at_hand.get(number) or found[number] for number in numbers}
            return list(self._at_hand.values())

    def _read(self, numbers: list[int]) -> Iterable[tuple[int, Event]]:
        for number in numbers:
            (packed,) = self._file.execute("SELECT event FROM stood WHERE number = ?", (number,)).fetchone()
            yield number, unpacked_event(packed)
