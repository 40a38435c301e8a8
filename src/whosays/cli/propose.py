"""whosays propose: a language model's claims, as far as the words of the report bear them out."""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING

import click

from whosays.cli import options
from whosays.cli.inputs import Failures, opened
from whosays.cli.output import print_claims, print_lines, progress, talk
from whosays.errors import ReportError, UsageError
from whosays.record import claims_of, to_json

if TYPE_CHECKING:
    from whosays.proposing import Proposed
    from whosays.record import Record

# An endpoint that failed so often in a row is down; each further report would wait for nothing.
_GIVEN_UP_AFTER = 3


@click.command(
    epilog="Example: whosays propose pages --llm http://127.0.0.1:8080/v1 --model qwen3 --format jsonl > proposed.jsonl"
)
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT…")
@click.option("--llm", required=True, metavar="URL", help="An OpenAI-compatible endpoint: http://127.0.0.1:8080/v1.")
@click.option("--model", required=True, metavar="NAME", help="The model's name, as the endpoint knows it.")
@click.option("--may-leave-this-machine", "may_leave", is_flag=True,
              help="Let the reports' words go to an endpoint elsewhere, not only on this machine.")  # fmt: skip
@click.option("--key-env", metavar="VARIABLE", help="The environment variable that holds the endpoint's key.")
@click.option("--max-seconds", type=click.FloatRange(min=0.1), default=300.0, show_default=True,
              help="For the claims of one report.")  # fmt: skip
@options.format_
@options.quiet
def command(
    inputs: tuple[str, ...], llm: str, model: str, may_leave: bool, key_env: str | None, max_seconds: float,
    format_: str, quiet: bool,
) -> None:  # fmt: skip
    """Let a language model propose claims; keep those that the report's words bear out.

    The text of each report is sent to the endpoint named, and to nobody else; nothing is sent unless you call this
    command. A proposal is refused whole if one of its quotations does not stand in the report letter by letter, or one
    of its values is not of the vocabulary. Dates, numbers, places and actors are worked out from the words, never
    taken from the model. As jsonl each record names the model as its version; it goes into no casebook, and is not
    fused with records that were read.
    """
    from whosays.proposing import Endpoint, propose
    from whosays.reader import Reader

    key = os.environ.get(key_env, "") if key_env else ""
    if key_env and not key:
        raise UsageError("G005", item=llm, detail=key_env)
    endpoint = Endpoint(llm, model, key=key, may_leave=may_leave, max_seconds=max_seconds)
    failures, total, n_in_a_row = Failures(), _Total(), 0
    reports = (item.report for item in opened(inputs, failures))
    with progress("Proposing", None, quiet=quiet) as advance:
        for read in Reader().read_many(reports, on_error=failures.note):
            if n_in_a_row >= _GIVEN_UP_AFTER:
                failures.note(ReportError("L007", item=endpoint.url, detail=read.report.id))
                break
            advance()
            try:
                proposed = propose(read, endpoint)
            except ReportError as error:
                failures.note(error)
                n_in_a_row = n_in_a_row + 1 if error.code in ("L002", "L003") else 0
                continue
            n_in_a_row = 0
            total.note(proposed, read)
            if format_ == "jsonl":
                print_lines([to_json(proposed.record)])
            else:
                print_claims(claims_of([proposed.record]), format_)
    total.tell(model, quiet=quiet)
    if failures.errors:
        raise click.exceptions.Exit(1)


class _Total:
    """What became of all proposals."""

    def __init__(self) -> None:
        self.n_kept = self.n_also_read = 0
        self.reasons: Counter[str] = Counter()

    def note(self, proposed: Proposed, read: Record) -> None:
        """Count what one report's proposals came to."""
        self.n_kept += len(proposed.record.claims)
        self.reasons.update(refusal.reason for refusal in proposed.refused)
        for claim in proposed.record.claims:
            self.n_also_read += any(
                own.type == claim.type
                and own.trigger.start < claim.trigger.end
                and claim.trigger.start < own.trigger.end
                for own in read.claims
            )

    def tell(self, model: str, *, quiet: bool) -> None:
        """Say it: how many stand, how many of them whosays reads as well, how many were refused and why."""
        refused = sum(self.reasons.values())
        talk(
            f"{model} proposed {self.n_kept + refused} claims; {self.n_kept} stand, {self.n_also_read} of them read by "
            f"whosays too; {refused} refused.", quiet=quiet,
        )  # fmt: skip
        for reason, count in sorted(self.reasons.items(), key=lambda pair: (-pair[1], pair[0])):
            talk(f"Refused {count}: {reason}", quiet=quiet)
