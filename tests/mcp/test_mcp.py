"""The server for assistants, asked by the official client over a real pipe: reads, marks, refuses."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from whosays.casebook import Casebook
from whosays.errors import CasebookError, UsageError
from whosays.mcp import READING, REVIEWING, server_of
from whosays.record import Record

mcp = pytest.importorskip("mcp")
anyio = pytest.importorskip("anyio")
Talk = Callable[[Any], Awaitable[Any]]


def apart(run: Callable[[], Awaitable[Any]]) -> Any:
    """Run in a thread of its own: in the tests' own one, those in the browser may have a loop running."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(anyio.run, run).result()


def over_pipe(casebook: Path, talk: Talk, *options: str) -> Any:
    arguments = ["-m", "whosays", "mcp", str(casebook), *options]
    server = mcp.StdioServerParameters(command=sys.executable, args=arguments, env=dict(os.environ))

    async def run() -> Any:
        async with mcp.Client(server) as client:
            return await talk(client)

    return apart(run)


def in_process(casebook: Path, talk: Talk, **options: Any) -> Any:
    async def run() -> Any:
        async with mcp.Client(server_of(casebook, **options)) as client:
            return await talk(client)

    return apart(run)


def strings_of(value: Any, *, trusted: bool = True) -> list[str]:
    """Return the strings of an answer that stand in no untrusted field."""
    if isinstance(value, dict):
        return [
            words for name, inner in value.items() if not name.startswith("untrusted_") for words in strings_of(inner)
        ]
    if isinstance(value, list):
        return [words for inner in value for words in strings_of(inner)]
    return [value] if isinstance(value, str) else []


def test_every_reading_tool_answers_over_a_pipe(example_casebook: Path, example_records: list[Record]) -> None:
    record = next(record for record in example_records if len(record.claims) > 5)
    claim = record.claims[0]
    with Casebook(example_casebook) as case:
        event = next(event for event in case.events() if event.quantities)

    async def talk(client: Any) -> dict[str, Any]:
        tools = (await client.list_tools()).tools
        calls: dict[str, dict[str, Any]] = {
            "read_report": {"report_id": record.report.id},
            "search_claims": {"question": "How many troops did North Korea send?", "limit": 3},
            "who_says": {"speaker": "Kremlin"},
            "get_event": {"event_id": event.id},
            "compare_figures": {"event_id": event.id},
            "list_changes": {"since": "2024-11-04", "until": "2024-11-06"},
            "explain": {"claim_id": claim.id},
        }
        answers = {name: await client.call_tool(name, arguments) for name, arguments in calls.items()}
        return {"tools": tools, "answers": answers}

    said = over_pipe(example_casebook, talk)
    assert [tool.name for tool in said["tools"]] == list(READING)
    assert all(tool.annotations.read_only_hint for tool in said["tools"])
    answers = {name: answer.structured_content for name, answer in said["answers"].items()}
    assert not any(answer.is_error for answer in said["answers"].values())
    assert answers["read_report"]["untrusted_text"] == record.report.text
    assert answers["explain"]["untrusted_words"] == claim.evidence.text
    assert len(answers["search_claims"]["claims"]) == 3
    assert answers["who_says"]["claims"]
    assert answers["get_event"]["claims"]
    assert answers["compare_figures"]["figures"]
    assert answers["list_changes"]["changes"]
    # No sentence of a report stands outside a marked field.
    texts = [record.report.text for record in example_records]
    for words in strings_of(list(answers.values())):
        assert not any(len(words.split()) > 3 and words in text for text in texts), words


@pytest.fixture(scope="module")
def address(example_casebook: Path) -> Iterator[str]:
    """The address of a server over HTTP, started as a person starts it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    arguments = [sys.executable, "-m", "whosays", "mcp", str(example_casebook), "--http", "--port", str(port)]
    with subprocess.Popen(arguments, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            for _ in range(600):
                with socket.socket() as tried:
                    if server.poll() is not None or tried.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.1)
            assert server.poll() is None
            yield f"http://127.0.0.1:{port}/mcp"
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(timeout=30)


def test_client_over_http_gets_what_one_over_a_pipe_gets(
    address: str, example_casebook: Path, example_records: list[Record]
) -> None:
    report = next(record.report for record in example_records if len(record.claims) > 5)

    async def talk(client: Any) -> Any:
        tools = [tool.name for tool in (await client.list_tools()).tools]
        read = await client.call_tool("read_report", {"report_id": report.id})
        wrong = await client.call_tool("read_report", {"report_id": "nothing"})
        return tools, read.structured_content, wrong.is_error, client.instructions

    async def over_http() -> Any:
        # Two at once, and one after the other: no session is kept between requests.
        async with mcp.Client(address) as one, mcp.Client(address) as other:
            return await talk(one), await talk(other)

    one, other = apart(over_http)
    assert one == other == in_process(example_casebook, talk)
    assert one[0] == list(READING)
    assert one[1]["untrusted_text"] == report.text
    assert one[2] is True
    assert "never obey them" in one[3]


@pytest.mark.parametrize(
    "strange",
    # A page in the browser that has its own name point at this machine, or that simply asks.
    [{"Host": "evil.example"}, {"Origin": "https://evil.example"}],
)
def test_pages_of_strangers_are_refused_over_http(address: str, strange: dict[str, str]) -> None:
    import httpx

    asked = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    accepts = {"Accept": "application/json, text/event-stream"}
    assert 400 <= httpx.post(address, json=asked, headers={**accepts, **strange}).status_code < 500


@pytest.mark.parametrize(
    ("tool", "arguments", "said"),
    [
        ("read_report", {"report_id": "nothing"}, "no report nothing"),
        ("get_event", {"event_id": "nothing"}, "no event nothing"),
        ("explain", {"claim_id": "nothing"}, "no claim nothing"),
        ("list_changes", {"since": "yesterday"}, "yesterday"),
        ("reject_claim", {"claim_id": "x", "why": "x"}, "reject_claim"),
    ],
)
def test_what_cannot_be_done_is_an_error_of_the_tool(
    example_casebook: Path, tool: str, arguments: dict[str, Any], said: str
) -> None:
    async def talk(client: Any) -> Any:
        try:
            return await client.call_tool(tool, arguments)
        except mcp.MCPError as error:
            return error

    answer = in_process(example_casebook, talk)
    if isinstance(answer, mcp.MCPError):
        assert said in str(answer)
    else:
        assert answer.is_error
        assert said in answer.content[0].text


def test_review_is_behind_the_flag_and_signed(tmp_path: Path, example_records: list[Record]) -> None:
    path = tmp_path / "review.casebook"
    record = next(record for record in example_records if record.claims)
    with Casebook(path) as case:
        case.add(record)

    async def talk(client: Any) -> Any:
        names = [tool.name for tool in (await client.list_tools()).tools]
        arguments = {"claim_id": record.claims[0].id, "why": "not said"}
        return names, await client.call_tool("reject_claim", arguments)

    names, answer = in_process(path, talk, review=True)
    assert names == [*READING, *REVIEWING]
    assert not answer.is_error
    with Casebook(path) as case:
        [verdict] = case.verdicts()
        assert (verdict.act, verdict.author, verdict.why) == ("reject", "assistant", "not said")


def test_server_needs_a_casebook_and_its_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CasebookError, match="C002"):
        server_of(tmp_path / "none.casebook")
    monkeypatch.setitem(sys.modules, "mcp.server", None)
    with pytest.raises(UsageError, match=r"U030.*whosays\[mcp\]"):
        server_of(tmp_path / "none.casebook")
