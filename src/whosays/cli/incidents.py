"""whosays incidents: one row a report, what it is mainly about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from whosays.cli import options
from whosays.cli.inputs import Failures, records_in
from whosays.cli.output import print_csv, print_lines, print_table, talk
from whosays.errors import UsageError

if TYPE_CHECKING:
    from whosays.claims.incidents import Incident
    from whosays.record import Record

COLUMNS = ("report", "what", "when", "where", "who did it", "to whom", "how many", "words", "why")


def incident_row(incident: Incident) -> dict[str, str]:
    """Return an incident as a row for people; each doer stands with the ground on which he is named."""
    from whosays.exports.naming import join, name_of
    from whosays.exports.wording import label_of, place_words, when_words

    doers = []
    for doer in incident.doers:
        ground = f"{doer.ground} by {join(doer.by)}" if doer.by else doer.ground
        doers.append(name_of(doer) if ground == "told" else f"{name_of(doer)} ({ground})")
    return {
        "report": incident.report,
        "what": ": ".join(filter(None, (label_of(incident.type), incident.mode))),
        "when": when_words(incident.time),
        "where": place_words(incident.places, bare=True),
        "who did it": "; ".join(doers),
        "to whom": join(name_of(bearer) for bearer in incident.bearers),
        "how many": join(f"{q.of}: {q.text}" for q in incident.quantities),
        "words": " ".join(incident.words.split()),
        "why": incident.why,
    }


@click.command(
    epilog="Examples: whosays read --format jsonl pages/ | whosays incidents - · whosays incidents --all records.jsonl"
)
@click.argument("inputs", nargs=-1, required=True, metavar="RECORDS…")
@click.option("--all", "every", is_flag=True, help="Every act of violence that a report tells, not the main one only.")
@options.format_
@options.quiet
def command(inputs: tuple[str, ...], every: bool, format_: str, quiet: bool) -> None:
    """Say in one row what act of violence each report is mainly about.

    RECORDS is what 'whosays read --format jsonl' writes, or - for standard input. Reports that tell no act get no row.
    Who did it stands with its ground: told, said by somebody, accused, suspected, held for it, or claiming it himself.
    """
    from whosays.claims.incidents import incidents_of
    from whosays.record import to_json

    failures = Failures()

    def chosen(record: Record) -> tuple[Incident, ...]:
        found = incidents_of(record)
        return found if every else found[:1]

    rows = [incident for record in records_in(inputs, failures) for incident in chosen(record)]
    if format_ == "jsonl":
        print_lines(to_json(incident) for incident in rows)
    elif format_ == "csv":
        print_csv((incident_row(incident) for incident in rows), COLUMNS)
    elif rows:
        shown = [name for name in COLUMNS if name not in ("words", "why")]
        print_table([[row[name] for name in shown] for row in map(incident_row, rows)], shown)
    else:
        talk(UsageError("U007").what, quiet=quiet)
    if failures.errors:
        raise click.exceptions.Exit(1)
