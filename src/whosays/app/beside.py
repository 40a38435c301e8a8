"""A process beside the server that holds a large casebook's events in the making.

To fuse 100,000 claims takes two minutes of a core, and what a verdict or a report changes after that some milliseconds,
where everything is still in memory. The server itself must answer meanwhile: it reads from the file what this process
put there.
"""

from __future__ import annotations

import os
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Lock

from whosays.app.apart import begin_apart
from whosays.casebook import Casebook
from whosays.errors import WhosaysError

Groups = list[tuple[str, ...]]
# Seconds from one look to the next whether the server is still there.
LOOK = 2.0


def fuse_beside(path: Path, asked: Connection, parent: int) -> None:
    """Fuse whenever asked, in a process of one's own; end with the server.

    Answers with the groups of copies, None where they are as they were; with an error's words where it failed.
    """
    told: Groups | None = None
    with Casebook(path, create=False) as casebook:
        while os.getppid() == parent:
            if not asked.poll(LOOK):
                continue
            asked.recv()
            try:
                casebook.take_in()
                groups = casebook.copies()
                asked.send(("fused", None if groups == told else groups))
                told = groups
            except WhosaysError as error:
                asked.send(("failed", str(error)))


class Beside:
    """The process, as the server sees it; safe to ask from several threads."""

    def __init__(self, path: Path) -> None:
        self._lock = Lock()
        self._ours, theirs = Pipe()
        self._process = begin_apart(fuse_beside, path, theirs, os.getpid(), name="fusing")
        theirs.close()

    def fused(self) -> tuple[bool, Groups | None]:
        """Have the events brought up to date; return whether they are, and the groups of copies if they are new."""
        with self._lock:
            try:
                self._ours.send("fuse")
                said, groups = self._ours.recv()
            except (EOFError, OSError):
                return False, None
        return said == "fused", groups if said == "fused" else None
