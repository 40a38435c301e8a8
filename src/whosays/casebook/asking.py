"""Asking a casebook: reports, claims, speakers, events, figures, as they stand with the persons' verdicts."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from itertools import islice
from typing import Any, Self

import msgspec

from whosays.casebook import events, numbering
from whosays.casebook.connection import coded
from whosays.casebook.found import FoundClaim, FoundFigure, FoundText, Speaker
from whosays.casebook.marking import INNERMOST, INNERMOST_MEDIUM
from whosays.casebook.opened import OpenCasebook
from whosays.casebook.past import as_it_was, cut_at
from whosays.casebook.ratings import Rating, rating_from, rating_of
from whosays.casebook.readings import as_reviewed
from whosays.casebook.search import ClaimFilter, Conditions, claim_conditions, match_of
from whosays.casebook.verdicts import Review, Verdict, standing_verdicts
from whosays.errors import CasebookError
from whosays.record import Event, Origin, Record, Report

_HELD = 256  # records in memory, about 20 MB decoded: enough for a filter's hits to be read report by report
_DAYS = 3  # past states in memory, each as large as the file: enough to compare two days with the present
_verdict_decoder = msgspec.json.Decoder(Verdict)


class Asking(OpenCasebook):
    """What a casebook answers."""

    def _past(self, as_of: str) -> Self:
        """Return the casebook as it was then: a copy in memory, or itself if nothing came in since."""
        with coded(self.path):
            cut = cut_at(self._connection, as_of)
            if cut is None:
                return self
            key = (cut["custody"], self._newest("custody"))
            if key not in self._earlier:
                while len(self._earlier) >= _DAYS:
                    self._earlier.pop(next(iter(self._earlier))).close()
                self._earlier[key] = self._on_copy(as_it_was(self._connection, cut))
        earlier = self._earlier[key]
        assert isinstance(earlier, type(self))
        return earlier

    def _standing(self, number: int, through: int) -> tuple[Record, dict[str, Review]]:
        """Return what stands of a reading under the verdicts through a number, from memory where it was just asked."""
        known = self._held.get((number, through))
        if known is None:
            try:
                with coded(self.path):
                    known = as_reviewed(self._connection, number, through=through)
            except (zlib.error, msgspec.MsgspecError) as error:
                raise CasebookError("C004", item=str(self.path), detail=f"record {number}: {error}") from error
            while len(self._held) >= _HELD:
                self._held.pop(next(iter(self._held)))
            self._held[number, through] = known
        return known

    def records(
        self, report_id: str | None = None, *, as_read: bool = False, as_of: str | None = None
    ) -> Iterator[Record]:
        """Yield the current record of every report, or of one, in the order in which the reports came in.

        Persons' verdicts are applied: rejected claims are out, corrections in. ``as_read``: as the machine read it.
        ``as_of``: what this said on a past day or at a past instant (ISO, UTC), by the casebook's own clock.
        """
        if as_of is not None:
            yield from self._past(as_of).records(report_id, as_read=as_read)
            return
        condition = "" if report_id is None else " WHERE p.id = ?"
        values = () if report_id is None else (report_id,)
        through = 0 if as_read else self._newest("verdicts")
        for (number,) in self._rows(
            "SELECT r.number FROM current_records AS r JOIN reports AS p ON p.number = r.report"
            f"{condition} ORDER BY r.report",
            *values,
        ):
            yield self._standing(number, through)[0]

    def reports(self) -> Iterator[Report]:
        """Yield every report as currently read, in the order in which they came in."""
        for record in self.records():
            yield record.report

    def evidence(self, report_id: str) -> Iterator[tuple[bytes, str | None, str | None]]:
        """Yield (bytes as received, media type, locator) of each capture of a report, the first one first."""
        for packed, size, media_type, locator in self._rows(
            "SELECT e.bytes, e.size, e.media_type, c.locator FROM captures AS c "
            "JOIN evidence AS e ON e.number = c.evidence JOIN reports AS p ON p.number = c.report "
            "WHERE p.id = ? ORDER BY c.number",
            report_id,
        ):
            yield self._received(packed, size), media_type, locator

    def claims(self, *, limit: int | None = None, as_of: str | None = None, **conditions: Any) -> Iterator[FoundClaim]:
        """Yield the claims of the current records that meet every condition, by publication day, then report.

        Persons' verdicts are applied; ``reviewed`` of each says what they did. ``as_of``: see `records`.

        Conditions: ``text`` (words of the claim and its names), ``actor``, ``recipient``, ``source``, ``place`` (words
        of a name), ``country`` (ISO alpha-3, among actors, recipients and places), ``type``, ``mode``, ``certainty``,
        ``status``, ``report`` and ``claim`` (ids), ``box`` (south, west, north, east in degrees), ``since`` and
        ``until`` (when it happened: the interval reaches into them), ``reported_since`` and ``reported_until`` (ISO
        days). ``only_source`` with ``source``: what rests on that speaker alone, in the claim and, where its event is
        told by others too, in the event.
        """
        if as_of is not None:
            yield from self._past(as_of).claims(limit=limit, **conditions)
            return
        if conditions.get("only_source"):
            self._fuse()
        query, values = self._conditions(**conditions).query("c.number", self._count)
        rows = self._rows(f"{query} LIMIT ?", *values, -1 if limit is None else limit)
        through, ratings = self._newest("verdicts"), self._current_ratings()
        for (number,) in rows:
            reading = self._rows("SELECT number FROM current_records WHERE report = ?", numbering.report_of(number))[0][
                0
            ]
            record, reviews = self._standing(reading, through)
            claim = record.claims[numbering.position_of(number)]
            rating = rating_of(record.report, claim, ratings)
            yield FoundClaim(
                report=record.report, claim=claim, reviewed=reviews.get(claim.id),
                reliability=rating.reliability if rating else "F",
            )  # fmt: skip

    def _conditions(self, **conditions: Any) -> Conditions:
        return claim_conditions(ClaimFilter(**conditions), self._rows)

    def numbered(self) -> Iterator[tuple[int, str]]:
        """Yield (number, id) of every claim of the current records; numbers change when a report is read again."""
        yield from self._rows(
            f"SELECT c.number, {numbering.ID_SQL} FROM claims AS c "
            f"JOIN reports AS p ON p.number = {numbering.REPORT_SQL} ORDER BY c.number"
        )

    def claim_sets(
        self, *, text: str | None = None, source: str | None = None, place: str | None = None
    ) -> list[list[int]] | None:
        """Return for each of these conditions of `claims` the numbers of the claims that meet it; see `numbered`.

        For who keeps claims in columns. None where a condition holds no letter and no digit, so that nothing meets it.
        """
        asked = {name: words for name, words in (("text", text), ("source", source), ("place", place)) if words}
        if any(match_of(words) is None for words in asked.values()):
            return None
        queries = [self._conditions(**{name: words}).query("c.number", self._count) for name, words in asked.items()]
        return [[number for (number,) in self._rows(query, *values)] for query, values in queries]

    def _current_ratings(self) -> dict[str, Rating]:
        """Return the rating that counts of every source: the latest."""
        rows = self._rows("SELECT id, source, name, reliability, author, at, why FROM ratings ORDER BY at, number")
        return {row[1]: rating_from(row) for row in rows}

    def speakers(self) -> Iterator[Speaker]:
        """Yield who is quoted, the most often first: the innermost source of each claim.

        A speaker without a name ("they", "officials") is one of each report.
        """
        innermost = " UNION ALL ".join(
            f"SELECT doc, CAST(substr(term, 2) AS INTEGER) AS party FROM claim_terms "
            f"WHERE term > '{letter}' AND term < '{chr(ord(letter) + 1)}'"
            for letter in (INNERMOST, INNERMOST_MEDIUM)
        )
        report = numbering.REPORT_SQL.replace("c.number", "c.doc")
        for row in self._rows(
            "SELECT coalesce(p.name, p.words), p.entity, p.country, min(p.kind), count(DISTINCT c.doc) AS n, "
            f"count(DISTINCT {report}) FROM ({innermost}) AS c JOIN parties AS p ON p.number = c.party "
            f"GROUP BY coalesce(p.entity, p.name, p.words || ({report})) ORDER BY n DESC, 1"
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
            yield FoundText(report=self._standing(number, 0)[0].report, excerpt=excerpt)

    def _fuse(self) -> None:
        """Fuse the current records as they stand, unless the events at hand were fused from just these.

        The first time in a process all are fused; after that what came in since touches only its neighbourhood.
        """
        with coded(self.path):
            if events.are_current(self._connection, self._tool):
                return
        from whosays.casebook.fusing import Fusing

        self._work_on_copy()
        newest, verdict = self._newest("records"), events.newest_deciding(self._connection)
        known = self._fusing
        if known is None:
            fusing, turn = Fusing(), None
            fusing.follow(self.records(), self._groupings())
        else:
            fusing = known[0]
            turn = fusing.follow(self._read_since(*known[1:3]), self._groupings())
        at = self._clock()
        with coded(self.path), self._transaction():
            # Another process may have fused meanwhile.
            rows = self._rows("SELECT through_record, through_verdict, sha256 FROM fusion")
            anew = turn is None or known is None or [known[1:]] != rows
            sha256 = events.keep(
                self._connection, events.Turn(fusing.events(), set()) if anew or turn is None else turn, anew=anew,
                through=newest, through_verdict=verdict, tool=self._tool, at=at,
            )  # fmt: skip
            subject = events.subject_of(self._connection)
            if not events.take_over(self._connection, subject, sha256, self._tool):
                self._log("fuse", subject, sha256, at=at)
        self._fusing = fusing, newest, verdict, sha256

    def _read_since(self, record: int, verdict: int) -> Iterator[Record]:
        """Yield, as they stand now, the records of the reports that were read or judged after a record and verdict."""
        for (report_id,) in self._rows(
            "SELECT p.id FROM records AS r JOIN reports AS p ON p.number = r.report WHERE r.number > ? "
            "UNION SELECT report FROM verdicts WHERE number > ? AND report IS NOT NULL ORDER BY 1",
            record,
            verdict,
        ):
            yield from self.records(report_id)

    def state(self) -> str:
        """Return what changes when the events may: with a reading, a verdict that decides, or a new release."""
        newest, deciding = self._newest("records"), events.newest_deciding(self._connection)
        seal = self._rows("SELECT sha256 FROM records WHERE number = ?", newest)
        return f"{newest}:{seal[0][0][:16] if seal else ''}:{deciding}:{self._tool}"

    def _groupings(self) -> list[Verdict]:
        rows = self._rows("SELECT json FROM verdicts WHERE about = 'event' ORDER BY number")
        return standing_verdicts(_verdict_decoder.decode(body) for (body,) in rows)

    def events(
        self, *, limit: int | None = None, as_of: str | None = None, known_on: str | None = None, **conditions: Any
    ) -> Iterator[Event]:
        """Yield the events of the current records that meet every condition, the earliest first.

        They are fused from what stands under the persons' verdicts, events merged and split as persons said.
        ``as_of``: see `records`. ``known_on``: fused from the reports published by that day (ISO) alone, as far as the
        verdicts bear on them; with ``as_of``, under the verdicts given by then.

        Conditions: those of `claims`, met by one of the event's claims, and ``event`` (id), ``standing`` and
        ``min_origins``. Events are fused on the first question after reports were added.
        """
        if as_of is not None:
            yield from self._past(as_of).events(limit=limit, known_on=known_on, **conditions)
            return
        if known_on is not None:
            yield from islice(self._known_on(known_on, conditions), limit)
            return
        self._fuse()
        for packed in events.matching(conditions, limit=limit, rows=self._rows, count=self._count):
            yield events.unpacked(packed)

    def _known_on(self, day: str, conditions: dict[str, Any]) -> Iterator[Event]:
        from whosays.casebook.fusing import Fusing

        wanted = dict(conditions)
        key, standing, fewest = (wanted.pop(name, None) for name in ("event", "standing", "min_origins"))
        chosen = {found.claim.id for found in self.claims(**wanted)} if wanted else None
        fusing = Fusing()
        known = (record for record in self.records() if (record.report.published or "9999")[:10] <= day)
        fusing.follow(known, self._groupings())
        for event in sorted(fusing.events(), key=events.place_of):
            if chosen is not None and chosen.isdisjoint(event.claims):
                continue
            if key in (None, event.id) and standing in (None, event.standing) and len(event.origins) >= (fewest or 0):
                yield event

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
