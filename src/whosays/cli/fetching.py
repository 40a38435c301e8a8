"""The options of fetching, and the fetcher that they make; nothing is asked of the network without them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from whosays.casebook import Casebook
    from whosays.cli.taking_in import Taken
    from whosays.sources import Fetched, Opened
    from whosays.sources.fetching import Fetcher
    from whosays.sources.memory import Memory

# The switch for servers of one's own, and for tests; also read from the environment.
ALLOW = "WHOSAYS_ALLOW_ADDRESS"


def options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of fetching to a command."""
    for option in reversed(
        (
            click.option("--pause", type=click.FloatRange(min=0), default=5.0, show_default=True, metavar="SECONDS",
                         help="Between two requests to one host; a longer one that a site asks for is kept to."),
            click.option("--max-seconds", type=click.FloatRange(min=0.1), default=60.0, show_default=True,
                         help="For one page."),
            click.option("--max-bytes", type=click.IntRange(min=1), default=20 * 2**20, show_default=True,
                         help="Of one page, file, mail or row."),
            click.option("--allow-address", multiple=True, metavar="IP", envvar=ALLOW,
                         help="May be fetched from though it is inside a network: for a server of your own."),
        )
    ):  # fmt: skip
        command = option(command)
    return command


def fetcher_for(
    case: Casebook, *, pause: float, max_seconds: float, max_bytes: int, allow_address: tuple[str, ...]
) -> Fetcher:  # fmt: skip
    """Return a fetcher that enters what servers answer in the casebook's chain of custody."""
    from whosays.sources.connecting import Bounds
    from whosays.sources.fetching import Fetcher

    return Fetcher(
        bounds=Bounds(max_bytes=max_bytes, max_seconds=max_seconds, silence=min(20.0, max_seconds)),
        pause=pause, allowed=frozenset(allow_address), log=case.log_fetch,
    )  # fmt: skip


class IfChanged:
    """Fetches a page only if it changed since its report was kept; counts those that did not as known."""

    def __init__(self, fetcher: Fetcher, memory: Memory, taken: Taken, *, again: bool) -> None:
        self._fetcher, self._memory, self._taken, self._again = fetcher, memory, taken, again
        self._said: dict[str, Fetched] = {}

    def __call__(self, url: str) -> Fetched | None:
        """Return the page, or None where it is as it was."""
        from whosays.sources.fetching import NotChangedError

        try:
            fetched = self._fetcher.fetch(url, {} if self._again else self._memory.validators(url))
        except NotChangedError:
            self._taken.n_known += 1
            return None
        self._said[fetched.url] = fetched
        return fetched

    def kept(self, item: Opened) -> None:
        """Remember what the server sent with a page whose one report is kept; of feeds and archives, nothing."""
        fetched = self._said.pop(item.locator, None)
        if fetched is not None:
            self._memory.remember(fetched.asked, fetched.headers)


def bytes_of(inputs: tuple[str, ...]) -> int | None:
    """Return how many bytes the inputs have, for the progress bar; None where that is not known beforehand."""
    from whosays.errors import ReportError
    from whosays.sources import is_address
    from whosays.sources.folders import walk

    total = 0
    for given in inputs:
        if given == "-" or is_address(given):
            return None
        try:
            path = Path(given)
            entries = walk(path) if path.is_dir() else (path,)
            total += sum(entry.stat().st_size for entry in entries if not isinstance(entry, ReportError))
        except (OSError, ValueError):
            continue
    return total
