"""What rests on one speaker and nobody else: under each of his names, and through those who speak for him."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from whosays.casebook import Casebook
from whosays.reader import Reader
from whosays.record import Report

REPORTS = {
    "ministry": "The Russian Ministry of Defence said its forces had captured the village of Robotyne.",
    "mod": "Russia's defence ministry said a drone had killed two people in Belgorod.",
    "wire": "The Harbour Wire, citing the Russian defence ministry, said troops had shelled the town of Vovchansk.",
    "kyiv": "Ukraine's general staff said Russian forces had shelled a hospital in Kherson.",
    "spokesman": "A Houthi spokesman, Yahya Saree, said a missile had struck a ship. “We attacked it,” Saree said.",
}  # fmt: skip


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casebook]:
    reader = Reader()
    with Casebook(tmp_path_factory.mktemp("speakers") / "a.casebook") as opened:
        for name, text in REPORTS.items():
            opened.add(reader.read(Report(id=name, text=text, published="2024-05-02")))
        yield opened


@pytest.mark.parametrize(
    ("name", "reports"),
    [
        ("Russian Ministry of Defence", {"ministry", "mod", "wire"}),
        ("Russian defense ministry", {"ministry", "mod", "wire"}),
        ("Houthis", {"spokesman"}),
        ("Ansar Allah", {"spokesman"}),
        ("Yahya Saree", {"spokesman"}),
        ("general staff", {"kyiv"}),
        ("Harbour Wire", set()),  # it only carries what the ministry says
    ],
)
def test_only_finds_what_rests_on_nobody_else(case: Casebook, name: str, reports: set[str]) -> None:
    assert {found.report.id for found in case.claims(source=name, only_source=True)} == reports


def test_a_spokesman_named_alone_still_speaks_for_his_body(case: Casebook) -> None:
    said = list(case.claims(source="Houthi"))
    assert {found.claim.sources[-1].text for found in said} >= {"Saree"}
