"""Transcripts, signed quotations, statements, headlines, and texts that try to break the reading."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from whosays.reading.attribution import FoundAttribution, find_attributions
from whosays.reading.syntax import parse


def read(text: str) -> list[tuple[str | None, str | None, list[str]]]:
    return [
        (
            text[slice(*a.source)] if a.source else None,
            text[slice(*a.cue)] if a.cue else None,
            [text[slice(*stretch)] for stretch in a.contents],
        )
        for a in find_attributions(parse(text))
    ]


def by_source(text: str, source: str | None) -> list[str]:
    """Return what one speaker says, all contents in a row."""
    return [stretch for speaker, _, contents in read(text) if speaker == source for stretch in contents]


TRANSCRIPT = """Interview

ADEYEMI: Why did the convoy stop?

COL. BRANDT: The bridge was gone. We waited for the engineers.

They came at noon.

(CROSSTALK)

ADEYEMI: And the second convoy?

COL. BRANDT: It never left.
"""


def test_transcript_gives_each_turn_to_its_speaker() -> None:
    assert by_source(TRANSCRIPT, "ADEYEMI") == ["Why did the convoy stop?", "And the second convoy?"]
    assert by_source(TRANSCRIPT, "COL. BRANDT") == [
        "The bridge was gone. We waited for the engineers.",
        "They came at noon.",
        "It never left.",
    ]


def test_questions_and_answers() -> None:
    text = "Q: Who gave the order?\n\nA: Nobody gave an order.\n\nQ: And the shells?\n\nA: They were ours.\n"
    assert by_source(text, "A") == ["Nobody gave an order.", "They were ours."]


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("The army's spokesman, Col. Ada Brandt: we hit two ships.", "The army's spokesman, Col. Ada Brandt"),
        ("Residents: soldiers burned our homes.", "Residents"),
        ("Key points: soldiers burned our homes.", None),
        ("The army has two aims: it wants the town and it needs the bridge.", None),
        ("There is one question: who hit the ships?", None),
    ],
)
def test_speaker_before_a_colon_inside_a_report(sentence: str, speaker: str | None) -> None:
    text = f"A quiet day at the port\n\nIt rained. {sentence}\n"
    colons = [source for source, cue, _ in read(text) if cue == ":"]
    assert colons == ([speaker] if speaker else [])


def test_signed_quotation() -> None:
    text = "“The river took the road, and then the army took the river.” — Marta Lind, ferry pilot\n"
    assert by_source(text, "Marta Lind, ferry pilot") == [text.split(" —")[0]]


def test_statement_without_marks_goes_on_in_the_first_person() -> None:
    text = (
        "The foreign minister said: Our ships delivered grain to both ports this week. We did so openly.\n\n"
        "We will go on as long as the harbour is open.\n\n"
        "The harbour master was not available."
    )
    said = by_source(text, "The foreign minister")
    assert any("We did so openly" in stretch for stretch in said)
    assert any("as long as the harbour is open" in stretch for stretch in said)
    assert not any("harbour master" in stretch for stretch in said)


@pytest.mark.parametrize(
    ("headline", "source"),
    [
        ("Ministry: rebels seize border post near Dorn", "Ministry"),
        ("Rebels seize border post near Dorn - ministry", "ministry"),
        ("Rebels seize border post near Dorn, ministry says", "ministry"),
    ],
)
def test_headlines(headline: str, source: str) -> None:
    assert any("seize border post" in stretch for stretch in by_source(f"{headline}\n\nIt rained.", source))


def test_quotation_over_two_paragraphs_has_one_speaker() -> None:
    text = "“The road is mined,” the mayor said. “Nobody can leave.\n\n“We wait for the engineers.”\n"
    said = " ".join(by_source(text, "the mayor"))
    assert "Nobody can leave" in said
    assert "We wait for the engineers" in said


def test_cited_speaker_stands_inside_the_citing_one() -> None:
    text = "The Harbour Wire, citing two sailors, said the ferry had been hit."
    speakers = [speaker for speaker, _, contents in read(text) if any("ferry had been hit" in c for c in contents)]
    assert speakers == ["The Harbour Wire", "two sailors"] or set(speakers) == {"The Harbour Wire", "two sailors"}


def test_joint_speakers_are_one_source_and_named_singly() -> None:
    text = "An officer and two villagers said the mill had burned."
    (attribution,) = [a for a in find_attributions(parse(text)) if a.asserts]
    assert text[slice(*(attribution.source or (0, 0)))] == "An officer and two villagers"
    assert [text[slice(*s)] for s in attribution.joint_sources] == ["An officer", "two villagers"]


def test_nested_attribution_knows_its_parent() -> None:
    text = "A lawmaker said the spy service believed that the column had turned back."
    found = find_attributions(parse(text))
    inner = next(a for a in found if a.cue and text[slice(*a.cue)].endswith("believed"))
    assert inner.parent is not None
    assert text[slice(*(found[inner.parent].source or (0, 0)))] == "A lawmaker"


BROKEN = [
    "",
    "\n\n\n",
    "“",
    "\"\" '' ““ ”” „ « »",
    "“" * 200,
    '"He said "she said "they said nothing',
    "said said said said",
    ": — : — :",
    "- one\n- two\n- three said the list\n",
    "Roses are red,\nviolets said blue,\n\n“Who,” asked the wind,\n“are you?”\n",
    "according to according to according to",
    "The minister said: \n\n",
    "A: \n\nB: \n\nA: \n\nB:",
]


@pytest.mark.parametrize("text", BROKEN)
def test_broken_text_is_read_without_harm(text: str) -> None:
    check(text, find_attributions(parse(text)))


def check(text: str, found: list[FoundAttribution]) -> None:
    for index, attribution in enumerate(found):
        for stretch in (attribution.source, attribution.cue, *attribution.contents, *attribution.marked):
            assert stretch is None or 0 <= stretch[0] < stretch[1] <= len(text)
        assert attribution.contents
        assert attribution.parent != index


def test_a_report_inside_quotation_marks_does_not_run_away() -> None:
    text = '"' + "The army left the valley. The mayor said it was calm.\n\n" * 20 + '"'
    assert all(end - start < 200 for a in find_attributions(parse(text)) for start, end in a.contents)


WORDS = st.sampled_from(
    [
        "“",
        "”",
        '"',
        "'",
        "the",
        "army",
        "said",
        "that",
        "denied",
        "according",
        "to",
        ":",
        "—",
        "\n",
        "\n\n",
        ",",
        ".",
        "he",
        "Q",
    ]
)


@given(st.lists(WORDS, max_size=40).map(" ".join))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_is_read_without_harm(text: str) -> None:
    check(text, find_attributions(parse(text)))


@pytest.mark.parametrize(
    ("sentence", "cue"),
    [
        ("Two bridges were down, the mayor said on Friday.", "said"),
        ("Two bridges were down, the mayor said to reporters.", "said"),
        ("The envoy called for a truce on Friday.", "called for"),
        ("The mayor spoke of two bridges that were down.", "spoke of"),
    ],
)
def test_a_cue_takes_in_its_preposition_but_not_when_or_to_whom(sentence: str, cue: str) -> None:
    cues = [words for _, words, _ in read(sentence)]
    assert cues == [cue]
