"""Other people's formats, and the written report: one module a format.

`export` writes records or events to a file; the format follows from the file's name or is named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from whosays.errors import UsageError
from whosays.exports.selection import Selection, select
from whosays.exports.writing import write_whole
from whosays.record import Event, Record

__all__ = ["FORMATS", "Selection", "export", "render", "select"]


def _jsonl(selection: Selection) -> str:
    from whosays.exports.lines import as_lines

    return as_lines(selection)


def _csv(selection: Selection) -> str:
    from whosays.exports.tables import as_csv

    return as_csv(selection)


def _geojson(selection: Selection) -> str:
    from whosays.exports.geojson import as_geojson

    return as_geojson(selection)


def _markdown(selection: Selection) -> str:
    from whosays.exports.brief import as_markdown

    return as_markdown(selection)


FORMATS: dict[str, Callable[[Selection], str]] = {
    "jsonl": _jsonl,
    "csv": _csv,
    "geojson": _geojson,
    "markdown": _markdown,
}
_BY_ENDING = {".jsonl": "jsonl", ".csv": "csv", ".geojson": "geojson", ".json": "geojson", ".md": "markdown"}


def render(selection: Selection, to: str) -> str:
    """Return the selection in a format of `FORMATS`; raise `UsageError` U003 for any other."""
    if to not in FORMATS:
        raise UsageError("U003", item=to, detail=", ".join(FORMATS))
    return FORMATS[to](selection)


def export(
    values: Selection | Iterable[Record] | Iterable[Event],
    path: str | Path,
    *,
    to: str | None = None,
    records: Iterable[Record] = (),
) -> Path:
    """Write records or events to a file and return its path.

    The format is ``to``, or follows from the ending: .jsonl, .csv, .geojson, .md. Events alone carry no words; give the
    ``records`` they were fused from to have sentences and footnotes. The file appears whole or not at all.
    """
    target = Path(path)
    chosen = to or _BY_ENDING.get(target.suffix)
    if chosen is None:
        raise UsageError("U003", item=target.name, detail=", ".join(_BY_ENDING))
    write_whole(target, render(values if isinstance(values, Selection) else select(values, records=records), chosen))
    return target
