"""One input on its way to being read: its first bytes, the rest of the stream, and what is already told of it."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import BinaryIO

from whosays.errors import ReportError
from whosays.sources.opened import MEGABYTE, Limits

HEAD = 65_536  # bytes looked at before a reader is chosen
_CHUNK = 1 << 20


class Budget:
    """How many bytes may still be unpacked from one input: some free, then in proportion to the bytes it holds.

    The readers of archives within it share one budget, and only the outermost earns: an archive that holds itself, or
    whose files overlap, unpacks to no more than any other.
    """

    def __init__(self, limits: Limits) -> None:
        self._ratio = limits.max_ratio
        self._free = limits.free_bytes
        self._earned = self._spent = 0
        self._max_links = limits.max_links
        self._linked: set[str] = set()

    def earn(self, n_bytes: int) -> None:
        """Allow for ``n_bytes`` more of packed input."""
        self._earned += n_bytes

    def spend(self, n_bytes: int, *, item: str) -> None:
        """Take off what was unpacked; raise `ReportError` R044 where it is out of proportion."""
        self._spent += n_bytes
        if self._spent > self._free + self._ratio * self._earned:
            raise ReportError("R044", item=item, detail=f"over {self._spent // MEGABYTE} MB")

    def forget_links(self) -> None:
        """Begin anew with the addresses: for a list whose entries are tried one by one, and again."""
        self._linked.clear()

    def is_new_link(self, url: str, *, item: str) -> bool:
        """Take note of an address; return whether it is the first time, raise R052 where they are too many."""
        if url in self._linked:
            return False
        if len(self._linked) >= self._max_links:
            raise ReportError("R052", item=item, detail=f"{self._max_links:,}")
        self._linked.add(url)
        return True


@dataclass(frozen=True, slots=True)
class Told:
    """What whoever hands a text over says of it: a feed of its entry, a mail of its attachment, a list of its page."""

    id: str | None = None
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    author: str | None = None
    category: str | None = None
    published: str | None = None


@dataclass(slots=True)
class Source:
    """An input: ``head`` and ``rest`` together are its bytes.

    ``item`` is what errors call it, ``locator`` where it was found. ``url`` is the address that it was fetched from,
    ``charset`` what the server said of it. ``depth`` counts the archives it is in.
    """

    head: bytes
    rest: BinaryIO
    item: str
    locator: str
    budget: Budget
    url: str | None = None
    charset: str | None = None
    told: Told = field(default_factory=Told)
    depth: int = 0

    @classmethod
    def of(cls, stream: BinaryIO, *, item: str, limits: Limits, url: str | None = None) -> Source:
        """Return the input that a stream holds."""
        return cls(head=stream.read(HEAD), rest=stream, item=item, locator=item, budget=Budget(limits), url=url)

    def inner(self, raw: bytes | BinaryIO, *, name: str, told: Told | None = None, url: str | None = None) -> Source:
        """Return an input found in this one, under a name that begins with its own."""
        stream = io.BytesIO(raw) if isinstance(raw, bytes) else raw
        return replace(
            self, head=stream.read(HEAD), rest=stream, item=f"{self.item}{name}", locator=f"{self.locator}{name}",
            url=url, told=told or Told(), charset=None, depth=self.depth + 1,
        )  # fmt: skip

    def whole(self, limits: Limits) -> bytes:
        """Return all bytes; raise `ReportError` R011 where they are more than an item may have."""
        raw = bytearray(self.head)
        # Until nothing more comes: a damaged stream gives what it has, and tells of the damage when asked again.
        while piece := self.rest.read(_CHUNK):
            raw += piece
            if len(raw) > limits.max_bytes:
                raise ReportError("R011", item=self.item, detail=f"{limits.max_bytes / MEGABYTE:g} MB")
        return bytes(raw)

    def chunks(self) -> Iterator[bytes]:
        """Yield the bytes in pieces of at most a megabyte."""
        chunk = self.head
        while chunk:
            if self.depth == 0:
                self.budget.earn(len(chunk))
            yield chunk
            chunk = self.rest.read(_CHUNK)

    def from_start(self) -> BinaryIO:
        """Return a stream of all bytes, to be read once, in order."""
        return stream_of(self.chunks())

    @contextmanager
    def seekable(self, limits: Limits) -> Iterator[BinaryIO]:
        """Give a stream of all bytes that can be read anywhere; what cannot be is copied, to disk if it is long."""
        if self.rest.seekable():
            self.rest.seek(0)
            yield self.rest
            return
        with tempfile.SpooledTemporaryFile(max_size=limits.max_bytes) as copy:
            for chunk in self.chunks():
                copy.write(chunk)
            copy.seek(0)
            yield copy  # type: ignore[misc]


def length_of(stream: BinaryIO) -> int:
    """Return how many bytes a stream that can be read anywhere has, and leave it at its start."""
    n_bytes = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    return n_bytes


class _Pieces(io.BufferedIOBase):
    """A stream over pieces of bytes. What came before a damaged place is given first; the next read raises."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._held = bytearray()
        self._error: ReportError | None = None

    def readable(self) -> bool:
        return True

    def peek(self, size: int = 0) -> bytes:
        """Return what is at hand, so that lines need not be read letter by letter."""
        self._fill(1)
        return bytes(self._held[:HEAD])

    def read(self, size: int | None = -1, /) -> bytes:
        self._fill(size)
        end = len(self._held) if size is None or size < 0 else size
        given = bytes(self._held[:end])
        del self._held[:end]
        if not given and size and self._error is not None:
            raise self._error
        return given

    def read1(self, size: int = -1, /) -> bytes:
        self._fill(1)
        return self.read(min(len(self._held), size) if size > 0 else len(self._held) or -1)

    def _fill(self, size: int | None) -> None:
        while (size is None or size < 0 or len(self._held) < size) and self._error is None:
            try:
                piece = next(self._pieces, None)
            except ReportError as error:
                self._error = error
                return
            if piece is None:
                return
            self._held += piece


def stream_of(pieces: Iterator[bytes]) -> BinaryIO:
    """Return a stream over pieces of bytes, to be read once, in order."""
    return _Pieces(pieces)  # type: ignore[return-value]
