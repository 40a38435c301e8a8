"""What could not be matched, and why: reports without a date, an outlet or a place are kept, and said to be so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from whosays.fusion.views import day_number
from whosays.record import Claim, Record

Lack = Literal["nothing to match by", "no day", "no date", "no publisher"]
# What each lack means for the events, in words for a person.
MEANS: dict[Lack, str] = {
    "nothing to match by": "without a place, a party or a figure: matched within one report and its copies only",
    "no day": "of no known day, which neither the words nor the report give: matched by place and party alone",
    "no date": "without a publication date: left out of every answer as known on a day",
    "no publisher": "without a publisher: no other report can be found to cite it, and no withdrawal to mean it",
}
SHOWN = 3  # ids named for each lack


class Unplaced(NamedTuple):
    """One report or claim that lacks what matching goes by."""

    lack: Lack
    report: str
    claim: str | None = None


def has_anchor(claim: Claim) -> bool:
    """Whether a claim says anything that another report's claim could share: a place, a party or a figure."""
    return bool(claim.places or claim.actors or claim.recipients or any(q.of != "other" for q in claim.quantities))


def unplaced(records: Iterable[Record]) -> Iterator[Unplaced]:
    """Yield what lacks something to be matched by, report by report."""
    for record in records:
        report = record.report
        dated = day_number(report.published) is not None
        if record.claims and not dated:
            yield Unplaced("no date", report.id)
        if record.claims and not (report.publisher or "").strip():
            yield Unplaced("no publisher", report.id)
        for claim in record.claims:
            if not has_anchor(claim):
                yield Unplaced("nothing to match by", report.id, claim.id)
            elif not dated and claim.time.earliest is None and claim.time.latest is None:
                yield Unplaced("no day", report.id, claim.id)


def notes(records: Iterable[Record]) -> list[str]:
    """Return a sentence for each thing that is lacking: how many lack it, what follows, and the first of them."""
    found: dict[Lack, list[str]] = {}
    for one in unplaced(records):
        found.setdefault(one.lack, []).append(one.claim or one.report)
    lines = []
    for lack, means in MEANS.items():
        ids = found.get(lack, [])
        if ids:
            what = "claim" if lack in ("nothing to match by", "no day") else "report"
            more = f" and {len(ids) - SHOWN:,} more" if len(ids) > SHOWN else ""
            plural = "" if len(ids) == 1 else "s"
            lines.append(f"Note: {len(ids):,} {what}{plural} {means} ({', '.join(ids[:SHOWN])}{more}).")
    return lines
