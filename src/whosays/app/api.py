"""The HTTP API: everything that the page shows, for programs too."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request, Response
from pydantic import BaseModel, Field

from whosays.app.access import Access, Person
from whosays.app.asked import CaseHere, Reviewer, tagged
from whosays.app.case import reported_by
from whosays.app.filters import DAY, FiltersHere
from whosays.app.offsets import utf16_offsets
from whosays.app.rows import claim_row, event_row, figure_row, marks, report_row, told_when
from whosays.casebook import Casebook
from whosays.fusion import RULES, one_number
from whosays.fusion.figures import figure_set
from whosays.record import QUANTITY_KINDS, TYPES

router = APIRouter(prefix="/api/v1")
Row = dict[str, Any]
Day = Annotated[str | None, Query(pattern=DAY)]
Words = Annotated[str | None, Query(max_length=200)]


@router.get("/me")
def get_me(request: Request) -> Row:
    """Return who asks: the name that what they do is kept under, their role, and whether that is an account's."""
    person: Person = request.state.person
    access: Access = request.state.access
    return {"name": person.name, "role": person.role, "account": access.accounts is not None,
            "guarded": access.is_guarded}  # fmt: skip


@router.get("/history")
def get_history(
    request: Request,
    person: Reviewer,
    before: Annotated[int | None, Query(ge=1)] = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> Row:
    """Return who did what to this casebook, the newest act first; ``next`` is the ``before`` of the next page."""
    with Casebook(request.app.state.path, create=False) as casebook:
        entries = [one for one in casebook.history() if before is None or one.number < before][-limit:]
    rows: list[Row] = [{"number": one.number, "at": one.at, "by": one.by, "act": one.act, "subject": one.subject}
            for one in reversed(entries)]  # fmt: skip
    return {"acts": rows, "next": rows[-1]["number"] if rows and rows[-1]["number"] > 1 else None}


@router.get("/case")
def get_case(case: CaseHere) -> Row:
    """Return what the casebook holds, and what can be asked of it."""
    days = sorted(record.report.published[:10] for record in case.records if record.report.published)
    now = case.known(None)
    return {
        "name": case.path.stem,
        "n_reports": len(case.records),
        "n_claims": len(now.claims),
        "n_events": len(now.events),
        "first_day": days[0] if days else None,
        "last_day": days[-1] if days else None,
        "undated": sum(record.report.published is None for record in case.records),
        "types": TYPES,
        "quantity_kinds": QUANTITY_KINDS,
        "rules": list(RULES),
    }


@router.get("/board")
def get_board(request: Request, response: Response, case: CaseHere, filters: FiltersHere) -> Row:
    """Return the events that meet the filters, as known on a day, newest report first."""
    tagged(request, response, case.stamp)
    held = case.known(filters.known)
    events = [event for event in case.events(filters.known, filters.conditions()) if filters.chooses(event)]
    events.sort(key=lambda event: (event.last_reported or "", event.id), reverse=True)
    reports = {report for event in events for report in event.reports}
    return {
        "known": filters.known,
        "events": [event_row(held, event) for event in events],
        "n_events": len(events),
        "n_claims": sum(len(event.claims) for event in events),
        "n_reports": len(reports),
        "n_origins": len({origin.name for event in events for origin in event.origins}),
        "n_later": sum(not reported_by(record.report, filters.known) for record in case.records),
        "reports": [report_row(case, record.report) for record in case.records],
    }


@router.get("/events/{event_id}")
def get_event(event_id: str, case: CaseHere, known: Day = None) -> Row:
    """Return one event with its claims side by side, its origins as trees and its figures."""
    held = case.known(known)
    event = next((event for event in held.events if event.id == event_id), None)
    if event is None:
        raise HTTPException(404, "There is no such event on that day. Go back to the board.")
    claims = held.claims_of(event)
    return {
        **event_row(held, event),
        "claims": [claim_row(report, claim, event) for report, claim in claims],
        "origin_trees": [
            {
                "name": origin.name,
                "kind": origin.kind,
                "denies": origin.denies,
                "why": origin.why,
                "claims": origin.claims,
                "reports": [report_row(case, case.record_by_report[report].report) for report in origin.reports],
            }
            for origin in event.origins
        ],
        "figure_list": [
            figure_row(event.id, kind, figure)
            for kind, figures in sorted(event.quantities.items())
            for figure in figures.figures
        ],
        "history": told_when(held, event),
        "participants": [
            {"role": one.role, "name": one.name, "country": one.country, "sector": one.sector, "entity": one.entity}
            for one in event.participants
        ],
    }


@router.get("/reports")
def get_reports(case: CaseHere, known: Day = None, q: Words = None) -> Row:
    """Return the reports, newest first."""
    wanted = (q or "").casefold()
    rows = [
        report_row(case, record.report)
        for record in case.records
        if reported_by(record.report, known)
        and (not wanted or wanted in f"{record.report.title} {record.report.text}".casefold())
    ]
    return {"reports": sorted(rows, key=lambda row: (row["published"] or "", row["id"]), reverse=True)}


@router.get("/reports/{report_id}")
def get_report(report_id: str, case: CaseHere, known: Day = None) -> Row:
    """Return a report's text and its claims with their marks (offsets in UTF-16 units)."""
    record = case.record_by_report.get(report_id)
    if record is None:
        raise HTTPException(404, "There is no such report in this casebook.")
    held = case.known(known)
    convert = utf16_offsets(record.report.text)
    return {
        **report_row(case, record.report),
        "author": record.report.author,
        "text": record.report.text,
        "copies": [
            report_row(case, case.record_by_report[other].report)
            for other in case.copy_group.get(report_id, ())
            if other != report_id
        ],
        "claims": [
            {**claim_row(record.report, claim, held.event_by_claim.get(claim.id)), "marks": marks(claim, convert)}
            for claim in record.claims
        ],
        "attributions": [
            {
                "source": [convert(one.source.start), convert(one.source.end)] if one.source else None,
                "cue": [convert(one.cue.start), convert(one.cue.end)] if one.cue else None,
                "quoted": one.quoted,
                "content": [[convert(part.start), convert(part.end)] for part in one.content],
            }
            for one in record.attributions
        ],
    }


class FigureQuestion(BaseModel):
    """How many of what, of whom, where; by which rule."""

    known: str | None = Field(None, pattern=DAY)
    of: str = Field("troops", max_length=20)
    by: str | None = Field(None, max_length=200, description="Whose: a name or an alpha-3 country.")
    to: str | None = Field(None, max_length=200, description="Where: a place name or an alpha-3 country.")
    rule: str = Field("median-of-origins", max_length=30)


@router.get("/figures")
def get_figures(case: CaseHere, question: Annotated[FigureQuestion, Query()]) -> Row:
    """Return every figure that answers the question, its owner and its day, and one number by a named rule."""
    if question.rule not in RULES:
        raise HTTPException(422, f"There is no rule '{question.rule}'. Choose one of: {', '.join(RULES)}.")
    held = case.known(question.known)

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

    found = [
        (event.id, figure)
        for event in held.events
        for figure in getattr(event.quantities.get(question.of), "figures", ())
        if figure.claim in held.claims and concerns(figure.claim)
    ]
    figures = figure_set([figure for _, figure in found])
    rows = [figure_row(event, question.of, figure) for event, figure in found]
    return {
        "figures": sorted(rows, key=lambda row: (row["reported_at"] or "9999", row["source"])),
        "low": figures.range[0],
        "high": figures.range[1],
        "best": one_number(figures, question.rule),
        "rule": question.rule,
        "rules": list(RULES),
        "n_origins": len({figure.origin for _, figure in found}),
    }


@router.get("/who")
def get_who(case: CaseHere, known: Day = None) -> Row:
    """Return the actors, with how often they do, suffer and say."""
    held = case.known(known)
    counts: dict[str, Row] = {}
    for report, claim in held.claims.values():
        del report
        for role, parties in (("does", claim.actors), ("suffers", claim.recipients), ("says", claim.sources)):
            for one in parties:
                key = one.entity or one.name or one.text
                row = counts.setdefault(key, {"key": key, "name": one.name or one.text, "country": one.country,
                                              "sector": one.sector, "does": 0, "suffers": 0, "says": 0})  # fmt: skip
                row[role] += 1
    rows = sorted(counts.values(), key=lambda row: (-(row["does"] + row["suffers"] + row["says"]), row["key"]))
    return {"actors": rows}


@router.get("/who/{key}")
def get_actor(key: str, case: CaseHere, known: Day = None) -> Row:
    """Return what an actor does, suffers and says, as sentences."""
    held = case.known(known)
    columns: dict[str, list[Row]] = {"does": [], "suffers": [], "says": []}
    name = None
    for report, claim in held.claims.values():
        for role, parties in (("does", claim.actors), ("suffers", claim.recipients), ("says", claim.sources)):
            for one in parties:
                if key in (one.entity, one.name, one.text):
                    name = name or one.name or one.text
                    columns[role].append(claim_row(report, claim, held.event_by_claim.get(claim.id)))
                    break
    if name is None:
        raise HTTPException(404, "Nobody of that name acts or speaks in this casebook on that day.")
    return {"key": key, "name": name, **columns}
