"""A claim reads as a sentence with its owner, and says nothing that its fields do not carry."""

from __future__ import annotations

from typing import Any

import pytest

from whosays.exports.naming import looks_plural, speaker_words
from whosays.exports.wording import how_sure, label_of, owner, sentence, what, when_words
from whosays.record import TYPES, Claim, Participant, Place, Quantity, Report, Source, Span, When

TEXT = "About 10,000 soldiers were sent to Russia by North Korea, reports estimate, and more could follow."
REPORT = Report(id="r", text=TEXT, publisher="Harbour Wire", published="2024-10-30")


def span(words: str, *, of: type[Any] = Span, **fields: Any) -> Any:
    start = TEXT.find(words)
    return of(text=words, start=max(start, 0), end=max(start, 0) + len(words), **fields)


def claim(**fields: Any) -> Claim:
    given = {"id": "r#1", "evidence": span(TEXT[:56]), "trigger": span("sent"), "type": "MOBILIZE", **fields}
    return Claim(**given)


KOREA = span("North Korea", of=Participant, name="North Korea", country="PRK", sector="GOV")
RUSSIA = span("Russia", of=Place, role="to", name="Russia", country="RUS", precision="country")
TEN_THOUSAND = Quantity(
    text="About 10,000", start=0, end=12, of="troops", unit="soldiers", best=10000, approximate=True
)
REPORTS = span("reports", of=Source, kind="unspecified", anonymous=True)


def test_the_founding_claim_reads_as_designed() -> None:
    whole = claim(actors=(KOREA,), places=(RUSSIA,), quantities=(TEN_THOUSAND,), sources=(REPORTS,))
    assert sentence(whole, REPORT) == (
        "About 10,000 soldiers were sent to Russia by North Korea – say reports (unnamed); presented as an estimate"
    )


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        # An empty slot drops with its preposition.
        ({"quantities": (TEN_THOUSAND,)}, "About 10,000 soldiers were sent"),
        ({"actors": (KOREA,)}, f"“{TEXT[:56]}”"),
        ({"quantities": (TEN_THOUSAND,), "status": "planned"}, "About 10,000 soldiers will be sent"),
        ({"quantities": (TEN_THOUSAND,), "status": "hypothetical"}, "About 10,000 soldiers would be sent"),
        ({"type": "STRENGTH", "actors": (KOREA,), "quantities": (TEN_THOUSAND,), "status": "ongoing"},
         "About 10,000 soldiers of North Korea"),
        ({"type": "ASSAULT", "mode": "drone", "actors": (KOREA,), "places": (RUSSIA,)}, "North Korea struck Russia"),
        ({"type": "CONTROL", "actors": (KOREA,), "places": (RUSSIA,)}, "Russia was taken by North Korea"),
        ({"type": "THREATEN", "actors": (KOREA,)}, "North Korea threatened “to Russia by North Korea”"),
    ],
)  # fmt: skip
def test_what_is_claimed(fields: dict[str, Any], expected: str) -> None:
    assert what(claim(**fields), TEXT) == expected


REQUEST_TEXT = "Kyiv asked its allies to send more guns, said Olena Hnatiuk."


@pytest.mark.parametrize(
    ("whom", "expected"),
    [
        # The report's words name whoever is asked: they are not named twice.
        ("its allies", "Kyiv asked “its allies to send more guns”"),
        (None, "Kyiv asked: “its allies to send more guns”"),
    ],
)
def test_who_is_asked_is_named_once(whom: str | None, expected: str) -> None:
    def at(part: str) -> dict[str, Any]:
        start = REQUEST_TEXT.index(part)
        return {"text": part, "start": start, "end": start + len(part)}

    asked = Claim(
        id="r#1", type="REQUEST", evidence=Span(**at("Kyiv asked its allies to send more guns")),
        trigger=Span(**at("asked")), actors=(Participant(**at("Kyiv"), name="Kyiv"),),
        recipients=(Participant(**at(whom)),) if whom else (),
    )  # fmt: skip
    assert what(asked, REQUEST_TEXT) == expected


def test_who_is_counted_is_not_named_again() -> None:
    same = Participant(text="About 10,000 soldiers", start=0, end=21)
    told = what(claim(actors=(same,), places=(RUSSIA,), quantities=(TEN_THOUSAND,)), TEXT)
    assert told == "About 10,000 soldiers were sent to Russia"
    town = span("Russia", of=Participant)
    dead = Quantity(text="12", start=90, end=92, of="killed", unit="people", best=12)
    assert what(claim(type="LOSSES", recipients=(town,), quantities=(dead,)), TEXT) == "12 people were killed"


@pytest.mark.parametrize(
    ("words", "anonymous", "expected"),
    [("They", True, "they (unnamed)"), ("The civil guard", False, "the civil guard"),
     ("Western officials", True, "Western officials (unnamed)"), ("reports of", True, "reports (unnamed)"),
     ("Residents", True, "residents (unnamed)")],
)  # fmt: skip
def test_a_speaker_stands_in_the_middle_of_a_sentence(words: str, anonymous: bool, expected: str) -> None:
    assert speaker_words(Source(text=words, start=0, end=len(words), anonymous=anonymous)) == expected


def test_a_pronoun_after_a_verb() -> None:
    they = Participant(text="they", start=0, end=4)
    assert what(claim(type="CONTROL", actors=(they,), places=(RUSSIA,)), TEXT) == "Russia was taken by them"


@pytest.mark.parametrize(
    ("words", "plural"),
    [("researchers at Yale University", True), ("About 260,000 civilians", True), ("600,000", True),
     ("many of those who fled", True), ("the leader of the guards", False), ("Rapid Forces", True),
     ("the head of several brigades, a colonel", False)],
)  # fmt: skip
def test_one_or_several(words: str, plural: bool) -> None:
    assert looks_plural(words) is plural


def test_losses_count_each_harm_with_its_own_word() -> None:
    killed = Quantity(text="12", start=0, end=2, of="killed", unit="people", best=12)
    wounded = Quantity(text="some 30", start=0, end=7, of="wounded", best=30, approximate=True)
    assert (
        what(claim(type="LOSSES", quantities=(killed, wounded)), TEXT)
        == "12 people were killed and some 30 people wounded"
    )


def test_one_soldier_is_singular() -> None:
    one = Quantity(text="A soldier", start=0, end=9, of="killed", unit="soldier", min=1, best=1, max=1)
    assert what(claim(type="LOSSES", quantities=(one,)), TEXT) == "A soldier was killed"


@pytest.mark.parametrize(
    ("sources", "certainty", "expected"),
    [
        ((), "certain", "reports Harbour Wire itself"),
        ((), "denied", "Harbour Wire says this is not so"),
        ((Source(text="Kyiv", start=0, end=4, name="Kyiv"),), "certain", "says Kyiv"),
        ((Source(text="Moscow", start=0, end=6, name="Moscow"),), "denied", "Moscow says this is not so"),
        ((Source(text="two officials", start=0, end=13, anonymous=True),), "certain", "say two officials (unnamed)"),
        ((Source(text="a lawmaker", start=0, end=10, anonymous=True), Source(text="NIS", start=0, end=3)), "certain",
         "says NIS, quoted by a lawmaker (unnamed)"),
        ((Source(text="Seoul", start=0, end=5), Source(text="Tokyo", start=0, end=5, joint=True)), "certain",
         "say Seoul and Tokyo"),
        ((Source(text="a leaked memo", start=0, end=13, kind="document"),), "certain", "according to a leaked memo"),
        ((Source(text="reportedly", start=0, end=10, anonymous=True),), "certain", "reportedly (nobody named)"),
        ((Source(text="Kyiv", start=0, end=4, quoted=True),), "certain", "says Kyiv, in quotation marks"),
    ],
)  # fmt: skip
def test_owner(sources: tuple[Source, ...], certainty: Any, expected: str) -> None:
    assert owner(claim(sources=sources, certainty=certainty), REPORT) == expected


@pytest.mark.parametrize(
    ("certainty", "expected"),
    [("certain", "Harbour Wire said so in an earlier version"),
     ("denied", "Harbour Wire said so in an earlier version and takes it back")],
)  # fmt: skip
def test_an_earlier_version_is_no_speaker_of_its_own(certainty: Any, expected: str) -> None:
    words = "An earlier version of this story"
    corrected = claim(sources=(Source(text=words, start=0, end=len(words)),), certainty=certainty)
    assert owner(corrected, REPORT) == expected


def test_report_without_outlet_speaks_for_itself() -> None:
    assert owner(claim(), Report(id="r", text=TEXT)) == "reports the report itself"


def test_how_sure_prefers_the_grade_over_the_estimate() -> None:
    assert how_sure(claim(certainty="probable", quantities=(TEN_THOUSAND,))) == "presented as likely"
    assert how_sure(claim(quantities=(TEN_THOUSAND,))) == "presented as an estimate"
    assert how_sure(claim()) == ""


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        (When(), "no date given"),
        (When(text="last week", start=0, end=9), "“last week”"),
        (When(earliest="2024-10-28", latest="2024-10-28", grain="day"), "2024-10-28"),
        (When(earliest="2024-10-08", latest="2024-10-13", grain="day"), "2024-10-08…13"),
        (When(earliest="2024-10-30", latest="2024-11-02", grain="day"), "2024-10-30…11-02"),
        (When(earliest="2023-08-06", latest="2024-11-02", grain="day"), "2023-08-06…2024-11-02"),
        (When(earliest="2024-10-01", latest="2024-10-31", grain="month"), "2024-10"),
        (When(earliest="2024-01-01", latest="2024-12-31", grain="year"), "2024"),
        (When(latest="2024-11-04"), "until 2024-11-04"),
        (When(earliest="2024-11-04"), "since 2024-11-04"),
    ],
)
def test_when_words(when: When, expected: str) -> None:
    assert when_words(when) == expected


@pytest.mark.parametrize("words", ["officials", "two people", "Seoul and Tokyo", "residents of the town", "police"])
def test_plural_speakers(words: str) -> None:
    assert looks_plural(words)


@pytest.mark.parametrize("words", ["Kyiv", "the ministry", "United Nations", "a witness", "Zelensky", "M23"])
def test_singular_speakers(words: str) -> None:
    assert not looks_plural(words)


@pytest.mark.parametrize("type_", TYPES)
def test_every_type_has_a_name_and_can_be_said(type_: Any) -> None:
    assert label_of(type_)
    assert what(claim(type=type_), TEXT)


def test_long_words_are_cut_at_a_word() -> None:
    long = Span(text="word " * 60, start=0, end=300)
    said = what(claim(evidence=long), "word " * 60)
    assert said.endswith("word …”")
    assert len(said) < 130
