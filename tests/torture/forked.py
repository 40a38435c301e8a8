"""A process that has the reader loaded and forks once for each command: the command line as it is, without its start.

Requests come as JSON lines on standard input, answers go to standard output. In the child the faults asked for are put
in place, then `whosays.cli.main` runs as it does for a person. Kept free of threads, so that forking is safe.
"""

from __future__ import annotations

import ctypes
import errno
import io
import json
import os
import resource
import signal
import sqlite3
import sys
import time
import traceback
from contextlib import closing
from pathlib import Path
from typing import Any, NoReturn

_MS_RDONLY, _MS_REMOUNT = 1, 32


def fault_clock(seconds: float) -> None:
    """Let the wall clock stand elsewhere."""
    import datetime as module

    from whosays.casebook import opened

    class Shifted(module.datetime):
        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return module.datetime.now(tz) + module.timedelta(seconds=seconds)

    opened.datetime = Shifted  # type: ignore[attr-defined,misc]
    real = time.time
    time.time = lambda: real() + seconds


def fault_wait(seconds: float) -> None:
    """Wait for another writer for so long only: the promise is the same after half a minute."""
    from whosays.casebook.opened import OpenCasebook

    assert OpenCasebook.__init__.__kwdefaults__
    OpenCasebook.__init__.__kwdefaults__["wait"] = seconds


def fault_names(_: object) -> None:
    """Let no name of a host be known."""
    import socket

    def fails(*_: object, **__: object) -> NoReturn:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    socket.getaddrinfo = fails


def fault_powerless(_: object) -> None:
    """Give up every capability, so that permissions count for root too."""
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    if libc.capset(header, (ctypes.c_uint32 * 6)()) != 0:
        raise OSError(ctypes.get_errno(), "capset")


def fault_file_size(limit: int) -> None:
    """Let no file grow beyond so many bytes."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)


def fault_alone(n: int) -> None:
    """Start further processes after so few reports."""
    from whosays.scale import pool

    pool.ALONE = n


FAULTS = {name.removeprefix("fault_"): one for name, one in globals().items() if name.startswith("fault_")}


def run_command(request: dict[str, Any]) -> NoReturn:
    """Be the command."""
    code = 70
    try:
        os.setsid()
        for fd, path in ((0, request["input"]), (1, request["out"]), (2, request["err"])):
            flags = os.O_RDONLY if fd == 0 else os.O_WRONLY | os.O_CREAT | os.O_TRUNC
            opened = os.open(path or os.devnull, flags, 0o644)
            os.dup2(opened, fd)
            os.close(opened)
        sys.stdin, sys.stdout, sys.stderr = (
            io.TextIOWrapper(open(fd, "rb" if fd == 0 else "wb", closefd=False), line_buffering=fd == 2)  # noqa: SIM115
            for fd in (0, 1, 2)
        )  # fmt: skip
        os.chdir(request["folder"])
        for name, value in request["faults"].items():
            FAULTS[name](value)
        sys.argv = ["whosays", *request["args"]]
        from whosays.cli import main

        try:
            main()
            code = 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1
        # As the interpreter does at its end.
        try:
            sys.stdout.flush()
        except OSError as error:
            code = 120 if error.errno != errno.EPIPE else code
    except BaseException:  # noqa: BLE001 - what comes through is what a person would see as a traceback
        traceback.print_exc()
        code = 1
    sys.stderr.flush()
    os._exit(code)


def mounted(folder: str, size: int) -> str | None:
    """Put a small disk at a folder; return why that cannot be had, or None. Needs a mount namespace of one's own."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.mount(b"none", folder.encode(), b"tmpfs", 0, f"size={size}".encode()) != 0:
        return os.strerror(ctypes.get_errno())
    return None


def set_read_only(folder: str, is_read_only: bool) -> None:
    """Let nothing on the small disk be changed, or let it again."""
    libc = ctypes.CDLL(None, use_errno=True)
    flags = _MS_REMOUNT | (_MS_RDONLY if is_read_only else 0)
    if libc.mount(b"none", folder.encode(), b"tmpfs", flags, None) != 0:
        raise OSError(ctypes.get_errno(), "remount")


def waited(pid: int, seconds: float) -> int | None:
    """Return the exit code of a child (minus the signal that ended it), None if it does not end in time."""
    ends = time.monotonic() + seconds
    while True:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        if time.monotonic() > ends:
            return None
        time.sleep(0.005)


def look(path: str, *, is_checked: bool) -> list[str]:
    """Return every report and verdict in a casebook; raise if it is not whole."""
    from whosays.casebook import Casebook

    if is_checked:
        with Casebook(path, create=False) as case:
            case.verify()
    with closing(sqlite3.connect(f"{Path(path).as_uri()}?mode=ro", uri=True, timeout=10)) as file:
        rows = file.execute("SELECT 'report ' || id FROM reports UNION ALL SELECT 'verdict ' || id FROM verdicts")
        return [row[0] for row in rows]


def claims_in(path: str) -> list[str]:
    """Return the ids of some claims."""
    from whosays.casebook import Casebook

    with Casebook(path, create=False) as case:
        return [hit.claim.id for hit in case.claims(limit=60)]


def hold(path: str) -> int:
    """Start a process that holds the writer's lock until it is killed, and return its number."""
    ready, tell = os.pipe()
    pid = os.fork()
    if pid == 0:
        holder = sqlite3.connect(path, isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        os.write(tell, b"held")
        signal.pause()
    os.close(tell)
    os.read(ready, 4)
    os.close(ready)
    return pid


def load() -> None:
    """Load what the commands would load."""
    import fastapi  # noqa: F401
    import uvicorn  # noqa: F401

    from whosays.fusion import fuse
    from whosays.reader import Reader
    from whosays.record import Report

    list(fuse([Reader().read(Report(id="first", text="Soldiers shelled the town.", published="2024-11-05"))]))


def main() -> None:
    """Answer requests until there are no more."""
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)
    disk, size = sys.argv[1], int(sys.argv[2])
    why_not = mounted(disk, size) if size else "no mount namespace"
    load()
    print(json.dumps({"disk": why_not}), file=answers)
    for line in sys.stdin:
        request = json.loads(line)
        match request["do"]:
            case "run":
                pid = os.fork()
                if pid == 0:
                    run_command(request)
                answer: Any = pid
            case "wait":
                answer = waited(request["pid"], request["seconds"])
            case _:
                answer = answered(disk, request)
        print(json.dumps({"answer": answer}), file=answers)


def answered(disk: str, request: dict[str, Any]) -> Any:
    """Return what a question about the small disk is answered."""
    try:
        match request["do"]:
            case "read-only":
                return set_read_only(disk, request["on"])
            case "look":
                return look(request["path"], is_checked=request["is_checked"])
            case "claims":
                return claims_in(request["path"])
            case "hold":
                return hold(request["path"])
            case other:
                raise ValueError(other)
    except Exception as error:  # noqa: BLE001 - it is the test's, who asked
        return {"error": f"{type(error).__name__}: {error}"}


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    main()
