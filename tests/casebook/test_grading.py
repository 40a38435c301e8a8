"""Grades: reliability is rated once a source and inherited; credibility is suggested from origins and set by people."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_records import made_record

from whosays.casebook import Casebook
from whosays.casebook.ratings import suggest
from whosays.errors import WhosaysError
from whosays.record import ContestedAbout, Event, Origin, StandingWord


def _case(folder: Path) -> Casebook:
    case = Casebook(folder / "a.casebook", by="ana")
    case.add(made_record("a", speakers=("the Courier", "the defence ministry")))
    case.add(made_record("b", speakers=("the Courier",), figure="11,000"))
    case.add(made_record("c", speakers=(), figure="12,000"))
    return case


def _reliabilities(case: Casebook) -> dict[str, str]:
    return {found.report.id: found.reliability for found in case.claims()}


def test_claims_inherit_the_rating_of_their_source(tmp_path: Path) -> None:
    with _case(tmp_path) as case:
        assert _reliabilities(case) == {"a": "F", "b": "F", "c": "F"}
        case.rate("the defence ministry", "d", why="denied what pictures showed")
        assert _reliabilities(case) == {"a": "D", "b": "F", "c": "F"}
        case.rate("ministry:RUS:DEF", "C", why="two statements held", by="ben")
        case.rate("The Courier", "B", why="corrections are printed")
        # Where nobody is quoted, the publisher's counts.
        assert _reliabilities(case) == {"a": "C", "b": "B", "c": "B"}
        history = [(r.reliability, r.author, r.why) for r in case.ratings("the defence ministry")]
        assert history == [("D", "ana", "denied what pictures showed"), ("C", "ben", "two statements held")]
        assert len(list(case.ratings())) == 3
        assert all(rating.at for rating in case.ratings())
        case.verify()


@pytest.mark.parametrize(
    ("source", "grade", "why", "code"),
    [("nobody at all", "B", "x", "U011"), ("the Courier", "G", "x", "U009"), ("the Courier", "B", " ", "U010")],
)
def test_a_rating_needs_a_source_a_letter_and_a_reason(
    tmp_path: Path, source: str, grade: str, why: str, code: str
) -> None:
    with _case(tmp_path) as case:
        with pytest.raises(WhosaysError) as caught:
            case.rate(source, grade, why=why)
        assert caught.value.code == code
        assert list(case.ratings()) == []


def test_credibility_is_suggested_until_a_person_sets_it(tmp_path: Path) -> None:
    with _case(tmp_path) as case:
        claim = next(case.claims(report="a")).claim.id
        case.rate("the defence ministry", "B", why="x")
        grade = case.grade(claim)
        assert grade.suggested
        assert grade.notation.startswith("B")
        assert grade.source == "the defence ministry"
        case.set_credibility(claim, 2, why="fits the ships seen")
        grade = case.grade(claim)
        assert (grade.notation, grade.suggested) == ("B2", False)


def _event(n_for: int, n_against: int, standing: StandingWord, about: tuple[ContestedAbout, ...] = ()) -> Event:
    origins = [Origin(name=f"for {n}") for n in range(n_for)]
    origins += [Origin(name=f"against {n}", denies=True) for n in range(n_against)]
    return Event(id="e", type="ASSAULT", origins=tuple(origins), standing=standing, contested_about=about)


CLAIM = made_record("a").claims[0]
DENIAL = made_record("a", certainty="denied").claims[0]
OTHER = Event(id="o", type="LOSSES", origins=(Origin(name="another"),))
FIRM = Event(id="o", type="LOSSES", origins=(Origin(name="x"), Origin(name="y")), standing="corroborated")


@pytest.mark.parametrize(
    ("event", "linked", "grade", "denial_grade"),
    [
        (None, [], 6, 6),
        (_event(1, 0, "single-source"), [], 6, None),
        (_event(1, 0, "single-source"), [OTHER], 3, None),
        (_event(1, 0, "single-source"), [FIRM], 2, None),
        (_event(2, 0, "corroborated"), [], 1, None),
        (_event(3, 0, "contested", ("responsibility",)), [], 2, None),
        (_event(2, 1, "contested", ("occurrence",)), [], 3, 5),
        (_event(1, 1, "denied"), [], 4, 4),
        (_event(1, 2, "contested", ("occurrence",)), [], 5, 3),
        (_event(2, 0, "retracted"), [], 5, 5),
    ],
)
def test_origins_suggest_a_credibility(
    event: Event | None, linked: list[Event], grade: int, denial_grade: int | None
) -> None:
    assert suggest(CLAIM, event, linked)[0] == grade
    if denial_grade is not None:
        assert suggest(DENIAL, event, linked)[0] == denial_grade
