"""Taking reports in: opened, read, kept; what is there already is passed over before the work of reading it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from whosays.errors import CasebookError, WhosaysError
from whosays.record import Record, Report
from whosays.sources import Opened

if TYPE_CHECKING:
    from whosays.casebook import Casebook

# Errors of the casebook that concern one report and leave the others untouched.
ONE_REPORT = frozenset(("C007", "C009"))
Read = Callable[[Iterable[Report]], Iterator[Record]]
Kept = Callable[[Opened], None]


@dataclass
class Taken:
    """What came of taking reports in."""

    n_added: int = 0
    n_known: int = 0
    n_claims: int = 0
    errors: list[WhosaysError] = field(default_factory=list)


def take_in(
    items: Iterable[Opened],
    case: Casebook,
    read: Read,
    *,
    taken: Taken,
    again: bool = False,
    kept: Kept | None = None,
) -> Iterator[tuple[Opened, Record]]:
    """Yield each report that is new, with its reading, once it is kept; ``taken`` counts all.

    ``kept`` is told of each, new or not, as soon as it is in the casebook. ``again`` reads what is there already too,
    as after an upgrade: a reading that differs is kept beside the old one.
    """
    waiting: deque[Opened] = deque()

    def reports() -> Iterator[Report]:
        for item in items:
            if not again and case.has(item.report, item.raw):
                taken.n_known += 1
                if kept is not None:
                    kept(item)
                continue
            waiting.append(item)
            yield item.report

    for record in read(reports()):
        # Records come in the order of the reports; those that could not be read are missing.
        item = waiting.popleft()
        while item.report != record.report:
            item = waiting.popleft()
        try:
            is_new = case.add(record, raw=item.raw, media_type=item.media_type, locator=item.locator)
        except CasebookError as error:
            # Only what is wrong with this one report; a casebook that cannot be written ends the command.
            if error.code not in ONE_REPORT:
                raise
            taken.errors.append(error)
            continue
        if kept is not None:
            kept(item)
        if not is_new:
            taken.n_known += 1
            continue
        taken.n_added += 1
        taken.n_claims += len(record.claims)
        yield item, record
