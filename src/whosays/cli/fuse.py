"""whosays fuse: records into events, over files."""

from __future__ import annotations

from datetime import date

import click

from whosays.cli import options
from whosays.cli.events import print_events
from whosays.cli.inputs import Failures, records_in
from whosays.exports.selection import Selection


@click.command(epilog="Example: whosays read --format jsonl pages/ | whosays fuse --format jsonl - > events.jsonl")
@click.argument("inputs", nargs=-1, required=True, metavar="RECORDS…")
@options.known_on
@options.format_
@options.quiet
def command(inputs: tuple[str, ...], known_on: str | None, format_: str, quiet: bool) -> None:
    """Fuse records into events, without a casebook.

    RECORDS is what 'whosays read --format jsonl' writes, or - for standard input. As jsonl one event is printed a line.
    """
    from whosays.fusion import fuse

    failures = Failures()
    records = tuple(records_in(inputs, failures))
    day = date.fromisoformat(known_on) if known_on else None
    print_events(Selection(records=records, events=tuple(fuse(records, known_on=day))), format_, quiet=quiet)
    if failures.errors:
        raise click.exceptions.Exit(1)
