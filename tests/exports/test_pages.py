"""The pages on the formats: one for each, examples as the code makes them now."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from whosays.exports import FORMATS
from whosays.exports.checks import check_file

ROOT = Path(__file__).resolve().parent.parent.parent
PAGES = sorted(path for path in (ROOT / "docs" / "formats").glob("*.md") if path.name != "README.md")


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("write_formats", ROOT / "tools" / "write_formats.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_examples_are_what_is_written_now(tool: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert tool.main(check=True) == 0, capsys.readouterr().out


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_page_says_how_what_is_lost_and_gives_an_example(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert all(
        heading in text for heading in ("## How it is filled", "## What is lost", "## Example", "whosays export")
    )
    assert page.name in (PAGES[0].parent / "README.md").read_text(encoding="utf-8")


def test_every_format_has_a_page() -> None:
    texts = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    assert [name for name in FORMATS if f"<!-- example {name} -->" not in texts] == [
        "jsonl", "html", "docx", "pdf",
    ]  # fmt: skip


def test_case_of_the_pages_holds(tool: ModuleType) -> None:
    assert check_file(ROOT / "docs" / "formats" / "case.jsonl").faults == []
    known = set(tool.case().claims)
    assert all(known >= set(event.claims) for event in tool.case().events)
