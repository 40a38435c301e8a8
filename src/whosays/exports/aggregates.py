"""Event reports aggregated to events by three rules, with how far the reports disagree.

The rules are those of Cook & Weidmann as the R package eventreport names them: ``con`` most conservative (least precise
place and actors, lowest counts, longest span of days), ``inf`` most informative (most precise, highest, shortest),
``rep`` most representative (the most frequent value, of equals the least). Disagreement of a variable: ``dscore`` is
the number of different values less one, ``range`` and ``sd`` are of its numbers, ``modal_confidence`` is the share of
reports that give the most frequent value.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import stdev
from typing import Any

from whosays.exports.delimited import listed, table
from whosays.exports.event_reports import rows_of_event
from whosays.exports.left_out import LeftOut
from whosays.exports.selection import Selection

RULES = ("con", "inf", "rep")
_PLACED = ("country", "city", "location", "latitude", "longitude", "geo_precision")
_COUNTED = ("deaths_best", "deaths_low", "deaths_high", "injuries_best", "injuries_low", "injuries_high")
_VALUES = ("date_start", "date_end", *_PLACED, "actor1", "actor1_type", "actor2", "actor2_type", *_COUNTED)
COMPARED = ("date_start", "city", "location", "actor1", "actor2", "deaths_best", "injuries_best")
_NUMBERS = ("deaths_best", "injuries_best")
COLUMNS = [
    "event_id",
    "number_of_sources",
    "ws_origins",
    *(f"{rule}_{name}" for rule in RULES for name in _VALUES),
    *(f"dscore_{name}" for name in COMPARED),
    *(f"modal_confidence_{name}" for name in COMPARED),
    *(f"{measure}_{name}" for measure in ("range", "sd") for name in _NUMBERS),
    "source",
]
Rows = Sequence[dict[str, Any]]


def given(rows: Rows, name: str) -> list[Any]:
    """Return the values that reports give for a variable; those that say nothing do not disagree."""
    return [row[name] for row in rows if row.get(name) is not None]


def most_frequent(values: Sequence[Any]) -> Any:
    """Return the mode, of equals the least, or None."""
    counts = Counter(values)
    return min(counts, key=lambda value: (-counts[value], value), default=None)


def _by_precision(rows: Rows, name: str, precision: str, *, most: bool) -> Any:
    known = [row for row in rows if row.get(precision) is not None]
    if not known:
        return most_frequent(given(rows, name))
    pick = max if most else min
    edge = pick(row[precision] for row in known)
    return most_frequent(given([row for row in known if row[precision] == edge], name))


def _value(rows: Rows, name: str, rule: str) -> Any:
    values = given(rows, name)
    if rule == "rep" or not values:
        return most_frequent(values)
    if name in _COUNTED:
        return min(values) if rule == "con" else max(values)
    if name in ("date_start", "date_end"):
        return min(values) if (name == "date_start") == (rule == "con") else max(values)
    precision = "geo_precision" if name in _PLACED else f"{name[:6]}_precision"
    return _by_precision(rows, name, precision, most=rule == "inf")


def disagreement(rows: Rows) -> dict[str, object]:
    """Return the disagreement scores of an event's reports."""
    scores: dict[str, object] = {}
    for name in COMPARED:
        values = given(rows, name)
        if values:
            scores[f"dscore_{name}"] = len(set(values)) - 1
            scores[f"modal_confidence_{name}"] = round(Counter(values).most_common(1)[0][1] / len(values), 4)
    for name in _NUMBERS:
        values = given(rows, name)
        if values:
            scores[f"range_{name}"] = max(values) - min(values)
            scores[f"sd_{name}"] = round(stdev(values), 4) if len(values) > 1 else None
    return scores


def _rows(selection: Selection) -> Iterator[dict[str, object]]:
    for event in selection.fused:
        rows = rows_of_event(selection, event)
        if rows:
            yield {
                "event_id": event.id,
                "number_of_sources": len(rows),
                "ws_origins": len(event.origins),
                **{f"{rule}_{name}": _value(rows, name, rule) for rule in RULES for name in _VALUES},
                **disagreement(rows),
                "source": listed(row["source"] for row in rows),
            }


def pieces(selection: Selection, left_out: LeftOut) -> Iterator[str]:
    """Yield one row an event as CSV with a header row."""
    return table(COLUMNS, _rows(selection))
