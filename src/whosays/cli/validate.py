"""whosays validate: does a file keep the rules of its format?"""

from __future__ import annotations

from pathlib import Path

import click

from whosays.cli import options
from whosays.cli.output import talk
from whosays.exports import FORMATS


@click.command(epilog="Example: whosays validate sudan.csv · whosays validate bundle.json --to stix")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@click.option("--to", type=click.Choice(list(FORMATS)), help="The format; without it the file's looks decide.")
@click.option("--most", type=click.IntRange(min=1), default=20, show_default=True, help="List at most so many faults.")
@options.quiet
@click.pass_context
def command(ctx: click.Context, files: tuple[Path, ...], to: str | None, most: int, quiet: bool) -> None:
    """Check exported files against the rules of their format: columns, codes, required fields, references.

    Prints one fault a line: file, line, column, what is wrong. In a table the column is the number of the field.
    """
    from whosays.exports.checks import check_file

    all_hold = True
    for path in files:
        check = check_file(path, to=to, most=most)
        for fault in check.faults:
            click.echo(f"{path}:{fault.line}:{fault.column}: {fault.what}")
        if check.holds:
            talk(f"{path}: holds as {check.format}; {check.n_checked:,} checked.", quiet=quiet)
        else:
            all_hold = False
            talk(f"{path}: does not hold as {check.format}.", quiet=quiet)
    if not all_hold:
        ctx.exit(1)
