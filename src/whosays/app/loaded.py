"""What the app has read from a casebook's file, and how it reads on when the file has changed: only what is new."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from whosays.casebook import Casebook
from whosays.casebook.events import unpacked
from whosays.casebook.followed import Mark
from whosays.record import Event, Record


@dataclass(frozen=True)
class Loaded:
    """One state of a casebook's file: its records and events, and the numbers of its claims."""

    stamp: str
    state: str
    mark: Mark
    records: tuple[Record, ...]
    # Each event under its bytes in the file, by which it is known again.
    events: dict[bytes, Event]
    numbers: dict[str, int]
    is_writable: bool


def load(path: Path) -> Loaded:
    """Read a casebook, and fuse its events where they are not at hand; raise `CasebookError`."""
    # Taken first: what is written while the casebook is being read shows at the next question.
    stamp = stamp_of(path)
    with Casebook(path, create=False) as casebook:
        while True:
            for _ in casebook.events(limit=1):
                pass
            with casebook.unchanging():
                if casebook.is_fused():
                    return Loaded(
                        stamp=stamp, state=casebook.state(), mark=casebook.mark(), records=tuple(casebook.records()),
                        events={packed: unpacked(packed) for packed in casebook.events_at_hand()},
                        numbers=_numbers(casebook), is_writable=casebook.why_not_writable is None,
                    )  # fmt: skip


def load_on(path: Path, known: Loaded) -> Loaded | None:
    """Read what has changed since; None where the events at hand are not those of the present records."""
    stamp = stamp_of(path)
    with Casebook(path, create=False) as casebook, casebook.unchanging():
        if not casebook.is_fused():
            return None
        new = {record.report.id: record for record in casebook.changed_since(known.mark)}
        records = [new.pop(one.report.id, one) for one in known.records]
        events = {packed: known.events.get(packed) or unpacked(packed) for packed in casebook.events_at_hand()}
        return Loaded(
            stamp=stamp, state=casebook.state(), mark=casebook.mark(), records=(*records, *new.values()),
            events=events, numbers=_numbers(casebook), is_writable=known.is_writable,
        )  # fmt: skip


def state_of(path: Path) -> str:
    """Return the state of a casebook as its file is now; see `Casebook.state`."""
    with Casebook(path, create=False) as casebook:
        return casebook.state()


def _numbers(casebook: Casebook) -> dict[str, int]:
    return {claim: number for number, claim in casebook.numbered()}


def stamp_of(path: Path) -> str:
    """Return what changes whenever the casebook's file does."""
    stamps = []
    for part in (path, path.with_name(path.name + "-wal")):
        # The write-ahead log comes and goes with the connections of others, between two looks at it, too.
        with suppress(FileNotFoundError):
            state = part.stat()
            stamps.append(f"{state.st_mtime_ns}.{state.st_size}")
    return "-".join(stamps)
