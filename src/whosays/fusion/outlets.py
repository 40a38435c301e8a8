"""Outlets: the name under which one paper cites another."""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from importlib.resources import files

_DOMAIN = re.compile(r"^(?:www\.|edition\.|m\.)?([a-z0-9-]+(?:\.[a-z0-9-]+)*)\.[a-z]{2,}$")
# A name this short ("rt", "sun") also stands in texts that cite nobody; it must stand with its capitals.
_SHORTEST_NAME = 4


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    rows = csv.DictReader((files("whosays.fusion") / "data" / "outlet.csv").read_text("utf-8").splitlines())
    return {row["domain"]: row["name"] for row in rows}


@lru_cache(maxsize=4096)
def outlet_name(publisher: str | None) -> str | None:
    """Return an outlet's name in lower case, from its name or its domain; None if there is none."""
    folded = (publisher or "").casefold().strip().removeprefix("the ")
    for prefix in ("", "www.", "edition.", "m."):
        if prefix and folded.startswith(prefix) and folded.removeprefix(prefix) in _names():
            return _names()[folded.removeprefix(prefix)]
        if folded in _names():
            return _names()[folded]
    match = _DOMAIN.match(folded)
    name = re.sub(r"[-_.]+", " ", match.group(1) if match else folded)
    return name or None


def names_outlet(words: str, outlet: str) -> bool:
    """Whether words name an outlet, capitals and all."""
    pattern = r"\b" + r"[\s-]+".join(map(re.escape, outlet.split())) + r"\b"
    for match in re.finditer(pattern, words, re.IGNORECASE):
        found = match.group()
        capital = (
            found.isupper()
            if len(outlet) < _SHORTEST_NAME
            else all(w[:1].isupper() for w in re.split(r"[\s-]+", found))
        )
        if capital:
            return True
    return False
