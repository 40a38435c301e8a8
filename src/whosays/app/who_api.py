"""The part of the API that asks how many and who: figures by speaker, actors and what is said of them."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request, Response
from pydantic import BaseModel, Field

from whosays.app.asked import CaseHere, Packed, answer
from whosays.app.case import Case
from whosays.app.dyads import dyads_of, is_country
from whosays.app.filters import IsoDay, Known, Words
from whosays.app.paging import Cursor, Limit, page_of
from whosays.app.rows import claim_row, figure_row
from whosays.fusion import RULES, one_number
from whosays.fusion.figures import figure_set
from whosays.record import Claim, Participant, Report, Source
from whosays.vocab.countries import by_code

router = APIRouter(prefix="/api/v1")
Row = dict[str, Any]
# Sentences in each column of an actor's page; the counts tell of the others.
MOST_SAID = 200
# Figures in one answer: a chart of more is no chart.
MOST_FIGURES = 1_000


class FigureQuestion(BaseModel):
    """How many of what, of whom, where; by which rule."""

    known: IsoDay | None = None
    of: str = Field("troops", max_length=20)
    by: str | None = Field(None, max_length=200, description="Whose: a name or an alpha-3 country.")
    to: str | None = Field(None, max_length=200, description="Where: a place name or an alpha-3 country.")
    rule: str = Field("median-of-origins", max_length=30)


@router.get("/figures", response_class=Packed)
def get_figures(request: Request, case: CaseHere, question: Annotated[FigureQuestion, Query()]) -> Response:
    """Return every figure that answers the question, its owner and its day, and one number by a named rule."""
    if question.rule not in RULES:
        raise HTTPException(422, f"There is no rule '{question.rule}'. Choose one of: {', '.join(RULES)}.")
    return answer(request, case, question.known, lambda: figures_on(case, question))


def figures_on(case: Case, question: FigureQuestion) -> Row:
    """Return the answer to a question of how many."""
    columns = case.columns(question.known)
    held = columns.held

    def concerns(figure_claim: str) -> bool:
        _, claim = held.claims[figure_claim]
        whose = {*claim.actors, *claim.recipients}
        fits = not question.by or any(
            question.by.upper() == one.country or question.by.casefold() in (one.name or one.text).casefold()
            for one in whose
        )
        there = not question.to or any(
            question.to.upper() == place.country or question.to.casefold() in (place.name or place.text).casefold()
            for place in claim.places
        )
        return fits and there

    found, figures = columns.overview.figures(question.of)
    if question.by or question.to:
        found = [(event, figure) for event, figure in found if concerns(figure.claim)]
        figures = figure_set([figure for _, figure in found])
    return {
        "figures": [figure_row(event, question.of, figure) for event, figure in found[-MOST_FIGURES:]],
        "n": len(found),
        "low": figures.range[0],
        "high": figures.range[1],
        "best": one_number(figures, question.rule),
        "rule": question.rule,
        "rules": list(RULES),
        "n_origins": len({figure.origin for _, figure in found}),
    }


@router.get("/questions", response_class=Packed)
def get_questions(request: Request, case: CaseHere, known: Known = None) -> Response:
    """Return the questions of how many on which most independent origins have a figure: of what, and of whom."""
    return answer(request, case, known, lambda: {"questions": case.columns(known).overview.questions()})


@router.get("/who", response_class=Packed)
def get_who(
    request: Request, case: CaseHere, known: Known = None, q: Words = None, cursor: Cursor = None, limit: Limit = 500
) -> Response:
    """Return a page of the actors, with how often they do, suffer and say, the most named first."""
    wanted = (q or "").casefold()

    def make() -> Row:
        rows = case.columns(known).overview.actors()
        if wanted:
            rows = [row for row in rows if wanted in row["name"].casefold()]
        page, following = page_of([row["key"] for row in rows], cursor, limit)
        return {"actors": rows[page], "n": len(rows), "next": following}

    return answer(request, case, known, make)


def _is(key: str, one: Participant | Source) -> bool:
    return key in (one.entity, one.name, one.text) or (is_country(key) and one.country == key)


@router.get("/dyads/{key:path}", response_class=Packed)
def get_dyads(request: Request, key: str, case: CaseHere, known: Known = None) -> Response:
    """Return conflict and cooperation between an actor, or a whole country by its code, and each other side.

    Events are weighted by their origins and scored as PLOVER does; see `whosays.app.dyads`.
    """
    return answer(request, case, known, lambda: dyads_of(case.columns(known), key))


@router.get("/who/{key:path}", response_class=Packed)
def get_actor(request: Request, key: str, case: CaseHere, known: Known = None) -> Response:
    """Return what an actor, or everybody of a country by its code, does, suffers and says, as sentences."""
    return answer(request, case, known, lambda: actor_page(case, key, known))


def actor_page(case: Case, key: str, known: str | None) -> Row:
    """Return all that is told of an actor; raise 404 for one who is not named by that day."""
    held = case.known(known)
    columns: dict[str, list[tuple[Report, Claim]]] = {"does": [], "suffers": [], "says": []}
    name = country = None
    for report, claim in held.claims.values():
        for role, parties in (("does", claim.actors), ("suffers", claim.recipients), ("says", claim.sources)):
            for one in parties:
                if _is(key, one):
                    name = name or one.name or one.text
                    country = country or one.country
                    columns[role].append((report, claim))
                    break
    if name is None:
        raise HTTPException(404, "Nobody of that name acts or speaks in this casebook on that day.")
    whole = by_code(key) if is_country(key) else None
    of = by_code(country) if country else None
    return {
        "key": key,
        "name": whole.name if whole else name,
        "is_country": whole is not None,
        "country": country,
        "country_name": of.name if of else None,
        **{role: [claim_row(report, claim, held.event_by_claim.get(claim.id)) for report, claim in said[:MOST_SAID]]
           for role, said in columns.items()},
        "counts": {role: len(said) for role, said in columns.items()},
    }  # fmt: skip
