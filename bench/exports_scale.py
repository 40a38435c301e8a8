"""Measure every exporter on a large case: seconds of processor time to write its file, and to check it by its rules.

    python bench/exports_scale.py [--claims 100000] [--only NAME …] [--no-check] [--out FOLDER]

The case is the example reports, read and fused once, and repeated under new ids and days until it is so large.
One process, one format after another; the highest memory is that of the process so far. The aim is 60 s to write.
"""

from __future__ import annotations

import argparse
import re
import resource
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from whosays.casebook import Casebook
from whosays.errors import ReportError
from whosays.exports import FORMATS, LeftOut, Selection, export
from whosays.exports.checks import CHECKED, check_file
from whosays.fusion import fuse
from whosays.reader import Reader
from whosays.record import Event, Record, event_from_json, record_from_json, to_json
from whosays.sources import open_reports

ROOT = Path(__file__).resolve().parent.parent
AIM = 60.0
_DAY = re.compile(rb"(?<!\d)(\d{4}-\d{2}-\d{2})(?!\d)")


class Copier:
    """Makes the same case again, under other ids and on other days."""

    def __init__(self, records: list[Record], events: list[Event]) -> None:
        self._records, self._events = list(map(to_json, records)), list(map(to_json, events))
        ids = [record.report.id for record in records] + [event.id for event in events]
        self._ids = re.compile(rb'"(' + b"|".join(re.escape(id_.encode()) for id_ in ids) + rb')(?=["#])')
        self.n_claims = sum(len(record.claims) for record in records)

    def copy(self, number: int) -> tuple[Iterator[Record], Iterator[Event]]:
        """Return the case for a number; all its days are so many days earlier."""
        days: dict[bytes, bytes] = {}

        def moved(match: re.Match[bytes]) -> bytes:
            given = match[1]
            if given not in days:
                try:
                    days[given] = (date.fromisoformat(given.decode()) - timedelta(number)).isoformat().encode()
                except ValueError:
                    days[given] = given
            return days[given]

        def renamed(line: bytes) -> bytes:
            return _DAY.sub(moved, self._ids.sub(rb'"\1.' + str(number).encode(), line))

        return (record_from_json(renamed(line)) for line in self._records), (
            event_from_json(renamed(line)) for line in self._events
        )


def case_of(n_claims: int) -> Selection:
    """Return a selection with at least so many claims."""
    reports = [item for item in open_reports([ROOT / "examples"]) if not isinstance(item, ReportError)]
    read = list(Reader().read_many(reports))
    copier = Copier(read, fuse(read))
    records: list[Record] = []
    events: list[Event] = []
    for number in range(-(-n_claims // copier.n_claims)):
        more_records, more_events = copier.copy(number)
        records += more_records
        events += more_events
    return Selection(records=tuple(records), events=tuple(events), title="A large case")


def with_casebook(selection: Selection, path: Path) -> Selection:
    """Return the selection with a casebook that holds its reports' texts as the bytes received."""
    with Casebook(path) as case:
        for record in selection.records:
            case.add(record, raw=record.report.text.encode(), media_type="text/plain")
    return replace(selection, casebook=path)


def main() -> int:
    """Print a line a format; return 1 if one is over the aim or its file does not hold."""
    options = argparse.ArgumentParser()
    options.add_argument("--claims", type=int, default=100_000)
    options.add_argument("--only", nargs="*", choices=list(FORMATS), default=list(FORMATS))
    options.add_argument("--no-check", action="store_true")
    options.add_argument("--out", type=Path)
    given = options.parse_args()
    selection = case_of(given.claims)
    print(f"{len(selection.claims):,} claims, {len(selection.events):,} events", flush=True)
    is_missed = False
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.out or Path(scratch)
        for name in given.only:
            if name == "wacz":
                selection = with_casebook(selection, Path(scratch) / "large.casebook")
            is_missed |= not measured(selection, name, folder, checks=not given.no_check)
    return int(is_missed)


def measured(selection: Selection, name: str, folder: Path, *, checks: bool) -> bool:
    """Write and check one format, print how long it took; return whether it met the aim and its rules."""
    # What a selection works out once, each command works out for itself: a fresh one.
    fresh = replace(selection)
    left_out, start = LeftOut(), time.process_time()
    path = export(fresh, folder / f"{name}{FORMATS[name].ending}", to=name, left_out=left_out)
    wrote = time.process_time() - start
    words, holds = "", True
    if checks and name in CHECKED:
        start = time.process_time()
        check = check_file(path, to=name)
        words, holds = f"check {time.process_time() - start:6.1f} s of {check.n_checked:,}", check.holds
        words += "" if holds else f"  DOES NOT HOLD: {check.faults[0]}"
    size = sum(file.stat().st_size for file in (path.iterdir() if path.is_dir() else (path,))) / 1e6
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"{name:18} write {wrote:6.1f} s  {size:8.1f} MB  left out {left_out.count:>7,}  {memory:4.1f} GB  {words}",
          flush=True)  # fmt: skip
    return wrote <= AIM and holds


if __name__ == "__main__":
    raise SystemExit(main())
