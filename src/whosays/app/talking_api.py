"""The part of the API for what persons say: comments on reports, claims and events; ratings of sources; saved views."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, HTTPException, Query, Request
from pydantic import BaseModel, Field

from whosays.app.asked import CaseHere, Commenter, Reviewer
from whosays.app.filters import Known
from whosays.app.paging import Cursor, Limit, page_of
from whosays.app.saved import MOST_VIEWS, SavedViews
from whosays.app.sources import source_page, source_rows
from whosays.casebook import Casebook
from whosays.casebook.judging import LONGEST_COMMENT
from whosays.casebook.ratings import RELIABILITIES

router = APIRouter(prefix="/api/v1")
Row = dict[str, Any]
Item = Annotated[str, Query(min_length=1, max_length=200, description="The id of a report, a claim or an event.")]


class Comment(BaseModel):
    """A comment on a report, a claim or an event, or an answer to one."""

    item: str = Field(min_length=1, max_length=200)
    text: str = Field(min_length=1, max_length=LONGEST_COMMENT)
    reply_to: str | None = Field(None, max_length=40)


class Rated(BaseModel):
    """How reliable a source is held to be, and why."""

    grade: Literal["A", "B", "C", "D", "E", "F"]
    why: str = Field(min_length=1, max_length=2000)


class View(BaseModel):
    """A view to be saved: its name, and its address within the page."""

    name: str = Field(min_length=1, max_length=100)
    address: str = Field(pattern=r"^/[a-z]", max_length=2000)


@router.get("/comments", tags=["comments"])
def get_comments(request: Request, item: Item) -> Row:
    """Return the comments on something, each thread in order; one taken back that has answers keeps its place."""
    with Casebook(request.app.state.path, create=False) as casebook:
        said = list(casebook.comments(item))
    return {
        "comments": [
            {"id": one.id, "depth": depth, "by": one.author, "at": one.at, "text": one.text} for depth, one in said
        ]
    }


@router.post("/comments", status_code=201, tags=["comments"])
def add_comment(request: Request, given: Comment, person: Commenter) -> Row:
    """Keep a comment."""
    with Casebook(request.app.state.path, create=False, by=person.name) as casebook:
        kept = casebook.comment(given.item, given.text.strip(), reply_to=given.reply_to)
    return {"id": kept.id, "by": kept.author, "at": kept.at}


@router.delete("/comments/{comment_id}", tags=["comments"])
def take_back(request: Request, comment_id: str, person: Commenter) -> Row:
    """Take a comment of one's own back, by one more entry; an admin may take back anybody's."""
    with Casebook(request.app.state.path, create=False, by=person.name) as casebook:
        said = casebook.verdict(comment_id)
        if said.act != "comment":
            raise HTTPException(404, "There is no such comment.")
        if said.author != person.name and not person.may("admin"):
            raise HTTPException(403, "That comment is somebody else's. Answer it instead.")
        kept = casebook.undo(said.id)
    return {"id": kept.id}


@router.get("/sources", tags=["sources"])
def get_sources(case: CaseHere, known: Known = None, cursor: Cursor = None, limit: Limit = 500) -> Row:
    """Return a page of who is heard: speakers and outlets, how many claims rest on each, and how they are rated."""
    keys = list(case.columns(known).overview.said()[0])
    page, following = page_of(keys, cursor, limit)
    return {"sources": source_rows(case, known, keys[page]), "n": len(keys), "next": following}


@router.get("/sources/{key:path}", tags=["sources"])
def get_source(case: CaseHere, key: str, known: Known = None) -> Row:
    """Return what a source said and of whom, and what became of it: later corroborated, contested, denied."""
    page = source_page(case, key, known)
    if page is None:
        raise HTTPException(404, "No claim rests on a source of that name on that day.")
    return {**page, "grades": RELIABILITIES}


@router.post("/sources/{key:path}/ratings", status_code=201, tags=["sources"])
def rate(request: Request, case: CaseHere, key: str, given: Rated, person: Reviewer) -> Row:
    """Rate a source; earlier ratings stay as its history."""
    page = source_page(case, key, None)
    if page is None:
        raise HTTPException(404, "No claim rests on a source of that name.")
    with Casebook(request.app.state.path, create=False, by=person.name) as casebook:
        kept = casebook.rate(page["name"], given.grade, why=given.why)
    return {"id": kept.id, "grade": kept.reliability, "by": kept.author, "at": kept.at, "why": kept.why}


@router.get("/views", tags=["views"])
def get_views(request: Request) -> Row:
    """Return the saved views of this casebook, the newest first."""
    views: SavedViews = request.app.state.views
    return {"views": views.rows()}


@router.post("/views", status_code=201, tags=["views"])
def save_view(request: Request, given: View, person: Commenter) -> Row:
    """Save a view under a name; the same name again replaces it."""
    views: SavedViews = request.app.state.views
    kept = views.save(" ".join(given.name.split()), given.address, by=person.name)
    if kept is None:
        raise HTTPException(422, f"A casebook has at most {MOST_VIEWS} saved views. Remove one first.")
    return kept


@router.delete("/views", tags=["views"])
def remove_view(request: Request, name: Annotated[str, Query(min_length=1, max_length=100)], person: Commenter) -> Row:
    """Remove a saved view."""
    views: SavedViews = request.app.state.views
    if not views.remove(name):
        raise HTTPException(404, "There is no saved view of that name.")
    return {"ok": True}
