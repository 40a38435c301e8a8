"""Files, folders and archives that appear whole or not at all."""

from __future__ import annotations

import io
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

from whosays.errors import UsageError

# Archives carry no clock: the same claims give the same bytes.
ZIP_DAY = (1980, 1, 1, 0, 0, 0)
Members = Iterable[tuple[str, Iterable[str]]]


def write_whole(target: Path, text: str | Iterable[str]) -> None:
    """Write a file through a temporary one beside it; raise `UsageError` U004 where that fails, leaving nothing."""
    name = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", newline="", dir=target.parent, prefix=f".{target.name}.", delete=False
        ) as out:
            name = out.name
            out.writelines([text] if isinstance(text, str) else text)
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
                    entry.compress_type = zipfile.ZIP_DEFLATED
                    with (
                        archive.open(entry, "w", force_zip64=True) as raw,
                        io.TextIOWrapper(raw, encoding="utf-8", newline="") as text,
                    ):
                        text.writelines(pieces)
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
