"""whosays copies: reports that are copies of one text."""

from __future__ import annotations

import json

import click

from whosays.cli import options
from whosays.cli.inputs import Failures, reports_in
from whosays.cli.output import print_csv, print_lines, print_table, talk


@click.command(epilog="Example: whosays copies --format jsonl pages/ > copies.jsonl")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT…")
@options.format_
@options.quiet
def command(inputs: tuple[str, ...], format_: str, quiet: bool) -> None:
    """Find reports that are copies of one text.

    INPUT is anything that 'whosays read' takes, or the records that it writes.
    """
    from whosays.fusion import find_copies

    failures = Failures()
    reports = list(reports_in(inputs, failures))
    groups = [sorted(group) for group in find_copies(reports)]
    rows = [(str(n), report) for n, group in enumerate(groups, 1) for report in group]
    if format_ == "jsonl":
        print_lines([json.dumps({"copies": groups}, ensure_ascii=False).encode("utf-8")])
    elif format_ == "csv":
        print_csv(({"group": n, "report": report} for n, report in rows), ("group", "report"))
    elif rows:
        print_table(rows, ("group", "report"))
    talk(f"{len(groups)} group{'' if len(groups) == 1 else 's'} of copies in {len(reports)} reports.", quiet=quiet)
    if failures.errors:
        raise click.exceptions.Exit(1)
