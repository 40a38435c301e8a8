"""Files that appear whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from whosays.errors import UsageError


def write_whole(target: Path, text: str) -> None:
    """Write a file through a temporary one beside it; raise `UsageError` U004 where that fails, leaving nothing."""
    name = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", newline="", dir=target.parent, prefix=f".{target.name}.", delete=False
        ) as out:
            name = out.name
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except OSError as error:
        if name:
            Path(name).unlink(missing_ok=True)
        raise UsageError("U004", item=str(target), detail=error.strerror or str(error)) from error
