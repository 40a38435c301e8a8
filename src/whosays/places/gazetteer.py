"""The gazetteer: which places bear a name. One SQLite file, opened read-only, and a user's own rows on top."""

from __future__ import annotations

import csv
import sqlite3
import weakref
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec

from whosays.errors import UsageError, WhosaysError
from whosays.places.names import fold, likeness, sound, without_article

# Answers kept in memory a gazetteer; a long article asks for about 3,000 keys.
KEPT = 200_000
# How alike a name must be to one found by its sound alone: under .7 it joins different towns ("Kharkiv" and
# "Kharkov" are .86 alike, "Slavyansk" and "Sloviansk" .89).
LIKENESS = 0.7


class Candidate(msgspec.Struct, frozen=True):
    """One place that bears a name. ``is_own`` marks a row of the user's file."""

    name: str
    kind: str
    country: str | None
    admin1: str | None
    lat: float
    lon: float
    precision: str
    population: int
    geonameid: int | None
    is_own: bool = False


class Gazetteer:
    """Places by name. Safe to use from one thread; open one for each."""

    def __init__(self, base: sqlite3.Connection, own: dict[str, tuple[Candidate, ...]]) -> None:
        self._base = base
        # The shared gazetteer lives as long as the process; let its file be closed with it.
        weakref.finalize(self, base.close)
        self._own = own
        self._kept: dict[str, tuple[Candidate, ...]] = {}
        self._nations: dict[int, str] = dict(base.execute("SELECT id, alpha3 FROM country"))
        self._nation_ids = {code: number for number, code in self._nations.items()}
        self._divisions: dict[int, str] = dict(base.execute("SELECT id, name FROM division"))
        self._kinds: dict[int, tuple[str, str]] = {
            n: (kind, precision) for n, kind, precision in base.execute("SELECT * FROM kind")
        }

    @classmethod
    def open(cls, extra: Path | None = None, *, path: Path | None = None) -> Gazetteer:
        """Open the gazetteer built at set-up, with the rows of ``extra`` on top.

        Args:
            extra: a CSV file with the columns ``name``, ``lat``, ``lon`` and, if wanted, ``aliases`` (parted by
                semicolons), ``kind``, ``country`` (alpha-3), ``admin1`` and ``precision``. Its rows are taken before
                any other place of the same name.
            path: another gazetteer file than the package's own.

        Raises:
            WhosaysError: the gazetteer is not built, or ``extra`` cannot be read.
        """
        where = path or Path(str(files("whosays.places") / "data" / "gazetteer.sqlite"))
        if not where.is_file():
            raise WhosaysError("I001", item="gazetteer.sqlite", detail=f"not at {where}")
        # First: a file of the reader's own that does not hold must leave no connection open.
        own = read_own(extra) if extra is not None else {}
        base = sqlite3.connect(f"{where.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        base.execute("PRAGMA mmap_size = 67108864")
        return cls(base, own)

    def look_up(self, words: str) -> tuple[Candidate, ...]:
        """Return the places that bear this name, folded: accents, apostrophes, hyphens and "al-" do not part names."""
        return self.look_up_key(fold(words))

    def look_up_key(self, key: str) -> tuple[Candidate, ...]:
        """Return the places of a name already folded."""
        found = self._kept.get(key)
        if found is None:
            found = self._ask(key)
            if len(self._kept) >= KEPT:
                self._kept.clear()
            self._kept[key] = found
        return found

    def look_up_sound(self, words: str, nations: tuple[str, ...]) -> tuple[Candidate, ...]:
        """Return places in these countries whose names may be other transliterations of this one, likest first."""
        key = fold(words)
        heard: list[tuple[float, Candidate]] = []
        for nation in nations:
            rows = self._base.execute(
                "SELECT p.* FROM sound s JOIN place p ON p.id = s.place WHERE s.sound = ? AND s.country = ?",
                (sound(key), self._nation_ids.get(nation, -1)),
            )
            heard += ((likeness(key, fold(c.name)), c) for c in map(self._candidate, rows))
        heard = [pair for pair in heard if pair[0] >= LIKENESS]
        return tuple(c for _, c in sorted(heard, key=lambda pair: (-pair[0], -pair[1].population)))

    def largest_in(self, box: tuple[float, float, float, float], *, most: int) -> tuple[Candidate, ...]:
        """Return the most populous towns in a box (south, west, north, east in degrees), the largest first."""
        south, west, north, east = (round(edge * 1e5) for edge in box)
        rows = self._base.execute(
            "SELECT p.* FROM place p JOIN kind k ON k.id = p.kind WHERE k.precision = 'city' AND p.population > 0 "
            "AND p.lat BETWEEN ? AND ? AND p.lon BETWEEN ? AND ? ORDER BY p.population DESC, p.id LIMIT ?",
            (south, north, west, east, most),
        )
        return tuple(map(self._candidate, rows))

    def close(self) -> None:
        """Close the file."""
        self._base.close()

    def _ask(self, key: str) -> tuple[Candidate, ...]:
        rows = self._rows(key)
        bare = without_article(key)
        if bare is not None:  # "ar Raqqah" is filed as "al Raqqah", "Raqqah" or both
            rows = {**rows, **self._rows("al " + bare), **(self._rows(bare) if not rows else {})}
        return (*self._own.get(key, ()), *map(self._candidate, rows.values()))

    def _rows(self, key: str) -> dict[int, tuple[Any, ...]]:
        asked = self._base.execute("SELECT p.* FROM name n JOIN place p ON p.id = n.place WHERE n.key = ?", (key,))
        return {row[0]: row for row in asked}

    def _candidate(self, row: tuple[Any, ...]) -> Candidate:
        _, name, kind, nation, division, lat, lon, population, geonameid = row
        kind_name, precision = self._kinds[kind]
        return Candidate(
            name, kind_name, self._nations.get(nation), self._divisions.get(division), lat / 1e5, lon / 1e5, precision,
            population or 0, geonameid,
        )  # fmt: skip


def read_own(path: Path) -> dict[str, tuple[Candidate, ...]]:
    """Return a user's rows by folded name; raise `WhosaysError` for a file that cannot be read as described."""
    try:
        lines = list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))
        own: dict[str, tuple[Candidate, ...]] = {}
        for line in lines:
            place = Candidate(
                name=line["name"].strip(),
                kind=line.get("kind") or "city",
                country=line.get("country") or None,
                admin1=line.get("admin1") or None,
                lat=float(line["lat"]),
                lon=float(line["lon"]),
                precision=line.get("precision") or "city",
                population=int(line.get("population") or 0),
                geonameid=int(line["geonameid"]) if line.get("geonameid") else None,
                is_own=True,
            )
            if not (-90 <= place.lat <= 90 and -180 <= place.lon <= 180 and place.name):
                raise ValueError(f"no place on earth: {line}")
            for name in (place.name, *(line.get("aliases") or "").split(";")):
                if name.strip():
                    own[fold(name)] = (*own.get(fold(name), ()), place)
    except (OSError, KeyError, ValueError, TypeError) as problem:
        raise UsageError("U006", item=str(path), detail=str(problem)) from problem
    return own


@lru_cache(maxsize=1)
def default_gazetteer() -> Gazetteer:
    """Return the gazetteer without a user's rows, opened once a process."""
    return Gazetteer.open()
