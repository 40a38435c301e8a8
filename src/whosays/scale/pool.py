"""Reading over the cores of one machine.

The reports go out in the batches in which one process would parse them and come back in the order in which they came
in, so that the records are those of one core, byte for byte. One report that hangs, or that costs a process its life,
is named and left out; those that went out with it are read again one by one.
"""

from __future__ import annotations

import multiprocessing
import os
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess

from whosays import logs
from whosays.errors import ReportError
from whosays.record import Record, Report
from whosays.scale.worker import READY, Done, Setting, pack_reports, unpack_outcome, work

# Reports a batch, as `whosays.reading.syntax` parses them: the same batches give the same records.
BATCH = 8
# A further process takes about as long to start as one needs for so many reports of 500 words (3.5 s, 0.1 s each).
ALONE = 5 * BATCH
# Reports a process that may be out or back before their turn; bounds the memory when one slow report holds up the rest.
AHEAD = 32
# A process that has said nothing for so long is taken to hang. A hundred times a report of 5,000 words.
SECONDS = 120.0
# Seconds that a process may take to start before the above is counted: twenty times what it takes on an idle core.
STARTING = 60.0
OnError = Callable[[ReportError], None] | None


def usable_cores() -> int:
    """Return on how many cores this process may run."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def read_many(
    reports: Iterable[Report],
    setting: Setting | None = None,
    *,
    workers: int | None = None,
    on_error: OnError = None,
    seconds: float = SECONDS,
    apart: bool = False,
) -> Iterator[Record]:
    """Yield the record of each report, in order, read by several processes.

    Args:
        reports: taken no faster than records are taken from here.
        setting: layers and tables of the reader.
        workers: processes; None is one a core. The first `ALONE` reports are read by this process, so that few reports
            start no other.
        on_error: is handed each report that could not be read; without it the error is raised.
        seconds: how long a process may be silent before it is ended and its report left out.
        apart: read no report in this process, so that none can end it.
    """
    setting = setting or Setting()
    stream = iter(reports)
    n_workers = usable_cores() if workers is None else max(workers, 1)
    if not apart:
        alone: Iterable[Report] = stream if n_workers == 1 else islice(stream, ALONE)
        yield from setting.reader().read_many(alone, on_error=on_error)
    first = next(stream, None)
    if first is None:
        return
    crew = _Crew(setting, n_workers, seconds)
    try:
        for outcome in crew.read(chain([first], stream), BATCH):
            if isinstance(outcome, Done):
                yield outcome.record
            elif on_error is None:
                raise outcome
            else:
                on_error(outcome)
    finally:
        crew.dismiss()


@dataclass
class _Worker:
    """One process and the reports that it has not answered yet."""

    process: BaseProcess
    link: Connection
    held: deque[tuple[int, Report]] = field(default_factory=deque)
    # When it was last heard of; a process that starts (libraries, models) is given time enough.
    heard: float = field(default_factory=lambda: time.monotonic() + STARTING)


class _Crew:
    """The processes, and what is out, back and still to be sent."""

    def __init__(self, setting: Setting, n_workers: int, seconds: float) -> None:
        self._context = _context()
        self._setting = setting
        self._seconds = seconds
        self._workers = [self._start() for _ in range(n_workers)]
        self._back: dict[int, Done | ReportError] = {}
        self._again: deque[list[tuple[int, Report]]] = deque()

    def read(self, stream: Iterator[Report], batch: int) -> Iterator[Done | ReportError]:
        """Yield what became of each report, in order."""
        numbered = enumerate(stream)
        n_sent = n_given = 0
        room = AHEAD * len(self._workers)
        more = True
        while True:
            while more and n_sent - n_given <= room and (idle := self._idle(batch)) is not None:
                packet = list(islice(numbered, batch))
                more = len(packet) == batch
                n_sent += len(packet)
                self._send(idle, packet)
            while self._again and (idle := self._idle(1)) is not None:
                self._send(idle, self._again.popleft())
            paused = time.monotonic()
            while n_given in self._back:
                yield self._back.pop(n_given)
                n_given += 1
            self._forgive(time.monotonic() - paused)
            if n_given == n_sent and not more:
                return
            self._listen()

    def dismiss(self) -> None:
        """End every process."""
        for worker in self._workers:
            worker.process.kill()
            worker.link.close()
        for worker in self._workers:
            worker.process.join()
            worker.process.close()

    def _start(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=work, args=(theirs, self._setting), daemon=True)  # type: ignore[attr-defined]
        process.start()
        theirs.close()
        return _Worker(process, ours)

    def _idle(self, batch: int) -> _Worker | None:
        """Return the process with the least to do, if it can take a batch while it works on another."""
        worker = min(self._workers, key=lambda w: len(w.held))
        return worker if len(worker.held) <= batch // 2 else None

    def _send(self, worker: _Worker, packet: list[tuple[int, Report]]) -> None:
        if not packet:
            return
        if not worker.held:
            worker.heard = max(worker.heard, time.monotonic())
        worker.held.extend(packet)
        try:
            worker.link.send_bytes(pack_reports([report for _, report in packet]))
        except OSError:
            self._lost(worker, "R022")

    def _listen(self) -> None:
        """Wait until a process says something, ends, or has been silent for too long."""
        busy = [worker for worker in self._workers if worker.held]
        if not busy:
            return
        deadline = min(worker.heard for worker in busy) + self._seconds
        spoken = set(wait([worker.link for worker in busy], max(deadline - time.monotonic(), 0)))
        for worker in busy:
            if worker.link in spoken:
                self._hear(worker)
            elif time.monotonic() - worker.heard > self._seconds:
                self._lost(worker, "R021")

    def _hear(self, worker: _Worker) -> None:
        try:
            message = worker.link.recv_bytes()
        except (EOFError, OSError):
            self._lost(worker, "R022")
            return
        worker.heard = time.monotonic()
        if message == READY:
            return
        outcome = unpack_outcome(message)
        n, _ = worker.held.popleft()
        self._back[n] = outcome if isinstance(outcome, Done) else outcome.as_error()

    def _lost(self, worker: _Worker, code: str) -> None:
        """Replace a process; read what it held one by one, and leave out the report that it held alone."""
        held = list(worker.held)
        logs.warn("a reading process is lost", code=code, reports=[report.id for _, report in held])
        if len(held) == 1:
            n, report = held[0]
            self._back[n] = ReportError(code, item=report.id, detail=f"{self._seconds:.0f} s")
        else:
            self._again.extend([one] for one in held)
        worker.process.kill()
        worker.process.join()
        worker.process.close()
        worker.link.close()
        self._workers[self._workers.index(worker)] = self._start()

    def _forgive(self, seconds: float) -> None:
        """Do not count against the processes how long the taker of the records took."""
        for worker in self._workers:
            worker.heard += seconds


def _context() -> BaseContext:
    """Return how processes are started: from one that has imported the reader, where the system can."""
    # One core a process: the matrix library's own threads would wait actively and take the other processes' cores. It
    # looks when it is imported, which the process that the others are started from does first of all.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["whosays.reader"])
    return context
