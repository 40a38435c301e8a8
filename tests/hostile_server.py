"""A hostile web on this machine: redirect loops, endless answers, lies about length, packing and encoding."""

from __future__ import annotations

import gzip
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

STORY = (
    "Two drones were shot down over the port of Velmar early on Wednesday, the regional governor said.",
    "No one was hurt, according to the harbour master, who asked ships to wait outside the breakwater until noon.",
)
PAGE = (
    "<!doctype html><html><head><title>Drones over Velmar</title><meta name='date' content='2024-11-06'></head><body>"
    f"<article><h1>Drones over Velmar</h1><p>{STORY[0]}</p><p>{STORY[1]}</p></article></body></html>"
).encode()
BOMB = gzip.compress(b"\0" * 10_000_000)


class Web(ThreadingHTTPServer):
    """The server, with what it was asked and what it is to answer."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answering)
        self.asked: list[tuple[float, str, dict[str, str]]] = []
        self.posted: list[tuple[str, dict[str, str], bytes]] = []
        self.pages: dict[str, tuple[int, dict[str, str], bytes]] = {"/page": (200, {"Content-Type": "text/html"}, PAGE)}
        self.fail_first: Counter[str] = Counter()
        self.ending = threading.Event()

    @property
    def address(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def paths(self) -> list[str]:
        """Return what was asked for, robots.txt aside, in order."""
        return [path for _, path, _ in self.asked if path != "/robots.txt"]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: clients that hang up are what the tests are about."""


class _Answering(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Web

    def log_message(self, *_: object) -> None:
        pass

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.posted.append((self.path, dict(self.headers), body))
        self.server.fail_first[self.path] -= 1
        self._answer(503 if self.server.fail_first[self.path] >= 0 else 204, {}, b"")

    def do_GET(self) -> None:
        self.server.asked.append((time.monotonic(), self.path, dict(self.headers)))
        name = self.path.split("?")[0].strip("/").replace("-", "_").split("/")[0].split(".")[0]
        special = getattr(self, f"_{name}", None)
        if self.server.fail_first[self.path] > 0:
            self.server.fail_first[self.path] -= 1
            self._answer(503, {"Retry-After": "1"}, b"later")
        elif self.path in self.server.pages:
            status, headers, body = self.server.pages[self.path]
            tag = headers.get("ETag")
            if tag and self.headers.get("If-None-Match") == tag:
                self._answer(304, {"ETag": tag}, b"")
            else:
                self._answer(status, headers, body)
        elif special is not None:
            special()
        else:
            self._answer(404, {}, b"nothing here")

    def _answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status not in (204, 304):
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _loop(self) -> None:
        self._answer(302, {"Location": f"/loop?{len(self.server.asked)}"}, b"")

    def _inside(self) -> None:
        self._answer(302, {"Location": "http://169.254.169.254/latest/meta-data"}, b"")

    def _to_file(self) -> None:
        self._answer(302, {"Location": "file:///etc/passwd"}, b"")

    def _nowhere(self) -> None:
        self._answer(302, {}, b"")

    def _moved(self) -> None:
        self._answer(301, {"Location": "/page"}, b"")

    def _endless(self) -> None:
        """Chunks without an end, fast: the bound on size must stop it."""
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        while not self.server.ending.is_set():
            self.wfile.write(b"10000\r\n" + b"x" * 0x10000 + b"\r\n")

    def _drip(self) -> None:
        """A chunk now and then, never silent for long: the bound on time must stop it."""
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        while not self.server.ending.wait(0.1):
            self.wfile.write(b"1\r\nx\r\n")

    def _drip_on(self) -> None:
        """The same without chunks or a length: an answer that ends with its connection."""
        self.send_response(200)
        self.send_header("Connection", "close")
        self.end_headers()
        while not self.server.ending.wait(0.1):
            self.wfile.write(b"x")

    def _slow_head(self) -> None:
        """A header letter by letter."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
        while not self.server.ending.wait(0.1):
            self.wfile.write(b"x")

    def _silent(self) -> None:
        self.server.ending.wait(30)

    def _short(self) -> None:
        """Less than promised, then nothing."""
        self.send_response(200)
        self.send_header("Content-Length", "100000")
        self.end_headers()
        self.wfile.write(PAGE[:100])
        self.close_connection = True

    def _bomb(self) -> None:
        """Ten kilobytes that unpack to ten megabytes, under the name of a page."""
        self._answer(200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, BOMB)

    def _not_packed(self) -> None:
        self._answer(200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, PAGE)

    def _packed(self) -> None:
        self._answer(200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, gzip.compress(PAGE))

    def _wrong_charset(self) -> None:
        page = PAGE.replace(b"Velmar early", "Vélmar “early”".encode())
        self._answer(200, {"Content-Type": "text/html; charset=koi8-r"}, page)

    def _picture(self) -> None:
        self._answer(200, {"Content-Type": "image/png"}, b"\x89PNG\r\n\x1a\n")

    def _empty(self) -> None:
        self._answer(200, {"Content-Type": "text/html"}, b" \n")

    def _garbage(self) -> None:
        self.wfile.write(b"\x00\xff\x00\xff nonsense\r\n\r\n")
        self.close_connection = True

    def _many_headers(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: y\r\n" % n for n in range(5_000)) + b"\r\n")
        self.close_connection = True


@contextmanager
def hostile_web() -> Iterator[Web]:
    """Run the server while the block lasts."""
    web = Web()
    thread = threading.Thread(target=web.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield web
    finally:
        web.ending.set()
        web.shutdown()
        web.server_close()
        thread.join(timeout=5)
