"""What is asked of all claims of a day at once: who is named, who is heard, which figures, which reading is in doubt.

Worked out when first asked for and kept with the day; for 100,000 claims each takes 0.2 to 1 s of a core.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from threading import Lock
from typing import Any, TypeVar, cast

from msgspec.structs import replace

from whosays.app.questions import questions
from whosays.casebook.doubting import doubts_of
from whosays.casebook.ratings import source_keys
from whosays.exports.naming import is_earlier_self
from whosays.exports.selection import Selection
from whosays.fusion.figures import figure_set
from whosays.record import Claim, Event, Figure, FigureSet, Report

Row = dict[str, Any]
Said = dict[str, list[tuple[Report, Claim]]]
Doubt = tuple[float, tuple[str, ...]]
Kept = TypeVar("Kept")
# So many figures take 50 ms to put in order.
MANY_FIGURES = 5_000


class Overview:
    """The claims of a day looked at as a whole; safe to ask from several threads."""

    def __init__(self, held: Selection) -> None:
        self._held = held
        self._turns: dict[tuple[str, ...], Lock] = {}
        self._kept: dict[tuple[str, ...], Any] = {}
        self._doubt_of: dict[str, tuple[Claim, Event | None, Doubt]] = {}

    def _once(self, key: tuple[str, ...], make: Callable[[], Kept]) -> Kept:
        with self._turns.setdefault(key, Lock()):
            if key not in self._kept:
                self._kept[key] = make()
            return cast(Kept, self._kept[key])

    def work_out_as(self, other: Overview) -> None:
        """Work out what another one, of the state before, was asked for: before anybody has to wait for it."""
        self._doubt_of = other._doubt_of
        for name, *rest in list(other._kept):
            getattr(self, name)(*rest)

    def reports(self) -> list[Report]:
        """Return the reports, the newest first."""
        return self._once(
            ("reports",),
            lambda: sorted(
                (record.report for record in self._held.records),
                key=lambda report: (report.published or "", report.id),
                reverse=True,
            ),
        )

    def questions(self) -> list[Row]:
        """Return the questions of how many on which most independent origins have a figure."""
        return self._once(("questions",), lambda: questions(self._held))

    def actors(self) -> list[Row]:
        """Return everybody who is named, with how often they do, suffer and say, the most named first."""
        return self._once(("actors",), self._actors)

    def _actors(self) -> list[Row]:
        counts: dict[str, Row] = {}
        for _, claim in self._held.claims.values():
            for role, parties in (("does", claim.actors), ("suffers", claim.recipients), ("says", claim.sources)):
                for one in parties:
                    if role == "says" and is_earlier_self(one.text):
                        continue
                    key = one.entity or one.name or one.text
                    row = counts.get(key)
                    if row is None:
                        row = counts[key] = {"key": key, "name": one.name or one.text, "country": one.country,
                                             "sector": one.sector, "does": 0, "suffers": 0, "says": 0}  # fmt: skip
                    row[role] += 1
        return sorted(counts.values(), key=lambda row: (-(row["does"] + row["suffers"] + row["says"]), row["key"]))

    def said(self) -> tuple[Said, dict[str, str]]:
        """Return the claims that rest on each source, by its key, the most heard first, and the name of each.

        A claim rests on its innermost named speaker, else on its outlet: the same whose rating it inherits.
        """
        return self._once(("said",), self._said)

    def _said(self) -> tuple[Said, dict[str, str]]:
        said: Said = defaultdict(list)
        names: dict[str, str] = {}
        for report, claim in self._held.claims.values():
            name, keys = source_keys(report, claim)
            if name and is_earlier_self(name):
                name, keys = source_keys(report, replace(claim, sources=()))
            if name and keys:
                said[keys[0]].append((report, claim))
                names.setdefault(keys[0], name)
        # The most heard first.
        return {key: said[key] for key in sorted(said, key=lambda key: (-len(said[key]), names[key]))}, names

    def figures(self, kind: str) -> tuple[list[tuple[str, Figure]], FigureSet]:
        """Return every figure of a kind with its event, by day of report, and what they come to."""
        return self._once(("figures", kind), lambda: self._figures(kind))

    def frequent_kinds(self) -> list[str]:
        """Return the kinds of which there are so many figures that one notices how long they take."""
        counts: Counter[str] = Counter()
        for event in self._held.events:
            for kind, figures in event.quantities.items():
                counts[kind] += len(figures.figures)
        return [kind for kind, n in counts.items() if n >= MANY_FIGURES]

    def _figures(self, kind: str) -> tuple[list[tuple[str, Figure]], FigureSet]:
        claims = self._held.claims
        found = [
            (event.id, figure)
            for event in self._held.events
            if kind in event.quantities
            for figure in event.quantities[kind].figures
            if figure.claim in claims
        ]
        by_day: dict[str, list[tuple[str, Figure]]] = defaultdict(list)
        for pair in found:
            by_day[pair[1].reported_at or "9999"].append(pair)
        found = [pair for day in sorted(by_day) for pair in sorted(by_day[day], key=lambda pair: pair[1].source or "")]
        return found, figure_set([figure for _, figure in found])

    def doubts(self) -> dict[str, Doubt]:
        """Return the doubt and its reasons of every claim, the most doubtful first."""
        return self._once(("doubts",), self._doubts)

    def _doubts(self) -> dict[str, Doubt]:
        event_of, before, rated = self._held.event_by_claim, self._doubt_of, {}
        for claim_id, (_, claim) in self._held.claims.items():
            event, known = event_of.get(claim_id), before.get(claim_id)
            # A reading that is as it was, in an event that is as it was, is as doubtful as it was.
            is_known = known is not None and known[0] is claim and known[1] is event
            rated[claim_id] = known if known is not None and is_known else (claim, event, doubts_of(claim, event))
        self._doubt_of = rated
        claims = self._held.claims
        # Few have much of a doubt in common: short sorts, between which others are answered.
        by_doubt: dict[float, list[str]] = defaultdict(list)
        for claim_id in claims:
            by_doubt[rated[claim_id][2][0]].append(claim_id)
        order = (
            claim_id
            for doubt in sorted(by_doubt, reverse=True)
            for claim_id in sorted(by_doubt[doubt], key=lambda one: (claims[one][0].published or "", one))
        )
        return {claim_id: rated[claim_id][2] for claim_id in order}
