"""What the tests in the browser share: a running browser, and a server whose casebook a test may change."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from whosays.app.server import create_app, page_folder

CHROMIUM = next((path for path in ("chromium", "chromium-browser", "google-chrome") if shutil.which(path)), None)
FLAGS = [
    "--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run", "--disable-quic",
]  # fmt: skip


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A running browser."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on the path: install Debian's chromium package")
    if not (page_folder() / "index.html").exists():
        pytest.skip("the page is not built: run 'make setup'")
    # A busy machine draws late; what is wrong stays wrong for longer than that.
    expect.set_options(timeout=20_000)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=shutil.which(CHROMIUM), args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def own_server(example_casebook: Path, serve: Callable[[Any], httpx.Client], tmp_path: Path) -> str:
    """The address of a server on a casebook that the test may change."""
    shutil.copy(example_casebook, tmp_path / "own.casebook")
    return str(serve(create_app(tmp_path / "own.casebook")).base_url)
