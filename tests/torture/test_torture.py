"""Fault by command: what each promises stands in promises.csv and in docs/why/reliability.md, and is tried here.

A few cells run with the other tests, all with ``make torture``. "Nothing acknowledged is lost" is counted: what a
command said it kept, or what stood in the casebook when it was struck, must be there afterwards.
"""

from __future__ import annotations

import csv
import os
import re
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from desk import N_PAGES, Desk, Forks, Run, page_text, served

from hostile_server import Web, hostile_web

HERE = Path(__file__).parent
PAGE = HERE.parent.parent / "docs" / "why" / "reliability.md"
ALL = bool(os.environ.get("WHOSAYS_TORTURE"))
MOMENTS = 5 if ALL else 2
A_YEAR = 400 * 86_400.0
WEB = ["--allow-address", "127.0.0.1", "--pause", "0", "--workers", "1"]
ON_MINE = ["--casebook", "mine.casebook"]
COMMANDS: dict[str, list[str]] = {
    "add": [*ON_MINE, "add", "--workers", "1", "pages"],
    "read": ["read", "--workers", "1", "--format", "jsonl", "pages"],
    "fuse": ["fuse", "--format", "jsonl", "records.jsonl"],
    "review": [*ON_MINE, "review"],
    "export": [*ON_MINE, "export", "--to", "csv", "-o", "out.csv"],
    "brief": [*ON_MINE, "brief", "-o", "out.html"],
    "backup": [*ON_MINE, "backup", "out.casebook"],
    "merge": ["merge", "mine.casebook", "theirs.casebook"],
    "watch": [*ON_MINE, "watch", "feeds.txt", "--once", *WEB],
    "verify": [*ON_MINE, "verify"],
    "serve": ["serve", "mine.casebook", "--port", "0"],
}
KEYS = {"review": "a\n" * 12}
OUTPUT = {"export": "out.csv", "brief": "out.html", "backup": "out.casebook"}
REPEATED = ("add", "merge", "watch")
CODE = re.compile(r"\[([A-Z]\d{3})\]")


def table() -> list[dict[str, str]]:
    with (HERE / "promises.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


CELLS = [(row["fault"], row["command"], row["promise"]) for row in table() if ALL or row["short"]]


@dataclass
class Undisturbed:
    """How a command ends when nothing strikes it."""

    seconds: float
    printed: str
    written: bytes
    kept: set[str]


class Bench:
    """Makes desks, and remembers how commands end undisturbed."""

    def __init__(self, forks: Forks, laid: Path, web: Web, tally: Counter[str]) -> None:
        self.forks, self._laid, self.web, self.tally = forks, laid, web, tally
        self._known: dict[str, Undisturbed] = {}
        self._n = 0
        numbers = range(N_PAGES)
        items = ""
        for n in numbers:
            title, *rest = page_text(n).split("\n\n")
            body = "".join(f"<p>{words}</p>" for words in rest)
            page = f"<html><head><title>{title}</title></head><article><h1>{title}</h1>{body}</article></html>"
            web.pages[f"/p{n}"] = (200, {"Content-Type": "text/html"}, page.encode())
            items += f"<entry><id>id{n}</id><title>{title}</title><link href='{web.address}/p{n}'/></entry>"
        feed = f"<feed xmlns='http://www.w3.org/2005/Atom'><title>The Courier</title>{items}</feed>"
        web.pages["/feed"] = (200, {"Content-Type": "application/atom+xml"}, feed.encode())

    @contextmanager
    def desk(self) -> Iterator[Desk]:
        """Lay a desk out, and count what was lost on it."""
        self._n += 1
        desk = Desk(self.forks, self._laid, f"cell{self._n}")
        (desk.folder / "feeds.txt").write_text(f"{self.web.address}/feed\n")
        self.tally["runs"] += 1
        try:
            yield desk
        finally:
            desk.clear()

    def undisturbed(self, command: str) -> Undisturbed:
        """Return how a command ends when nothing strikes it."""
        if command not in self._known:
            with self.desk() as desk:
                began = time.monotonic()
                run = desk.run(COMMANDS[command], keys=KEYS.get(command)).wait()
                seconds = time.monotonic() - began
                assert run.code == 0, run.said
                written = (desk.folder / OUTPUT[command]).read_bytes() if command in OUTPUT else b""
                self._known[command] = Undisturbed(seconds, run.printed, written, desk.kept())
        return self._known[command]

    def check(self, desk: Desk) -> None:
        """Nothing acknowledged is lost, and all that is there is whole."""
        lost = desk.lost()
        self.tally["acknowledged"] += len(desk.acknowledged)
        self.tally["lost"] += len(lost)
        assert not lost


@pytest.fixture(scope="session")
def bench(forks: Forks, laid: Path, tally: Counter[str]) -> Iterator[Bench]:
    with hostile_web() as web:
        yield Bench(forks, laid, web, tally)


def ended_well(run: Run) -> None:
    assert "Traceback" not in run.said, run.said
    assert run.code == 0, run.said


def refused(run: Run, codes: str) -> None:
    """The command ended with one of these errors, in a sentence with its remedy."""
    assert "Traceback" not in run.said, run.said
    assert run.code in (1, 2), (run.code, run.said)
    assert set(CODE.findall(run.said)) & set(codes.split()), run.said


# ------------------------------------------------------------ a process struck


def said_to_be_kept(command: str, desk: Desk, run: Run) -> None:
    """Take note of what a command has acknowledged so far."""
    if command == "watch":
        ids = [line.split()[-1] for line in run.printed.splitlines(keepends=True) if line.endswith("\n")]
        desk.acknowledged |= {f"report {one}" for one in ids}
    elif command == "review":
        shown = re.findall(r"^(\d+)/\d+ ", run.printed, re.MULTILINE)
        n_there = len(desk.kept() - desk.before)
        # The next claim is shown when the verdict on the one before it is kept.
        assert n_there >= len(shown) - 1
    desk.acknowledged |= desk.kept()


def strike(number: int) -> Callable[[Bench, str, str], None]:
    def tried(bench: Bench, command: str, promise: str) -> None:
        if command == "serve":
            strike_server(bench, number)
            return
        usual = bench.undisturbed(command)
        for moment in range(MOMENTS):
            with bench.desk() as desk:
                run = desk.run(COMMANDS[command], keys=KEYS.get(command))
                time.sleep(usual.seconds * (moment + 0.5) / MOMENTS)
                said_to_be_kept(command, desk, run)
                run.kill(number)
                assert run.wait(20).code in (0, 128 + number, -number), run.said
                assert "Traceback" not in run.said, run.said
                bench.check(desk)
                left = desk.strangers()
                assert all(name.startswith(".") for name in left) if number == signal.SIGKILL else not left
                if promise == "whole":
                    is_whole(bench, command, desk)
                if command in REPEATED:
                    ended_well(desk.run(COMMANDS[command]).wait())
                    assert desk.kept() == usual.kept

    return tried


def is_whole(bench: Bench, command: str, desk: Desk) -> None:
    """The output is there with every byte, or not at all."""
    target = desk.folder / OUTPUT[command]
    if not target.exists():
        return
    if command == "backup":
        assert desk.kept(target.name, is_checked=True) == desk.before
    else:
        assert target.read_bytes() == bench.undisturbed(command).written


def strike_server(bench: Bench, number: int) -> None:
    with bench.desk() as desk:
        claims = desk.claims()
        run = desk.run(COMMANDS["serve"])
        for client in served(run):
            for n, claim in enumerate(claims):
                if n == 25:
                    run.kill(number)
                try:
                    answer = client.post("/review/verdicts", json={"claim": claim, "act": "accept"})
                except httpx.TransportError:
                    break
                assert answer.status_code == 201, answer.text
                desk.acknowledged.add(f"verdict {answer.json()['verdict']['id']}")
        assert run.wait(20).code in (0, 128 + number, -number), run.said
        assert len(desk.acknowledged) >= len(desk.before) + 25
        bench.check(desk)


# ------------------------------------------------------------ a disk, a clock, a lock


@contextmanager
def full(bench: Bench, desk: Desk) -> Iterator[dict[str, Any]]:
    if bench.forks.why_no_disk is None:
        desk.fill(but=4096)
        try:
            yield {}
        finally:
            desk.relieve()
    else:
        # Without a small disk of our own: no file may grow; SQLite's own shared memory takes 32 kB.
        yield {"file_size": 40_000}


@contextmanager
def read_only(bench: Bench, desk: Desk) -> Iterator[dict[str, Any]]:
    if bench.forks.why_no_disk is not None:
        pytest.skip(f"a read-only disk needs a mount namespace ({bench.forks.why_no_disk})")
    bench.forks.ask(do="read-only", on=True)
    try:
        yield {}
    finally:
        bench.forks.ask(do="read-only", on=False)


@contextmanager
def denied(bench: Bench, desk: Desk) -> Iterator[dict[str, Any]]:
    held = (desk.mine, desk.folder)
    for path in held:
        path.chmod(0o444 if path.is_file() else 0o555)
    for path in (desk.folder / "pages" / "2.txt", desk.folder / "records.jsonl"):
        path.chmod(0)
    try:
        yield {"powerless": 1}
    finally:
        for path in held:
            path.chmod(0o644 if path.is_file() else 0o755)


@contextmanager
def locked(bench: Bench, desk: Desk) -> Iterator[dict[str, Any]]:
    holder = bench.forks.ask(do="hold", path=str(desk.inside / "mine.casebook"))
    try:
        yield {"wait": 0.3}
    finally:
        os.kill(holder, signal.SIGKILL)
        bench.forks.ask(do="wait", pid=holder, seconds=10)


@contextmanager
def set_back(bench: Bench, desk: Desk) -> Iterator[dict[str, Any]]:
    yield {"clock": -A_YEAR}


@contextmanager
def set_on(bench: Bench, desk: Desk) -> Iterator[dict[str, Any]]:
    yield {"clock": A_YEAR}


Condition = Callable[[Bench, Desk], Any]


def under(condition: Condition) -> Callable[[Bench, str, str], None]:
    def tried(bench: Bench, command: str, promise: str) -> None:
        if command == "serve":
            serve_under(bench, condition, promise)
            return
        usual = bench.undisturbed(command)
        with bench.desk() as desk:
            out = None
            with condition(bench, desk) as faults:
                if condition is full and command in ("read", "fuse"):
                    out = bench.forks.inside / desk.name / "out.jsonl"
                run = desk.run(COMMANDS[command], keys=KEYS.get(command), out=out, **faults).wait()
            judge(bench, command, promise, desk, run)
            assert not {name for name in desk.strangers() if name != "out.jsonl"}
            bench.check(desk)
            if condition is not denied and command in (*REPEATED, "export"):
                ended_well(desk.run(COMMANDS[command]).wait())
                assert desk.kept() == usual.kept

    return tried


def judge(bench: Bench, command: str, promise: str, desk: Desk, run: Run) -> None:
    """Hold a command that has ended to its promise."""
    usual = bench.undisturbed(command)
    word, _, codes = promise.partition(" ")
    if word == "done":
        ended_well(run)
        assert len(desk.kept()) == len(usual.kept)
        desk.acknowledged |= desk.kept()
    elif word == "answers":
        ended_well(run)
        assert run.printed == usual.printed
        if command in OUTPUT:
            is_whole(bench, command, desk)
            assert (desk.folder / OUTPUT[command]).exists()
    elif word == "named":
        refused(run, codes)
        assert len(run.printed.splitlines()) == N_PAGES - 1
    else:
        refused(run, promise)
        assert desk.kept() == desk.before
        assert command not in OUTPUT or not (desk.folder / OUTPUT[command]).exists()


def serve_under(bench: Bench, condition: Condition, promise: str) -> None:
    """The server answers questions; a change is done or refused with its code, and is done once the fault is over."""
    with bench.desk() as desk:
        claims = desk.claims()
        # Faults of the process itself are there from its start; those of its surroundings come later.
        at_start = condition in (set_back, set_on, denied, locked)
        with condition(bench, desk) if at_start else nothing() as faults:
            run = desk.run(COMMANDS["serve"], **faults)
            for client in served(run):
                with nothing() if at_start else condition(bench, desk):
                    assert client.get("/health").json()["ok"]
                    assert client.get("/review/queue").status_code == 200
                    answer = client.post("/review/verdicts", json={"claim": claims[0], "act": "reject"})
                    if promise == "done":
                        assert answer.status_code == 201, answer.text
                        desk.acknowledged.add(f"verdict {answer.json()['verdict']['id']}")
                    else:
                        assert (answer.status_code, answer.json()["code"]) == (503, promise.split()[-1]), answer.text
        for client in served(run):
            answer = client.post("/review/verdicts", json={"claim": claims[1], "act": "accept"})
            assert answer.status_code == 201 or (condition is full and bench.forks.why_no_disk), answer.text
            desk.acknowledged.add(f"verdict {answer.json()['verdict']['id']}")
        run.kill(signal.SIGTERM)
        run.wait(20)
        assert "Traceback" not in run.said, run.said
        bench.check(desk)


@contextmanager
def nothing() -> Iterator[dict[str, Any]]:
    yield {}


def cut_short(bench: Bench, command: str, promise: str) -> None:
    with bench.desk() as desk:
        whole = desk.mine.read_bytes()
        desk.mine.write_bytes(whole[: len(whole) // 2])
        run = desk.run(COMMANDS[command], keys=KEYS.get(command)).wait()
        refused(run, promise)
        assert desk.mine.read_bytes() == whole[: len(whole) // 2]
        assert command not in OUTPUT or not (desk.folder / OUTPUT[command]).exists()


# ------------------------------------------------------------ the network


def over_the_network(addresses: Callable[[Web], list[str]], *more: str, **faults: Any) -> Callable[..., None]:
    def tried(bench: Bench, command: str, promise: str) -> None:
        given = addresses(bench.web)
        with bench.desk() as desk:
            if command == "add":
                args = [*ON_MINE, "add", *WEB, *more, *given, "pages"]
            else:
                (desk.folder / "feeds.txt").write_text("".join(f"{one}\n" for one in given))
                args = [*COMMANDS["watch"], *more]
            run = desk.run(args, **faults).wait()
            assert "Traceback" not in run.said, run.said
            assert run.code == 1, run.said
            found = set(CODE.findall(run.said)) or set(re.findall(r": ([A-Z]\d{3})", run.said))
            assert found == set(promise.split()[1:]), run.said
            if command == "add":
                assert len(desk.kept() - desk.before) == N_PAGES
            bench.check(desk)

    return tried


def lying(web: Web) -> list[str]:
    return [f"{web.address}/{name}" for name in ("short", "garbage", "endless", "not-packed", "missing")]


def slow(web: Web) -> list[str]:
    return [f"{web.address}/{name}" for name in ("drip", "slow-head", "silent")]


# ------------------------------------------------------------ the processes that read


def readers_of(pid: int) -> list[int]:
    """Return the processes that read for a command: the children of its children."""
    parents: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents.setdefault(int(fields[1]), []).append(int(stat.parent.name))
    return [reader for child in parents.get(pid, []) for reader in parents.get(child, [])]


def kill_reader(reader: int) -> None:
    os.kill(reader, signal.SIGKILL)


def starve_reader(reader: int) -> None:
    import resource

    pages = int(Path(f"/proc/{reader}/statm").read_text().split()[0])
    limit = pages * os.sysconf("SC_PAGE_SIZE") + (4 << 20)
    resource.prlimit(reader, resource.RLIMIT_AS, (limit, limit))


# So many reports are read by the command's own process, before it starts others.
FIRST = 2


def n_read_by(command: str, desk: Desk, run: Run) -> int:
    """Return how many reports a command has read."""
    return len(desk.kept() - desk.before) if command == "add" else len(run.printed.splitlines())


def in_a_reader(harm: Callable[[int], None]) -> Callable[[Bench, str, str], None]:
    def tried(bench: Bench, command: str, promise: str) -> None:
        n_pages = 60
        with bench.desk() as desk:
            for n in range(n_pages):
                (desk.folder / "pages" / f"{n}.txt").write_text(page_text(n) + "The port was shelled again. " * 40)
            args = [arg if arg != "1" else "2" for arg in COMMANDS[command]]
            run = desk.run(args, alone=FIRST)
            ends = time.monotonic() + 60
            while not (readers := readers_of(run.pid)) and time.monotonic() < ends and not run.is_over():
                time.sleep(0.01)
            # Once it has loaded what it needs, and read something, it works.
            while readers and not run.is_over() and n_read_by(command, desk, run) <= FIRST:
                time.sleep(0.01)
            assert readers, run.said
            harm(readers[0])
            run.wait(120)
            assert "Traceback" not in run.said, run.said
            named = set(re.findall(r"^\[(\w+)\] ([\w./-]+)", run.said, re.MULTILINE))
            assert {code for code, _ in named} <= set(promise.split()[1:]), run.said
            assert n_read_by(command, desk, run) + len(named) == n_pages, run.said
            assert run.code == (1 if named else 0)
            if command == "add":
                ended_well(desk.run(COMMANDS[command]).wait())
                assert len(desk.kept() - desk.before) == n_pages
            bench.check(desk)

    return tried


FAULTS: dict[str, Callable[[Bench, str, str], None]] = {
    "killed": strike(signal.SIGKILL),
    "asked to end": strike(signal.SIGTERM),
    "disk full": under(full),
    "disk read-only": under(read_only),
    "permission denied": under(denied),
    "clock set back": under(set_back),
    "clock set on": under(set_on),
    "casebook locked": under(locked),
    "casebook cut short": cut_short,
    "no names known": over_the_network(lambda web: ["http://port.invalid/page"], names=1),
    "lying servers": over_the_network(lying, "--max-bytes", "1000000"),
    "slow servers": over_the_network(slow, "--max-seconds", "1"),
    "memory short in a worker": in_a_reader(starve_reader),
    "worker killed": in_a_reader(kill_reader),
}


@pytest.mark.slow
@pytest.mark.parametrize(("fault", "command", "promise"), CELLS, ids=[f"{f}-{c}" for f, c, _ in CELLS])
def test_the_promise_is_kept(bench: Bench, fault: str, command: str, promise: str) -> None:
    bench.tally["cells"] += 1
    FAULTS[fault](bench, command, promise)


def test_every_fault_has_its_promises_and_the_page_prints_them() -> None:
    rows = table()
    assert {row["fault"] for row in rows} == set(FAULTS)
    assert {row["command"] for row in rows} == set(COMMANDS)
    by_cell = {(row["fault"], row["command"]): row["promise"] for row in rows}
    assert len(by_cell) == len(rows)
    page = PAGE.read_text("utf-8")
    for fault in FAULTS:
        cells = " | ".join(by_cell.get((fault, command), "–") for command in COMMANDS)
        assert f"| {fault} | {cells} |" in page
