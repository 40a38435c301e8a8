"""whosays watch: feeds followed into the casebook."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from whosays.cli import fetching, options
from whosays.cli.alerts import alerts_of, memory_of, raise_alerts
from whosays.cli.output import print_table, talk
from whosays.record import Record, Report
from whosays.sources import Limits, Opened

if TYPE_CHECKING:
    from whosays.cli.watching import Polled
    from whosays.sources.following import Followed
    from whosays.sources.memory import Memory

# Seconds between two looks at the clock while nothing is due, and between two tries to deliver what waits.
LOOK = 30.0


@click.command(
    epilog="Examples: whosays --casebook kursk.casebook watch feeds.opml · whosays watch sources.toml --once · "
    "whosays watch sources.toml --health"
)
@click.argument("sources", metavar="SOURCES")
@click.option("--once", is_flag=True, help="Ask every feed now, then end.")
@click.option("--health", is_flag=True, help="List how each feed fares, and ask none.")
@options.weights
@fetching.options
@options.workers
@options.casebook
@options.quiet
def command(
    sources: str, once: bool, health: bool, weights: Path | None, pause: float, max_seconds: float,
    max_bytes: int, allow_address: tuple[str, ...], workers: int | None, casebook: str, quiet: bool,
) -> None:  # fmt: skip
    """Follow feeds: take in what is new on a schedule, one line a report, and raise alerts.

    SOURCES is an OPML file, a list of addresses (one a line), or TOML with a schedule for each feed and saved queries
    as alerts; how it is written stands in docs/how-to/follow-feeds.md. How far it came is remembered beside the
    casebook: stopped at any moment, it goes on, and catches up with what was missed.
    """
    from whosays.casebook import Casebook
    from whosays.cli.watching import Watching
    from whosays.scale import Setting, read_many
    from whosays.sources.following import read_sources

    followed = read_sources(sources)
    setting = Setting(weights=str(weights) if weights else None)
    given = {"pause": pause, "max_seconds": max_seconds, "max_bytes": max_bytes, "allow_address": allow_address}
    stopped = threading.Event()
    with Casebook(casebook) as case, memory_of(case) as memory:
        if health:
            _print_health(followed.feeds, memory)
            return
        rules, channels = alerts_of(followed, memory, item=sources, say=click.echo)

        def read(reports: Iterable[Report]) -> Iterator[Record]:
            return read_many(reports, setting, workers=workers, on_error=lambda error: talk(str(error)))

        watching = Watching(
            case, memory, fetching.fetcher_for(case, **given), read,  # type: ignore[arg-type]
            limits=Limits(max_bytes=max_bytes), say=_say_report, is_stopped=stopped.is_set,
        )  # fmt: skip
        # What matched before is noted before the first feed is asked, so that what comes in now is new.
        raise_alerts(rules, channels, case, memory)
        n_new = n_failed = 0
        with _stopping(stopped):
            while not stopped.is_set():
                for feed in watching.due(followed.feeds, all_=once):
                    polled = watching.poll(feed)
                    n_new += polled.new
                    n_failed += _say_polled(polled, quiet=quiet)
                    if stopped.is_set():
                        break
                _, failures = raise_alerts(rules, channels, case, memory)
                for failure in failures:
                    talk(failure)
                if once:
                    break
                wait = watching.next_at(followed.feeds) - memory.clock()
                stopped.wait(max(0.0, min(LOOK, wait)))
    talk(f"{n_new} new report{'' if n_new == 1 else 's'}.", quiet=quiet)
    if once and n_failed:
        raise click.exceptions.Exit(1)


class _stopping:  # noqa: N801 - reads as a verb where it is used
    """Let a signal to end (Ctrl-C, SIGTERM) end the round after the report in hand."""

    def __init__(self, stopped: threading.Event) -> None:
        self._stopped = stopped
        self._before: dict[int, object] = {}

    def __enter__(self) -> None:
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGINT, signal.SIGTERM):
                self._before[number] = signal.signal(number, lambda *_: self._stopped.set())

    def __exit__(self, *_: object) -> None:
        for number, before in self._before.items():
            signal.signal(number, before)  # type: ignore[arg-type]


def _say_report(polled: Polled, item: Opened, record: Record) -> None:
    report = record.report
    day = (report.published or "no date")[:16].replace("T", " ")
    outlet = report.publisher or polled.title or polled.feed.url
    n = len(record.claims)
    line = f"{day}  {outlet}: {report.title or report.text[:80]}  ({n} claim{'' if n == 1 else 's'})  {report.id}"
    click.echo("".join(c if c.isprintable() else " " for c in line))


def _say_polled(polled: Polled, *, quiet: bool) -> int:
    """Say what went wrong with a feed; return 1 if it could not be read."""
    for error in polled.errors:
        talk(str(error), quiet=quiet)
    if polled.failure is not None:
        talk(f"{polled.feed.name or polled.feed.url}: {polled.failure}", quiet=quiet)
        return 1
    return 0


def _print_health(feeds: Iterable[Followed], memory: Memory) -> None:
    rows = []
    for feed in feeds:
        health = memory.health(feed.url)
        if health is None:
            rows.append((feed.name or feed.url, "never asked", "", "0", "now", ""))
            continue
        state = "well" if not health.n_failures else f"failed {health.n_failures} ×"
        rows.append(
            (
                feed.name or health.title or feed.url, state, _when(health.read_at), str(health.n_reports),
                _when(health.next_at), health.error or "",
            )
        )  # fmt: skip
    print_table(rows, ("feed", "state", "last read", "reports", "next", "what went wrong"))
    ((waiting,),) = memory.do("SELECT count(*) FROM outbox")
    if waiting:
        ((error,),) = memory.do("SELECT max(coalesce(error, '')) FROM outbox")
        talk(f"{waiting} alert{'' if waiting == 1 else 's'} not delivered yet. {error}".rstrip())


def _when(at: float | None) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d %H:%M") if at else "never"
