"""The reporter's notes ("could not be independently verified"): which claims they cover, and what is none."""

from __future__ import annotations

import pytest

from whosays.claims.explain import explain
from whosays.exports.wording import sentence
from whosays.reader import Reader
from whosays.record import Record, Report

READER = Reader()
ARMY = "The defence ministry said its forces had destroyed 12 tanks near Kupiansk. "
BOTH = "Ukraine said 300 Russian soldiers were killed. Russia said 200 Ukrainian soldiers were killed. "


def record_of(text: str) -> Record:
    return READER.read(Report(id="note", text=text, published="2024-05-02", publisher="Halych Telegraph"))


def noted(text: str) -> dict[str, str]:
    """Return the notes on each claim that has any, by type and trigger."""
    return {
        f"{claim.type} {claim.trigger.text}": " / ".join(note.text for note in claim.notes)
        for claim in record_of(text).claims
        if claim.notes
    }


@pytest.mark.parametrize(
    "note",
    [
        "The claims could not be independently verified",
        "The claim could not immediately be confirmed",
        "Reuters was unable to verify the claim",
        "Our correspondents could not verify the claim",
        "The Halych Telegraph could not independently confirm the claims",
        "We have not been able to verify this account",
        "It was not immediately possible to verify the account",
        "The reports were impossible to verify independently because of a communications blackout",
        "None of the accounts could be verified",
        "The reports have yet to be independently verified",
        "Independent verification of the reports was not possible",
        "There was no independent confirmation of the claim",
        "No independent verification was available",
        "Neither claim has been independently verified",
        "Their claims remain unverified",
        "The battlefield reports could not be verified by the Times",
    ],
)
def test_note_in_a_sentence_of_its_own_covers_the_claim_before(note: str) -> None:
    assert noted(ARMY + note + ".") == {"ASSAULT destroyed": note, "LOSSES destroyed": note}


@pytest.mark.parametrize(
    ("text", "covered", "note"),
    [
        (
            "Kyiv said it hit two ships, a claim that could not be independently verified.",
            "ASSAULT hit",
            "a claim that could not be independently verified",
        ),
        (
            "The governor said a drone hit a depot, although this could not immediately be confirmed.",
            "ASSAULT hit",
            "although this could not immediately be confirmed",
        ),
        (
            "The ministry, whose claims cannot be checked, said 40 soldiers died.",
            "LOSSES died",
            "whose claims cannot be checked",
        ),
        ("Unverified footage showed soldiers shelling a village.", "ASSAULT shelling", "Unverified footage"),
        ("There were unconfirmed reports of shelling in Goma.", "ASSAULT shelling", "unconfirmed reports"),
        (
            "Reuters could not verify whether the depot had been bombed.",
            "ASSAULT bombed",
            "Reuters could not verify whether the depot had been bombed",
        ),
    ],
)  # fmt: skip
def test_note_inside_a_sentence_covers_the_claims_of_that_sentence(text: str, covered: str, note: str) -> None:
    assert noted(text)[covered] == note


@pytest.mark.parametrize(
    ("note", "covered"),
    [
        ("Ukraine's claims have yet to be verified.", ["Ukraine"]),
        ("Russian claims could not be verified.", ["Russia"]),
        ("The last report could not be independently verified.", ["Russia"]),
        ("The reports could not be independently verified.", ["Ukraine", "Russia"]),
        ("We could not independently confirm either side's tolls.", ["Ukraine", "Russia"]),
    ],
)
def test_note_covers_its_owners_claims_and_no_others(note: str, covered: list[str]) -> None:
    claims = record_of(BOTH + note).claims
    assert [claim.sources[0].name or claim.sources[0].text for claim in claims if claim.notes] == covered


def test_note_on_figures_covers_only_claims_with_figures() -> None:
    assert list(noted(ARMY + "The figures are impossible to verify.")) == ["LOSSES destroyed"]


def test_note_on_footage_covers_only_what_rests_on_pictures() -> None:
    text = (
        "A clip posted online showed soldiers shooting four prisoners. " + ARMY + "The footage could not be verified."
    )
    assert list(noted(text)) == ["ASSAULT shooting"]


@pytest.mark.parametrize(
    "text",
    [
        ARMY + "The ministry did not immediately respond to a request for comment.",
        ARMY + "Russia did not confirm the attack.",
        ARMY + "Kyiv has not confirmed the losses.",
        ARMY + "There was no immediate confirmation from the army.",
        ARMY + "The UN said it had been unable to verify the figures.",
        ARMY + "“We could not verify the claim,” the governor said.",
        ARMY + "The claims have been independently verified.",
        ARMY + "Inspectors verified the seals at the plant.",
        "Rebels said they had captured the town. The army could not confirm the reports.",
    ],
)
def test_a_partys_silence_or_a_bodys_own_check_is_no_note(text: str) -> None:
    assert noted(text) == {}


def test_note_lowers_nobodys_certainty_and_makes_no_claim() -> None:
    plain, with_note = record_of(ARMY), record_of(ARMY + "We could not independently confirm the toll.")
    assert [c.trigger for c in with_note.claims] == [c.trigger for c in plain.claims]
    assert [c.certainty for c in with_note.claims] == [c.certainty for c in plain.claims]


def test_note_stays_in_reach_of_its_paragraph_and_the_one_before() -> None:
    far = ARMY + "\n\nTalks about grain went on in the capital.\n\nThe claim could not be independently verified."
    assert noted(far) == {}
    assert noted(ARMY + "\n\nThe claim could not be independently verified.")


def test_note_is_shown_in_the_sentence_and_in_the_explanation() -> None:
    record = record_of(ARMY + "The claim could not be independently verified.")
    claim = record.claims[0]
    assert "the report notes: “The claim could not be independently verified”" in sentence(claim, record.report)
    assert 'The reporter\'s note: "The claim could not be independently verified".' in explain(claim)
