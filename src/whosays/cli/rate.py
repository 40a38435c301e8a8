"""whosays rate: how reliable a source is held to be."""

from __future__ import annotations

import click

from whosays.cli import options
from whosays.cli.output import print_csv, print_lines, print_table, talk
from whosays.record import to_json

COLUMNS = ("source", "reliability", "at", "by", "why")


@click.command(epilog='Example: whosays rate "Ministry of Defence (Russia)" D --why "denied what pictures showed"')
@click.argument("source", required=False)
@click.argument("grade", required=False, metavar="[A-F]")
@click.option("--why", help="The reason; a rating needs one.")
@click.option("--by", help="Who rates. [default: your login name]")
@options.format_
@options.casebook
@options.quiet
def command(
    source: str | None, grade: str | None, why: str | None, by: str | None, format_: str, casebook: str, quiet: bool
) -> None:
    """Rate how reliable a speaker or publisher is, A (completely) to E (not), F (cannot be judged).

    Its claims inherit the rating; earlier ones stay as its history. Without a grade: list the ratings.
    """
    from whosays.casebook import Casebook
    from whosays.casebook.ratings import RELIABILITIES

    with Casebook(casebook, create=False, by=by) as case:
        if source is not None and grade is not None:
            rating = case.rate(source, grade, why=why or "")
            talk(f"{rating.name}: {rating.reliability}, {RELIABILITIES[rating.reliability]}.", quiet=quiet)
            return
        found = list(case.ratings(source))
    rows = [dict(zip(COLUMNS, (one.name, one.reliability, one.at, one.author, one.why), strict=True)) for one in found]
    if format_ == "jsonl":
        print_lines(to_json(rating) for rating in found)
    elif format_ == "csv":
        print_csv(rows, COLUMNS)
    elif rows:
        print_table([list(row.values()) for row in rows], COLUMNS)
    if not rows:
        talk("No source has been rated yet.", quiet=quiet)
