"""Bytes in, report out: pages, texts, mail, feeds, tables, archives; from files, folders, addresses, standard input."""

from whosays.sources.opened import Fetch, Fetched, Limits, Opened, PageComment
from whosays.sources.opening import is_address, open_bytes, open_items, open_report, open_reports

__all__ = [
    "Fetch", "Fetched", "Limits", "Opened", "PageComment", "is_address", "open_bytes", "open_items", "open_report",
    "open_reports",
]  # fmt: skip
