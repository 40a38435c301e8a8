"""The guard at the door of the server: who comes in, how often, with how much; and the headers of every answer."""

from __future__ import annotations

from urllib.parse import parse_qs

from fastapi import Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from whosays.app.access import COOKIE, HEADER, Access, address_of

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
    "Cross-Origin-Resource-Policy": "same-origin",
}
LONGEST_FORM = 4_096
# What a request may carry. A pasted report is held to its own number of characters; a file is counted as it comes in.
MOST_BODY = 256 * 1024
MOST_PASTED = 8 * 1024 * 1024
HEALTH = "/api/v1/health"
UPLOAD = "/api/v1/add/file"
PASTE = "/api/v1/add/text"
SAFE = ("GET", "HEAD", "OPTIONS")

_TOKEN = """<p><label>Token, as printed where the server was started<br>
<input name="token" type="password" required autocomplete="off"></label></p>"""
_ACCOUNT = """<p><label>Name<br><input name="name" required autocomplete="username"></label></p>
<p><label>Password<br><input name="password" type="password" required autocomplete="current-password"></label></p>"""


def door(access: Access, *, wrong: bool = False) -> Response:
    """Return the page for whoever is not let in yet; it loads nothing."""
    fields = _TOKEN if access.accounts is None else _ACCOUNT
    needs = "a token" if access.accounts is None else "an account"
    said = '<p role="alert">That does not open it. Try again.</p>' if wrong else ""
    return HTMLResponse(
        f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>whosays: come in</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<style>body{{font:1rem/1.5 system-ui,sans-serif;max-width:30rem;margin:10vh auto;padding:0 1rem}}
input,button{{font:inherit;padding:.4rem .6rem;max-width:100%}}</style></head><body><main>
<h1>This casebook needs {needs}</h1>{said}
<form method="post" action="/enter">{fields}<p><button>Open</button></p></form>
</main></body></html>""",
        status_code=401,
    )


def trouble(status: int, message: str, code: str | None = None) -> JSONResponse:
    """Return an error in the one shape that all errors have."""
    return JSONResponse({"ok": False, "status": status, "code": code, "error": message}, status_code=status)


def wait(message: str) -> JSONResponse:
    """Return the answer to whoever asks too often."""
    answer = trouble(429, message)
    answer.headers["Retry-After"] = "60"
    return answer


async def refused(access: Access, request: Request, default: str) -> Response | None:
    """Return the answer to a request that is not let in, None for one that is, its person in its state."""
    if not access.is_host_known(request):
        return trouble(403, "This server answers on this machine's own names only. Open it at http://127.0.0.1.")
    person = access.person(request, default)
    if person is None and request.url.path == HEALTH and request.method in ("GET", "HEAD"):
        # Whatever watches over servers has no account; it learns nothing but whether this one is well.
        return too_often(access, request)
    if person is None:
        return await outside(access, request)
    request.state.person = person
    if access.is_guarded and (answer := too_often(access, request)):
        return answer
    if request.url.path == "/leave" and request.method == "POST" and access.is_guarded:
        return left(access, request)
    if request.method not in SAFE:
        if not access.is_from_page(request):
            return trouble(403, f"Only the page itself may change the casebook; programs send the header {HEADER}.")
        return too_large(request)
    return None


def too_often(access: Access, request: Request) -> Response | None:
    """Return the answer to an address that asks or changes too often."""
    address = address_of(request)
    for counter in (access.asked, *(() if request.method in SAFE else (access.changed,))):
        if counter.is_full(address):
            return wait("Too many requests from your address. Wait a minute, then go on.")
        counter.add(address)
    return None


def too_large(request: Request) -> Response | None:
    """Return the answer to a request that carries more than it may, or does not say how much."""
    if request.url.path == UPLOAD:
        return None
    if "transfer-encoding" in request.headers:
        return trouble(411, "Say how long the request is (Content-Length).")
    given = request.headers.get("content-length", "0")
    most = MOST_PASTED if request.url.path == PASTE else MOST_BODY
    if not given.isdecimal() or int(given) > most:
        return trouble(413, f"A request may carry {most // 1024} kB. Add a long report as a file.")
    return None


async def outside(access: Access, request: Request) -> Response:
    """Answer somebody who is not let in yet."""
    if access.failed.is_full(address_of(request)):
        return wait("Too many wrong tries. Wait a minute, then try again.")
    if request.url.path == "/enter" and request.method == "POST":
        body = b""
        async for chunk in request.stream():
            body += chunk
            if len(body) > LONGEST_FORM:
                return trouble(413, "That opens nothing.")
        form = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True)
        # A password takes a while to check, on purpose; the others need not wait for it.
        cookie = await run_in_threadpool(access.enter, form, request)
        return door(access, wrong=True) if cookie is None else let_in(request, "/", cookie)
    given = request.query_params.get("token")
    if given is not None and request.method == "GET" and access.token is not None and access.holds(given, request):
        return let_in(request, request.url.path, access.cookie)
    if request.url.path.startswith("/api/"):
        return trouble(401, "You are not let in. Open the address that 'whosays serve' printed, or sign in.")
    return door(access)


def let_in(request: Request, path: str, cookie: str) -> Response:
    """Return the answer that keeps the cookie and goes on, the token out of the address."""
    answer = RedirectResponse(path if path.startswith("/") and not path.startswith("//") else "/", status_code=303)
    secure = request.url.scheme == "https"
    answer.set_cookie(COOKIE, cookie, httponly=True, samesite="strict", secure=secure, path="/")
    return answer


def left(access: Access, request: Request) -> Response:
    """End a session; the form of the page sends no header, so the cookie's own strictness guards this."""
    if access.accounts is not None:
        access.accounts.end_session(request.cookies.get(COOKIE, ""))
    answer = RedirectResponse("/", status_code=303)
    answer.delete_cookie(COOKIE, path="/", httponly=True, samesite="strict")
    return answer
