"""whosays events: claims fused."""

from __future__ import annotations

from typing import Any

import click

from whosays.cli import options
from whosays.cli.output import print_csv, print_lines, print_table, talk
from whosays.errors import UsageError
from whosays.exports.brief import representative
from whosays.exports.figures import range_words
from whosays.exports.naming import own_words
from whosays.exports.selection import Selection
from whosays.exports.wording import what, when_words
from whosays.record import Event, When, to_json

COLUMNS = ("id", "standing", "origins", "reports", "event", "happened", "first_reported", "figures", "part_of", "why")


def told(selection: Selection, event: Event) -> str:
    """Return an event in a sentence: what its fullest claim says."""
    claims = selection.claims_of(event)
    if not claims:
        return event.type
    report, claim = representative(claims)
    return own_words(what(claim, report.text))


def part_words(selection: Selection, event: Event) -> str:
    """Return what an event is part of, in words and by its id; empty for one that stands by itself."""
    whole = next((other for other in selection.events if other.id == event.part_of), None)
    if event.part_of is None:
        return ""
    return f"{told(selection, whole)} ({event.part_of})" if whole is not None else event.part_of


def row_of(selection: Selection, event: Event) -> dict[str, str]:
    """Return an event as a row for people."""
    when = When(earliest=event.time.earliest, latest=event.time.latest, grain=event.time.grain)
    about = f" ({', '.join(event.contested_about)})" if event.contested_about else ""
    return {
        "id": event.id,
        "standing": event.standing + about,
        "origins": str(len(event.origins)),
        "reports": str(len(event.reports)),
        "event": told(selection, event),
        "happened": when_words(when),
        "first_reported": (event.first_reported or "")[:10],
        "figures": "; ".join(f"{kind} {range_words(held)}" for kind, held in sorted(event.quantities.items())),
        "part_of": part_words(selection, event),
        "why": event.why,
    }


def print_events(selection: Selection, format_: str, *, quiet: bool) -> None:
    """Print events in a format."""
    if format_ == "jsonl":
        print_lines(to_json(event) for event in selection.events)
    elif format_ == "csv":
        print_csv((row_of(selection, event) for event in selection.events), COLUMNS)
    elif selection.events:
        columns = ("standing", "origins", "reports", "event", "happened", "figures", "part_of", "id")
        rows = [row_of(selection, event) for event in selection.events]
        print_table([[row[column] for column in columns] for row in rows], columns)
    from whosays.fusion.unplaced import notes

    for note in notes(selection.records):
        talk(note, quiet=quiet)
    if format_ == "table":
        n = len(selection.events)
        talk(f"{n} event{'' if n == 1 else 's'}." if n else UsageError("U007").what, quiet=quiet)


@click.command(epilog="Examples: whosays events --country PRK · whosays events --known-on 2024-11-01")
@options.filters
@click.option("--origins", type=click.IntRange(min=1), help="Resting on at least this many independent origins.")
@click.option("--standing", type=click.Choice(["single-source", "corroborated", "contested", "denied", "retracted"]))
@options.known_on
@options.as_of
@options.format_
@options.casebook
@options.quiet
def command(
    origins: int | None,
    standing: str | None,
    known_on: str | None,
    as_of: str | None,
    format_: str,
    casebook: str,
    quiet: bool,
    **values: Any,
) -> None:
    """List events: claims fused, with their origins and standing."""
    from whosays.cli.selecting import selection_of

    selection = selection_of(casebook, options.chosen(values), known_on=known_on, as_of=as_of)
    events = tuple(
        event
        for event in selection.events
        if len(event.origins) >= (origins or 0) and standing in (None, event.standing)
    )
    print_events(Selection(records=selection.records, events=events), format_, quiet=quiet)
