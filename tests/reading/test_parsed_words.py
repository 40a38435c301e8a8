"""The words that stand in for spaCy's answer as spaCy's do."""

from __future__ import annotations

import pytest

from whosays.reading.parsed import ParsedText
from whosays.reading.syntax import parse

TEXT = (
    'Rebels, who hold 3 towns,  shelled the port and the market on Monday. "We lost 12 men," said Omar Haddad.\n\n'
    "Nobody else was hurt, he said; neither the army nor the police spoke."
)
NAMES = (
    "text lower_ lemma_ pos_ tag_ dep_ ent_type_ i idx is_space is_punct is_alpha like_num whitespace_ is_stop "
    "is_sent_start ent_iob_"
).split()
KIN = "head children lefts rights subtree ancestors conjuncts left_edge right_edge".split()
TEXTS = (TEXT, "", "Yes", " \n two")


def places(value: object) -> object:
    return value.i if hasattr(value, "i") else [word.i for word in value]  # type: ignore[attr-defined]


@pytest.mark.parametrize("text", TEXTS)
def test_words_answer_as_the_parser_s(text: str) -> None:
    theirs = parse(text)
    ours = ParsedText(theirs)
    assert len(ours) == len(theirs)
    for own, token in zip(ours, theirs, strict=True):
        assert [getattr(own, name) for name in NAMES] == [getattr(token, name) for name in NAMES]
        assert {name: places(getattr(own, name)) for name in KIN} == {n: places(getattr(token, n)) for n in KIN}
        assert (own.sent.start, own.sent.end) == (token.sent.start, token.sent.end)
    assert [(s.start, s.end, s.text, s.root.i) for s in ours.sents] == [
        (s.start, s.end, s.text, s.root.i) for s in (theirs.sents if text else ())
    ]
    assert [(e.text, e.label_) for e in ours.ents] == [(e.text, e.label_) for e in theirs.ents]


@pytest.mark.parametrize("bounds", [(0, 4), (3, 3), (2, -2), (-3, None), (5, 2)])
def test_stretches_answer_as_the_parser_s(bounds: tuple[int, int | None]) -> None:
    theirs = parse(TEXT)
    own, span = ParsedText(theirs)[slice(*bounds)], theirs[slice(*bounds)]
    assert (own.start, own.end, own.text, len(own)) == (span.start, span.end, span.text, len(span))
    if len(span):
        assert (own.start_char, own.end_char, own.root.i) == (span.start_char, span.end_char, span.root.i)
        assert (own[0].i, own[-1].i, own[1:].text) == (span[0].i, span[-1].i, span[1:].text)


def test_kin_is_told_as_by_the_parser() -> None:
    theirs = parse(TEXT)
    ours = ParsedText(theirs)
    for i in range(len(theirs)):
        below = [j for j in range(len(theirs)) if theirs[i].is_ancestor(theirs[j])]
        assert [j for j in range(len(ours)) if ours[i].is_ancestor(ours[j])] == below
    for at, away in ((0, -1), (len(ours) - 1, 1)):
        with pytest.raises(IndexError):
            ours[at].nbor(away)
    found = ours.char_span(9, 12, alignment_mode="expand")
    assert found is not None and found.text == "who"


def test_what_would_lead_back_to_the_parser_s_own_words_is_refused() -> None:
    words = ParsedText(parse(TEXT))
    with pytest.raises(AttributeError, match="not mirrored"):
        words.noun_chunks  # noqa: B018
