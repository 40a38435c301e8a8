"""whosays export: the casebook in another format."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from whosays.cli import options
from whosays.cli.output import talk
from whosays.errors import UsageError
from whosays.exports import FORMATS, LeftOut, format_of
from whosays.exports.deaths import RULES
from whosays.plugins import plugins

EXAMPLES = "Examples: whosays export --to geojson --country SDN -o sudan.geojson · whosays export --list"


class FormatName(click.Choice[str]):
    """The name of a format: ours, or that of a plugin, which is looked for only if it is none of ours."""

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the name."""
        if value not in FORMATS and value in plugins("exporters"):
            return value
        return super().convert(value, param, ctx)


def _list_formats(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value:
        width = max(map(len, (*FORMATS, *plugins("exporters"))))
        for name in (*FORMATS, *(name for name in plugins("exporters") if name not in FORMATS)):
            try:
                click.echo(f"{name:<{width}}  {format_of(name).what}")
            except UsageError as error:
                talk(str(error))
        ctx.exit()


def _say_left_out(left_out: LeftOut, listing: Path | None, *, quiet: bool) -> None:
    from whosays.exports.delimited import table
    from whosays.exports.writing import write_whole

    for line in left_out.lines():
        talk(line, quiet=quiet)
    if listing is not None:
        rows = ({"id": id_, "reason": reason} for id_, reason in left_out.rows())
        write_whole(listing, table(("id", "reason"), rows))


@click.command(epilog=EXAMPLES)
@click.option("--to", type=FormatName(list(FORMATS)), required=True, help="The format, or that of a plugin.")
@click.option("--list", is_flag=True, is_eager=True, expose_value=False, callback=_list_formats, help="List formats.")
@options.filters
@options.known_on
@click.option("--output", "-o", type=click.Path(path_type=Path), help="Write to this file instead of printing.")
@click.option(
    "--best-by", type=click.Choice(RULES), default="median-of-origins", show_default=True,
    help="How one figure is chosen of several, where the format wants one.",
)  # fmt: skip
@options.redaction
@click.option("--left-out", "listing", type=click.Path(path_type=Path), help="List what was left out in this CSV file.")
@options.casebook
@options.quiet
def command(
    to: str,
    known_on: str | None,
    output: Path | None,
    best_by: str,
    redact: tuple[str, ...],
    redact_persons: bool,
    keep: tuple[str, ...],
    listing: Path | None,
    casebook: str,
    quiet: bool,
    **values: Any,
) -> None:
    """Write the casebook's claims in another format: records, tables, event data, a map, a brief.

    What a format cannot express is counted and listed on standard error.
    """
    from whosays.cli.selecting import selection_of
    from whosays.cli.withholding import withhold
    from whosays.exports import export

    format_ = format_of(to)
    if output is None and format_.is_binary and (format_.is_folder or sys.stdout.isatty()):
        raise UsageError("U031", item=to)
    if output is None and format_.is_folder:
        raise click.UsageError(f"{to} is several files: name a folder, or an archive ending in .zip, with --output.")
    conditions = options.chosen(values)
    selection = replace(selection_of(casebook, conditions, known_on=known_on), best_by=best_by)
    if conditions and not selection.claims:
        raise UsageError("U007")
    selection, _ = withhold(selection, redact, all_private=redact_persons, kept=keep, quiet=quiet)
    left_out = LeftOut()
    if output is None:
        for piece in format_.pieces(selection, left_out):
            click.echo(piece, nl=False)
    else:
        talk(f"Wrote {export(selection, output, to=to, left_out=left_out)}.", quiet=quiet)
    _say_left_out(left_out, listing, quiet=quiet)
