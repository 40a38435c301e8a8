"""Grading: sources rated by people, claims graded on both scales."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import get_args

import msgspec

from whosays.casebook.connection import coded
from whosays.casebook.judging import Judging
from whosays.casebook.ratings import Grade, Rating, Reliability, rating_from, rating_of, source_keys, suggest
from whosays.errors import UsageError
from whosays.record import Claim


class Grading(Judging):
    """Grades of sources and claims."""

    def rate(self, source: str, reliability: str, *, why: str, by: str | None = None) -> Rating:
        """Say how reliable a speaker or publisher of this casebook is; earlier ratings stay as its history.

        Raise `UsageError` U009 if it is no letter from A to F, U010 without a reason, U011 for nobody known.
        """
        letter = reliability.upper()
        if letter not in get_args(Reliability):
            raise UsageError("U009", item=reliability, detail="a letter from A to F")
        if not why.strip():
            raise UsageError("U010", item=source, detail="a rating needs its reason")
        key, name = self._source(source)
        self._require_writable()
        with coded(self.path), self._transaction():
            last = self._connection.execute("SELECT id FROM ratings ORDER BY number DESC LIMIT 1").fetchone()
            rating = Rating(
                source=key, name=name, reliability=letter, author=self._author(by), at=self._clock(), why=why  # type: ignore[arg-type]
            )  # fmt: skip
            body = msgspec.json.encode((last, rating))
            rating = msgspec.structs.replace(rating, id="g" + hashlib.sha256(body).hexdigest()[:16])
            self._keep_rating(rating)
        return rating

    def _keep_rating(self, rating: Rating) -> None:
        cursor = self._connection.execute(
            "INSERT INTO ratings (id, source, name, reliability, author, at, why) VALUES (?, ?, ?, ?, ?, ?, ?)",
            msgspec.structs.astuple(rating),
        )
        assert cursor.lastrowid is not None
        self._log_kept("rating", cursor.lastrowid)

    def ratings(self, source: str | None = None) -> Iterator[Rating]:
        """Yield every rating, or those of one source, in the order in which they came in."""
        key = self._source(source)[0] if source is not None else None
        for row in self._rows(
            "SELECT id, source, name, reliability, author, at, why FROM ratings WHERE ?1 IS NULL OR source = ?1 "
            "ORDER BY number",
            key,
        ):
            yield rating_from(row)

    def grade(self, claim_id: str) -> Grade:
        """Return the two grades of a claim; raise `UsageError` U005 if there is no such claim."""
        record, claim, review = self._claim(claim_id)
        source, _ = source_keys(record.report, claim)
        rating = rating_of(record.report, claim, self._current_ratings())
        if review is not None and review.credibility is not None:
            credibility, why = review.credibility, "set by a person"
        else:
            credibility, why = self._suggested(claim)
        return Grade(
            source=source, reliability=rating.reliability if rating else "F",
            reliability_why=f"{rating.author} on {rating.at[:10]}: {rating.why}" if rating else "not rated",
            credibility=credibility, credibility_why=why,
            suggested=review is None or review.credibility is None,
        )  # fmt: skip

    def _suggested(self, claim: Claim) -> tuple[int, str]:
        event = next(self.events(claim=claim.id), None)
        if event is None:
            return suggest(claim, None)
        linked = [one for one in self.events() if one.id == event.part_of or one.part_of == event.id]
        return suggest(claim, event, linked)

    def _source(self, name: str) -> tuple[str, str]:
        """Return (key, name) of a speaker or publisher by what it is called; raise `UsageError` U011."""
        wanted = " ".join(name.casefold().split())
        speakers = self._rows("SELECT DISTINCT p.entity, p.name, p.words FROM parties AS p WHERE p.kind IS NOT NULL")
        found = {
            (entity, called or words)
            for entity, called, words in speakers
            if wanted in {one.casefold() for one in (entity, called, words) if one}
        }
        entities = sorted({entity for entity, _ in found if entity})
        if len(entities) == 1:
            return entities[0], sorted(called for entity, called in found if entity)[0]
        publishers = [
            row[0] for row in self._rows("SELECT DISTINCT publisher FROM records WHERE publisher IS NOT NULL")
        ]
        known = [called for _, called in sorted(found, key=str)] + [p for p in publishers if p.casefold() == wanted]
        if not known:
            raise UsageError("U011", item=name)
        return wanted, known[0]
