"""Verdicts as examples to learn from and to measure by, one JSON object a line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from whosays.casebook.doubting import Doubting
from whosays.casebook.verdicts import standing_verdicts
from whosays.record import Record, to_json


class Teaching(Doubting):
    """What a casebook can teach."""

    def lessons(self) -> Iterator[bytes]:
        """Yield a line for each claim that was judged and each event merged or split.

        ``{"lesson": "claim", "verdict": "accepted" | "corrected" | "rejected", "report", "read", "right", "by", "at",
        "why"}``: the report, the claim as read, the claim as it is right (null if rejected). ``{"lesson": "events",
        "verdict": "merge" | "split", "groups", …}``: the claims that belong together, or apart.
        """
        through = self._newest("verdicts")
        for (number,) in self._rows("SELECT number FROM current_records ORDER BY report"):
            read, _ = self._standing(number, 0)
            standing, reviews = self._standing(number, through)
            as_read = {claim.id: claim for claim in read.claims}
            right = {claim.id: claim for claim in standing.claims}
            for claim_id, review in reviews.items():
                if review.state is not None:
                    yield _line(
                        lesson="claim", verdict=review.state, report=read.report,
                        read=review.as_read or as_read.get(claim_id) or right.get(claim_id), right=right.get(claim_id),
                        by=review.by, at=review.at, why=review.why,
                    )  # fmt: skip
        for verdict in standing_verdicts(self.verdicts()):
            if verdict.act in ("merge", "split"):
                yield _line(
                    lesson="events", verdict=verdict.act, groups=verdict.groups, by=verdict.author, at=verdict.at,
                    why=verdict.why,
                )  # fmt: skip

    def gold(self) -> Iterator[bytes]:
        """Yield, in the form of the record, the reports of which a person has judged every claim that was read."""
        through = self._newest("verdicts")
        for (number,) in self._rows("SELECT number FROM current_records ORDER BY report"):
            read, _ = self._standing(number, 0)
            standing, reviews = self._standing(number, through)
            judged = {claim_id for claim_id, review in reviews.items() if review.state is not None}
            if read.claims and judged.issuperset(claim.id for claim in read.claims):
                yield to_json(Record(report=standing.report, claims=standing.claims, version=standing.version))


def _line(**fields: Any) -> bytes:
    return msgspec.json.encode(fields)
