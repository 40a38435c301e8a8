"""Run the tests where nothing but this machine can be reached, and say what tried to reach out.

python tools/offline.py [PYTEST ARGUMENTS] — in a network namespace of its own with nothing but loopback in it, where
the system allows one (Linux; no rights are needed); elsewhere under the guard alone. The guard is a pytest plugin that
takes note of every name asked for and every connection made to another machine, and fails the run if there was any.
"""

from __future__ import annotations

import ctypes
import fcntl
import ipaddress
import os
import socket
import struct
import sys
from pathlib import Path
from typing import Any

_NEW_USER, _NEW_NET = 0x10000000, 0x40000000
_GET_FLAGS, _SET_FLAGS, _UP = 0x8913, 0x8914, 0x1
HERE = Path(__file__).resolve()


def cut_off() -> str | None:
    """Leave every network but loopback; return why that cannot be, or None."""
    uid, gid = os.getuid(), os.getgid()
    libc = ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, "unshare") or libc.unshare(_NEW_USER | _NEW_NET) != 0:
        return os.strerror(ctypes.get_errno() or 38)
    for name, line in (("setgroups", "deny"), ("uid_map", f"0 {uid} 1"), ("gid_map", f"0 {gid} 1")):
        Path("/proc/self", name).write_text(line)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as plug:
        asked = struct.pack("16sH14s", b"lo", 0, b"")
        (flags,) = struct.unpack("16xH14x", fcntl.ioctl(plug, _GET_FLAGS, asked))
        fcntl.ioctl(plug, _SET_FLAGS, struct.pack("16sH14s", b"lo", flags | _UP, b""))
    return None


def main() -> int:
    """Cut the network off and run the tests."""
    why_not = cut_off()
    print(
        f"no network namespace here ({why_not}); the guard alone stands" if why_not else "nothing but loopback is here"
    )
    paths = [str(HERE.parent), *filter(None, [os.environ.get("PYTHONPATH")])]
    os.environ["PYTHONPATH"] = os.pathsep.join(paths)
    os.execv(sys.executable, [sys.executable, "-m", "pytest", "-p", "offline", *sys.argv[1:]])


# ------------------------------------------------------------ the guard: a pytest plugin


REACHED: list[str] = []


def _is_here(host: object) -> bool:
    """Say whether a host is this machine."""
    words = host.decode() if isinstance(host, bytes) else str(host or "")
    if words in ("", "localhost", "0.0.0.0", "::", socket.gethostname()):
        return True
    try:
        return ipaddress.ip_address(words.partition("%")[0]).is_loopback
    except ValueError:
        return False


def _is_number(host: object) -> bool:
    """Say whether a host is a number in any way that systems read: nobody is asked for that."""
    words = host.decode() if isinstance(host, bytes) else str(host or "")
    try:
        socket.inet_aton(words)
    except OSError:
        return ":" in words
    return True


def pytest_configure(config: Any) -> None:
    """Look at every address that is asked for or connected to from now on."""

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "socket.connect" and isinstance(arguments[1], tuple) and not _is_here(arguments[1][0]):
            REACHED.append(f"{event} {arguments[1][:2]} {os.environ.get('PYTEST_CURRENT_TEST', '')}")
        elif event == "socket.getaddrinfo" and not (_is_here(arguments[0]) or _is_number(arguments[0])):
            REACHED.append(f"{event} {arguments[0]!r} {os.environ.get('PYTEST_CURRENT_TEST', '')}")

    sys.addaudithook(watch)


def pytest_sessionfinish(session: Any, exitstatus: int) -> None:
    """Fail the run if anything reached out."""
    if REACHED and session.exitstatus == 0:
        session.exitstatus = 1


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say what reached out."""
    for line in dict.fromkeys(REACHED):
        terminalreporter.write_line(f"reached out: {line}")
    if not REACHED:
        terminalreporter.write_line("nothing reached out")


if __name__ == "__main__":
    sys.exit(main())
