"""What gathering remembers between runs, in a small SQLite file beside the casebook.

When each feed is to be asked next and how it fared; which of its entries were taken; what servers sent with a page, so
that only what changed is fetched; which alerts went out, and which still have to. Losing the file loses no report: all
is fetched again, and what is there already is passed over.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from whosays.errors import UsageError

_LAYOUT = """
CREATE TABLE IF NOT EXISTS casebook (seal TEXT PRIMARY KEY);
CREATE TABLE IF NOT EXISTS pages (url TEXT PRIMARY KEY, etag TEXT, last_modified TEXT, at REAL NOT NULL);
CREATE TABLE IF NOT EXISTS feeds (
    url TEXT PRIMARY KEY, title TEXT, next_at REAL NOT NULL, asked_at REAL, read_at REAL,
    n_failures INTEGER NOT NULL DEFAULT 0, error TEXT, n_reports INTEGER NOT NULL DEFAULT 0, last_report_at REAL
);
CREATE TABLE IF NOT EXISTS entries (
    feed TEXT NOT NULL, key TEXT NOT NULL, n_tries INTEGER NOT NULL, is_taken INTEGER NOT NULL, PRIMARY KEY (feed, key)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS rules (rule TEXT PRIMARY KEY);
CREATE TABLE IF NOT EXISTS matches (rule TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (rule, key)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS alerts (
    number INTEGER PRIMARY KEY, at REAL NOT NULL, rule TEXT NOT NULL, json BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS outbox (
    number INTEGER PRIMARY KEY, alert INTEGER NOT NULL, channel TEXT NOT NULL,
    n_tries INTEGER NOT NULL DEFAULT 0, next_at REAL NOT NULL DEFAULT 0, error TEXT
);
"""
_TABLES = ("pages", "feeds", "entries", "rules", "matches", "alerts", "outbox")


@dataclass(frozen=True, slots=True)
class Health:
    """How a feed fares; times in seconds since 1970."""

    url: str
    title: str | None
    next_at: float
    asked_at: float | None
    read_at: float | None
    n_failures: int
    error: str | None
    n_reports: int
    last_report_at: float | None


class Memory:
    """The memory of one casebook. ``seal`` tells casebooks apart: what was remembered for another is forgotten."""

    def __init__(self, path: str | Path, *, seal: str, clock: Callable[[], float] = time.time) -> None:
        self.clock = clock
        self._path = str(path)
        with self._coded():
            self._connection = sqlite3.connect(path, isolation_level=None, timeout=30)
        try:
            with self._coded():
                self._connection.execute("PRAGMA trusted_schema = OFF")
                self._connection.execute("PRAGMA journal_mode = WAL")
                self._connection.executescript(_LAYOUT)
                known = self._connection.execute("SELECT seal FROM casebook").fetchone()
                if known is None or known[0] != seal:
                    for table in (*_TABLES, "casebook"):
                        self._connection.execute(f"DELETE FROM {table}")
                    self._connection.execute("INSERT INTO casebook VALUES (?)", (seal,))
        except BaseException:
            self._connection.close()
            raise

    @contextmanager
    def _coded(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise UsageError("U004", item=self._path, detail=str(error)) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def do(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Run one statement and return its rows; raise `UsageError` U004 where the file cannot be read or written."""
        with self._coded():
            return self._connection.execute(query, values).fetchall()

    def together(self, statements: Iterable[tuple[str, tuple[object, ...]]]) -> None:
        """Run statements that hold together or not at all."""
        with self._coded():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                for query, values in statements:
                    self._connection.execute(query, values)
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    # ------------------------------------------------------------ pages

    def validators(self, url: str) -> dict[str, str]:
        """Return the conditional headers for a page, from what its server sent last time; empty where it sent none."""
        rows = self.do("SELECT etag, last_modified FROM pages WHERE url = ?", url)
        etag, last_modified = rows[0] if rows else (None, None)
        headers = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        return {name: value for name, value in headers.items() if value}

    def remember(self, url: str, headers: dict[str, str]) -> None:
        """Take note of what a server sent with a page; to be called when all of it has been kept, and not before."""
        self.do(
            "INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?)",
            url, headers.get("etag"), headers.get("last-modified"), self.clock(),
        )  # fmt: skip

    # ------------------------------------------------------------ feeds

    def health(self, url: str) -> Health | None:
        """Return how a feed fares, or None if it was never asked."""
        rows = self.do(
            "SELECT url, title, next_at, asked_at, read_at, n_failures, error, n_reports, last_report_at FROM feeds "
            "WHERE url = ?", url,
        )  # fmt: skip
        return Health(*rows[0]) if rows else None

    def read_well(self, url: str, *, title: str | None, next_at: float, n_reports: int) -> None:
        """Take note that a feed was read to its end."""
        now = self.clock()
        self.do("INSERT OR IGNORE INTO feeds (url, next_at) VALUES (?, ?)", url, next_at)
        self.do(
            "UPDATE feeds SET title = coalesce(?, title), next_at = ?, asked_at = ?, read_at = ?, n_failures = 0, "
            "error = NULL, n_reports = n_reports + ?, last_report_at = CASE WHEN ? > 0 THEN ? ELSE last_report_at END "
            "WHERE url = ?", title, next_at, now, now, n_reports, n_reports, now, url,
        )  # fmt: skip

    def failed(self, url: str, *, error: str, next_at: float) -> None:
        """Take note that a feed could not be read."""
        self.do("INSERT OR IGNORE INTO feeds (url, next_at) VALUES (?, ?)", url, next_at)
        self.do(
            "UPDATE feeds SET next_at = ?, asked_at = ?, n_failures = n_failures + 1, error = ? WHERE url = ?",
            next_at, self.clock(), error, url,
        )  # fmt: skip

    def tries(self, feed: str, key: str) -> int | None:
        """Return how often an entry was tried, or None if it is taken."""
        rows = self.do("SELECT n_tries, is_taken FROM entries WHERE feed = ? AND key = ?", feed, key)
        if not rows:
            return 0
        return None if rows[0][1] else int(rows[0][0])

    def tried(self, feed: str, key: str, *, is_taken: bool) -> None:
        """Take note that an entry was tried, and whether it need not be tried again."""
        self.do(
            "INSERT INTO entries VALUES (?, ?, 1, ?) ON CONFLICT (feed, key) DO UPDATE SET n_tries = n_tries + 1, "
            "is_taken = max(is_taken, excluded.is_taken)", feed, key, is_taken,
        )  # fmt: skip
