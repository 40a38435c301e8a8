"""Reading archives: one input file is one partition, one partition is one output file, written whole or not at all.

A run that is stopped, on one machine or on many, goes on where it was: partitions whose output is there are not read
again. Nothing but files is shared, so that no worker can spoil another's work.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import msgspec

from whosays.errors import ReportError, UsageError
from whosays.record import Record, Report, to_json
from whosays.scale.pool import read_many
from whosays.scale.worker import Setting
from whosays.sources import open_items

Kind = Literal["jsonl", "parquet"]
# Records that are written at a time; holds the memory of a partition of any length.
ROWS = 500


class Task(msgspec.Struct, frozen=True):
    """One partition to read: from where, to where, how."""

    source: str
    out: str
    kind: Kind = "jsonl"
    setting: Setting = Setting()


class Summary(msgspec.Struct, frozen=True):
    """What came of one partition."""

    source: str
    n_reports: int = 0
    n_claims: int = 0
    errors: tuple[str, ...] = ()


def tasks_of(
    inputs: Iterable[str], out: str | Path, *, kind: Kind = "jsonl", setting: Setting | None = None
) -> list[Task]:
    """Return the partitions of some inputs: each file, each file below a folder, each object.

    Args:
        inputs: files, folders, or addresses of objects (``s3://…``, ``gs://…``, ``file://…``; needs pyarrow).
        out: folder or address that the records go to; made if it is not there.
        kind: ``jsonl`` (one record a line) or ``parquet`` (needs pyarrow).
        setting: layers and tables of the reader.
    """
    if not _is_address(str(out)):
        Path(out).mkdir(parents=True, exist_ok=True)
    return [Task(source, str(out), kind, setting or Setting()) for given in inputs for source in _files(given)]


def is_done(task: Task) -> bool:
    """Say whether the output of a partition is there."""
    target = target_of(task)
    if _is_address(target):
        system, path = _file_system(target)
        return bool(system.get_file_info(path).is_file)
    return Path(target).exists()


def target_of(task: Task) -> str:
    """Return where the records of a partition go; two files of one name in two folders do not meet."""
    stem = task.source.rstrip("/").rsplit("/", 1)[-1]
    mark = hashlib.sha256(task.source.encode()).hexdigest()[:8]
    return f"{task.out.rstrip('/')}/{stem}-{mark}.{task.kind}"


def read_partition(task: Task, *, workers: int = 1, apart: bool = False) -> Summary:
    """Read one partition and write its records; return what came of it; see `whosays.scale.pool.read_many`."""
    errors: list[str] = []
    n_reports = n_claims = 0

    def note(error: ReportError) -> None:
        errors.append(str(error))

    def counted(records: Iterator[Record]) -> Iterator[Record]:
        nonlocal n_reports, n_claims
        for record in records:
            n_reports += 1
            n_claims += len(record.claims)
            yield record

    with _at_hand(task.source) as path, _whole(target_of(task)) as target:
        records = read_many(_reports(path, note), task.setting, workers=workers, on_error=note, apart=apart)
        _WRITERS[task.kind](counted(records), target)
    return Summary(task.source, n_reports, n_claims, tuple(errors))


def read_partitions(tasks: Iterable[Task], *, workers: int | None = None) -> Iterator[Summary]:
    """Read partitions one after another, each over the cores of this machine; skip those that are done."""
    from whosays.scale.pool import usable_cores

    for task in tasks:
        if not is_done(task):
            yield read_partition(task, workers=workers or usable_cores())


def rows_of(path: str) -> Iterator[bytes]:
    """Yield the records of a Parquet file as JSON.

    Raises:
        UsageError: pyarrow is not installed.
        ReportError: the file is no Parquet, or holds no records.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise UsageError("U030", item="pyarrow", detail="tables") from None
    try:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(ROWS, columns=["record"]):
                yield from (value.as_py().encode() for value in batch.column(0))
    except (pa.ArrowException, KeyError) as error:
        raise ReportError("R014", item=path, line=1, detail=str(error)) from error


def _reports(path: str, note: Callable[[ReportError], None]) -> Iterator[Report]:
    for item in open_items([path]):
        if isinstance(item, ReportError):
            note(item)
        else:
            yield item.report


def _files(given: str) -> Iterator[str]:
    if _is_address(given):
        system, path = _file_system(given)
        scheme = given.split("://", 1)[0]
        from pyarrow.fs import FileSelector

        if system.get_file_info(path).is_file:
            yield given
        else:
            found = system.get_file_info(FileSelector(path, recursive=True))
            yield from sorted(f"{scheme}://{entry.path}" for entry in found if entry.is_file)
    elif Path(given).is_dir():
        yield from sorted(str(path) for path in Path(given).rglob("*") if path.is_file() and path.name[0] != ".")
    else:
        yield given


def _is_address(name: str) -> bool:
    return "://" in name


def _file_system(address: str) -> tuple[Any, str]:
    try:
        from pyarrow.fs import FileSystem
    except ImportError:
        raise UsageError("U030", item="pyarrow", detail="tables") from None
    return FileSystem.from_uri(address)  # type: ignore[no-any-return]


@contextmanager
def _at_hand(source: str) -> Iterator[str]:
    """Give a local path of an input, fetched first if it is an object elsewhere."""
    if not _is_address(source):
        yield source
        return
    from pyarrow.fs import LocalFileSystem, copy_files

    system, path = _file_system(source)
    with tempfile.TemporaryDirectory(prefix="whosays-") as folder:
        local = f"{folder}/{path.rsplit('/', 1)[-1]}"
        copy_files(path, local, source_filesystem=system, destination_filesystem=LocalFileSystem())
        yield local


@contextmanager
def _whole(target: str) -> Iterator[Path]:
    """Give a path to write to; the target appears when all is written, and not at all if writing fails."""
    if not _is_address(target):
        final = Path(target)
        part = final.with_name(f".{final.name}.{os.getpid()}.part")
        try:
            yield part
            part.replace(final)
        finally:
            part.unlink(missing_ok=True)
        return
    from pyarrow.fs import LocalFileSystem, copy_files

    system, path = _file_system(target)
    with tempfile.TemporaryDirectory(prefix="whosays-") as folder:
        part = Path(folder) / "part"
        yield part
        system.create_dir(path.rsplit("/", 1)[0], recursive=True)
        copy_files(str(part), path, source_filesystem=LocalFileSystem(), destination_filesystem=system)


def _write_jsonl(records: Iterator[Record], target: Path) -> None:
    with target.open("wb") as out:
        for record in records:
            out.write(to_json(record) + b"\n")


def _write_parquet(records: Iterator[Record], target: Path) -> None:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise UsageError("U030", item="pyarrow", detail="tables") from None

    schema = pa.schema(
        [("report", pa.string()), ("published", pa.string()), ("publisher", pa.string()),
         ("n_claims", pa.int32()), ("record", pa.string())]
    )  # fmt: skip
    with pq.ParquetWriter(target, schema, compression="zstd") as out:
        rows: list[dict[str, Any]] = []
        for record in records:
            report = record.report
            rows.append({
                "report": report.id, "published": report.published, "publisher": report.publisher,
                "n_claims": len(record.claims), "record": to_json(record).decode(),
            })  # fmt: skip
            if len(rows) == ROWS:
                out.write_table(pa.Table.from_pylist(rows, schema))
                rows = []
        out.write_table(pa.Table.from_pylist(rows, schema))


_WRITERS: dict[Kind, Callable[[Iterator[Record], Path], None]] = {"jsonl": _write_jsonl, "parquet": _write_parquet}
