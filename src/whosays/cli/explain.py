"""whosays explain: why a claim reads as it does."""

from __future__ import annotations

import click

from whosays.cli import options
from whosays.errors import UsageError


@click.command(epilog="Example: whosays explain kursk-1#0a1b2c3d4e")
@click.argument("claim_id")
@options.casebook
def command(claim_id: str, casebook: str) -> None:
    """Say which words and which rule made each field of a claim."""
    from whosays.casebook import Casebook
    from whosays.claims.explain import explain
    from whosays.exports.wording import sentence

    with Casebook(casebook, create=False) as case:
        for record in case.records():
            for claim in record.claims:
                if claim.id == claim_id:
                    click.echo(f"{sentence(claim, record.report, with_date=True)}\n\n{explain(claim)}")
                    return
    raise UsageError("U005", item=claim_id)
