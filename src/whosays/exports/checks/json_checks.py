"""JSON formats against their structure: what must be there, what may be, and that every reference leads somewhere."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any, ClassVar

import msgspec

from whosays.exports.checks.faults import Check, Fault, Located, Walk
from whosays.exports.checks.ftm_checks import FtmRules
from whosays.exports.checks.plover_checks import PloverRules
from whosays.exports.checks.stix_checks import StixRules
from whosays.record import record_from_json

Found = Iterator[str]


class Rules:
    """The rules of one format: ``look`` at each value in turn, then say at the ``end`` what was missing."""

    def look(self, found: Located) -> Found:
        """Yield what is wrong with a value."""
        yield from ()

    def end(self) -> Iterator[tuple[int, int, str]]:
        """Yield (line, column, fault) of what only the whole file shows."""
        yield from ()


class GeojsonRules(Rules):
    """RFC 7946, with a precision on every feature."""

    def look(self, found: Located) -> Found:
        """Yield what is wrong with a feature."""
        if found.member == "" and found.name == "type" and found.value != "FeatureCollection":
            yield "the type is not FeatureCollection"
        if found.member != "features":
            return
        feature = found.value if isinstance(found.value, dict) else {}
        geometry, properties = feature.get("geometry"), feature.get("properties")
        if feature.get("type") != "Feature" or not isinstance(properties, dict) or "geometry" not in feature:
            yield "a feature needs type, geometry and properties"
        elif not isinstance(geometry, dict) or geometry.get("type") != "Point":
            yield "the geometry is no Point"
        elif not _is_position(geometry.get("coordinates")):
            yield "coordinates must be longitude, latitude within WGS84"
        elif "precision" not in properties:
            yield "properties: no precision"


def _is_position(value: Any) -> bool:
    return (
        isinstance(value, list)
        and len(value) == 2
        and all(isinstance(part, (int, float)) for part in value)
        and -180 <= value[0] <= 180
        and -90 <= value[1] <= 90
    )


class AnnotationRules(Rules):
    """W3C Web Annotation Data Model: an AnnotationPage of annotations with both selectors."""

    def __init__(self) -> None:
        self.ids: set[str] = set()

    def look(self, found: Located) -> Found:
        """Yield what is wrong with an annotation."""
        if found.member != "items":
            return
        item = found.value if isinstance(found.value, dict) else {}
        if item.get("type") != "Annotation" or not item.get("id"):
            yield "an annotation needs an id and the type Annotation"
            return
        if item["id"] in self.ids:
            yield f"{item['id']}: the id stands twice"
        self.ids.add(item["id"])
        target = item.get("target")
        if not isinstance(target, dict) or not target.get("source"):
            yield "a target needs a source"
            return
        selectors = {selector.get("type"): selector for selector in target.get("selector", [])}
        quote, position = selectors.get("TextQuoteSelector"), selectors.get("TextPositionSelector")
        if not quote or not quote.get("exact"):
            yield "no TextQuoteSelector with exact words"
        elif not position or not 0 <= position.get("start", -1) < position.get("end", -1):
            yield "no TextPositionSelector with start before end"
        elif position["end"] - position["start"] != len(quote["exact"]):
            yield "the two selectors are not of the same length"


class SchemaOrgRules(Rules):
    """schema.org: NewsArticle, Claim, and ClaimReview, which names the person whose verdict it is and the day."""

    REQUIRED: ClassVar = {
        "NewsArticle": (),
        "Claim": ("text", "appearance"),
        "ClaimReview": ("claimReviewed", "itemReviewed", "author", "datePublished", "reviewRating"),
    }

    def __init__(self) -> None:
        self.ids: set[str] = set()
        self.refs: list[tuple[int, int, str]] = []

    def look(self, found: Located) -> Found:
        """Yield what is wrong with a node."""
        if found.member == "" and found.name == "@context" and "schema.org" not in str(found.value):
            yield "the context is not schema.org"
        if found.member != "@graph":
            return
        node = found.value if isinstance(found.value, dict) else {}
        kind = node.get("@type")
        if kind not in self.REQUIRED:
            yield f"{kind!r} is neither NewsArticle, Claim nor ClaimReview"
            return
        if node.get("@id") in self.ids or not node.get("@id"):
            yield f"{node.get('@id')!r} is no id of its own"
        self.ids.add(node.get("@id", ""))
        yield from (f"{kind} without {name}" for name in self.REQUIRED[kind] if not node.get(name))
        if "reviewRating" in node:
            yield from self._rating(node)
        for name in ("appearance", "firstAppearance", "itemReviewed"):
            if isinstance(node.get(name), dict):
                self.refs.append((found.line, found.column, node[name].get("@id", "")))

    def _rating(self, node: dict[str, Any]) -> Found:
        rating, author = node["reviewRating"], node.get("author")
        if node.get("@type") != "ClaimReview" or not isinstance(author, dict) or author.get("@type") != "Person":
            yield "a rating is a person's verdict"
        if not isinstance(rating, dict) or not rating.get("alternateName"):
            yield "the rating has no words (alternateName)"
        elif "ratingValue" in rating:
            ends: list[Any] = [rating.get(name) for name in ("worstRating", "ratingValue", "bestRating")]
            if not all(isinstance(end, int) for end in ends) or ends != sorted(ends):
                yield "ratingValue does not lie between worstRating and bestRating"

    def end(self) -> Iterator[tuple[int, int, str]]:
        """Yield references that lead nowhere."""
        for line, column, ref in self.refs:
            if ref not in self.ids:
                yield line, column, f"{ref!r} is not in the graph"


class ProvRules(Rules):
    """PROV-JSON: declared prefixes, known statements, ends that exist."""

    NODES = ("entity", "activity", "agent")
    # Statement -> (attribute, the kind of node it names); all are required.
    ENDS: ClassVar = {
        "wasDerivedFrom": (("prov:generatedEntity", "entity"), ("prov:usedEntity", "entity")),
        "wasGeneratedBy": (("prov:entity", "entity"), ("prov:activity", "activity")),
        "wasAttributedTo": (("prov:entity", "entity"), ("prov:agent", "agent")),
        "wasAssociatedWith": (("prov:activity", "activity"), ("prov:agent", "agent")),
    }

    def __init__(self) -> None:
        self.prefixes: set[str] = {"prov", "xsd", "_"}
        self.names: dict[str, set[str]] = {node: set() for node in self.NODES}

    def look(self, found: Located) -> Found:
        """Yield what is wrong with a statement."""
        if found.member == "prefix":
            self.prefixes.add(found.name)
            return
        if found.member not in (*self.NODES, *self.ENDS):
            yield f"{found.member or found.name!r} is no statement that is written here"
            return
        if found.name.partition(":")[0] not in self.prefixes:
            yield f"{found.name}: the prefix is not declared"
        if not isinstance(found.value, dict):
            yield f"{found.name}: no object"
        elif found.member in self.NODES:
            if found.name in self.names[found.member]:
                yield f"{found.name}: stands twice"
            self.names[found.member].add(found.name)
        else:
            for attribute, node in self.ENDS[found.member]:
                if found.value.get(attribute) not in self.names[node]:
                    yield f"{found.name}: {attribute} names no {node}"


RULES: dict[str, Callable[[], Any]] = {
    "geojson": GeojsonRules,
    "annotations": AnnotationRules,
    "schema-org": SchemaOrgRules,
    "prov": ProvRules,
    "stix": StixRules,
}


def check_document(name: str, text: str, *, most: int) -> Check:
    """Return what is wrong with a JSON document, at most ``most`` faults."""
    check, rules = Check(name), RULES[name]()
    try:
        for found in Walk(text).values():
            check.n_checked += 1
            check.faults += [Fault(found.line, found.column, what) for what in rules.look(found)]
            if len(check.faults) >= most:
                break
        else:
            check.faults += [Fault(*fault) for fault in rules.end()]
    except json.JSONDecodeError as error:
        check.faults.append(Fault(error.lineno, error.colno, f"this is not JSON: {error.msg}"))
    del check.faults[most:]
    return check


def check_lines(name: str, lines: Iterator[str], *, most: int) -> Check:
    """Return what is wrong with JSON Lines: records of ours, FollowTheMoney entities or PLOVER events."""
    check = Check(name)
    rules = FtmRules() if name == "ftm" else PloverRules() if name == "plover" else None
    for n, given in enumerate(lines, 1):
        line = given.strip()
        if not line:
            continue
        check.n_checked += 1
        try:
            if rules is None:
                record_from_json(line)
            else:
                value = json.loads(line)
                check.faults += [Fault(n, 1, what) for what in rules.look(value, n)]
        except json.JSONDecodeError as error:
            check.faults.append(Fault(n, error.colno, f"this is not JSON: {error.msg}"))
        except (msgspec.MsgspecError, ValueError) as error:
            at = re.search(r"at byte (\d+)|byte (\d+)", str(error))
            check.faults.append(Fault(n, int(at[1] or at[2]) + 1 if at else 1, str(error)))
        if len(check.faults) >= most:
            break
    else:
        if rules is not None:
            check.faults += [Fault(line, 1, what) for line, what in rules.end()]
    del check.faults[most:]
    return check
