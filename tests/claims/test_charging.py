"""Who is accused of an act is its doer in a claim that belongs to the accuser, and to nobody who was not named."""

import pytest

from whosays.reader import read
from whosays.record import CERTAINTIES
from whosays.vocab.words import read_words

# sentence, words of the doer, words of the source (the accusing word where nobody is named)
CHARGED = [
    ("The army blamed the rebels for the attack on the town of Abeche.", "the rebels", "The army"),
    ("Two officers are accused of the murder of a priest.", "Two officers", "accused"),
    ("Police accused two officers of the murder of a priest.", "two officers", "Police"),
    ("The ambush of the convoy was attributed to Boko Haram.", "Boko Haram", "attributed"),
    ("The kidnapping of the mayor was blamed on the rebels.", "the rebels", "blamed"),
    ("The government holds the rebels responsible for the murder of the bishop.", "the rebels", "The government"),
    ("Al-Shabaab is suspected of the kidnapping of the senator.", "Al-Shabaab", "suspected"),
    ("The mayor was charged with participating in the murder of the senator.", "The mayor", "charged"),
    ("A court convicted the colonel of the murder of the priests.", "the colonel", "A court"),
]


def _act(text):
    claims = [c for c in read(text).claims if c.type == "ASSAULT"]
    assert len(claims) == 1, f"{[c.trigger.text for c in claims]} in {text!r}"
    return claims[0]


@pytest.mark.parametrize(("text", "doer", "source"), CHARGED)
def test_an_accusation_names_the_doer_and_its_owner(text, doer, source):
    claim = _act(text)
    assert [p.text for p in claim.actors] == [doer]
    assert [s.text for s in claim.sources] == [source]
    assert "accused by" in claim.why["actors"]


def test_a_suspicion_is_no_certainty():
    assert _act("Al-Shabaab is suspected of the kidnapping of the senator.").certainty == "probable"


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        ("The rebels are responsible for the attack on the convoy.", "The rebels"),
        ("The cartel is behind the attack on the newspaper.", "The cartel"),
        ("The soldiers involved in the killing of the priests were punished.", "The soldiers"),
    ],
)
def test_who_is_plainly_called_responsible_needs_no_accuser(text, doer):
    claim = _act(text)
    assert [p.text for p in claim.actors] == [doer]
    assert claim.sources == ()


# sentences that accuse nobody of the act
NOT_CHARGED = [
    "Police said there was no evidence linking the Red Brigade to the murder of the mayor.",
    "Investigators found nothing to link the Red Brigade to the murder of the mayor.",
    "Few analysts blame the rebels for the murder of the mayor.",
    "The officer was wrongly accused of the murder of the mayor, his lawyer said.",
    "Prosecutors dropped charges against the officer accused of the murder of the mayor.",
    "No one has been charged with the murder of the mayor.",
    "No suspect was arrested for the murder of the mayor.",
    "Nobody was accused of the murder of the priest.",
    "Those responsible for the attack on the convoy fled.",
    "The rebels were not accused of the murder of the priest.",
    "The army blamed the attack on the convoy for the delay.",
    "The general denied responsibility for the attack on the convoy.",
]


@pytest.mark.parametrize("text", NOT_CHARGED)
def test_nobody_is_made_a_doer_who_was_not_accused(text):
    assert all(not c.actors for c in read(text).claims if c.type == "ASSAULT")


# sentence, words of the doers, words of the bearers
OWNERS = [
    ("The archbishop's killing shocked El Salvador on Monday.", [], ["The archbishop"]),
    ("The general's kidnapping by the rebels lasted three days.", ["the rebels"], ["The general"]),
    ("The militia's killings of farmers went on in March.", ["The militia"], ["farmers"]),
    ("The rebels' kidnappings went on in March.", ["The rebels"], []),
]


@pytest.mark.parametrize(("text", "doers", "bearers"), OWNERS)
def test_whose_murder_it_is_bore_it_unless_he_is_armed(text, doers, bearers):
    claim = _act(text)
    assert [p.text for p in claim.actors] == doers
    assert [p.text for p in claim.recipients] == bearers


def test_the_table_of_charges_has_no_repeats_and_known_places():
    rows = [tuple(row.values()) for row in read_words("charges")]
    assert len(set(rows)) == len(rows) and rows == sorted(rows)
    assert {row[1] for row in rows} <= {"object", "subject", "owner", "to", "on"}
    assert {row[3] for row in rows} <= {"", *CERTAINTIES} and {row[4] for row in rows} <= {"", "plain", "self"}
