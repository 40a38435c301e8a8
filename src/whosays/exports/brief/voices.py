"""Who was heard: each speaker or outlet, how reliable a person holds it to be, and how much rests on it."""

from __future__ import annotations

from collections import defaultdict

from whosays.casebook.ratings import RELIABILITIES, rating_of
from whosays.exports.brief.document import Table, plain
from whosays.exports.brief.speech import speaker
from whosays.exports.naming import lowered
from whosays.exports.selection import Selection


def voices_table(selection: Selection) -> Table:
    """Return the speakers, those on whom most claims rest first."""
    claims: defaultdict[str, int] = defaultdict(int)
    reports: defaultdict[str, set[str]] = defaultdict(set)
    held: dict[str, str] = {}
    for report, claim in selection.claims.values():
        name = speaker(claim.sources[-1]) if claim.sources else f"{report.publisher or report.id}, on its own account"
        name = lowered(name)
        claims[name] += 1
        reports[name].add(report.id)
        rating = rating_of(report, claim, selection.ratings)
        if rating is not None:
            day = rating.at[:10]
            held[name] = (
                f"{rating.reliability}, {RELIABILITIES[rating.reliability]} ({rating.author}, {day}: {rating.why})"
            )
    order = sorted(claims, key=lambda name: (-claims[name], name.casefold()))
    return Table(
        ("Who", "Reliability", "Claims", "Reports"),
        tuple(
            (
                plain(name[:1].upper() + name[1:]),
                plain(held.get(name, "F, not judged")),
                plain(str(claims[name])),
                plain(str(len(reports[name]))),
            )
            for name in order
        ),
    )
