"""An open casebook: its connection, its clock, who writes, and the log of acts."""

from __future__ import annotations

import getpass
import sqlite3
import zlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from whosays import logs
from whosays.casebook import custody
from whosays.casebook.addresses import followed_by, is_address, parsed
from whosays.casebook.connection import coded, connect, tidy, transaction, with_functions
from whosays.casebook.strangers import unpressed
from whosays.casebook.verdicts import Review
from whosays.errors import CasebookError
from whosays.record import Record

if TYPE_CHECKING:
    from whosays.casebook.following import Following
    from whosays.casebook.fusing import Fusing

# Two processes that add reports take turns; a turn lasts milliseconds, so half a minute of waiting means a stuck one.
WAIT = 30.0
_TIDY_FROM = 20  # readings added; it takes milliseconds


def _tool() -> str:
    try:
        return f"whosays {version('whosays')}"
    except PackageNotFoundError:
        return "whosays"


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _followed(where: str | Path, wait: float) -> Following | None:
    """Return what follows the server that keeps a casebook, None for one that is kept in a file."""
    address = parsed(str(where)) if is_address(where) else followed_by(Path(where))
    if address is None:
        return None
    from whosays.casebook.following import Following

    return Following(address, wait=wait)


class OpenCasebook:
    """The file of a casebook, opened."""

    def __init__(
        self,
        path: str | Path,
        create: bool = True,
        *,
        by: str | None = None,
        wait: float = WAIT,
        clock: Callable[[], str] = _now,
    ) -> None:
        self._by = by or _user()
        self._clock = clock
        self._tool = _tool()
        self._following = _followed(path, wait)
        if self._following is None:
            self.path = Path(path)
            self._connection, self._why_not = connect(
                self.path, create=create, wait=wait, by=self._by, at=clock(), tool=self._tool
            )
        else:
            self.path = self._following.path
            self._connection, self._why_not = self._following.opened(
                create=create, by=self._by, at=clock(), tool=self._tool
            )
        logs.note("casebook opened", file=str(self.path), why_not_writable=self._why_not)
        self._is_copy = False
        self._n_added = 0
        self._earlier: dict[tuple[int, int], OpenCasebook] = {}
        self._held: dict[tuple[int, int], tuple[Record, dict[str, Review]]] = {}
        # The events being followed, and the record, verdict and seal they were kept with.
        self._fusing: tuple[Fusing, int, int, str] | None = None

    def _on_copy(self, copy: sqlite3.Connection) -> Self:
        """Return a casebook like this one on a copy in memory, which answers and takes nothing in."""
        other = type(self).__new__(type(self))
        other.path, other._by, other._clock, other._tool = self.path, self._by, self._clock, self._tool
        other._connection, other._why_not, other._is_copy = copy, "it is read-only", True
        other._following = None
        other._earlier, other._held, other._fusing, other._n_added = {}, {}, None, 0
        return other

    def __enter__(self) -> Self:
        """Return the casebook itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the casebook."""
        self.close()

    def close(self) -> None:
        """Close the file; the casebook answers no more."""
        # A rewriting of all search words is worth it where an eighth of them is new.
        if self._n_added >= max(_TIDY_FROM, self._newest("reports") // 8):
            tidy(self._connection)
        with coded(self.path):
            self._connection.close()
        if self._following is not None:
            self._following.close()
        for earlier in self._earlier.values():
            earlier.close()

    @property
    def why_not_writable(self) -> str | None:
        """Why nothing can be taken in, None if it can."""
        return self._why_not

    def _require_writable(self) -> None:
        if self._why_not is not None:
            is_cut_off = self._following is not None and not self._following.is_reached
            raise CasebookError("C021" if is_cut_off else "C003", item=self._name, detail=self._why_not)

    @property
    def _name(self) -> str:
        return str(self._following.address if self._following is not None else self.path)

    def _transaction(self) -> AbstractContextManager[None]:
        """Hold the one writer's lock; all that is written is kept, where the casebook is kept, or nothing."""
        if self._following is not None and not self._is_copy:
            return self._following.transaction(self._connection)
        return transaction(self._connection)

    def _newest(self, table: str) -> int:
        return int(self._rows(f"SELECT coalesce(max(number), 0) FROM {table}")[0][0])

    def _work_on_copy(self) -> None:
        """Where the file cannot be written, go on with a copy in memory: events must be kept somewhere."""
        if self._why_not is not None and not self._is_copy:
            copy = with_functions(sqlite3.connect(":memory:", isolation_level=None))
            try:
                with coded(self.path):
                    self._connection.backup(copy)
                    self._connection.close()
            except BaseException:
                copy.close()
                raise
            self._connection, self._is_copy = copy, True

    def _log(self, act: str, subject: str, content_sha256: str | None, *, at: str | None = None) -> None:
        custody.append(
            self._connection, at=at or self._clock(), by=self._by, act=act, subject=subject,
            content_sha256=content_sha256, tool=self._tool,
        )  # fmt: skip

    def _log_kept(self, act: str, number: int) -> None:
        self._log(act, *custody.seal_of_kept(self._connection, act, number))

    def _received(self, packed: bytes, size: int) -> bytes:
        """Return evidence as received; raise C004 if it is damaged or larger than is said of it."""
        try:
            return unpressed(packed, most=size)
        except zlib.error as error:
            raise CasebookError("C004", item=str(self.path), detail=f"evidence: {error}") from error

    def _rows(self, query: str, *values: object) -> list[Any]:
        with coded(self.path):
            return self._connection.execute(query, values).fetchall()

    def _count(self, query: str, values: tuple[object, ...]) -> int:
        return int(self._rows(f"SELECT count(*) FROM ({query})", *values)[0][0])
