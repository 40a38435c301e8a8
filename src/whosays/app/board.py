"""The board: a page of events, and of all that were chosen what map and timeline need, in columns."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np

from whosays.app.case import Case
from whosays.app.columns import PRECISIONS, ROLES, STANDINGS, Columns, Mask
from whosays.app.filters import Filters, chosen
from whosays.app.paging import page_of
from whosays.app.rows import event_row

Row = dict[str, Any]
# Places on the map: past so many nobody tells them apart, and browsers grow slow. The newest are shown.
MOST_MARKS = 10_000
# Marks that carry their sentence; past so many a mark is called by its place until it is opened.
MOST_TOLD = 1_500
# Bars of the timeline: it has five lines.
MOST_BARS = 150


Part = Literal["all", "list", "picture"]


def board(case: Case, filters: Filters, *, limit: int, part: Part = "all") -> Row:
    """Return the first page of the events that meet the filters with their counts, and what map and timeline show.

    The page asks for the list and the picture apart, so that the list is there first.
    """
    columns, events, _ = chosen(case, filters)
    return {
        "known": filters.known,
        **(listed(case, filters, columns, events, limit=limit) if part != "picture" else {}),
        **(picture(case, columns, events) if part != "list" else {}),
    }


def listed(case: Case, filters: Filters, columns: Columns, events: Mask, *, limit: int) -> Row:
    """Return the first page of the chosen events, and their counts."""
    rows = np.flatnonzero(events)
    ids = [columns.events[row].id for row in rows[: limit + 1]]
    page, following = page_of(ids, None, limit)
    return {
        "events": [event_row(columns.held, columns.events[row]) for row in rows[page]],
        "next": following,
        **columns.counts(events),
        "n_later": case.n_later(filters.known),
        "n_undated": case.n_undated if filters.known else 0,
        "n_placed": len(np.unique(columns.place_event[events[columns.place_event]])),
    }


def picture(case: Case, columns: Columns, events: Mask) -> Row:
    """Return the marks and bars of the chosen events, and how many reports came out on each day."""
    return {"marks": marks(columns, events), "bars": bars(columns, np.flatnonzero(events)), "by_day": case.by_day}


def marks(columns: Columns, events: Mask) -> Row:
    """Return the places of the chosen events: what each mark is of, where, how exact and how it stands."""
    at = np.flatnonzero(events[columns.place_event])
    n_all, at = len(at), at[:MOST_MARKS]
    of = columns.place_event[at]
    kept, index = np.unique(of, return_inverse=True)
    names: dict[str, int] = {}
    named = [names.setdefault(columns.places[row].name or "", len(names)) for row in at]
    return {
        "n_all": n_all,
        "ids": [columns.events[row].id for row in kept],
        "standings": columns.standings[kept].tolist(),
        "told": [columns.told(row) for row in kept.tolist()] if len(kept) <= MOST_TOLD else None,
        "of": index.tolist(),
        "lat": columns.place_lat[at].round(4).tolist(),
        "lon": columns.place_lon[at].round(4).tolist(),
        "precisions": columns.place_precision[at].tolist(),
        "roles": columns.place_role[at].tolist(),
        "named": named,
        "names": list(names),
        "words": {"standing": STANDINGS, "precision": PRECISIONS, "role": ROLES},
    }


def bars(columns: Columns, rows: Any) -> list[Row]:
    """Return the dated events that most reports tell of, for the timeline."""
    dated = rows[columns.dated[rows]]
    most = dated[np.argsort(-columns.n_reports[dated], kind="stable")[:MOST_BARS]]
    found = [(columns.told(row), columns.events[row]) for row in most.tolist()]
    return [
        {"id": event.id, "told": told, "standing": event.standing, "n_reports": len(event.reports),
         "earliest": event.time.earliest, "latest": event.time.latest}
        for told, event in found
    ]  # fmt: skip
