"""The casebook: reports with their evidence, readings, claims, verdicts in one file; nothing is overwritten."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import msgspec

from whosays import logs
from whosays.casebook import custody, verifying
from whosays.casebook.archive import Capture, warc_of
from whosays.casebook.connection import coded
from whosays.casebook.followed import Followed
from whosays.casebook.gathered import Gathered
from whosays.casebook.joining import Joining
from whosays.errors import CasebookError


@contextmanager
def _whole(target: Path) -> Iterator[Path]:
    """Give a path beside the target, which is put in its place when the block is through and the bytes are on the disk.

    So that who finds the target finds all of it, whatever happened on the way. Raise `CasebookError` C003.
    """
    if target.exists():
        raise CasebookError("C003", item=str(target), detail="there is such a file already")
    beside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        yield beside
        with beside.open("rb+") as written:
            os.fsync(written.fileno())
        beside.replace(target)
    except OSError as error:
        raise CasebookError("C003", item=str(target), detail=error.strerror or str(error)) from error
    finally:
        for left in (beside, beside.with_name(f"{beside.name}-journal")):
            # Where nothing can be written there is nothing to put away, and asking to is an error of its own.
            with suppress(OSError):
                left.unlink(missing_ok=True)


class Casebook(Joining, Gathered, Followed):
    """One file that remembers: open it, add records, ask.

    ``path`` is made if missing, unless ``create`` is false. ``by`` is who adds and judges (default: the user's login
    name) and stands in the custody chain. ``wait`` is how many seconds to wait for another writer. Use it in a ``with``
    block or call `close`. Every failure is a `CasebookError`; nothing already kept is lost by one.

    An address (``postgresql://NAME@HOST/DATABASE?casebook=NAME``) opens a casebook that a team keeps on a server,
    through this machine's copy of it.
    """

    def history(self) -> Iterator[custody.Entry]:
        """Yield every act on this casebook, in order."""
        with coded(self.path):
            yield from custody.entries(self._connection)

    def backup(self, to: str | Path) -> None:
        """Write a copy of the casebook as it is now, while it is in use; raise C003 if ``to`` is there already."""
        with _whole(Path(to)) as beside, coded(Path(to)), closing(sqlite3.connect(beside)) as copy:
            self._connection.backup(copy)

    def archive(self, to: str | Path) -> int:
        """Write every capture's bytes as received into a web archive (WARC 1.1, gzip); return how many.

        Raise C003 if ``to`` is there already or cannot be written.
        """
        numbers = self._rows("SELECT number FROM captures ORDER BY number")
        last = self._rows("SELECT max(at) FROM custody")[0][0]
        with _whole(Path(to)) as beside, beside.open("wb") as archive:
            for record in warc_of(self._captures(numbers), tool=self._tool, name=Path(to).name, made_at=last):
                archive.write(record)
        return len(numbers)

    def captures(self, report_ids: Iterable[str]) -> Iterator[Capture]:
        """Yield every capture of some reports, in the order in which they came in; see `casebook.archive`."""
        wanted = msgspec.json.encode(list(report_ids)).decode()
        yield from self._captures(
            self._rows(
                "SELECT c.number FROM captures AS c JOIN reports AS p ON p.number = c.report "
                "WHERE p.id IN (SELECT value FROM json_each(?)) ORDER BY c.number",
                wanted,
            )
        )

    def _captures(self, numbers: list[tuple[int]]) -> Iterator[Capture]:
        for (number,) in numbers:
            ((report, locator, media_type, at, url, packed, size),) = self._rows(
                "SELECT p.id, c.locator, e.media_type, c.captured_at, r.url, e.bytes, e.size FROM captures AS c "
                "JOIN evidence AS e ON e.number = c.evidence JOIN reports AS p ON p.number = c.report "
                "JOIN current_records AS r ON r.report = c.report WHERE c.number = ?",
                number,
            )
            yield report, locator, media_type, at, url, self._received(packed, size)

    def verify(self) -> None:
        """Raise `CasebookError` C004 naming the first thing that is not as it was kept.

            Checks the file's pages, the hash of every report's bytes, text and reading, the custody chain, that each of
            them has its entry there, and that the search rows say what the records say. Of a casebook on a server, also
        that it has what this machine's copy has; a copy that was changed is made anew from it.
        """
        if self._following is None:
            self._work_on_copy()
        broken = self._first_broken()
        if self._following is not None and self._following.is_reached and not self._is_copy:
            if broken is not None:
                # Ours to mend: what counts is what the server has.
                logs.tell(f"This machine's copy of {self._name} was changed ({broken}); it was made anew.")
                self._following.make_anew()
                self._held.clear()
                self._fusing, broken = None, self._first_broken()
            else:
                broken = self._following.first_other(self._connection)
        if broken is not None:
            raise CasebookError("C004", item=self._name, detail=broken)

    def _first_broken(self) -> str | None:
        try:
            with coded(self.path):
                return verifying.first_broken(self._connection)
        except CasebookError as error:
            if error.code != "C004" or self._following is None:
                raise
            return error.detail
