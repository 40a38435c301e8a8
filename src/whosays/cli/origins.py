"""whosays origins: on whom an event rests."""

from __future__ import annotations

import click

from whosays.cli import options
from whosays.cli.output import print_csv, print_lines, print_table, talk
from whosays.record import to_json


@click.command(epilog="Example: whosays origins EV-1a2b3c")
@click.argument("event")
@options.known_on
@options.format_
@options.casebook
@options.quiet
def command(event: str, known_on: str | None, format_: str, casebook: str, quiet: bool) -> None:
    """Say on how many independent origins an event rests, and why each counts as one."""
    from whosays.cli.events import told
    from whosays.cli.selecting import event_by_id, selection_of

    selection = selection_of(casebook, {}, known_on=known_on)
    found = event_by_id(selection, event)
    rows = [
        {
            "origin": origin.name,
            "says": "it did not happen" if origin.denies else "it happened",
            "reports": str(len(origin.reports)),
            "why": origin.why,
        }
        for origin in found.origins
    ]
    if format_ == "jsonl":
        print_lines(to_json(origin) for origin in found.origins)
    elif format_ == "csv":
        print_csv(rows, tuple(rows[0]))
    else:
        talk(f"{told(selection, found)}\n{found.why}", quiet=quiet)
        print_table([list(row.values()) for row in rows], tuple(rows[0]))
