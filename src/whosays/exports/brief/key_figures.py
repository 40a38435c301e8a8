"""Figures of the brief: each set with its chart and a row a figure, its owner, its day and its words."""

from __future__ import annotations

from collections.abc import Iterator

from whosays.exports.brief.days import iso_words
from whosays.exports.brief.document import Block, Heading, Paragraph, Picture, Run, Table, plain
from whosays.exports.brief.notes import Notes
from whosays.exports.brief.speech import headline
from whosays.exports.drawing.chart import bounds, chart_of
from whosays.exports.figures import figure_words, range_words
from whosays.exports.naming import lowered
from whosays.exports.selection import Selection
from whosays.record import Event, Figure, FigureSet

# Figures shown by themselves; distances and money stay with their sentences.
KEY_KINDS = ("troops", "killed", "wounded", "casualties", "captured", "missing", "displaced", "containers", "missiles",
             "drones", "shells", "aircraft", "vehicles")  # fmt: skip
# Two figures are read faster in a table than in a chart.
LEAST_FOR_CHART = 3


def figure_blocks(selection: Selection, events: list[Event], notes: Notes) -> Iterator[Block]:
    """Yield the sets of two figures or more, the most widely told event first; a toll told twice is shown once."""
    shown: set[tuple[str, frozenset[tuple[str, str]]]] = set()
    for event in events:
        for kind in KEY_KINDS:
            held = event.quantities.get(kind)
            if held is None or len(held.figures) < 2:
                continue
            key = (kind, frozenset((figure.claim, figure.text) for figure in held.figures))
            if key in shown:
                continue
            shown.add(key)
            about = headline(event, selection.claims_of(event))
            yield Heading(f"{kind.capitalize()}: {about}", 2)
            yield from _set(kind, held, notes)


def _set(kind: str, held: FigureSet, notes: Notes) -> Iterator[Block]:
    rows: dict[tuple[str, str, str], list[Figure]] = {}
    for figure in sorted(held.figures, key=lambda one: (one.reported_at or "9999", one.source or "", one.claim)):
        key = (figure_words(figure), lowered(figure.source or "the report itself"), iso_words(figure.reported_at))
        rows.setdefault(key, []).append(figure)
    once = [same[0] for same in rows.values()]
    charted = [bounds(figure) for figure in once if bounds(figure)]
    if len(charted) >= LEAST_FOR_CHART and charted[1:] != charted[:-1]:
        drawing = chart_of(once, title=f"{kind.capitalize()}, by day of report")
        yield Picture(drawing, "A dot is the figure given (hollow: called rough), an arrow an open end, a bar a range.")
    yield Table(
        ("Figure", "Who says so", "Reported"),
        tuple(
            ((Run(words, notes=notes.of(figure.claim for figure in same)),), plain(who), plain(day))
            for (words, who, day), same in rows.items()
        ),
    )
    said = range_words(held)
    if " to " in said:
        yield Paragraph(plain(f"As each origin has it now, from {said}."))
