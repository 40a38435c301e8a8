"""The tables as Arrow and Parquet: the columns of the CSV tables, with types, several values of a field as a list.

Needs ``pip install 'whosays[tables]'``. Rows are written in batches as they are made.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from whosays.exports.days import day
from whosays.exports.extras import needed
from whosays.exports.left_out import LeftOut
from whosays.exports.selection import Selection
from whosays.exports.table_rows import TABLES, Row

if TYPE_CHECKING:
    import pyarrow

# A row group as large as readers like; 20,000 claims are about 20 MB in memory.
BATCH = 20_000
_INTEGERS = frozenset("evidence_start evidence_end n_origins n_reports".split())
_NUMBERS = frozenset("min best max".split())
_SWITCHES = frozenset("approximate newest_of_origin newest denies".split())
_DAYS = frozenset("earliest latest".split())
_LISTS = {
    "latitudes": float, "longitudes": float, "minima": float, "bests": float, "maxima": float,
    "unnamed": bool, "quoted": bool,
} | dict.fromkeys(
    (
        "actors actor_countries actor_sectors recipients recipient_countries recipient_sectors places place_roles "
        "place_countries precisions quantities instruments said_by_kinds contested_about reports"
    ).split(),
    str,
)  # fmt: skip
# Columns that are a list in one table and a single value in another.
_LISTS_IN = {"claims": ("said_by",), "events": ("figures", "claims"), "figures": (), "origins": ("claims",)}


def schema_of(table: str) -> pyarrow.Schema:
    """Return the Arrow schema of a table: claims, events, figures or origins."""
    arrow = needed("pyarrow", "tables")
    words = {str: arrow.string(), float: arrow.float64(), bool: arrow.bool_()}

    def kind(column: str) -> pyarrow.DataType:
        if column in _LISTS or column in _LISTS_IN[table]:
            return arrow.list_(words[_LISTS.get(column, str)])
        if column in _INTEGERS or (table, column) == ("claims", "origins"):
            return arrow.int32()
        if column in _DAYS:
            return arrow.date32()
        return arrow.float64() if column in _NUMBERS else arrow.bool_() if column in _SWITCHES else arrow.string()

    return arrow.schema([(column, kind(column)) for column in TABLES[table][0]], metadata={"whosays.table": table})


def _cell(column: str, value: object) -> object:
    return day(value) if column in _DAYS and isinstance(value, str) else value


def _batch(rows: list[Row], schema: pyarrow.Schema) -> pyarrow.RecordBatch:
    arrow = needed("pyarrow", "tables")
    columns: list[list[object] | list[date]] = [[_cell(name, row.get(name)) for row in rows] for name in schema.names]
    return arrow.RecordBatch.from_arrays(
        [arrow.array(cells, type=field.type) for cells, field in zip(columns, schema, strict=True)], schema=schema
    )


def _batches(rows: Iterable[Row], schema: pyarrow.Schema) -> Iterator[pyarrow.RecordBatch]:
    stream = iter(rows)
    while held := list(islice(stream, BATCH)):
        yield _batch(held, schema)


def table_of(selection: Selection, table: str) -> pyarrow.Table:
    """Return a table of a selection in memory: claims, events, figures or origins."""
    schema = schema_of(table)
    made: pyarrow.Table = needed("pyarrow", "tables").Table.from_batches(
        _batches(TABLES[table][1](selection), schema), schema=schema
    )
    return made


class _Outlet(io.RawIOBase):
    """What the Arrow writers write to; `drained` hands on what came since."""

    def __init__(self) -> None:
        self._held: list[bytes] = []
        self._at = 0

    def writable(self) -> bool:
        """Say yes."""
        return True

    def write(self, piece: object, /) -> int:
        """Hold a piece."""
        held = bytes(piece)  # type: ignore[call-overload]
        self._held.append(held)
        self._at += len(held)
        return len(held)

    def tell(self) -> int:
        """Return how much was written."""
        return self._at

    def drained(self) -> Iterator[bytes]:
        """Yield what was written since."""
        held, self._held = self._held, []
        yield from held


def _written(selection: Selection, table: str, *, as_parquet: bool) -> Iterator[bytes]:
    schema, outlet = schema_of(table), _Outlet()
    if as_parquet:
        # Dictionaries fit columns of few words; zstd is read by every reader of Parquet since 2019.
        writer = needed("pyarrow.parquet", "tables").ParquetWriter(outlet, schema, compression="zstd")
    else:
        writer = needed("pyarrow", "tables").ipc.new_file(outlet, schema)
    for batch in _batches(TABLES[table][1](selection), schema):
        writer.write_batch(batch)
        yield from outlet.drained()
    writer.close()
    yield from outlet.drained()


def parquet(selection: Selection, left_out: LeftOut, table: str) -> Iterator[bytes]:
    """Yield a table as Parquet."""
    return _written(selection, table, as_parquet=True)


def arrow(selection: Selection, left_out: LeftOut, table: str) -> Iterator[bytes]:
    """Yield a table as an Arrow file (Feather version 2)."""
    return _written(selection, table, as_parquet=False)
