"""A report that only speaks of violence tells of no attack; one convincing telling keeps all of them."""

import pytest

from whosays.claims import telling
from whosays.reader import read
from whosays.record import Report

SPEECH = (
    "We must all reject the killings by the army, the bombings and the torture. "
    "Our people will never accept such attacks. "
    "You know that the rebels murder and bomb. "
    "Let us put an end to the attacks by guerrillas, and let our soldiers go on with their struggle. Our hope is peace."
)
NEWS = "\n\nRebels shot dead a colonel of the army in Cali on Tuesday, and two soldiers were wounded."


def attacks(text: str) -> list[str]:
    return [
        c.trigger.text for c in read(Report(id="r", text=text, published="2024-05-16")).claims if c.type == "ASSAULT"
    ]


@pytest.mark.parametrize(("text", "told"), [(SPEECH, False), (SPEECH + NEWS, True)])
def test_telling_needs_one_convincing_attack(text: str, told: bool):
    assert bool(attacks(text)) == told


def test_telling_leaves_short_reports_alone():
    assert attacks(SPEECH.split("You")[0])


def test_telling_weighs_what_tells_of_an_act():
    weak = ["bias", "first person", "must", "undated", "unplaced", "plural", "conjoined"]
    strong = ["bias", "dated", "recent day", "placed", "bears person", "lead"]
    assert telling.convincing(weak) < 0.45 < telling.convincing(strong)
