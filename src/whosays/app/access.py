"""Who may ask, and what a request must look like to change anything.

On this machine alone (loopback) no token is needed: the host name is checked, so that no web site can point its own
name at this server and read through the browser. Beyond it, a token or an account is: as a cookie after the first
visit, the token also as ``Authorization: Bearer`` for programs. A request that changes something must come from the
page itself.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import time
from collections import OrderedDict, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args
from urllib.parse import unquote, urlsplit

from starlette.requests import HTTPConnection

if TYPE_CHECKING:
    from whosays.app.accounts import Accounts

COOKIE = "whosays"
HEADER = "x-whosays"
# Where nobody has an account, the page says by which name its person wants to be known.
NAME_HEADER = "x-whosays-name"
LONGEST_NAME = 80
Role = Literal["read", "comment", "review", "admin"]
ROLES: tuple[str, ...] = get_args(Role)
WINDOW = 60.0
# A person mistypes a token a few times; a program that guesses needs more. 10 a minute for each address.
TRIES = 10
# Beyond this machine. A busy page asks some 60 times a minute, a reviewer changes some 30; several share an address.
MOST_ASKED = 1_200
MOST_CHANGED = 300
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


def address_of(request: HTTPConnection) -> str:
    """Return the address that a request came from."""
    return request.client.host if request.client else "?"


class Counter:
    """How often each address did something within the last minute."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._at: OrderedDict[str, deque[float]] = OrderedDict()

    def add(self, address: str) -> None:
        """Count once more."""
        self._at.setdefault(address, deque(maxlen=self._most)).append(time.monotonic())
        self._at.move_to_end(address)
        while len(self._at) > MOST_ADDRESSES:
            self._at.popitem(last=False)

    def is_full(self, address: str) -> bool:
        """Say whether it was done as often as it may be."""
        times = self._at.get(address)
        return times is not None and len(times) == self._most and times[0] > time.monotonic() - WINDOW

    def forget(self, address: str) -> None:
        """Begin anew for an address."""
        self._at.pop(address, None)


class Access:
    """The rules of one server: anybody on this machine; or whoever holds the token; or whoever has an account."""

    def __init__(self, token: str | None = None, accounts: Accounts | None = None) -> None:
        self.token = token
        self.accounts = accounts
        self.failed = Counter(TRIES)
        self.asked = Counter(MOST_ASKED)
        self.changed = Counter(MOST_CHANGED)

    @property
    def is_guarded(self) -> bool:
        """Whether not everybody who reaches the server may come in."""
        return self.token is not None or self.accounts is not None

    @property
    def cookie(self) -> str:
        """The cookie's value for whoever knows the token: it follows from it, and does not give it away."""
        return hmac.new((self.token or "").encode(), b"whosays cookie", hashlib.sha256).hexdigest()

    def is_host_known(self, request: HTTPConnection) -> bool:
        """Say whether the request names this server as it may be named; a guarded one by any name."""
        if self.is_guarded:
            return True
        try:
            name = urlsplit(f"//{request.headers.get('host', '')}").hostname or ""
        except ValueError:
            return False
        return is_loopback(name)

    def person(self, request: HTTPConnection, default: str) -> Person | None:
        """Return who asks, None for somebody who is not let in yet; ``default`` names whoever runs the server."""
        cookie = request.cookies.get(COOKIE, "")
        if self.accounts is not None:
            return self.accounts.person(cookie) if cookie else None
        if self.token is None or hmac.compare_digest(cookie.encode(), self.cookie.encode()):
            return Person(name_in(request) or default)
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and not self.failed.is_full(address_of(request)) and self.holds(given, request):
            return Person(name_in(request) or default)
        return None

    def holds(self, given: str, request: HTTPConnection) -> bool:
        """Say whether this is the token; a wrong one is counted against the address it came from."""
        address = address_of(request)
        if self.token is not None and hmac.compare_digest(given.encode(), self.token.encode()):
            self.failed.forget(address)
            return True
        self.failed.add(address)
        return False

    def enter(self, form: dict[str, list[str]], request: HTTPConnection) -> str | None:
        """Return the cookie for what was typed at the door, None where it does not open."""
        if self.accounts is None:
            return self.cookie if self.holds(form.get("token", [""])[0], request) else None
        key = self.accounts.open_session(form.get("name", [""])[0], form.get("password", [""])[0])
        if key is None:
            self.failed.add(address_of(request))
        return key

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
