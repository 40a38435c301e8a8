"""whosays export: the casebook in another format."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from whosays.cli import options
from whosays.cli.output import talk
from whosays.exports import FORMATS


@click.command(epilog="Example: whosays export --to geojson --country SDN -o sudan.geojson")
@click.option("--to", type=click.Choice(list(FORMATS)), required=True, help="The format.")
@options.filters
@options.known_on
@click.option("--output", "-o", type=click.Path(path_type=Path), help="Write to this file instead of printing.")
@options.casebook
@options.quiet
def command(to: str, known_on: str | None, output: Path | None, casebook: str, quiet: bool, **values: Any) -> None:
    """Write the casebook's claims in another format: records, a table, a map, a brief."""
    from whosays.cli.selecting import selection_of
    from whosays.exports import export, render

    selection = selection_of(casebook, options.chosen(values), known_on=known_on)
    if output is None:
        click.echo(render(selection, to), nl=False)
    else:
        talk(f"Wrote {export(selection, output, to=to)}.", quiet=quiet)
