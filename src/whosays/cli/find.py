"""whosays find: the claims that answer a question."""

from __future__ import annotations

from typing import Any

import click

from whosays.cli import options
from whosays.cli.output import print_csv, print_lines, print_table, talk
from whosays.errors import UsageError
from whosays.record import to_json

COLUMNS = ("claim", "words", "reported", "id")


@click.command(epilog="Example: whosays find 'how many troops did North Korea send' --reported-since 2024-11-01")
@click.argument("question")
@click.option("--limit", type=click.IntRange(min=1), default=10, show_default=True, help="List at most so many claims.")
@options.filters
@options.format_
@options.casebook
@options.quiet
def command(question: str, limit: int, format_: str, casebook: str, quiet: bool, **values: Any) -> None:
    """Rank the claims that answer a question in plain English, with their words and owners.

    By their words, their meaning, and what is asked for: a number, a day, a kind of figure, a country, a speaker.
    Nothing is answered in words of our own.
    """
    from whosays.finding import find

    answers = find(question, casebook, limit=limit, **options.chosen(values))
    rows = [
        {
            "claim": answer.sentence,
            "words": " ".join(answer.claim.evidence.text.split()),
            "reported": (answer.report.published or "")[:10],
            "id": answer.claim.id,
        }
        for answer in answers
    ]
    if format_ == "jsonl":
        print_lines(to_json(answer) for answer in answers)
    elif format_ == "csv":
        print_csv(rows, COLUMNS)
    elif rows:
        print_table([list(row.values()) for row in rows], COLUMNS)
    else:
        talk(UsageError("U007").what, quiet=quiet)
