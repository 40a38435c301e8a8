"""The part of the API that changes the casebook: reports added from the page."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request
from pydantic import BaseModel, Field

from whosays.app.access import Person
from whosays.app.adding import MOST_WAITING, Adding, TooMany, pasted
from whosays.app.asked import Reviewer
from whosays.sources import Limits
from whosays.sources.opened import MEGABYTE

router = APIRouter(prefix="/api/v1")
Row = dict[str, Any]
MOST_BYTES = Limits().max_bytes


class Pasted(BaseModel):
    """A pasted report: its text, and what the person knows of it."""

    text: str = Field(min_length=1, max_length=Limits().max_characters)
    title: str | None = Field(None, max_length=500)
    outlet: str | None = Field(None, max_length=200)
    date: str | None = Field(None, pattern=r"^\d{4}-\d{2}-\d{2}$|^$", description="The day of publication.")
    url: str | None = Field(None, max_length=2000, description="Kept as it is, never fetched.")


class Link(BaseModel):
    """The address of a page to be fetched and added."""

    url: str = Field(min_length=1, max_length=4000)


def _taken(request: Request, name: str, raw: bytes, person: Person, url: str | None = None) -> Row:
    adding: Adding = request.app.state.adding
    try:
        return adding.take(name, raw, by=person.name, url=url)
    except TooMany as error:
        raise HTTPException(429, "As many reports are waiting as fit. Add the others when some are read.") from error


@router.get("/add")
def get_added(request: Request) -> Row:
    """Return what was added from the page since the server started, and how far each item is."""
    adding: Adding = request.app.state.adding
    return {"items": adding.rows(), "max_bytes": MOST_BYTES, "max_waiting": MOST_WAITING,
            "links": adding.fetches}  # fmt: skip


@router.post("/add/file", status_code=202)
async def add_file(
    request: Request, person: Reviewer, name: Annotated[str, Query(min_length=1, max_length=255)]
) -> Row:
    """Take one file in: a page, a text, or JSON Lines of reports; the body is its bytes."""
    raw = bytearray()
    async for chunk in request.stream():
        raw += chunk
        if len(raw) > MOST_BYTES:
            raise HTTPException(413, f"{name}: the file is larger than {MOST_BYTES // MEGABYTE} MB. Split it.")
    return _taken(request, name, bytes(raw), person)


@router.post("/add/text", status_code=202)
def add_text(request: Request, given: Pasted, person: Reviewer) -> Row:
    """Take a pasted text in."""
    raw = pasted(given.text, title=given.title, outlet=given.outlet, day=given.date, url=given.url)
    return _taken(request, given.title or "Pasted text", raw, person)


@router.post("/add/link", status_code=202)
def add_link(request: Request, given: Link, person: Reviewer) -> Row:
    """Fetch a page and take it in: within its site's robots.txt, and never from inside a network."""
    adding: Adding = request.app.state.adding
    if not adding.fetches:
        raise HTTPException(403, "This server fetches nothing. Save the page and add the file.")
    url = given.url.strip()
    return _taken(request, url, b"", person, url)
