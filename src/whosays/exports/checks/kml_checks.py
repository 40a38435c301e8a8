"""KML 2.2: well-formed, in its namespace, every placemark with a name and a point on the globe."""

from __future__ import annotations

import re
from xml.parsers import expat

from whosays.exports.checks.faults import Check, Fault

NAMESPACE = "http://www.opengis.net/kml/2.2"
_KNOWN = frozenset(
    "kml Document name Style IconStyle scale color Placemark description TimeStamp when TimeSpan begin end styleUrl "
    "ExtendedData Data value Point coordinates".split()
)
_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


class _Reader:
    """What the parser tells, in order."""

    def __init__(self, check: Check) -> None:
        self.check = check
        self.parser = expat.ParserCreate(namespace_separator="|")
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.words: list[str] = []
        self.inside: set[str] = set()
        self.place = (1, 1)

    def fault(self, what: str) -> None:
        self.check.faults.append(Fault(self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1, what))

    def doctype(self, *parts: object) -> None:
        # A document type can make a small file explode; KML has none.
        raise expat.ExpatError("a document type declaration")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        namespace, _, tag = name.rpartition("|")
        if namespace != NAMESPACE or tag not in _KNOWN:
            self.fault(f"<{tag}> is not expected here")
        if tag == "Placemark":
            self.check.n_checked += 1
            self.inside = set()
        self.inside.add(tag)
        self.words = []

    def text(self, words: str) -> None:
        self.words.append(words)

    def end(self, name: str) -> None:
        tag, words = name.rpartition("|")[2], "".join(self.words).strip()
        if tag == "coordinates":
            parts = re.fullmatch(r"(-?[\d.]+),(-?[\d.]+)(,-?[\d.]+)?", words)
            if not parts or not (-180 <= float(parts[1]) <= 180 and -90 <= float(parts[2]) <= 90):
                self.fault(f"{words!r} is no longitude,latitude")
        elif tag in ("when", "begin", "end") and not _DAY.fullmatch(words[:10]):
            self.fault(f"{words!r} is no date")
        elif tag == "Placemark" and not {"name", "Point"} <= self.inside:
            self.fault("a placemark needs a name and a point")


def check_kml(text: str, *, most: int) -> Check:
    """Return what is wrong with a KML document, at most ``most`` faults."""
    check = Check("kml")
    reader = _Reader(check)
    try:
        reader.parser.Parse(text.encode("utf-8", "surrogatepass"), True)
    except expat.ExpatError as error:
        reader.fault(f"this is not KML: {error}")
    del check.faults[most:]
    return check
