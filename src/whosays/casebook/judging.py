"""Judging: a person's verdicts, comments and tags as new entries; undo is one more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from whosays.casebook.asking import Asking
from whosays.casebook.connection import coded
from whosays.casebook.readings import as_reviewed, refresh_rows
from whosays.casebook.verdicts import (
    DECIDING,
    About,
    Act,
    Anchor,
    Review,
    Verdict,
    WrongChange,
    anchor_of,
    claim_at,
    full_changes,
    sealed,
    standing_verdicts,
)
from whosays.errors import CasebookError, UsageError
from whosays.record import Claim, Record, to_json

_decoder = msgspec.json.Decoder(Verdict)
LONGEST_COMMENT = 20_000


class Judging(Asking):
    """What persons say of what was read. Every call adds one entry and returns it; nothing is changed or removed.

    ``by`` is the author (default: who opened the casebook), ``why`` the reason.
    """

    # ------------------------------------------------------------ claims

    def accept(self, claim_id: str, *, why: str | None = None, by: str | None = None) -> Verdict:
        """Say that a claim is read rightly; it stays even if a later reading lacks it."""
        return self._on_claim("accept", claim_id, why=why, by=by)

    def reject(self, claim_id: str, *, why: str | None = None, by: str | None = None) -> Verdict:
        """Say that the words make no such claim; it leaves every answer."""
        return self._on_claim("reject", claim_id, why=why, by=by)

    def correct(
        self, claim_id: str, changes: dict[str, Any], *, why: str | None = None, by: str | None = None
    ) -> Verdict:
        """Put fields of a claim right: a mapping of a field, or a path into one, to its value.

        Words are chosen by their offsets: ``{"trigger": [12, 20]}``, ``{"actors": [{"start": 4, "end": 9, "country":
        "PRK"}]}``, ``{"quantities.0.best": 1500}``. Raise `CasebookError` C010 for words that are none.
        """
        record, claim, _ = self._claim(claim_id)
        try:
            whole = full_changes(record, claim, changes)
        except WrongChange as error:
            raise CasebookError("C010", item=claim_id, detail=str(error)) from error
        return self._on_claim("correct", claim_id, why=why, by=by, changes=whole)

    def set_credibility(self, claim_id: str, grade: int, *, why: str | None = None, by: str | None = None) -> Verdict:
        """Set how credible a claim is: 1 confirmed … 5 improbable, 6 cannot be judged."""
        if grade not in range(1, 7):
            raise UsageError("U009", item=str(grade), detail="1 to 6")
        return self._on_claim("credibility", claim_id, why=why, by=by, grade=grade)

    # ------------------------------------------------------------ events

    def merge_events(self, first: str, second: str, *, why: str | None = None, by: str | None = None) -> Verdict:
        """Say that two events are one."""
        groups = (self._anchors(first), self._anchors(second))
        if first == second:
            raise UsageError("U010", item=first, detail="merging needs two different events")
        return self._say(Verdict(act="merge", about="event", groups=groups, author=self._author(by), at="", why=why))

    def split_event(
        self, event_id: str, claim_ids: Iterable[str], *, why: str | None = None, by: str | None = None
    ) -> Verdict:
        """Say that some claims of an event are another event."""
        chosen = set(claim_ids)
        anchors = self._anchors(event_id)
        out = tuple(anchor for anchor in anchors if anchor.claim in chosen)
        rest = tuple(anchor for anchor in anchors if anchor.claim not in chosen)
        if len(out) < len(chosen) or not out or not rest:
            raise UsageError("U010", item=event_id, detail="splitting needs some of its claims, not all")
        return self._say(
            Verdict(act="split", about="event", groups=(out, rest), author=self._author(by), at="", why=why)
        )

    # ------------------------------------------------------------ anything

    def tag(self, item: str, tag: str, *, why: str | None = None, by: str | None = None) -> Verdict:
        """Tag a report, a claim or an event, named by its id."""
        if not tag.strip() or len(tag) > 200:
            raise UsageError("U010", item=item, detail="a tag is a few words")
        return self._say(self._about(item, "tag", by=by, why=why, tag=" ".join(tag.split())))

    def comment(self, item: str, text: str, *, reply_to: str | None = None, by: str | None = None) -> Verdict:
        """Comment on a report, a claim or an event, or answer a comment on it."""
        if not text.strip() or len(text) > LONGEST_COMMENT:
            raise UsageError("U010", item=item, detail=f"a comment has 1 to {LONGEST_COMMENT} characters")
        if reply_to is not None and self.verdict(reply_to).act != "comment":
            raise UsageError("U010", item=reply_to, detail="only comments are answered")
        return self._say(self._about(item, "comment", by=by, text=text, parent=reply_to))

    def undo(self, verdict_id: str, *, why: str | None = None, by: str | None = None) -> Verdict:
        """Take a verdict back by one more entry; undoing that entry brings it back."""
        undone = self.verdict(verdict_id)
        return self._say(
            Verdict(
                act="undo", about=undone.about, report=undone.report, anchor=undone.anchor, groups=undone.groups,
                author=self._author(by), at="", why=why, undoes=undone.id,
            )
        )  # fmt: skip

    # ------------------------------------------------------------ what was said

    def verdict(self, verdict_id: str) -> Verdict:
        """Return a verdict by its id or an unmistakable beginning of it; raise `CasebookError` C011."""
        rows = self._rows("SELECT json FROM verdicts WHERE substr(id, 1, ?) = ?", len(verdict_id), verdict_id)
        if len(rows) != 1 or not verdict_id:
            raise CasebookError("C011", item=verdict_id)
        return _decoder.decode(rows[0][0])

    def verdicts(
        self, *, report: str | None = None, claim: str | None = None, after: str | None = None
    ) -> Iterator[Verdict]:
        """Yield every verdict, undone ones and undos too, in the order in which they came in.

        ``after``: only those that came in after the verdict of this id.
        """
        for (body,) in self._rows(
            "SELECT json FROM verdicts WHERE (?1 IS NULL OR report = ?1) AND (?2 IS NULL OR claim = ?2) "
            "AND (?3 IS NULL OR number > (SELECT number FROM verdicts WHERE id = ?3)) ORDER BY number",
            report,
            claim,
            after,
        ):
            yield _decoder.decode(body)

    def review(self, claim_id: str) -> Review | None:
        """Return how a claim stands with the persons who looked at it, rejected ones too; None if nobody did."""
        return self._claim(claim_id)[2]

    def comments(self, item: str) -> Iterator[tuple[int, Verdict]]:
        """Yield (depth, comment) on a report, a claim or an event, each thread in order; empty if nobody commented.

        A comment that was taken back and has answers keeps its place without its text.
        """
        said = [verdict for verdict in self._said_of(item) if verdict.act == "comment"]
        standing = {verdict.id for verdict in standing_verdicts(self.verdicts())}
        answers: dict[str | None, list[Verdict]] = {}
        for verdict in said:
            answers.setdefault(verdict.parent, []).append(verdict)

        def thread(parent: str | None, depth: int) -> Iterator[tuple[int, Verdict]]:
            for verdict in answers.get(parent, ()):
                below = list(thread(verdict.id, depth + 1))
                if verdict.id in standing:
                    yield depth, verdict
                elif below:
                    yield depth, msgspec.structs.replace(verdict, text=None)
                yield from below

        yield from thread(None, 0)

    def tags(self, item: str) -> tuple[str, ...]:
        """Return the tags of a report, a claim or an event."""
        found = [verdict.tag for verdict in standing_verdicts(self._said_of(item, undos=True)) if verdict.tag]
        return tuple(dict.fromkeys(found))

    def _said_of(self, item: str, *, undos: bool = False) -> list[Verdict]:
        """Return the verdicts on just this item, the words of a claim and the claims of an event deciding."""
        probe = self._about(item, "comment", by=None)
        if probe.about == "report":
            held = [verdict for verdict in self.verdicts(report=item) if verdict.anchor is None]
        elif probe.anchor is not None:
            words = [self._claim(item)[1]]
            held = [
                verdict
                for verdict in self.verdicts(report=probe.report)
                if verdict.anchor is not None and claim_at(words, verdict.anchor) is not None
            ]
        else:
            held = [verdict for verdict in self.verdicts() if self._is_of_event(verdict, probe.groups[0])]
        return held if undos else [verdict for verdict in held if verdict.act != "undo"]

    def _is_of_event(self, verdict: Verdict, event: tuple[Anchor, ...]) -> bool:
        """Say whether most claims that the verdict's event had are claims of this event."""
        had = {anchor.claim for group in verdict.groups for anchor in group}
        return bool(had) and 2 * len(had.intersection(anchor.claim for anchor in event)) >= len(had)

    # ------------------------------------------------------------ within

    def _author(self, by: str | None) -> str:
        return by or self._by

    def _claim(self, claim_id: str) -> tuple[Record, Claim, Review | None]:
        """Return a claim as it stands (a rejected one as read) with its record; raise `UsageError` U005."""
        report_id = claim_id.rpartition("#")[0]
        row = self._rows(
            "SELECT r.number FROM current_records AS r JOIN reports AS p ON p.number = r.report WHERE p.id = ?",
            report_id,
        )
        if row:
            with coded(self.path):
                record, reviews = as_reviewed(self._connection, row[0][0])
                read, _ = as_reviewed(self._connection, row[0][0], through=0)
            for claim in (*record.claims, *read.claims):
                if claim.id == claim_id:
                    return record, claim, reviews.get(claim_id)
        raise UsageError("U005", item=claim_id)

    def _anchors(self, event_id: str) -> tuple[Anchor, ...]:
        event = next(self.events(event=event_id), None)
        if event is None:
            raise UsageError("U001", item=event_id)
        return tuple(anchor_of(claim.rpartition("#")[0], self._claim(claim)[1]) for claim in event.claims)

    def _on_claim(self, act: Act, claim_id: str, *, why: str | None, by: str | None, **more: Any) -> Verdict:
        record, claim, review = self._claim(claim_id)
        # The words of the machine's reading: a corrected claim is found again by those.
        read = review.as_read if review is not None and review.as_read is not None else claim
        return self._say(
            Verdict(
                act=act, about="claim", report=record.report.id, anchor=anchor_of(record.report.id, read),
                author=self._author(by), at="", why=why, **more,
            )
        )  # fmt: skip

    def _about(self, item: str, act: Act, *, by: str | None, why: str | None = None, **more: Any) -> Verdict:
        """Return a verdict on whatever has this id; raise `CasebookError` C011 if nothing has."""
        about: About
        report: str | None = None
        anchor: Anchor | None = None
        groups: tuple[tuple[Anchor, ...], ...] = ()
        if self._rows("SELECT 1 FROM reports WHERE id = ?", item):
            about, report = "report", item
        else:
            try:
                record, claim, review = self._claim(item)
                about, report = "claim", record.report.id
                anchor = anchor_of(report, review.as_read if review and review.as_read else claim)
            except UsageError:
                try:
                    about, groups = "event", (self._anchors(item),)
                except UsageError as error:
                    raise CasebookError("C011", item=item) from error
        return Verdict(
            act=act, about=about, report=report, anchor=anchor, groups=groups, author=self._author(by), at="", why=why,
            **more,
        )  # fmt: skip

    def _say(self, verdict: Verdict) -> Verdict:
        """Keep a verdict at the end of the others, and let the search rows follow it."""
        self._require_writable()
        try:
            with coded(self.path), self._transaction():
                last = self._connection.execute("SELECT id FROM verdicts ORDER BY number DESC LIMIT 1").fetchone()
                whole = sealed(msgspec.structs.replace(verdict, at=self._clock(), after=last[0] if last else None))
                self._keep_verdict(whole)
        except UnicodeEncodeError as error:
            raise CasebookError("C010", item=verdict.report or "", detail="half a character pair") from error
        return whole

    def _keep_verdict(self, verdict: Verdict) -> None:
        """Keep a verdict as it is; the caller's transaction holds it together with its entry."""
        cursor = self._connection.execute(
            "INSERT INTO verdicts (id, act, about, report, claim, author, at, why, json) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                verdict.id, verdict.act, verdict.about, verdict.report,
                verdict.anchor.claim if verdict.anchor else None, verdict.author, verdict.at, verdict.why,
                to_json(verdict).decode(),
            ),
        )  # fmt: skip
        assert cursor.lastrowid is not None
        self._log_kept("verdict", cursor.lastrowid)
        if verdict.anchor is not None and verdict.act in DECIDING:
            refresh_rows(self._connection, verdict.anchor.report)
