"""Which questions of how many a case can answer: of what, and of whose, by how many origins have a figure on it."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from whosays.exports.selection import Selection
from whosays.vocab.countries import by_code

Row = dict[str, Any]
# Questions offered; past so many nobody reads them, and the form asks any other.
MOST_QUESTIONS = 8
# A figure of one origin alone is no question of who says what.
FEWEST_ORIGINS = 2
# Measures that nobody asks after by "how many".
NO_COUNTS = ("other", "distance", "area", "money")


def questions(held: Selection) -> list[Row]:
    """Return the questions on which most origins have a figure, the busiest first: a kind, and a country's code."""
    origins: dict[tuple[str, str], set[str]] = defaultdict(set)
    for event in held.events:
        for kind, figures in event.quantities.items():
            if kind in NO_COUNTS:
                continue
            for figure in figures.figures:
                _, claim = held.claims.get(figure.claim, (None, None))
                if claim is not None and figure.origin is not None:
                    for one in (*claim.actors, *claim.recipients):
                        if one.country:
                            origins[kind, one.country].add(figure.origin)
    order = sorted(origins.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return [
        {"of": kind, "by": country, "name": found.name if (found := by_code(country)) else country, "n_origins": n}
        for (kind, country), who in order[:MOST_QUESTIONS]
        if (n := len(who)) >= FEWEST_ORIGINS
    ]
