"""whosays version."""

from __future__ import annotations

import click


@click.command()
def command() -> None:
    """Print the version."""
    import whosays

    click.echo(whosays.__version__)
