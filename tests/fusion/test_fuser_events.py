"""Fusing records: one event from many reports, two nights apart, the same whatever the order of arrival."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from whosays.fusion import fuse
from whosays.record import (
    Claim,
    Participant,
    Place,
    Quantity,
    Record,
    Report,
    Source,
    Span,
    When,
    claim_id,
    to_json,
)


def span(text: str, words: str) -> dict[str, Any]:
    start = text.index(words)
    return {"text": words, "start": start, "end": start + len(words)}


def make(
    key: str, published: str | None, text: str, claims: list[dict[str, Any]], publisher: str | None = None
) -> Record:
    """Build a record whose claims name their words; a claim's words must stand in the text."""
    report = Report(id=key, text=text, published=published, publisher=publisher or f"{key}.example")
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
            )
        )
    return Record(report=report, claims=tuple(made))


TARN = {"role": "at", "name": "Tarn", "country": "XKX", "lat": 42.6, "lon": 21.1, "geonameid": 1, "precision": "city"}
ARMY = {"entity": "KOSMIL", "country": "XKX", "sector": "MIL"}


def strike(key: str, day: str, published: str, killed: int | None = None, **more: Any) -> Record:
    toll = f", killing {killed} people" if killed else ""
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
    if killed:
        claims.append(
            claim
            | {
                "type": "LOSSES",
                "mode": "killed",
                "trigger": "killing",
                "evidence": f"killing {killed} people",
                "quantities": [(f"{killed}", {"of": "killed", "min": killed, "best": killed, "max": killed})],
            }
        )
    return make(key, published, text, claims)


def test_two_nights_of_strikes_on_one_city_are_two_events() -> None:
    records = [strike("a", "2025-03-01", "2025-03-02"), strike("b", "2025-03-02", "2025-03-03")]
    assert len(fuse(records)) == 2


def test_one_strike_in_two_reports_is_one_event_with_its_toll() -> None:
    events = fuse([strike("a", "2025-03-01", "2025-03-01", 3), strike("b", "2025-03-01", "2025-03-02", 5)])
    acts = [e for e in events if e.type == "ASSAULT"]
    assert [e.reports for e in acts] == [("a", "b")]
    killed = acts[0].quantities["killed"]
    assert [f.best for f in killed.figures] == [3, 5]
    assert killed.range == (5, 5)
    assert killed.latest is not None and killed.latest.best == 5
    assert acts[0].standing == "single-source"
    losses = [e for e in events if e.type == "LOSSES"]
    assert [e.part_of for e in losses] == [acts[0].id]


def test_known_on_sees_no_later_report() -> None:
    records = [strike("a", "2025-03-01", "2025-03-01", 3), strike("b", "2025-03-01", "2025-03-05", 5)]
    then = fuse(records, known_on=date(2025, 3, 3))
    assert {r for e in then for r in e.reports} == {"a"}
    assert {
        r for e in fuse([strike("c", "2025-03-01", "2025-03-01")], known_on=date(2025, 2, 1)) for r in e.reports
    } == set()


def test_reports_without_date_or_publisher_are_fused_without_error() -> None:
    bare = make("bare", None, "Three soldiers were killed.", [{"type": "LOSSES", "trigger": "killed"}])
    other = make("other", None, "Nine sailors were killed.", [{"type": "LOSSES", "trigger": "killed"}])
    events = fuse([bare, other])
    assert len(events) == 2
    assert events[0].first_reported is None


@settings(max_examples=10, deadline=None)
@given(st.randoms(use_true_random=False))
def test_order_of_arrival_does_not_matter(rng: random.Random) -> None:
    records = [strike(f"r{i}", f"2025-03-0{1 + i % 3}", f"2025-03-0{2 + i % 4}", 2 + i) for i in range(8)]
    expected = [to_json(e) for e in fuse(records)]
    rng.shuffle(records)
    assert [to_json(e) for e in fuse(records)] == expected
