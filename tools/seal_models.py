"""Write the SHA-256 of every model into models/SHA256SUMS; to be run after one of them was trained anew."""

from __future__ import annotations

import hashlib
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "src" / "whosays" / "models"
ENDINGS = (".npz", ".json", ".msgpack")


def lines() -> str:
    """Return the lines of the file, as sha256sum writes and checks them."""
    paths = sorted(path for path in FOLDER.iterdir() if path.suffix in ENDINGS)
    return "".join(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in paths)


if __name__ == "__main__":
    (FOLDER / "SHA256SUMS").write_text(lines(), "utf-8")
