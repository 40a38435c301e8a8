"""Every command that a page of the documentation tells a person to type does what the page says."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parent.parent.parent / "docs"
_BLOCK = re.compile(r"```console\n(.*?)```", re.S)


def commands_of(page: Path) -> list[str]:
    """The lines of a page that begin with a prompt."""
    blocks = _BLOCK.findall(page.read_text(encoding="utf-8"))
    return [line[2:] for block in blocks for line in block.splitlines() if line.startswith("$ ")]


PAGES = [page for page in (DOCS / "start.md", *sorted((DOCS / "how-to").glob("*.md"))) if commands_of(page)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_what_a_page_says_to_type_works(page: Path, examples: Path, tmp_path: Path) -> None:
    shutil.copytree(examples / "kursk", tmp_path / "pages")
    for command in commands_of(page):
        program, *arguments = shlex.split(command)
        assert program == "whosays", command
        done = subprocess.run(
            [sys.executable, "-m", "whosays", *arguments], cwd=tmp_path, capture_output=True, text=True, check=False,
            stdin=subprocess.DEVNULL, timeout=300, env={**os.environ, "COLUMNS": "120"},
        )  # fmt: skip
        assert done.returncode == 0, f"{command}\n{done.stderr}"
        is_silent = "--quiet" in arguments or {"export", "archive", "backup"} & set(arguments)
        assert is_silent or done.stdout.strip() or done.stderr.strip(), f"{command}: nothing to see"


def test_there_are_pages_to_follow() -> None:
    assert {"start", "check-a-number", "verify-a-casebook", "read-an-archive"} <= {page.stem for page in PAGES}
