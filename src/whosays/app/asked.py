"""What every address of the API is given: the case, and the person who asks with what they may do."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable
from typing import Annotated, Any

import msgspec
from fastapi import Depends, HTTPException, Request, Response

from whosays.app.access import Person, Role, address_of, is_loopback
from whosays.app.answers import Answers
from whosays.app.case import Case, Following


def case_of(request: Request) -> Case:
    """Return the case that the server was started on, loaded again if its file has changed."""
    following: Following = request.app.state.following
    return following.case()


CaseHere = Annotated[Case, Depends(case_of)]
WHAT = {"read": "read", "comment": "comment", "review": "review claims and add reports", "admin": "do this"}


def person_with(role: Role) -> Callable[[Request], Person]:
    """Return the dependency that yields the person who asks, or refuses where their role does not reach."""

    def person_of(request: Request) -> Person:
        person: Person = request.state.person
        if not person.may(role):
            raise HTTPException(403, f"Your account may not {WHAT[role]}. Ask who runs this server.")
        return person

    return person_of


Commenter = Annotated[Person, Depends(person_with("comment"))]
Reviewer = Annotated[Person, Depends(person_with("review"))]
Admin = Annotated[Person, Depends(person_with("admin"))]


def tag_of(request: Request, *stamps: str) -> dict[str, str]:
    """Return the ETag header of an answer that changes only with these stamps and the question.

    Stop with 304 if the asker has that answer already.
    """
    question = (*stamps, str(request.url), request.headers.get("accept", ""))
    tag = f'"{hashlib.sha256("|".join(question).encode("utf-8", "surrogatepass")).hexdigest()[:20]}"'
    if tag in request.headers.get("if-none-match", ""):
        raise HTTPException(304, headers={"ETag": tag})
    return {"ETag": tag, "Vary": "Accept", "Cache-Control": "no-cache"}


class Packed(Response):
    """An answer as JSON, encoded at once: FastAPI's own way walks large answers value by value."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        """Return the bytes."""
        return msgspec.json.encode(content)


# Shorter answers are not pressed: what is saved is less than a packet.
SHORTEST_PRESSED = 1_400


def answer(request: Request, case: Case, known: str | None, make: Callable[[], Any], *stamps: str) -> Response:
    """Return an answer that rests on the case as known on a day (and on what else is stamped), and on the question.

    Worked out by ``make`` where nobody has asked the same before. Pressed for whoever is not on this machine. Stop with
    304 for who has it already.
    """
    headers = tag_of(request, case.tag, case.basis(known), *stamps)
    answers: Answers = request.app.state.answers
    key = headers["ETag"]
    # Words are looked up in the file as it is now: an answer during which it changed is of no one state.
    body = answers.get(key, lambda: msgspec.json.encode(make()), holds=case.is_current)
    if (
        len(body) >= SHORTEST_PRESSED
        and "gzip" in request.headers.get("accept-encoding", "")
        and not is_loopback(address_of(request))
    ):
        whole = body
        body = answers.get(f"{key} gzip", lambda: gzip.compress(whole, 5))
        headers |= {"Content-Encoding": "gzip", "Vary": "Accept, Accept-Encoding"}
    return Response(body, media_type="application/json", headers=headers)
