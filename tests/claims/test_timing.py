"""Which expression dates an event, and what stands where none does."""

from __future__ import annotations

from datetime import date

import pytest

from whosays.claims.mates import share_times
from whosays.claims.timing import time_claim
from whosays.reading.syntax import parse
from whosays.reading.times import find_times
from whosays.record import Claim, Status, Type, When, span_of

PUBLISHED = date(2024, 11, 6)  # a Wednesday

CASES: list[tuple[str, str, Status, str | None, str | None, str | None]] = [
    ("Rebels took the town on Monday.", "took", "occurred", "on Monday", "2024-11-04", "2024-11-04"),
    ("Rebels took the town, the army said on Monday.", "took", "occurred", None, None, "2024-11-04"),
    ("The army said on Monday that rebels took the town.", "took", "occurred", None, None, "2024-11-04"),
    ("The army said on Monday that rebels took the town on Sunday.", "took", "occurred", "on Sunday",
     "2024-11-03", "2024-11-03"),
    ("Rebels took the town.", "took", "occurred", None, None, "2024-11-06"),
    ("Rebels hold the town.", "hold", "ongoing", None, "2024-11-06", "2024-11-06"),
    ("Rebels plan to storm the town.", "storm", "planned", None, "2024-11-06", None),
    ("The ministers will meet on Friday.", "meet", "planned", "on Friday", "2024-11-08", "2024-11-08"),
    ("Rebels have held the town since August.", "held", "ongoing", "since August", "2024-08-01", "2024-11-06"),
    ("The army said on Sunday it had held the town since August.", "held", "ongoing", "since August",
     "2024-08-01", "2024-11-03"),
    ("Shelling on Monday killed three men.", "Shelling", "occurred", "on Monday", "2024-11-04", "2024-11-04"),
    ("Jets struck the port on Saturday, killing three men.", "killing", "occurred", "on Saturday",
     "2024-11-02", "2024-11-02"),
    ("Jets struck the port, which rebels had seized in August.", "struck", "occurred", None, None, "2024-11-06"),
    ("Jets struck the port, which rebels had seized in August.", "seized", "occurred", "in August",
     "2024-08-01", "2024-08-31"),
    ("Crowds marched on Tuesday, two days after the city fell.", "fell", "occurred", "two days after",
     "2024-11-03", "2024-11-03"),
    ("The war, which began in April 2023, has killed thousands.", "killed", "occurred", "in April 2023",
     "2023-04-01", "2024-11-06"),
    ("On Sunday, officials said, jets bombed the port.", "bombed", "occurred", "On Sunday", "2024-11-03", "2024-11-03"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "word", "status", "words", "earliest", "latest"), CASES, ids=lambda c: str(c)[:60])
def test_an_event_is_dated(text, word, status, words, earliest, latest):
    doc = parse(text)
    start = text.index(word)
    trigger = next(t for t in doc if t.idx == start)
    when = time_claim(doc, trigger.i, (0, len(text)), find_times(text, PUBLISHED), PUBLISHED, status)
    assert (when.text, when.earliest, when.latest) == (words, earliest, latest)
    assert when.text is None or text[when.start : when.end] == when.text


def test_without_a_day_of_publication_nothing_relative_is_dated():
    for text, status in (("Rebels took the town on Monday.", "occurred"), ("Rebels hold the town.", "ongoing")):
        doc = parse(text)
        when = time_claim(doc, 1, (0, len(text)), find_times(text, None), None, status)
        assert when.earliest is None and when.latest is None


def test_an_act_of_speech_is_dated_by_the_saying():
    text = "The leader said on Monday that his men would march on the capital."
    doc = parse(text)
    word = next(t for t in doc if t.text == "march")
    when = time_claim(doc, word.i, (0, len(text)), find_times(text, PUBLISHED), PUBLISHED, type="THREATEN")
    assert (when.text, when.earliest, when.latest) == ("on Monday", "2024-11-04", "2024-11-04")


def test_a_date_of_the_same_event_is_taken_over():
    mate = When(text="on Monday", start=0, end=9, earliest="2024-11-04", latest="2024-11-04", grain="day")
    doc = parse("Rebels took the town.")
    when = time_claim(doc, 1, (0, 21), [], PUBLISHED, mates=[mate])
    assert (when.text, when.earliest, when.latest) == (None, "2024-11-04", "2024-11-04")


def _claim(text: str, word: str, type: Type, time: When, event: str | None = None) -> Claim:
    start = text.index(word)
    span = span_of(text, start, start + len(word))
    return Claim(id=word, evidence=span, trigger=span, type=type, time=time, event=event)


OPEN = When(latest="2024-11-06")


def test_claims_of_one_event_share_its_date():
    text = "Jets struck the port on Monday. Later, officials spoke of the raid that hit the port."
    dated = When(text="on Monday", start=21, end=30, earliest="2024-11-04", latest="2024-11-04", grain="day")
    claims = [_claim(text, "struck", "ASSAULT", dated, "e1"), _claim(text, "raid", "ASSAULT", OPEN, "e1")]
    shared = share_times(claims, parse(text), PUBLISHED)
    assert [c.time.earliest for c in shared] == ["2024-11-04", "2024-11-04"]
    assert shared[1].time.text is None


def test_the_toll_of_a_paragraph_shares_the_day_of_its_raid():
    text = "Jets struck the port on Monday. Three men died.\n\nEarlier, gunmen had killed a guard."
    dated = When(text="on Monday", start=21, end=30, earliest="2024-11-04", latest="2024-11-04", grain="day")
    claims = [
        _claim(text, "struck", "ASSAULT", dated),
        _claim(text, "died", "LOSSES", OPEN),
        _claim(text, "killed", "LOSSES", OPEN),
    ]
    shared = share_times(claims, parse(text), PUBLISHED)
    assert [c.time.earliest for c in shared] == ["2024-11-04", "2024-11-04", None]


def test_a_reaction_comes_after_the_event_reported():
    text = "Jets struck the port on Monday.\n\nA neighbour condemned the raid."
    dated = When(text="on Monday", start=21, end=30, earliest="2024-11-04", latest="2024-11-04", grain="day")
    claims = [_claim(text, "struck", "ASSAULT", dated), _claim(text, "condemned", "ACCUSE", OPEN)]
    shared = share_times(claims, parse(text), PUBLISHED)
    assert (shared[1].time.earliest, shared[1].time.latest) == ("2024-11-04", "2024-11-06")
