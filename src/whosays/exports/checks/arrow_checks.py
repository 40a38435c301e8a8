"""Parquet and Arrow files against the columns, types and codes of our tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from whosays.exports.arrow import schema_of
from whosays.exports.checks.faults import Check, Fault
from whosays.exports.checks.table_checks import cell_faults
from whosays.exports.delimited import cell
from whosays.exports.extras import needed

# Format -> (table, the CSV format whose rules its cells keep).
ARROW_FORMATS = {
    f"{prefix}{kind}": (table, f"{prefix}csv")
    for kind in ("parquet", "arrow")
    for table, prefix in (("claims", ""), ("events", "events-"), ("figures", "figures-"), ("origins", "origins-"))
}
_MAGIC = {b"PAR1": "parquet", b"ARRO": "arrow"}


def _kind_of(path: Path) -> str | None:
    with path.open("rb") as file:
        return _MAGIC.get(file.read(4))


def _opened(path: Path, kind: str) -> Any:
    return needed("pyarrow.parquet", "tables").ParquetFile(path) if kind == "parquet" else _ArrowFile(path)


class _ArrowFile:
    """An Arrow file with the two things that a Parquet file offers too."""

    def __init__(self, path: Path) -> None:
        self._reader = needed("pyarrow", "tables").ipc.open_file(path)
        self.schema_arrow = self._reader.schema

    def iter_batches(self) -> Any:
        """Yield the batches."""
        return (self._reader.get_batch(n) for n in range(self._reader.num_record_batches))


def arrow_format_of(path: Path) -> str | None:
    """Return which of our tables a Parquet or Arrow file is, or None."""
    kind = _kind_of(path)
    if kind is None:
        return None
    try:
        metadata = _opened(path, kind).schema_arrow.metadata or {}
    except needed("pyarrow", "tables").ArrowException:
        return None
    table = metadata.get(b"whosays.table", b"").decode()
    return next((name for name, (of, _) in ARROW_FORMATS.items() if of == table and name.endswith(kind)), None)


def check_arrow(name: str, path: Path, *, most: int) -> Check:
    """Return what is wrong with a Parquet or Arrow table; line and column count rows and columns from 1."""
    arrow, check = needed("pyarrow", "tables"), Check(name)
    table, rules = ARROW_FORMATS[name]
    try:
        file = _opened(path, name.rpartition("-")[2])
        expected, found = schema_of(table), file.schema_arrow
        for n, field in enumerate(expected, 1):
            at = found.get_field_index(field.name)
            if at < 0 or not found.field(at).type.equals(field.type):
                have = "is missing" if at < 0 else f"is {found.field(at).type}, not {field.type}"
                check.faults.append(Fault(1, n, f"{field.name} {have}"))
        numbers = {column: n for n, column in enumerate(expected.names, 1)}
        seen: set[str] = set()
        for batch in file.iter_batches() if not check.faults else ():
            for row in batch.to_pylist():
                check.n_checked += 1
                cells = {column: cell(_tupled(value)) for column, value in row.items()}
                check.faults += [
                    Fault(check.n_checked, numbers[column], f"{column}: {what}")
                    for column, what in cell_faults(rules, cells, seen)
                ]
                if len(check.faults) >= most:
                    break
    except (arrow.ArrowException, OSError) as error:
        check.faults.append(Fault(1, 1, str(error)))
    del check.faults[most:]
    return check


def _tupled(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value
