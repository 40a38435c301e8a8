"""Every command that a page of the documentation tells a person to type does what the page says."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from postgres_server import RunningServer

Run = Callable[[list[str], Path], None]
DOCS = Path(__file__).resolve().parent.parent.parent / "docs"
_BLOCK = re.compile(r"```console\n(.*?)```", re.S)


def commands_of(page: Path) -> list[str]:
    """The lines of a page that begin with a prompt."""
    blocks = _BLOCK.findall(page.read_text(encoding="utf-8"))
    return [line[2:] for block in blocks for line in block.splitlines() if line.startswith("$ ")]


def blocks_of(page: Path, language: str) -> list[str]:
    """The blocks of a page in a language."""
    return re.findall(rf"```{language}\n(.*?)```", page.read_text(encoding="utf-8"), re.S)


PAGES = [page for page in (DOCS / "start.md", *sorted((DOCS / "how-to").glob("*.md"))) if commands_of(page)]


# The casebooks that a command made, by that command: reading the same pages for every page of the docs proves no more.
MADE: dict[str, bytes] = {}


def type_in(command: str, folder: Path) -> None:
    """Do what the page says to type; ``printf '…' |`` before it gives what a person would type into it."""
    typed = None
    if command.startswith("printf "):
        keys, _, command = command.partition(" | ")
        typed = shlex.split(keys)[1].replace("\\n", "\n")
    program, *arguments = shlex.split(command)
    assert program == "whosays", command
    made = folder / arguments[1] if arguments[:1] == ["--casebook"] and arguments[2] == "add" else None
    if made is not None and "://" in str(arguments[1]):
        made = None
    if made is not None and not made.exists() and command in MADE:
        made.write_bytes(MADE[command])
        return
    done = subprocess.run(
        [sys.executable, "-m", "whosays", *arguments], cwd=folder, capture_output=True, text=True, check=False,
        input=typed or "", timeout=300, env={**os.environ, "COLUMNS": "120"},
    )  # fmt: skip
    assert done.returncode == 0, f"{command}\n{done.stderr}"
    is_silent = "--quiet" in arguments or {"export", "archive", "backup"} & set(arguments)
    assert is_silent or done.stdout.strip() or done.stderr.strip(), f"{command}: nothing to see"
    if made is not None:
        MADE[command] = made.read_bytes()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_what_a_page_says_to_type_works(
    page: Path, examples: Path, tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    if page.stem == "share-a-casebook":
        server: RunningServer = request.getfixturevalue("postgres")
        server.sql("CREATE DATABASE team")
        for name, value in (("PGHOST", server.folder), ("PGPORT", server.port), ("PGUSER", "owner")):
            monkeypatch.setenv(name, str(value))
        monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    # The Start page goes on in the folder that the demo made.
    of_demo = page.stem == "start"
    shutil.copytree(examples if of_demo else examples / "kursk", tmp_path / "pages")
    for command in commands_of(page):
        type_in(command, tmp_path)
    if page.stem in RUNNERS:
        language, run = RUNNERS[page.stem]
        blocks = blocks_of(page, language)
        assert blocks
        run(blocks, tmp_path)


def in_python(blocks: list[str], folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", "".join(blocks)], cwd=folder, capture_output=True, text=True,
        check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


def in_duckdb(blocks: list[str], folder: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    with duckdb.connect(config={"file_search_path": str(folder)}) as db:
        for query in blocks:
            assert db.execute(query).fetchall(), query


def in_datasette(blocks: list[str], folder: Path) -> None:
    pytest.importorskip("datasette")
    # A process of its own: it opens many connections, and leaves their closing to the end.
    code = (
        "import asyncio, sys\nfrom datasette.app import Datasette\n"
        "site = Datasette([], immutables=['kursk.casebook'])\n"
        "async def ask(sql):\n"
        "    answer = await site.client.get('/kursk.json', params={'sql': sql, '_shape': 'array'})\n"
        "    assert answer.status_code == 200 and answer.json(), (sql, answer.text)\n"
        "async def main():\n"
        "    for sql in sys.argv[1:]:\n        await ask(sql)\n"
        "asyncio.run(main())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *blocks], cwd=folder, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr


def in_shell(blocks: list[str], folder: Path) -> None:
    if shutil.which("age") is None:
        pytest.skip("age is not installed here")
    here = folder / "bin" / "whosays"
    here.parent.mkdir()
    here.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m whosays "$@"\n')
    here.chmod(0o755)
    done = subprocess.run(
        ["sh", "-e", "-c", "".join(blocks)], cwd=folder, capture_output=True, text=True, check=False, timeout=120,
        env={**os.environ, "PATH": f"{here.parent}:{os.environ['PATH']}"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


# Page -> what runs its other blocks, and their language.
RUNNERS: dict[str, tuple[str, Run]] = {
    "data-frames": ("python", in_python),
    "duckdb": ("sql", in_duckdb),
    "datasette": ("sql", in_datasette),
    "encrypt": ("sh", in_shell),
}


def test_there_are_pages_to_follow() -> None:
    assert {"start", "check-a-number", "verify-a-casebook", "read-an-archive", *RUNNERS} <= {
        page.stem for page in PAGES
    }
