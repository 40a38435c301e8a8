"""Measure speed, start-up and memory; every speed is a ratio to a named base in the same run.

    python bench/speed.py [--quick] [--folder PAGES] [--ray] [--write]

Texts are the example reports (or every text that can be read in a folder) joined to about 500 words, and for streams of
all kinds the paragraphs of other_news.txt, mixed anew. Base and ours alternate batch by batch, so that what else the
machine does meets both; ratios are medians over the batches. With --quick it takes two and a half minutes on two idle
cores; --write puts the table into BENCHMARKS.md.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable
from datetime import date
from itertools import cycle
from pathlib import Path
from typing import Any

# One core means one thread: the idle threads of a matrix library wait actively and would count as CPU time.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from whosays.errors import ReportError
from whosays.reading.syntax import BATCH, MODEL
from whosays.record import Record, Report, to_json
from whosays.sources import open_reports

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "BENCHMARKS.md"
OTHER = Path(__file__).with_name("other_news.txt")
BEGIN, END = "<!-- speed: begin -->", "<!-- speed: end -->"
WORDS = 500
# One report in so many of a mixed stream tells of conflict; so many pages are a day of the world's news.
ONE_IN, DAY = 10, 400_000
Row = tuple[str, str, str]


def say(words: str) -> None:
    """Tell how far it is, on standard error."""
    print(words, file=sys.stderr, flush=True)


def joined(texts: Iterable[str], n: int) -> list[Report]:
    """Return so many reports of about `WORDS` words, made of texts joined in turn."""
    stream, reports = cycle(texts), list[Report]()
    for number in range(n):
        pool: list[str] = []
        while sum(len(text.split()) for text in pool) < WORDS:
            pool.append(next(stream))
        reports.append(Report(id=f"report {number}", text="\n\n".join(pool), published="2024-11-05"))
    return reports


def corpus(folder: Path, n: int) -> list[Report]:
    """Return reports of conflict."""
    return joined([item.text for item in open_reports([folder]) if not isinstance(item, ReportError)], n)


def mixed(conflict: list[Report], n: int) -> list[Report]:
    """Return a stream of which one report in `ONE_IN` is of conflict."""
    draw, paragraphs = random.Random(0), OTHER.read_text(encoding="utf-8").strip().split("\n\n")
    others = joined((text for _ in iter(int, 1) for text in draw.sample(paragraphs, len(paragraphs))), n)
    return [conflict[i % len(conflict)] if i % ONE_IN == 0 else other for i, other in enumerate(others)]


def seconds(work: Callable[[], object]) -> float:
    """Return how long a piece of work takes on this process's one thread (CPU time)."""
    start = time.process_time()
    work()
    return time.process_time() - start


def exhaust(values: Iterable[object]) -> None:
    """Run through values."""
    for _ in values:
        pass


def against_bare(bare: Any, reader: Any, reports: list[Report], batch: int) -> tuple[float, float, float]:
    """Return the median ratio of speeds, and the seconds a report, bare's and ours, of batches in turn."""
    base, ours = list[float](), list[float]()
    for first in range(0, len(reports), batch):
        some = reports[first : first + batch]
        base.append(seconds(lambda some=some: exhaust(bare.pipe([r.text for r in some], batch_size=BATCH))))  # type: ignore[misc]
        ours.append(seconds(lambda some=some: exhaust(reader.read_many(some))))  # type: ignore[misc]
    ratio = statistics.median(b / o for b, o in zip(base, ours, strict=True))
    return ratio, sum(base) / len(reports), sum(ours) / len(reports)


def start_up(code: str, runs: int) -> float:
    """Return the median wall time of a fresh interpreter running code."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def tree_memory() -> float:
    """Return the resident memory of this process and all below it, in MB; 0 where there is no /proc."""
    parents, sizes = dict[int, int](), dict[int, int]()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        parents[int(folder.name)], sizes[int(folder.name)] = int(fields[1]), int(fields[21])
    ours = {os.getpid()}
    while more := {pid for pid, parent in parents.items() if parent in ours} - ours:
        ours |= more
    return sum(sizes.get(pid, 0) for pid in ours) * os.sysconf("SC_PAGE_SIZE") / 1e6


def by_processes(reports: list[Report], workers: int) -> tuple[float, float]:
    """Return reports a second of wall time once all processes work, and the highest memory of the tree in MB."""
    from whosays.scale import read_many

    peak, done = [0.0], threading.Event()

    def watch() -> None:
        while not done.wait(0.2):
            peak[0] = max(peak[0], tree_memory())

    watcher = threading.Thread(target=watch)
    watcher.start()
    stream = read_many(reports, workers=workers, apart=True)
    # What is asked for before the first answers is start-up; what is out when the clock starts is the same a process.
    exhaust(next(stream) for _ in range(2 * BATCH * workers))
    start, n = time.perf_counter(), sum(1 for _ in stream)
    took = time.perf_counter() - start
    done.set()
    watcher.join()
    return n / took, peak[0]


def by_ray(reports: list[Report]) -> float:
    """Return how fast Ray reads partitions on two cores, against our own two processes, start-up and all."""
    from whosays.scale import on_ray, partitions

    took = []
    with tempfile.TemporaryDirectory() as folder:
        for n in range(2):
            lines = [to_json(report) for report in reports[n::2]]
            Path(folder, f"{n}.jsonl").write_bytes(b"\n".join(lines))
        for name in ("local", "ray"):
            inputs = [f"{folder}/{n}.jsonl" for n in range(2)]
            tasks = partitions.tasks_of(inputs, f"{folder}/{name}")
            start = time.perf_counter()
            if name == "ray":
                exhaust(on_ray.read_partitions(tasks, cores=2))
            else:
                exhaust(partitions.read_partitions(tasks, workers=2))
            took.append(time.perf_counter() - start)
    return took[0] / took[1]


def reading_rows(folder: Path, quick: bool) -> list[Row]:
    """Measure reading on one core, of conflict and of all kinds, and the day that follows from it."""
    import spacy

    from whosays.fusion import fuse
    from whosays.reader import Reader

    n = 48 if quick else 160
    reports = corpus(folder, n)
    bare, reader, gated = spacy.load(MODEL), Reader(), Reader(gate=True)
    records = list[Record](reader.read_many(reports[:32]))
    exhaust(bare.pipe([report.text for report in reports[:BATCH]]))
    say(f"reading {n} reports of conflict against bare spaCy")
    ratio, base, ours = against_bare(bare, reader, reports, BATCH)
    say(f"reading {2 * n} reports of all kinds through the gate")
    stream = mixed(reports, 2 * n)
    through, _, each = against_bare(bare, gated, stream, 4 * ONE_IN)
    single = [seconds(lambda report=report: reader.read(report)) for report in reports[:24]]  # type: ignore[misc]
    pages = sorted(folder.rglob("*.html")) * 10
    opening = seconds(lambda: exhaust(open_reports(pages))) / max(len(pages), 1)
    fusing = seconds(lambda: fuse(records)) / len(records)
    day = DAY * (opening + each + fusing / ONE_IN) / 2 / 3600
    core = f"Python {platform.python_version()}, one core"
    return [
        ("reports of conflict against bare spaCy, full pipeline", f"{ratio:.2f} ×", f"{n} reports of 500 words"),
        ("reports of all kinds, gate on, against bare spaCy", f"{through:.2f} ×", f"1 in {ONE_IN} of conflict"),
        ("reports of conflict", f"{1 / ours:.1f} /s", core),
        ("reports of all kinds, gate on", f"{1 / each:.1f} /s", core),
        ("bare spaCy, for orientation", f"{1 / base:.1f} /s", core),
        ("a running reader on one report of 500 words", f"{statistics.median(single) * 1e3:.0f} ms", core),
        ("pages to reports", f"{1 / opening:.0f} /s" if pages else "no pages", core),
        ("fusing", f"{1 / fusing:.0f} reports/s", f"{len(records)} reports"),
        (f"a day of {DAY:,} pages to events, two cores", f"{day:.1f} h", "extrapolated from the costs above"),
    ]  # fmt: skip


def process_rows(folder: Path, quick: bool, ray: bool) -> list[Row]:
    """Measure two processes against one, their memory, and Ray."""
    reports = corpus(folder, 120 if quick else 320)
    say(f"reading {len(reports)} reports by one process, then by two")
    one, _ = by_processes(reports[: len(reports) // 2], 1)
    two, peak = by_processes(reports, 2)
    rows = [
        ("two processes against one", f"{two / one:.2f} ×", "wall time, after start-up"),
        ("peak memory of the process tree, two processes", f"{peak:.0f} MB", "pages shared count twice"),
    ]  # fmt: skip
    if ray:
        say("reading by Ray")
        rows.append(("Ray on two cores against two processes", f"{by_ray(reports):.2f} ×", "wall time with start-up"))
    return rows


def start_rows(runs: int) -> list[Row]:
    """Measure fresh processes."""
    say("starting fresh processes")
    return [
        ("whosays --help", f"{start_up(HELP, runs):.2f} s", "fresh process"),
        ("import whosays", f"{start_up('import whosays', runs):.2f} s", "fresh process"),
        ("first claim of a short report", f"{start_up(FIRST, runs):.2f} s", "fresh process, cold start"),
    ]


HELP = "import whosays.cli as cli; cli.app.main(args=['--help'], standalone_mode=False)"
FIRST = (
    "import whosays; from whosays.record import Report; "
    "whosays.read(Report(id='a', text='Russia shelled Kharkiv on Monday, officials said.', published='2024-11-05'))"
)


def main() -> int:
    """Measure, print and, if asked to, write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, default=ROOT / "examples")
    parser.add_argument("--quick", action="store_true", help="a third of the reports")
    parser.add_argument("--ray", action="store_true", help="measure Ray too")
    parser.add_argument("--write", action="store_true", help="write the table into BENCHMARKS.md")
    arguments = parser.parse_args()
    rows = start_rows(1 if arguments.quick else 3)
    rows += reading_rows(arguments.folder, arguments.quick)
    rows += process_rows(arguments.folder, arguments.quick, arguments.ray)
    lines = [f"{date.today().isoformat()} · {platform.machine()} · Python {platform.python_version()}", "",
             "| measure | figure | |", "|---|---|---|"]  # fmt: skip
    lines += [f"| {name} | {figure} | {against} |" for name, figure, against in rows]
    text = "\n".join(lines)
    print(text)
    if arguments.write:
        page = PAGE.read_text(encoding="utf-8")
        before, rest = page.split(BEGIN)
        PAGE.write_text(before + BEGIN + "\n" + text + "\n" + END + rest.split(END)[1], encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
