"""Fetching from a hostile web: nothing inside a network, no rule of a site broken, every answer bounded."""

from __future__ import annotations

import ipaddress
import time
from collections.abc import Iterator

import pytest

from hostile_server import PAGE, STORY, Web, hostile_web
from whosays.errors import FetchError, ReportError
from whosays.sources import Opened, open_items
from whosays.sources.allowing import is_public, parts_of
from whosays.sources.connecting import Bounds
from whosays.sources.fetching import Fetcher, NotChangedError, user_agent

BOUNDS = Bounds(max_bytes=1_000_000, max_seconds=1.5, silence=1.0)


@pytest.fixture(scope="module")
def running() -> Iterator[Web]:
    with hostile_web() as server:
        yield server


@pytest.fixture
def web(running: Web) -> Web:
    running.asked.clear()
    running.fail_first.clear()
    running.pages = {"/page": (200, {"Content-Type": "text/html"}, PAGE)}
    return running


class Patience:
    """A clock that sleeping moves: pauses are measured and not waited for."""

    def __init__(self) -> None:
        self.now = 1_000.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        self.slept.append(seconds)

    def clock(self) -> float:
        return self.now


def _fetcher(**more: object) -> tuple[Fetcher, Patience, list[tuple[str, str, bytes | None]]]:
    patience, log = Patience(), []  # type: tuple[Patience, list[tuple[str, str, bytes | None]]]
    given: dict[str, object] = {
        "bounds": BOUNDS, "allowed": frozenset({"127.0.0.1"}), "sleep": patience.sleep, "clock": patience.clock,
        "log": lambda *said: log.append(said),
    }  # fmt: skip
    return Fetcher(**(given | more)), patience, log  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("number", "public"),
    [
        ("93.184.216.34", True), ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("127.0.0.1", False), ("127.8.8.8", False), ("10.1.2.3", False), ("172.16.0.1", False), ("192.168.1.1", False),
        ("169.254.169.254", False), ("100.64.0.1", False), ("100.127.255.255", False), ("0.0.0.0", False),
        ("224.0.0.251", False), ("239.255.255.250", False), ("255.255.255.255", False), ("240.0.0.1", False),
        ("198.18.0.1", False), ("192.0.2.7", False), ("192.0.0.8", False),
        ("::1", False), ("::", False), ("fe80::1", False), ("fc00::1", False), ("fd12:3456::1", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False), ("::ffff:10.0.0.1", False), ("::ffff:93.184.216.34", True),
        ("64:ff9b::7f00:1", False), ("64:ff9b::5db8:d822", True), ("64:ff9b:1::a00:1", False),
        ("2002:7f00:1::", False), ("2002:c0a8:101::1", False), ("2002:5db8:d822::1", True),
        ("::127.0.0.1", False), ("2001:db8::1", False), ("2001:0:4136:e378:8000:63bf:3fff:fdd2", False),
    ],
)  # fmt: skip
def test_which_numbers_are_public(number: str, public: bool) -> None:
    assert is_public(ipaddress.ip_address(number)) is public


@pytest.mark.parametrize(
    "url",
    [
        "ftp://a.example/x", "file:///etc/passwd", "http://", "http:///x", "https://user:pw@a.example/", "http://a.example:99999/",
        "http://a.example/ x", "http://[::1/", "gopher://a.example", "http://a.example/" + "x" * 5_000, "javascript:1",
    ],
)  # fmt: skip
def test_what_is_no_address_of_a_page(url: str) -> None:
    with pytest.raises(FetchError) as caught:
        parts_of(url)
    assert caught.value.code == "F001"
    assert "pw" not in str(caught.value)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://localhost/", "http://2130706433/", "http://0x7f.1/", "http://0177.0.0.1/",
        "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://169.254.169.254/latest/", "http://10.0.0.1/", "http://0/",
    ],
)  # fmt: skip
def test_no_address_inside_a_network_is_asked(url: str) -> None:
    fetcher, _, log = _fetcher(allowed=frozenset())
    with pytest.raises(FetchError) as caught:
        fetcher(url)
    assert caught.value.code in ("F003", "F002")
    assert log[-1][0] == url


def test_a_name_that_leads_inside_is_not_asked_even_beside_a_public_number(web: Web) -> None:
    fetcher, _, _ = _fetcher(allowed=frozenset(), resolve=lambda host, port: ["93.184.216.34", "127.0.0.1"])
    with pytest.raises(FetchError, match=r"F003.*127\.0\.0\.1"):
        fetcher(f"http://rebinding.example:{web.server_address[1]}/page")
    assert web.asked == []


def test_a_name_is_resolved_once_and_that_number_is_asked(web: Web) -> None:
    """DNS rebinding: a second question would get another answer; for each request there is only one."""
    answers: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        answers.append(host)
        return ["127.0.0.1"]

    fetcher, _, _ = _fetcher(resolve=resolve)
    port = web.server_address[1]
    fetched = fetcher.fetch(f"http://courier.example:{port}/page")
    assert fetched.body == PAGE
    assert len(answers) == len(web.asked) == 2
    assert web.asked[-1][2]["Host"] == f"courier.example:{port}"

    turning = iter(["127.0.0.1", "127.0.0.1", "10.0.0.1"])
    fetcher, _, _ = _fetcher(resolve=lambda host, port: [next(turning)])
    with pytest.raises(FetchError, match="F003"):
        fetcher.fetch(f"http://courier.example:{port}/moved")


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/loop", "F009"), ("/inside", "F003"), ("/to-file", "F001"), ("/nowhere", "F005"), ("/endless", "F008"),
        ("/drip", "F007"), ("/slow-head", "F007"), ("/silent", "F007"), ("/short", "F006"), ("/bomb", "F008"),
        ("/not-packed", "F011"), ("/picture", "F010"), ("/empty", "F005"), ("/garbage", "F006"), ("/gone", "F005"),
        ("/many-headers", "F006"), ("/drip-on", "F007"),
    ],
)  # fmt: skip
def test_hostile_answers_are_bounded_and_named(web: Web, path: str, code: str) -> None:
    fetcher, _, log = _fetcher()
    began = time.monotonic()
    with pytest.raises(FetchError) as caught:
        fetcher(web.address + path)
    assert caught.value.code == code
    assert time.monotonic() - began < 15
    assert log[-1][1].startswith(code)
    # The next page is not touched by it.
    assert fetcher(f"{web.address}/page").body == PAGE


@pytest.mark.parametrize("path", ["/page", "/moved", "/packed"])
def test_pages_come_as_they_are(web: Web, path: str) -> None:
    fetcher, _, log = _fetcher()
    fetched = fetcher(web.address + path)
    assert fetched.body == PAGE
    assert fetched.url == web.address + ("/page" if path == "/moved" else path)
    assert log[-1][2] == PAGE
    assert web.asked[-1][2]["User-Agent"] == user_agent()
    assert user_agent().startswith("whosays")


def test_a_wrong_charset_header_does_no_harm(web: Web) -> None:
    (opened,) = open_items([f"{web.address}/wrong-charset"], fetch=_fetcher()[0])
    assert isinstance(opened, Opened)
    assert "Vélmar “early”" in opened.report.text
    assert opened.report.url == opened.locator == f"{web.address}/wrong-charset"


def test_a_host_is_asked_once_in_so_many_seconds(web: Web) -> None:
    fetcher, patience, _ = _fetcher(pause=7.0)
    for _ in range(3):
        fetcher(f"{web.address}/page")
    assert sum(patience.slept) >= 14.0
    assert max(patience.slept) <= 7.0


def test_robots_are_kept_to(web: Web) -> None:
    rules = (
        b"User-agent: *\nDisallow: /closed\nCrawl-delay: 11\n\nUser-agent: whosays\nDisallow: /ours\nCrawl-delay: 9\n"
    )
    web.pages["/robots.txt"] = (200, {}, rules)
    web.pages["/ours"] = web.pages["/closed"] = web.pages["/page"]
    fetcher, patience, _ = _fetcher(pause=1.0)
    with pytest.raises(FetchError) as caught:
        fetcher(f"{web.address}/ours/x")
    assert caught.value.code == "F004"
    fetcher(f"{web.address}/closed")
    fetcher(f"{web.address}/page")
    assert 9.0 in patience.slept
    assert [path for _, path, _ in web.asked].count("/robots.txt") == 1


def test_where_robots_cannot_be_had_nothing_is_asked(web: Web) -> None:
    web.pages["/robots.txt"] = (503, {}, b"")
    fetcher, _, _ = _fetcher()
    with pytest.raises(FetchError, match="F004"):
        fetcher(f"{web.address}/page")
    assert web.paths() == []


def test_failures_that_pass_are_tried_again(web: Web) -> None:
    web.fail_first["/page"] = 2
    fetcher, patience, log = _fetcher(pause=0.0)
    assert fetcher(f"{web.address}/page").body == PAGE
    assert patience.slept == [2.0, 4.0]
    assert [said for _, said, _ in log][:2] == ["503, trying again", "503, trying again"]
    web.fail_first["/page"] = 9
    with pytest.raises(FetchError, match="503"):
        fetcher(f"{web.address}/page")


def test_only_what_changed_is_sent_again(web: Web) -> None:
    web.pages["/page"] = (200, {"Content-Type": "text/html", "ETag": '"a"'}, PAGE)
    fetcher, _, log = _fetcher()
    fetched = fetcher.fetch(f"{web.address}/page")
    with pytest.raises(NotChangedError):
        fetcher.fetch(f"{web.address}/page", {"If-None-Match": fetched.headers["etag"]})
    assert log[-1][1] == "304 not changed"
    assert fetcher.fetch(f"{web.address}/page", {"If-None-Match": '"b"'}).body == PAGE


def test_lists_are_followed_only_where_asked(web: Web) -> None:
    at = web.address
    listing = f"{at}/page\n{at}/gone\n{at}/page\n".encode()
    web.pages["/list"] = (200, {"Content-Type": "text/plain"}, listing)
    index = (
        f"<sitemapindex><sitemap><loc>{at}/map</loc></sitemap><sitemap><loc>{at}/index</loc></sitemap></sitemapindex>"
    )
    web.pages["/index"] = (200, {"Content-Type": "application/xml"}, index.encode())
    news = "<n:news><n:publication_date>2024-11-05</n:publication_date></n:news>"
    entries = f"<urlset xmlns:n='urn:n'><url><loc>{at}/page</loc>{news}</url></urlset>"
    web.pages["/map"] = (200, {"Content-Type": "application/xml"}, entries.encode())
    found = list(open_items([f"{at}/list"], fetch=_fetcher()[0]))
    assert [one.code if isinstance(one, ReportError) else one.report.text for one in found] == [
        "\n\n".join(STORY), "F005",
    ]  # fmt: skip
    found = list(open_items([f"{at}/index"], fetch=_fetcher()[0]))
    assert [one.locator for one in found if isinstance(one, Opened)] == [f"{at}/page"]
    (error,) = open_items([f"{at}/page"])
    assert isinstance(error, ReportError)
    assert error.code == "R048"
