"""whosays read: reports into claims."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from whosays.cli import options
from whosays.cli.inputs import Failures, opened
from whosays.cli.output import print_claims, print_lines, progress, talk
from whosays.record import claims_of, to_json

if TYPE_CHECKING:
    from whosays.scale import Setting
    from whosays.scale.partitions import Kind


@click.command(
    epilog="Examples: whosays read page.html · whosays read --format jsonl reports.jsonl > records.jsonl · "
    "cat report.txt | whosays read -"
)
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT…")
@options.format_
@click.option("--layers", default="", metavar="NAMES",
              help="More layers of the record, comma-separated: predicates, those of plugins.")  # fmt: skip
@click.option("--actors", type=options.Knowledge("actors"), help="Your own actors (CSV), or a plugin's; before ours.")
@click.option("--gazetteer", type=options.Knowledge("gazetteer"), help="Your own places (CSV), or a plugin's.")
@options.weights
@click.option("--gate", is_flag=True, help="For mixed streams: do not parse reports whose words tell of no conflict.")
@click.option("--out", metavar="FOLDER", help="Write one file of records for each input file; what is there is kept.")
@click.option("--parquet", is_flag=True, help="With --out: Parquet instead of JSON Lines.")
@click.option("--engine", type=click.Choice(["local", "ray"]), default="local", show_default=True,
              help="With --out: over the cores of this machine, or by Ray over many.")  # fmt: skip
@click.option("--cluster", metavar="ADDRESS", help="With --engine ray: a running cluster. [default: this machine]")
@options.workers
@options.quiet
def command(
    inputs: tuple[str, ...],
    format_: str,
    layers: str,
    actors: Path | None,
    gazetteer: Path | None,
    weights: Path | None,
    gate: bool,
    out: str | None,
    parquet: bool,
    engine: str,
    cluster: str | None,
    workers: int | None,
    quiet: bool,
) -> None:
    """Read reports into claims, without keeping anything.

    INPUT is an HTML page, a text, a JSON Lines file of reports, a folder of these, or - for standard input. As jsonl
    the whole record is printed, one a line. With --out nothing is printed; a run that was stopped goes on where it was.
    """
    from whosays.scale import Setting, read_many

    failures = Failures()
    names = tuple(name.strip() for name in layers.split(",") if name.strip())
    own_actors, own_places, own_weights = (str(path) if path else None for path in (actors, gazetteer, weights))
    setting = Setting(names, own_actors, own_places, gate, own_weights)
    if out is not None:
        _into(out, inputs, setting, "parquet" if parquet else "jsonl", engine, cluster, workers, quiet)
        return
    reports = (item.report for item in opened(inputs, failures))
    n_claims = 0
    with progress("Reading", None, quiet=quiet) as advance:
        for record in read_many(reports, setting, workers=workers, on_error=failures.note):
            advance()
            n_claims += len(record.claims)
            if format_ == "jsonl":
                print_lines([to_json(record)])
            else:
                print_claims(claims_of([record]), format_)
    if format_ == "table":
        talk(f"{n_claims} claim{'' if n_claims == 1 else 's'}.", quiet=quiet)
    if failures.errors:
        raise click.exceptions.Exit(1)


def _into(
    out: str, inputs: tuple[str, ...], setting: Setting, kind: Kind, engine: str, cluster: str | None,
    workers: int | None, quiet: bool,
) -> None:  # fmt: skip
    """Read each input file into a file of records."""
    from whosays.scale import on_ray, partitions

    tasks = partitions.tasks_of(inputs, out, kind=kind, setting=setting)
    if engine == "ray":
        read = on_ray.read_partitions(tasks, address=cluster, cores=workers)
    else:
        read = partitions.read_partitions(tasks, workers=workers)
    n_reports = n_claims = n_errors = n_read = 0
    with progress("Reading", len(tasks), quiet=quiet) as advance:
        for summary in read:
            advance()
            n_read += 1
            n_reports += summary.n_reports
            n_claims += summary.n_claims
            n_errors += len(summary.errors)
            for error in summary.errors:
                talk(error)
    known = f"; {len(tasks) - n_read} files were read before" if n_read < len(tasks) else ""
    talk(f"{n_reports} reports of {n_read} files into {out}, with {n_claims} claims{known}.", quiet=quiet)
    if n_errors:
        raise click.exceptions.Exit(1)
