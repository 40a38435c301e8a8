"""Words of harm that tell no attack: done to oneself, listed after a loss, told by whoever says so; and what links."""

import pytest

from whosays.reader import read

# sentence, (type, actors, recipients) of every claim
SENTENCES = [
    ("The prisoners were told to kill themselves rather than talk.", [("REQUEST", [], ["The prisoners"])]),
    (
        "Chad said last week that Kenya had lost 40 soldiers, killed and wounded.",
        [("LOSSES", [], ["Kenya"])],
    ),
    (
        "About 40 of the 110 soldiers were dead, missing or captured.",
        [("LOSSES", [], ["About 40 of the 110 soldiers"])],
    ),
    ("Fraudsters commit crimes against banks in Chad.", []),
    ("Norway dismissed reports about Chadian troops in the valley as rumours.", [("REJECT", ["Norway"], [])]),
]


@pytest.mark.parametrize(("text", "claims"), SENTENCES)
def test_words_of_harm_that_tell_no_attack(text, claims):
    found = [(c.type, [p.text for p in c.actors], [p.text for p in c.recipients]) for c in read(text).claims]
    assert [row[0] for row in found] == [row[0] for row in claims]
    assert [row[1] for row in found] == [row[1] for row in claims]


def test_who_says_it_last_is_not_the_doer():
    text = (
        "Shelling across the border killed at least six people in the Chadian district of Adre, Chadian officials said."
    )
    assert all(p.text != "Chadian officials" for c in read(text).claims for p in c.actors)


def test_verb_and_noun_of_one_word_are_one_event():
    text = "The rebels deployed two battalions to the border; the deployment of the battalions began on Monday."
    claims = [c for c in read(text).claims if c.type == "MOBILIZE"]
    assert len(claims) == 2 and len({c.event for c in claims}) == 1
    text = "The rebels deployed 200 fighters to the border; the deployment of 50 gunmen began on Monday."
    assert len({c.event for c in read(text).claims if c.type == "MOBILIZE"}) == 2
