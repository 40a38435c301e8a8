"""What a casebook hands out beside the structs of the record."""

from __future__ import annotations

from whosays.casebook.ratings import Reliability
from whosays.casebook.verdicts import Review
from whosays.record import Claim, Figure, Report, Struct


class FoundClaim(Struct, frozen=True, kw_only=True):
    """A claim as it stands, with the report that makes it, and what persons said of it (None: nobody has yet).

    ``reliability`` is how reliable its source is held to be, A to F.
    """

    report: Report
    claim: Claim
    reviewed: Review | None = None
    reliability: Reliability = "F"


class FoundText(Struct, frozen=True, kw_only=True):
    """A report that matches a search, with the words around the best match, matches between « and »."""

    report: Report
    excerpt: str


class FoundFigure(Struct, frozen=True, kw_only=True):
    """A figure with the event that it belongs to, and what it counts ("troops", "killed")."""

    event: str
    of: str
    figure: Figure


class Speaker(Struct, frozen=True, kw_only=True):
    """Who says so, and how many claims in how many reports rest on them."""

    name: str
    entity: str | None = None
    country: str | None = None
    kind: str
    n_claims: int
    n_reports: int
