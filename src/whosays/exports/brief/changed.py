"""What changed since a day: figures revised or first given, and what was contested, denied, corroborated, withdrawn."""

from __future__ import annotations

from datetime import date

from whosays.exports.brief.document import Run, Runs
from whosays.exports.brief.notes import Notes
from whosays.exports.brief.speech import headline, quotation
from whosays.exports.naming import looks_plural, lowered
from whosays.exports.selection import Selection
from whosays.record import Event

Points = tuple[tuple[Runs, tuple[Runs, ...]], ...]
_NOW = {
    "denied": "is now denied",
    "contested": "is now contested",
    "corroborated": "is now asserted by independent origins",
    "withdrawn": "was withdrawn by its outlet",
}


def changed_points(selection: Selection, notes: Notes, since: date) -> Points:
    """Return one point a change, revised figures first."""
    from whosays.fusion import fuse
    from whosays.fusion.history import Change, compare

    # A report without a date was there before or after: nobody knows, and it changes nothing here.
    dated = [record for record in selection.records if record.report.published]
    until = date.fromisoformat(selection.known_on) if selection.known_on else date.max
    after = list(fuse(dated, known_on=until))
    event_by_id = {event.id: event for event in after if selection.claims_of(event)}

    def point(change: Change) -> Runs | None:
        event = event_by_id.get(change.event)
        if event is None:
            return None
        about = headline(event, selection.claims_of(event))
        if change.kind == "revised" and change.of and change.origin:
            return _revised(event, change.of, change.origin, about, notes, since)
        if change.kind not in _NOW:
            return None
        was = f" (before: {str(change.before).replace('-', ' ')})" if change.before else ""
        ids = [claim for origin in event.origins for claim in origin.claims[:1]]
        return (Run(about, bold=True), Run(f" {_NOW[change.kind]}{was}.", notes=notes.of(ids)))

    found = compare(fuse(dated, known_on=since), after)
    found.sort(key=lambda change: (change.kind != "revised", change.kind, change.event, change.of or "", change.why))
    return tuple((runs, ()) for change in found if (runs := point(change)) is not None)


def _revised(event: Event, kind: str, origin: str, about: str, notes: Notes, since: date) -> Runs | None:
    held = event.quantities.get(kind)
    now = held.latest_by_origin.get(origin) if held else None
    if held is None or now is None or (now.reported_at or "")[:10] <= since.isoformat():
        return None
    earlier = [
        figure
        for figure in held.figures
        if figure.origin == origin and figure.reported_at and figure.reported_at[:10] <= since.isoformat()
    ]
    who = lowered(now.source or "the report itself")
    is_plural = looks_plural(who)
    who = who[:1].upper() + who[1:]
    if earlier:
        then = max(earlier, key=lambda figure: figure.reported_at or "")
        said = f"{who} now {'say' if is_plural else 'says'} {quotation(now.text)}, before {quotation(then.text)}"
        ids = [now.claim, then.claim]
    else:
        said, ids = (
            f"{who} {'give' if is_plural else 'gives'} a figure for the first time, {quotation(now.text)}",
            [now.claim],
        )
    return (Run(f"{said} ({kind}; "), Run(about, bold=True), Run(").", notes=notes.of(ids)))
