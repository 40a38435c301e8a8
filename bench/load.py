"""Hold the server under load: many readers and some reviewers at once; no error, no verdict lost, and how fast.

    python bench/load.py [--minutes 1] [--readers 100] [--reviewers 5] [--claims 5000] [--casebook FILE]

Readers look at the board with changing filters, at events, reports, figures and speakers, and think between two looks
(--think, seconds on average) as persons do. Reviewers take the next claim of their queue, judge it and ask for what the
others said. Afterwards every verdict that the server acknowledged must be in the casebook, and the casebook whole. The
full run is --minutes 10 --claims 100000. Exit code 1 if anything failed or was lost.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from app_scale import FILTERS, Server, make

from whosays.casebook import Casebook

# A question that takes longer has failed, whatever it answers in the end.
PATIENCE = 60.0


@dataclass
class Held:
    """What was asked, how long it took, what failed, and what was acknowledged."""

    took: dict[str, list[float]] = field(default_factory=dict)
    failed: Counter[str] = field(default_factory=Counter)
    verdicts: list[str] = field(default_factory=list)
    gone: int = 0

    async def ask(self, client: httpx.AsyncClient, name: str, method: str, path: str, **more: Any) -> Any:
        """Ask once, take note, and return the answer's content; None if it failed."""
        start = time.perf_counter()
        try:
            answer = await client.request(method, f"/api/v1/{path}", **more)
        except httpx.HTTPError as error:
            self.failed[f"{name}: {type(error).__name__}"] += 1
            return None
        self.took.setdefault(name, []).append(1000 * (time.perf_counter() - start))
        if answer.status_code == httpx.codes.NOT_FOUND and name in ("event", "report"):
            # Reviewers took it out since the reader saw it in the list.
            self.gone += 1
            return None
        if answer.status_code >= 400:
            self.failed[f"{name}: {answer.status_code} {answer.text[:120]}"] += 1
            return None
        return answer.json()


async def read(client: httpx.AsyncClient, held: Held, dice: random.Random, think: float, ends: float) -> None:
    """Look around as a reader does."""
    await asyncio.sleep(dice.uniform(0, think))
    events: list[dict[str, Any]] = []
    while time.monotonic() < ends:
        kind = dice.choice(("board", "board", "board", "event", "event", "report", "figures", "who", "reports"))
        if kind == "board" or not events:
            board = await held.ask(client, "board", "GET", "board", params=dice.choice([{}, *FILTERS]))
            events = board["events"] if board and board["events"] else events
        elif kind in ("event", "report"):
            event = dice.choice(events)
            path = f"events/{event['id']}" if kind == "event" else f"reports/{dice.choice(event['reports'])}"
            await held.ask(client, kind, "GET", path)
        else:
            await held.ask(client, kind, "GET", kind, params={"of": "killed"} if kind == "figures" else {})
        await asyncio.sleep(dice.expovariate(1 / think))


async def review(
    client: httpx.AsyncClient, held: Held, name: str, dice: random.Random, think: float, ends: float
) -> None:
    """Judge one claim after another."""
    head = {"x-whosays": "1", "x-whosays-name": name}
    while time.monotonic() < ends:
        queue = await held.ask(client, "queue", "GET", "review/queue", params={"limit": 20}, headers=head)
        for claim in dice.sample(queue["claims"], min(5, len(queue["claims"]))) if queue else ():
            asked = {"claim": claim["id"], "act": dice.choice(("accept", "reject")), "why": f"load {name}"}
            kept = await held.ask(client, "verdict", "POST", "review/verdicts", json=asked, headers=head)
            if kept:
                held.verdicts.append(kept["verdict"]["id"])
            await held.ask(client, "news", "GET", "review/news", headers=head)
            await asyncio.sleep(dice.expovariate(1 / think))
        await asyncio.sleep(0.2)


async def load(address: str, given: argparse.Namespace) -> Held:
    """Let all of them at the server at once."""
    held, ends = Held(), time.monotonic() + 60 * given.minutes
    limits = httpx.Limits(max_connections=given.readers + given.reviewers)
    async with httpx.AsyncClient(base_url=address, timeout=PATIENCE, limits=limits) as client:
        readers = (read(client, held, random.Random(n), given.think, ends) for n in range(given.readers))
        reviewers = (
            review(client, held, f"reviewer {n}", random.Random(f"r{n}"), given.think, ends)
            for n in range(given.reviewers)
        )
        await asyncio.gather(*readers, *reviewers)
    return held


def tell(held: Held, seconds: float, busy: float) -> None:
    """Print what was held; how long the server was busy on a core does not depend on what else the machine does."""
    every = sorted(one for took in held.took.values() for one in took)
    each, n_failed = busy / max(len(every), 1), sum(held.failed.values())
    print(f"{len(every):,} questions in {seconds:.0f} s, {n_failed} failed, {held.gone} for what is no more; "
          f"the server worked {each:.0f} ms of a core for each; load {os.getloadavg()[0]:.1f}")  # fmt: skip
    for name, took in sorted({**held.took, "all": every}.items()):
        points = statistics.quantiles(took, n=100) if len(took) > 1 else took * 99
        print(f"  {name}: {len(took):,}, median {points[49]:.0f} ms, p95 {points[94]:.0f}, p99 {points[98]:.0f}, "
              f"worst {max(took):.0f}")  # fmt: skip
    for what, n in held.failed.most_common():
        print(f"  failed {n} ×: {what}")


def address_of(server: subprocess.Popen[bytes], said: Path) -> str:
    """Return where a server says that it is."""
    while server.poll() is None:
        if found := re.search(r"http://[^/]+(?=/ )", said.read_text("utf-8")):
            return found[0]
        time.sleep(0.1)
    raise SystemExit(f"the server did not start: {said.read_text('utf-8')}")


def run(path: Path, given: argparse.Namespace) -> int:
    """Serve a casebook under load and return how many things went wrong."""
    command = [sys.executable, "-m", "whosays", "serve", str(path), "--port", "0"]
    said = path.with_name(f"{path.name}.said")
    with said.open("wb") as stderr:
        server = subprocess.Popen(command, stderr=stderr)
    try:
        address = address_of(server, said)
        with httpx.Client(base_url=address, timeout=900) as client:
            while True:
                try:
                    client.get("/api/v1/board").raise_for_status()
                    break
                except httpx.TransportError:
                    time.sleep(0.2)
            watched = Server(server.pid, client)
            start, before = time.perf_counter(), watched.spent()
            held = asyncio.run(load(address, given))
            tell(held, time.perf_counter() - start, watched.spent() - before)
    finally:
        server.terminate()
        server.wait()
    with Casebook(path, create=False) as case:
        there = {verdict.id for verdict in case.verdicts()}
        case.verify()
    if "Traceback" in (told := said.read_text("utf-8")):
        print(told[-6_000:])
    lost = [one for one in held.verdicts if one not in there]
    print(f"{len(held.verdicts)} verdicts acknowledged, {len(lost)} lost; the casebook is whole")
    return sum(held.failed.values()) + len(lost)


def main() -> int:
    """Make the casebook where needed and run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--readers", type=int, default=100)
    parser.add_argument("--reviewers", type=int, default=5)
    parser.add_argument("--think", type=float, default=5.0, help="seconds between two looks, on average")
    parser.add_argument("--claims", type=int, default=5_000)
    parser.add_argument("--casebook", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.casebook or Path(folder) / "load.casebook"
        if not path.exists():
            make(path, given.claims)
        return 1 if run(path, given) else 0


if __name__ == "__main__":
    sys.exit(main())
