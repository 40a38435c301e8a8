"""The casebook: reports with their evidence, readings, claims and events in one file; nothing is overwritten."""

from __future__ import annotations

import getpass
import hashlib
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import msgspec

from whosays.casebook import custody, events, verifying
from whosays.casebook.connection import coded, connect, transaction
from whosays.casebook.found import FoundClaim, FoundFigure, FoundText, Speaker
from whosays.casebook.indexing import index_claims
from whosays.casebook.search import ClaimFilter, claim_conditions, match_of
from whosays.errors import CasebookError
from whosays.record import Event, Origin, Record, Report, SpanError, check_record, to_json

# Two processes that add reports take turns; a turn lasts milliseconds, so half a minute of waiting means a stuck one.
WAIT = 30.0
_CACHED_RECORDS = 256  # about 20 MB of decoded records, enough for a filter's hits to be read report by report
_decoder = msgspec.json.Decoder(Record)


def _tool() -> str:
    try:
        return f"whosays {version('whosays')}"
    except PackageNotFoundError:
        return "whosays"


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


class Casebook:
    """One file that remembers: open it, add records, ask.

    ``path`` is made if missing, unless ``create`` is false. ``by`` is who adds (default: the user's login name) and
    stands in the custody chain. ``wait`` is how many seconds to wait for another writer. Use it in a ``with`` block
    or call `close`. Every failure is a `CasebookError`; nothing already kept is lost by one.
    """

    def __init__(
        self,
        path: str | Path,
        create: bool = True,
        *,
        by: str | None = None,
        wait: float = WAIT,
        clock: Callable[[], str] = _now,
    ) -> None:
        self.path = Path(path)
        self._by = by or _user()
        self._clock = clock
        self._tool = _tool()
        self._connection, self._writable = connect(
            self.path, create=create, wait=wait, by=self._by, at=clock(), tool=self._tool
        )
        self._is_copy = False
        self._record = lru_cache(maxsize=_CACHED_RECORDS)(self._load_record)

    def __enter__(self) -> Self:
        """Return the casebook itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the casebook."""
        self.close()

    def close(self) -> None:
        """Close the file; the casebook answers no more."""
        with coded(self.path):
            self._connection.close()

    # ------------------------------------------------------------ adding

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
        of the record does not carry its words.
        """
        try:
            check_record(record)
        except SpanError as error:
            raise CasebookError("C009", item=record.report.id, detail=str(error)) from error
        self._require_writable()
        try:
            return self._add(record, raw, media_type, locator)
        except UnicodeEncodeError as error:
            raise CasebookError("C009", item=record.report.id, detail="half a character pair in its text") from error

    def _add(self, record: Record, raw: bytes | None, media_type: str | None, locator: str | None) -> bool:
        with coded(self.path), transaction(self._connection):
            number, is_new_report = self._keep_report(record.report)
            if raw is not None:
                self._keep_capture(number, raw, media_type, locator)
            is_new_reading = self._keep_reading(number, record)
        return is_new_report or is_new_reading

    def _require_writable(self) -> None:
        if not self._writable:
            raise CasebookError("C003", item=str(self.path), detail="it is read-only")

    def _work_on_copy(self) -> None:
        """Where the file cannot be written, go on with a copy in memory: events must be kept somewhere."""
        if not self._writable and not self._is_copy:
            copy = sqlite3.connect(":memory:", isolation_level=None)
            with coded(self.path):
                self._connection.backup(copy)
                self._connection.close()
            self._connection, self._is_copy = copy, True

    def _log(self, act: str, subject: str, content_sha256: str | None) -> None:
        custody.append(
            self._connection, at=self._clock(), by=self._by, act=act, subject=subject,
            content_sha256=content_sha256, tool=self._tool,
        )  # fmt: skip

    def _log_kept(self, act: str, number: int) -> None:
        self._log(act, *custody.seal_of_kept(self._connection, act, number))

    def _keep_report(self, report: Report) -> tuple[int, bool]:
        text_sha256 = hashlib.sha256(report.text.encode()).hexdigest()
        known = self._connection.execute(
            "SELECT number, text_sha256 FROM reports WHERE id = ?", (report.id,)
        ).fetchone()
        if known:
            if known[1] != text_sha256:
                raise CasebookError("C007", item=report.id)
            return int(known[0]), False
        cursor = self._connection.execute(
            "INSERT INTO reports (id, title, text, text_sha256, added_at) VALUES (?, ?, ?, ?, ?)",
            (report.id, report.title, report.text, text_sha256, self._clock()),
        )
        assert cursor.lastrowid is not None
        self._connection.execute(
            "INSERT INTO report_words (rowid, title, text) VALUES (?, ?, ?)",
            (cursor.lastrowid, report.title, report.text),
        )
        self._log_kept("report", cursor.lastrowid)
        return cursor.lastrowid, True

    def _keep_capture(self, number: int, raw: bytes, media_type: str | None, locator: str | None) -> None:
        sha256 = hashlib.sha256(raw).hexdigest()
        known = self._connection.execute(
            "SELECT 1 FROM captures WHERE report = ? AND sha256 = ?", (number, sha256)
        ).fetchone()
        if known:
            return
        self._connection.execute(
            "INSERT OR IGNORE INTO evidence VALUES (?, ?, ?, ?)", (sha256, media_type, len(raw), zlib.compress(raw))
        )
        cursor = self._connection.execute(
            "INSERT INTO captures (report, sha256, locator, captured_at) VALUES (?, ?, ?, ?)",
            (number, sha256, locator, self._clock()),
        )
        assert cursor.lastrowid is not None
        self._log_kept("capture", cursor.lastrowid)

    def _keep_reading(self, number: int, record: Record) -> bool:
        report = record.report
        # The report's text is kept once, beside its readings.
        body = to_json(msgspec.structs.replace(record, report=msgspec.structs.replace(report, text="")))
        sha256 = hashlib.sha256(body).hexdigest()
        known = self._connection.execute(
            "SELECT 1 FROM records WHERE report = ? AND sha256 = ?", (number, sha256)
        ).fetchone()
        if known:
            return False
        cursor = self._connection.execute(
            "INSERT INTO records (report, title, url, publisher, author, category, language, published, "
            "published_from, n_claims, version, sha256, json, read_at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                number, report.title, report.url, report.publisher, report.author, report.category, report.language,
                report.published, report.published_from, len(record.claims), record.version, sha256,
                zlib.compress(body), self._clock(),
            ),
        )  # fmt: skip
        assert cursor.lastrowid is not None
        index_claims(self._connection, cursor.lastrowid, record)
        self._log_kept("record", cursor.lastrowid)
        return True

    # ------------------------------------------------------------ asking

    def _rows(self, query: str, *values: object) -> list[Any]:
        with coded(self.path):
            return self._connection.execute(query, values).fetchall()

    def _count(self, query: str, values: tuple[object, ...]) -> int:
        return int(self._rows(f"SELECT count(*) FROM ({query})", *values)[0][0])

    def _load_record(self, number: int) -> Record:
        rows = self._rows(
            "SELECT p.text, r.json FROM records AS r JOIN reports AS p ON p.number = r.report WHERE r.number = ?",
            number,
        )
        text, packed = rows[0]
        try:
            record = _decoder.decode(zlib.decompress(packed))
        except (zlib.error, msgspec.DecodeError) as error:
            raise CasebookError("C004", item=str(self.path), detail=f"record {number}: {error}") from error
        return msgspec.structs.replace(record, report=msgspec.structs.replace(record.report, text=text))

    def records(self, report_id: str | None = None) -> Iterator[Record]:
        """Yield the current record of every report, or of one, in the order in which the reports came in."""
        condition = "" if report_id is None else " WHERE p.id = ?"
        values = () if report_id is None else (report_id,)
        for (number,) in self._rows(
            "SELECT r.number FROM current_records AS r JOIN reports AS p ON p.number = r.report"
            f"{condition} ORDER BY r.report",
            *values,
        ):
            yield self._load_record(number)

    def reports(self) -> Iterator[Report]:
        """Yield every report as currently read, in the order in which they came in."""
        for record in self.records():
            yield record.report

    def evidence(self, report_id: str) -> Iterator[tuple[bytes, str | None, str | None]]:
        """Yield (bytes as received, media type, locator) of each capture of a report, the first one first."""
        for packed, media_type, locator in self._rows(
            "SELECT e.bytes, e.media_type, c.locator FROM captures AS c JOIN evidence AS e ON e.sha256 = c.sha256 "
            "JOIN reports AS p ON p.number = c.report WHERE p.id = ? ORDER BY c.number",
            report_id,
        ):
            yield zlib.decompress(packed), media_type, locator

    def claims(self, *, limit: int | None = None, **conditions: Any) -> Iterator[FoundClaim]:
        """Yield the claims of the current records that meet every condition, by publication day, then report.

        Conditions: ``text`` (words of the claim and its names), ``actor``, ``recipient``, ``source``, ``place`` (words
        of a name), ``country`` (ISO alpha-3, among actors, recipients and places), ``type``, ``mode``, ``certainty``,
        ``status``, ``report`` and ``claim`` (ids), ``box`` (south, west, north, east in degrees), ``since`` and
        ``until`` (when it happened: the interval reaches into them), ``reported_since`` and ``reported_until`` (ISO
        days). ``only_source`` with ``source``: what rests on that speaker alone, in the claim and, where its event is
        told by others too, in the event.
        """
        if conditions.get("only_source"):
            self._fuse()
        where = claim_conditions(ClaimFilter(**conditions))
        # For the first few of many, walk the claims by day; else gather those that match and sort them.
        is_walk = limit is not None and where.is_broad(self._count)
        claims = "claims AS c INDEXED BY claims_by_day CROSS JOIN" if is_walk else "claims AS c JOIN"
        rows = self._rows(
            f"SELECT c.record, c.position FROM {claims} current_records AS r ON r.number = c.record "
            f"WHERE {where.where} ORDER BY c.reported_on, c.record, c.position LIMIT ?",
            *where.values,
            -1 if limit is None else limit,
        )
        for number, position in rows:
            record = self._record(number)
            yield FoundClaim(report=record.report, claim=record.claims[position])

    def speakers(self) -> Iterator[Speaker]:
        """Yield who is quoted, the most often first: the innermost source of each claim.

        A speaker without a name ("they", "officials") is one of each report.
        """
        for row in self._rows(
            "SELECT coalesce(p.name, p.words), p.entity, p.country, min(s.kind), count(DISTINCT c.number) AS n, "
            "count(DISTINCT c.record) FROM claims AS c JOIN current_records AS r ON r.number = c.record "
            "JOIN claim_sources AS s ON s.claim = c.number JOIN parties AS p ON p.number = s.party "
            "WHERE s.position = (SELECT max(position) FROM claim_sources AS i WHERE i.claim = c.number) "
            "GROUP BY coalesce(p.entity, p.name, p.words || c.record) ORDER BY n DESC, 1"
        ):
            yield Speaker(name=row[0], entity=row[1], country=row[2], kind=row[3], n_claims=row[4], n_reports=row[5])

    def search(self, text: str, *, limit: int = 50) -> Iterator[FoundText]:
        """Yield the reports whose title or text holds all the words, the best match first."""
        query = match_of(text)
        if query is None:
            return
        for number, excerpt in self._rows(
            "SELECT r.number, snippet(report_words, -1, '«', '»', '…', 24) FROM report_words "
            "JOIN current_records AS r ON r.report = report_words.rowid WHERE report_words MATCH ? "
            "ORDER BY bm25(report_words, 4.0, 1.0), r.number LIMIT ?",
            query,
            limit,
        ):
            yield FoundText(report=self._record(number).report, excerpt=excerpt)

    # ------------------------------------------------------------ events

    def _fuse(self) -> None:
        """Fuse the current records, unless the events at hand were fused from just these."""
        with coded(self.path):
            if events.are_current(self._connection, self._tool):
                return
        self._work_on_copy()
        newest = self._rows("SELECT coalesce(max(number), 0) FROM records")[0][0]
        fused = events.fuse_records(self.records())
        with coded(self.path), transaction(self._connection):
            sha256 = events.keep(self._connection, fused, through=newest, tool=self._tool, at=self._clock())
            self._log("fuse", f"{len(fused)} events through record {newest}", sha256)

    def events(self, *, limit: int | None = None, **conditions: Any) -> Iterator[Event]:
        """Yield the events of the current records that meet every condition, the earliest first.

        Conditions: those of `claims`, met by one of the event's claims, and ``event`` (id), ``standing`` and
        ``min_origins``. Events are fused on the first question after reports were added.
        """
        self._fuse()
        for packed in events.matching(conditions, limit=limit, rows=self._rows):
            yield events.unpacked(packed)

    def figures(self, *, of: str | None = None, **conditions: Any) -> Iterator[FoundFigure]:
        """Yield every figure of the events that meet the conditions of `events`, by day of report.

        ``of`` keeps one kind ("troops", "killed").
        """
        found = [
            FoundFigure(event=event.id, of=kind, figure=figure)
            for event in self.events(**conditions)
            for kind, figures in event.quantities.items()
            if of is None or kind == of
            for figure in figures.figures
        ]
        yield from sorted(found, key=lambda one: (one.figure.reported_at or "", one.event, one.of))

    def origins(self, event_id: str) -> tuple[Origin, ...]:
        """Return the independent origins of an event; empty if there is no such event."""
        return next((event.origins for event in self.events(event=event_id)), ())

    # ------------------------------------------------------------ trust

    def history(self) -> Iterator[custody.Entry]:
        """Yield every act on this casebook, in order."""
        with coded(self.path):
            yield from custody.entries(self._connection)

    def backup(self, to: str | Path) -> None:
        """Write a copy of the casebook as it is now, while it is in use; raise C003 if ``to`` is there already."""
        target = Path(to)
        if target.exists():
            raise CasebookError("C003", item=str(target), detail="there is such a file already")
        with coded(target):
            copy = sqlite3.connect(target)
            try:
                self._connection.backup(copy)
            finally:
                copy.close()

    def verify(self) -> None:
        """Raise `CasebookError` C004 naming the first thing that is not as it was kept.

        Checks the file's pages, the hash of every report's bytes, text and reading, the custody chain, that each of
        them has its entry there, and that the search rows say what the records say.
        """
        self._work_on_copy()
        with coded(self.path):
            broken = verifying.first_broken(self._connection)
        if broken is not None:
            raise CasebookError("C004", item=str(self.path), detail=broken)
