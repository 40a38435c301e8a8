"""One sentence, one claim: its type, who did it and to whom."""

import pytest

from whosays.reader import read

# sentence, type, trigger, actors, recipients
SENTENCES = [
    ("Kenyan troops shelled Kismayo on Monday.", "ASSAULT", "shelled", ["Kenyan troops"], None),
    ("Kismayo was shelled by Kenyan troops.", "ASSAULT", "shelled", ["Kenyan troops"], None),
    ("The shelling of Kismayo by Kenyan troops killed nine people.", "ASSAULT", "shelling", ["Kenyan troops"], None),
    (
        "Clashes between Malian soldiers and Tuareg rebels erupted near Gao.",
        "ASSAULT",
        "Clashes",
        ["Malian soldiers", "Tuareg rebels"],
        [],
    ),
    ("Rebels carried out an attack on the army base.", "ASSAULT", "attack", ["Rebels"], None),
    (
        "A Ukrainian convoy came under fire from Russian artillery.",
        "ASSAULT",
        "came under fire",
        ["Russian artillery"],
        None,
    ),
    (
        "Turkey threatened to strike Kurdish militants in Syria.",
        "THREATEN",
        "threatened",
        ["Turkey"],
        ["Kurdish militants"],
    ),
    ("Iran agreed to lift sanctions on Oman.", "AGREE", "agreed", ["Iran"], ["Oman"]),
    ("Ethiopia refused to withdraw its troops from Somalia.", "REJECT", "refused", ["Ethiopia"], ["Somalia"]),
    ("Germany suspended aid to Rwanda.", "SANCTION", "suspended aid", ["Germany"], ["Rwanda"]),
    ("Egypt called for a ceasefire in Sudan.", "REQUEST", "called for", ["Egypt"], ["Sudan"]),
    ("The army said it would destroy the rebels.", "THREATEN", "destroy", ["The army"], ["the rebels"]),
    ("Ukraine accused Russia of shelling the town.", "ACCUSE", "accused", ["Ukraine"], ["Russia"]),
    ("Ukraine accused Russia of shelling the town.", "ASSAULT", "shelling", ["Russia"], None),
    ("The rebels freed 12 hostages on Sunday.", "RETREAT", None, ["The rebels"], ["12 hostages"]),
    ("Sudan expelled three Chadian diplomats.", "SANCTION", None, ["Sudan"], ["three Chadian diplomats"]),
    ("Russian forces captured the village of Terny.", "CONTROL", "captured", ["Russian forces"], []),
    ("Gunmen killed 12 villagers and wounded 30.", "ASSAULT", "killed", ["Gunmen"], ["12 villagers"]),
    ("Angola sent 500 soldiers to eastern Congo.", "MOBILIZE", "sent", ["Angola"], ["500 soldiers"]),
    ("Iran supplied the Houthis with missiles.", "AID", "supplied", ["Iran"], ["the Houthis"]),
    ("About 4,000 Burundian soldiers are in South Kivu.", "STRENGTH", "are", ["About 4,000 Burundian soldiers"], []),
    ("President Macron visited Beirut.", "CONSULT", "visited", ["President Macron"], None),
    ("The United States imposed sanctions on Belarus.", "SANCTION", None, ["The United States"], ["Belarus"]),
    ("Iran delivered 200 drones to Sudan last month.", "AID", "delivered", ["Iran"], ["Sudan"]),
    ("Kenya has shipped 90 containers of shells to Sudan.", "AID", "shipped", ["Kenya"], ["Sudan"]),
    ("The Ugandan army received 30 tanks from Algeria.", "AID", "received", ["Algeria"], ["The Ugandan army"]),
    ("About 60 soldiers handed their rifles to the rebels.", "RETREAT", "handed", ["About 60 soldiers"], None),
    ("Chad sent 500 soldiers to the peacekeeping force in Mali.", "AID", "sent", ["Chad"], None),
    ("About 40 hostages are still held by the rebels.", "LOSSES", None, None, None),
    ("The killing of 12 villagers by rebels shocked Mali.", "LOSSES", "killing", None, ["12 villagers"]),
    ("India and Nepal held joint exercises.", "COOPERATE", None, ["India", "Nepal"], []),
    ("Police detained 40 protesters in Tbilisi.", "COERCE", "detained", ["Police"], ["40 protesters"]),
    ("Ukraine shot down 12 drones.", "LOSSES", "shot down", ["Ukraine"], []),
    (
        "The soldiers, who had attacked the camp, retreated to the hills.",
        "RETREAT",
        "retreated",
        ["The soldiers"],
        None,
    ),
    ("The soldiers, who had attacked the camp, retreated to the hills.", "ASSAULT", None, ["The soldiers"], None),
    ("A military tribunal found the colonel guilty of treason.", "ACCUSE", None, None, ["the colonel"]),
    ("Hamas let four hostages go.", "RETREAT", None, ["Hamas"], ["four hostages"]),
    ("Mali and Niger left ECOWAS.", "SANCTION", "left", ["Mali", "Niger"], ["ECOWAS"]),
    ("Spain vowed to help Mauritania.", "AGREE", "vowed", ["Spain"], ["Mauritania"]),
    ("Denmark stopped supplying the Syrian rebels.", "SANCTION", None, ["Denmark"], None),
    ("The militia ceased shelling Goma.", "RETREAT", None, ["The militia"], None),
    ("Belgrade says Pristina is responsible for the violence.", "ACCUSE", None, ["Belgrade"], ["Pristina"]),
    ("The Security Council must act, the ambassador of Ghana said.", "REQUEST", None, None, None),
    ("Egypt told the militia to lay down its arms.", "REQUEST", "told", ["Egypt"], ["the militia"]),
    ("Syria is prepared to negotiate with Israel.", "AGREE", None, ["Syria"], None),
    ("Israel will not allow the journalists into Gaza.", "REJECT", None, ["Israel"], ["the journalists"]),
    ("Canada will provide Haiti with 30 armoured vehicles.", "AGREE", None, ["Canada"], ["Haiti"]),
    ("An Israeli air strike killed four people in Gaza.", "ASSAULT", "air strike", ["Israeli"], ["four people"]),
    ("A suicide bomber killed nine soldiers in Mogadishu.", "ASSAULT", "killed", ["A suicide bomber"], None),
    ("Armenia and Azerbaijan reached an agreement on Friday.", "SUPPORT", None, ["Armenia", "Azerbaijan"], []),
    ("Chad and Sudan failed to reach a deal.", "REJECT", None, None, None),
    ("The rebels ignored the warnings of the army.", "REJECT", None, ["The rebels"], None),
    ("Iran promised not to attack ships in the Gulf.", "CONCEDE", None, ["Iran"], None),
    ("Pakistan's foreign ministry called the strikes an act of war.", "ACCUSE", None, None, None),
    ("The rebels stormed Goma on Monday, and on Tuesday they captured it.", "CONTROL", "captured", ["they"], None),
    ("The United States and the Houthis agreed on a ceasefire.", "AGREE", "agreed", None, None),
    ("China praised Pakistan.", "SUPPORT", "praised", ["China"], ["Pakistan"]),
]


@pytest.mark.parametrize(("text", "type_", "trigger", "actors", "recipients"), SENTENCES)
def test_a_sentence_gives_its_claim(text, type_, trigger, actors, recipients):
    claims = [c for c in read(text).claims if c.type == type_ and trigger in (None, c.trigger.text)]
    assert claims, f"no {type_} in {text!r}"
    if actors is not None:
        assert [p.text for p in claims[0].actors] == actors
    if recipients is not None:
        assert [p.text for p in claims[0].recipients] == recipients


def test_what_is_only_promised_asked_or_refused_is_no_claim_of_its_own():
    for text in (
        "Turkey threatened to bomb Kurdish militants in Syria.",
        "Ethiopia refused to withdraw its troops from Somalia.",
        "Iran agreed to lift sanctions on Oman.",
    ):
        assert len(read(text).claims) == 1, text


def test_a_refusal_in_the_future_is_a_refusal():
    (claim,) = read("Chad will not release the prisoners, its government said.").claims
    assert claim.type == "REJECT"


def test_a_must_makes_the_speaker_ask():
    (claim,) = read("The rebels must leave the city, the president of Chad said.").claims
    assert claim.type == "REQUEST"
    assert [p.text for p in claim.recipients] == ["The rebels"]


def test_harms_of_one_clause_are_one_claim():
    claims = read("Russian drones hit Odesa, killing two people and injuring seven, officials said.").claims
    assert [c.type for c in claims] == ["ASSAULT", "LOSSES"]
    assert {q.of for q in claims[1].quantities} == {"killed", "wounded"}


def test_a_claim_shares_the_place_of_its_fight():
    claims = read("Russian drones hit Odesa, killing two people.").claims
    assert [p.name for p in claims[1].places] == [p.name for p in claims[0].places] != []


def test_ones_own_threat_is_certain_and_made_by_saying_it():
    (claim,) = [
        c for c in read("We will attack Sudan again, the president of Chad said.").claims if c.type == "THREATEN"
    ]
    assert (claim.certainty, claim.status) == ("certain", "occurred")


def test_what_a_correction_takes_back_is_denied():
    claims = read("An earlier version of this article said that rebels had killed 40 soldiers in Mali.").claims
    assert claims
    assert {c.certainty for c in claims} == {"denied"}


def test_evidence_begins_behind_a_dateline_and_a_leading_that():
    (claim,) = read("GOMA, Congo (Agency) - Rwandan troops shelled the town on Monday.").claims
    assert claim.evidence.text.startswith("Rwandan troops")
    (claim,) = read("The governor said that rebels had attacked the town of Bunia.").claims
    assert claim.evidence.text.startswith("rebels")


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("Pakistan's foreign ministry called the strikes an act of war.", "PROTEST"),
        ("The head of Pakistan's military operations telephoned the Indian army chief.", "ASSAULT"),
        ("An envoy told the council that Ghana could not confirm the count.", "REQUEST"),
        ("The minister asked the ambassador whether Niger still held the base.", "REQUEST"),
        ("The photographs suggest that Kenya intends to keep the base.", "REQUEST"),
        ("The statement was intended to shame the council.", "AGREE"),
        ("The minister gave a figure that he attributed to Chadian intelligence.", "ACCUSE"),
        ("The two captured soldiers are being questioned in Lagos.", "ACCUSE"),
        ("Probing attacks by Chadian soldiers began near the border.", "ACCUSE"),
        ("As many as 800 Chadian soldiers have arrived in the Gao region.", "LOSSES"),
    ],
)
def test_what_only_sounds_like_it_is_no_claim_of_that_type(text, type_):
    assert type_ not in {claim.type for claim in read(text).claims}


def test_an_act_told_again_is_one_event():
    attacked, hit, died = [
        c
        for c in read(
            "Rebels attacked Bunia on Monday. The attack on the town, the second this week, killed nine people."
        ).claims
        if c.type in ("ASSAULT", "LOSSES")
    ]
    assert attacked.event == hit.event != died.event
    sent, told = read(
        "Norway deployed 300 soldiers to Estonia. The deployment of the soldiers was announced on Monday."
    ).claims
    assert sent.event == told.event


def test_two_acts_are_two_events():
    events = [c.event for c in read("Kenya sent 400 officers to Haiti. Jamaica sent 24 soldiers to Mali.").claims]
    assert len(set(events)) == len(events) == 2
