"""Places: the gazetteer, and finding and resolving the places that a report names."""

from whosays.places.find import FoundPlace, find_places
from whosays.places.gazetteer import Candidate, Gazetteer

__all__ = ["Candidate", "FoundPlace", "Gazetteer", "find_places"]
