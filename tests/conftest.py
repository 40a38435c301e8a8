"""What the tests share: the example reports, read once by the real reader."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import settings

from postgres_server import RunningServer, running_server
from whosays.record import Record

# The machine may be busy: how long one example takes says nothing about the code.
settings.register_profile("house", deadline=None)
settings.load_profile("house")

Serve = Callable[[Any], httpx.Client]
EXAMPLES = Path(__file__).resolve().parent.parent / "examples"


@pytest.fixture(scope="session")
def examples() -> Path:
    """The folder of example reports."""
    return EXAMPLES


@pytest.fixture(scope="session")
def example_records() -> list[Record]:
    """Every example report, read."""
    from whosays.errors import ReportError
    from whosays.reader import Reader
    from whosays.sources import open_reports

    reports = [item for item in open_reports([EXAMPLES]) if not isinstance(item, ReportError)]
    return list(Reader().read_many(reports))


@pytest.fixture(scope="session")
def example_casebook(tmp_path_factory: pytest.TempPathFactory, example_records: list[Record]) -> Path:
    """A casebook of the example reports."""
    from whosays.casebook import Casebook

    path = tmp_path_factory.mktemp("app") / "example.casebook"
    with Casebook(path) as case:
        for record in example_records:
            case.add(record)
        list(case.events())
    return path


@pytest.fixture(scope="session")
def postgres() -> Iterator[RunningServer]:
    """A PostgreSQL server for the whole run; tests of it are skipped where there is none."""
    with running_server() as server:
        yield server


@pytest.fixture(scope="session")
def serve() -> Iterator[Serve]:
    """A function that serves an app until the tests end, and returns a client of it."""
    with ExitStack() as stack:

        def start(app: Any) -> httpx.Client:
            import uvicorn

            running = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error"))
            thread = threading.Thread(target=running.run, daemon=True)
            thread.start()
            while not running.started:
                time.sleep(0.01)

            def stop() -> None:
                running.should_exit = True
                thread.join(timeout=10)

            stack.callback(stop)
            port = running.servers[0].sockets[0].getsockname()[1]
            return stack.enter_context(httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60))

        yield start


@pytest.fixture(scope="session")
def server(example_casebook: Path, serve: Serve) -> str:
    """The address of a running server."""
    from whosays.app.server import create_app

    return str(serve(create_app(example_casebook)).base_url)


@pytest.fixture(scope="session")
def api(server: str) -> Iterator[httpx.Client]:
    """A client of the running server's API."""
    with httpx.Client(base_url=f"{server}/api/v1/", timeout=60) as client:
        yield client
