"""whosays who: who says what."""

from __future__ import annotations

import json
from collections import defaultdict

import click

from whosays.cli import options
from whosays.cli.inputs import Failures, opened
from whosays.cli.output import print_csv, print_lines, print_table, talk
from whosays.exports.naming import own_words
from whosays.record import Record

# Sayings shown for one speaker in a table; --all shows every one.
SHOWN = 3
Said = dict[str, list[tuple[str, str]]]


def speakers(records: list[Record]) -> Said:
    """Return what each speaker says, as (report, words), the most-heard first; '(nobody named)' where nobody is."""
    said: Said = defaultdict(list)
    for record in records:
        for attribution in record.attributions:
            name = _name_at(record, attribution.source.start, attribution.source.end) if attribution.source else None
            speaker = name or (attribution.source.text if attribution.source else "(nobody named)")
            said[" ".join(speaker.split())].append(
                (record.report.id, " … ".join(" ".join(part.text.split()) for part in attribution.content))
            )
    return dict(sorted(said.items(), key=lambda pair: (-len(pair[1]), pair[0])))


def _name_at(record: Record, start: int, end: int) -> str | None:
    """Return the name of the actor whose mention fills most of the speaker's words, pronouns resolved."""
    found = [actor for actor in record.actors if actor.start < end and start < actor.end and actor.name]
    return max(found, key=lambda actor: min(actor.end, end) - max(actor.start, start)).name if found else None


@click.command(epilog="Example: whosays who page.html")
@click.argument("inputs", nargs=-1, metavar="[REPORT…]")
@click.option("--all", "everything", is_flag=True, help="Show every saying.")
@options.format_
@options.casebook
@options.quiet
def command(inputs: tuple[str, ...], everything: bool, format_: str, casebook: str, quiet: bool) -> None:
    """List speakers and what each of them says, conflict or not.

    Over the reports named, or over the casebook where none is named.
    """
    failures = Failures()
    if inputs:
        from whosays.reader import Reader

        records = list(Reader().read_many((item.report for item in opened(inputs, failures)), on_error=failures.note))
    else:
        from whosays.casebook import Casebook

        with Casebook(casebook, create=False) as case:
            records = list(case.records())
    said = speakers(records)
    if format_ == "jsonl":
        print_lines(
            json.dumps(
                {"speaker": speaker, "says": [{"report": report, "words": words} for report, words in sayings]},
                ensure_ascii=False,
            ).encode("utf-8")
            for speaker, sayings in said.items()
        )
    elif format_ == "csv":
        rows = (
            {"speaker": speaker, "report": report, "words": words}
            for speaker, sayings in said.items()
            for report, words in sayings
        )
        print_csv(rows, ("speaker", "report", "words"))
    else:
        table = []
        for speaker, sayings in said.items():
            shown = sayings if everything else sayings[:SHOWN]
            lines = [own_words(words) for _, words in shown]
            if len(shown) < len(sayings):
                lines.append(f"… and {len(sayings) - len(shown)} more")
            table.append((speaker, str(len(sayings)), "\n".join(lines)))
        print_table(table, ("speaker", "sayings", "what"))
        talk(f"{len(said)} speakers.", quiet=quiet)
    if failures.errors:
        raise click.exceptions.Exit(1)
