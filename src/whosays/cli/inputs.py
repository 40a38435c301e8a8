"""Opening what a person names, saying what could not be read, and going on with the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from whosays.cli.output import talk
from whosays.errors import ReportError, WhosaysError
from whosays.record import Record, Report, record_from_json
from whosays.sources import Opened, open_items

# Of ten thousand pages without an article, twenty names show what they have in common.
_SHOWN_OF_A_KIND = 20


@dataclass
class Failures:
    """What could not be read; the command's exit code follows from it. ``at_end``: said when all is done."""

    errors: list[WhosaysError] = field(default_factory=list)
    at_end: bool = False

    def note(self, error: WhosaysError) -> None:
        """Take note of what could not be read, and say it at once unless that is for the end."""
        self.errors.append(error)
        if not self.at_end:
            talk(str(error))

    def passing(self, found: Iterable[Opened | ReportError]) -> Iterator[Opened]:
        """Yield what was opened; take note of what was not."""
        for item in found:
            if isinstance(item, ReportError):
                self.note(item)
            else:
                yield item

    def tell(self) -> None:
        """Say what could not be read, those of a kind together, the remedy once where it is the same."""
        kinds: dict[str, list[WhosaysError]] = {}
        for error in self.errors:
            kinds.setdefault(error.code, []).append(error)
        for code, errors in kinds.items():
            for error in errors[:_SHOWN_OF_A_KIND]:
                talk(f"[{code}] {error.what}")
            if len(errors) > _SHOWN_OF_A_KIND:
                talk(f"[{code}] … and {len(errors) - _SHOWN_OF_A_KIND} more like these.")
            talk(f"       {errors[0].remedy}")


def opened(inputs: Iterable[str], failures: Failures) -> Iterator[Opened]:
    """Yield what could be opened, in order."""
    yield from failures.passing(open_items(inputs))


def _record_files(given: str) -> Iterator[str]:
    """Yield the files of a folder that `whosays read --out` wrote, or the one file named."""
    if given != "-" and Path(given).is_dir():
        yield from sorted(
            str(p) for p in Path(given).iterdir() if p.suffix in (".jsonl", ".parquet") and p.name[0] != "."
        )
    else:
        yield given


def _lines(path: str) -> Iterator[tuple[int, bytes]]:
    if path == "-":
        import sys

        yield from enumerate(sys.stdin.buffer, 1)
        return
    try:
        if path.endswith(".parquet"):
            from whosays.scale.partitions import rows_of

            yield from enumerate(rows_of(path), 1)
            return
        with Path(path).open("rb") as lines:
            yield from enumerate(lines, 1)
    except FileNotFoundError as error:
        raise ReportError("R001", item=path) from error
    except OSError as error:
        raise ReportError("R010", item=path) from error


def records_in(paths: Iterable[str], failures: Failures) -> Iterator[Record]:
    """Yield the records in JSON Lines or Parquet files, or folders of them; what is no record is named and skipped."""
    for path in (file for given in paths for file in _record_files(given)):
        try:
            for n, line in _lines(path):
                if not line.strip():
                    continue
                try:
                    yield record_from_json(line)
                except (msgspec.MsgspecError, ValueError) as error:
                    failures.note(ReportError("R014", item=path, line=n, detail=str(error)))
        except ReportError as error:
            failures.note(error)


def reports_in(paths: Iterable[str], failures: Failures) -> Iterator[Report]:
    """Yield the reports in files of records or of reports, pages or folders."""
    for path in paths:
        if path != "-" and Path(path).is_file() and _holds_records(path):
            yield from (record.report for record in records_in([path], failures))
        else:
            yield from (item.report for item in opened([path], failures))


def _holds_records(path: str) -> bool:
    with Path(path).open("rb") as lines:
        first = next((line for line in lines if line.strip()), b"")
    try:
        return "report" in msgspec.json.decode(first, type=dict)
    except (msgspec.MsgspecError, ValueError):
        return False
