"""Quotation marks of every make, and what becomes of broken ones."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whosays.reading.quotes import find_quotations, quotations_in
from whosays.reading.syntax import parse


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We hold the bridge,” he said.", ["“We hold the bridge,”"]),
        ('"We hold the bridge," he said.', ['"We hold the bridge,"']),
        ("''We hold it,'' she said. ``And the mill.''", ["''We hold it,''", "``And the mill.''"]),
        ("„Wir halten sie“, sagte er.", ["„Wir halten sie“"]),
        ("« Nous la tenons », dit-il.", []),  # a mark with a space after it opens nothing
        ("«Nous la tenons», dit-il.", ["«Nous la tenons»"]),
        ("‘We hold it,’ he said.", ["‘We hold it,’"]),
        ("'We hold it,' he said.", ["'We hold it,'"]),
        (
            "“She told me, ‘I can’t stay,’ and left,” he said.",
            ["“She told me, ‘I can’t stay,’ and left,”", "‘I can’t stay,’"],
        ),
        ("The soldiers' camp wasn't hit, and it's quiet.", []),  # apostrophes
        ("It measured 5' 10\" across.", []),  # feet and inches
        ("He “left. Nobody knows why.", []),  # opened in mid-sentence, never closed: no quotation
        ("He said: “We go on.\nNobody answered.", ["“We go on."]),  # closed by the paragraph's end
        ("“We go on. Nobody stops.\nNobody answered.", ["“We go on."]),  # nobody knows where the mark was lost
        ("“We go on.\n\n“We do not stop,” he said.", ["“We go on.", "“We do not stop,”"]),
        ('""', []),
        ("”", []),
        ("", []),
    ],
)
def test_marks(text: str, expected: list[str]) -> None:
    assert [text[q.start : q.end] for q in quotations_in(text)] == expected


def test_quotation_goes_on_in_next_paragraph() -> None:
    first, second = quotations_in("“The road is mined.\n\n“Nobody can leave,” the mayor said.")
    assert (first.closed, first.continues, second.closed) == (False, True, True)


def test_lost_mark_stays_in_its_paragraph() -> None:
    text = "He said: “the town is ours.\n\n" + "The army denied it.\n\n" * 50
    assert [q.end for q in quotations_in(text)] == [text.index("\n")]


@pytest.mark.parametrize(
    ("text", "scare"),
    [
        ("The so-called “buffer zone” is empty.", True),
        ("The film “The Last Bridge” opened.", True),
        ("“We will rebuild every house,” she said.", False),
        ("He spoke of “a war that nobody here had wanted or foreseen”.", False),
        ("“No,” he said.", False),
    ],
)
def test_scare_quotes(text: str, scare: bool) -> None:
    (quotation,) = find_quotations(parse(text))
    assert quotation.is_scare is scare


MARKS = st.text(alphabet="ab .,:\n“”„«»‘’\"'`—", max_size=80)


@given(MARKS)
@settings(max_examples=300, deadline=None)
def test_any_marks_give_quotations_inside_one_paragraph(text: str) -> None:
    for quotation in quotations_in(text):
        assert 0 <= quotation.start < quotation.inner_start <= quotation.inner_end <= quotation.end <= len(text)
        assert "\n" not in text[quotation.start : quotation.end]
