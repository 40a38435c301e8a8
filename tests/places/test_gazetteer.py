from __future__ import annotations

import csv
import time
from importlib.resources import files
from pathlib import Path

import pytest

from whosays.errors import UsageError, WhosaysError
from whosays.places import Gazetteer
from whosays.places.gazetteer import read_own
from whosays.places.names import fold

# name, country, latitude, longitude; one of the candidates must lie within a degree
WAR_PLACES = [
    ("Robotyne", "UKR", 47.4, 35.8), ("Bakhmut", "UKR", 48.6, 38.0), ("Artemivsk", "UKR", 48.6, 38.0),
    ("Avdeyevka", "UKR", 48.1, 37.7), ("Kiev", "UKR", 50.45, 30.5), ("Kharkov", "UKR", 50.0, 36.2),
    ("Zaporizhzhia Nuclear Power Plant", "UKR", 47.5, 34.6), ("Snake Island", "UKR", 45.25, 30.2),
    ("Sudzha", "RUS", 51.2, 35.3), ("Kursk", "RUS", 51.7, 36.2), ("Engels-2", "RUS", 51.5, 46.2),
    ("Ras al-Ain", "SYR", 36.85, 40.07), ("Kobani", "SYR", 36.9, 38.35), ("Khmeimim", "SYR", 35.4, 35.95),
    ("Hmeimim air base", "SYR", 35.4, 35.95), ("Deir Ezzor", "SYR", 35.3, 40.1), ("Al-Hol camp", "SYR", 36.4, 41.2),
    ("Hodeidah", "YEM", 14.8, 42.95), ("Sanaa", "YEM", 15.35, 44.2), ("Hormuz", None, 26.6, 56.4),
    ("Bab al-Mandab", None, 12.6, 43.35), ("Bab el-Mandeb Strait", None, 12.6, 43.35), ("Red Sea", None, 20.0, 38.5),
    ("Sinai", "EGY", 29.5, 33.8), ("Rafah crossing", "PSE", 31.25, 34.26), ("Khan Younis", "PSE", 31.3, 34.3),
    ("Netzarim Corridor", "PSE", 31.5, 34.4), ("Golan Heights", "SYR", 33.0, 35.8), ("Fordow", "IRN", 34.9, 51.0),
    ("Natanz", "IRN", 33.7, 51.7), ("Ain al-Asad", "IRQ", 33.8, 42.4), ("Mount Sinjar", "IRQ", 36.4, 41.7),
    ("El Fasher", "SDN", 13.6, 25.35), ("Zamzam camp", "SDN", 13.5, 25.3), ("Darfur", "SDN", 13.5, 24.0),
    ("Wad Madani", "SDN", 14.4, 33.5), ("Goma", "COD", -1.7, 29.2), ("North Kivu", "COD", -0.8, 29.0),
    ("Bunagana", "COD", -1.3, 29.6), ("Cabo Delgado", "MOZ", -12.3, 39.5), ("Nagorno-Karabakh", "AZE", 39.9, 46.7),
    ("Lachin corridor", "AZE", 39.6, 46.5), ("Transnistria", "MDA", 46.85, 29.6), ("Sahel", None, 15.0, 2.0),
    ("Tillabéri", "NER", 14.2, 1.5), ("Kidal", "MLI", 18.4, 1.4), ("Yongbyon", "PRK", 39.8, 125.8),
    ("Punggye-ri", "PRK", 41.3, 129.1), ("Scarborough Shoal", None, 15.15, 117.8), ("Taiwan Strait", None, 24.5, 119.5),
    ("Line of Control", None, 34.3, 74.2), ("Muridke", "PAK", 31.8, 74.3), ("Myawaddy", "MMR", 16.7, 98.5),
    ("Guantanamo", "CUB", 19.9, -75.1), ("Kerch Strait", None, 45.3, 36.6), ("Donbas", "UKR", 48.3, 38.2),
]  # fmt: skip


@pytest.mark.parametrize(("name", "country", "lat", "lon"), WAR_PLACES, ids=[row[0] for row in WAR_PLACES])
def test_war_places_resolve(gazetteer: Gazetteer, name: str, country: str | None, lat: float, lon: float) -> None:
    found = gazetteer.look_up(name)
    assert any(c.country == country and abs(c.lat - lat) < 1 and abs(c.lon - lon) < 1 for c in found), found


@pytest.mark.parametrize(
    ("one", "other"),
    [("Sana’a", "Sanaa"), ("Al-Bab", "Al Bab"), ("TILLABERI", "Tillabéri"), ("St. Petersburg", "Saint Petersburg")],
)
def test_spellings_of_one_name_find_the_same(gazetteer: Gazetteer, one: str, other: str) -> None:
    assert gazetteer.look_up(one) == gazetteer.look_up(other) != ()


def test_nothing_bears_an_invented_name(gazetteer: Gazetteer) -> None:
    assert gazetteer.look_up("Qwertzuiopu") == ()
    assert gazetteer.look_up("") == ()
    assert gazetteer.look_up("x" * 10_000) == ()


def test_regions_have_english_names_and_divisions(gazetteer: Gazetteer) -> None:
    (region,) = [c for c in gazetteer.look_up("Kursk Oblast") if c.country == "RUS"]
    assert (region.name, region.precision) == ("Kursk Oblast", "admin1")
    town = max(gazetteer.look_up("Kursk"), key=lambda c: c.kind == "city")
    assert town.admin1 == "Kursk Oblast"


def test_sound_finds_other_transliterations_within_the_countries_given(gazetteer: Gazetteer) -> None:
    assert any("Bakhmut" in c.name for c in gazetteer.look_up_sound("Bahmut", ("UKR",)))
    assert gazetteer.look_up_sound("Bahmut", ("YEM",)) == ()
    assert gazetteer.look_up_sound("Bahmut", ()) == ()


def test_a_users_rows_come_first(tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text(
        "name,aliases,lat,lon,country,precision\nHill 217,Height 217,48.1,37.9,UKR,point\nKursk,,1.0,2.0,,\n"
    )
    gazetteer = Gazetteer.open(own)
    (hill,) = gazetteer.look_up("height 217")
    assert (hill.name, hill.lat, hill.precision, hill.is_own) == ("Hill 217", 48.1, "point", True)
    assert gazetteer.look_up("Kursk")[0].is_own
    assert len(gazetteer.look_up("Kursk")) > 1
    gazetteer.close()


@pytest.mark.parametrize(
    "table",
    [
        "name,lat\nX,1\n",
        "name,lat,lon\nX,91,0\n",
        "name,lat,lon\nX,north,0\n",
        "name,lat,lon\n,1,1\n",
        "name,lat,lon\nX\n",
    ],
)
def test_a_bad_table_is_named(tmp_path: Path, table: str) -> None:
    own = tmp_path / "own.csv"
    own.write_text(table)
    with pytest.raises(UsageError) as problem:
        read_own(own)
    assert "own.csv" in str(problem.value)


def test_a_bad_table_leaves_no_connection_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # One that was left open was named at random in whatever test ran when it was collected.
    made: list[object] = []
    monkeypatch.setattr("sqlite3.connect", lambda *a, **k: made.append(a))
    with pytest.raises(WhosaysError):
        Gazetteer.open(tmp_path / "none.csv")
    assert made == []


def test_a_missing_gazetteer_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(WhosaysError):
        Gazetteer.open(path=tmp_path / "none.sqlite")


def test_size_and_speed() -> None:
    path = Path(str(files("whosays.places") / "data" / "gazetteer.sqlite"))
    assert path.stat().st_size < 40_000_000
    start = time.process_time()
    gazetteer = Gazetteer.open()
    assert time.process_time() - start < 0.05
    keys = [fold(row[0]) for row in WAR_PLACES] + [f"no such place {i}" for i in range(200)]
    start = time.process_time()
    for _ in range(40):
        for key in keys:
            gazetteer.look_up_key(key)
    # 50,000 a second on an idle core; a third of that where tests share it.
    assert 40 * len(keys) / (time.process_time() - start) > 16_000
    gazetteer.close()


def test_supplement_is_sorted_and_on_earth() -> None:
    table = (files("whosays.places") / "data" / "supplement.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(table.splitlines()))
    assert len(rows) >= 500
    keys = [(r["name"], r["country"]) for r in rows]
    assert keys == sorted(keys) and len(set(keys)) == len(keys)
    for row in rows:
        assert -90 <= float(row["lat"]) <= 90 and -180 <= float(row["lon"]) <= 180, row
        assert row["precision"] in {"point", "city", "admin1", "admin2", "region"}, row
        assert row["source"] and row["licence"] == "CC0-1.0"
