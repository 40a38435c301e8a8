"""Any text at all: no crash, no drift of offsets, no runaway time."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whosays.actors import find_actors
from whosays.actors.mention import FoundActor
from whosays.reading.syntax import parse

BAD = [
    "",
    "\n\n \t",
    "😀 RSF\u202e and \u202c Houthis’ “men” (RSF)",
    "THE ARMY SAID IT IS SO AND WHO KNOWS; REBELS ATTACKED US",
    "he he he they its (X) (Y) 's 's . . .",
    "| Army | 12 |\n| Rebels | 9 |\n",
    "said " * 300,
]


def check(text: str, found: list[FoundActor]) -> None:
    for actor in found:
        m = actor.mention
        assert text[m.start : m.end] == m.text
        assert actor.token_start <= actor.head < actor.token_end
    starts = [a.token_start for a in found]
    assert starts == sorted(starts)


@pytest.mark.parametrize("text", BAD)
def test_bad_text_keeps_its_offsets(text):
    check(text, find_actors(parse(text), []))


PIECES = "the The army its it Oslo Norway Norwegian rebels (RSF) RSF said . , “ Gen. Blix of in he they we - 's 12"
WORDS = st.sampled_from([*PIECES.split(), "\n"])


@given(st.lists(WORDS, max_size=30))
@settings(max_examples=60, deadline=None)
def test_any_order_of_words_is_read(words):
    text = " ".join(words)
    check(text, find_actors(parse(text), []))


def test_time_is_linear_in_length():
    sentence = 'General Blix of Norway said the army struck rebels near Oslo. "We will answer," he told them. '
    took = []
    for times in (40, 160):
        doc = parse(sentence * times)
        began = time.perf_counter()
        find_actors(doc, [])
        took.append(time.perf_counter() - began)
    # Four times the text: quadratic work would take sixteen times as long.
    assert took[1] < 10 * took[0] + 0.2
