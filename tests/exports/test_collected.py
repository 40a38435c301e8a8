"""Collections: DataFrames that agree with one another, pictures for a notebook, and the page on them runs."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import whosays
from whosays.exports import Selection

pytest.importorskip("pyarrow")
PAGE = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "notebook.md"


def test_page_runs(examples: Path) -> None:
    [code] = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert len([line for line in code.splitlines() if line.strip()]) <= 10
    names = {"FOLDER": examples / "goma"}
    exec(compile(code, "notebook.md", "exec"), names)
    assert len(names["frame"]) == len(names["killed"]) > 3  # type: ignore[arg-type]
    assert "<svg" in names["killed"]._repr_html_()  # type: ignore[attr-defined]


def test_frames_say_the_same(selection: Selection) -> None:
    for collected in (whosays.Claims(selection), whosays.Events(selection), whosays.Figures(selection)):
        arrow = collected.to_arrow()
        assert len(arrow) == len(collected) == len(collected.to_pandas()) == collected.to_polars().height
        assert arrow.column_names == list(collected.to_pandas().columns) == collected.to_polars().columns


def test_one_kind_of_figure_is_kept(selection: Selection) -> None:
    troops = whosays.Figures(selection, of="troops")
    assert set(troops.to_pandas()["of"]) == {"troops"}
    assert len(whosays.Figures(Selection(), of="troops")) == 0
    assert whosays.Figures(selection, of="money").to_pandas().empty or len(whosays.Figures(selection, of="money"))


def test_words_are_marked_and_are_no_mark_up(nasty: Selection) -> None:
    shown = whosays.Claims(nasty)._repr_html_()
    assert shown.count("<mark>") == len(nasty.claims)
    assert "<script" not in shown
    assert "<table" in whosays.Events(nasty)._repr_html_()


def test_importing_takes_nothing_heavy() -> None:
    code = "import sys, whosays; print(sorted({'spacy', 'numpy', 'pandas', 'pyarrow'} & set(sys.modules)))"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
    )
