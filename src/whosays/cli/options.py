"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

from whosays import logs
from whosays.cli.output import talk
from whosays.errors import UsageError
from whosays.plugins import plugin
from whosays.record import CERTAINTIES, STATUSES, TYPES

DEFAULT_CASEBOOK = "whosays.casebook"
Command = Callable[..., Any]


def _several(*options: Callable[[Command], Command]) -> Callable[[Command], Command]:
    def add(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return add


class Day(click.ParamType[str]):
    """A date written YYYY-MM-DD."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the date in ISO form."""
        try:
            return date.fromisoformat(str(value)).isoformat()
        except ValueError:
            self.fail(UsageError("U002", item=str(value)).what + " Write dates as YYYY-MM-DD.", param, ctx)


class Knowledge(click.ParamType[Path]):
    """A file of one's own actors, places or weights, or the name of a plugin that has one."""

    name = "file"

    def __init__(self, kind: str) -> None:
        self._kind = kind

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Return the file's path; raise `UsageError` P001 or P002 for a plugin that cannot be used."""
        path = Path(value)
        if path.exists():
            return path
        found = getattr(plugin("knowledge", str(value)), self._kind, None)
        if found is None or not Path(found).exists():
            self.fail(f"There is no file '{value}', and no plugin of that name with a file of its own.", param, ctx)
        return Path(found)


def placed(ctx: click.Context, param: click.Parameter, where: str) -> str:
    """Return where a casebook is: a file, or an address on a server, its password put away."""
    from whosays.casebook.addresses import is_address, without_secret

    if not is_address(where):
        return where
    logs.tell_by(talk)
    return without_secret(where)


def _casebook(ctx: click.Context, param: click.Parameter, value: str | None) -> str:
    return placed(ctx, param, value or ctx.obj or DEFAULT_CASEBOOK)


casebook = click.option(
    "--casebook",
    metavar="FILE",
    callback=_casebook,
    help=f"The casebook: a file, or postgresql://NAME@HOST/DATABASE. [default: {DEFAULT_CASEBOOK}]",
)
quiet = click.option("--quiet", "-q", is_flag=True, help="No talk, no progress bar.")
workers = click.option(
    "--workers", type=click.IntRange(min=1), metavar="N",
    help="Processes that read; more than one start only for many reports. [default: one a core]",
)  # fmt: skip
weights = click.option(
    "--weights", type=Knowledge("weights"), help="Weights that 'train' learnt from your verdicts, instead of ours."
)
known_on = click.option("--known-on", type=Day(), help="Answer with what was known on this day.")
as_of = click.option("--as-of", type=Day(), help="Answer as the casebook did at the end of this day (UTC).")
format_ = click.option(
    "--format", "format_", type=click.Choice(["table", "jsonl", "csv"]), default="table", show_default=True,
    help="How to print.",
)  # fmt: skip

only_about = _several(
    click.option("--text", help="Words of the claim, or a name in it."),
    click.option("--actor", help="Who does it: a name, as in the report or in full."),
    click.option("--recipient", help="Who bears or receives it."),
    click.option("--country", help="A country among actors, recipients or places (ISO alpha-3: PRK)."),
    click.option("--type", "type_", type=click.Choice(TYPES, case_sensitive=False), help="The claim's type."),
    click.option("--place", help="A place by name."),
    click.option("--said-by", "source", help="Who says so, at any step of the chain."),
    click.option("--only", "only_source", is_flag=True, help="With --said-by: what rests on nobody else."),
    click.option("--certainty", type=click.Choice(CERTAINTIES), help="How sure it is presented."),
    click.option("--status", type=click.Choice(STATUSES), help="Occurred, ongoing, planned or hypothetical."),
)
filters = _several(
    only_about,
    click.option("--since", type=Day(), help="Happened on this day or later."),
    click.option("--until", type=Day(), help="Happened on this day or earlier."),
    click.option("--reported-since", type=Day(), help="Reported on this day or later."),
    click.option("--reported-until", type=Day(), help="Reported on this day or earlier."),
)
redaction = _several(
    click.option("--redact", multiple=True, metavar="NAME", help="Withhold this person's name everywhere."),
    click.option("--redact-persons", is_flag=True, help="Withhold every person who is named without an office."),
    click.option("--keep", multiple=True, metavar="NAME", help="Name this person nonetheless."),
)


def chosen(values: dict[str, Any]) -> dict[str, Any]:
    """Return the filter conditions that were given, under the names of `Casebook.claims`."""
    conditions = {("type" if name == "type_" else name): value for name, value in values.items() if value}
    if conditions.get("only_source") and "source" not in conditions:
        raise click.UsageError("--only needs --said-by: it lists what rests on nobody but that speaker.")
    return conditions
