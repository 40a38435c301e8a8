"""Which places a claim has, and in which role."""

from __future__ import annotations

from typing import Any

import msgspec
from spacy.tokens import Token

from whosays.claims.scene import Scene
from whosays.record import Place, PlaceRole

ROLES: dict[str, PlaceRole] = {
    "from": "from",
    "to": "to",
    "into": "to",
    "toward": "to",
    "towards": "to",
    "onto": "to",
    "for": "to",
}
# Types that speak of a place rather than happen there.
SPOKEN = frozenset(("REQUEST", "THREATEN", "ACCUSE", "REJECT", "AGREE", "SUPPORT", "CONCEDE"))
MOVING = frozenset(("MOBILIZE", "RETREAT", "AID", "ASSAULT", "LOSSES", "CONSULT", "COERCE"))


def places_of(
    scene: Scene, evidence: tuple[int, int], kind: str, trigger: Token, parties: set[int]
) -> list[tuple[Place, int]]:
    """Return the places of a claim with their roles and the index of the token that names each."""
    inside: list[Any] = []
    for place in scene.layers.places:
        span = place.place
        if not (evidence[0] <= span.start and span.end <= evidence[1]):
            continue
        if place.is_adjective or place.is_actor_like:
            continue
        if any(i in parties for i in range(place.token_start, place.token_end)):
            continue
        inside.append(place)
    kept = [p for p in inside if not _is_outer(p, inside)]
    return [(msgspec.structs.replace(p.place, role=_role(scene, p, kind)), p.token_start) for p in kept]


def _is_outer(place: Any, others: list[Any]) -> bool:
    """Say whether a place only says where a more specific neighbour lies ("Palmyra, Syria")."""
    coarse = ("country", "admin1", "region")
    if place.place.precision not in coarse:
        return False
    for other in others:
        if other is place or other.place.country != place.place.country:
            continue
        if coarse.index(place.place.precision) if other.place.precision not in coarse else False:
            pass
        near = 0 <= place.token_start - other.token_end <= 4 or 0 <= other.token_start - place.token_end <= 4
        finer = other.place.precision not in coarse or (
            place.place.precision == "country" and other.place.precision != "country"
        )
        if near and finer:
            return True
    return False


def _role(scene: Scene, place: Any, kind: str) -> PlaceRole:
    token = scene.doc[place.token_end - 1]
    for _ in range(5):
        if token.dep_ == "pobj":
            role = ROLES.get(token.head.lower_)
            if role and kind in MOVING:
                return role
            if role is None and token.head.lower_ not in ("of",):
                break
        if token.head == token or token.pos_ in ("VERB", "AUX"):
            break
        token = token.head
    return "about" if kind in SPOKEN else "at"


__all__ = ["places_of"]
