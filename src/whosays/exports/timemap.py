"""TimeMap: the three feeds of an interactive map, events, sources and associations, every value a string."""

from __future__ import annotations

from collections.abc import Iterator

from whosays.exports.figures import figures_in_short
from whosays.exports.json_text import listing
from whosays.exports.left_out import LeftOut
from whosays.exports.places import first_place
from whosays.exports.selection import Selection
from whosays.exports.wording import label_of, sentence
from whosays.exports.writing import Members
from whosays.record import TYPES, Event, EventPlace


def _event(selection: Selection, event: Event, place: EventPlace) -> dict[str, object]:
    said = " ".join(f"{sentence(claim, report)}." for report, claim in selection.claims_of(event))
    return {
        "id": event.id,
        "description": said or label_of(event.type),
        "date": event.time.earliest or event.time.latest,
        "time": "",
        "time_precision": event.time.grain,
        "location": place.name or "",
        "latitude": str(place.lat),
        "longitude": str(place.lon),
        "type": event.mode or "",
        "category": label_of(event.type),
        "associations": [event.type, f"standing:{event.standing}"],
        "sources": list(event.reports),
        "comments": "; ".join(
            (
                f"{len(event.origins)} independent origins",
                f"place known to: {place.precision or 'unknown'}",
                *(f"{kind}: {words}" for kind, words in figures_in_short(event).items()),
            )
        ),
    }


def _events(selection: Selection, left_out: LeftOut) -> Iterator[dict[str, object]]:
    for event in selection.fused:
        place = first_place(event.places)
        if place is None or place.lat is None or place.lon is None:
            left_out.note(event.id, "no place with coordinates")
        elif event.time.earliest is None:
            # A map in time shows an event on its day; a day it was known by is none.
            left_out.note(event.id, "no first day known")
        else:
            yield _event(selection, event, place)


def _sources(selection: Selection) -> Iterator[dict[str, object]]:
    for report in selection.report_by_id.values():
        yield {
            "id": report.id,
            "title": report.title or report.id,
            "thumbnail": "",
            "paths": [report.url] if report.url else [],
            "type": "News article",
            "affil_s": [report.publisher] if report.publisher else [],
            "url": report.url or "",
            "description": report.title or "",
            "parent": "",
            "author": report.author or "",
            "date": (report.published or "")[:10],
            "notes": "",
        }


def _associations(selection: Selection) -> Iterator[dict[str, object]]:
    standings = sorted({f"standing:{event.standing}" for event in selection.fused})
    for name in [*TYPES, *standings]:
        kind, _, word = name.rpartition(":")
        label = word if kind else label_of(name)
        path = ["Standing", label] if kind else ["Type", label]
        yield {"id": name, "title": label, "desc": "", "mode": "FILTER", "filter_paths": path}


def members(selection: Selection, left_out: LeftOut) -> Members:
    """Yield events.json, sources.json and associations.json."""
    yield "events.json", listing(_events(selection, left_out))
    yield "sources.json", listing(_sources(selection))
    yield "associations.json", listing(_associations(selection))
