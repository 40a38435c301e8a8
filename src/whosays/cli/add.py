"""whosays add: reports into the casebook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from whosays.cli import fetching, options
from whosays.cli.alerts import memory_of
from whosays.cli.inputs import Failures
from whosays.cli.output import progress, talk
from whosays.cli.taking_in import Taken, take_in
from whosays.errors import ReportError
from whosays.record import Record, Report
from whosays.sources import Limits, Opened, is_address, open_items

if TYPE_CHECKING:
    from whosays.casebook import Casebook
    from whosays.sources.memory import Memory

FIELDS = ("text", "id", "title", "url", "publisher", "author", "category", "published")


class ColumnMap(click.ParamType[dict[str, str]]):
    """Fields of a report and the columns of a table that hold them: text=body,published=date."""

    name = "field=column,…"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dict[str, str]:
        """Return the mapping."""
        if isinstance(value, dict):
            return value
        pairs = [pair.partition("=") for pair in str(value).split(",")]
        if any(not column.strip() or field.strip() not in FIELDS for field, _, column in pairs):
            self.fail(f"Write it as text=COLUMN,published=COLUMN; the fields are {', '.join(FIELDS)}.", param, ctx)
        return {field.strip(): column.strip() for field, _, column in pairs}


@click.command(
    epilog="Examples: whosays --casebook kursk.casebook add pages/ archive.warc.gz mail.mbox · "
    "whosays add reports.csv --map text=body,published=date · whosays add --fetch https://courier.example/sitemap.xml"
)
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT…")
@click.option("--map", "columns", type=ColumnMap(), default={}, help="Which columns of your tables hold what.")
@click.option("--fetch", "follow", is_flag=True, help="Fetch the pages that feeds, sitemaps and lists only name.")
@click.option("--again", is_flag=True, help="Read again what is there already, as after an upgrade.")
@options.weights
@fetching.options
@options.workers
@options.casebook
@options.quiet
def command(
    inputs: tuple[str, ...], columns: dict[str, str], follow: bool, again: bool, weights: Path | None, pause: float,
    max_seconds: float, max_bytes: int, allow_address: tuple[str, ...], workers: int | None, casebook: str, quiet: bool,
) -> None:  # fmt: skip
    """Read reports and keep them in the casebook.

    INPUT is a file, a folder, a web address or - for standard input: HTML, text, Markdown, PDF, Word (DOCX), mail
    (EML, mbox), RSS, Atom and JSON feeds, sitemaps, lists of addresses, JSON Lines, CSV, TSV, Parquet, web archives
    (WARC, WACZ), and ZIP or tar of these. What it is, is told from its bytes.

    The bytes of each report are kept as received. Adding a report twice changes nothing, so a run that was stopped
    goes on when given again. What cannot be read is named at the end, with its remedy, and the rest goes in.
    """
    from whosays.casebook import Casebook
    from whosays.scale import Setting, read_many

    failures, taken = Failures(at_end=True), Taken()
    setting = Setting(weights=str(weights) if weights else None)
    given = {"pause": pause, "max_seconds": max_seconds, "max_bytes": max_bytes, "allow_address": allow_address}

    def read(reports: Iterable[Report]) -> Iterator[Record]:
        return read_many(reports, setting, workers=workers, on_error=failures.note)

    total = None if quiet else fetching.bytes_of(inputs)
    with (
        Casebook(casebook) as case,
        _memory(case, follow or any(map(is_address, inputs))) as memory,
        progress("Adding", total, quiet=quiet, in_bytes=True) as advance,
    ):
        # An address that is named is asked for; what a list names, only with --fetch.
        fetcher = fetching.fetcher_for(case, **given)  # type: ignore[arg-type]
        fetch = fetching.IfChanged(fetcher, memory, taken, again=again) if memory else None
        found: Iterator[Opened | ReportError] = (
            item
            for one in inputs
            for item in open_items(
                [one], limits=Limits(max_bytes=max_bytes), columns=columns, read=advance,
                fetch=fetch if follow or is_address(one) else None,
            )
        )  # fmt: skip
        kept = fetch.kept if fetch else None
        try:
            for _ in take_in(failures.passing(found), case, read, taken=taken, again=again, kept=kept):
                pass
        finally:
            failures.errors += taken.errors
            _say(taken, failures, quiet=quiet)
    if failures.errors:
        raise click.exceptions.Exit(1)


@contextmanager
def _memory(case: Casebook, is_needed: bool) -> Iterator[Memory | None]:
    """Give what is remembered beside the casebook of pages fetched, where any is to be."""
    if not is_needed:
        yield None
        return
    with memory_of(case) as memory:
        yield memory


def _say(taken: Taken, failures: Failures, *, quiet: bool) -> None:
    """Say what came of it: the failures with their remedies first, the sum last."""
    failures.tell()
    known = f", {taken.n_known} were there already" if taken.n_known else ""
    failed = f", {len(failures.errors)} could not be read" if failures.errors else ""
    n = taken.n_added
    talk(f"{n} report{'' if n == 1 else 's'} added with {taken.n_claims} claims{known}{failed}.", quiet=quiet)
