from __future__ import annotations

import pytest

from whosays.vocab import countries


def test_every_row_is_whole() -> None:
    rows = countries.all_countries()
    assert sum(c.kind in ("state", "territory") for c in rows) == 250  # ISO 3166-1 and Kosovo
    assert len({c.key for c in rows}) == len(rows)
    for c in rows:
        assert c.name and ((c.alpha3 is not None) == (c.kind in ("state", "territory"))), c
        assert c.alpha3 is None or (len(c.alpha3) == 3 and c.alpha2 is not None and len(c.alpha2) == 2), c
        assert c.lat is not None and c.lon is not None and -90 <= c.lat <= 90 and -180 <= c.lon <= 180, c
        assert c.parent is None or countries.by_code(c.parent) is not None, c
        assert all(countries.by_code(n) for n in c.neighbours), c


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("North Korea", "PRK"), ("DPRK", "PRK"), ("DR Congo", "COD"), ("the Netherlands", "NLD"), ("Türkiye", "TUR"),
        ("Turkey", "TUR"), ("Burma", "MMR"), ("UAE", "ARE"), ("U.S.", "USA"), ("US", "USA"), ("Ivory Coast", "CIV"),
        ("Côte d’Ivoire", "CIV"), ("Swaziland", "SWZ"), ("Kosovo", "XKX"), ("Transnistria", "MDA"), ("Crimea", "UKR"),
        ("Czechia", "CZE"), ("Palestine", "PSE"), ("Republic of Armenia", "ARM"),
    ],
)  # fmt: skip
def test_names(words: str, code: str) -> None:
    found = countries.by_name(words)
    assert found is not None and found.code == code


@pytest.mark.parametrize("words", ["us", "the North", "car", "", "Narnia"])
def test_no_names(words: str) -> None:
    assert countries.by_name(words) is None


@pytest.mark.parametrize(
    ("words", "code", "is_adjective"),
    [
        ("Russian", "RUS", True), ("Danes", "DNK", False), ("Danish", "DNK", True), ("Congolese", "COD", True),
        ("Korean", "KOR", True), ("North Korean", "PRK", True), ("Burkinabe", "BFA", True), ("Saudis", "SAU", False),
    ],
)  # fmt: skip
def test_demonyms(words: str, code: str, is_adjective: bool) -> None:
    found = countries.by_demonym(words)
    assert found is not None and found.code == code
    assert countries.is_adjective(words) is is_adjective


def test_an_adjective_of_two_countries_names_both() -> None:
    assert {c.code for c in countries.all_by_demonym("Congolese")} == {"COD", "COG"}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Kyiv", "UKR"),
        ("Kiev", "UKR"),
        ("Kremlin", "RUS"),
        ("Washington", "USA"),
        ("Tel Aviv", "ISR"),
        ("Sanaa", "YEM"),
    ],
)
def test_seats(words: str, code: str) -> None:
    found = countries.by_capital(words)
    assert found is not None and found.code == code
