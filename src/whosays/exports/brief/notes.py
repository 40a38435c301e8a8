"""Footnotes, numbered as they are first used: outlet, day, title, the exact words and where they stand."""

from __future__ import annotations

from collections.abc import Iterable

from whosays.exports.brief.days import iso_words
from whosays.exports.brief.document import Note
from whosays.exports.selection import Selection


class Notes:
    """The notes of a document in the making."""

    def __init__(self, selection: Selection) -> None:
        self._selection = selection
        self._numbers: dict[str, int] = {}

    def of(self, claim_ids: Iterable[str]) -> tuple[int, ...]:
        """Return the numbers of these claims' notes."""
        known = (id_ for id_ in dict.fromkeys(claim_ids) if id_ in self._selection.claims)
        return tuple(self._numbers.setdefault(id_, len(self._numbers) + 1) for id_ in known)

    def all(self) -> list[Note]:
        """Return the notes in order."""
        return [self._note(claim_id, number) for claim_id, number in self._numbers.items()]

    def _note(self, claim_id: str, number: int) -> Note:
        report, claim = self._selection.claims[claim_id]
        day = iso_words(report.published) if report.published else "no publication date"
        return Note(
            number=number,
            head=", ".join(filter(None, (report.publisher or report.id, day, report.title))),
            words=" ".join(claim.evidence.text.split()),
            span=f"characters {claim.evidence.start}–{claim.evidence.end}",
            url=report.url if (report.url or "").startswith(("http://", "https://")) else None,
        )
