"""Processes beside the server, for what would keep it from answering; they end with it."""

from __future__ import annotations

import contextlib
import os
import signal
import sqlite3
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from typing import Any

from whosays.casebook.addresses import secrets_given, take_secrets
from whosays.errors import WhosaysError


def begin_apart(work: Callable[..., None], *given: Any, name: str) -> BaseProcess:
    """Begin a process of one's own for a piece of work, behind whatever else the machine has to do.

    ``work`` is to look for itself whether the server was killed. Passwords that stood in an address go by the pipe to
    the process, where nobody else can read them as they could its arguments.
    """
    # A daemon: it ends with the server.
    process = get_context("spawn").Process(target=_work, args=(secrets_given(), work, given), name=name, daemon=True)
    process.start()
    return process


def _work(secrets: dict[str, str], work: Callable[..., None], given: tuple[Any, ...]) -> None:
    # Ctrl-C is for the server, which ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(OSError, AttributeError):
        os.nice(19)
    take_secrets(secrets)
    try:
        work(*given)
    except (EOFError, ConnectionError):
        return  # nobody is there any more to be told
    except (WhosaysError, OSError, sqlite3.Error) as error:
        # One line; the server goes on without what this process was for.
        raise SystemExit(str(error)) from None
