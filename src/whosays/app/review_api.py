"""The part of the API for review: queue, verdicts, undo, what others said meanwhile, agreement."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field

from whosays.app.asked import CaseHere, Reviewer
from whosays.app.filters import FiltersHere, chosen
from whosays.app.judged import Judged
from whosays.app.offsets import utf16_offsets
from whosays.app.reviewing import (
    VALUES,
    changes_from,
    claim_page,
    compared,
    edited,
    found,
    sentences_of,
    tried,
    verdict_row,
    waiting,
)
from whosays.casebook import Casebook

router = APIRouter(prefix="/api/v1/review", tags=["review"])
Row = dict[str, Any]
ClaimId = Annotated[str, Field(max_length=200)]
Why = Annotated[str | None, Field(max_length=2000, description="The reason.")]


class Chosen(BaseModel):
    """A claim and the fields put right: stretches of words as [start, end] in UTF-16 units, or values."""

    claim: ClaimId
    changes: dict[str, Any] = Field(default_factory=dict, max_length=30)


class Judgement(Chosen):
    """A person's verdict on a claim."""

    act: Literal["accept", "reject", "correct"]
    why: Why = None


class Undoing(BaseModel):
    """The verdict to be taken back."""

    verdict: str = Field(min_length=1, max_length=40)
    why: Why = None


def judged_of(request: Request) -> Judged:
    """Return the verdicts of this casebook, with those that came in just now."""
    judged: Judged = request.app.state.judged
    judged.follow()
    return judged


@router.get("/queue")
def get_queue(
    request: Request,
    case: CaseHere,
    filters: FiltersHere,
    person: Reviewer,
    second: bool = False,
    limit: Annotated[int, Query(ge=1, le=200)] = 30,
) -> Row:
    """Return the claims that wait for this person, the most doubtful first, and how far review is.

    ``second``: what others have judged and this person has not; their verdicts are not told.
    """
    judged = judged_of(request)
    doubts = case.columns(None).overview.doubts()
    columns, _, of_claims = chosen(case, filters)
    left, n_all, n_judged = waiting(columns, of_claims, judged, by=person.name, second=second)
    sentences = sentences_of(case, left[:limit])
    return {
        "person": person.name,
        "claims": [
            {"id": claim, "sentence": sentences.get(claim), "doubt": doubts.get(claim, (0.0, ()))[0],
             "reasons": doubts.get(claim, (0.0, ()))[1]}
            for claim in left[:limit]
        ],
        "n_left": len(left),
        "n_all": n_all,
        "n_judged": n_judged,
        "by_person": judged.by_person(),
        "last": judged.last,
        "values": VALUES,
    }  # fmt: skip


@router.get("/claims/{claim_id:path}")
def get_claim(request: Request, claim_id: str, person: Reviewer, second: bool = False) -> Row:
    """Return a claim beside its report's text; to a second reader as the machine read it, to others with verdicts."""
    with Casebook(request.app.state.path, create=False) as casebook:
        record, claim = found(casebook, claim_id, as_read=second)
    told = {} if second else judged_of(request).on(claim_id)
    return {**claim_page(record, claim), "verdicts": [verdict_row(one, {}) for one in told.values()]}


@router.post("/preview")
def preview(request: Request, given: Chosen, person: Reviewer) -> Row:
    """Return how a claim would read with changes; nothing is kept."""
    with Casebook(request.app.state.path, create=False) as casebook:
        record, claim = found(casebook, given.claim, as_read=False)
    right = tried(record, claim, changes_from(record, claim, given.changes))
    return edited(record.report, right, utf16_offsets(record.report.text))


@router.post("/verdicts", status_code=201)
def judge(request: Request, given: Judgement, person: Reviewer) -> Row:
    """Keep a verdict; what others have said of the same claim comes back with it."""
    why = (given.why or "").strip() or None
    with Casebook(request.app.state.path, create=False, by=person.name) as casebook:
        if given.act == "correct":
            record, claim = found(casebook, given.claim, as_read=False)
            kept = casebook.correct(given.claim, changes_from(record, claim, given.changes), why=why)
        else:
            kept = getattr(casebook, given.act)(given.claim, why=why)
    others = [one for author, one in judged_of(request).on(given.claim).items() if author != person.name]
    return {"verdict": verdict_row(kept, {}), "others": [verdict_row(one, {}) for one in others]}


@router.post("/undo", status_code=201)
def undo(request: Request, given: Undoing, person: Reviewer) -> Row:
    """Take a verdict back by one more entry."""
    with Casebook(request.app.state.path, create=False, by=person.name) as casebook:
        kept = casebook.undo(given.verdict, why=given.why)
    return {"verdict": verdict_row(kept, {})}


@router.get("/news")
def get_news(
    request: Request, case: CaseHere, person: Reviewer, after: Annotated[str | None, Query(max_length=40)] = None
) -> Row:
    """Return what was said of claims after a verdict, by anybody."""
    judged = judged_of(request)
    new = [one for one in judged.since(after) if one.anchor is not None and one.act != "comment"]
    told = sentences_of(case, [one.anchor.claim for one in new[-50:] if one.anchor])
    return {"verdicts": [verdict_row(one, told) for one in new[-50:]], "n": len(new), "last": judged.last,
            "by_person": judged.by_person()}  # fmt: skip


@router.get("/agreement")
def get_agreement(request: Request, case: CaseHere, person: Reviewer) -> Row:
    """Return how far first and second readers agree (share and Cohen's kappa), and every claim on which they do not."""
    return compared(case, judged_of(request))
