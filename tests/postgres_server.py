"""A PostgreSQL server of the tests' own, from the system's package; it listens on this machine alone."""

from __future__ import annotations

import getpass
import os
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

SECRET = "Sesame7!"  # the owner's
NEEDED = "no PostgreSQL 15 or later here (apt install postgresql): casebooks on a server are not tested"
# Who runs it where the tests run as root, which PostgreSQL refuses.
_SOMEBODY = ("postgres", "nobody")


def programs() -> Path | None:
    """Where the server's programs are: Debian keeps each release in a folder of its own."""
    found = sorted(Path("/usr/lib/postgresql").glob("1[5-9]/bin"), reverse=True)
    found += [Path(where).resolve().parent for where in [shutil.which("initdb")] if where]
    return next((path for path in found if (path / "initdb").exists() and (path / "postgres").exists()), None)


@dataclass
class RunningServer:
    """A server that runs, its own password for those who come over the network."""

    folder: Path
    bin: Path
    port: int
    process: subprocess.Popen[bytes]
    user: str | None

    def address(self, casebook: str = "whosays", *, database: str = "postgres", user: str = "owner") -> str:
        """The address of a casebook, by the socket."""
        return f"postgresql://{user}@/{database}?host={self.folder}&casebook={casebook}".replace(
            "@/", f"@:{self.port}/"
        )

    def by_network(self, casebook: str = "whosays", *, secret: str | None = None, user: str = "owner") -> str:
        """The address of a casebook, by this machine's network, where a password is asked for."""
        secret = "" if secret is None else f":{secret}"
        return f"postgresql://{user}{secret}@127.0.0.1:{self.port}/postgres?casebook={casebook}"

    def sql(self, statement: str, *, database: str = "postgres") -> str:
        """Run an SQL statement as the superuser; its answer as psql prints it bare."""
        done = subprocess.run(
            [self.bin / "psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-h", self.folder, "-p", str(self.port),
             "-U", "owner", "-d", database, "-c", statement],
            capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stop it; SIGINT ends what clients are at, SIGQUIT does not even tidy up."""
        self.process.send_signal(how)
        self.process.wait(timeout=60)

    def start(self) -> None:
        """Start it (again) and wait until it answers."""
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [self.bin / "postgres", "-D", self.folder / "data", "-p", str(self.port), "-k", self.folder,
                 "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off", "-c", "max_connections=50",
                 "-c", "shared_buffers=16MB", "-c", "logging_collector=off"],
                stdout=subprocess.DEVNULL, stderr=log, user=self.user, cwd=self.folder,
            )  # fmt: skip
        for _ in range(600):
            if subprocess.run(
                [self.bin / "pg_isready", "-q", "-h", self.folder, "-p", str(self.port)], check=False
            ).returncode == 0:  # fmt: skip
                return
            assert self.process.poll() is None, (self.folder / "log").read_text()
            subprocess.run(["sleep", "0.05"], check=True)
        raise AssertionError((self.folder / "log").read_text())


@contextmanager
def running_server() -> Iterator[RunningServer]:
    """Run a server until the block ends; skip where there is none."""
    where = programs()
    if where is None:
        pytest.skip(NEEDED)
    user = None
    if os.getuid() == 0:
        import pwd

        user = next((one for one in _SOMEBODY if one in {entry.pw_name for entry in pwd.getpwall()}), None)
        if user is None:
            pytest.skip("PostgreSQL does not run as root, and there is nobody else here")
    folder = Path(tempfile.mkdtemp(prefix="whosays-pg-"))
    try:
        shutil.chown(folder, user or getpass.getuser())
        folder.chmod(0o755)
        (folder / "secret").write_text(f"{SECRET}\n")
        subprocess.run(
            [where / "initdb", "-D", folder / "data", "-U", "owner", "-E", "UTF8", "--locale=C", "--no-sync",
             "--auth-local=trust", "--auth-host=scram-sha-256", f"--pwfile={folder / 'secret'}"],
            check=True, capture_output=True, user=user, cwd=folder,
        )  # fmt: skip
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        server = RunningServer(folder, where, port, None, user)  # type: ignore[arg-type]
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
