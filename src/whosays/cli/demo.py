"""whosays demo: the whole road on the example reports."""

from __future__ import annotations

import shutil
import time
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path

import click

from whosays.cli import options
from whosays.cli.events import print_events
from whosays.cli.figures import COLUMNS, concerns, figure_rows, figures_of
from whosays.cli.inputs import Failures, opened
from whosays.cli.output import print_claims, print_table, progress, talk
from whosays.errors import WhosaysError
from whosays.exports.selection import Selection

# The report whose claims are printed: many kinds of claim on half a page, and no publication date.
SHOWN_REPORT = "undated-open-notebook"
CASEBOOK = "example.casebook"
PAGES = "pages"
# The weeks in which the counts of North Korean troops in the examples moved.
FIRST_WEEK = date(2024, 10, 20)
WEEKS = 6


def examples_folder() -> Path:
    """Return the folder of example reports: inside the installed package, or beside it in a checkout."""
    packaged = Path(str(files("whosays"))) / "examples"
    for folder in (packaged, Path(__file__).resolve().parents[3] / "examples"):
        if folder.is_dir():
            return folder
    raise WhosaysError("I001", item="the example reports", detail="their folder was not found")


@click.command()
@click.option("--into", type=click.Path(path_type=Path), default=Path("demo"), show_default=True,
              help="The folder to write the pages, the casebook, the brief and the map data to.")  # fmt: skip
@click.option("--serve", "then_serve", is_flag=True, help="Then open the casebook in the browser.")
@click.option("--port", type=click.IntRange(1, 65535), default=8377, show_default=True, help="The port to serve on.")
@options.quiet
def command(into: Path, then_serve: bool, port: int, quiet: bool) -> None:
    """Read the example reports and show what comes out.

    Builds a casebook, prints the claims of one report, the events with their origins and standing and the figures for
    North Korean troops by speaker and date, writes brief.md and events.geojson, and lays the pages beside them, to try
    other commands on. Four odd pages among them are refused on purpose.
    """
    from whosays.casebook import Casebook
    from whosays.exports import export
    from whosays.reader import Reader

    start = time.perf_counter()
    pages = sorted(examples_folder().rglob("*.html"))
    failures = Failures()
    into.mkdir(parents=True, exist_ok=True)
    items = list(opened(map(str, pages), failures))
    with Casebook(into / CASEBOOK) as case:
        with progress("Reading the examples", len(items), quiet=quiet) as advance:
            for item, record in zip(items, Reader().read_many(item.report for item in items), strict=True):
                case.add(record, raw=item.raw, media_type=item.media_type, locator=item.locator)
                advance()
        records = tuple(case.records())
        events = tuple(case.events())
        shown = next(item.report.id for item in items if SHOWN_REPORT in item.locator)
    shutil.copytree(examples_folder(), into / PAGES, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.md"))
    everything = Selection(records=records, events=events, title="The example reports")
    _print(everything, shown)
    brief = export(everything, into / "brief.md")
    map_data = export(everything, into / "events.geojson")
    talk(
        f"\n{len(records)} reports read; {len(failures.errors)} odd pages were refused, as they should be (see above); "
        f"{sum(len(record.claims) for record in records)} claims, {len(events)} events, "
        f"in {time.perf_counter() - start:.0f} s.\nWrote {brief} and {map_data}; the casebook is {into / CASEBOOK}, "
        f"the pages lie in {into / PAGES}.\n"
        f"Go on with: whosays --casebook {into / CASEBOOK} claims --said-by Zelensky",
        quiet=quiet,
    )
    if then_serve:
        from whosays.cli.serve import serve

        serve(str(into / CASEBOOK), host="127.0.0.1", port=port, quiet=quiet)


def _print(everything: Selection, shown: str) -> None:

    click.echo("\nONE REPORT'S CLAIMS")
    print_claims([pair for pair in everything.claims.values() if pair[0].id == shown], "table")
    click.echo("EVENTS TOLD BY MORE THAN ONE REPORT")
    shared = tuple(event for event in everything.events if len(event.reports) > 1)
    print_events(Selection(records=everything.records, events=shared), "table", quiet=True)
    click.echo("FIGURES: NORTH KOREAN TROOPS, BY SPEAKER AND DATE")
    rows = figure_rows(everything, "troops", country="PRK")
    print_table([[row[column] for column in COLUMNS[:-2]] for row in rows], COLUMNS[:-2])
    click.echo("THE SAME, AS KNOWN EACH WEEK")
    print_table(weekly_rows(everything), ("as known on", "low – high", "origins", "newest figure of each"))


def weekly_rows(everything: Selection) -> list[tuple[str, str, str, str]]:
    """Return, for the end of each week, how many North Korean troops were spoken of, by whom, on how many origins."""
    from whosays.exports.figures import figure_words, range_words
    from whosays.fusion import fuse
    from whosays.fusion.figures import figure_set

    rows = []
    for week in range(WEEKS):
        day = FIRST_WEEK + timedelta(weeks=week)
        known = Selection(records=everything.records, events=tuple(fuse(everything.records, known_on=day)))
        told = [
            figure
            for _, figure, _ in figures_of(known, "troops")
            if figure.reported_at and concerns(known, figure.claim, "PRK")
        ]
        figures = figure_set(told)
        newest = figures.latest_by_origin
        words = "; ".join(f"{origin}: {figure_words(figure)}" for origin, figure in newest.items())
        rows.append((day.isoformat(), range_words(figures), str(len(newest)), words))
    return rows
