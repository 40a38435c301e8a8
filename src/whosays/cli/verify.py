"""whosays verify: is the evidence still what was received?"""

from __future__ import annotations

import click

from whosays.cli import options
from whosays.cli.output import talk


@click.command()
@options.casebook
@options.quiet
def command(casebook: str, quiet: bool) -> None:
    """Check the casebook's evidence and its chain of custody.

    Every report's bytes are hashed again, and each entry of the custody log is checked against the one before.
    """
    from whosays.casebook import Casebook

    with Casebook(casebook, create=False) as case:
        case.verify()
    talk(f"{casebook}: every report's bytes are as received, and the chain of custody is whole.", quiet=quiet)
