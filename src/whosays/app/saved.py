"""Saved views: named addresses, kept in a file beside the casebook, since they say nothing of any report."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Any

from whosays.exports.writing import write_whole

Row = dict[str, Any]
# More than anybody finds again in a list.
MOST_VIEWS = 500


class SavedViews:
    """The saved views of one casebook."""

    def __init__(self, casebook: Path) -> None:
        self._path = casebook.with_name(casebook.name + ".views.json")
        self._lock = Lock()

    def rows(self) -> list[Row]:
        """Return the views, the newest first; none where the file is missing or not ours."""
        try:
            held = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return []
        return [view for view in held if isinstance(view, dict)] if isinstance(held, list) else []

    def save(self, name: str, address: str, *, by: str) -> Row | None:
        """Save a view and return it; None where there are too many."""
        with self._lock:
            others = [view for view in self.rows() if view.get("name") != name]
            if len(others) >= MOST_VIEWS:
                return None
            view = {"name": name, "address": address, "by": by, "at": datetime.now(UTC).isoformat(timespec="seconds")}
            self._write([view, *others])
        return view

    def remove(self, name: str) -> bool:
        """Remove a view; say whether there was one."""
        with self._lock:
            held = self.rows()
            rest = [view for view in held if view.get("name") != name]
            if len(rest) < len(held):
                self._write(rest)
            return len(rest) < len(held)

    def _write(self, views: list[Row]) -> None:
        write_whole(self._path, json.dumps(views, ensure_ascii=False, indent=1))
