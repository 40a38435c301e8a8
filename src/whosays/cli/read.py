"""whosays read: reports into claims."""

from __future__ import annotations

from pathlib import Path

import click

from whosays.cli import options
from whosays.cli.inputs import Failures, opened
from whosays.cli.output import print_claims, print_lines, progress, talk
from whosays.record import claims_of, to_json


@click.command(
    epilog="Examples: whosays read page.html · whosays read --format jsonl reports.jsonl > records.jsonl · "
    "cat report.txt | whosays read -"
)
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT…")
@options.format_
@click.option("--layers", default="", metavar="NAMES", help="More layers of the record, comma-separated: predicates.")
@click.option("--actors", type=click.Path(path_type=Path, exists=True), help="Your own actors (CSV), added to ours.")
@click.option("--gazetteer", type=click.Path(path_type=Path, exists=True), help="Your own places (CSV).")
@options.workers
@options.quiet
def command(
    inputs: tuple[str, ...],
    format_: str,
    layers: str,
    actors: Path | None,
    gazetteer: Path | None,
    workers: int | None,
    quiet: bool,
) -> None:
    """Read reports into claims, without keeping anything.

    INPUT is an HTML page, a text, a JSON Lines file of reports, a folder of these, or - for standard input. As jsonl
    the whole record is printed, one a line.
    """
    from whosays.scale import Setting, read_many

    failures = Failures()
    names = tuple(name.strip() for name in layers.split(",") if name.strip())
    setting = Setting(names, str(actors) if actors else None, str(gazetteer) if gazetteer else None)
    reports = (item.report for item in opened(inputs, failures))
    n_claims = 0
    with progress("Reading", None, quiet=quiet) as advance:
        for record in read_many(reports, setting, workers=workers, on_error=failures.note):
            advance()
            n_claims += len(record.claims)
            if format_ == "jsonl":
                print_lines([to_json(record)])
            else:
                print_claims(claims_of([record]), format_)
    if format_ == "table":
        talk(f"{n_claims} claim{'' if n_claims == 1 else 's'}.", quiet=quiet)
    if failures.errors:
        raise click.exceptions.Exit(1)
