"""whosays comment: what persons say of a report, a claim or an event."""

from __future__ import annotations

import click

from whosays.cli import options
from whosays.cli.output import talk


@click.command(epilog="Examples: whosays comment kursk-1 'Who took the picture?' · whosays comment kursk-1")
@click.argument("item")
@click.argument("text", required=False)
@click.option("--reply-to", metavar="COMMENT", help="The comment that this answers.")
@click.option("--tag", help="Tag it instead.")
@click.option("--by", help="Who comments. [default: your login name]")
@options.casebook
@options.quiet
def command(
    item: str, text: str | None, reply_to: str | None, tag: str | None, by: str | None, casebook: str, quiet: bool
) -> None:
    """Comment on a report, a claim or an event, named by its id; without a text, show its comments."""
    from whosays.casebook import Casebook

    with Casebook(casebook, create=False, by=by) as case:
        if tag is not None:
            case.tag(item, tag)
        if text is not None:
            said = case.comment(item, text, reply_to=reply_to)
            talk(f"Kept as {said.id}.", quiet=quiet)
        if tag is not None or text is not None:
            return
        tags = case.tags(item)
        thread = list(case.comments(item))
    if tags:
        click.echo("Tags: " + "; ".join(tags))
    for depth, one in thread:
        words = one.text if one.text is not None else "(taken back)"
        click.echo(f"{'  ' * depth}{one.author}, {one.at[:16].replace('T', ' ')} [{one.id}]: {words}")
    if not thread:
        click.echo("No comments yet.")
