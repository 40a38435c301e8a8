"""Fusion: many reports, one event. It sees records, never how they were read."""

from whosays.fusion.copies import find_copies
from whosays.fusion.figures import RULES, one_number
from whosays.fusion.fuser import Fuser, fuse

__all__ = ["RULES", "Fuser", "find_copies", "fuse", "one_number"]
