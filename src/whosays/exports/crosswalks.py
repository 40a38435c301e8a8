"""From our types and modes to other people's codes; the tables stand in ``data/``, one correspondence a row."""

from __future__ import annotations

import csv
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple


@cache
def rows_of(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of a table in ``data/``."""
    text = files("whosays.exports").joinpath("data", f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


class PloverType(NamedTuple):
    """A PLOVER type's quad code (1 verbal and 2 material cooperation, 3 verbal and 4 material conflict) and score."""

    quad: int
    score: float


class Cameo(NamedTuple):
    """A CAMEO code (a string: leading zeros count), its roots, quad class and Goldstein score (-10 to 10)."""

    code: str
    base: str
    root: str
    quad: int
    goldstein: float | None


@lru_cache(maxsize=1)
def plover_types() -> dict[str, PloverType]:
    """Return the sixteen PLOVER types."""
    return {row["type"]: PloverType(int(row["quad"]), float(row["score"])) for row in rows_of("plover_types")}


@lru_cache(maxsize=1)
def _plover_modes() -> dict[tuple[str, str], str]:
    return {(row["type"], row["mode"]): row["plover_mode"] for row in rows_of("plover_modes")}


def plover_mode(type_: str, mode: str | None) -> str | None:
    """Return the PLOVER mode of a type and a mode of ours, or None where PLOVER has none."""
    return _plover_modes().get((type_, mode or ""))


@lru_cache(maxsize=1)
def _cameo_codes() -> dict[tuple[str, str, str], str]:
    return {(row["type"], row["mode"], row["sides"]): row["code"] for row in rows_of("cameo")}


@lru_cache(maxsize=1)
def _goldstein() -> dict[str, float | None]:
    return {row["code"]: float(row["scale"]) if row["scale"] else None for row in rows_of("goldstein")}


# The last root of each quad class, in CAMEO's order of roots.
_QUAD_ENDS = ((5, 1), (8, 2), (13, 3), (20, 4))


@cache
def cameo(type_: str, mode: str | None, *, both_armed: bool = False) -> Cameo | None:
    """Return the CAMEO code of a type and mode; None for what CAMEO does not code (losses, strength, holding)."""
    codes = _cameo_codes()
    found = codes.get((type_, mode or "", ""))
    # A mode without a code of its own takes that of its type: fighting (19) between armed sides, assault (18) else.
    if found is None or not mode:
        found = codes.get((type_, "", "armed")) if both_armed else None
        found = found or codes.get((type_, "", ""))
    if found is None:
        return None
    root = int(found[:2])
    quad = next(quad for end, quad in _QUAD_ENDS if root <= end)
    return Cameo(found, found[:3], found[:2], quad, _goldstein()[found])
