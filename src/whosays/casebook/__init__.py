"""The casebook: one file that keeps every report, reading, claim, event and verdict, and how they came in."""

from whosays.casebook.found import FoundClaim, FoundFigure, FoundText, Speaker
from whosays.casebook.joining import Joined
from whosays.casebook.ratings import Grade, Rating
from whosays.casebook.store import Casebook
from whosays.casebook.verdicts import Review, Verdict

__all__ = [
    "Casebook", "FoundClaim", "FoundFigure", "FoundText", "Grade", "Joined", "Rating", "Review", "Speaker", "Verdict",
]  # fmt: skip
