"""Parquet tables, a few rows at a time, by pyarrow (extra ``tables``)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from whosays.errors import ReportError
from whosays.sources.opened import Asked, Opened
from whosays.sources.source import Source, length_of
from whosays.sources.tables import chosen_columns, open_row, row_bytes

MEDIA_TYPE = "application/json"
_ROWS = 64  # at a time; with 20 MB in each, the most that an item may have, still 1.3 GB


def open_parquet(source: Source, asked: Asked) -> Iterator[Opened | ReportError]:
    """Yield the report of each row; its evidence is the row's chosen columns as JSON."""
    try:
        import pyarrow.parquet  # noqa: F401 - whether it is there
    except ImportError as error:
        raise ReportError("R045", item=source.item, detail="a Parquet file") from error
    with source.seekable(asked.limits) as stream:
        if source.depth == 0:
            source.budget.earn(length_of(stream))
        yield from _open_rows(stream, source, asked)


def _open_rows(stream: BinaryIO, source: Source, asked: Asked) -> Iterator[Opened | ReportError]:
    import pyarrow
    import pyarrow.parquet

    try:
        table = pyarrow.parquet.ParquetFile(stream)
        about = table.metadata
        swollen = sum(about.row_group(n).total_byte_size for n in range(about.num_row_groups))
        names = list(table.schema_arrow.names)
    except (pyarrow.ArrowException, OSError, ValueError) as error:
        raise ReportError("R042", item=source.item, detail="Parquet file") from error
    source.budget.spend(swollen, item=source.item)
    chosen = chosen_columns(names, asked.columns, item=source.item)
    number = 0
    try:
        for batch in table.iter_batches(batch_size=_ROWS, columns=sorted(set(chosen.values()))):
            for cells in batch.to_pylist():
                number += 1
                where = ("row", number)
                yield from open_row(cells, chosen, row_bytes(cells), MEDIA_TYPE, source, asked, where=where)
    except (pyarrow.ArrowException, OSError, ValueError) as error:
        raise ReportError("R042", item=f"{source.item}, after row {number}", detail="Parquet file") from error
