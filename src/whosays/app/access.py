"""Who may ask, and what a request must look like to change anything.

On this machine alone (loopback) no token is needed: the host name is checked, so that no web site can point its own
name at this server and read through the browser. Beyond it, a token is: as a cookie after the first visit, or as
``Authorization: Bearer`` for programs. A request that changes something must come from the page itself.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import Literal, get_args
from urllib.parse import unquote, urlsplit

from starlette.requests import HTTPConnection

COOKIE = "whosays"
HEADER = "x-whosays"
# Where nobody has an account, the page says by which name its person wants to be known.
NAME_HEADER = "x-whosays-name"
LONGEST_NAME = 80
Role = Literal["read", "comment", "review", "admin"]
ROLES: tuple[str, ...] = get_args(Role)
# A person mistypes a token a few times; a program that guesses needs more. 10 a minute for each address.
TRIES = 10
WINDOW = 60.0
MOST_ADDRESSES = 10_000


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks: the name that the casebook keeps, and what that person may do; each role may what those before may."""

    name: str
    role: Role = "admin"

    def may(self, role: Role) -> bool:
        """Say whether this person may do what a role may."""
        return ROLES.index(self.role) >= ROLES.index(role)


def name_in(request: HTTPConnection) -> str | None:
    """Return the name that the page gives for its person, None without one that can be shown."""
    name = " ".join(unquote(request.headers.get(NAME_HEADER, "")).split())
    return name if 0 < len(name) <= LONGEST_NAME and name.isprintable() else None


def is_loopback(host: str) -> bool:
    """Say whether a host is this machine alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


class Access:
    """The rules of one server. ``token`` None: anybody on this machine; else whoever holds it."""

    def __init__(self, token: str | None = None) -> None:
        self.token = token
        self._failed: OrderedDict[str, list[float]] = OrderedDict()

    @property
    def cookie(self) -> str:
        """The cookie's value: it follows from the token, and does not give it away."""
        return hmac.new((self.token or "").encode(), b"whosays cookie", hashlib.sha256).hexdigest()

    def is_host_known(self, request: HTTPConnection) -> bool:
        """Say whether the request names this server as it may be named; with a token any name will do."""
        if self.token is not None:
            return True
        try:
            name = urlsplit(f"//{request.headers.get('host', '')}").hostname or ""
        except ValueError:
            return False
        return is_loopback(name)

    def has_cookie(self, request: HTTPConnection) -> bool:
        """Say whether the request carries the cookie of this server's token, or none is needed."""
        cookie = request.cookies.get(COOKIE, "")
        return self.token is None or hmac.compare_digest(cookie.encode(), self.cookie.encode())

    def is_let_in(self, request: HTTPConnection) -> bool:
        """Say whether the request carries the token, or needs none."""
        if self.has_cookie(request):
            return True
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        return scheme.lower() == "bearer" and self.holds(given, request)

    def holds(self, given: str, request: HTTPConnection) -> bool:
        """Say whether this is the token; a wrong one is counted against the address it came from."""
        address = request.client.host if request.client else "?"
        if self.must_wait(request):
            return False
        if self.token is not None and hmac.compare_digest(given.encode(), self.token.encode()):
            self._failed.pop(address, None)
            return True
        self._failed.setdefault(address, []).append(time.monotonic())
        self._failed.move_to_end(address)
        while len(self._failed) > MOST_ADDRESSES:
            self._failed.popitem(last=False)
        return False

    def must_wait(self, request: HTTPConnection) -> bool:
        """Say whether an address has given too many wrong tokens in the last minute."""
        address = request.client.host if request.client else "?"
        since = time.monotonic() - WINDOW
        recent = [at for at in self._failed.get(address, ()) if at > since]
        if recent:
            self._failed[address] = recent
        else:
            self._failed.pop(address, None)
        return len(recent) >= TRIES

    @staticmethod
    def is_from_page(request: HTTPConnection) -> bool:
        """Say whether a request that changes something comes from this server's own page, or from a program.

        Other sites cannot set the header without asking first, which is never allowed; the origin is checked besides.
        """
        if HEADER not in request.headers:
            return False
        if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return False
        origin = request.headers.get("origin")
        return origin is None or urlsplit(origin).netloc == request.headers.get("host")
