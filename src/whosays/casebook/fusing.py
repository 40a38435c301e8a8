"""The events of a casebook, followed as its records and verdicts grow: what is new touches only its neighbourhood."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from whosays.casebook.events import Turn
from whosays.casebook.regrouping import regrouped
from whosays.casebook.verdicts import Verdict
from whosays.fusion import Fuser
from whosays.record import Event, Record


class Fusing:
    """Events fused from the records so far, with persons' merges and splits laid over them."""

    def __init__(self) -> None:
        self._fuser = Fuser()
        self._hidden: set[str] = set()
        self._laid_over: list[Event] = []
        self._ids: dict[str, str] = {}

    def follow(self, records: Iterable[Record], groupings: Sequence[Verdict]) -> Turn:
        """Take in records, each in place of any of the same report; return what changed."""
        for record in records:
            self._fuser.replace(record)
        changed, gone = self._fuser.refresh()
        for event in changed:
            self._ids[event.id] = event.claims[0]
        for key in gone:
            self._ids.pop(key, None)
        hidden, laid_over = regrouped(self._fuser, groupings)
        out = {*gone, *(event.id for event in self._laid_over), *hidden}
        # What was hidden and is so no more comes back as it was fused.
        back = [self._fused(key) for key in self._hidden - hidden if key in self._ids]
        put = {event.id: event for event in (*changed, *back) if event.id not in hidden}
        put |= {event.id: event for event in laid_over}
        self._hidden, self._laid_over = hidden, laid_over
        return Turn(list(put.values()), out)

    def _fused(self, key: str) -> Event:
        event = self._fuser.event(self._ids[key])
        assert event is not None
        return event

    def copies(self) -> list[tuple[str, ...]]:
        """Return the groups of reports that are copies of one text."""
        return self._fuser.copies()

    def events(self) -> list[Event]:
        """Return all events as they stand now, those first reported first."""
        fused = [event for event in self._fuser.events() if event.id not in self._hidden]
        return sorted([*fused, *self._laid_over], key=lambda event: (event.first_reported or "9999", event.id))
