"""Origins counted over speakers, papers and eyes; standing told from them, with reasons."""

from __future__ import annotations

from typing import Any

import pytest

from fusion.building import TARN, make
from whosays.fusion import fuse
from whosays.record import Event, Record


def tell(key: str, text: str, sources: list[tuple[str, dict[str, Any]]], **more: Any) -> Record:
    """Build a report that the depot at Tarn was shelled on 1 March, said by whom the words say."""
    day = {"first": "2025-03-01", "last": "2025-03-01"}
    claim = day | {"type": "ASSAULT", "trigger": "shelled", "places": [("Tarn", TARN)], "sources": sources}
    return make(key, more.pop("published", "2025-03-02"), text, [claim | more], more.pop("publisher", f"{key}.example"))


def event_of(*records: Record) -> Event:
    (event,) = [e for e in fuse(records) if e.type == "ASSAULT"]
    return event


COLONEL = {"kind": "military", "country": "XKX", "name": "Ilir Berat"}


def test_one_spokesman_under_three_spellings_and_his_body_are_one_origin() -> None:
    event = event_of(
        tell("a", "Rebels shelled the depot at Tarn, army spokesman Colonel Ilir Berat said.",
             [("army spokesman Colonel Ilir Berat", COLONEL)]),
        tell("b", "The depot at Tarn was shelled by rebels on Saturday, according to Col. Berat.",
             [("Col. Berat", {"kind": "military", "name": "Berat"})]),
        tell("c", "Kosovo's army says rebel guns shelled a depot in the town of Tarn.",
             [("Kosovo's army", {"kind": "military", "country": "XKX", "entity": "KOSMIL", "name": "Kosovo army"})]),
    )  # fmt: skip
    assert len(event.origins) == 1
    assert event.standing == "single-source"
    assert "same person" in event.origins[0].why


def test_a_spokeswoman_speaks_for_the_one_body_that_her_report_quotes() -> None:
    text = "The coast guard said rebels shelled the depot at Tarn. Flames followed, spokeswoman Mira Dodi said."
    body = [("The coast guard", {"kind": "military", "country": "XKX", "name": "coast guard"})]
    woman = [("spokeswoman Mira Dodi", {"kind": "official", "name": "Mira Dodi"})]
    one = tell("a", text, body)
    both = Record(report=one.report, claims=(*one.claims, *tell("a", text, woman, trigger="Flames").claims))
    assert len(event_of(both).origins) == 1


def test_two_institutions_and_a_reporter_who_saw_are_three_origins() -> None:
    event = event_of(
        tell("a", "Rebels shelled the depot at Tarn, the interior ministry said.",
             [("the interior ministry", {"kind": "official", "country": "XKX"})]),
        tell("b", "The depot at Tarn was shelled, the fire service said; flames lit the bay.",
             [("the fire service", {"kind": "official", "country": "XKX"})]),
        tell("c", "Rebel guns shelled the depot at Tarn for an hour. Our reporter saw three tanks of petrol burn.", []),
    )  # fmt: skip
    assert len(event.origins) == 3
    assert event.standing == "corroborated"


def test_a_paper_that_cites_a_paper_has_its_origin() -> None:
    event = event_of(
        tell("a", "Rebels shelled the depot at Tarn, two diplomats said.",
             [("two diplomats", {"kind": "official", "anonymous": True})], publisher="bay-courier.example"),
        tell("b", "A depot in Tarn has been shelled, the Bay Courier reported.",
             [("the Bay Courier", {"kind": "media", "name": "Bay Courier"})]),
        tell("c", "Rebel guns have shelled a depot at Tarn. The Bay Courier was first with the news.", []),
    )  # fmt: skip
    assert [o.reports for o in event.origins] == [("a", "b", "c")]


def test_unnamed_people_of_two_papers_are_two_origins() -> None:
    event = event_of(
        tell("a", "Rebels shelled the depot at Tarn, officials said.", [("officials", {"anonymous": True})]),
        tell("b", "The depot at Tarn was shelled by rebel guns, officials say.", [("officials", {"anonymous": True})]),
    )
    assert len(event.origins) == 2


@pytest.mark.parametrize(("denier", "standing"), [("MKD", "denied"), ("XKX", "denied"), ("ALB", "contested")])
def test_denial_by_a_party_and_by_an_outsider(denier: str, standing: str) -> None:
    blamed = [("Skopje", {"entity": "MKD", "country": "MKD", "sector": "GOV"})]
    event = event_of(
        tell("a", "Skopje shelled the depot at Tarn, the mayor Arta Gashi said.",
             [("the mayor Arta Gashi", {"kind": "official", "name": "Arta Gashi", "country": "XKX"})], actors=blamed,
             recipients=[("the depot", {"country": "XKX"})]),
        tell("b", "Nobody shelled the depot at Tarn from Skopje, the ministry said.",
             [("the ministry", {"kind": "official", "country": denier, "name": f"ministry of {denier}"})],
             actors=blamed, certainty="denied"),
    )  # fmt: skip
    assert event.standing == standing
    assert "den" in event.why


def test_a_withdrawn_report_retracts_the_event_unless_others_stand_by_it() -> None:
    guard = [("a guard", {"anonymous": True, "kind": "witness"})]
    first = tell("a", "Rebels shelled the depot at Tarn, a guard said.", guard, publisher="bay.example")
    taken_back = tell(
        "b",
        "CORRECTION: Our earlier report said rebels shelled the depot at Tarn. The report was wrong and is withdrawn.",
        [],
        publisher="bay.example",
        published="2025-03-03",
    )
    assert event_of(first, taken_back).standing == "retracted"
    other = tell("c", "The depot at Tarn was shelled, the fire service said.",
                 [("the fire service", {"kind": "official", "country": "XKX"})])  # fmt: skip
    event = event_of(first, taken_back, other)
    assert event.standing == "single-source"
    assert "withdrawn by bay" in event.why


def test_rival_claims_to_a_town_are_one_contested_event() -> None:
    def hold(key: str, text: str, side: str, word: str) -> Record:
        who = text.split()[0]
        return make(key, "2025-03-02", text, [{
            "type": "CONTROL", "mode": "capture", "trigger": word, "first": "2025-03-01", "last": "2025-03-01",
            "actors": [(who, {"entity": side, "country": side, "name": who})], "places": [("Tarn", TARN)],
            "sources": [(who, {"kind": "official", "entity": side, "country": side, "name": who})],
        }], f"{key}.example")  # fmt: skip

    (event,) = fuse(
        [hold("a", "Skopje took Tarn, it said.", "MKD", "took"), hold("b", "Tirana holds Tarn.", "ALB", "holds")]
    )
    assert event.standing == "contested"
    assert event.contested_about == ("occurrence",)


def test_a_state_named_bare_is_one_voice_with_one_of_its_bodies_and_joins_no_two() -> None:
    army = {"kind": "military", "country": "XKX", "entity": "KOSMIL", "name": "Kosovo army"}
    state = {"kind": "official", "country": "XKX", "entity": "XKX", "name": "Kosovo"}
    envoy = {"kind": "official", "country": "XKX", "name": "Mira Dodi"}
    event = event_of(
        tell("a", "Kosovo's army says rebel guns shelled a depot in Tarn.", [("Kosovo's army", army)]),
        tell("b", "Envoy Mira Dodi said rebels had shelled the depot at Tarn; Kosovo said so too on Sunday.",
             [("Envoy Mira Dodi", envoy)]),
        tell("c", "The depot at Tarn was shelled by rebels, Kosovo said.", [("Kosovo", state)]),
    )  # fmt: skip
    assert sorted(len(o.reports) for o in event.origins) == [1, 2]
