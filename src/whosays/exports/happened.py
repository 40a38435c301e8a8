"""Which events a data set of things that happened takes in: asserted, dated, not counted with another."""

from __future__ import annotations

from collections.abc import Iterator

from whosays.exports.days import Span, span_of
from whosays.exports.left_out import LeftOut
from whosays.exports.selection import Selection
from whosays.record import Event


def why_not(selection: Selection, event: Event, known: frozenset[str]) -> str | None:
    """Return why an event is no row of such a data set, or None."""
    claims = [selection.claims[id_][1] for id_ in event.claims if id_ in selection.claims]
    if event.standing == "retracted":
        return "withdrawn by its outlet"
    if event.type == "LOSSES" and event.part_of in known:
        return "a toll, counted with the act that caused it"
    if claims and not any(claim.status in ("occurred", "ongoing") for claim in claims):
        return "planned or hypothetical"
    if claims and all(claim.certainty in ("denied", "improbable", "doubtful") for claim in claims):
        return "only ever denied or doubted"
    return None


def happened(selection: Selection, left_out: LeftOut) -> Iterator[tuple[Event, Span]]:
    """Yield events that somebody says took place within known days; note the others."""
    known = frozenset(event.id for event in selection.fused)
    for event in selection.fused:
        reason = why_not(selection, event, known)
        span = span_of(event.time)
        if reason is None and span is not None:
            yield event, span
        else:
            left_out.note(event.id, reason or "no date with both ends known")
