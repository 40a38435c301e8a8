"""Take the picture of the board that the README shows: python tools/take_picture.py

Needs the built page (make setup) and a Chromium on the path. Take it anew when the page has changed.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path
from time import monotonic, sleep

from playwright.sync_api import sync_playwright

PICTURE = Path(__file__).resolve().parent.parent / "docs" / "board.png"
# The founding question: what was known of North Korean troops on the day after the first fighting was reported?
BOARD = "board?who=PRK&known=2024-11-06"
WIDTH, HEIGHT = 1440, 900
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--disable-background-networking"]


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as plug:
        plug.bind(("127.0.0.1", 0))
        return int(plug.getsockname()[1])


def await_server(address: str) -> None:
    """Wait until the server answers; fail after a minute."""
    ends = monotonic() + 60
    while True:
        try:
            urllib.request.urlopen(f"{address}/api/v1/health", timeout=5).close()
            return
        except OSError:
            if monotonic() > ends:
                raise
            sleep(0.2)


def photograph(address: str) -> None:
    """Open the board in the browser, wait until it is still, and take its picture."""
    program = next((path for name in CHROMIUM if (path := shutil.which(name))), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.goto(f"{address}/{BOARD}")
        page.wait_for_load_state("networkidle")
        # The map draws itself by software; there is no sign of its end.
        page.wait_for_timeout(6_000)
        page.screenshot(path=PICTURE)
        browser.close()


def main() -> None:
    """Read the examples, serve them, take the picture."""
    with tempfile.TemporaryDirectory() as folder:
        whosays = (sys.executable, "-m", "whosays")
        subprocess.run([*whosays, "demo", "--quiet", "--into", folder], check=True, capture_output=True)
        port = free_port()
        case = Path(folder) / "example.casebook"
        server = subprocess.Popen([*whosays, "serve", case, "--port", str(port), "--quiet"])
        try:
            await_server(f"http://127.0.0.1:{port}")
            photograph(f"http://127.0.0.1:{port}")
        finally:
            server.terminate()
            server.wait()
    print(f"{PICTURE.name}: {PICTURE.stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
