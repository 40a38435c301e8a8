"""whosays add: reports into the casebook."""

from __future__ import annotations

from collections.abc import Iterator

import click

from whosays.cli import options
from whosays.cli.inputs import Failures, opened
from whosays.cli.output import progress, talk
from whosays.errors import CasebookError
from whosays.record import Report
from whosays.sources import Opened

# Errors of the casebook that concern one report and leave the others untouched.
ONE_REPORT = frozenset(("C007", "C009"))


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
    waiting: dict[str, Opened] = {}

    def reports() -> Iterator[Report]:
        for item in opened(inputs, failures):
            waiting[item.report.id] = item
            yield item.report

    with Casebook(casebook) as case, progress("Adding", None, quiet=quiet) as advance:
        for record in Reader().read_many(reports(), on_error=failures.note):
            advance()
            item = waiting.pop(record.report.id, None)
            try:
                is_new = item is not None and case.add(
                    record, raw=item.raw, media_type=item.media_type, locator=item.locator
                )
            except CasebookError as error:
                # Only what is wrong with this one report; a casebook that cannot be written ends the command.
                if error.code not in ONE_REPORT:
                    raise
                failures.note(error)
                continue
            n_added += is_new
            n_known += not is_new
            n_claims += len(record.claims) if is_new else 0
    known = f", {n_known} were there already" if n_known else ""
    failed = f", {len(failures.errors)} could not be read" if failures.errors else ""
    talk(f"{n_added} report{'' if n_added == 1 else 's'} added with {n_claims} claims{known}{failed}.", quiet=quiet)
    if failures.errors:
        raise click.exceptions.Exit(1)
