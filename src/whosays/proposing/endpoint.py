"""One question to an OpenAI-compatible endpoint: on this machine unless the user says otherwise, bounded, once."""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from whosays.errors import FetchError, ReportError, UsageError
from whosays.sources.allowing import Resolve, parts_of, resolve
from whosays.sources.connecting import Answer, Bounds, ask

# A model of seven thousand million weights writes the claims of a long report in some minutes on a few cores.
MAX_SECONDS = 300.0
# Far more than the claims of any report.
MAX_BYTES = 8 * 2**20
# Braces in what a model says that may begin its answer, and characters looked at behind all of them: far more than
# thoughts that name some sets need, and seconds at the worst.
_MOST_TRIES = 1000
_MOST_LOOKED_AT = 4 * MAX_BYTES
_PATH = "/chat/completions"


class _Message(msgspec.Struct):
    content: str


class _Choice(msgspec.Struct):
    message: _Message


class _Completion(msgspec.Struct):
    choices: list[_Choice]


class Endpoint:
    """A model at an address: ``http://127.0.0.1:8080/v1``, or the whole address of its ``chat/completions``.

    ``key`` is sent as a bearer token. ``may_leave`` lets the words of reports leave this machine; without it an address
    elsewhere is refused, `UsageError` L001. Names are resolved once, here, redirects are not followed: the text goes to
    the numbers that were looked at and nowhere else. ``max_seconds`` bounds one question, whatever the server does.
    """

    def __init__(
        self,
        url: str,
        model: str,
        *,
        key: str = "",
        may_leave: bool = False,
        max_seconds: float = MAX_SECONDS,
        resolve: Resolve = resolve,
    ) -> None:
        self.url = url if url.rstrip("/").endswith(_PATH) else url.rstrip("/") + _PATH
        self.model = model
        self._key = key
        self._bounds = Bounds(max_bytes=MAX_BYTES, max_seconds=max_seconds, silence=max_seconds)
        self._numbers = self._looked_at(resolve, may_leave=may_leave)

    def _looked_at(self, resolve: Resolve, *, may_leave: bool) -> list[str]:
        try:
            _, host, port, _ = parts_of(self.url)
        except FetchError as error:
            raise UsageError("L005", item=self.url, detail=error.detail) from error
        try:
            numbers = resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise UsageError("L005", item=self.url, detail=getattr(error, "strerror", None) or str(error)) from error
        away = [n for n in numbers if not ipaddress.ip_address(n.partition("%")[0]).is_loopback]
        if (away and not may_leave) or not numbers:
            raise UsageError("L001", item=self.url, detail=", ".join(away) or "no number")
        return numbers

    def ask(self, messages: Sequence[Mapping[str, str]], *, item: str) -> str:
        """Return what the model says; raise `ReportError` L002, L003 or L004, naming ``item``."""
        asked = {"model": self.model, "messages": messages, "temperature": 0, "stream": False}
        headers = {"Content-Type": "application/json", "User-Agent": "whosays"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        answer = self._answer(headers, msgspec.json.encode(asked), item)
        if answer.status != 200:
            raise ReportError("L002", item=item, detail=f"status {answer.status}")
        try:
            completion = msgspec.json.decode(answer.body, type=_Completion)
            return completion.choices[0].message.content
        except (msgspec.MsgspecError, UnicodeDecodeError, IndexError) as error:
            raise ReportError("L004", item=item, detail="it is no chat completion") from error

    def _answer(self, headers: dict[str, str], body: bytes, item: str) -> Answer:
        try:
            return ask(
                self.url, headers, self._bounds, body=body,
                resolve=lambda host, port: self._numbers, allowed=frozenset(self._numbers),
            )  # fmt: skip
        except FetchError as error:
            code = {"F007": "L003", "F008": "L004", "F011": "L004"}.get(error.code, "L002")
            raise ReportError(code, item=item, detail=error.detail) from error


def json_in(words: str) -> Any:
    """Return the first JSON object with a list of "claims" in what a model says, or None.

    It may stand in a fence, after a greeting, or after thoughts with braces of their own.
    """
    decoder, start, n_looked_at = json.JSONDecoder(), words.find("{"), 0
    for _ in range(_MOST_TRIES):
        if start < 0 or n_looked_at > _MOST_LOOKED_AT:
            break
        try:
            said, end = decoder.raw_decode(words, start)
        except json.JSONDecodeError as error:
            n_looked_at += error.pos - start
            end = start + 1
        except (ValueError, RecursionError):
            # A number or a nesting beyond all bounds.
            break
        else:
            if isinstance(said.get("claims"), list):
                return said
        start = words.find("{", end)
    return None
