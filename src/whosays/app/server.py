"""The server: the API, the built page, and the headers that keep both safe. By default it serves this machine alone."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import FileResponse, JSONResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.middleware.base import RequestResponseEndpoint

from whosays.app.api import router
from whosays.app.case import Case
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


def page_folder() -> Path:
    """Return the folder of the built page."""
    return Path(str(files("whosays.app"))) / "static"


def trouble(status: int, message: str, code: str | None = None) -> JSONResponse:
    """Return an error in the one shape that all errors have."""
    return JSONResponse({"ok": False, "status": status, "code": code, "error": message}, status_code=status)


def create_app(casebook: str | Path) -> FastAPI:
    """Return the app on a casebook; raise `CasebookError` if it cannot be opened."""
    app = FastAPI(title="whosays", version="1", docs_url=None, redoc_url=None, openapi_url="/api/v1/openapi.json")
    app.state.case = Case(casebook)
    app.include_router(router)

    @app.middleware("http")
    async def guard(request: Request, call_next: RequestResponseEndpoint) -> Response:
        response = await call_next(request)
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
        return trouble(503, f"{error.what} {error.remedy}", error.code)

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
