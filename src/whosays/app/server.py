"""The server: the API, the built page, and the headers that keep both safe. By default it serves this machine alone."""

from __future__ import annotations

import getpass
from importlib.resources import files
from pathlib import Path
from urllib.parse import parse_qs

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse, RedirectResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.middleware.base import RequestResponseEndpoint

from whosays.app import api, changing, review_api, taking_api, talking_api
from whosays.app.access import COOKIE, HEADER, Access, Person, name_in
from whosays.app.adding import Adding
from whosays.app.case import Following
from whosays.app.judged import Judged
from whosays.app.reviewing import Queue
from whosays.app.saved import SavedViews
from whosays.errors import WhosaysError

# Nothing may be loaded from anywhere else, and no script may stand inside the page: report text is hostile.
POLICY = (
    "default-src 'none'; script-src 'self'; worker-src 'self' blob:; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}
# Errors that are the asker's; any other means that the casebook cannot be had just now.
STATUS = {"C010": 422, "C011": 404, "U001": 404, "U002": 422, "U003": 422, "U005": 404, "U009": 422, "U010": 422,
          "U011": 404}  # fmt: skip
LONGEST_FORM = 4_096
# Shown to whoever comes without the token; it loads nothing.
DOOR = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>whosays: token</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<style>body{font:1rem/1.5 system-ui,sans-serif;max-width:30rem;margin:10vh auto;padding:0 1rem}
input,button{font:inherit;padding:.4rem .6rem}</style></head><body><main><h1>This casebook needs a token</h1>
<form method="post" action="/enter"><p><label>Token, as printed where the server was started<br>
<input name="token" type="password" required autocomplete="off"></label> <button>Open</button></p></form></main>
</body></html>"""


def login() -> str:
    """Return the login name of whoever runs the server."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


def page_folder() -> Path:
    """Return the folder of the built page."""
    return Path(str(files("whosays.app"))) / "static"


def trouble(status: int, message: str, code: str | None = None) -> JSONResponse:
    """Return an error in the one shape that all errors have."""
    return JSONResponse({"ok": False, "status": status, "code": code, "error": message}, status_code=status)


async def refused(access: Access, request: Request) -> Response | None:
    """Return the answer to a request that is not let in, or None for one that is."""
    if not access.is_host_known(request):
        return trouble(403, "This server answers on this machine's own names only. Open it at http://127.0.0.1.")
    if not access.has_cookie(request):
        # Whoever is inside already is not shut out by others who guess from the same address.
        if access.must_wait(request):
            answer = trouble(429, "Too many wrong tokens. Wait a minute, then try again.")
            answer.headers["Retry-After"] = "60"
            return answer
        if request.url.path == "/enter" and request.method == "POST":
            return await entered(access, request)
    if not access.is_let_in(request):
        given = request.query_params.get("token")
        if given is not None and request.method == "GET" and access.holds(given, request):
            return let_in(access, request, request.url.path)
        if request.url.path.startswith("/api/"):
            return trouble(401, "A token is needed. Open the address that 'whosays serve' printed.")
        return HTMLResponse(DOOR, status_code=401)
    if request.method not in ("GET", "HEAD", "OPTIONS") and not access.is_from_page(request):
        return trouble(403, f"Only the page itself may change the casebook; programs send the header {HEADER}.")
    return None


async def entered(access: Access, request: Request) -> Response:
    """Answer to the token typed on the door page."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LONGEST_FORM:
            return trouble(413, "That is no token.")
    given = parse_qs(body.decode("utf-8", "replace")).get("token", [""])[0]
    return let_in(access, request, "/") if access.holds(given, request) else HTMLResponse(DOOR, status_code=401)


def let_in(access: Access, request: Request, path: str) -> Response:
    """Return the answer that keeps the token's cookie and goes on, the token out of the address."""
    answer = RedirectResponse(path if path.startswith("/") and not path.startswith("//") else "/", status_code=303)
    answer.set_cookie(
        COOKIE, access.cookie, httponly=True, samesite="strict", secure=request.url.scheme == "https", path="/"
    )
    return answer


def create_app(casebook: str | Path, *, token: str | None = None, by: str | None = None) -> FastAPI:
    """Return the app on a casebook; raise `CasebookError` if it cannot be opened.

    ``token`` is asked of everybody; None for a server that only this machine reaches. ``by`` stands in the chain of
    custody for what is added from the page (default: the user's login name).
    """
    app = FastAPI(title="whosays", version="1", docs_url=None, redoc_url=None, openapi_url="/api/v1/openapi.json")
    app.state.path = Path(casebook)
    app.state.following = Following(casebook)
    app.state.adding = Adding(Path(casebook))
    app.state.judged = Judged(Path(casebook))
    app.state.queue = Queue()
    app.state.views = SavedViews(Path(casebook))
    for part in (api, changing, review_api, taking_api, talking_api):
        app.include_router(part.router)
    access = Access(token)

    @app.middleware("http")
    async def guard(request: Request, call_next: RequestResponseEndpoint) -> Response:
        request.state.person = Person(name_in(request) or by or login())
        response = await refused(access, request) or await call_next(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    @app.exception_handler(HTTPException)
    async def on_http(request: Request, error: HTTPException) -> Response:
        if error.status_code == 304:
            return Response(status_code=304)
        return trouble(error.status_code, str(error.detail))

    @app.exception_handler(RequestValidationError)
    async def on_invalid(request: Request, error: RequestValidationError) -> Response:
        faults = "; ".join(f"{'.'.join(map(str, fault['loc'][1:]))}: {fault['msg']}" for fault in error.errors())
        return trouble(422, f"The request was not understood: {faults}.")

    @app.exception_handler(WhosaysError)
    async def on_own(request: Request, error: WhosaysError) -> Response:
        return trouble(STATUS.get(error.code, 503), f"{error.what} {error.remedy}", error.code)

    @app.get("/api/v1/health")
    def health() -> dict[str, bool]:
        """Say that the server answers."""
        return {"ok": True}

    page = page_folder()
    if (page / "index.html").exists():
        app.mount("/assets", StaticFiles(directory=page / "assets"), name="assets")

        @app.get("/{path:path}", include_in_schema=False)
        def show(path: str) -> Response:
            """Serve the page for every address of it; the page reads the address itself."""
            if path.startswith("api/"):
                return trouble(404, "There is no such address.")
            return FileResponse(page / "index.html")

    return app
