"""The casebook: one file that keeps every report, reading, claim and event, and how they came in."""

from whosays.casebook.found import FoundClaim, FoundFigure, FoundText, Speaker
from whosays.casebook.store import Casebook

__all__ = ["Casebook", "FoundClaim", "FoundFigure", "FoundText", "Speaker"]
