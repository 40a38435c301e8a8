"""The part of the API that hands things out: the events of a view in any export format, and as a brief."""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query
from fastapi.responses import FileResponse
from starlette.background import BackgroundTask

from whosays.app.asked import CaseHere
from whosays.app.case import Case
from whosays.app.filters import Filters, FiltersHere, selection_of
from whosays.exports import FORMATS, LeftOut, export, render

router = APIRouter(prefix="/api/v1", tags=["taking away"])
Row = dict[str, Any]
# What most people ask for, in this order; the other formats follow by name.
FIRST = ("csv", "events-csv", "figures-csv", "geojson", "jsonl", "markdown")


def title_of(case: Case, filters: Filters) -> str:
    """Return what the chosen events are, as a title."""
    parts = [value for value in (filters.who, filters.what, filters.where, filters.said, filters.q) if value]
    return f"{case.path.stem}: {', '.join(parts)}" if parts else case.path.stem


@router.get("/formats")
def get_formats() -> Row:
    """Return the formats that a view can be exported to."""
    names = [*(name for name in FIRST if name in FORMATS), *sorted(FORMATS.keys() - set(FIRST))]
    return {"formats": [{"name": name, "what": FORMATS[name].what} for name in names]}


@router.get("/export", response_class=FileResponse)
def get_export(case: CaseHere, filters: FiltersHere, to: Annotated[str, Query(max_length=40)]) -> FileResponse:
    """Return the events that meet the filters, with their claims and reports, as a file of another format."""
    if to not in FORMATS:
        raise HTTPException(422, f"There is no format '{to}'. See /api/v1/formats.")
    format_ = FORMATS[to]
    folder = Path(tempfile.mkdtemp(prefix="whosays-export-"))
    try:
        name = re.sub(r"[^\w.-]+", "-", f"{case.path.stem}-{to}{f'-known-{filters.known}' if filters.known else ''}")
        target = folder / f"{name}{'.zip' if format_.is_folder else format_.ending}"
        export(selection_of(case, filters, title_of(case, filters)), target, to=to, left_out=LeftOut())
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return FileResponse(
        target, filename=target.name, media_type="application/octet-stream",
        background=BackgroundTask(shutil.rmtree, folder, ignore_errors=True),
    )  # fmt: skip


@router.get("/brief")
def get_brief(case: CaseHere, filters: FiltersHere) -> Row:
    """Return a situation report on the events that meet the filters, every sentence footnoted to the exact words."""
    title = title_of(case, filters)
    return {"title": title, "markdown": render(selection_of(case, filters, title), "markdown")}
