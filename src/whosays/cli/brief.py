"""whosays brief: the written report."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from whosays.cli import options
from whosays.cli.output import talk
from whosays.errors import UsageError

# Ending -> format.
WRITTEN = {".md": "markdown", ".html": "html", ".docx": "docx", ".pdf": "pdf"}


@click.command(epilog="Example: whosays brief --country PRK --new-since 2024-12-01 --title 'Kursk' -o brief.pdf")
@options.filters
@options.known_on
@click.option("--new-since", type=options.Day(), help="Say first what is new and what changed since this day.")
@click.option("--title", help="The brief's title.")
@click.option(
    "--output", "-o", type=click.Path(path_type=Path),
    help="Write to this file: .md, .html, .docx or .pdf. [default: print Markdown]",
)  # fmt: skip
@options.redaction
@options.casebook
@options.quiet
def command(
    known_on: str | None,
    new_since: str | None,
    title: str | None,
    output: Path | None,
    redact: tuple[str, ...],
    redact_persons: bool,
    keep: tuple[str, ...],
    casebook: str,
    quiet: bool,
    **values: Any,
) -> None:
    """Write a situation report in which every sentence has a footnote to the exact words.

    What is new and what changed, figures with their owners, a map without borders, what is contested, denied, withdrawn
    and corroborated, a timeline, open questions, and who was heard. DOCX and PDF need: pip install 'whosays[pdf]'.
    """
    from whosays.cli.selecting import selection_of
    from whosays.cli.withholding import withhold
    from whosays.exports import export, render

    ending = (output.suffix.lower() if output else "") or ".md"
    if ending not in WRITTEN:
        raise UsageError("U003", item=str(output), detail=", ".join(WRITTEN))
    conditions = options.chosen(values)
    selection = replace(selection_of(casebook, conditions, known_on=known_on, title=title), since=new_since)
    if conditions and not selection.claims:
        raise UsageError("U007")
    selection, _ = withhold(selection, redact, all_private=redact_persons, kept=keep, quiet=quiet)
    if output is None:
        click.echo(render(selection, "markdown"), nl=False)
    else:
        talk(f"Wrote {export(selection, output, to=WRITTEN[ending])}.", quiet=quiet)
