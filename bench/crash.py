"""Kill a process that adds and judges at random moments, many times; nothing kept may be lost, nothing torn.

python bench/crash.py [KILLS] [SEED] — prints the sums; exit code 1 if anything was lost.
"""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from whosays.casebook import Casebook

MADE = Path(__file__).resolve().parent.parent / "tests" / "casebook"
# Adds reports, judges claims and prints each act once it is kept.
WORKER = """
import sys
sys.path.insert(0, sys.argv[1])
from made_records import made_record
from whosays.casebook import Casebook
with Casebook(sys.argv[2]) as case:
    for number in range(100_000):
        report = f"{sys.argv[3]}-{number}"
        case.add(made_record(report), raw=b"page " + report.encode() * 200)
        print("report", report, flush=True)
        claim = next(case.claims(report=report)).claim.id
        act = (case.accept, case.reject, lambda c: case.correct(c, {"certainty": "denied"}))[number % 3]
        print("verdict", act(claim).id, flush=True)
"""


def kill_once(path: Path, name: str, rng: random.Random) -> set[tuple[str, ...]]:
    """Start a worker, kill it at a random moment, and return what it said was kept."""
    command = [sys.executable, "-c", WORKER, str(MADE), str(path), name]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as worker:
        assert worker.stdout is not None
        first = worker.stdout.readline() if rng.random() < 0.9 else ""
        time.sleep(rng.uniform(0, 0.3))
        worker.send_signal(signal.SIGKILL)
        lines = [first, *worker.stdout]
    return {tuple(line.split()) for line in lines if line.endswith("\n")}


def crash(path: Path, n_kills: int, seed: int, *, verify_every: int = 1) -> tuple[int, int]:
    """Kill ``n_kills`` times; return how many acts were kept and how many of them were lost."""
    rng = random.Random(seed)
    said: set[tuple[str, ...]] = set()
    n_lost = 0
    for kill in range(n_kills):
        said |= kill_once(path, f"k{kill}", rng)
        with Casebook(path) as case:
            there = {("report", record.report.id) for record in case.records()}
            there |= {("verdict", verdict.id) for verdict in case.verdicts()}
            n_lost += len(said - there)
            said &= there
            if kill % verify_every == 0 or kill == n_kills - 1:
                case.verify()
    return len(said), n_lost


def main() -> int:
    """Run the kills and print the outcome."""
    n_kills = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 20
    with tempfile.TemporaryDirectory() as folder:
        n_kept, n_lost = crash(Path(folder) / "a.casebook", n_kills, seed, verify_every=10)
    print(f"{n_kills} kills, {n_kept} reports and verdicts kept, {n_lost} lost, every check passed")
    return 1 if n_lost else 0


if __name__ == "__main__":
    sys.exit(main())
