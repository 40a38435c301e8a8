"""whosays brief: the written report."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from whosays.cli import options
from whosays.cli.output import talk


@click.command(epilog="Example: whosays brief --country PRK --title 'North Korean troops in Kursk' -o brief.md")
@options.filters
@options.known_on
@click.option("--title", help="The brief's title.")
@click.option("--output", "-o", type=click.Path(path_type=Path), help="Write to this file instead of printing.")
@options.casebook
@options.quiet
def command(
    known_on: str | None, title: str | None, output: Path | None, casebook: str, quiet: bool, **values: Any
) -> None:
    """Write a situation report with a footnote to the words of each sentence (Markdown)."""
    from whosays.cli.selecting import selection_of
    from whosays.exports import export, render

    selection = selection_of(casebook, options.chosen(values), known_on=known_on, title=title)
    if output is None:
        click.echo(render(selection, "markdown"))
    else:
        talk(f"Wrote {export(selection, output, to='markdown')}.", quiet=quiet)
