"""Verdicts: new entries on words, applied to every answer, undone by one more, alive after a new reading."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from made_records import made_record

from whosays.casebook import Casebook
from whosays.errors import CasebookError, UsageError, WhosaysError
from whosays.record import Claim, Record, Span, claim_id


class Ticking:
    """A clock that goes on by a second at each look."""

    def __init__(self) -> None:
        self.now = 0

    def __call__(self) -> str:
        self.now += 1
        return f"2026-11-{1 + self.now // 3600:02}T{self.now // 60 % 24:02}:{self.now % 60:02}:00+00:00"


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Casebook]:
    with Casebook(tmp_path / "a.casebook", by="ana", clock=Ticking()) as made:
        made.add(made_record("a", figure="10,000", speakers=("the defence ministry",)))
        made.add(made_record("b", figure="11,000", speakers=("a spokesman",)))
        yield made
        made.verify()


def ids(case: Casebook, **conditions: Any) -> list[str]:
    return [found.claim.id for found in case.claims(**conditions)]


def claim_of(case: Casebook, report: str) -> Claim:
    return next(case.claims(report=report)).claim


def test_a_rejected_claim_leaves_every_answer_and_undo_brings_it_back(case: Casebook) -> None:
    a, b = ids(case)
    verdict = case.reject(a, why="the words say nothing of the kind")
    assert ids(case) == ids(case, country="PRK") == ids(case, text="Kursk") == [b]
    assert [event.claims for event in case.events()] == [(b,)]
    assert [len(record.claims) for record in case.records()] == [0, 1]
    assert [len(record.claims) for record in case.records(as_read=True)] == [1, 1]
    review = case.review(a)
    assert review is not None
    assert (review.state, review.by, review.why) == ("rejected", "ana", "the words say nothing of the kind")
    back = case.undo(verdict.id)
    assert ids(case) == [a, b]
    assert case.review(a) is None
    case.undo(back.id)  # undoing the undo
    assert ids(case) == [b]
    assert [entry.act for entry in case.history()][-2:] == ["verdict"] * 2
    assert [verdict.act for verdict in case.verdicts(claim=a)] == ["reject", "undo", "undo"]


def test_an_accepted_claim_says_who_accepted_it(case: Casebook) -> None:
    a, b = ids(case)
    case.accept(a, by="ben")
    reviews = {found.claim.id: found.reviewed for found in case.claims()}
    assert reviews[b] is None
    assert reviews[a] is not None
    assert (reviews[a].state, reviews[a].by) == ("accepted", "ben")


CORRECTIONS: list[tuple[Callable[[Record], dict[str, Any]], str, Any]] = [
    (lambda r: {"type": "AID", "mode": None}, "type", "AID"),
    (lambda r: {"certainty": "denied"}, "certainty", "denied"),
    (lambda r: {"time.earliest": "2024-10-01"}, "time.earliest", "2024-10-01"),
    (lambda r: {"quantities.0.best": 1500, "quantities.0.min": None}, "quantities.0.best", 1500.0),
    (lambda r: {"actors.0.country": "UKR"}, "actors.0.country", "UKR"),
    (lambda r: {"trigger": _at(r, "soldiers")}, "trigger.text", "soldiers"),
    (lambda r: {"recipients": [{"start": _at(r, "Kursk")[0], "end": _at(r, "Kursk")[1], "country": "RUS"}]},
     "recipients.0.text", "Kursk"),
    (lambda r: {"places": []}, "places", ()),
    (lambda r: {"notes": [_at(r, "Nothing else was known")]}, "notes.0.text", "Nothing else was known"),
]  # fmt: skip


def _at(record: Record, words: str) -> list[int]:
    start = record.report.text.index(words)
    return [start, start + len(words)]


def _field(claim: Claim, path: str) -> Any:
    value: Any = claim
    for step in path.split("."):
        value = value[int(step)] if step.isdigit() else getattr(value, step)
    return value


@pytest.mark.parametrize(("changes", "path", "right"), CORRECTIONS)
def test_any_field_can_be_put_right(
    case: Casebook, changes: Callable[[Record], dict[str, Any]], path: str, right: Any
) -> None:
    record = next(case.records("a"))
    claim = record.claims[0]
    case.correct(claim.id, changes(record), why="I read it so")
    found = next(case.claims(claim=claim.id))
    assert _field(found.claim, path) == right
    assert found.reviewed is not None
    assert found.reviewed.state == "corrected"
    assert found.reviewed.as_read == claim  # the machine's reading stays beside
    top = path.split(".")[0]
    assert top in found.reviewed.fields
    assert found.claim.why[top] == "corrected by ana on 2026-11-01: I read it so"
    assert next(case.records("a", as_read=True)) == record


@pytest.mark.parametrize(
    "changes",
    [
        {"trigger": [3, 10_000]},
        {"trigger": [0, 4]},  # outside its evidence
        {"type": "WAR"},
        {"id": "mine"},
        {"why": {}},
        {"colour": "red"},
        {"actors.7.country": "UKR"},
        {"actors.0.colour": "red"},
        {"time.earliest.x": 1},
        {"actors": [{"name": "No words"}]},
    ],
)
def test_what_no_words_carry_is_refused(case: Casebook, changes: dict[str, Any]) -> None:
    with pytest.raises(CasebookError) as caught:
        case.correct(ids(case)[0], changes)
    assert caught.value.code == "C010"
    assert list(case.verdicts()) == []


def test_corrections_are_found_by_their_new_values(case: Casebook) -> None:
    a, b = ids(case)
    case.correct(a, {"actors.0.country": "UKR", "actors.0.name": "Marines", "type": "AID"})
    assert ids(case, actor="Marines") == ids(case, type="AID") == ids(case, country="UKR") == [a]
    assert ids(case, country="PRK") == [b]
    case.correct(a, {"actors.0.sector": "REB"}, by="ben")  # builds on the first
    actor = claim_of(case, "a").actors[0]
    assert (actor.name, actor.country, actor.sector) == ("Marines", "UKR", "REB")


def test_verdicts_survive_a_new_reading(case: Casebook) -> None:
    """The new reading gives the claim another id (longer evidence) and finds one more."""
    a = ids(case, report="a")[0]
    case.correct(a, {"certainty": "doubtful"})
    record = next(case.records("a", as_read=True))
    text, old = record.report.text, record.claims[0]
    longer = Span(text=text[old.evidence.start : old.evidence.end + 3], start=old.evidence.start,
                  end=old.evidence.end + 3)  # fmt: skip
    again = msgspec.structs.replace(
        old, id=claim_id("a", type=old.type, trigger=old.trigger, evidence=longer), evidence=longer
    )
    soldiers = Span(text="soldiers", start=text.index("soldiers"), end=text.index("soldiers") + 8)
    other = msgspec.structs.replace(
        old, id=claim_id("a", type=old.type, trigger=soldiers, evidence=longer), trigger=soldiers, evidence=longer
    )
    case.add(msgspec.structs.replace(record, claims=(again, other), version="0.2.0"))
    found = {one.claim.id: one for one in case.claims(report="a")}
    assert set(found) == {again.id, other.id}
    assert found[again.id].claim.certainty == "doubtful"
    assert found[other.id].claim.certainty == "certain"
    assert found[other.id].reviewed is None
    case.reject(again.id)
    assert ids(case, report="a") == [other.id]


def test_what_a_person_accepted_stays_though_a_new_reading_lacks_it(case: Casebook) -> None:
    a, b = ids(case)
    case.accept(a)
    case.reject(b)
    for report in "ab":
        record = next(case.records(report, as_read=True))
        case.add(msgspec.structs.replace(record, claims=(), version="0.2.0"))
    found = list(case.claims())
    assert [one.claim.id for one in found] == [a]
    assert found[0].reviewed is not None
    assert found[0].reviewed.kept


def test_events_are_merged_and_split_as_persons_say(case: Casebook) -> None:
    case.add(made_record("c", place="Sana'a", actor="the fleet", verb="shelled", figure="40"))
    first, *_ = before = list(case.events())
    assert len(before) >= 2
    other = next(event for event in before if event.id != first.id)
    merged = case.merge_events(first.id, other.id, why="one operation")
    now = list(case.events())
    assert len(now) == len(before) - 1
    whole = next(event for event in now if set(first.claims) | set(other.claims) == set(event.claims))
    assert set(whole.reports) == set(first.reports) | set(other.reports)
    case.split_event(whole.id, [whole.claims[0]])
    assert any(event.claims == (whole.claims[0],) for event in case.events())
    for verdict in list(case.verdicts()):
        case.undo(verdict.id)
    assert list(case.events()) == before
    assert merged.why == "one operation"


def test_merging_survives_a_new_reading(case: Casebook) -> None:
    case.add(made_record("c", place="Sana'a", actor="the fleet", verb="shelled", figure="40"))
    ids_of = {event.id for event in case.events()}
    case.merge_events(*sorted(ids_of)[:2])
    merged = {frozenset(event.claims) for event in case.events()}
    record = next(case.records("c", as_read=True))
    case.add(msgspec.structs.replace(record, version="0.9"))
    assert {frozenset(event.claims) for event in case.events()} == merged


def test_comments_are_threaded_on_anything(case: Casebook) -> None:
    event = next(case.events())
    claim = event.claims[0]
    assert list(case.comments("a")) == []
    for item in ("a", claim, event.id):
        asked = case.comment(item, f"On {item}: is that so?")
        answer = case.comment(item, "It is.", reply_to=asked.id, by="ben")
        case.comment(item, "Another thing.")
        case.comment(item, "Surely?", reply_to=answer.id)
        assert [(depth, one.text) for depth, one in case.comments(item)] == [
            (0, f"On {item}: is that so?"), (1, "It is."), (2, "Surely?"), (0, "Another thing.")
        ]  # fmt: skip
        case.undo(answer.id)
        assert [(depth, one.text) for depth, one in case.comments(item)][1:3] == [(1, None), (2, "Surely?")]
    found = next(case.claims(claim=claim))
    assert found.reviewed is not None
    assert (found.reviewed.state, found.reviewed.n_comments) == (None, 3)
    case.tag("a", "to check")
    case.tag(claim, "drone  war")
    found = next(case.claims(claim=claim))
    assert found.reviewed is not None
    assert found.reviewed.tags == ("drone war",)
    assert case.tags("a") == ("to check",)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (lambda case: case.accept("a#nothing"), "U005"),
        (lambda case: case.accept("nothing"), "U005"),
        (lambda case: case.comment("nothing", "x"), "C011"),
        (lambda case: case.comment("a", "  "), "U010"),
        (lambda case: case.comment("a", "x", reply_to="v000"), "C011"),
        (lambda case: case.tag("a", ""), "U010"),
        (lambda case: case.undo(""), "C011"),
        (lambda case: case.merge_events("e1", "e2"), "U001"),
        (lambda case: case.set_credibility(ids(case)[0], 7), "U009"),
        (lambda case: case.split_event(next(case.events()).id, []), "U010"),
        (lambda case: case.comment("a", "half \ud800"), "C010"),
    ],
)
def test_what_cannot_be_done_says_so(case: Casebook, wrong: Callable[[Casebook], object], code: str) -> None:
    with pytest.raises(WhosaysError) as caught:
        wrong(case)
    assert caught.value.code == code
    assert list(case.verdicts()) == []


def test_verdicts_cannot_be_overwritten(case: Casebook) -> None:
    case.accept(ids(case)[0])
    for statement in ("UPDATE verdicts SET author = 'x'", "DELETE FROM verdicts"):
        with pytest.raises(sqlite3.IntegrityError, match="never"):
            case._connection.execute(statement)


def test_a_changed_verdict_is_found(tmp_path: Path) -> None:
    with Casebook(tmp_path / "a.casebook") as case:
        case.add(made_record("a"))
        case.reject(ids(case)[0])
        case._connection.execute("DROP TRIGGER verdicts_stay")
        case._connection.execute("UPDATE verdicts SET author = 'somebody else'")
        with pytest.raises(CasebookError, match="a verdict of v"):
            case.verify()


def test_no_two_verdicts_are_alike(tmp_path: Path) -> None:
    with Casebook(tmp_path / "a.casebook", clock=lambda: "2026-11-24T00:00:00+00:00") as case:
        case.add(made_record("a"))
        claim = ids(case)[0]
        verdicts = [case.reject(claim), case.undo(next(case.verdicts()).id), case.reject(claim)]
        assert len({verdict.id for verdict in verdicts}) == 3
        assert ids(case) == []
        with pytest.raises(UsageError):
            case.reject(claim + "x")
