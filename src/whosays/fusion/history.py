"""What changed since a day: events new, figures revised, and what was denied, corroborated or withdrawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal

from whosays.fusion.figures import stated
from whosays.fusion.fuser import fuse
from whosays.record import Event, FigureSet, Record, Struct

ChangeKind = Literal["new", "revised", "denied", "contested", "corroborated", "withdrawn", "merged", "split"]


class Change(Struct, frozen=True, kw_only=True):
    """One thing that changed about an event: what kind of change, in words, with before and after where it has them.

    ``event`` is the event's id now; ``of`` the kind of quantity for a revised figure; ``origin`` whose figure it is.
    """

    kind: ChangeKind
    event: str
    why: str
    of: str | None = None
    origin: str | None = None
    before: float | str | None = None
    after: float | str | None = None


def changes_since(records: Iterable[Record], since: date, *, until: date | None = None) -> list[Change]:
    """Return what an analyst who last looked at the end of ``since`` would find changed, by event id and kind.

    Both views rest on publication dates alone: the first on what was published up to ``since``, the second on what
    was up to ``until`` (default: everything dated). Events are the same if they share a claim.
    """
    held = list(records)
    return compare(fuse(held, known_on=since), fuse(held, known_on=until or date.max))


def compare(before: Iterable[Event], after: Iterable[Event]) -> list[Change]:
    """Return the changes that lead from one list of events to another."""
    earlier = list(before)
    home = {claim: event for event in earlier for claim in event.claims}
    found: list[Change] = []
    taken: dict[str, list[str]] = {}
    for event in after:
        old = {home[c].id: home[c] for c in event.claims if c in home}
        for key in old:
            taken.setdefault(key, []).append(event.id)
        if not old:
            first = (event.first_reported or "")[:10] or "by a report without a date"
            found.append(Change(kind="new", event=event.id, why=f"first reported {first}"))
        else:
            # The old event with most of the claims is the one that went on; the others were folded into it.
            kept = max(old.values(), key=lambda e: (len(set(e.claims) & set(event.claims)), e.id))
            for other in sorted(old.keys() - {kept.id}):
                found.append(Change(kind="merged", event=event.id, before=other, why=f"{other} is the same event"))
            found += _revised(kept, event)
        found += _standing(max(old.values(), key=lambda e: len(e.claims), default=None), event)
    for key, heirs in taken.items():
        found += [Change(kind="split", event=h, before=key, why=f"was taken for {key}") for h in heirs[1:]]
    return sorted(found, key=lambda c: (c.event, c.kind, c.of or "", c.origin or "", str(c.before)))


def _revised(old: Event, new: Event) -> Iterator[Change]:
    """Yield the figures that an origin replaced, and those of origins that gave none before."""
    for kind, figures in new.quantities.items():
        before = old.quantities.get(kind, FigureSet()).latest_by_origin
        for origin, figure in figures.latest_by_origin.items():
            then = before.get(origin)
            was, now = stated(then) if then else None, stated(figure)
            if was != now or (then is None) != (figure is None):
                why = f"{origin} now says {figure.text}" + (f", before {then.text}" if then else "")
                yield Change(kind="revised", event=new.id, of=kind, origin=origin, before=was, after=now, why=why)


def _standing(old: Event | None, new: Event) -> Iterator[Change]:
    kinds: dict[str, ChangeKind] = {
        "denied": "denied",
        "contested": "contested",
        "corroborated": "corroborated",
        "retracted": "withdrawn",
    }
    before = old.standing if old else None
    if new.standing != before and new.standing in kinds and (old is not None or new.standing != "corroborated"):
        yield Change(kind=kinds[new.standing], event=new.id, before=before, after=new.standing, why=new.why)
