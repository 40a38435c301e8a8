"""GDELT 2.0's shape: Events (61 columns) and Mentions (16), tab separated, without header or quotes.

An event is an Events row, each report of it a Mentions row with exact offsets. ``NumSources`` counts independent
origins, ``NumArticles`` reports, ``NumMentions`` claims. Tone, ethnic and religious codes and Confidence are blank:
nobody measured them, and how sure a claim is presented is no confidence of ours.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date

from whosays.exports.crosswalks import Cameo, cameo
from whosays.exports.days import day, span_of
from whosays.exports.delimited import bare_table
from whosays.exports.left_out import LeftOut
from whosays.exports.places import country_name, country_of, first_place
from whosays.exports.selection import Selection
from whosays.exports.sides import sides_of
from whosays.record import Claim, Event, EventParticipant, EventPlace, Report

_ACTOR = (
    "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code Type1Code Type2Code Type3Code"
).split()
_GEO = "Type FullName CountryCode ADM1Code ADM2Code Lat Long FeatureID".split()
EVENT_COLUMNS = [
    *"GLOBALEVENTID SQLDATE MonthYear Year FractionDate".split(),
    *(f"Actor{n}{name}" for n in (1, 2) for name in _ACTOR),
    *"IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale NumMentions NumSources".split(),
    *"NumArticles AvgTone".split(),
    *(f"{of}Geo_{name}" for of in ("Actor1", "Actor2", "Action") for name in _GEO),
    *"DATEADDED SOURCEURL".split(),
]
MENTION_COLUMNS = (
    "GLOBALEVENTID EventTimeDate MentionTimeDate MentionType MentionSourceName MentionIdentifier SentenceID "
    "Actor1CharOffset Actor2CharOffset ActionCharOffset InRawText Confidence MentionDocLen MentionDocTone "
    "MentionDocTranslationInfo Extras"
).split()
# CAMEO's role codes of our sectors.
_ROLE_CODES = {
    "GOV": "GOV", "MIL": "MIL", "REB": "REB", "PRM": "REB", "COP": "COP", "SPY": "SPY", "LEG": "LEG", "JUD": "JUD",
    "PTY": "PTY", "OPP": "OPP", "CVL": "CVL", "JRN": "MED", "MED": "HLH", "BUS": "BUS", "EDU": "EDU", "REL": "REL",
    "UAF": "UAF", "NGO": "NGO", "IGO": "IGO",
}  # fmt: skip


def number_of(event_id: str) -> int:
    """Return GDELT's whole-number id of an event: the same event always has the same."""
    return int.from_bytes(hashlib.sha256(event_id.encode()).digest()[:6], "big")


def _actor(n: int, side: EventParticipant | None) -> dict[str, object]:
    if side is None:
        return {}
    country = country_of(side.country)
    nation = (country.cameo if country else None) or ""
    role = _ROLE_CODES.get(side.sector or "", "")
    return {
        f"Actor{n}Code": nation + role,
        f"Actor{n}Name": (side.name or "").upper(),
        f"Actor{n}CountryCode": nation,
        f"Actor{n}Type1Code": role,
    }


def _geo_type(place: EventPlace) -> int:
    home = place.country == "USA"
    if place.precision == "country":
        return 1
    if place.precision in ("point", "city"):
        return 3 if home else 4
    return 2 if home else 5


def _geo(of: str, place: EventPlace | None) -> dict[str, object]:
    if place is None:
        return {}
    country = country_of(place.country)
    parts = (place.name, place.admin1 if place.admin1 != place.name else None, country_name(place.country))
    return {
        f"{of}Geo_Type": _geo_type(place),
        f"{of}Geo_FullName": ", ".join(dict.fromkeys(part for part in parts if part)),
        f"{of}Geo_CountryCode": country.fips if country else None,
        f"{of}Geo_Lat": place.lat,
        f"{of}Geo_Long": place.lon,
        f"{of}Geo_FeatureID": place.geonameid,
    }


def _instant(iso: str | None) -> str | None:
    """Return YYYYMMDDHHMMSS of an ISO date or datetime."""
    if day(iso) is None or iso is None:
        return None
    digits = "".join(c for c in iso[:19] if c.isdigit())
    return digits.ljust(14, "0")


def _fraction(when: date) -> str:
    # As GDELT's codebook gives it: the year and (month * 30 + day) / 365 of one, which runs past it in late December.
    return f"{when.year + (when.month * 30 + when.day) / 365:.4f}"


def _coded(selection: Selection, left_out: LeftOut) -> Iterator[tuple[Event, Cameo, date]]:
    for event in selection.fused:
        code = cameo(event.type, event.mode, both_armed=sides_of(event).both_armed)
        span = span_of(event.time)
        if code is None:
            left_out.note(event.id, f"{event.type} has no CAMEO code")
        elif span is None:
            left_out.note(event.id, "no date with both ends known")
        else:
            yield event, code, span.first


def _event_row(selection: Selection, event: Event, code: Cameo, when: date) -> dict[str, object]:
    sides = sides_of(event)
    first = selection.report_by_id.get(event.reports[0]) if event.reports else None
    claims = [selection.claims[id_] for id_ in event.claims if id_ in selection.claims]
    return {
        "GLOBALEVENTID": number_of(event.id),
        "SQLDATE": f"{when:%Y%m%d}",
        "MonthYear": f"{when:%Y%m}",
        "Year": when.year,
        "FractionDate": _fraction(when),
        **_actor(1, sides.actors[0] if sides.actors else None),
        **_actor(2, sides.recipients[0] if sides.recipients else None),
        # GDELT's mark of importance: an event in the lead of a report.
        "IsRootEvent": int(any(not report.text[: claim.evidence.start].strip() for report, claim in claims)),
        "EventCode": code.code,
        "EventBaseCode": code.base,
        "EventRootCode": code.root,
        "QuadClass": code.quad,
        "GoldsteinScale": code.goldstein,
        "NumMentions": len(event.claims),
        "NumSources": len(event.origins),
        "NumArticles": len(event.reports),
        **_geo("Action", first_place(event.places)),
        "DATEADDED": _instant(event.first_reported),
        "SOURCEURL": (first.url or first.id) if first else None,
    }


def _mention_row(event: Event, when: date, report: Report, claim: Claim) -> dict[str, object]:
    before = report.text[: claim.evidence.start]
    return {
        "GLOBALEVENTID": number_of(event.id),
        "EventTimeDate": f"{when:%Y%m%d}000000",
        "MentionTimeDate": _instant(report.published),
        # 1 is the open web; a report without an address is of GDELT's kind 2, "citation only".
        "MentionType": 1 if report.url else 2,
        "MentionSourceName": report.publisher,
        "MentionIdentifier": report.url or report.id,
        # Sentences are counted by their full stops, question and exclamation marks before the evidence.
        "SentenceID": 1 + sum(before.count(mark) for mark in (". ", "? ", "! ", "\n")),
        "Actor1CharOffset": claim.actors[0].start if claim.actors else -1,
        "Actor2CharOffset": claim.recipients[0].start if claim.recipients else -1,
        "ActionCharOffset": claim.trigger.start,
        "InRawText": 1,
        "MentionDocLen": len(report.text),
        "Extras": claim.id,
    }


def events(selection: Selection, left_out: LeftOut) -> Iterator[str]:
    """Yield the Events table."""
    rows = (_event_row(selection, event, code, when) for event, code, when in _coded(selection, left_out))
    return bare_table(EVENT_COLUMNS, rows)


def mentions(selection: Selection, left_out: LeftOut) -> Iterator[str]:
    """Yield the Mentions table."""
    rows = (
        _mention_row(event, when, report, claim)
        for event, _, when in _coded(selection, left_out)
        for report, claim in selection.claims_of(event)
    )
    return bare_table(MENTION_COLUMNS, rows)
