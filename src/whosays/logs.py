"""What happened, for whoever runs this: one JSON object a line on standard error, and only where asked for.

Nothing secret goes in: addresses lose what stands after the question mark and any name or password in them; bodies,
headers, tokens and texts of reports are never told. Programs that use whosays as a library listen to the logger
``whosays``; each of its records has the same fields in ``told``.
"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

_logger = logging.getLogger("whosays")
_logger.addHandler(logging.NullHandler())


def note(what: str, **told: Any) -> None:
    """Take note of something that happened, with fields that JSON can hold."""
    _logger.info(what, extra={"told": told})


def warn(what: str, **told: Any) -> None:
    """Take note of something that went wrong."""
    _logger.warning(what, extra={"told": told})


def shown(address: str) -> str:
    """Return a web address without what may be secret in it: name, password, query, fragment."""
    try:
        parts = urlsplit(address)
        host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname or ""
        return f"{parts.scheme}://{host}{f':{parts.port}' if parts.port else ''}{parts.path}"[:500]
    except ValueError:
        return "(no address)"


def tell(sentence: str) -> None:
    """Tell whoever runs this a sentence that they must not miss; see `tell_by`."""
    _logger.getChild("told").warning(sentence)


def tell_by(say: Callable[[str], None]) -> None:
    """Let somebody say the sentences of `tell` from now on."""
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: say(record.getMessage())  # type: ignore[method-assign]
    _logger.getChild("told").handlers = [handler]


class _Line(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of a record."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        told = {"at": at, "level": record.levelname.lower(), "what": record.getMessage(), **getattr(record, "told", {})}
        if record.exc_info:
            told["traceback"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=True, default=str)


def begin() -> None:
    """Write what happens to standard error from now on."""
    if any(isinstance(handler.formatter, _Line) for handler in _logger.handlers):
        return
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Line())
    _logger.addHandler(handler)
    _logger.setLevel(logging.INFO)
