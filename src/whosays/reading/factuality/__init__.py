"""How certain an event is, and whether it has happened: the words that say so, read by rule and by a small model."""

from whosays.reading.factuality.predicates import grade_predicates
from whosays.reading.factuality.presented import Presented, combine, presented

__all__ = ["Presented", "combine", "grade_predicates", "presented"]
