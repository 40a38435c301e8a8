"""The HTTP API: everything that the page shows, for programs too."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from typing import Annotated, Any

import numpy as np
from fastapi import APIRouter, HTTPException, Query, Request, Response
from fastapi.responses import StreamingResponse

from whosays.app.access import Access, Person
from whosays.app.asked import CaseHere, Packed, Reviewer, answer, tag_of
from whosays.app.board import Part, board
from whosays.app.case import Case, reported_by
from whosays.app.filters import Filters, FiltersHere, Known, Words, chosen, selection_of
from whosays.app.offsets import utf16_offsets
from whosays.app.paging import Cursor, Limit, page_of
from whosays.app.rows import claim_row, event_row, figure_row, marks, report_row, told_when
from whosays.casebook import Casebook
from whosays.exports import FORMATS, LeftOut, Selection
from whosays.exports.writing import encoded
from whosays.fusion import RULES
from whosays.record import QUANTITY_KINDS, TYPES, to_json

router = APIRouter(prefix="/api/v1")
Row = dict[str, Any]
Lines = Callable[[Selection], Iterator[bytes]]
JSON_LINES = ("application/jsonl", "application/x-ndjson")


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
    before: Annotated[int | None, Query(ge=1, le=2**53)] = None,
    limit: Limit = 100,
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
    days = [day for day, _ in case.by_day]
    now = case.known(None)
    return {
        "name": case.path.stem,
        "n_reports": len(case.records),
        "n_claims": len(now.claims),
        "n_events": len(now.events),
        "first_day": days[0] if days else None,
        "last_day": days[-1] if days else None,
        "undated": case.n_undated,
        "types": TYPES,
        "quantity_kinds": QUANTITY_KINDS,
        "rules": list(RULES),
    }


@router.get("/board", response_class=Packed)
def get_board(
    request: Request,
    case: CaseHere,
    filters: FiltersHere,
    limit: Limit = 100,
    part: Annotated[Part, Query(description="The list alone, the picture alone, or all.")] = "all",
) -> Response:
    """Return the events that meet the filters, as known on a day, newest report first.

    The first page, with what map and timeline show of all of them; further pages are at `/events`.
    """
    return answer(request, case, filters.known, lambda: board(case, filters, limit=limit, part=part))


def written(to: str) -> Lines:
    """Return the function that writes a selection in an export format."""
    return lambda selection: encoded(FORMATS[to].pieces(selection, LeftOut()))


def event_lines(selection: Selection) -> Iterator[bytes]:
    """Yield events as JSON, one a line."""
    for event in selection.events:
        yield to_json(event) + b"\n"


EVENT_FORMS: dict[str, Lines] = {
    "text/csv": written("events-csv"), "application/geo+json": written("geojson"),
    **dict.fromkeys(JSON_LINES, event_lines),
}  # fmt: skip
CLAIM_FORMS: dict[str, Lines] = {"text/csv": written("csv"), **dict.fromkeys(JSON_LINES, written("jsonl"))}


def other_form(request: Request, case: Case, filters: Filters, forms: dict[str, Lines]) -> Response | None:
    """Return the whole answer in the first other form that is accepted; None where JSON is wanted."""
    headers = tag_of(request, case.tag, case.basis(filters.known))
    for accepted in request.headers.get("accept", "").split(","):
        kind = accepted.partition(";")[0].strip().lower()
        if kind in forms:
            pieces = forms[kind](selection_of(case, filters, case.path.stem))
            return StreamingResponse(pieces, media_type=kind, headers=headers)
        if kind in ("application/json", "*/*"):
            return None
    return None


def _forms(forms: dict[str, Lines]) -> dict[int | str, Row]:
    kinds: Row = {"application/json": {}, **{kind: {} for kind in forms}}
    return {200: {"description": "A page as JSON; the whole in another form, as accepted.", "content": kinds}}


@router.get("/events", response_class=Packed, responses=_forms(EVENT_FORMS))
def get_events(
    request: Request, case: CaseHere, filters: FiltersHere, cursor: Cursor = None, limit: Limit = 100
) -> Response:
    """Return a page of the events that meet the filters, newest report first.

    All of them as CSV, JSON Lines or GeoJSON, where `Accept` asks for that.
    """
    if (other := other_form(request, case, filters, EVENT_FORMS)) is not None:
        return other

    def make() -> Row:
        columns, of_events, _ = chosen(case, filters)
        events = [columns.events[row] for row in np.flatnonzero(of_events)]
        page, following = page_of([event.id for event in events], cursor, limit)
        rows = [event_row(columns.held, event) for event in events[page]]
        return {"events": rows, "n": len(events), "next": following}

    return answer(request, case, filters.known, make)


@router.get("/claims", response_class=Packed, responses=_forms(CLAIM_FORMS))
def get_claims(
    request: Request, case: CaseHere, filters: FiltersHere, cursor: Cursor = None, limit: Limit = 100
) -> Response:
    """Return a page of the claims that meet the filters, in the order of their reports.

    All claims of their events as CSV or JSON Lines, where `Accept` asks for that.
    """
    if (other := other_form(request, case, filters, CLAIM_FORMS)) is not None:
        return other

    def make() -> Row:
        columns, _, of_claims = chosen(case, filters)
        ids = [columns.claim_ids[row] for row in np.flatnonzero(of_claims)]
        page, following = page_of(ids, cursor, limit)
        held = columns.held
        rows = [claim_row(*held.claims[claim], held.event_by_claim.get(claim)) for claim in ids[page]]
        return {"claims": rows, "n": len(ids), "next": following}

    return answer(request, case, filters.known, make)


@router.get("/events/{event_id}", response_class=Packed)
def get_event(request: Request, event_id: str, case: CaseHere, known: Known = None) -> Response:
    """Return one event with its claims side by side, its origins as trees and its figures."""
    return answer(request, case, known, lambda: event_page(case, event_id, known))


def event_page(case: Case, event_id: str, known: str | None) -> Row:
    """Return an event with all that is shown of it; raise 404 for one that is not known on that day."""
    held = case.known(known)
    columns = case.columns(known)
    event = columns.events[columns.row_of[event_id]] if event_id in columns.row_of else None
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


@router.get("/reports", response_class=Packed)
def get_reports(
    request: Request, case: CaseHere, known: Known = None, q: Words = None, cursor: Cursor = None, limit: Limit = 200
) -> Response:
    """Return a page of the reports, newest first."""
    wanted = (q or "").casefold()

    def make() -> Row:
        held = case.columns(None).overview.reports()
        if wanted or known:
            held = [
                report
                for report in held
                if reported_by(report, known) and (not wanted or wanted in f"{report.title} {report.text}".casefold())
            ]
        page, following = page_of([report.id for report in held], cursor, limit)
        return {"reports": [report_row(case, report) for report in held[page]], "n": len(held), "next": following}

    return answer(request, case, None, make)


@router.get("/custody/{report_id:path}")
def get_custody(request: Request, report_id: str, case: CaseHere) -> Row:
    """Return how a report came here and what was done with it: its kept copies by SHA-256, and every act in order."""
    record = case.record_by_report.get(report_id)
    if record is None:
        raise HTTPException(404, "There is no such report in this casebook.")
    asked = f"{record.report.url} (" if record.report.url else None
    with Casebook(request.app.state.path, create=False) as casebook:
        copies = [
            {"sha256": hashlib.sha256(raw).hexdigest(), "size": len(raw), "media_type": kind, "locator": locator}
            for raw, kind, locator in casebook.evidence(report_id)
        ]
        said = {verdict.id: verdict for verdict in casebook.verdicts(report=report_id)}
        acts = [
            {"number": one.number, "at": one.at, "by": one.by, "act": one.act, "sha256": one.content_sha256,
             "verdict": said[one.subject].act if one.subject in said else None, "tool": one.tool}
            for one in casebook.history()
            if one.subject == report_id or one.subject in said or (asked and one.subject.startswith(asked))
        ]  # fmt: skip
    return {"copies": copies, "acts": acts}


@router.get("/reports/{report_id:path}", response_class=Packed)
def get_report(request: Request, report_id: str, case: CaseHere, known: Known = None) -> Response:
    """Return a report's text and its claims with their marks (offsets in UTF-16 units)."""
    return answer(request, case, known, lambda: report_page(case, report_id, known))


def report_page(case: Case, report_id: str, known: str | None) -> Row:
    """Return a report with all that is shown of it; raise 404 for one that is not in the casebook."""
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
