"""The figures in the README are those of BENCHMARKS.md, rounded."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent

# What the README says, with its figures -> where each stands in BENCHMARKS.md.
SAID = [
    (
        r"claims found with the right type \| F1 (\S+) \(precision (\S+), recall (\S+); cross-validated (\S+)\)",
        (
            r"\| gold \| claim detection F1, typed \| (\S+)",
            r"\| gold \| claim detection precision, typed \| (\S+)",
            r"\| gold \| claim detection recall, typed \| (\S+)",
            r"weighing cross-validated by episode: (\S+)",
        ),
    ),
    (
        r"who says so, on claims found \| F1 (\S+); the whole chain right for (\S+)",
        (r"\| gold \| source span F1, matched \| (\S+)", r"\| gold \| whole source chain, matched \| (\S+)"),
    ),
    (
        r"figures, value and kind, on claims found \| F1 (\S+)",
        (r"\| gold \| quantities \(value and kind\) F1, matched \| (\S+)",),
    ),
    (r"place names put within 161 km, of those found \| (\S+) \(cr", (r"within 161 km, matched .*5-fold: (\S+) \|",)),
    (r"is read in (\S+) cases of 100", (r"\| gold \| full-claim accuracy \| (\S+)",)),
    (r"reports of 500 words read in a second, one core \| (\S+)", (r"\| reports of conflict, one core \| (\S+) /s",)),
]


def number(words: str) -> float:
    return float(words.rstrip(".,;"))


@pytest.mark.parametrize(("said", "measured"), SAID, ids=[said[:30] for said, _ in SAID])
def test_a_figure_of_the_readme_is_the_one_measured(said: str, measured: tuple[str, ...]) -> None:
    readme, benchmarks = ((ROOT / name).read_text("utf-8") for name in ("README.md", "BENCHMARKS.md"))
    found = re.search(said, readme)
    assert found is not None
    for told, pattern in zip(found.groups(), measured, strict=True):
        (figure,) = re.findall(pattern, benchmarks)
        per_hundred = 100 if "of 100" in said else 1
        decimals = len(told.rstrip(".,;").partition(".")[2])
        assert number(told) == pytest.approx(per_hundred * number(figure), abs=0.5001 * 10**-decimals)
