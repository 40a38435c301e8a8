"""KML 2.2: places of events for map programs, with their days and everything said of them.

A place known to its province or country only is still a point; its style and ``precision`` say so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from whosays.exports.figures import figures_in_short
from whosays.exports.left_out import LeftOut
from whosays.exports.places import EXACT
from whosays.exports.selection import Selection
from whosays.exports.wording import label_of, sentence
from whosays.record import Event, EventPlace

# Characters that XML 1.0 cannot hold.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2">
<Document>
"""
_STYLES = """<Style id="exact"><IconStyle><scale>1.0</scale></IconStyle></Style>
<Style id="about"><IconStyle><color>80ffffff</color><scale>0.7</scale></IconStyle></Style>
"""


def text(words: str) -> str:
    """Return words as XML text; characters that XML cannot hold become U+FFFD."""
    return escape(_NOT_XML.sub("\ufffd", words))


def _shown(name: str, value: object) -> str:
    return f"<Data name={quoteattr(name)}><value>{text(str(value))}</value></Data>" if value not in (None, "") else ""


def _when(event: Event) -> str:
    first, last = event.time.earliest, event.time.latest
    if first is None and last is None:
        return ""
    if first == last:
        return f"<TimeStamp><when>{first}</when></TimeStamp>"
    ends = (f"<begin>{first}</begin>" if first else "", f"<end>{last}</end>" if last else "")
    return f"<TimeSpan>{''.join(ends)}</TimeSpan>"


def _placemark(event: Event, place: EventPlace, said: str, nth: int) -> str:
    shown = {
        "event": event.id,
        "type": event.type,
        "standing": event.standing,
        "why": event.why,
        "origins": len(event.origins),
        "reports": len(event.reports),
        "place": place.name,
        "country": place.country,
        "role": place.role,
        "precision": place.precision,
        **figures_in_short(event),
    }
    return (
        f'<Placemark id="{event.id}-{nth}"><name>{text(label_of(event.type))}: {text(place.name or "")}</name>'
        f"<description>{text(said)}</description>{_when(event)}"
        f"<styleUrl>#{'exact' if place.precision in EXACT else 'about'}</styleUrl>"
        f"<ExtendedData>{''.join(_shown(name, value) for name, value in shown.items())}</ExtendedData>"
        f"<Point><coordinates>{place.lon},{place.lat}</coordinates></Point></Placemark>\n"
    )


def pieces(selection: Selection, left_out: LeftOut) -> Iterator[str]:
    """Yield the document, one placemark a place."""
    yield f"{_HEAD}<name>{text(selection.title)}</name>\n{_STYLES}"
    for event in selection.fused:
        placed = [place for place in event.places if place.lat is not None and place.lon is not None]
        if not placed:
            left_out.note(event.id, "no place with coordinates")
            continue
        said = "\n".join(sentence(claim, report, with_date=True) for report, claim in selection.claims_of(event))
        for nth, place in enumerate(placed, 1):
            yield _placemark(event, place, said, nth)
    yield "</Document>\n</kml>\n"
