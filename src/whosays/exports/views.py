"""Deaths by country-month and by PRIO-GRID-month, in the names VIEWS uses.

Counts are ``ged_sb`` (state-based), ``ged_ns`` (non-state), ``ged_os`` (one-sided) by UCDP's types; deaths whose type
cannot be told stand in ``ws_untyped``. Each has low, best and high, and ``ws_origins`` says on how many independent
origins they rest. What is known no nearer than the cell, the country or the month is never smeared over several: it is
counted in the ``ws_unplaced`` columns, in the row of what is known of it.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from whosays.exports.days import Span, month_id, span_of
from whosays.exports.deaths import Toll, killed
from whosays.exports.delimited import table
from whosays.exports.happened import why_not
from whosays.exports.left_out import LeftOut
from whosays.exports.places import EXACT, country_of, first_place, priogrid_gid
from whosays.exports.selection import Selection
from whosays.exports.sides import sides_of
from whosays.record import Event

KINDS = {1: "ged_sb", 2: "ged_ns", 3: "ged_os", None: "ws_untyped"}
_COUNTS = [
    *(f"{kind}_{bound}_sum_nokgi" for kind in ("ged_sb", "ged_ns", "ged_os") for bound in ("best", "low", "high")),
    "ln_ged_sb_dep",
    *(f"ws_untyped_{bound}_sum" for bound in ("best", "low", "high")),
    "ws_events", "ws_origins", "ws_unplaced_events",
    *(f"ws_unplaced_{bound}_sum" for bound in ("best", "low", "high")),
]  # fmt: skip
COUNTRY_COLUMNS = ["month_id", "year", "month", "country_id", "gwcode", "isoab", *_COUNTS]
GRID_COLUMNS = ["month_id", "year", "month", "priogrid_gid", "isoab", *_COUNTS]


@dataclass
class Cell:
    """What is counted for one unit in one month."""

    tolls: dict[str, list[Toll]] = field(default_factory=lambda: defaultdict(list))
    unplaced: list[Toll] = field(default_factory=list)
    origins: set[str] = field(default_factory=set)

    def counts(self) -> dict[str, object]:
        """Return the counting columns."""
        row: dict[str, object] = {}
        for kind in KINDS.values():
            tail = "sum" if kind == "ws_untyped" else "sum_nokgi"
            for bound in Toll._fields:
                row[f"{kind}_{bound}_{tail}"] = sum(getattr(toll, bound) for toll in self.tolls[kind])
        best = sum(toll.best for toll in self.tolls["ged_sb"])
        row["ln_ged_sb_dep"] = round(math.log1p(best), 6)
        row["ws_events"] = sum(map(len, self.tolls.values()))
        row["ws_origins"] = len(self.origins)
        row["ws_unplaced_events"] = len(self.unplaced)
        for bound in Toll._fields:
            row[f"ws_unplaced_{bound}_sum"] = sum(getattr(toll, bound) for toll in self.unplaced)
        return row


# A unit is what the row is about, or None where the place is not known well enough; then the country, if known.
Unit = tuple[int | str | None, str | None]
Locate = Callable[[Event], Unit]


def _country(event: Event) -> Unit:
    place = first_place(event.places)
    code = place.country if place else None
    return code, code


def _grid_cell(event: Event) -> Unit:
    place = first_place(event.places)
    if place is None or place.lat is None or place.lon is None or place.precision not in EXACT:
        return None, place.country if place else None
    return priogrid_gid(place.lat, place.lon), None


def _month(span: Span | None) -> int | None:
    if span is None:
        return None
    first, last = month_id(span.first), month_id(span.last)
    return first if first == last else None


def _cells(selection: Selection, left_out: LeftOut, locate: Locate) -> dict[tuple[int | None, Unit], Cell]:
    cells: dict[tuple[int | None, Unit], Cell] = defaultdict(Cell)
    known = frozenset(event.id for event in selection.fused)
    for event in selection.fused:
        toll = killed(event, selection.best_by)
        reason = why_not(selection, event, known) or (None if toll and toll.high else "no death is reported")
        if reason or toll is None:
            left_out.note(event.id, reason or "no death is reported")
            continue
        month, unit = _month(span_of(event.time)), locate(event)
        cell = cells[month, unit]
        cell.origins.update(origin.name for origin in event.origins)
        if month is None or unit[0] is None:
            cell.unplaced.append(toll)
        else:
            cell.tolls[KINDS[sides_of(event).violence]].append(toll)
    return cells


def _months(month: int | None) -> dict[str, object]:
    if month is None:
        return {}
    return {"month_id": month, "year": 1980 + (month - 1) // 12, "month": (month - 1) % 12 + 1}


def _sorted(cells: dict[tuple[int | None, Unit], Cell]) -> list[tuple[int | None, Unit, Cell]]:
    rows = [(month, unit, cell) for (month, unit), cell in cells.items()]
    return sorted(rows, key=lambda row: (row[0] is None, row[0] or 0, row[1][0] is None, str(row[1])))


def country_months(selection: Selection, left_out: LeftOut) -> Iterator[str]:
    """Yield one row a country and month. ``country_id`` is VIEWS' own and stays blank; ``gwcode`` is the join."""
    rows = []
    for month, (code, _), cell in _sorted(_cells(selection, left_out, _country)):
        country = country_of(str(code)) if code else None
        rows.append({**_months(month), "gwcode": country.gw if country else None, "isoab": code, **cell.counts()})
    return table(COUNTRY_COLUMNS, rows)


def grid_months(selection: Selection, left_out: LeftOut) -> Iterator[str]:
    """Yield one row a PRIO-GRID cell and month; rows without a cell hold what could not be placed, by country."""
    rows = (
        {**_months(month), "priogrid_gid": gid, "isoab": code, **cell.counts()}
        for month, (gid, code), cell in _sorted(_cells(selection, left_out, _grid_cell))
    )
    return table(GRID_COLUMNS, rows)
