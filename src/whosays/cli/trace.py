"""whosays trace: what every stage of reading made of a sentence."""

from __future__ import annotations

import click

from whosays.cli.inputs import Failures, opened
from whosays.cli.output import talk


@click.command(epilog='Example: whosays trace page.html --sentence "probing attacks"')
@click.argument("source", metavar="INPUT")
@click.option("--sentence", metavar="N|WORDS", help="Only this sentence: its number, or words that it holds.")
def command(source: str, sentence: str | None) -> None:
    """Show what every stage of reading made of each sentence of a report, from its syntax to its claims.

    INPUT is a page, a text, or - for standard input; of a file with several reports, all are traced.
    """
    from whosays.tracing import trace

    def wanted(number: int, text: str) -> bool:
        if sentence is None:
            return True
        return number == int(sentence) if sentence.isdigit() else sentence.casefold() in text.casefold()

    failures = Failures()
    n_shown = 0
    for item in opened([source], failures):
        report = item.report
        day = f"{report.published} ({report.published_from})" if report.published else "not dated"
        click.echo(f"report {report.id}: {report.title or 'no title'}; {day}; {report.publisher or 'no publisher'}")
        for told in trace(report, wanted):
            n_shown += 1
            click.echo(f"\n{told.number}  {told.text}")
            for stage in told.stages:
                for n, line in enumerate(stage.lines):
                    click.echo(f"  {stage.name if n == 0 else '':<13}{line}")
    if sentence is not None and not n_shown and not failures.errors:
        talk(f"No sentence of {source} is number or holds “{sentence}”. Without --sentence all are shown.")
    if failures.errors or not n_shown:
        raise click.exceptions.Exit(1)
