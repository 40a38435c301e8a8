"""How far two claims agree, field by field: legible numbers for the scorer, and the vetoes of time and place.

Every comparison returns None where one side does not say: silence is neither agreement nor contradiction.
"""

from __future__ import annotations

import math

from whosays.fusion.views import View, Where, Who
from whosays.fusion.wording import overlap

NEAR_KM = 30.0  # two names within this distance may be one place: a town, its port, the village outside
APART_KM = 60.0  # two towns farther apart than this are two places
WIDE = frozenset({"admin1", "admin2", "country", "region"})
# What happens once, in contrast to states and tallies that last.
PUNCTUAL = frozenset(
    {"ASSAULT", "CONSULT", "PROTEST", "MOBILIZE", "RETREAT", "COERCE", "THREATEN", "REQUEST", "ACCUSE"}
)
LONGEST_PRECISE = 3  # days; "overnight into Thursday", "over the weekend" are still one occasion


def distance_km(a: Where, b: Where) -> float | None:
    """Return the great-circle distance of two places in kilometres, None if one has no coordinates."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    lat_a, lat_b = math.radians(a.lat), math.radians(b.lat)
    half = math.sin((lat_b - lat_a) / 2) ** 2
    half += math.cos(lat_a) * math.cos(lat_b) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    return 12_742.0 * math.asin(math.sqrt(min(1.0, half)))


def same_party(a: Who, b: Who) -> float | None:
    """Return how far two participants are one party, 0 to 1; None if they cannot be compared."""
    if a.entity is not None and a.entity == b.entity:
        return 1.0
    if a.name is not None and a.name == b.name:
        return 1.0
    if a.country is None or b.country is None:
        return None if a.name is None or b.name is None else 0.2
    if a.country != b.country:
        return 0.0
    return 0.8 if a.sector is not None and a.sector == b.sector else 0.6


def parties(a: tuple[Who, ...], b: tuple[Who, ...]) -> float | None:
    """Return how far two sets of participants are the same, 0 to 1: the best partner of each, averaged."""
    if not a or not b:
        return None
    table = [[same_party(x, y) for y in b] for x in a]
    known = [[v for v in row if v is not None] for row in table]
    best = [max(row) for row in known if row]
    best += [max(column) for column in ([v for v in col if v is not None] for col in zip(*table)) if column]
    return sum(best) / len(best) if best else None


def same_place(a: Where, b: Where) -> float:
    """Return how far two places are one: 1 the same, 0.5 one may lie in the other, 0 two places."""
    if (a.geonameid is not None and a.geonameid == b.geonameid) or a.name == b.name:
        return 1.0
    wide_a, wide_b = a.precision in WIDE, b.precision in WIDE
    if a.country is not None and b.country is not None and a.country != b.country:
        return 0.0
    if a.precision == "country" or b.precision == "country":
        return 0.5 if a.country is not None and a.country == b.country else 0.0
    if a.admin1 is not None and b.admin1 is not None and (wide_a or wide_b):
        return 0.6 if a.admin1 == b.admin1 else 0.0
    km = distance_km(a, b)
    if km is None:
        return 0.3 if a.country == b.country else 0.0
    if wide_a or wide_b:
        return 0.5 if km <= 300 else 0.0
    return 0.9 if km <= NEAR_KM else 0.3 if km <= APART_KM else 0.0


def places(a: View, b: View) -> float | None:
    """Return how far two claims are about one place, by the best pair of like role; None if one names none."""
    scores = [
        same_place(p, q) for p in a.places for q in b.places if p.role == q.role or p.role is None or q.role is None
    ]
    return max(scores) if scores else None


def precise(view: View) -> bool:
    """Whether the claim is dated to an occasion of at most three days."""
    return view.first is not None and view.last is not None and view.last - view.first < LONGEST_PRECISE


def time_overlap(a: View, b: View) -> float | None:
    """Return the overlap of two dated intervals over their union, in days, 0 to 1; None if one has an open end."""
    if a.first is None or a.last is None or b.first is None or b.last is None:
        return None
    shared = min(a.last, b.last) - max(a.first, b.first) + 1
    union = max(a.last, b.last) - min(a.first, b.first) + 1
    return max(0, shared) / union


def days_apart(a: View, b: View) -> int | None:
    """Return the days between two claims' intervals, 0 if they may overlap; open ends reach to the horizon."""
    gaps = []
    if a.first is not None and b.last is not None:
        gaps.append(a.first - b.last)
    if b.first is not None and a.last is not None:
        gaps.append(b.first - a.last)
    return max(0, *gaps) if gaps else None


def within(a: View, b: View) -> bool:
    """Whether one claim's interval lies inside the other's."""
    if a.first is None or a.last is None or b.first is None or b.last is None:
        return False
    return (a.first <= b.first and b.last <= a.last) or (b.first <= a.first and a.last <= b.last)


def figures(a: View, b: View) -> float | None:
    """Return whether two claims give one kind the same figure (1) or others (0); None without a kind in common."""
    scores = []
    for q in a.figures:
        for r in b.figures:
            if q.of == r.of and q.of != "other":
                p, s = q.best or q.min or q.max, r.best or r.min or r.max
                if p and s:
                    scores.append(1.0 if p == s else 0.5 if max(p, s) <= 1.25 * min(p, s) else 0.0)
    return max(scores) if scores else None


def anchored(a: View, b: View) -> bool:
    """Whether two claims have a place, a party or a figure in common to be compared by; words alone prove nothing."""
    sides = (parties(a.actors, b.actors), parties(a.recipients, b.recipients), places(a, b), figures(a, b))
    return any(side is not None and side > 0.0 for side in sides)


def are_days_apart(a: View, b: View) -> bool:
    """Whether two claims are dated to occasions on different days; the commonest veto, and the quickest to see."""
    if a.first is None or a.last is None or b.first is None or b.last is None:
        return False
    if a.last >= b.first and b.last >= a.first:
        return False
    if a.last - a.first >= LONGEST_PRECISE or b.last - b.first >= LONGEST_PRECISE:
        return False
    return a.status != "ongoing" and b.status != "ongoing"


def veto(a: View, b: View) -> str | None:
    """Return why two claims cannot be one event ("type", "time", "place"), or None if nothing forbids it."""
    if a.type != b.type:
        return "type"
    ongoing = a.status == "ongoing" or b.status == "ongoing"
    apart = days_apart(a, b)
    if apart and not ongoing and (apart > 31 or (precise(a) and precise(b))):
        return "time"
    if a.type in PUNCTUAL and not ongoing and precise(a) and precise(b) and not within(a, b):
        shared = time_overlap(a, b)
        if shared is not None and shared < 0.5:
            return "time"
    if places(a, b) == 0.0:
        return "place"
    return None


def rivals(a: View, b: View) -> bool:
    """Whether two claims give the same town to two sides within days of each other."""
    if a.type != "CONTROL" or b.type != "CONTROL" or not a.actors or not b.actors:
        return False
    near = a.last is not None and b.last is not None and abs(a.last - b.last) < LONGEST_PRECISE
    return near and parties(a.actors, b.actors) == 0.0 and (places(a, b) or 0.0) >= 0.9


FEATURES = (
    "mode_same", "mode_differs", "actors", "actors_differ", "recipients", "recipients_differ", "crossed",
    "place_same", "place_within", "place_silent", "day_same", "time_overlap", "time_open", "days_between",
    "figures_same", "figures_differ", "wording", "trigger_same", "copied", "same_report", "neighbours",
    "status_differs", "denial", "speaker_same", "hypothetical", "story",
)  # fmt: skip


def features(a: View, b: View, *, copies: bool) -> list[float]:
    """Return the features of a pair of claims in the order of `FEATURES`, each about 0 to 1; symmetric in a and b.

    ``copies``: their reports are copies of one text.
    """
    actor, recipient = parties(a.actors, b.actors), parties(a.recipients, b.recipients)
    crossed = [v for v in (parties(a.actors, b.recipients), parties(a.recipients, b.actors)) if v is not None]
    place, shared, figure = places(a, b), time_overlap(a, b), figures(a, b)
    late_a, late_b = (v.last if v.last is not None else v.published for v in (a, b))
    between = abs(late_a - late_b) if late_a is not None and late_b is not None else None
    same_report = a.report == b.report
    wording = overlap(a.stems, b.stems)
    return [
        float(a.mode is not None and a.mode == b.mode),
        float(a.mode is not None and b.mode is not None and a.mode != b.mode),
        actor or 0.0,
        1.0 - actor if actor is not None else 0.0,
        recipient or 0.0,
        1.0 - recipient if recipient is not None else 0.0,
        max(crossed, default=0.0),
        float(place is not None and place >= 0.9),
        float(place is not None and 0.0 < place < 0.9),
        float(place is None),
        float(a.first is not None and a.first == b.first and a.last is not None and a.last == b.last),
        shared or 0.0,
        float(shared is None),
        min(1.0, math.log1p(between) / 6) if between is not None else 0.5,
        float(figure is not None and figure >= 0.5),
        float(figure == 0.0),
        wording,
        float(a.trigger == b.trigger),
        wording if copies else 0.0,
        float(same_report),
        1.0 / (1.0 + abs(a.position - b.position) / 200) if same_report else 0.0,
        float(a.status != b.status),
        float(a.denied != b.denied),
        float(bool(a.speakers & b.speakers)),
        float("hypothetical" in (a.status, b.status)),
        0.0 if same_report else overlap(a.story, b.story),
    ]
