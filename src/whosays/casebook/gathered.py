"""What gathering asks of a casebook and tells it: what is there already, and what the network answered."""

from __future__ import annotations

import hashlib

from whosays.casebook.connection import coded
from whosays.casebook.opened import OpenCasebook
from whosays.record import Report

FETCHED, NOT_FETCHED = "fetch", "fetch-failed"


class Gathered(OpenCasebook):
    """A casebook that is filled from feeds and archives."""

    def has(self, report: Report, raw: bytes) -> bool:
        """Return whether this report was read from these bytes before, so that reading them again adds nothing."""
        rows = self._rows(
            "SELECT 1 FROM captures AS c JOIN reports AS p ON p.number = c.report "
            "JOIN evidence AS e ON e.number = c.evidence JOIN current_records AS r ON r.report = c.report "
            "WHERE p.id = ? AND p.text_sha256 = ? AND e.sha256 = ?",
            report.id,
            hashlib.sha256(report.text.encode("utf-8", "surrogatepass")).digest(),
            hashlib.sha256(raw).digest(),
        )
        return bool(rows)

    def log_fetch(self, url: str, answer: str, body: bytes | None) -> None:
        """Enter in the chain of custody what a server answered: with the hash of the page, or as a failure."""
        self._require_writable()
        act = NOT_FETCHED if body is None and not answer.startswith("304") else FETCHED
        sha256 = hashlib.sha256(body).hexdigest() if body is not None else None
        with coded(self.path), self._transaction():
            self._log(act, f"{url} ({answer})", sha256)
