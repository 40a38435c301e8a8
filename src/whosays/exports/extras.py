"""Libraries that come with an extra: imported when they are used, and named with their remedy where they are absent."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from whosays.errors import UsageError


def needed(module: str, extra: str) -> Any:
    """Return a module that an extra installs; raise `UsageError` U030 with what to install where it is absent."""
    try:
        return import_module(module)
    except ImportError as error:
        raise UsageError("U030", item=module.partition(".")[0], detail=extra) from error
