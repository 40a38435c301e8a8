"""Every link from one page of the project to another leads somewhere, and every command that a message names exists."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from whosays.cli import COMMANDS
from whosays.errors import MESSAGES

ROOT = Path(__file__).resolve().parent.parent.parent
_LINK = re.compile(r"\]\(([^)#\s]+)")
_COMMAND = re.compile(r"'whosays (?:--casebook \S+ )?([a-z]+)")


def pages() -> list[Path]:
    """The pages that are kept."""
    listed = subprocess.run(["git", "ls-files", "*.md"], cwd=ROOT, capture_output=True, text=True, check=False).stdout
    return [ROOT / name for name in listed.splitlines()] or sorted(ROOT.glob("*.md")) + sorted(
        ROOT.glob("docs/**/*.md")
    )


@pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.relative_to(ROOT)))
def test_links_to_other_pages_resolve(page: Path) -> None:
    links = _LINK.findall(re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.S))
    local = [link for link in links if not re.match(r"[a-z]+:", link)]
    assert [link for link in local if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("code", MESSAGES)
def test_a_command_named_in_a_remedy_exists(code: str) -> None:
    named = set(_COMMAND.findall(" ".join(MESSAGES[code])))
    assert named <= set(COMMANDS)
