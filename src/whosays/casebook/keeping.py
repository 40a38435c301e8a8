"""Keeping reports: bytes as received, texts and readings, each once."""

from __future__ import annotations

import hashlib
import zlib

import msgspec

from whosays.casebook.connection import coded
from whosays.casebook.opened import OpenCasebook
from whosays.casebook.packing import packed
from whosays.casebook.readings import refresh_rows
from whosays.casebook.strangers import MOST_EVIDENCE
from whosays.errors import CasebookError
from whosays.record import Record, Report, SpanError, check_record, to_json
from whosays.vocab.readers import is_proposed


class Keeping(OpenCasebook):
    """What a casebook takes in."""

    def add(
        self,
        record: Record,
        raw: bytes | None = None,
        media_type: str | None = None,
        locator: str | None = None,
    ) -> bool:
        """Keep a record with its report's bytes; return whether the report or the reading is new.

        Adding the same twice changes nothing. A new reading of a report already there is kept beside the old ones and
        becomes the current one. Raise `CasebookError` C007 if the report's id stands for another text, C009 if a span
        of the record does not carry its words, L006 if a language model proposed it.
        """
        if is_proposed(record):
            # It would become the current reading, and nobody would see whose it is.
            raise CasebookError("L006", item=record.report.id)
        try:
            check_record(record)
        except SpanError as error:
            raise CasebookError("C009", item=record.report.id, detail=str(error)) from error
        if raw is not None and len(raw) > MOST_EVIDENCE:
            raise CasebookError("C009", item=record.report.id, detail="its bytes are more than a gigabyte")
        self._require_writable()
        try:
            return self._add(record, raw, media_type, locator)
        except UnicodeEncodeError as error:
            raise CasebookError("C009", item=record.report.id, detail="half a character pair in its text") from error

    def _add(self, record: Record, raw: bytes | None, media_type: str | None, locator: str | None) -> bool:
        with coded(self.path), self._transaction():
            at = self._clock()
            number, is_new_report = self._keep_report(record.report, at)
            if raw is not None:
                self._keep_capture(number, raw, media_type, locator, at)
            # A clock set back must not make the new reading an old one.
            latest = self._connection.execute(
                "SELECT max(read_at) FROM records WHERE report = ?", (number,)
            ).fetchone()[0]
            is_new_reading = self._keep_reading(number, record, max(at, latest or at))
        self._n_added += is_new_reading
        return is_new_report or is_new_reading

    def _keep_report(self, report: Report, at: str) -> tuple[int, bool]:
        text_sha256 = hashlib.sha256(report.text.encode()).digest()
        known = self._connection.execute(
            "SELECT number, text_sha256 FROM reports WHERE id = ?", (report.id,)
        ).fetchone()
        if known:
            if known[1] != text_sha256:
                raise CasebookError("C007", item=report.id)
            return int(known[0]), False
        cursor = self._connection.execute(
            "INSERT INTO reports (id, title, text, text_sha256, added_at) VALUES (?, ?, ?, ?, ?)",
            (report.id, report.title, report.text, text_sha256, at),
        )
        assert cursor.lastrowid is not None
        self._connection.execute(
            "INSERT INTO report_words (rowid, title, text) VALUES (?, ?, ?)",
            (cursor.lastrowid, report.title, report.text),
        )
        self._log_kept("report", cursor.lastrowid)
        return cursor.lastrowid, True

    def _keep_capture(self, number: int, raw: bytes, media_type: str | None, locator: str | None, at: str) -> None:
        sha256 = hashlib.sha256(raw).digest()
        self._connection.execute(
            "INSERT OR IGNORE INTO evidence (sha256, media_type, size, bytes) VALUES (?, ?, ?, ?)",
            (sha256, media_type, len(raw), zlib.compress(raw)),
        )
        evidence = self._connection.execute("SELECT number FROM evidence WHERE sha256 = ?", (sha256,)).fetchone()[0]
        known = self._connection.execute(
            "SELECT 1 FROM captures WHERE report = ? AND evidence = ?", (number, evidence)
        ).fetchone()
        if known:
            return
        cursor = self._connection.execute(
            "INSERT INTO captures (report, evidence, locator, captured_at) VALUES (?, ?, ?, ?)",
            (number, evidence, locator, at),
        )
        assert cursor.lastrowid is not None
        self._log_kept("capture", cursor.lastrowid)

    def _keep_reading(self, number: int, record: Record, at: str) -> bool:
        report = record.report
        # The report's text is kept once, beside its readings.
        body = to_json(msgspec.structs.replace(record, report=msgspec.structs.replace(report, text="")))
        sha256 = hashlib.sha256(body).digest()
        known = self._connection.execute(
            "SELECT 1 FROM records WHERE report = ? AND sha256 = ?", (number, sha256)
        ).fetchone()
        if known:
            return False
        packing, kept = packed(record, body)
        cursor = self._connection.execute(
            "INSERT INTO records (report, title, url, publisher, author, category, language, published, "
            "published_from, n_claims, version, sha256, json, read_at, packing) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                number, report.title, report.url, report.publisher, report.author, report.category, report.language,
                report.published, report.published_from, len(record.claims), record.version, sha256,
                kept, at, packing,
            ),
        )  # fmt: skip
        assert cursor.lastrowid is not None
        self._log_kept("record", cursor.lastrowid)
        refresh_rows(self._connection, report.id)
        return True
