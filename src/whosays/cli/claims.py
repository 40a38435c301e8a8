"""whosays claims: what the casebook's reports claim."""

from __future__ import annotations

from typing import Any

import click

from whosays.cli import options
from whosays.cli.output import print_claims, talk
from whosays.errors import UsageError


@click.command(
    epilog='Examples: whosays claims --country PRK --type STRENGTH · whosays claims --said-by "Ministry of Defence '
    '(Russia)" --only'
)
@options.filters
@click.option("--limit", type=click.IntRange(min=1), help="At most this many.")
@options.as_of
@options.format_
@options.casebook
@options.quiet
def command(format_: str, casebook: str, quiet: bool, **values: Any) -> None:
    """List claims: who is said to have done what, and who says so."""
    from whosays.casebook import Casebook

    with Casebook(casebook, create=False) as case:
        found = case.claims(**options.chosen(values))
        n = print_claims(((hit.report, hit.claim) for hit in found), format_)
    if not n:
        talk(UsageError("U007").what, quiet=quiet)
