"""Other people's formats, and the written report: one module a format.

`export` writes records or events to a file; the format follows from the file's name or is named. What a format cannot
express is noted in a `LeftOut`. Every module offers ``pieces(selection, left_out)``, the text or the bytes of one file
in pieces, or, where the format is several files, ``members(selection, left_out)``, their names and pieces.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from whosays.errors import UsageError
from whosays.exports.left_out import LeftOut
from whosays.exports.selection import Selection, select
from whosays.exports.writing import Members, Pieces, write_folder, write_whole, write_zip
from whosays.plugins import plugin, plugins, watched
from whosays.record import Event, Record

__all__ = ["FORMATS", "Format", "LeftOut", "Selection", "export", "format_of", "render", "select"]


@dataclass(frozen=True)
class Format:
    """One format: its module, the ending its files have, and what it is, in a line for people."""

    module: str
    ending: str
    what: str
    function: str = "pieces"
    # Bytes and not text: nothing for a terminal.
    is_binary: bool = False
    # Which of the tables, where one function writes any of them.
    table: str | None = None

    @property
    def is_folder(self) -> bool:
        """Whether the format is several files, in a folder or a zip archive."""
        return self.function == "members"

    @property
    def is_packed(self) -> bool:
        """Whether its several files are always packed into one archive."""
        return self.is_folder and self.is_binary

    def pieces(self, selection: Selection, left_out: LeftOut) -> Pieces:
        """Return the text or the bytes of the one file, in pieces."""
        write = getattr(import_module(f"whosays.exports.{self.module}"), self.function)
        made: Pieces = write(selection, left_out, self.table) if self.table else write(selection, left_out)
        return made

    def members(self, selection: Selection, left_out: LeftOut) -> Members:
        """Yield the name and the pieces of each file."""
        made: Members = import_module(f"whosays.exports.{self.module}").members(selection, left_out)
        yield from made


FORMATS: dict[str, Format] = {
    "jsonl": Format("lines", ".jsonl", "records as read, one JSON object a line; nothing lost"),
    "csv": Format("tables", ".csv", "a table of claims", "claims"),
    "events-csv": Format("tables", ".csv", "a table of events", "events"),
    "figures-csv": Format("tables", ".csv", "a table of figures, each with its owner", "figures"),
    "origins-csv": Format("tables", ".csv", "a table of the independent origins of each event", "origins"),
    **{
        f"{prefix}{kind}": Format("arrow", f".{kind}", what, kind, is_binary=True, table=table)
        for kind, of in (("parquet", "Parquet"), ("arrow", "Arrow (Feather 2)"))
        for table, prefix, what in (
            ("claims", "", f"the table of claims as {of}, with types and lists"),
            ("events", "events-", f"the table of events as {of}"),
            ("figures", "figures-", f"the table of figures as {of}"),
            ("origins", "origins-", f"the table of origins as {of}"),
        )
    },
    "polecat": Format("polecat", ".tsv", "event data in the columns of POLECAT (PLOVER 2), one row a claim"),
    "plover": Format("plover", ".jsonl", "PLOVER 2 events in its JSON, one a line"),
    "gdelt-events": Format("gdelt", ".tsv", "GDELT 2.0 Events, one row an event, CAMEO codes", "events"),
    "gdelt-mentions": Format("gdelt", ".tsv", "GDELT 2.0 Mentions, one row a report of an event", "mentions"),
    "acled-like": Format("acled", ".csv", "events in columns like ACLED's; no ACLED data"),
    "ged": Format("ged", ".csv", "deadly events in the 49 fields of UCDP GED"),
    "event-reports": Format("event_reports", ".csv", "one row an event and report, for the R package eventreport"),
    "event-aggregates": Format("aggregates", ".csv", "each event by three aggregation rules, with disagreement scores"),
    "views-country": Format("views", ".csv", "country-month counts in the names of VIEWS", "country_months"),
    "views-grid": Format("views", ".csv", "PRIO-GRID-month counts in the names of VIEWS", "grid_months"),
    "geojson": Format("geojson", ".geojson", "places of events on a map (RFC 7946)"),
    "kml": Format("kml", ".kml", "places of events for map programs (KML 2.2)"),
    "timemap": Format("timemap", "", "the three feeds of a TimeMap: events, sources, associations", "members"),
    "hxl": Format("hxl", ".csv", "a sheet of events with HXL hashtags, for humanitarian data"),
    "stix": Format("stix", ".json", "a STIX 2.1 bundle: reports, speakers, events, claims as notes"),
    "ftm": Format("ftm", ".jsonl", "FollowTheMoney entities, one a line"),
    "prov": Format("prov", ".json", "where every claim and event comes from (W3C PROV-JSON)"),
    "annotations": Format("annotations", ".jsonld", "claims as W3C Web Annotations of their words"),
    "schema-org": Format("schema_org", ".jsonld", "reports and claims in schema.org's terms (JSON-LD)"),
    "datapackage": Format("datapackage", ".zip", "all tables with schemas (Frictionless Data Package)", "members"),
    "wacz": Format(
        "wacz", ".wacz", "the reports as received, as a web archive (WACZ 1.1.1)", "members", is_binary=True
    ),
    "markdown": Format("brief.markdown", ".md", "a written report with footnotes"),
    "html": Format("brief.html", ".html", "the written report as one page, with map and charts"),
    "docx": Format("brief.docx", ".docx", "the written report for Word", is_binary=True),
    "pdf": Format("brief.pdf", ".pdf", "the written report for print", is_binary=True),
}


@dataclass(frozen=True)
class PluginFormat(Format):
    """A format that a plugin writes: one file, whatever it raises coded."""

    def pieces(self, selection: Selection, left_out: LeftOut) -> Pieces:
        """Return the text or the bytes of the file, in pieces."""
        made: Pieces = watched(self.module, _made(plugin("exporters", self.module), selection, left_out))
        return made


def _made(exporter: Any, selection: Selection, left_out: LeftOut) -> Iterator[Any]:
    yield from exporter.pieces(selection, left_out)


def plugin_format(name: str) -> Format | None:
    """Return the format of a plugin, or None where none has the name; raise `UsageError` P001 or P002."""
    found = plugin("exporters", name)
    if found is None:
        return None
    return PluginFormat(
        name, str(getattr(found, "ending", "")), str(getattr(found, "what", "")),
        is_binary=bool(getattr(found, "is_binary", False)),
    )  # fmt: skip


_BY_ENDING = {
    ".jsonl": "jsonl",
    ".csv": "csv",
    ".geojson": "geojson",
    ".json": "geojson",
    ".kml": "kml",
    ".md": "markdown",
    ".html": "html",
    ".docx": "docx",
    ".pdf": "pdf",
    ".zip": "datapackage",
    ".parquet": "parquet",
    ".arrow": "arrow",
    ".feather": "arrow",
    ".wacz": "wacz",
}


def format_of(name: str) -> Format:
    """Return a format by its name, ours before a plugin's; raise `UsageError` U003 for any other."""
    found = FORMATS.get(name) or plugin_format(name)
    if found is None:
        raise UsageError("U003", item=name, detail=", ".join((*FORMATS, *plugins("exporters"))))
    return found


def render(selection: Selection, to: str, *, left_out: LeftOut | None = None) -> str:
    """Return the selection in a format of one file; raise `UsageError` U003 for one that is none or needs a folder."""
    format_ = format_of(to)
    if format_.is_folder:
        single = ", ".join(name for name, other in FORMATS.items() if not other.is_folder)
        raise UsageError("U003", item=f"{to} (several files: name a folder or a .zip)", detail=single)
    if format_.is_binary:
        raise UsageError("U031", item=to)
    return "".join(map(str, format_.pieces(selection, left_out or LeftOut())))


def export(
    values: Selection | Iterable[Record] | Iterable[Event],
    path: str | Path,
    *,
    to: str | None = None,
    records: Iterable[Record] = (),
    left_out: LeftOut | None = None,
) -> Path:
    """Write records or events to a file and return its path.

    The format is ``to``, or follows from the ending: .jsonl, .csv, .parquet, .arrow, .geojson, .kml, .zip, .wacz, .md,
    .html, .docx, .pdf. Events alone carry no words; give the ``records`` they were fused from to have sentences and
    footnotes. What the format cannot express is noted in ``left_out``. A format of several files makes a folder, or an
    archive if the path ends in .zip. Everything appears whole or not at all.
    """
    target = Path(path)
    chosen = to or _BY_ENDING.get(target.suffix)
    if chosen is None:
        raise UsageError("U003", item=target.name, detail=", ".join(_BY_ENDING))
    format_ = format_of(chosen)
    selection = values if isinstance(values, Selection) else select(values, records=records)
    noted = left_out if left_out is not None else LeftOut()
    if not format_.is_folder:
        write_whole(target, format_.pieces(selection, noted))
    elif target.suffix == ".zip" or format_.is_packed:
        write_zip(target, format_.members(selection, noted))
    else:
        write_folder(target, format_.members(selection, noted))
    return target
