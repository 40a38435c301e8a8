"""Measure speed, start-up and memory; every speed is a ratio to bare spaCy in the same run.

    python bench/speed.py [--folder PAGES]

Texts are the example reports (or every text that can be read in a folder), repeated until a run takes seconds. Figures
are medians of three runs in alternation with the base, since the machine may be busy with other work.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

# One core means one thread: the idle threads of a matrix library wait actively and would count as CPU time.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from whosays.errors import ReportError
from whosays.reading.syntax import BATCH, MODEL
from whosays.record import Record, Report
from whosays.sources import open_reports

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "BENCHMARKS.md"
BEGIN, END = "<!-- speed: begin -->", "<!-- speed: end -->"
RUNS = 3
# Long enough that a run takes several seconds and start-up does not count.
WORDS = 60_000


def corpus(folder: Path) -> list[Report]:
    """Return reports repeated up to `WORDS` words, about 500 words each."""
    texts = [item.text for item in open_reports([folder]) if not isinstance(item, ReportError)]
    joined: list[str] = []
    pool: list[str] = []
    while sum(len(text.split()) for text in joined) < WORDS:
        for text in texts:
            pool.append(text)
            if sum(len(part.split()) for part in pool) >= 500:
                joined.append("\n\n".join(pool))
                pool = []
    return [Report(id=str(n), text=text, published="2024-11-05") for n, text in enumerate(joined)]


def seconds(work: Callable[[], object]) -> float:
    """Return how long a piece of work takes on this process's one thread (CPU time)."""
    start = time.process_time()
    work()
    return time.process_time() - start


def exhaust(values: Iterable[object]) -> None:
    """Run through values."""
    for _ in values:
        pass


def start_up(code: str) -> float:
    """Return the median wall time of a fresh interpreter running code."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def measure(folder: Path) -> list[tuple[str, str, str]]:
    """Return (measure, figure, what it is held against)."""
    import spacy

    from whosays.fusion import fuse
    from whosays.reader import Reader

    reports = corpus(folder)
    n_words = sum(len(report.text.split()) for report in reports)
    bare = spacy.load(MODEL)
    reader = Reader()
    exhaust(reader.read_many(reports[:2]))
    base, ours, records = [], [], list[Record]()
    for _ in range(RUNS):
        base.append(seconds(lambda: exhaust(bare.pipe((report.text for report in reports), batch_size=BATCH))))
        ours.append(seconds(lambda: records.extend(reader.read_many(reports)) or None))
    ratio = statistics.median(b / o for b, o in zip(base, ours, strict=True))
    read = statistics.median(ours)
    pages = sorted(folder.rglob("*.html")) * 10
    opening = seconds(lambda: exhaust(open_reports(pages)))
    fusing = seconds(lambda: fuse(records[: len(reports)]))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    python = f"{platform.python_version()}, one core"
    return [
        ("reading against bare spaCy, full pipeline", f"{ratio:.2f} ×", "docs per CPU second, same texts, same run"),
        ("reports of 500 words", f"{len(reports) / read:.1f} /s", python),
        ("words", f"{n_words / read:,.0f} /s", python),
        ("bare spaCy, for orientation", f"{len(reports) / statistics.median(base):.1f} /s", python),
        ("pages to reports", f"{len(pages) / opening:.0f} /s", python),
        ("fusing", f"{len(reports) / fusing:.1f} reports/s", f"{len(reports)} reports"),
        ("whosays --help", f"{start_up(HELP):.2f} s", "fresh process"),
        ("import whosays", f"{start_up('import whosays'):.2f} s", "fresh process"),
        ("first claim of a short report", f"{start_up(FIRST):.2f} s", "fresh process, cold start"),
        ("peak memory", f"{peak:.0f} MB", "reading and fusing the above"),
    ]  # fmt: skip


HELP = "import whosays.cli as cli; cli.app.main(args=['--help'], standalone_mode=False)"
FIRST = (
    "import whosays; from whosays.record import Report; "
    "whosays.read(Report(id='a', text='Russia shelled Kharkiv on Monday, officials said.', published='2024-11-05'))"
)


def main() -> int:
    """Measure, print and write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, default=ROOT / "examples")
    parser.add_argument("--dry", action="store_true", help="print only")
    arguments = parser.parse_args()
    lines = [f"{date.today().isoformat()} · {platform.machine()} · Python {platform.python_version()}", "",
             "| measure | figure | |", "|---|---|---|"]  # fmt: skip
    lines += [f"| {name} | {figure} | {against} |" for name, figure, against in measure(arguments.folder)]
    text = "\n".join(lines)
    print(text)
    if not arguments.dry:
        page = PAGE.read_text(encoding="utf-8")
        before, rest = page.split(BEGIN)
        PAGE.write_text(before + BEGIN + "\n" + text + "\n" + END + rest.split(END)[1], encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
