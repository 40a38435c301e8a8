"""Our models: numbers in files that can hold no code, each held to its SHA-256 whenever it is read.

``SHA256SUMS`` beside them is written by ``python tools/seal_models.py`` after one of them was trained anew.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib.resources import files

from whosays.errors import WhosaysError


@lru_cache(maxsize=1)
def sums() -> dict[str, str]:
    """Return the SHA-256 of each model by its name."""
    lines = files("whosays.models").joinpath("SHA256SUMS").read_text("utf-8").splitlines()
    return {name: digest for digest, name in (line.split() for line in lines)}


def opened(name: str) -> bytes:
    """Return the bytes of a model; raise `WhosaysError` I001 if they are not those that were released."""
    try:
        raw = files("whosays.models").joinpath(name).read_bytes()
    except OSError as error:
        raise WhosaysError("I001", item=f"models/{name}", detail=error.strerror or str(error)) from error
    if hashlib.sha256(raw).hexdigest() != sums().get(name):
        raise WhosaysError("I001", item=f"models/{name}", detail="its bytes are not those of the release")
    return raw
