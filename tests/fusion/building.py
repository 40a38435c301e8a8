"""Records for the tests of fusion, built from words."""

from __future__ import annotations

from typing import Any

from whosays.record import Claim, Participant, Place, Quantity, Record, Report, Source, Span, When, claim_id

TARN = {"role": "at", "name": "Tarn", "country": "XKX", "lat": 42.6, "lon": 21.1, "geonameid": 1, "precision": "city"}
ARMY = {"entity": "KOSMIL", "country": "XKX", "sector": "MIL"}


def span(text: str, words: str) -> dict[str, Any]:
    start = text.index(words)
    return {"text": words, "start": start, "end": start + len(words)}


def make(
    key: str, published: str | None, text: str, claims: list[dict[str, Any]], publisher: str | None = None
) -> Record:
    """Build a record whose claims name their words; a claim's words must stand in the text."""
    report = Report(id=key, text=text, published=published, publisher=publisher)
    made = []
    for c in claims:
        trigger, evidence = Span(**span(text, c["trigger"])), Span(**span(text, c.get("evidence", text)))
        made.append(
            Claim(
                id=claim_id(key, type=c["type"], trigger=trigger, evidence=evidence),
                evidence=evidence,
                trigger=trigger,
                type=c["type"],
                mode=c.get("mode"),
                actors=tuple(Participant(**span(text, w), **k) for w, k in c.get("actors", ())),
                recipients=tuple(Participant(**span(text, w), **k) for w, k in c.get("recipients", ())),
                places=tuple(Place(**span(text, w), **k) for w, k in c.get("places", ())),
                time=When(earliest=c.get("first"), latest=c.get("last"), grain="day" if c.get("first") else "unknown"),
                quantities=tuple(Quantity(**span(text, w), **k) for w, k in c.get("quantities", ())),
                sources=tuple(Source(**span(text, w), **k) for w, k in c.get("sources", ())),
                certainty=c.get("certainty", "certain"),
                status=c.get("status", "occurred"),
            )
        )
    return Record(report=report, claims=tuple(made))


def killed(words: str, n: float) -> tuple[str, dict[str, Any]]:
    return words, {"of": "killed", "min": n, "best": n, "max": n}


def strike(key: str, day: str, published: str, dead: int | None = None, **more: Any) -> Record:
    """Build a report of a drone strike on Tarn, with its toll if there is one."""
    toll = f", killing {dead} people" if dead else ""
    text = f"Drones struck the depot at Tarn{toll}, the army said."
    claim: dict[str, Any] = {
        "type": "ASSAULT",
        "mode": "drone",
        "trigger": "struck",
        "evidence": "Drones struck the depot at Tarn",
        "places": [("Tarn", TARN)],
        "first": day,
        "last": day,
        "sources": [("the army", {"kind": "military", **ARMY})],
    } | more
    claims = [claim]
    if dead:
        harm = {"type": "LOSSES", "mode": "killed", "trigger": "killing", "evidence": f"killing {dead} people"}
        claims.append(claim | harm | {"quantities": [killed(f"{dead}", dead)]})
    return make(key, published, text, claims, f"{key}.example")
