"""What is no conflict gives no claim."""

import pytest

from whosays.reader import read

PEACE = [
    "United attacked down the left and Moss fired a shot at goal. The visitors were killed off by two late strikes.",
    "The price war between the supermarkets claimed another victim on Friday when the grocer cut 300 jobs.",
    "Researchers found that the drug kills cancer cells and that the immune system attacks the tumour.",
    "A storm struck the coast on Tuesday, killing 12 people and destroying hundreds of homes.",
    "The film tells the story of a soldier who is captured and kills his guard. It was shot in Hungary.",
    "A court on Monday sentenced a man to 12 years in prison for killing his wife. The judge rejected his appeal.",
    "The company launched a new product and the rival hit back with a price cut. Shares fell to a record low.",
    "A bus crashed on Sunday, killing 14 people and injuring 30. The driver fled the scene.",
    "The novel opens with an explosion in Paris that kills a banker, and its detective hunts the bomber.",
    "The striker joined the club in 2019 and was released on a free transfer.",
    "Doctors performed an operation on the boy, who had lost blood. The hospital released him on Thursday.",
    "She suffered a heart attack and died aged 92 at her home.",
]


@pytest.mark.parametrize("text", PEACE)
def test_peace_gives_no_claim(text):
    assert read(text).claims == ()


def test_war_beside_weather_is_still_war():
    text = "A storm struck the coast. Rebels attacked the army base at Gao, killing four soldiers."
    assert {c.type for c in read(text).claims} == {"ASSAULT", "LOSSES"}
