"""Measure the app on a large casebook: how long it opens, and how long the board, its filters and its pages take.

    python bench/app_scale.py [--claims 100000] [--casebook FILE] [--browser] [--known 2022-06-01]

Makes the casebook from generated reports (those of fusion_scale.py) where FILE is not there yet; 100,000 claims take
some ten minutes. Each filter is asked for once, so that no answer comes from a store of answers. With --browser,
Chromium opens the board and changes its filters, too: the time is from the change of the address until the list is new.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx
from fusion_scale import name_of, strike

from whosays.casebook import Casebook

FILTERS: list[dict[str, str]] = [
    {"what": "LOSSES"}, {"what": "ASSAULT", "origins": "2"}, {"who": "UKR"}, {"who": "forces"},
    {"standing": "contested"},
    {"standing": "corroborated", "what": "LOSSES"}, {"where": name_of(7)}, {"said": name_of(10_000)}, {"q": "harbour"},
    {"q": "killing", "who": "RUS"}, {"q": "refinery", "what": "ASSAULT"}, {"sure": "certain"},
    {"happened_from": "2022-01-01", "happened_to": "2022-03-31"}, {"reported_from": "2023-01-01"}, {"origins": "3"},
]  # fmt: skip


def make(path: Path, claims: int) -> None:
    """Make a casebook of at least so many generated claims."""
    rng, made, event = random.Random(5), 0, 0
    start = time.perf_counter()
    with Casebook(path) as case:
        while made < claims:
            for record, _ in strike(rng, event):
                case.add(record)
                made += len(record.claims)
            event += 1
        kept = time.perf_counter() - start
        n_events = sum(1 for _ in case.events())
    print(f"made: {made:,} claims, {n_events:,} events; kept in {kept:.0f} s, fused in "
          f"{time.perf_counter() - start - kept:.0f} s, {path.stat().st_size / 1e6:,.0f} MB", flush=True)  # fmt: skip


class Server:
    """A running server, and how long its questions take: by the clock, and busy on a core."""

    def __init__(self, pid: int, client: httpx.Client) -> None:
        self._tasks, self._client = Path(f"/proc/{pid}/task"), client

    def busy(self) -> float:
        """Return the milliseconds that its threads of now have spent on a core (Linux), else 0."""
        if not self._tasks.exists():
            return 0.0
        return sum(int((task / "schedstat").read_text().split()[0]) for task in self._tasks.iterdir()) / 1e6

    def spent(self) -> float:
        """Return the milliseconds that all its threads have spent, ended ones too, in steps of ten (Linux), else 0."""
        stat = self._tasks.parent / "stat"
        if not stat.exists():
            return 0.0
        user, system = stat.read_text().rpartition(")")[2].split()[11:13]
        return 1000 * (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    def ask(self, path: str, **parameters: str) -> tuple[float, float, httpx.Response]:
        """Ask once and return the milliseconds until the whole answer was here, those busy, and the answer."""
        start, before = time.perf_counter(), self.busy()
        answer = self._client.get(f"/api/v1/{path}", params=parameters)
        took = 1000 * (time.perf_counter() - start)
        answer.raise_for_status()
        return took, self.busy() - before, answer


def measure(server: Server, known: str | None) -> None:
    """Print what each question takes: by the clock (busy on a core)."""
    took, busy, answer = server.ask("board")
    board = answer.json()
    print(f"board, first answer: {took:.0f} ms ({busy:.0f}), {len(answer.content) / 1e3:,.0f} kB, "
          f"{board['n_events']:,} events")  # fmt: skip
    found, worked = [], []
    for filters in FILTERS:
        took, busy, answer = server.ask("board", **filters, part="list", limit="40")
        found.append(took)
        worked.append(busy)
        drawn, drawing, _ = server.ask("board", **filters, part="picture")
        print(f"  {filters}: {took:.0f} ms ({busy:.0f}), then the picture {drawn:.0f} ms ({drawing:.0f}), "
              f"{answer.json()['n_events']:,} events", flush=True)  # fmt: skip
    print(f"filter change: median {statistics.median(found):.0f} ms ({statistics.median(worked):.0f}), "
          f"worst {max(found):.0f} ms ({max(worked):.0f})")  # fmt: skip
    event = board["events"][0]["id"]
    report = board["events"][0]["reports"][0]
    for path, parameters in (
        ("case", {}), (f"events/{event}", {}), (f"reports/{report}", {}), ("reports", {}), ("who", {}), ("sources", {}),
        ("figures", {"of": "killed", "by": "UKR"}), ("review/queue", {}),
    ):  # fmt: skip
        took, busy, _ = server.ask(path, **parameters)
        print(f"  {path.partition('/')[0]}: {took:.0f} ms ({busy:.0f})")
    for again in ("first", "again") if known else ():
        took, busy, _ = ask_known(server, known or "")
        print(f"board as known on {known}, {again}: {took:.0f} ms ({busy:.0f})", flush=True)


def ask_known(server: Server, known: str) -> tuple[float, float, httpx.Response]:
    """Ask for the board as known on a day, again and again until the walk through the days has come to it."""
    start = time.perf_counter()
    while True:
        try:
            _, busy, answer = server.ask("board", known=known, part="list", limit="40")
            return 1000 * (time.perf_counter() - start), busy, answer
        except httpx.HTTPStatusError as error:
            if error.response.status_code != httpx.codes.SERVICE_UNAVAILABLE:
                raise
            time.sleep(1)


def look(address: str) -> None:
    """Print what the board takes in Chromium."""
    import shutil

    from playwright.sync_api import sync_playwright

    flags = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=flags)
        page = browser.new_page(viewport={"width": 1440, "height": 1000})
        start = time.perf_counter()
        page.goto(f"{address}/board", wait_until="commit")
        page.wait_for_selector(".ev h3")
        print(f"browser: list shown after {1000 * (time.perf_counter() - start):.0f} ms", flush=True)
        page.wait_for_timeout(3000)
        found = []
        for filters in FILTERS[:8]:
            name, value = next(iter(filters.items()))
            found.append(
                page.evaluate(
                    """async ([name, value]) => {
                        const words = (one) => document.querySelector(one)?.textContent
                        const told = () => words('.lead .meta') + words('.evs')
                        const before = told()
                        const url = new URL(location); url.search = ''; url.searchParams.set(name, value)
                        const start = performance.now()
                        history.pushState(null, '', url); dispatchEvent(new PopStateEvent('popstate'))
                        while (told() === before && performance.now() - start < 10000)
                            await new Promise((done) => requestAnimationFrame(done))
                        return performance.now() - start
                    }""",
                    [name, value],
                )
            )
        print(f"browser: filter change median {statistics.median(found):.0f} ms, worst {max(found):.0f} ms")
        browser.close()


def main() -> None:
    """Make the casebook where needed, serve it in a process of its own, and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--casebook", type=Path)
    parser.add_argument("--browser", action="store_true")
    parser.add_argument("--known", help="ask for the board as known on this day, too")
    parser.add_argument("--port", type=int, default=8451)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.casebook or Path(folder) / "large.casebook"
        if not path.exists():
            make(path, given.claims)
        start = time.perf_counter()
        command = [sys.executable, "-m", "whosays", "serve", str(path), "--port", str(given.port), "--quiet"]
        server = subprocess.Popen(command)
        try:
            with httpx.Client(base_url=f"http://127.0.0.1:{given.port}", timeout=900) as client:
                while True:
                    try:
                        client.get("/api/v1/health")
                        break
                    except httpx.TransportError:
                        time.sleep(0.1)
                print(f"open after {time.perf_counter() - start:.1f} s", flush=True)
                measure(Server(server.pid, client), given.known)
                if given.browser:
                    look(f"http://127.0.0.1:{given.port}")
        finally:
            server.terminate()
            server.wait()
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(f"the server took at most {memory:,.0f} MB")


if __name__ == "__main__":
    main()
