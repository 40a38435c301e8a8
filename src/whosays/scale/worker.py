"""What one reading process does: take reports, give back records, one message a report, in order."""

from __future__ import annotations

import os
import signal
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from whosays.errors import ReportError
from whosays.record import Record, Report

if TYPE_CHECKING:
    from whosays.reader import Reader


class Setting(msgspec.Struct, frozen=True):
    """How every process makes its reader: see `whosays.reader.Reader`."""

    layers: tuple[str, ...] = ()
    actors: str | None = None
    gazetteer: str | None = None
    gate: bool = False
    weights: str | None = None

    def reader(self) -> Reader:
        """Return a reader made so."""
        from whosays.reader import Reader

        tables = (Path(name) if name else None for name in (self.actors, self.gazetteer))
        return Reader(self.layers, *tables, gate=self.gate, weights=Path(self.weights) if self.weights else None)


class Failed(msgspec.Struct, frozen=True, tag=True):
    """One report on which reading failed: the error's code and what it names."""

    code: str
    item: str
    detail: str

    def as_error(self) -> ReportError:
        """Return it as the error that the reader would have raised."""
        return ReportError(self.code, item=self.item, detail=self.detail)


class Done(msgspec.Struct, frozen=True, tag=True):
    """One report read."""

    record: Record


# What a process says once it can read.
READY = b"ready"
Outcome = Done | Failed
_PACK = msgspec.msgpack.Encoder()
_REPORTS = msgspec.msgpack.Decoder(list[Report])
_OUTCOME: msgspec.msgpack.Decoder[Outcome] = msgspec.msgpack.Decoder(Done | Failed)


def pack_reports(reports: list[Report]) -> bytes:
    """Return reports as the bytes of one message."""
    return _PACK.encode(reports)


def unpack_outcome(message: bytes) -> Outcome:
    """Return what a process says of one report."""
    return _OUTCOME.decode(message)


def work(link: Connection, setting: Setting) -> None:
    """Read what comes over a link until it is closed."""
    # Ctrl-C reaches every process of the terminal; the one that the person talks to ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        _work(link, setting)
    except (EOFError, BrokenPipeError):
        return
    except MemoryError:
        # Without memory not even the complaint can be written; that the link closes tells what there is to tell.
        os._exit(1)


def _work(link: Connection, setting: Setting) -> None:
    reader = setting.reader()

    def failed(error: ReportError) -> None:
        link.send_bytes(_PACK.encode(Failed(error.code, error.item, error.detail)))

    reader.read(Report(id="first", text="Soldiers shelled the town."))  # loads the models
    link.send_bytes(READY)
    while message := link.recv_bytes():
        for record in reader.read_many(_REPORTS.decode(message), on_error=failed):
            link.send_bytes(_PACK.encode(Done(record)))
