"""What a command is tortured on: a small disk with a casebook, pages, records and feeds; and the process that forks."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from made_records import many_records

from whosays.casebook import Casebook
from whosays.record import Record, to_json

HERE = Path(__file__).parent
# Room for every copy that a cell makes, and little enough to be filled in no time.
DISK = 12 * 1024 * 1024
PORT = re.compile(r"http://127\.0\.0\.1:(\d+)/")
# Where the reader is not wanted, records are made by hand: their claims are known and cost nothing.
N_RECORDS, N_THEIRS, N_PAGES = 30, 40, 5


@dataclass
class Run:
    """A command that runs or ran: its process and what it said."""

    forks: Forks
    pid: int
    out: Path
    err: Path
    code: int | None = None

    def wait(self, seconds: float = 60.0) -> Run:
        """Wait for its end; a command that hangs breaks every promise."""
        if self.code is None:
            self.code = self.forks.ask(do="wait", pid=self.pid, seconds=seconds)
            if self.code is None:
                os.kill(self.pid, signal.SIGKILL)
                self.forks.ask(do="wait", pid=self.pid, seconds=10)
                raise AssertionError(f"hangs: {self.said}")
        return self

    def is_over(self) -> bool:
        """Say whether it has ended."""
        if self.code is None:
            self.code = self.forks.ask(do="wait", pid=self.pid, seconds=0)
        return self.code is not None

    def kill(self, number: int) -> None:
        """Send a signal, unless it has ended."""
        if not self.is_over():
            os.kill(self.pid, number)

    @property
    def printed(self) -> str:
        """What stands on its standard output."""
        return self.out.read_text("utf-8", "replace") if self.out.exists() else ""

    @property
    def said(self) -> str:
        """What stands on its standard error."""
        return self.err.read_text("utf-8", "replace") if self.err.exists() else ""


class Forks:
    """The process that forks, in a mount namespace of its own where the system allows one."""

    def __init__(self) -> None:
        self._held = tempfile.TemporaryDirectory(prefix="torture-")
        self.talk = Path(self._held.name, "talk")
        disk = Path(self._held.name, "disk")
        for folder in (self.talk, disk):
            folder.mkdir()
        own = ["unshare", "--user", "--map-root-user", "--mount"]
        has_own = (
            shutil.which("unshare") and subprocess.run([*own, "true"], capture_output=True, check=False).returncode == 0
        )
        command = [
            *(own if has_own else ()),
            sys.executable,
            str(HERE / "forked.py"),
            str(disk),
            str(DISK if has_own else 0),
        ]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        self.why_no_disk: str | None = json.loads(self._process.stdout.readline())["disk"]
        self.inside = disk
        # The small disk as it is seen from outside its namespace; the same files.
        self.outside = Path(f"/proc/{self._process.pid}/root{disk}") if self.why_no_disk is None else disk
        self._n = 0
        self.held: list[int] = []

    def close(self) -> None:
        """End the process."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(20)
        self._process.stdout.close()
        self._held.cleanup()

    def ask(self, **request: Any) -> Any:
        """Ask for something and return the answer."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())["answer"]
        assert not (isinstance(answer, dict) and "error" in answer), answer
        return answer

    def run(
        self, folder: str, args: list[str], *, keys: str | None = None, out: Path | None = None, **faults: Any
    ) -> Run:
        """Start a command in a folder of the small disk."""
        self._n += 1
        said = self.talk / f"{self._n}.err"
        printed = out or self.talk / f"{self._n}.out"
        typed = None
        if keys is not None:
            typed = self.talk / f"{self._n}.in"
            typed.write_text(keys, "utf-8")
        pid = self.ask(
            do="run", args=args, folder=str(self.inside / folder), input=str(typed) if typed else None,
            out=str(printed), err=str(said), faults=faults,
        )  # fmt: skip
        return Run(self, pid, printed, said)


class Desk:
    """One folder on the small disk, laid out anew for each cell of the table."""

    def __init__(self, forks: Forks, laid: Path, name: str) -> None:
        self.forks, self.name = forks, name
        self.folder = forks.outside / name
        shutil.copytree(laid, self.folder)
        self.mine = self.folder / "mine.casebook"
        self.inside = forks.inside / name
        self.before = self.kept()
        self.acknowledged: set[str] = set(self.before)

    def run(self, args: list[str], **more: Any) -> Run:
        """Start a command here."""
        return self.forks.run(self.name, args, **more)

    def fill(self, but: int) -> None:
        """Fill the disk but for some bytes."""
        filler = self.folder / "filler"
        with filler.open("ab", buffering=0) as out:
            while (room := shutil.disk_usage(self.folder).free - but) > 0:
                out.write(b"\0" * min(room, 1 << 20))

    def relieve(self) -> None:
        """Give the room back."""
        (self.folder / "filler").unlink(missing_ok=True)

    def kept(self, name: str = "mine.casebook", *, is_checked: bool = False) -> set[str]:
        """Return every report and verdict in a casebook, as committed; asked for, it must be whole in every part."""
        return set(self.forks.ask(do="look", path=str(self.inside / name), is_checked=is_checked))

    def claims(self) -> list[str]:
        """Return the ids of some claims."""
        found: list[str] = self.forks.ask(do="claims", path=str(self.inside / "mine.casebook"))
        return found

    def lost(self) -> set[str]:
        """Return what was acknowledged and is not there; the casebook must be whole in every part."""
        return self.acknowledged - self.kept(is_checked=True)

    def strangers(self) -> set[str]:
        """Return the files that no person asked for."""
        asked = {"mine.casebook", "theirs.casebook", "pages", "records.jsonl", "feeds.txt", "addresses.txt", "filler"}
        mine = re.compile(r"(mine|theirs)\.casebook(\.gathering)?(-wal|-shm)?|out\..*")
        return {path.name for path in self.folder.iterdir() if path.name not in asked and not mine.fullmatch(path.name)}

    def clear(self) -> None:
        """Take the folder away."""
        self.folder.chmod(0o755)
        shutil.rmtree(self.folder)


def lay_out(folder: Path) -> None:
    """Make what every cell begins with."""
    folder.mkdir()
    records = many_records(N_RECORDS + N_THEIRS, per_report=3)
    for name, part in (("mine", records[:N_RECORDS]), ("theirs", records[N_RECORDS:])):
        with Casebook(folder / f"{name}.casebook", by="ana") as case:
            for record in part:
                case.add(record, raw=record.report.text.encode(), media_type="text/plain")
            list(case.events())
            case.accept(next(case.claims(report=part[0].report.id)).claim.id)
            list(case.events())
    (folder / "pages").mkdir()
    for n in range(N_PAGES):
        (folder / "pages" / f"{n}.txt").write_text(page_text(n), "utf-8")
    write_records(folder / "records.jsonl", records[:8])


def page_text(n: int) -> str:
    """Return a short report."""
    return (
        f"Shelling at Velmar, report {n}\n\nSoldiers shelled the town of Velmar on Monday, a spokesman said.\n\n"
        f"It was attack number {n} of the week, and {n + 2} people were wounded in the port.\n"
    )


def write_records(path: Path, records: list[Record]) -> None:
    """Write records, one a line."""
    path.write_bytes(b"".join(to_json(record) + b"\n" for record in records))


def served(run: Run) -> Iterator[httpx.Client]:
    """Yield a client of a server once it answers."""
    ends = time.monotonic() + 30
    while not (found := PORT.search(run.said)):
        assert not run.is_over(), run.said
        assert time.monotonic() < ends, "the server does not start"
        time.sleep(0.02)
    with httpx.Client(base_url=f"http://127.0.0.1:{found[1]}/api/v1", timeout=30, headers={"x-whosays": "1"}) as client:
        while True:
            try:
                client.get("/health")
            except httpx.TransportError:
                assert time.monotonic() < ends, "the server does not answer"
                time.sleep(0.02)
                continue
            yield client
            return
