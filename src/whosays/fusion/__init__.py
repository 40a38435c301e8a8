"""Fusion: many reports, one event. It sees records, never how they were read."""

from whosays.fusion.copies import find_copies
from whosays.fusion.figures import RULES, one_number
from whosays.fusion.fuser import Fuser, fuse
from whosays.fusion.history import Change, changes_since, compare

__all__ = ["RULES", "Change", "Fuser", "changes_since", "compare", "find_copies", "fuse", "one_number"]
