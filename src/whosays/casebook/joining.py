"""Joining two casebooks: what the other one has and this one has not comes in; doing it twice changes nothing."""

from __future__ import annotations

import zlib
from typing import Self

import msgspec

from whosays.casebook.connection import coded
from whosays.casebook.keeping import Keeping
from whosays.casebook.readings import as_read
from whosays.casebook.strangers import unpressed
from whosays.casebook.teaching import Teaching
from whosays.casebook.verdicts import fault_of
from whosays.errors import CasebookError
from whosays.record import SpanError, Struct, check_record


class Joined(Struct, frozen=True, kw_only=True):
    """What came in from another casebook, and what stayed out.

    ``refused`` are the ids of reports that stand for another text here, ``unsound`` says of reports and verdicts that
    do not hold by themselves which and why. The verdicts on a report that stayed out stay out with it.
    """

    n_reports: int = 0
    n_readings: int = 0
    n_captures: int = 0
    n_verdicts: int = 0
    n_ratings: int = 0
    refused: tuple[str, ...] = ()
    unsound: tuple[str, ...] = ()


class Joining(Keeping, Teaching):
    """A casebook that takes another one in."""

    def join(self, other: Self) -> Joined:
        """Take in the reports, bytes, readings, verdicts and ratings of another casebook that this one lacks.

        Each keeps its own time and author; the custody chain says when it came in here. Of a report that both have, the
        reading made last is the current one. Nothing of the other is changed. One transaction a report: stopped
        halfway, it goes on when called again.
        """
        self._require_writable()
        before = {table: self._newest(table) for table in ("reports", "records", "captures", "verdicts", "ratings")}
        refused: list[str] = []
        unsound: list[str] = []
        out: set[str] = set()
        for number, report_id in other._rows("SELECT number, id FROM reports ORDER BY number"):
            try:
                self._join_report(other, number, report_id)
            except CasebookError as error:
                if error.code not in ("C007", "C009"):
                    raise
                out.add(report_id)
                refused += [report_id] if error.code == "C007" else []
                unsound += [f"report {report_id}: {error.detail}"] if error.code == "C009" else []
        with coded(self.path), self._transaction():
            known = {row[0] for row in self._connection.execute("SELECT id FROM verdicts UNION SELECT id FROM ratings")}
            for verdict in other.verdicts():
                if verdict.id in known or verdict.report in out:
                    continue
                text = self._text_of(verdict.report)
                fault = fault_of(verdict, text)
                if fault is None and verdict.report is not None and text is None:
                    # Nobody would hold its words against a report that comes later.
                    fault = "its report is not here"
                if fault is None:
                    self._keep_verdict(verdict)
                else:
                    unsound.append(f"verdict {verdict.id}: {fault}")
            for rating in other.ratings():
                if rating.id not in known:
                    self._keep_rating(rating)
            n_new = {table: self._newest(table) - n for table, n in before.items()}
            if any(n_new.values()):
                head = other._rows("SELECT lower(hex(entry_sha256)) FROM custody ORDER BY number DESC LIMIT 1")[0][0]
                self._log("join", other.path.name, head)
        return Joined(
            n_reports=n_new["reports"], n_readings=n_new["records"], n_captures=n_new["captures"],
            n_verdicts=n_new["verdicts"], n_ratings=n_new["ratings"], refused=tuple(refused),
            unsound=tuple(unsound),
        )  # fmt: skip

    def _text_of(self, report_id: str | None) -> str | None:
        rows = self._rows("SELECT text FROM reports WHERE id = ?", report_id)
        return rows[0][0] if rows else None

    def _join_report(self, other: Self, number: int, report_id: str) -> None:
        """Take in one report with all its bytes and readings; raise C007 for another text, C009 if it does not hold."""
        added_at = other._rows("SELECT added_at FROM reports WHERE number = ?", number)[0][0]
        readings = other._rows("SELECT number, read_at FROM records WHERE report = ? ORDER BY number", number)
        captures = other._rows(
            "SELECT e.bytes, e.size, e.media_type, c.locator, c.captured_at FROM captures AS c "
            "JOIN evidence AS e ON e.number = c.evidence WHERE c.report = ? ORDER BY c.number",
            number,
        )
        try:
            with coded(self.path), self._transaction():
                for n, (reading, read_at) in enumerate(readings):
                    record = as_read(other._connection, reading)
                    check_record(record)
                    if record.report.id != report_id:
                        raise SpanError(f"a reading of it is of {record.report.id}")
                    if n == 0:
                        here, _ = self._keep_report(record.report, added_at)
                        for packed, size, media_type, locator, captured_at in captures:
                            self._keep_capture(here, unpressed(packed, most=size), media_type, locator, captured_at)
                    self._keep_reading(here, record, read_at)
        except SpanError as error:
            raise CasebookError("C009", item=report_id, detail=str(error)) from error
        except (msgspec.MsgspecError, zlib.error) as error:
            raise CasebookError("C004", item=str(other.path), detail=f"report {report_id}: {error}") from error
