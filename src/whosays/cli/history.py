"""whosays history: who did what to the casebook, and when."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import click
import msgspec

from whosays.cli import options
from whosays.cli.output import print_csv, print_lines, print_table, talk

ACTS = ("number", "at", "by", "act", "subject", "tool")
VERDICTS = ("at", "author", "act", "about", "item", "what", "why", "id")


@click.command(epilog="Examples: whosays history · whosays history kursk-1#0a1b2c3d4e")
@click.argument("item", required=False, metavar="[REPORT or CLAIM]")
@click.option("--verdicts", is_flag=True, help="Every verdict, comment and tag, taken back or not.")
@options.format_
@options.casebook
@options.quiet
def command(item: str | None, verdicts: bool, format_: str, casebook: str, quiet: bool) -> None:
    """List every act on the casebook in order, or what persons said of one report or claim."""
    from whosays.casebook import Casebook

    rows: list[dict[str, Any]]
    columns: tuple[str, ...]
    with Casebook(casebook, create=False) as case:
        if item is None and not verdicts:
            columns, rows = ACTS, [asdict(entry) for entry in case.history()]
        else:
            claim = item if item is not None and "#" in item else None
            said = list(case.verdicts(report=item if claim is None else None, claim=claim))
            columns = VERDICTS
            rows = [
                {
                    "at": one.at, "author": one.author, "act": one.act, "about": one.about,
                    "item": one.anchor.claim if one.anchor else one.report or "event",
                    "what": one.text or one.tag or one.undoes or ", ".join(one.changes) or one.grade or "",
                    "why": one.why or "", "id": one.id,
                }
                for one in said
            ]  # fmt: skip
    if format_ == "jsonl":
        print_lines(msgspec.json.encode(row) for row in rows)
    elif format_ == "csv":
        print_csv(rows, columns)
    elif rows:
        print_table([[str(row[column]) for column in columns] for row in rows], columns)
    if not rows:
        talk("Nobody has said anything of it yet.", quiet=quiet)
