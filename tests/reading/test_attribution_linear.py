"""Attribution takes time in proportion to a sentence's length, and marks that do not match never run away."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from whosays.reading.attribution import find_attributions
from whosays.reading.syntax import parse

CLAUSES = (
    "the ministry said that soldiers from the capital had reached the old bridge",
    "residents told reporters their village was shelled, according to a witness",
    "the group, which denied it, added that the army claims the town",
    "a report by experts showed “no sign of a truce” in the valley",
)


def sentence(words: int, joint: str) -> str:
    """Return one sentence of about so many words."""
    return f"On Monday {joint.join(CLAUSES[n % 4] for n in range(words // 11))}."


def seconds(text: str) -> float:
    doc = parse(text)
    find_attributions(doc)  # what is loaded once, and spaCy's own caches
    start = time.process_time()
    find_attributions(doc)
    return time.process_time() - start


@pytest.mark.parametrize("joint", [" and ", "; "])
def test_four_times_the_sentence_takes_about_four_times_as_long(joint: str) -> None:
    short, long = seconds(sentence(500, joint)), seconds(sentence(2000, joint))
    # Looking through the whole sentence for each cue took 16 to 18 times as long.
    assert long < 8 * short


MARKS = st.sampled_from(["“", "”", "„", "«", "»", "‘", "’", "'", '"', "''", "``", "‹", "›", "「"])
SENTENCES = (
    "The army left the valley on Sunday.",
    "The mayor said it was calm.",
    "Nobody knew who had fired first, a driver told us.",
    "Rebels denied shelling the mill.",
)


@st.composite
def marked_reports(draw: st.DrawFn) -> str:
    """Draw eight paragraphs of two sentences with up to ten quotation marks strewn between their words."""
    paragraphs = [f"{SENTENCES[n % 4]} {SENTENCES[(n + 1) % 4]}".split(" ") for n in range(8)]
    for _ in range(draw(st.integers(1, 10))):
        words = paragraphs[draw(st.integers(0, 7))]
        at = draw(st.integers(0, len(words) - 1))
        mark = draw(MARKS)
        words[at] = draw(st.sampled_from([mark + words[at], words[at] + mark, f"{words[at]} {mark}"]))
    return "\n\n".join(map(" ".join, paragraphs))


@given(marked_reports())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_marks_strewn_about_never_make_a_content_run_over_paragraphs(text: str) -> None:
    for attribution in find_attributions(parse(text)):
        for start, end in (*attribution.contents, *([attribution.source] if attribution.source else [])):
            assert "\n\n" not in text[start:end]
