"""whosays archive: the evidence as a web archive."""

from __future__ import annotations

import click

from whosays.cli import options
from whosays.cli.output import talk


@click.command(epilog="Example: whosays archive kursk.warc.gz")
@click.argument("to", metavar="FILE.warc.gz")
@options.casebook
@options.quiet
def command(to: str, casebook: str, quiet: bool) -> None:
    """Write every report's bytes as received into a web archive (WARC 1.1)."""
    from whosays.casebook import Casebook

    with Casebook(casebook, create=False) as case:
        n = case.archive(to)
    talk(f"{to}: {n} capture{'' if n == 1 else 's'}.", quiet=quiet)
