"""POLECAT: one row a claim, the 40 columns of the published files, and ours after them with the prefix ``ws_``.

Intensity is the PLOVER 2 manual's score of the type. ``Source`` is the publisher, as POLECAT means it; who says so
stands in ``ws_said_by``. Situation types (CONTROL, LOSSES, STRENGTH) are no PLOVER types and are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from whosays.exports.crosswalks import plover_mode, plover_types
from whosays.exports.delimited import listed, table
from whosays.exports.left_out import LeftOut
from whosays.exports.places import display_country, first_place
from whosays.exports.selection import Selection
from whosays.record import SITUATION_TYPES, Claim, Event, Participant, Record
from whosays.vocab.countries import by_code, by_name

COLUMNS = (
    "Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts|Actor Name|Actor Country|Actor COW|"
    "Primary Actor Sector|Actor Sectors|Actor Title|Actor Name Raw|Wikipedia Actor ID|Recipient Name|"
    "Recipient Country|Recipient COW|Primary Recipient Sector|Recipient Sectors|Recipient Title|Recipient Name Raw|"
    "Wikipedia Recipient ID|Placename|City|District|Province|Country|Latitude|Longitude|GeoNames ID|Raw Placename|"
    "Feature Type|Source|Publication Date|Story People|Story Organizations|Story Locations|Language|Version"
).split("|")
OWN_COLUMNS = (
    "ws_claim_id ws_said_by ws_certainty ws_status ws_date_earliest ws_date_latest ws_origins ws_standing ws_evidence"
).split()
ALL_COLUMNS = [*COLUMNS, *OWN_COLUMNS]
# PLOVER requires a recipient for these.
NEED_RECIPIENT = ("AID", "COOPERATE", "SANCTION")


def _once(values: Iterable[str | None]) -> str:
    return listed(dict.fromkeys(value for value in values if value))


def _cow(code: str | None) -> str | None:
    country = by_code(code) if code else None
    return str(country.cow) if country and country.cow else None


def _country(side: Participant) -> str | None:
    """Return PLOVER's country field, which also holds the kinds of bodies that have no country."""
    return side.country or (side.sector if side.sector in ("NGO", "IGO") else None)


def _side(role: str, sides: tuple[Participant, ...]) -> dict[str, object]:
    sectors = [side.sector for side in sides if side.sector and side.sector not in ("NGO", "IGO")]
    return {
        f"{role} Name": _once(side.name or side.text for side in sides),
        f"{role} Country": _once(map(_country, sides)),
        f"{role} COW": _once(_cow(side.country) for side in sides),
        f"Primary {role} Sector": sectors[0] if sectors else None,
        f"{role} Sectors": _once(sectors),
        f"{role} Name Raw": listed(side.text for side in sides),
    }


def _row(record: Record, claim: Claim, event: Event | None, story: dict[str, object]) -> dict[str, object]:
    type_ = plover_types()[claim.type]
    place = first_place(claim.places)
    row: dict[str, object] = {
        "Event ID": claim.id,
        # An open interval is no date: what is known of it stands in ws_date_earliest and ws_date_latest.
        "Event Date": claim.time.earliest if claim.time.latest else None,
        "Event Type": claim.type,
        "Event Mode": plover_mode(claim.type, claim.mode),
        "Intensity": type_.score,
        "Quad Code": type_.quad,
        **_side("Actor", claim.actors),
        **_side("Recipient", claim.recipients),
        **story,
        "ws_claim_id": claim.id,
        "ws_said_by": _once(source.name or source.text for source in claim.sources),
        "ws_certainty": claim.certainty,
        "ws_status": claim.status,
        "ws_date_earliest": claim.time.earliest,
        "ws_date_latest": claim.time.latest,
        "ws_origins": len(event.origins) if event else None,
        "ws_standing": event.standing if event else None,
        "ws_evidence": claim.evidence.text,
    }
    if place:
        row |= {
            "Placename": place.name,
            "City": place.name if place.precision in ("city", "point") else None,
            "District": place.name if place.precision == "admin2" else None,
            "Province": place.name if place.precision == "admin1" else place.admin1,
            "Country": place.country,
            "Latitude": place.lat,
            "Longitude": place.lon,
            "GeoNames ID": place.geonameid,
            "Raw Placename": place.text,
        }
    return row


def _is_body(actor: Participant) -> bool:
    return actor.entity is not None and actor.name is not None and not by_name(actor.name)


def _story(record: Record) -> dict[str, object]:
    report = record.report
    # Our actors are not told apart into people and organisations, so all that are no country stand in one.
    return {
        "Source": report.publisher,
        "Publication Date": (report.published or "")[:10] or None,
        "Story Organizations": _once(actor.name for actor in record.actors if _is_body(actor)),
        "Story Locations": _once(display_country(place.name, place.country) for place in record.places if place.name),
        "Language": report.language,
        "Version": f"whosays-{record.version}" if record.version else "whosays",
    }


def _rows(selection: Selection, left_out: LeftOut) -> Iterator[dict[str, object]]:
    event_by_claim = selection.event_by_claim
    for record in selection.records:
        story = _story(record) if record.claims else {}
        for claim in record.claims:
            if claim.type in SITUATION_TYPES:
                left_out.note(claim.id, f"{claim.type} is no PLOVER type")
            elif claim.type in NEED_RECIPIENT and not claim.recipients:
                left_out.note(claim.id, f"PLOVER's {claim.type} needs a recipient, and none is named")
            else:
                yield _row(record, claim, event_by_claim.get(claim.id), story)


def pieces(selection: Selection, left_out: LeftOut) -> Iterator[str]:
    """Yield the tab-separated table with its header row."""
    return table(ALL_COLUMNS, _rows(selection, left_out), delimiter="\t")
