"""whosays train: weights learnt from verdicts."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from whosays.cli import options
from whosays.cli.output import talk
from whosays.errors import UsageError

if TYPE_CHECKING:
    from whosays.learning import Taught, Trial


@click.command(
    epilog="Examples: whosays --casebook kursk.casebook train -o kursk.weights.json · whosays train ana.jsonl "
    "ben.jsonl -o ours.weights.json · Then: whosays read --weights kursk.weights.json page.html"
)
@click.argument("lessons", nargs=-1, metavar="[LESSONS]…")
@click.option("--output", "-o", required=True, metavar="FILE", help="Where the weights go.")
@options.casebook
@options.quiet
def command(lessons: tuple[str, ...], output: str, casebook: str, quiet: bool) -> None:
    """Learn from your verdicts which words state an event, and which only mention one.

    LESSONS are files that 'review --export' or 'review --gold' wrote; without one, the casebook's own verdicts are
    taken. What is learnt are the weights of signs ("a noun after 'during'"), ours moved as far as your verdicts ask;
    nothing else changes, and nothing leaves this machine. It is tried on reports that were not learnt from, and says
    what came of it.
    """
    from whosays.learning import judged_words, moved, tried

    taught = list(chain.from_iterable(map(_in_file, lessons)) if lessons else _in_casebook(casebook))
    n_judged = sum(len(one.stands) for one in taught)
    words = list(judged_words(taught))
    if not any(word.is_event for word in words) or all(word.is_event for word in words):
        raise UsageError("U072", item=", ".join(lessons) or casebook, detail=_what_lacks(n_judged, len(words)))
    body = _as_json(moved(words))
    try:
        Path(output).write_bytes(body)
    except OSError as error:
        raise UsageError("U004", item=output, detail=error.strerror or str(error)) from error
    left = n_judged - len(words)
    talk(f"Learnt from {len(words)} judged claims{f'; {left} could not be used' if left > 0 else ''}.", quiet=quiet)
    for line in _said(tried(words)):
        talk(line, quiet=quiet)
    click.echo(f"{output}: use it with --weights in 'whosays read', 'add' and 'watch'.")


def _in_file(name: str) -> Iterator[Taught]:
    from whosays.learning import taught_in

    try:
        lines = Path(name).read_bytes().splitlines()
    except FileNotFoundError:
        raise UsageError("R001", item=name) from None
    return taught_in(lines, name)


def _in_casebook(casebook: str) -> Iterator[Taught]:
    from whosays.casebook import Casebook
    from whosays.learning import taught_in

    with Casebook(casebook, create=False) as case:
        yield from taught_in(case.lessons(), casebook)


def _what_lacks(n_judged: int, n_words: int) -> str:
    if not n_words:
        return f"{n_judged} verdicts, none on a claim that this release reads" if n_judged else "no verdicts"
    return "it takes claims that stand and claims that were rejected"


def _said(trial: Trial | None) -> Iterator[str]:
    """Yield what the trial says, with what it cannot say."""
    from whosays.learning import FEW_CHANGES

    if trial is None:
        yield "All are of one report, so that nothing can be said of others: judge more reports."
        return
    yield (
        f"Tried on reports that were not learnt from, {trial.n_reports} in turn: of {trial.n_wrong} rejected claims "
        f"{trial.shed} would no longer be read, of {trial.n_right} that stand {trial.lost} would be lost."
    )
    if trial.shed <= trial.lost:
        yield "That is no gain: keep the released weights, and judge more."
    elif trial.shed + trial.lost < FEW_CHANGES:
        yield "So few changes may be chance: the gain is not known. Judge more before you rely on it."


def _as_json(weights: object) -> bytes:
    import msgspec

    return msgspec.json.format(msgspec.json.encode(weights), indent=1) + b"\n"
