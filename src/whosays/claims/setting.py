"""Where a report's events are set: the place of a happening told elsewhere in it, and the country that it speaks of.

A clause often names no place because its report has named one already. What is taken from outside the clause is
taken only where the report is plainly about that place, and `Claim.why` says by which rule.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec

from whosays.claims.scene import Scene
from whosays.record import Claim, Place, PlaceRole
from whosays.vocab import countries

# Acts of one fight, which share its place (GUIDELINES 11.1).
FIGHT = frozenset(("ASSAULT", "CONTROL", "LOSSES", "COERCE", "RETREAT"))
# Acts that a report's country is given to where nothing nearer is known.
SET_IN_COUNTRY = frozenset(("ASSAULT", "COERCE"))
# Sentences between two acts of one fight. On the gold claims the place of an act told in the same sentence is right 84
# times in 100, of one up to two sentences before it in its paragraph 61, beyond that 29 unless they share a party.
NEAR = 2
# Claims looked at on either side for the place of a fight.
REACH = 12
MOST = 40  # acts of the report's most told fight that are looked at
# Acts that take and lend a place within their sentence only.
IN_SENTENCE = frozenset(("PROTEST",))
LONG = 60  # days; what lasted longer is told of a war, not of the fight at one place

# A town or province says more of where a report is set than the name of a country, which may be a party; so does the
# dateline. Least share of this weight that must lie in one country: where the report's dateline lies there, where it
# has none, or one elsewhere (then it must be named often).
NEAR_WEIGHT, DATELINE_WEIGHT = 2.0, 2.0
WITH_DATELINE, WITHOUT_DATELINE = 0.3, 0.75
# Without a dateline; with less, "French soldiers were attacked" would be set in France. With a dateline elsewhere.
LEAST_WEIGHT, LEAST_ELSEWHERE = 3, 5
# Second look: where a wire is datelined, only towns elsewhere speak against it. Nations named as parties ("U.S. aid")
# hardly count, their adjectives not at all. All of this was calibrated on the 311 required incidents of the incidents'
# documents: a country is known for 276 and right for 263 of them (255 and 246 by shares of .4 alone).
PARTY_WEIGHT, OF_TOWNS = 0.2, 0.6


class _Where:
    """The sentence and paragraph of a character of the report."""

    def __init__(self, scene: Scene) -> None:
        self._sentences = [s.start_char for s in scene.doc.sents]
        self._paragraphs = [m.start() for m in re.finditer("\n\n", scene.text)]
        places = (p for p in scene.layers.places if p.place.country and not p.is_adjective)
        self._named = sorted((p.place.start, p.place.country or "") for p in places)
        self._starts = [start for start, _ in self._named]

    def sentence(self, claim: Claim) -> int:
        return bisect_right(self._sentences, claim.trigger.start)

    def paragraph(self, claim: Claim) -> int:
        return bisect_right(self._paragraphs, claim.trigger.start)

    def names_another(self, claim: Claim, lender: Claim) -> bool:
        """Say whether the claim's sentence names a country in which no place of the lender lies."""
        index = self.sentence(claim)
        start = self._sentences[index - 1] if index else 0
        end = self._sentences[index] if index < len(self._sentences) else math.inf
        inside = self._named[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        return any(country not in {p.country for p in lender.places} for _, country in inside)


def share_places(scene: Scene, claims: list[Claim]) -> list[Claim]:
    """Return the claims with the place of their fight where their own clause gives none."""
    where, main = _Where(scene), _main_fight(claims)
    return [_placed(where, claims, n, main) for n in range(len(claims))]


def _placed(where: _Where, claims: Sequence[Claim], n: int, main: list[Claim]) -> Claim:
    claim = claims[n]
    if claim.places or claim.type not in FIGHT | IN_SENTENCE:
        return claim
    around = [c for c in claims[max(0, n - REACH) : n + REACH] if c.type in FIGHT | IN_SENTENCE and spots_of(c)]
    around.sort(key=lambda c: _distance(where, claim, c))
    for other in around:
        why = _why_there(where, claim, other)
        if why is not None:
            return _lent(claim, other, why)
    if claim.type in FIGHT and not _lasted_long(claim):
        other_acts = (c for c in main if _parties(claim) & _parties(c) and not where.names_another(claim, c))
        lender = min(other_acts, key=lambda c: abs(c.trigger.start - claim.trigger.start), default=None)
        if lender is not None:
            return _lent(claim, lender, "of the report's most told fight, with the same party")
    return claim


def _lent(claim: Claim, lender: Claim, why: str) -> Claim:
    role: PlaceRole = "from" if claim.mode == "displaced" or claim.type == "RETREAT" else "at"
    places = tuple(msgspec.structs.replace(p, role=role) for p in spots_of(lender))
    told = f'the place of "{lender.trigger.text}", {why}'
    return msgspec.structs.replace(claim, places=places, why={**claim.why, "places": told})


def _main_fight(claims: Sequence[Claim]) -> list[Claim]:
    """Return the acts of force at the place that most acts of force of the report have of their own words."""
    there: dict[frozenset[str], list[Claim]] = {}
    for claim in claims:
        spots = spots_of(claim) if claim.type in FIGHT else ()
        if spots:
            there.setdefault(frozenset(str(p.geonameid or p.name or p.text) for p in spots), []).append(claim)
    return max(there.values(), key=len, default=[])[:MOST]


def _lasted_long(claim: Claim) -> bool:
    if claim.time.earliest is None or claim.time.latest is None:
        return False
    return (date.fromisoformat(claim.time.latest) - date.fromisoformat(claim.time.earliest)).days > LONG


def _distance(where: _Where, claim: Claim, other: Claim) -> tuple[int, bool, int]:
    apart = where.sentence(claim) - where.sentence(other)
    return abs(apart), claim.trigger.start < other.trigger.start, abs(claim.trigger.start - other.trigger.start)


def spots_of(claim: Claim) -> tuple[Place, ...]:
    """Return the places that a claim can lend: where it happened, more exactly than a country."""
    return tuple(p for p in claim.places if p.role == "at" and p.precision != "country")


def _why_there(where: _Where, claim: Claim, other: Claim) -> str | None:
    """Say why two acts of force are of one fight, or return None."""
    apart = where.sentence(claim) - where.sentence(other)
    if apart == 0:
        return "of the same sentence"
    if claim.type in IN_SENTENCE or other.type in IN_SENTENCE or not 0 < apart <= NEAR:
        return None
    if where.paragraph(claim) == where.paragraph(other):
        return "of the same fight, told just before"
    if _parties(claim) & _parties(other) and not _others_act(claim, other):
        return "of the same fight, with the same party"
    return None


def _parties(claim: Claim) -> set[str]:
    return {str(p.entity or p.country) for p in claim.actors + claim.recipients if p.entity or p.country}


def _others_act(claim: Claim, other: Claim) -> bool:
    """Say whether the two have actors, and none in common."""
    sides = [{p.entity or p.country for p in c.actors if p.entity or p.country} for c in (claim, other)]
    return bool(sides[0] and sides[1] and not sides[0] & sides[1])


# ---------------------------------------------------------------- the country of a report


@dataclass(frozen=True, slots=True)
class Home:
    """The country that a report is about, and why."""

    code: str
    mentions: tuple[Any, ...]
    why: str


def home_of(scene: Scene) -> Home | None:
    """Return the country that a report is plainly about, or None.

    That is where most of the places that it names lie, its dateline among them if it has one; or else its dateline's,
    if the towns that it names lie there.
    """
    named = [p for p in scene.layers.places if p.place.country]
    outside = [p for p in named if scene.in_dateline(scene.doc[p.token_start])]
    inside = [p for p in named if not scene.in_dateline(scene.doc[p.token_start])]
    dateline = outside[0].place.country if outside else None
    code = _most_named(inside, dateline) or _most_towns(inside, dateline)
    country = countries.by_code(code) if code else None
    if country is None or code is None:
        return None
    mentions = tuple(p for p in inside if p.place.country == code)
    why = f"the report is about {country.name}: {len(mentions)} of the {len(inside)} places that it names"
    return Home(code, mentions or tuple(outside[:1]), f"{why}, and its dateline" if dateline == code else why)


def _most_named(inside: Sequence[Any], dateline: str | None) -> str | None:
    """Return the country of most of the places named."""
    weights: Counter[str] = Counter()
    for place in inside:
        weights[place.place.country] += 1 if place.place.precision == "country" else int(NEAR_WEIGHT)
    total = weights.total()
    if dateline:
        weights[dateline] += int(DATELINE_WEIGHT)
    if not weights:
        return None
    code, most = weights.most_common(1)[0]
    if code == dateline:
        return code if most / weights.total() >= WITH_DATELINE else None
    by_name = any(p.place.country == code and not p.is_adjective for p in inside)
    least = LEAST_ELSEWHERE if dateline else LEAST_WEIGHT
    return code if by_name and most >= least and most / total >= WITHOUT_DATELINE else None


def _most_towns(inside: Sequence[Any], dateline: str | None) -> str | None:
    """Return the country of the dateline if the towns named lie there too, or none is named elsewhere."""
    if not dateline:
        return None
    weights = {dateline: DATELINE_WEIGHT}
    for place in (p for p in inside if not p.is_adjective):
        weight = PARTY_WEIGHT if place.place.precision == "country" else NEAR_WEIGHT
        weights[place.place.country] = weights.get(place.place.country, 0.0) + weight
    return dateline if weights[dateline] / sum(weights.values()) >= OF_TOWNS else None


def set_in_country(scene: Scene, claims: list[Claim]) -> list[Claim]:
    """Return the claims of force with the country of the report where no place of theirs is known."""
    home = home_of(scene)
    return [_at_home(scene, claim, home) for claim in claims] if home else claims


def _at_home(scene: Scene, claim: Claim, home: Home) -> Claim:
    if claim.type not in SET_IN_COUNTRY or any(p.country for p in claim.places) or _names_another(scene, claim, home):
        return claim
    if claim.places:
        places = tuple(msgspec.structs.replace(p, country=home.code) for p in claim.places)
        return msgspec.structs.replace(claim, places=places, why={**claim.why, "places": f"country: {home.why}"})
    country = countries.by_code(home.code)
    assert country is not None
    mention = min(
        home.mentions, key=lambda p: (p.place.start > claim.trigger.start, abs(p.place.start - claim.trigger.start))
    )
    place = Place(
        text=mention.place.text, start=mention.place.start, end=mention.place.end, role="at", name=country.name,
        country=home.code, lat=country.lat, lon=country.lon, geonameid=country.geonameid, precision="country",
    )  # fmt: skip
    return msgspec.structs.replace(claim, places=(place,), why={**claim.why, "places": home.why})


def _names_another(scene: Scene, claim: Claim, home: Home) -> bool:
    """Say whether the claim's clause names another country."""
    inside = (
        p for p in scene.layers.places if claim.evidence.start <= p.place.start and p.place.end <= claim.evidence.end
    )
    return any(p.place.country not in (None, home.code) and not p.is_adjective for p in inside)
