"""Acts of the accused, forecasts that are no threats, offers that are no agreements, and two harms in one sentence."""

from __future__ import annotations

import pytest

from whosays.reader import read
from whosays.record import Claim


def claims_of(text: str, type_: str) -> list[Claim]:
    return [claim for claim in read(text).claims if claim.type == type_]


def test_the_accused_and_not_the_accuser_did_what_of_tells() -> None:
    text = "The president accused several unnamed neighbours of sending rifles to the rebels."
    (claim,) = claims_of(text, "AID")
    assert [a.text for a in claim.actors] == ["several unnamed neighbours"]
    assert [r.text for r in claim.recipients] == ["the rebels"]


def test_an_adjective_read_as_a_second_verb_leaves_the_accuser_out() -> None:
    text = "Human rights lawyers in May accused the army and allied militias of killing 40 villagers."
    (claim,) = claims_of(text, "ASSAULT")
    assert [actor.text for actor in claim.actors] == ["the army", "militias"]
    assert claims_of(text, "COOPERATE") == []


@pytest.mark.parametrize(
    ("text", "threatens"),
    [
        ("Iran warned that it would strike back.", True),
        ("The minister warned Chad that its convoys would be attacked.", True),
        ("The envoy warned that any attack on his country would be met with force.", True),
        ("The envoy warned that the clashes put food deliveries at risk.", False),
        ("The UN envoy warned that the rebels would attack the town.", False),
    ],
)
def test_a_warning_threatens_only_with_ones_own_act(text: str, threatens: bool) -> None:
    assert bool(claims_of(text, "THREATEN")) is threatens


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("The defence minister promised a harsher phase of the war.", "THREATEN"),
        ("Turkey promised air support to Libya.", "AGREE"),
        ("Egypt offered $2 million for information on the commander.", None),
    ],
)
def test_what_is_promised_decides(text: str, type_: str | None) -> None:
    found = [claim.type for claim in read(text).claims]
    assert found == ([type_] if type_ else [])


def test_what_nobody_claims_is_no_claim() -> None:
    assert read("Nobody has claimed responsibility.").claims == ()
    assert claims_of("The Shabab claimed responsibility for the raid.", "ASSAULT")


def test_who_fights_beside_others_does_not_fight_them() -> None:
    (claim,) = claims_of("Volunteers fought alongside the troops near Gao.", "ASSAULT")
    assert [a.text for a in claim.actors] == ["Volunteers", "the troops"]
    assert claim.recipients == ()


def test_an_alliance_that_is_formed_is_no_party() -> None:
    (claim,) = claims_of("Chad, which formed an alliance with Niger, sent arms.", "COOPERATE")
    assert [a.text for a in claim.actors] == ["Chad", "Niger"]
    assert claim.recipients == ()


def test_a_place_that_is_left_need_not_be_known() -> None:
    (claim,) = claims_of("The rebels withdrew from the mining town of Kilembe, officials said.", "RETREAT")
    assert [a.text for a in claim.actors] == ["The rebels"]


def test_weapons_that_hit_a_ship_attack_it() -> None:
    assert claims_of("Two drones and a missile hit the ship off Aden on Friday.", "ASSAULT")


def test_weapons_sent_are_aid_and_never_a_deployment() -> None:
    (claim,) = read("Togo denies sending weapons.").claims
    assert (claim.type, claim.certainty) == ("AID", "denied")


def test_supplies_that_are_denied_are_told() -> None:
    (claim,) = claims_of("The ministry denied supplying rockets to Hamas.", "AID")
    assert claim.certainty == "denied"


def test_two_harms_by_different_doers_are_two_tolls() -> None:
    text = "The city fell in fighting that killed 300 people, and gunmen shot dead a doctor on Monday."
    tolls = claims_of(text, "LOSSES")
    assert [[r.text for r in toll.recipients] for toll in tolls] == [["300 people"], ["a doctor"]]


@pytest.mark.parametrize(
    "text",
    [
        "A court in Halych acquitted two police officers of killing six protesters.",
        "The inquiry absolved the army of attacking the convoy.",
        "Two officers were acquitted of torturing prisoners in Cairo.",
        "The court cleared the general of the murder of a reporter.",
    ],
)
def test_who_is_cleared_of_an_act_did_not_do_it(text: str) -> None:
    acts = [claim for claim in read(text).claims if claim.type in ("ASSAULT", "LOSSES")]
    assert acts
    assert all(claim.actors == () for claim in acts)


def test_a_place_where_people_protest_is_not_whom_they_protest_against() -> None:
    for text in ("Workers marched in Cairo on Friday.", "Teachers went on strike in Lima for better pay."):
        (claim,) = claims_of(text, "PROTEST")
        assert claim.recipients == ()


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        ("Seoul's spy agency put North Korean losses at several hundred in Kursk.", [], ["North Korean"]),
        ("Ukrainian losses stood at 300 men, the ministry said.", [], ["Ukrainian"]),
        ("Iran has suffered losses of 40 soldiers.", [], ["Iran"]),
        ("The brigade took heavy casualties near Pokrovsk.", [], ["The brigade"]),
        ("The deaths of nine aid workers were confirmed by the UN.", [], ["nine aid workers"]),
        ("Russian losses from Ukrainian drones reached 200 dead.", ["Ukrainian drones"], ["Russian"]),
    ],
)
def test_whose_losses_they_are_bore_them(text: str, actors: list[str], recipients: list[str]) -> None:
    loss = claims_of(text, "LOSSES")[0]
    assert [party.text for party in loss.actors] == actors
    assert [party.text for party in loss.recipients] == recipients
