"""whosays schema: the contract, for machines."""

from __future__ import annotations

import json

import click


@click.command()
def command() -> None:
    """Print the JSON Schema of the record and of the event."""
    from whosays.record import json_schema

    click.echo(json.dumps(json_schema(), indent=2))
