"""Reading takes time in proportion to the length of a report."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

from whosays.reader import Reader
from whosays.reading.syntax import parse
from whosays.record import Report

PARAGRAPH = (
    "Officials in Goma said on Monday that M23 rebels killed 12 soldiers with mortars near the airport. "
    "The army denied it, and a spokesman said three drones had been shot down.\n\n"
)
SHORT = 60


def test_four_times_the_text_takes_about_four_times_as_long() -> None:
    reader = Reader()
    times = dict[int, float]()
    for copies in (SHORT, SHORT, 4 * SHORT):  # the first one only loads what is loaded once
        report = Report(id="a", text=PARAGRAPH * copies, published="2024-11-05")
        parsed = [parse(report.text) for _ in range(2)]
        times[copies] = min(_seconds(partial(reader.record_of, report, doc)) for doc in parsed)
    # Quadratic reading would take sixteen times as long.
    assert times[4 * SHORT] < 7 * times[SHORT]


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start
