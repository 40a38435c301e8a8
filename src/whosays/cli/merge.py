"""whosays merge: one casebook takes another one in."""

from __future__ import annotations

import click

from whosays.cli import options
from whosays.cli.output import talk


@click.command(epilog="Example: whosays merge mine.casebook colleague.casebook")
@click.argument("into", metavar="CASEBOOK", callback=options.placed)
@click.argument("other", metavar="OTHER", callback=options.placed)
@options.quiet
def command(into: str, other: str, quiet: bool) -> None:
    """Take the reports, readings, verdicts and ratings of OTHER into CASEBOOK.

    What both have stays once; doing it again changes nothing; OTHER is left as it is. It is verified first: nothing at
    all comes in from one that was tampered with, or that holds a reading which gives words that its report has not. A
    verdict that gives such words stays out and is named.
    """
    from whosays.casebook import Casebook

    with Casebook(into, create=False) as case, Casebook(other, create=False) as theirs:
        theirs.verify()
        joined = case.join(theirs)
    talk(
        f"{joined.n_reports} reports, {joined.n_readings} readings, {joined.n_captures} captures, "
        f"{joined.n_verdicts} verdicts and {joined.n_ratings} ratings came in.",
        quiet=quiet,
    )
    for report_id in joined.refused:
        talk(f"{report_id}: another text has this id in {into}; it stayed out, with its verdicts.")
    for words in joined.unsound:
        talk(f"{words}; it stayed out.")
    if joined.refused or joined.unsound:
        raise click.exceptions.Exit(1)
