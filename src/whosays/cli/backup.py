"""whosays backup: a copy of the casebook, while it is in use."""

from __future__ import annotations

import click

from whosays.cli import options
from whosays.cli.output import talk


@click.command(epilog="Example: whosays backup /media/usb/kursk-2024-11-24.casebook")
@click.argument("to", metavar="FILE")
@options.casebook
@options.quiet
def command(to: str, casebook: str, quiet: bool) -> None:
    """Write a whole copy of the casebook, even while others add to it."""
    from whosays.casebook import Casebook

    with Casebook(casebook, create=False) as case:
        case.backup(to)
    talk(f"{to}: a whole copy of {casebook}.", quiet=quiet)
