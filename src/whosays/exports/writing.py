"""Files, folders and archives that appear whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from whosays.errors import UsageError

# Archives carry no clock: the same claims give the same bytes.
ZIP_DAY = (1980, 1, 1, 0, 0, 0)
# A file as it is made: text (written as UTF-8) or bytes.
Pieces = Iterable[str] | Iterable[bytes]
Members = Iterable[tuple[str, Pieces]]


def encoded(pieces: Pieces) -> Iterator[bytes]:
    """Yield pieces as bytes."""
    for piece in pieces:
        yield piece.encode("utf-8") if isinstance(piece, str) else piece


def write_whole(target: Path, text: str | Pieces) -> None:
    """Write a file through a temporary one beside it; raise `UsageError` U004 where that fails, leaving nothing."""
    name = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as out:
            name = out.name
            out.writelines(encoded([text] if isinstance(text, str) else text))
            out.flush()
            os.fsync(out.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(target)
        name = None
    except OSError as error:
        raise UsageError("U004", item=str(target), detail=error.strerror or str(error)) from error
    finally:
        if name:
            Path(name).unlink(missing_ok=True)


def write_folder(target: Path, members: Members) -> None:
    """Write a folder of files; an earlier one of that name is replaced only if it holds nothing but such files.

    Raise `UsageError` U004 where that fails, leaving what was there.
    """
    made = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}."))
        for name, pieces in members:
            write_whole(made / name, pieces)
        if target.exists():
            _clear(target, {path.name for path in made.iterdir()})
        made.chmod(0o755)
        made.replace(target)
        made = None
    except OSError as error:
        raise UsageError("U004", item=str(target), detail=error.strerror or str(error)) from error
    finally:
        if made:
            shutil.rmtree(made, ignore_errors=True)


def _clear(folder: Path, names: set[str]) -> None:
    strange = sorted(path.name for path in folder.iterdir() if path.name not in names)
    if strange:
        raise OSError(f"the folder holds other files, {strange[0]} among them")
    for path in folder.iterdir():
        path.unlink()


def write_zip(target: Path, members: Members) -> None:
    """Write an archive through a temporary one beside it; raise `UsageError` U004 where that fails."""
    name = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as out:
            name = out.name
            with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
                for member, pieces in members:
                    entry = zipfile.ZipInfo(member, ZIP_DAY)
                    # What is compressed stays as it is, so that a reader of WACZ can take records out of the middle.
                    entry.compress_type = zipfile.ZIP_STORED if member.endswith(".gz") else zipfile.ZIP_DEFLATED
                    with archive.open(entry, "w", force_zip64=True) as out_member:
                        for piece in encoded(pieces):
                            out_member.write(piece)
            out.flush()
            os.fsync(out.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(target)
        name = None
    except OSError as error:
        raise UsageError("U004", item=str(target), detail=error.strerror or str(error)) from error
    finally:
        if name:
            Path(name).unlink(missing_ok=True)
