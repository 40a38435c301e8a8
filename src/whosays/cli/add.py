"""whosays add: reports into the casebook."""

from __future__ import annotations

from collections.abc import Iterator

import click

from whosays.cli import options
from whosays.cli.inputs import Failures, opened
from whosays.cli.output import progress, talk
from whosays.sources import Opened


@click.command(epilog="Example: whosays --casebook kursk.casebook add pages/")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT…")
@options.casebook
@options.quiet
def command(inputs: tuple[str, ...], casebook: str, quiet: bool) -> None:
    """Read reports and keep them in the casebook.

    The bytes of each report are kept as received. Adding a report twice changes nothing; what cannot be read is named
    and the rest goes in.
    """
    from whosays.casebook import Casebook
    from whosays.reader import Reader

    failures = Failures()
    n_added = n_known = n_claims = 0
    waiting: list[Opened] = []

    def reports() -> Iterator[Opened]:
        for item in opened(inputs, failures):
            waiting.append(item)
            yield item

    with Casebook(casebook) as case, progress("Adding", None, quiet=quiet) as advance:
        for record in Reader().read_many(item.report for item in reports()):
            item = waiting.pop(0)
            is_new = case.add(record, raw=item.raw, media_type=item.media_type, locator=item.locator)
            n_added += is_new
            n_known += not is_new
            n_claims += len(record.claims) if is_new else 0
            advance()
    known = f", {n_known} were there already" if n_known else ""
    failed = f", {len(failures.errors)} could not be read" if failures.errors else ""
    talk(f"{n_added} report{'' if n_added == 1 else 's'} added with {n_claims} claims{known}{failed}.", quiet=quiet)
    if failures.errors:
        raise click.exceptions.Exit(1)
