"""The server: the API, the built page, and the guard before both. By default it serves this machine alone."""

from __future__ import annotations

import getpass
import time
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import FileResponse, JSONResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.middleware.base import RequestResponseEndpoint

from whosays import logs
from whosays.app import api, changing, review_api, taking_api, talking_api, who_api
from whosays.app.access import Access, address_of
from whosays.app.accounts import Accounts
from whosays.app.adding import Adding
from whosays.app.answers import Answers
from whosays.app.case import Following
from whosays.app.earlier import LOOK_AGAIN, NotYetError
from whosays.app.guard import HEADERS, HEALTH, refused, trouble
from whosays.app.judged import Judged
from whosays.app.saved import SavedViews
from whosays.casebook import Casebook
from whosays.errors import WhosaysError

if TYPE_CHECKING:
    from whosays.sources.fetching import Fetcher

# Errors that are the asker's; any other means that the casebook cannot be had just now.
STATUS = {"C010": 422, "C011": 404, "U001": 404, "U002": 422, "U003": 422, "U005": 404, "U009": 422, "U010": 422,
          "U011": 404, "F001": 422}  # fmt: skip


def login() -> str:
    """Return the login name of whoever runs the server."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


def page_folder() -> Path:
    """Return the folder of the built page."""
    return Path(str(files("whosays.app"))) / "static"


def create_app(
    casebook: str | Path,
    *,
    token: str | None = None,
    accounts: Accounts | None = None,
    by: str | None = None,
    links: Fetcher | None = None,
) -> FastAPI:
    """Return the app on a casebook; raise `CasebookError` if it cannot be opened.

    ``token`` is asked of everybody, or ``accounts`` say who may come in; neither for a server that only this machine
    reaches. ``by`` stands in the chain of custody where a person gave no name (default: the user's login name).
    ``links`` fetches the pages whose addresses people add; without it nothing is ever asked of the network.
    """
    app = FastAPI(title="whosays", version="1", docs_url=None, redoc_url=None, openapi_url="/api/v1/openapi.json")
    # Of one on a server, what follows is with this machine's copy, which follows the server.
    with Casebook(casebook, create=False) as case:
        path = case.path
    app.state.path = path
    app.state.following = Following(path)
    app.state.adding = Adding(path, links)
    app.state.judged = Judged(path)
    app.state.answers = Answers()
    app.state.views = SavedViews(path)
    for part in (api, changing, review_api, taking_api, talking_api, who_api):
        app.include_router(part.router)
    guard_with(app, Access(token, accounts), by or login())
    answer_errors(app)

    @app.head(HEALTH, include_in_schema=False)
    @app.get(HEALTH)
    def health() -> Response:
        """Say whether the casebook can be read, and whether it can be written; nothing that a stranger may not know."""
        try:
            with Casebook(path, create=False, wait=0.0) as case:
                return JSONResponse({"ok": True, "writable": case.why_not_writable is None})
        except WhosaysError as error:
            if error.code == "C006":  # somebody writes just now
                return JSONResponse({"ok": True, "writable": False})
            return trouble(503, "The casebook cannot be read.", error.code)

    show_page(app)
    return app


def guard_with(app: FastAPI, access: Access, default: str) -> None:
    """Let every request pass the guard first, and give every answer the headers that keep the page safe."""

    @app.middleware("http")
    async def guard(request: Request, call_next: RequestResponseEndpoint) -> Response:
        request.state.access = access
        began = time.perf_counter()
        response = await refused(access, request, default) or await call_next(request)
        logs.note(
            "answered", method=request.method, path=request.url.path, status=response.status_code,
            ms=round(1000 * (time.perf_counter() - began), 1), address=address_of(request),
        )  # fmt: skip
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response


def answer_errors(app: FastAPI) -> None:
    """Answer every error in the one shape."""

    @app.exception_handler(HTTPException)
    async def on_http(request: Request, error: HTTPException) -> Response:
        if error.status_code == 304:
            return Response(status_code=304, headers=error.headers)
        answer = trouble(error.status_code, str(error.detail))
        for name, value in (error.headers or {}).items():
            answer.headers[name] = value
        return answer

    @app.exception_handler(RequestValidationError)
    async def on_invalid(request: Request, error: RequestValidationError) -> Response:
        faults = "; ".join(f"{'.'.join(map(str, fault['loc'][1:]))}: {fault['msg']}" for fault in error.errors())
        return trouble(422, f"The request was not understood: {faults}.")

    @app.exception_handler(NotYetError)
    async def on_early(request: Request, error: NotYetError) -> Response:
        left = f", ready in about {error.seconds:.0f} s" if error.seconds is not None else ""
        answer = trouble(503, f"What was known by then is being worked out: {100 * error.share:.0f} %{left}.")
        answer.headers["Retry-After"] = str(LOOK_AGAIN)
        return answer

    @app.exception_handler(WhosaysError)
    async def on_own(request: Request, error: WhosaysError) -> Response:
        return trouble(STATUS.get(error.code, 503), f"{error.what} {error.remedy}", error.code)


def show_page(app: FastAPI) -> None:
    """Serve the built page, where there is one."""
    page = page_folder()
    if not (page / "index.html").exists():
        return
    app.mount("/assets", StaticFiles(directory=page / "assets"), name="assets")

    @app.get("/{path:path}", include_in_schema=False)
    def show(path: str) -> Response:
        """Serve the page for every address of it; the page reads the address itself."""
        if path.startswith("api/"):
            return trouble(404, "There is no such address.")
        return FileResponse(page / "index.html")
