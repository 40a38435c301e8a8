"""Printing: data on standard output, talk on standard error, colour on a terminal only."""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import click

from whosays.record import Claim, Report


def talk(words: str, *, quiet: bool = False) -> None:
    """Say something to the person, on standard error."""
    if not quiet:
        click.echo(words, err=True)


def print_lines(rows: Iterable[bytes]) -> None:
    """Print JSON Lines."""
    out = sys.stdout.buffer
    for row in rows:
        out.write(row + b"\n")
    out.flush()


def print_csv(rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> None:
    """Print a table as CSV; words of strangers that a spreadsheet would take for a formula get an apostrophe."""
    from whosays.exports.delimited import defused

    table = csv.DictWriter(sys.stdout, fieldnames=list(columns), lineterminator="\n", extrasaction="ignore")
    table.writeheader()
    for row in rows:
        table.writerow({name: defused(one) if isinstance(one, str) else one for name, one in row.items()})


def print_table(rows: Iterable[Sequence[str]], columns: Sequence[str]) -> None:
    """Print a table for people; a plain one, whole words, where the output is no terminal."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold", no_wrap=False)
    for row in rows:
        table.add_row(*map(Text, row))
    console = Console(highlight=False)
    # Without a terminal there is no width to keep to; 120 columns suit files and pagers.
    Console(highlight=False, width=None if console.is_terminal else 120).print(table)


@contextmanager
def progress(what: str, total: int | None, *, quiet: bool, in_bytes: bool = False) -> Iterator[Callable[..., None]]:
    """Give a function that moves a progress bar on, by one or by a number of bytes; it shows on a terminal only."""
    if quiet or not sys.stderr.isatty():
        yield lambda steps=1: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        DownloadColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )  # fmt: skip

    done = DownloadColumn() if in_bytes else MofNCompleteColumn()
    columns = (TextColumn("{task.description}"), BarColumn(), done, TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=total)
        yield lambda steps=1: bar.advance(task, steps)


def print_claims(pairs: Iterable[tuple[Report, Claim]], format_: str) -> int:
    """Print claims in a format; return how many."""
    from whosays.exports.tables import COLUMNS, row_of
    from whosays.exports.wording import label_of, sentence, when_words
    from whosays.record import to_json

    held = list(pairs)
    if format_ == "jsonl":
        print_lines(to_json(claim) for _, claim in held)
    elif format_ == "csv":
        print_csv((row_of(report, claim, None) for report, claim in held), COLUMNS)
    elif held:
        rows = [
            (label_of(claim.type), sentence(claim, report), when_words(claim.time), claim.id) for report, claim in held
        ]
        print_table(rows, ("kind", "claim", "happened", "id"))
    return len(held)
