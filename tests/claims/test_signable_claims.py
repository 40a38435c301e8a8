"""Claims that an analyst would not sign, by cause, and what each cause now reads as."""

import pytest

from whosays.reader import read

# sentence, type, actors, recipients of the last claim of that type; None: not asked
READ = [
    ("Two drones and a missile hit the tanker near Aden on Sunday.", "ASSAULT", None, None),
    ("The army promised a new phase of war in Chad.", "THREATEN", ["The army"], None),
    ("Chad and Mali promised air support to Niger.", "AGREE", ["Chad", "Mali"], None),
    ("Chad formed an alliance with Niger.", "COOPERATE", ["Chad", "Niger"], []),
    ("M23 rebels withdrew from the town of Walikale on Wednesday.", "RETREAT", ["M23 rebels"], None),
    ("Norway hosted talks, according to a diplomat in Oslo.", "CONSULT", ["Norway"], []),
    ("The army urged the rebels to stop fighting and closed the border with Chad.", "COERCE", ["The army"], None),
]


@pytest.mark.parametrize(("text", "type_", "actors", "recipients"), READ)
def test_what_a_sentence_tells(text, type_, actors, recipients):
    claims = [c for c in read(text).claims if c.type == type_]
    assert claims, f"no {type_} in {text!r}"
    if actors is not None:
        assert [p.text for p in claims[-1].actors] == actors
    if recipients is not None:
        assert [p.text for p in claims[-1].recipients] == recipients


# sentence, type that it does not tell
UNTOLD = [
    ("Nobody claimed responsibility.", "ASSAULT"),
    ("He asked not to be named because he feared reprisals by the army.", "ASSAULT"),
    ("Washington had offered $7 million for information on the commander.", "AGREE"),
    ("All flights at the airport were suspended after the attack.", "SANCTION"),
    ("The UN envoy warned that the attacks delayed aid to Darfur.", "THREATEN"),
]


@pytest.mark.parametrize(("text", "type_"), UNTOLD)
def test_what_a_sentence_does_not_tell(text, type_):
    assert type_ not in [c.type for c in read(text).claims]


def test_who_does_other_harm_in_a_sentence_does_it_in_a_claim_of_its_own():
    text = "After fighting that killed 900 people, gunmen shot dead a nurse in Goma on Tuesday."
    losses = [c for c in read(text).claims if c.type == "LOSSES"]
    assert [[p.text for p in c.recipients] for c in losses] == [["900 people"], ["a nurse"]]
