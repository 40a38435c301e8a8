"""How reliable a source is held to be (A to F), and how credible a claim is (1 to 6): two scales, never one.

The Admiralty scales. Reliability belongs to the source and is set by people; every claim of the source inherits it.
Credibility belongs to the claim; a grade can be suggested from the origins of its event, and is set by people.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

import msgspec

from whosays.record import Claim, Event, Report, Struct

Reliability = Literal["A", "B", "C", "D", "E", "F"]
RELIABILITIES: dict[str, str] = {
    "A": "completely reliable", "B": "usually reliable", "C": "fairly reliable", "D": "not usually reliable",
    "E": "unreliable", "F": "reliability cannot be judged",
}  # fmt: skip
CREDIBILITIES: dict[int, str] = {
    1: "confirmed by other independent sources", 2: "probably true", 3: "possibly true", 4: "doubtful",
    5: "improbable", 6: "truth cannot be judged",
}  # fmt: skip


class Rating(Struct, frozen=True, kw_only=True):
    """Who held which source to be how reliable, when and why. ``source`` is its entity, or its name in lower case."""

    id: str = ""
    source: str
    name: str
    reliability: Reliability
    author: str
    at: str
    why: str


class Grade(Struct, frozen=True, kw_only=True):
    """A claim's two grades: of its source, and of what it says, with the reasons.

    ``source`` is whose reliability counts: the innermost speaker who is named, else the publisher. ``suggested`` is
    true while no person has set the credibility.
    """

    source: str | None
    reliability: Reliability
    reliability_why: str
    credibility: int
    credibility_why: str
    suggested: bool

    @property
    def notation(self) -> str:
        """Return both in the usual form, like B2."""
        return f"{self.reliability}{self.credibility}"


def source_keys(report: Report, claim: Claim) -> tuple[str | None, tuple[str, ...]]:
    """Return (name, keys) of the source that a claim's reliability comes from."""
    for speaker in reversed(claim.sources):
        if speaker.entity or (speaker.name and not speaker.anonymous):
            names = tuple(name.casefold() for name in (speaker.name, speaker.text) if name)
            return speaker.name or speaker.text, (*((speaker.entity,) if speaker.entity else ()), *names)
    return report.publisher, (report.publisher.casefold(),) if report.publisher else ()


def rating_of(report: Report, claim: Claim, ratings: Mapping[str, Rating]) -> Rating | None:
    """Return the rating that a claim inherits."""
    return next((ratings[key] for key in source_keys(report, claim)[1] if key in ratings), None)


def suggest(claim: Claim, event: Event | None, linked: Iterable[Event] = ()) -> tuple[int, str]:
    """Return the credibility that the origins of a claim's event suggest, and why.

    Two or more independent origins and none against: 1. One origin that fits what others report of a linked event: 2
    if that is corroborated, else 3. Origins against it: 3 if fewer than those for it, 4 if as many, 5 if more. One
    origin and nothing to hold it against: 6.
    """
    if event is None:
        return 6, "it belongs to no event yet"
    denies = claim.certainty in ("denied", "improbable")
    n_for = sum(origin.denies == denies for origin in event.origins)
    n_against = len(event.origins) - n_for
    if event.standing == "retracted":
        return 5, "its outlet withdrew it"
    if n_against:
        grade = 3 if n_for > n_against else 4 if n_for == n_against else 5
        return grade, f"{n_for} of {n_for + n_against} origins say so, the others deny it"
    if n_for >= 2:
        if event.standing == "contested":
            return 2, f"{n_for} independent origins say so, but differ on {', '.join(event.contested_about)}"
        return 1, f"{n_for} independent origins say so, none denies it"
    own = {origin.name for origin in event.origins}
    others = [one for one in linked if {origin.name for origin in one.origins} - own]
    if any(one.standing == "corroborated" for one in others):
        return 2, "one origin, and it fits a corroborated event"
    if others:
        return 3, "one origin, and it fits what others report"
    return 6, "one origin, and nothing to hold it against"


def rating_from(row: Sequence[Any]) -> Rating:
    """Return the rating in a row of the table, from ``id`` on."""
    return msgspec.convert(dict(zip(Rating.__struct_fields__, row)), Rating)
