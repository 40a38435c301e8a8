"""The page on security names a test for each defence: each must be there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = ROOT / "docs" / "why" / "security.md"


def test_every_test_that_the_page_names_is_there() -> None:
    files = {path.name: path for path in (ROOT / "tests").rglob("*.py")}
    rows = [row for row in PAGE.read_text("utf-8").splitlines() if row.startswith("| ") and row.count("|") == 4]
    n_named = 0
    for row in rows:
        for name in re.findall(r"`([^`]+)`", row.split("|")[3]):
            path, _, function = name.partition("::")
            found = (ROOT / path) if path.startswith("tests/") else files.get(path)
            assert found is not None, name
            assert found.exists(), name
            assert not function or f"def {function}(" in found.read_text("utf-8"), name
            n_named += 1
    assert n_named > 30


def test_every_threat_has_its_test_or_says_that_it_has_none() -> None:
    for row in PAGE.read_text("utf-8").splitlines():
        if row.startswith("| ") and row.count("|") == 4 and not row.startswith("| threat"):
            assert "`" in row.split("|")[3] or row.split("|")[3].strip() in ("–", "benchmarks", "the same"), row
