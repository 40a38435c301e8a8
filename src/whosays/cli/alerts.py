"""whosays alerts: saved queries, answered with what is new."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from whosays.cli import options
from whosays.cli.output import talk

if TYPE_CHECKING:
    from whosays.casebook import Casebook
    from whosays.cli.alert_rules import Rule
    from whosays.cli.deliveries import Channel
    from whosays.sources.following import Sources
    from whosays.sources.memory import Memory


@click.command(epilog="Example: whosays --casebook kursk.casebook alerts sources.toml")
@click.argument("rules", metavar="FILE")
@click.option("--old-too", is_flag=True, help="Raise alerts for what was there before a rule was first seen, too.")
@options.casebook
@options.quiet
def command(rules: str, old_too: bool, casebook: str, quiet: bool) -> None:
    """Raise the alerts of saved queries in a file: claims that are new, events whose standing turned.

    FILE is TOML with [[alert]] tables, the same file that 'whosays watch' follows; how it is written stands in
    docs/how-to/follow-feeds.md. What was raised is remembered beside the casebook, so that each is raised once.
    """
    from whosays.casebook import Casebook
    from whosays.sources.following import read_sources

    sources = read_sources(rules, need_feeds=False)
    with Casebook(casebook, create=False) as case, memory_of(case) as memory:
        chosen, channels = alerts_of(sources, memory, item=rules, say=click.echo)
        n_raised, failures = raise_alerts(chosen, channels, case, memory, old_too=old_too)
    for failure in failures:
        talk(failure)
    talk(f"{n_raised} alert{'' if n_raised == 1 else 's'}.", quiet=quiet)
    if failures:
        raise click.exceptions.Exit(1)


def memory_of(case: Casebook) -> Memory:
    """Return what gathering remembers of a casebook, in a file beside it."""
    from whosays.sources.memory import Memory

    first = next(case.history())
    return Memory(Path(f"{case.path}.gathering"), seal=first.entry_sha256)


def alerts_of(
    sources: Sources, memory: Memory, *, item: str, say: Callable[[str], None]
) -> tuple[list[Rule], dict[str, Channel]]:
    """Return the rules and the channels of a file of sources."""
    from whosays.cli.alert_rules import rules_of
    from whosays.cli.deliveries import channels_of

    channels = channels_of(sources.channels, memory, item=item, say=say)
    return rules_of(sources.alerts, channels, item=item), channels


def raise_alerts(
    rules: list[Rule], channels: dict[str, Channel], case: Casebook, memory: Memory, *, old_too: bool = False
) -> tuple[int, list[str]]:
    """Raise what is new under each rule, and deliver it with what still waits; return how many, and what failed."""
    from whosays.cli.alert_rules import fire
    from whosays.cli.deliveries import deliver
    from whosays.errors import WhosaysError

    n_raised = sum(len(fire(rule, case, memory, old_too=old_too)) for rule in rules)
    failures = [str(WhosaysError("G004", item=name, detail=why)) for name, why in deliver(channels, memory)]
    return n_raised, failures
