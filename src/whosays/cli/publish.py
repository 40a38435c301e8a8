"""whosays publish: the casebook as a site that needs no server."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from whosays.cli import options
from whosays.cli.output import talk
from whosays.errors import UsageError


@click.command(epilog="Example: whosays publish kursk.casebook site/ --full 'Halych Telegraph' --redact 'Ana Petrova'")
@click.argument("case", metavar="CASE", callback=options.placed)
@click.argument("out", type=click.Path(path_type=Path, file_okay=False), metavar="OUT")
@click.option("--rules", "rules_file", type=click.Path(path_type=Path), help="What may be shown (TOML).")
@click.option("--full", multiple=True, metavar="OUTLET", help="Show this outlet's reports in full.")
@click.option("--leave-out", multiple=True, metavar="OUTLET", help="Show nothing of this outlet's reports.")
@options.redaction
@click.option("--title", help="The site's title.")
@options.filters
@options.known_on
@options.quiet
def command(
    case: str,
    out: Path,
    rules_file: Path | None,
    full: tuple[str, ...],
    leave_out: tuple[str, ...],
    redact: tuple[str, ...],
    redact_persons: bool,
    keep: tuple[str, ...],
    title: str | None,
    known_on: str | None,
    quiet: bool,
    **values: Any,
) -> None:
    """Write a casebook as a static site: board, events, reports, figures, data, views to embed.

    Every page works from a folder, without a server and without the network. Of each report only the quoted words of
    its claims are shown, with a link, unless it may be shown in full.
    """
    from dataclasses import replace

    from whosays.app.site import Rules, Showing, publish, read_rules
    from whosays.casebook.addresses import name_of
    from whosays.cli.selecting import selection_of
    from whosays.cli.withholding import persons_withheld

    rules = read_rules(rules_file) if rules_file else Rules()
    outlets: dict[str, Showing] = {name.casefold(): "full" for name in full}
    outlets |= {name.casefold(): "none" for name in leave_out}
    rules = replace(rules, publishers={**rules.publishers, **outlets})
    conditions = options.chosen(values)
    selection = selection_of(case, conditions, known_on=known_on, title=title or name_of(case))
    if not selection.claims:
        raise UsageError("U007")
    persons = persons_withheld(selection, redact, all_private=redact_persons, kept=keep, quiet=quiet)
    n_pages = publish(selection, out, rules=rules, persons=persons)
    talk(f"Wrote {n_pages} pages to {out}; open {out / 'index.html'}.", quiet=quiet)
