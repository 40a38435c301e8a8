"""whosays changes: what is new, revised, denied or withdrawn since a day."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from whosays.cli import options
from whosays.cli.output import print_csv, print_lines, print_table, talk
from whosays.record import to_json


@click.command(epilog="Example: whosays changes --since 2024-11-01 --until 2024-11-08 --country PRK")
@click.option("--since", "since_day", type=options.Day(), required=True, help="The day you last looked.")
@click.option("--until", "until_day", type=options.Day(), help="The day to compare with. [default: today]")
@options.only_about
@options.format_
@options.casebook
@options.quiet
def command(since_day: str, until_day: str | None, format_: str, casebook: str, quiet: bool, **values: Any) -> None:
    """Say what was new, revised, denied or withdrawn since a day, by the days of publication."""
    from whosays.cli.events import told
    from whosays.cli.selecting import selection_of
    from whosays.fusion.history import changes_since

    selection = selection_of(casebook, options.chosen(values), known_on=until_day)
    until = date.fromisoformat(until_day) if until_day else None
    event_by_id = {event.id: event for event in selection.events}
    found = [
        change
        for change in changes_since(selection.records, date.fromisoformat(since_day), until=until)
        if change.event in event_by_id
    ]
    rows = [
        {
            "change": change.kind,
            "event": told(selection, event_by_id[change.event]),
            "why": change.why,
            "id": change.event,
        }
        for change in found
    ]
    if format_ == "jsonl":
        print_lines(to_json(change) for change in found)
    elif format_ == "csv":
        print_csv(rows, ("change", "event", "why", "id"))
    elif rows:
        print_table([list(row.values()) for row in rows], ("change", "event", "why", "id"))
    if format_ == "table":
        talk(f"{len(found)} change{'' if len(found) == 1 else 's'} since {since_day}.", quiet=quiet)
