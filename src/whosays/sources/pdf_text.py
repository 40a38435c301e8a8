"""The process that reads a PDF: bytes on standard input, JSON of its pages on standard output.

Run as a script by `whosays.sources.pdf`, and imports nothing of ours. A file that loops or swells takes this process
down and nothing else.
"""

from __future__ import annotations

import io
import json
import logging
import sys
from typing import Any

_MEMORY = 2 * 1024**3  # bytes of address space; a report of 300 pages needs a tenth
_MAX_PAGES = 2_000


def _bound(seconds: int) -> None:
    """Bound memory and processor time where the system can; elsewhere the parent's clock alone bounds it."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))


def read(raw: bytes, *, max_characters: int) -> dict[str, Any]:
    """Return the text of each page, the title and the author of a PDF; ``error`` where it cannot be opened."""
    import pypdf

    reader = pypdf.PdfReader(io.BytesIO(raw), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        return {"error": "password"}
    pages: list[str] = []
    n_characters = 0
    for page in reader.pages[:_MAX_PAGES]:
        words = page.extract_text() or ""
        n_characters += len(words)
        pages.append(words.encode("utf-8", "replace").decode("utf-8"))
        if n_characters > max_characters:
            break
    about = reader.metadata
    named = {"title": about.title, "author": about.author} if about else {}
    return {"pages": pages} | {key: str(value) for key, value in named.items() if value}


def main() -> int:
    """Read standard input; write JSON."""
    logging.disable(logging.CRITICAL)
    max_characters, seconds = int(sys.argv[1]), int(float(sys.argv[2]))
    _bound(seconds)
    try:
        found = read(sys.stdin.buffer.read(), max_characters=max_characters)
    except Exception as error:  # noqa: BLE001 - whatever it is, the parent names the file
        found = {"error": type(error).__name__}
    sys.stdout.write(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
