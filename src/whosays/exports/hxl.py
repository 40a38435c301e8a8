"""HXL: a sheet for humanitarian users, one row an event, with a row of hashtags under the headings."""

from __future__ import annotations

from collections.abc import Iterator

from whosays.exports.days import day
from whosays.exports.deaths import toll_of
from whosays.exports.delimited import listed, table
from whosays.exports.left_out import LeftOut
from whosays.exports.places import first_place
from whosays.exports.selection import Selection
from whosays.exports.wording import label_of
from whosays.record import Event

# Column -> (heading, hashtag).
HASHTAGS = {
    "id": ("Event id", "#event+id"),
    "type": ("Type", "#event+type"),
    "label": ("What", "#event+name"),
    "start": ("From", "#date+occurred+start"),
    "end": ("To", "#date+occurred+end"),
    "reported": ("First reported", "#date+reported"),
    "country": ("Country code", "#country+code"),
    "adm1": ("Province", "#adm1+name"),
    "place": ("Place", "#loc+name"),
    "lat": ("Latitude", "#geo+lat"),
    "lon": ("Longitude", "#geo+lon"),
    "precision": ("Place known to", "#geo+precision"),
    "killed": ("Killed", "#affected+killed"),
    "killed_min": ("Killed, lowest", "#affected+killed+min"),
    "killed_max": ("Killed, highest", "#affected+killed+max"),
    "injured": ("Injured", "#affected+injured"),
    "displaced": ("Displaced", "#affected+displaced"),
    "source": ("Publishers", "#meta+source"),
    "origins": ("Independent origins", "#meta+origins+num"),
    "standing": ("Standing", "#status"),
}


def _row(selection: Selection, event: Event) -> dict[str, object]:
    place = first_place(event.places)
    tolls = {
        kind: toll_of(event.quantities.get(kind), selection.best_by) for kind in ("killed", "wounded", "displaced")
    }
    dead, hurt, gone = tolls["killed"], tolls["wounded"], tolls["displaced"]
    reports = [selection.report_by_id[id_] for id_ in event.reports if id_ in selection.report_by_id]
    return {
        "id": event.id,
        "type": event.type,
        "label": label_of(event.type),
        "start": event.time.earliest,
        "end": event.time.latest,
        "reported": reported.isoformat() if (reported := day(event.first_reported)) else None,
        "country": place.country if place else None,
        "adm1": (place.admin1 or (place.name if place.precision == "admin1" else None)) if place else None,
        "place": place.name if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "precision": place.precision if place else None,
        "killed": dead.best if dead else None,
        "killed_min": dead.low if dead else None,
        "killed_max": dead.high if dead else None,
        "injured": hurt.best if hurt else None,
        "displaced": gone.best if gone else None,
        "source": listed(dict.fromkeys(report.publisher or report.id for report in reports)),
        "origins": len(event.origins),
        "standing": event.standing,
    }


def pieces(selection: Selection, left_out: LeftOut) -> Iterator[str]:
    """Yield the sheet: headings, hashtags, rows."""
    headings = [[heading for heading, _ in HASHTAGS.values()], [hashtag for _, hashtag in HASHTAGS.values()]]
    rows = (_row(selection, event) for event in selection.fused)
    return table(list(HASHTAGS), rows, headings=headings)
