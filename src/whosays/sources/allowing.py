"""Which addresses may be asked: public ones only, judged by the number that a connection is really made to.

A name is resolved once, every number that it has is judged, and the connection goes to one of those: a name that
answers differently the second time (DNS rebinding) gains nothing.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from urllib.parse import urlsplit

from whosays.errors import FetchError

Number = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], list[str]]
MAX_ADDRESS = 4_000
# IPv6 networks whose numbers carry an IPv4 number in which the packet comes out (RFC 3056, 6052, 8215, 4291).
_CARRIERS = tuple(map(ipaddress.IPv6Network, ("2002::/16", "64:ff9b::/96", "64:ff9b:1::/48", "::/96")))


def resolve(host: str, port: int) -> list[str]:
    """Return the numbers of a host, in the system's order."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def parts_of(url: str) -> tuple[str, str, int, str]:
    """Return (scheme, host, port, path with query) of a web address; raise `FetchError` F001 where it is none."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
        scheme = parts.scheme.lower()
    except ValueError as error:
        raise FetchError("F001", item=_shown(url), detail=str(error)) from error
    if scheme not in ("http", "https") or not host:
        raise FetchError("F001", item=_shown(url), detail="not an http or https address")
    if parts.username is not None or parts.password is not None:
        raise FetchError("F001", item=f"{scheme}://{host}", detail="it carries a name or a password")
    if len(url) > MAX_ADDRESS or any(c.isspace() or not c.isprintable() for c in url):
        raise FetchError("F001", item=_shown(url), detail="it is too long or has blanks in it")
    try:
        host = host.encode("idna").decode("ascii") if not host.isascii() else host
    except UnicodeError as error:
        raise FetchError("F001", item=_shown(url), detail="its host is no name") from error
    path = parts.path or "/"
    return scheme, host, port or (443 if scheme == "https" else 80), path + (f"?{parts.query}" if parts.query else "")


def _shown(url: str) -> str:
    return "".join(c for c in url[:300] if c.isprintable())


def is_public(number: Number) -> bool:
    """Return whether a number stands for a machine on the public internet.

    Not those of this machine, of private and link-local networks, of providers' inner networks (100.64.0.0/10), of
    groups, of documentation and reserved blocks; nor those that carry one of them.
    """
    if isinstance(number, ipaddress.IPv6Address):
        carried = number.ipv4_mapped or number.teredo or _carried(number)
        if carried is not None:
            return all(is_public(inner) for inner in (carried if isinstance(carried, tuple) else (carried,)))
    return number.is_global and not (number.is_multicast or number.is_reserved or number.is_unspecified)


def _carried(number: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    for network in _CARRIERS:
        if number in network:
            bits = int(number) >> 80 if network.prefixlen == 16 else int(number)
            return ipaddress.IPv4Address(bits & 0xFFFFFFFF)
    return None


def allowed_number(host: str, port: int, *, url: str, resolve: Resolve, allowed: frozenset[str]) -> str:
    """Return the number to connect to; raise F002 for a name that is not known, F003 for one that leads inside.

    One inner number among several refuses the host: its owner, or whoever answers for it, is playing. ``allowed`` are
    numbers that the person named.
    """
    try:
        # What the system reads as a number is one: 0x7f.1 and 2130706433 are 127.0.0.1.
        numbers = resolve(host, port)
    except (OSError, UnicodeError) as error:
        raise FetchError("F002", item=_shown(url), detail=str(getattr(error, "strerror", None) or error)) from error
    if not numbers:
        raise FetchError("F002", item=_shown(url), detail="no number")
    for words in numbers:
        number = ipaddress.ip_address(words.partition("%")[0])
        if words not in allowed and not is_public(number):
            raise FetchError("F003", item=_shown(url), detail=words)
    return numbers[0]
