"""The contract: spans always carry their words, records survive the journey through JSON."""

from __future__ import annotations

import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from whosays.record import (
    TYPES,
    Claim,
    Event,
    Record,
    Report,
    Source,
    Span,
    SpanError,
    When,
    check_record,
    claim_id,
    content_id,
    event_from_json,
    json_schema,
    record_from_json,
    span_of,
    spans_in,
    to_json,
)

TEXT = "Kyiv said 12 soldiers died near Kursk. \U0001f525 Moscow denied it."


def claim_on(text: str, evidence: tuple[int, int], trigger: tuple[int, int]) -> Claim:
    spans = span_of(text, *evidence), span_of(text, *trigger)
    return Claim(id="r#1", evidence=spans[0], trigger=spans[1], type="LOSSES")


def record_of(text: str, *claims: Claim) -> Record:
    return Record(report=Report(id="r", text=text), claims=claims)


def test_record_survives_json() -> None:
    claim = msgspec.structs.replace(
        claim_on(TEXT, (10, 37), (22, 26)),
        sources=(Source(text="Kyiv", start=0, end=4, kind="official", cue=span_of(TEXT, 5, 9)),),
        time=When(earliest="2024-11-04", latest="2024-11-04", grain="day"),
    )
    record = record_of(TEXT, claim)
    assert record_from_json(to_json(record)) == record


def test_event_survives_json() -> None:
    event = Event(id="e", type="ASSAULT", claims=("r#1",), reports=("r",))
    assert event_from_json(to_json(event)) == event


@given(st.text(min_size=1), st.data())
def test_span_carries_its_words_whatever_the_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    span = span_of(text, start, end)
    assert text[span.start : span.end] == span.text
    check_record(record_of(text, Claim(id="r#1", evidence=span, trigger=span, type="AID")))


@given(st.text(min_size=2), st.data())
def test_shifted_span_is_refused_unless_the_words_agree(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(text=text[start : start + 1], start=start, end=start + 1)
    shift = data.draw(st.integers(1, 3))
    moved = Span(text=span.text, start=start + shift, end=start + 1 + shift)
    record = record_of(text, Claim(id="r#1", evidence=moved, trigger=moved, type="AID"))
    if text[moved.start : moved.end] == moved.text:
        check_record(record)
    else:
        with pytest.raises(SpanError, match="does not stand at"):
            check_record(record)


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 3), (4, 2), (0, 10_000)])
def test_span_outside_the_text_is_refused(start: int, end: int) -> None:
    with pytest.raises(SpanError, match="no words at"):
        span_of(TEXT, start, end)


def test_trigger_must_lie_in_its_evidence() -> None:
    with pytest.raises(SpanError, match="trigger outside"):
        check_record(record_of(TEXT, claim_on(TEXT, (10, 20), (22, 26))))


def test_time_words_are_checked_too() -> None:
    claim = msgspec.structs.replace(claim_on(TEXT, (10, 37), (22, 26)), time=When(text="Monday", start=0, end=6))
    with pytest.raises(SpanError, match="Monday"):
        check_record(record_of(TEXT, claim))


def test_spans_in_reaches_every_depth() -> None:
    claim = msgspec.structs.replace(
        claim_on(TEXT, (10, 37), (22, 26)),
        sources=(Source(text="Kyiv", start=0, end=4, cue=span_of(TEXT, 5, 9)),),
    )
    assert {words for words, _, _ in spans_in(claim)} == {"12 soldiers died near Kursk", "died", "Kyiv", "said"}


def test_claim_id_is_stable_and_tells_claims_apart() -> None:
    claim = claim_on(TEXT, (10, 37), (22, 26))
    ids = [
        claim_id("r", type=type_, trigger=claim.trigger, evidence=claim.evidence, nth=nth)
        for type_ in ("LOSSES", "ASSAULT")
        for nth in (0, 1)
    ]
    assert len(set(ids)) == 4
    assert ids[0] == claim_id("r", type="LOSSES", trigger=claim.trigger, evidence=claim.evidence)


def test_content_id_takes_any_text() -> None:
    assert content_id("a") != content_id("b")
    assert len(content_id("\ud800")) == 16


def test_schema_is_json_and_lists_every_type() -> None:
    schema = json.loads(json.dumps(json_schema()))
    assert set(schema["$defs"]["Claim"]["properties"]["type"]["enum"]) == set(TYPES)
    assert "Event" in schema["$defs"]


def test_unknown_word_is_refused() -> None:
    line = to_json(record_of(TEXT, claim_on(TEXT, (10, 37), (22, 26)))).replace(b'"LOSSES"', b'"DEFEAT"')
    with pytest.raises(msgspec.ValidationError, match="DEFEAT"):
        record_from_json(line)
