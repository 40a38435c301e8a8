"""Which claims a person should look at first, and why, in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from whosays.casebook.grading import Grading
from whosays.record import Claim, Event, Report, Struct

_SURE = re.compile(r"(0\.\d+|1\.0+)\b")
# A reason weighs as much as a fifth of the model's own doubt. It only orders a person's queue; nothing was calibrated.
_REASON = 0.2
_NEEDS_DOER = frozenset(("ASSAULT", "COERCE", "MOBILIZE", "THREATEN", "SANCTION", "AID", "ACCUSE"))


class Doubtful(Struct, frozen=True, kw_only=True):
    """A claim that nobody has judged yet, how doubtful its reading is (0 and up) and why."""

    report: Report
    claim: Claim
    doubt: float
    reasons: tuple[str, ...] = ()


def doubts_of(claim: Claim, event: Event | None) -> tuple[float, tuple[str, ...]]:
    """Return how doubtful the reading of a claim is, and the reasons."""
    reasons = []
    doubt = 0.0
    sure = _SURE.match(claim.why.get("trigger", ""))
    if sure is not None:
        doubt = round(1 - float(sure[1]), 4)
        if doubt >= _REASON:
            reasons.append(f"the model is only {float(sure[1]):.0%} sure of “{claim.trigger.text}”")
    if not claim.actors and claim.type in _NEEDS_DOER:
        reasons.append("nobody is found who did it")
    for field in ("actors", "recipients", "places"):
        if claim.why.get(field, "").endswith(("nearest", ", of the same fight")):
            reasons.append(f"the {field} were taken from near by")
    reasons += [f"“{place.text}” is on no map" for place in claim.places if place.lat is None]
    reasons += [f"unclear who “{who.text}” is" for who in claim.sources if not who.entity and who.kind == "unspecified"]
    if not (claim.time.earliest or claim.time.latest):
        reasons.append("no day could be worked out")
    if event is not None and event.standing in ("contested", "denied", "retracted"):
        reasons.append(f"its event is {event.standing}: {event.why}")
    return round(doubt + _REASON * len(reasons), 4), tuple(reasons)


class Doubting(Grading):
    """The queue for review."""

    def queue(self, *, limit: int | None = None, **conditions: Any) -> Iterator[Doubtful]:
        """Yield the claims that nobody has judged, the most doubtful first; conditions are those of `claims`."""
        events = {claim: event for event in self.events() for claim in event.claims}
        waiting = []
        for found in self.claims(**conditions):
            if found.reviewed is None or found.reviewed.state is None:
                doubt, reasons = doubts_of(found.claim, events.get(found.claim.id))
                waiting.append(Doubtful(report=found.report, claim=found.claim, doubt=doubt, reasons=reasons))
        waiting.sort(key=lambda one: (-one.doubt, one.report.published or "", one.claim.id))
        yield from waiting[:limit]
