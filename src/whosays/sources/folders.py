"""The files of a folder, in sorted order, never out of it; and names that are safe to print."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from whosays.errors import ReportError

# What a browser saves beside a page; passed over without a word in a folder, read (and refused) when named.
BESIDE_PAGES = frozenset(
    ".avif .bmp .css .eot .gif .ico .jpeg .jpg .js .map .mjs .mp3 .mp4 .otf .png .svg .ttf .wasm .webm .webp .woff "
    ".woff2".split()
)
# About the folder itself, not reports.
ABOUT_FOLDERS = frozenset(("readme", "license", "licence", "notice", "changelog", "contributing"))
MAX_DEPTH = 40  # folders within folders; deeper is a loop of mounts or made to be one


def shown(path: str | Path) -> str:
    """Return a path as it can be printed: control characters and undecodable bytes as escapes."""
    words = os.fsencode(path).decode("utf-8", "backslashreplace")
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in words)


def walk(folder: Path) -> Iterator[Path | ReportError]:
    """Yield the files under ``folder`` in sorted order, hidden ones left out; errors where a part cannot be read.

    Links to files inside the folder are followed, links to folders never, links out of it give R017.
    """
    root = folder.resolve()
    found = False
    for entry in _walk(folder, root, depth=0):
        found = True
        yield entry
    if not found:
        yield ReportError("R013", item=shown(folder))


def _walk(folder: Path, root: Path, *, depth: int) -> Iterator[Path | ReportError]:
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: os.fsencode(entry.name))
    except PermissionError:
        yield ReportError("R010", item=shown(folder))
        return
    except OSError as error:
        yield ReportError("R012", item=shown(folder), detail=error.strerror or str(error))
        return
    for entry in entries:
        path = folder / entry.name
        is_beside = path.suffix.lower() in BESIDE_PAGES or path.stem.lower() in ABOUT_FOLDERS
        if entry.name.startswith(".") or (is_beside and not entry.is_dir(follow_symlinks=False)):
            continue
        if entry.is_dir(follow_symlinks=False):
            if depth < MAX_DEPTH:
                yield from _walk(path, root, depth=depth + 1)
        elif entry.is_symlink():
            yield from _linked(path, root)
        elif entry.is_file(follow_symlinks=False):
            yield path
        else:
            yield ReportError("R018", item=shown(path))


def _linked(path: Path, root: Path) -> Iterator[Path | ReportError]:
    try:
        target = path.resolve(strict=True)
        mode = target.stat().st_mode
    except (OSError, RuntimeError):
        yield ReportError("R001", item=shown(path))
        return
    if not target.is_relative_to(root):
        yield ReportError("R017", item=shown(path))
    elif stat.S_ISREG(mode):
        yield path
