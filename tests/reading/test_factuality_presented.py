"""Certainty and status of single event words, by the words around them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whosays.reading.factuality import combine, presented
from whosays.reading.syntax import parse
from whosays.record import CERTAINTIES, STATUSES


def at(text: str, word: str, content: str | None = None) -> tuple[str, str]:
    """Return certainty and status of ``word``, seen from the source that says ``content``."""
    doc = parse(text)
    match = re.search(rf"\b{re.escape(word)}\b", text)
    assert match is not None
    span = None if content is None else (text.index(content), text.index(content) + len(content))
    found = presented(doc, doc.char_span(match.start(), match.end(), alignment_mode="expand").root.i, span)
    assert found.why
    return found.certainty, found.status


@pytest.mark.parametrize(
    ("text", "word", "certainty", "status"),
    [
        # plain
        ("Troops entered the town.", "entered", "certain", "occurred"),
        ("Troops reportedly entered the town.", "entered", "certain", "occurred"),
        # negation, near and far
        ("Troops did not enter the town.", "enter", "denied", "occurred"),
        ("No soldier entered the town.", "entered", "denied", "occurred"),
        ("Nobody was hurt in the raid.", "hurt", "denied", "occurred"),
        ("The cabinet decided against sending troops.", "sending", "denied", "occurred"),
        ("The rules prohibited soldiers from entering the shrine.", "entering", "denied", "occurred"),
        ("The brigade failed to take the bridge.", "take", "denied", "occurred"),
        ("They left without firing a shot.", "firing", "denied", "occurred"),
        ("The navy no longer patrols the strait.", "patrols", "denied", "ongoing"),
        ("At least three and no more than nine men were killed.", "killed", "certain", "occurred"),
        # denial, and its undoing
        ("The army denied that it had shelled the school.", "shelled", "denied", "occurred"),
        ("The army did not deny that it had shelled the school.", "shelled", "unknown", "occurred"),
        ("Reports that the school was shelled are false.", "shelled", "denied", "occurred"),
        ("The army rejected accusations of looting.", "looting", "denied", "occurred"),
        # not known
        ("The army has not said whether it shelled the school.", "shelled", "unknown", "occurred"),
        ("Officials would not confirm that the school was shelled.", "shelled", "unknown", "occurred"),
        ("They refused to say whether the pilot was freed.", "freed", "unknown", "occurred"),
        # degrees
        ("The school was probably shelled by tanks.", "shelled", "probable", "occurred"),
        ("Analysts believe that tanks shelled the school.", "shelled", "probable", "occurred"),
        ("The tanks may have shelled the school.", "shelled", "possible", "occurred"),
        ("It is unlikely that tanks shelled the school.", "shelled", "improbable", "occurred"),
        ("Analysts doubt that tanks shelled the school.", "shelled", "doubtful", "occurred"),
        ("There is no sign of an attack.", "attack", "improbable", "occurred"),
        # to come, and in a condition
        ("The president will send two brigades.", "send", "certain", "planned"),
        ("The two sides are to meet on Sunday.", "meet", "certain", "planned"),
        ("The army plans to storm the town.", "storm", "certain", "planned"),
        ("The garrison is likely to surrender soon.", "surrender", "probable", "planned"),
        ("If the rebels attack, the town will fall.", "attack", "unknown", "hypothetical"),
        ("The war could spread to the coast.", "spread", "possible", "hypothetical"),
        ("The army would have held the town.", "held", "denied", "hypothetical"),
        ("They considered whether to close the border.", "close", "unknown", "hypothetical"),
        # going on
        ("Soldiers are shelling the town.", "shelling", "certain", "ongoing"),
        ("The rebels still hold the airport.", "hold", "certain", "ongoing"),
        ("The rebels have held the airport since March.", "held", "certain", "ongoing"),
        ("The rebels have taken six villages since March.", "taken", "certain", "occurred"),
        ("The army continued to shell the town.", "shell", "certain", "ongoing"),
        # event nouns go with the verb that carries them, not with one that takes them for granted
        ("Talks are expected to be held in May.", "Talks", "probable", "planned"),
        ("The army may launch an attack.", "attack", "possible", "hypothetical"),
        ("The ministers may condemn the attack.", "attack", "certain", "occurred"),
        ("The militia played no part in the raid.", "raid", "denied", "occurred"),
    ],
)
def test_presented_reads_the_words_around_an_event(text: str, word: str, certainty: str, status: str) -> None:
    assert at(text, word) == (certainty, status)


@pytest.mark.parametrize(
    ("text", "word", "content", "certainty"),
    [
        # The innermost source's own cue counts, what others think of him does not.
        ("Kirov denied that Orlan had said that troops crossed the river.", "crossed", "troops crossed", "certain"),
        ("Orlan denied that troops crossed the river.", "crossed", "troops crossed the river", "denied"),
        ("Orlan believes that troops crossed the river.", "crossed", "troops crossed the river", "probable"),
        ("Orlan could not confirm that troops crossed the river.", "crossed", "troops crossed the river", "unknown"),
    ],
)
def test_presented_stops_at_the_innermost_source(text: str, word: str, content: str, certainty: str) -> None:
    assert at(text, word, content)[0] == certainty


def test_combine_multiplies_polarity_and_keeps_the_weaker_degree() -> None:
    assert combine("denied", "denied") == "certain"
    assert combine("possible", "denied") == "doubtful"
    assert combine("certain", "probable") == "probable"
    assert combine("denied", "probable") == "improbable"
    assert combine("unknown", "probable") == "unknown"
    assert combine("unknown", "denied") == "denied"


@given(st.sampled_from(CERTAINTIES))
def test_combine_leaves_a_certainty_alone_under_a_plain_clause(certainty: str) -> None:
    assert combine(certainty, "certain") == certainty  # type: ignore[arg-type]


WORDS = "troops not no may if will deny denied that attack the , . ? hit said whether likely to be have been and or by"


@given(st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=14))
def test_presented_answers_for_any_words(words: list[str]) -> None:
    doc = parse(" ".join(words))
    for token in doc:
        found = presented(doc, token.i)
        assert found.certainty in CERTAINTIES and found.status in STATUSES and found.why
