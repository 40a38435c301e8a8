"""One request over the network: one address, no redirect followed, bounded in time and in size."""

from __future__ import annotations

import socket
import ssl
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

from whosays import logs
from whosays.errors import FetchError
from whosays.sources.allowing import Resolve, allowed_number, parts_of
from whosays.sources.opened import MEGABYTE

_PIECE = 1 << 16


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered: status, headers in lower case, body with its packing undone."""

    url: str
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much one request may take: bytes of the body, seconds in all, seconds without a byte."""

    max_bytes: int = 20 * MEGABYTE
    max_seconds: float = 60.0
    silence: float = 20.0


def ask(
    url: str, headers: dict[str, str], bounds: Bounds, *, resolve: Resolve, allowed: frozenset[str],
    body: bytes | None = None,
) -> Answer:  # fmt: skip
    """Return a server's answer; raise `FetchError` F001 to F003, F006 to F008, F011. With ``body`` it is a POST.

    The connection goes to the number that was judged, with the host's name in the request and in the check of its
    certificate. A clock beside it closes the connection when time is up, whatever the server is doing: sending a
    header letter by letter, or nothing.
    """
    scheme, host, port, path = parts_of(url)
    number = allowed_number(host, port, url=url, resolve=resolve, allowed=allowed)
    connection = _connection(scheme, host, number, port, bounds)
    is_late = threading.Event()
    plugs: list[Any] = []
    held = ExitStack()
    held.callback(connection.close)
    clock = threading.Timer(bounds.max_seconds, _close, (connection, plugs, is_late))
    clock.daemon = True
    clock.start()
    try:
        shown = f"[{host}]" if ":" in host else host
        name = shown if port == (443 if scheme == "https" else 80) else f"{shown}:{port}"
        sent = {"Host": name, "Accept-Encoding": "gzip", "Connection": "close", **headers}
        connection.connect()
        # An answer that ends with the connection takes the socket over: the clock must know it by itself.
        plugs.append(connection.sock)
        held.callback(connection.sock.close)
        method = "GET" if body is None else "POST"
        connection.request(method, path, body=body, headers=sent, preload_content=False, decode_content=False)
        response = connection.getresponse()
        held.callback(response.close)
        answered = {key.lower(): value[:2_000] for key, value in response.headers.items()}
        whole = b"".join(_body(response, answered.get("content-encoding", ""), url, bounds))
        if is_late.is_set():
            raise FetchError("F007", item=url, detail=f"{bounds.max_seconds:g}")
        logs.note("asked", address=logs.shown(url), number=number, status=int(response.status), n_bytes=len(whole))
        return Answer(url=url, status=int(response.status), headers=answered, body=whole)
    except FetchError:
        raise
    except _failures() as error:
        if is_late.is_set() or "timed out" in str(error).lower():
            seconds = bounds.max_seconds if is_late.is_set() else bounds.silence
            raise FetchError("F007", item=url, detail=f"{seconds:g}") from error
        raise FetchError("F006", item=url, detail=_reason(error)) from error
    finally:
        clock.cancel()
        held.close()


def _failures() -> tuple[type[Exception], ...]:
    from http.client import HTTPException

    from urllib3.exceptions import HTTPError

    return OSError, HTTPError, HTTPException, ValueError


def _reason(error: Exception) -> str:
    inner = error.__cause__ or error
    words = getattr(inner, "strerror", None) or str(inner) or type(inner).__name__
    return " ".join(str(words).split())[:200].rstrip(".")


def _connection(scheme: str, host: str, number: str, port: int, bounds: Bounds) -> Any:
    from urllib3.connection import HTTPConnection, HTTPSConnection

    wait = min(bounds.silence, bounds.max_seconds)
    if scheme == "http":
        return HTTPConnection(number, port, timeout=wait)
    return HTTPSConnection(
        number, port, timeout=wait, server_hostname=host, assert_hostname=host,
        ssl_context=ssl.create_default_context(),
    )  # fmt: skip


def _close(connection: Any, plugs: list[Any], is_late: threading.Event) -> None:
    is_late.set()
    plug = plugs[0] if plugs else getattr(connection, "sock", None)
    if plug is not None:
        try:
            socket.socket.shutdown(plug, socket.SHUT_RDWR)
        except OSError:
            return


def _body(response: Any, encoding: str, url: str, bounds: Bounds) -> Iterator[bytes]:
    """Yield the body unpacked; raise F008 as soon as it is too large, F011 where its packing is broken or unknown."""
    encoding = encoding.strip().lower()
    if encoding not in ("", "identity", "gzip", "x-gzip", "deflate"):
        raise FetchError("F011", item=url, detail=f"packed as {encoding[:30]}")
    unpacker = None if encoding in ("", "identity") else _Unpacker(url)
    n_bytes, began = 0, time.monotonic()
    while piece := response.read(_PIECE, decode_content=False):
        for part in unpacker.parts(piece) if unpacker else (piece,):
            n_bytes += len(part)
            if n_bytes > bounds.max_bytes:
                raise FetchError("F008", item=url, detail=f"{bounds.max_bytes / MEGABYTE:g} MB")
            yield part
        if time.monotonic() - began > bounds.max_seconds:
            raise FetchError("F007", item=url, detail=f"{bounds.max_seconds:g}")


class _Unpacker:
    """Undo gzip or deflate in pieces of at most a megabyte, so that a bomb is stopped by the bound on size."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._unpacker = zlib.decompressobj(wbits=47)
        self._is_first = True

    def parts(self, piece: bytes) -> Iterator[bytes]:
        while piece and not self._unpacker.eof:
            try:
                part = self._unpacker.decompress(piece, MEGABYTE)
            except zlib.error as error:
                if not self._is_first:
                    raise FetchError("F011", item=self._url, detail="damaged") from error
                # Some servers send deflate without its head.
                self._unpacker, self._is_first = zlib.decompressobj(wbits=-15), False
                continue
            self._is_first = False
            yield part
            piece = self._unpacker.unconsumed_tail
