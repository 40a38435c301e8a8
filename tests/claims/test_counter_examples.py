"""Texts about something else yield no claims of war, and texts of war still do."""

from __future__ import annotations

import importlib.util
import sys
import tomllib
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

FOLDER = Path(__file__).parent / "counter_examples"
FLOORS = tomllib.loads((FOLDER / "floors.toml").read_text("utf-8"))
SCRIPT = Path(__file__).parents[2] / "bench" / "counter_examples.py"


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    spec = importlib.util.spec_from_file_location("counter_examples", SCRIPT)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def figures(bench: ModuleType) -> Any:
    return bench.figures(bench.read_examples(bench.open_examples(FOLDER)))


def test_counter_examples_are_those_the_floors_were_measured_on(bench: ModuleType) -> None:
    assert bench.digest(bench.open_examples(FOLDER)) == FLOORS["digest"]


def test_counter_examples_are_as_many_and_as_long_as_promised(bench: ModuleType) -> None:
    examples = bench.open_examples(FOLDER)
    of = {(e.unit, e.yields): sum((o.unit, o.yields) == (e.unit, e.yields) for o in examples) for e in examples}
    assert of["sentence", "nothing"] >= 320 and of["text", "nothing"] >= 105
    assert of["sentence", "history"] >= 40 and of["text", "history"] >= 14
    assert of["sentence", "war"] >= 60 and of["text", "war"] >= 35
    assert all(80 <= len(e.text.split()) <= 250 for e in examples if e.unit == "text")
    assert len({e.text for e in examples}) == len(examples)


@pytest.mark.slow
@pytest.mark.parametrize("figure", FLOORS["most"])
def test_counter_examples_yield_few_false_claims(figures: Any, figure: str) -> None:
    assert figures[figure][0] <= FLOORS["most"][figure]


@pytest.mark.slow
@pytest.mark.parametrize("figure", FLOORS["least"])
def test_counter_examples_control_still_yields_claims(figures: Any, figure: str) -> None:
    assert figures[figure][0] >= FLOORS["least"][figure]
