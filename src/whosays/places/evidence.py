"""What a text says about where its places lie: containers, countries, generic nouns; and how far places are apart."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field

from spacy.tokens import Doc

from whosays.places.gazetteer import Candidate
from whosays.places.mentions import Mention
from whosays.places.words import place_words

EARTH_KM = 6371.0088
# Candidates kept for one name, the most populous ones and all of the text's own countries: "San Antonio" has 700.
KEPT_CANDIDATES = 40
BESIDE = 120  # code points: about a line


def distance_km(one: Candidate, other: Candidate) -> float:
    """Return the great-circle distance between two places, by the haversine formula."""
    a, b = math.radians(one.lat), math.radians(other.lat)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(other.lon - one.lon) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


@dataclass(slots=True)
class Name:
    """All mentions of one name in a text, which are taken to mean one place."""

    key: str
    mentions: list[Mention]
    candidates: list[Candidate]
    containers: list[Mention] = field(default_factory=list)
    wanted: set[str] = field(default_factory=set)
    shares: list[float] = field(default_factory=list)


def container_of(doc: Doc, mention: Mention, following: Mention | None) -> Mention | None:
    """Return the place said to hold this one: "X, Y", "X (Y)", "X in Y", "X in the Y", or None."""
    if following is None:
        return None
    between = doc[mention.end : following.start].text.lower()
    joined = " ".join(between.split())
    if joined in (",", "(", "in", "in the", ", in", ", in the", ", the", "of", ", a town in", ", a city in"):
        return following
    if joined in ("in northern", "in southern", "in eastern", "in western", "in central", ", northern", ", eastern"):
        return following
    return None


def is_beside(one: Name, other: Name) -> bool:
    """Whether two names stand within a line of each other somewhere in the text."""
    ours, theirs = [m.first for m in one.mentions], [m.first for m in other.mentions]
    i = j = 0
    while i < len(ours) and j < len(theirs):  # both ascend
        if abs(ours[i] - theirs[j]) < BESIDE:
            return True
        if ours[i] < theirs[j]:
            i += 1
        else:
            j += 1
    return False


_CITY_WORDS = frozenset(
    "city town village settlement suburb port capital neighborhood neighbourhood municipality".split()
)


def wanted_kinds(doc: Doc, mention: Mention) -> set[str]:
    """Return the kinds the neighbouring generic nouns ask for: "Kursk region" admin1, "the town of X" city."""
    wanted = set()
    words = place_words()
    after = doc[mention.end].lower_ if mention.end < len(doc) else ""
    if (kind := words.generic(after)) in ("admin1", "admin2", "water", "island"):
        wanted.add(kind)
    if after == "state":
        wanted.add("admin1")
    if after in ("city", "town", "village"):
        wanted.add("city")
    if mention.start >= 2 and doc[mention.start - 1].lower_ == "of":
        before = doc[mention.start - 2].lower_
        if before in _CITY_WORDS:
            wanted.add("city")
        elif (kind := words.generic(before)) in ("admin1", "admin2", "island") or before == "state":
            wanted.add(kind or "admin1")
    elif mention.start and doc[mention.start - 1].lower_ in _CITY_WORDS:
        wanted.add("city")
    if mention.head in ("admin1", "admin2", "water", "island"):
        wanted.add(mention.head)
    return wanted


def trim(candidates: tuple[Candidate, ...], nations: Counter[str]) -> list[Candidate]:
    """Return the candidates worth weighing."""
    if len(candidates) <= KEPT_CANDIDATES:
        return list(candidates)
    ordered = sorted(candidates, key=lambda c: (c.country in nations, c.population), reverse=True)
    return ordered[:KEPT_CANDIDATES]


def nations_named(mentions: list[Mention]) -> Counter[str]:
    """Return how often a text names each country outright, by name or adjective, or by a division of one only."""
    nations: Counter[str] = Counter()
    for m in mentions:
        if m.countries:
            if code := m.countries[0].code:
                nations[code] += 1
            continue
        kinds = {(c.kind, c.country) for c in m.candidates if c.kind in ("country", "admin1") and c.country}
        named = {country for kind, country in kinds if kind == "country"} or {country for _, country in kinds}
        if len(named) == 1:
            nations[named.pop()] += 1
    return nations


def group_names(doc: Doc, mentions: list[Mention]) -> tuple[list[Name], Counter[str]]:
    """Return the names of a text with their candidates and what is said about them, and the countries it names."""
    nations = nations_named(mentions)
    names: dict[tuple[str, bool], Name] = {}
    for i, m in enumerate(mentions):
        if m.countries or not m.candidates:
            continue
        wanted = wanted_kinds(doc, m)
        # "Kursk" is the city also where "Kursk region" stands beside it.
        sense = (m.key, bool(wanted & {"admin1", "admin2"}))
        name = names.get(sense)
        if name is None:
            name = names[sense] = Name(m.key, [], trim(m.candidates, nations))
        name.mentions.append(m)
        following = mentions[i + 1] if i + 1 < len(mentions) else None
        if (container := container_of(doc, m, following)) is not None:
            name.containers.append(container)
        name.wanted |= wanted
    return list(names.values()), nations
