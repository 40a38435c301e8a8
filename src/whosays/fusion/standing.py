"""How an event stands, and why: counted in origins, never in reports."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

from whosays.fusion.origins import Statement
from whosays.record import ContestedAbout, Origin, StandingWord


class Standing(NamedTuple):
    """The word, the reason in plain words, and what is contested if anything."""

    word: StandingWord
    why: str
    about: tuple[ContestedAbout, ...] = ()


def _withdrawn(statements: Sequence[Statement]) -> set[str]:
    """Return the outlets that withdrew what they reported of the event."""
    out = set()
    for late in (s for s in statements if s.amendment == "withdrawn"):
        earlier = any(
            s.report.id != late.report.id
            and s.outlet == late.outlet
            and (s.report.published or "") <= (late.report.published or "9999")
            for s in statements
        )
        if late.outlet is not None and earlier:
            out.add(late.outlet)
    return out


def _countries(statements: Sequence[Statement]) -> set[str]:
    parties = [p for s in statements for p in (*s.claim.actors, *s.claim.recipients)]
    return {key for p in parties for key in (p.country, p.entity) if key}


def _by_party(origin: Origin, statements: Sequence[Statement]) -> bool:
    """Whether a denying origin is a party to the event: it did it or bears it."""
    parties, own = _countries(statements), set(origin.claims)
    speakers = {
        key for s in statements if s.claim.id in own for q in s.claim.sources for key in (q.country, q.entity) if key
    }
    return bool(speakers & parties)


def _blamed(statements: Sequence[Statement]) -> dict[str, set[str]]:
    """Return, for every claim that somebody did it, the doers by their country or key."""
    blamed: dict[str, set[str]] = {}
    for s in statements:
        if s.claim.certainty in ("certain", "probable") and s.claim.type in ("ASSAULT", "COERCE", "CONTROL"):
            for actor in s.claim.actors:
                if key := actor.country or actor.entity:
                    blamed.setdefault(s.claim.id, set()).add(key)
    return blamed


def _rivals(origins: Sequence[Origin], statements: Sequence[Statement]) -> bool:
    """Whether different origins name different doers and no origin names both."""
    blamed = _blamed(statements)
    sets = {frozenset[str]().union(*(blamed.get(claim, ()) for claim in origin.claims)) for origin in origins}
    return any(not a & b for a, b in combinations((doers for doers in sets if doers), 2))


def standing_of(origins: Sequence[Origin], statements: Sequence[Statement]) -> Standing:
    """Return the standing of one event from its origins and the statements under them."""
    withdrawn = _withdrawn(statements)
    still = {s.report.id for s in statements if s.outlet not in withdrawn}
    live = [o for o in origins if not withdrawn or not still.isdisjoint(o.reports)]
    note = f"; withdrawn by {', '.join(sorted(withdrawn))}" if withdrawn else ""
    if withdrawn and not any(not o.denies for o in live):
        return Standing("retracted", f"withdrawn by {', '.join(sorted(withdrawn))}, and nobody else asserts it")
    asserting, denying = [o for o in live if not o.denies], [o for o in live if o.denies]
    if denying and asserting:
        party = [o for o in denying if _by_party(o, statements)]
        control = any(s.claim.type == "CONTROL" for s in statements)
        names = ", ".join(o.name for o in denying)
        if party and not control and len(asserting) == 1:
            return Standing(
                "denied", f"asserted by {asserting[0].name}; {party[0].name}, a party to it, denies it{note}"
            )
        why = (
            f"{len(asserting)} origins assert it, denied by {names}"
            if len(asserting) > 1
            else (f"asserted by {asserting[0].name}, denied by {names}")
        )
        return Standing("contested", why + note, ("occurrence",))
    if denying:
        return Standing("denied", f"only {', '.join(o.name for o in denying)} speak of it, and deny it{note}")
    if len(asserting) > 1 and _rivals(asserting, statements):
        about: ContestedAbout = "occurrence" if statements[0].claim.type == "CONTROL" else "responsibility"
        return Standing("contested", f"{len(asserting)} origins name different doers{note}", (about,))
    if len(asserting) > 1:
        return Standing("corroborated", f"{len(asserting)} independent origins assert it, none denies it{note}")
    name = asserting[0].name if asserting else "nobody"
    return Standing("single-source", f"all reports rest on one origin: {name}{note}")
