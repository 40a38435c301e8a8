"""What the reports leave open: what is contested or denied, figures far apart, missing dates, unnamed speakers."""

from __future__ import annotations

from whosays.exports.brief.changed import Points
from whosays.exports.brief.document import Run, plain
from whosays.exports.brief.notes import Notes
from whosays.exports.brief.speech import headline
from whosays.exports.figures import range_words
from whosays.exports.naming import join
from whosays.exports.selection import Selection
from whosays.record import Event

# A range whose ends are more than twice apart is no answer.
FAR_APART = 2.0


def question_points(selection: Selection, events: list[Event], notes: Notes) -> Points:
    """Return the open questions, each with its notes."""
    points = [*_contested(selection, events, notes), *_far_apart(selection, events, notes)]
    undated = sum(record.report.published is None for record in selection.records)
    if undated:
        one = undated == 1
        points.append(
            plain(
                f"{'One report has' if one else f'{undated} reports have'} no publication date; relative times in "
                f"{'it' if one else 'them'} stay unresolved."
            )
        )
    unnamed = sum(bool(claim.sources) and claim.sources[-1].anonymous for _, claim in selection.claims.values())
    if unnamed:
        words = "One claim rests on a speaker" if unnamed == 1 else f"{unnamed} claims rest on speakers"
        points.append(plain(f"{words} whom no report names."))
    return tuple((runs, ()) for runs in points)


def _contested(selection: Selection, events: list[Event], notes: Notes) -> list[tuple[Run, ...]]:
    found: list[tuple[Run, ...]] = []
    for event in events:
        if event.standing not in ("contested", "denied"):
            continue
        about = join(event.contested_about) or "occurrence"
        ids = [claim for origin in event.origins for claim in origin.claims[:1]]
        found.append(
            (Run(f"On the {about}: "), Run(headline(event, selection.claims_of(event)), notes=notes.of(ids)))
        )  # fmt: skip
    return found


def _far_apart(selection: Selection, events: list[Event], notes: Notes) -> list[tuple[Run, ...]]:
    found: list[tuple[Run, ...]] = []
    seen: set[frozenset[str]] = set()
    for event in events:
        for kind, held in event.quantities.items():
            low, high = held.range
            claims = frozenset(figure.claim for figure in held.figures)
            if low is None or high is None or high <= FAR_APART * low or claims in seen or len(held.figures) < 2:
                continue
            seen.add(claims)
            about = headline(event, selection.claims_of(event))
            latest = [figure.claim for figure in held.latest_by_origin.values()]
            found.append(
                (Run(f"On the number ({kind}), from {range_words(held)}: "), Run(about, notes=notes.of(sorted(latest))))
            )
    return found
