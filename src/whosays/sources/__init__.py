"""Bytes in, report out: pages, texts and JSON Lines, from files, folders and standard input."""

from whosays.sources.opened import Limits, Opened
from whosays.sources.opening import open_items, open_report, open_reports

__all__ = ["Limits", "Opened", "open_items", "open_report", "open_reports"]
